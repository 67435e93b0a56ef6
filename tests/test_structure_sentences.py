"""Where sentences end: at stops, but not at those of abbreviations, initials, numbers, quotations."""

from __future__ import annotations

import pytest

from greffier.language.registry import load_language
from greffier.reading.articles import article_from_text
from greffier.structure.blocks import lay_out
from greffier.structure.sentences import MAX_SENTENCE

FRENCH = load_language("fr")


def sentences_of(text: str) -> list[str]:
    layout = lay_out(article_from_text(text, language="fr"), FRENCH)
    return [s.of(layout.article.text) for s in layout.sentences]


# Sentences are parted by "‖" in these examples.
# fmt: off
EXAMPLES = [
    "Il part. ‖ Elle reste.",
    "Il part ! ‖ Elle reste ? ‖ Oui.",
    "M. Petit et Mme Roy ont parlé. ‖ MM. Roy et Petit aussi.",
    "Le Dr. Roy a vu Me. Petit. ‖ Il a souri.",
    "J. Roy et J.-P. Petit ont parlé au général H. R. Durand. ‖ Il a souri.",
    "Les É.-U. ont parlé. ‖ Le N.P.D. Roy aussi.",
    "Il a payé 3.5 euros, soit 1.200 yens. ‖ C'est peu.",
    "Il a couru 5 km. ‖ Jean aussi.",
    "Le train part à 20 h. ‖ Jean court.",
    "L'art. 5 de la loi le dit. ‖ Voir p. 12 du texte.",
    "C'est de l'art. ‖ Personne ne rit.",
    "Ils sont en mer. ‖ Personne ne rit.",
    "Du lun. 3 au ven. 7, on ferme. ‖ On rouvre ensuite.",
    "Pierre, Paul, etc. ont parlé. ‖ Des vaches, des porcs, etc. ‖ Le marché ouvre.",
    "Il hésite... puis part. ‖ Il revient… ‖ Elle rit.",
    "Il hésite (...) Longuement.",
    "« Je pars. ‖ Je reviendrai », dit-il. ‖ Elle rit.",
    "« Je pars. » ‖ Elle rit.",
    '"Je pars." ‖ Elle rit.',
    '"Je pars". ‖ Elle rit.',
    "Il a dit : « Je pars ! » ‖ Elle rit.",
    "« Tu pars ? » demande-t-elle. ‖ Il rit.",
    "« Non ! », crie-t-il. ‖ Elle rit.",
    "Elle rit. ‖ « Je pars », dit-il.",
    "Elle rit (il est tard.) ‖ Il part.",
    "Elle rit. ‖ – Vous partez ? ‖ – Oui.",
    "■ 1. Le pont est fermé. ‖ Il pleut.",
    "Le site Yahoo! mail est lent. ‖ Il pleut.",
    "Voir www.exemple.fr pour plus. ‖ Il pleut.",
    "La version 2.0 est là. ‖ Il pleut.",
    "Il est né en 1974. ‖ 12 personnes sont venues.",
]
GLUED = [
    ("Selon l'AFP.Le pont est fermé.",        ["Selon l'AFP.", "Le pont est fermé."]),
    ("Il est parti.À Brest, il pleut.",       ["Il est parti.", "À Brest, il pleut."]),
    ("Il est parti.M. Roy reste.",            ["Il est parti.", "M. Roy reste."]),
    ("« Je pars. »Elle rit.",                 ["« Je pars. »", "Elle rit."]),
    ("Elle rit.« Je pars », dit-il.",         ["Elle rit.", "« Je pars », dit-il."]),
    ("Le fichier notes.Txt est vide.",        ["Le fichier notes.", "Txt est vide."]),
    ("La S.N.C.F roule.",                     ["La S.N.C.F roule."]),
]
# fmt: on


@pytest.mark.parametrize("example", EXAMPLES)
def test_sentences_end_where_they_should(example: str) -> None:
    assert sentences_of(example.replace(" ‖", "")) == example.split(" ‖ ")


@pytest.mark.parametrize(("text", "expected"), GLUED)
def test_sentences_without_a_blank_between_them(text: str, expected: list[str]) -> None:
    assert sentences_of(text) == expected


def test_a_sentence_over_torn_lines_is_one() -> None:
    text = 'Il vante un\n"caractère spécial"\n.\nElle rit.'
    assert sentences_of(text) == ['Il vante un\n"caractère spécial"\n.', "Elle rit."]


def test_a_text_without_stops_is_cut_at_blanks() -> None:
    sentences = sentences_of("un mot de plus, " * 1000)
    assert all(len(s) <= MAX_SENTENCE for s in sentences)
    assert all(s.endswith(",") for s in sentences)
    assert " ".join(sentences) == ("un mot de plus, " * 1000).strip()


def test_only_prose_has_sentences() -> None:
    assert sentences_of("Photo : Jeanne Roy / AFP\nIl pleut sur Brest.\n#pluie #Brest") == [
        "Il pleut sur Brest."
    ]
