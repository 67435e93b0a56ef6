"""Quotations: every kind of mark, nested, over paragraphs, unclosed; apostrophes are none."""

from __future__ import annotations

import pytest

from greffier.language.registry import load_language
from greffier.reading.articles import article_from_text
from greffier.structure.blocks import lay_out
from greffier.structure.layout import Layout

FRENCH = load_language("fr")


def layout_of(text: str) -> Layout:
    return lay_out(article_from_text(text, language="fr"), FRENCH)


def said(text: str) -> list[tuple[int, str]]:
    """Depth and words of every quotation."""
    layout = layout_of(text)
    return [(q.depth, q.inner.of(layout.article.text)) for q in layout.quotes]


# fmt: off
MARKS = [
    ("guillemets",             "Il a dit : « Je pars. »",                        [(0, "Je pars.")]),
    ("guillemets, no blank",   "Il a dit : «Je pars.»",                          [(0, "Je pars.")]),
    ("curly",                  "Il a dit : “Je pars.”",                          [(0, "Je pars.")]),
    ("German",                 "Il a dit : „Je pars.“",                          [(0, "Je pars.")]),
    ("straight",               'Il a dit : "Je pars", puis "Je reste".',         [(0, "Je pars"), (0, "Je reste")]),
    ("straight, blanks",       'Il a dit : " Je pars " hier.',                   [(0, "Je pars")]),
    ("straight, elision",      'Il parle d\'"amis" et de l\'"avenir".',          [(0, "amis"), (0, "avenir")]),
    ("straight, glued",        'Il refuse."Je reste", dit-il.',                  [(0, "Je reste")]),
    ("closed both ways",       "Il dit ”Je pars” hier.",                         [(0, "Je pars")]),
    ("two apostrophes",        "Il a dit : ''Je pars'', puis l'a fait.",         [(0, "Je pars")]),
    ("opened so, closed so",   "Il a dit : ''Je pars\", puis l'a fait.",         [(0, "Je pars")]),
    ("single",                 "Il parle de 'progrès' et d'avenir.",             [(0, "progrès")]),
    ("single, curly",          "Il parle de ‘progrès’ et d’avenir.",             [(0, "progrès")]),
    ("single, elision inside", "Il parle de 'l'avenir d'hier' encore.",          [(0, "l'avenir d'hier")]),
    ("apostrophes",            "L'été d'aujourd'hui, c'est l'hiver.",            []),
    ("curly apostrophes",      "L’été d’aujourd’hui, c’est l’hiver.",            []),
    ("inches",                 'Un écran de 27" coûte 200 euros.',               []),
    ("nested",                 "« Il a crié “Non” trois fois », dit-elle.",      [(0, "Il a crié “Non” trois fois"), (1, "Non")]),
    ("nested, same marks",     "« Il a crié « Non » trois fois », dit-elle.",    [(0, "Il a crié « Non » trois fois"), (1, "Non")]),
    ("one mark closes both",   "« Il a crié « Non ».",                           [(0, "Il a crié « Non"), (1, "Non")]),
    ("mixed by the writer",    "Il a dit “Je pars » hier.",                      [(0, "Je pars")]),
    ("empty",                  "Il n'a rien dit : « ».",                         []),
    ("on its own line",        'Il vante un\n"caractère spécial"\n.',            [(0, "caractère spécial")]),
    ("over torn lines",        '"Nous avons\nbeaucoup travaillé\nhier", dit-il.', [(0, "Nous avons\nbeaucoup travaillé\nhier")]),
    ("ellipsis first",         'Il a dit "... et puis rien".',                   [(0, "... et puis rien")]),
]
# fmt: on


@pytest.mark.parametrize(("name", "text", "expected"), MARKS, ids=[row[0] for row in MARKS])
def test_marks_are_paired(name: str, text: str, expected: list[tuple[int, str]]) -> None:
    assert said(text) == expected


def test_the_shadow_has_one_kind_of_mark() -> None:
    layout = layout_of("Il dit « oui », “non”, ''peut-être'' et l’a juré.")
    assert layout.shadow == 'Il dit " oui ", "non",  "peut-être"  et l\'a juré.'


def test_a_quotation_that_goes_on_in_the_next_paragraph() -> None:
    layout = layout_of("Il dit : « Je pars demain.\n« Je reviendrai bientôt.\n« Attendez-moi. »\nElle rit.")
    assert [q.continues for q in layout.quotes] == [None, 0, 1]
    assert all(q.closed for q in layout.quotes)


def test_a_closing_mark_without_an_opening_one_ends_what_was_left_open() -> None:
    layout = layout_of("Il dit : « Je pars demain.\nJe reviendrai bientôt », puis il sort.")
    assert [(q.continues, q.closed) for q in layout.quotes] == [(None, True), (0, True)]
    assert layout.quotes[1].inner.of(layout.article.text) == "Je reviendrai bientôt"


@pytest.mark.parametrize("mark", ["«", "“", '"', "„", "''"])
def test_an_unclosed_quotation_never_eats_the_next_paragraph(mark: str) -> None:
    layout = layout_of(f"Il dit : {mark}Je pars demain.\nElle reste ici, et elle écrit.")
    quote = layout.quotes[0]
    assert not quote.closed
    assert quote.inner.of(layout.article.text) == "Je pars demain."


def test_a_forgotten_mark_costs_one_quotation() -> None:
    layout = layout_of("Il dit : «Je pars. Elle dit : «Je reste.» Ils disent : «Nous verrons.»")
    words = [q.inner.of(layout.article.text) for q in layout.quotes if q.closed]
    assert words[-1] == "Nous verrons."
    long = layout_of("Il dit : «Je pars. " + "Il pleut sur la ville. " * 200)
    assert len(long.quotes[0].span) <= 1500


def test_a_stray_closing_mark_opens_nothing() -> None:
    assert said("Il part », puis il revient « demain » matin.") == [(0, "demain")]


# fmt: off
KINDS = [
    ("speech", "Il a dit : « Je pars demain. »"),
    ("speech", "« Oui », dit-il."),
    ("speech", "Il répond : « Jamais »."),
    ("speech", "Il vante « une amitié de longue date entre voisins »."),
    ("scare",  "Ces « boucliers humains » ont fui."),
    ("scare",  'Les "courageux" soldats ont fui.'),
    ("title",  "Le film « La Grande Évasion » passe ce soir."),
    ("title",  "Un rapport intitulé « Vivre mieux demain » est sorti."),
    ("title",  "Il a lu « Guerre et Paix » hier."),
]
# fmt: on


@pytest.mark.parametrize(("kind", "text"), KINDS)
def test_speech_scare_quotes_and_titles(kind: str, text: str) -> None:
    assert layout_of(text).quotes[0].kind == kind


def test_the_outermost_quotation_around_a_character() -> None:
    text = "Elle dit : « Il a crié “Non” fort » et part."
    layout = layout_of(text)
    assert layout.quote_at(text.index("Non")) == 0
    assert layout.quote_at(text.index("part")) is None
    assert layout.quote_at(0) is None
