"""What each line of a page is, and which lines the page layout tore apart."""

from __future__ import annotations

from pathlib import Path
from textwrap import fill

import pytest

from greffier.errors import BadData
from greffier.language.registry import load_language
from greffier.reading.articles import article_from_text
from greffier.structure.blocks import lay_out
from greffier.structure.layout import Layout
from greffier.structure.words import layout_words

FRENCH = load_language("fr")
PROSE = "Le conseil municipal a voté mardi soir la rénovation du vieux pont, fermé depuis deux ans."


def layout_of(text: str, *, title: str | None = None) -> Layout:
    return lay_out(article_from_text(text, title=title, language="fr"), FRENCH)


def parts_of(text: str, *, title: str | None = None) -> list[tuple[str, str]]:
    layout = layout_of(text, title=title)
    return [(p.kind, p.span.of(layout.article.text)) for p in layout.parts]


# fmt: off
LINES = [
    # kind,        line (between two paragraphs of prose)
    ("credit",      "Crédit photo : Jeanne Roy / AFP"),
    ("credit",      "Photo: Jeanne Roy Agence France-Presse"),
    ("credit",      "© AFP"),
    ("credit",      "(c) Jeanne Roy"),
    ("credit",      "Jeanne Roy / POOL / AFP"),
    ("caption",     "Sur cette photo, le maire inaugure le pont en 2019."),
    ("caption",     "Localisation de la ville de Brest."),
    ("caption",     "Le vieux pont de Lyon, le 3 mars 2020."),
    ("caption",     "Jeanne Roy, 2013."),
    ("byline",      "Par Jeanne Roy"),
    ("byline",      "Propos recueillis par Jeanne Roy et Paul Le Goff"),
    ("byline",      "De notre correspondant Jean Petit"),
    ("byline",      "(avec AFP et Reuters)"),
    ("byline",      "AFP"),
    ("byline",      "Jeanne Roy, Paul Petit, Associated Press"),
    ("dateline",    "Publié le 3 mars 2020 à 10h30"),
    ("dateline",    "Mis à jour le 03/03/2020"),
    ("dateline",    "mercredi 3 mars 2020"),
    ("tags",        "#Brest #pont #vieilles pierres"),
    ("tags",        "Mots-clés : pont, Brest"),
    ("boilerplate", "Lire aussi : Le pont de Nantes rouvre"),
    ("boilerplate", "► Lire aussi \"Un pont trop loin\""),
    ("boilerplate", "À lire aussi Le pont de Nantes rouvre"),
    ("boilerplate", "En savoir plus sur le pont de Brest :"),
    ("boilerplate", "[Vidéo]"),
    ("boilerplate", "Publicité"),
    ("boilerplate", "Il vous reste 75 % de cet article à lire."),
    ("boilerplate", "Abonnez-vous à notre newsletter"),
    ("boilerplate", "-----"),
    # Lines of prose that begin like something else.
    ("body",        "Photo à l'appui, le maire a montré les fissures du vieux pont."),
    ("body",        "Par ailleurs, la mairie cherche un architecte pour le pont."),
    ("body",        "Avec Jeanne Roy, le maire a visité le chantier du pont."),
    ("body",        "Lire aussi vite que possible est son métier depuis vingt ans."),
    ("body",        "« Nous rouvrirons le pont », a promis le maire."),
    ("body",        "#MeToo a changé la vie de ces ouvrières, disent-elles aujourd'hui."),
    ("body",        "L'AFP a publié une photo du vieux pont."),
    ("body",        "Brest - Nantes se jouera sans public dimanche."),
    ("body",        "Mardi 3 mars, le pont a été fermé."),
]
# fmt: on


@pytest.mark.parametrize(("kind", "line"), LINES)
def test_a_line_is_told_by_its_form(kind: str, line: str) -> None:
    text = f"{PROSE}\n{line}\n{PROSE.replace('mardi', 'jeudi')}"
    assert parts_of(text, title="Le vieux pont sera rénové")[2] == (kind, line)


# fmt: off
DATELINES = [
    ("PARIS (AFP) – Le pont est fermé.",              "PARIS (AFP) –"),
    ("Brest (Finistère), le 3 mars 2020 - Le pont.",  "Brest (Finistère), le 3 mars 2020 -"),
    ("WASHINGTON | Le pont est fermé.",               "WASHINGTON |"),
    ("Vitry-le-François — Le pont est fermé.",        "Vitry-le-François —"),
    ("3 mars 2020. – Le pont est fermé.",             "3 mars 2020. –"),
    ("1er mars 2020, 14h30 . – Le pont est fermé.",   "1er mars 2020, 14h30 . –"),
    ("BRUXELLES, 3 mars (Belga) - Le pont.",          "BRUXELLES, 3 mars (Belga) -"),
    ("(AFP) - Le pont est fermé.",                    "(AFP) -"),
]
NO_DATELINES = [
    "Le pont - fermé depuis deux ans - rouvre.",
    "Brest est fière de son pont.",
    "3 mars : le pont est fermé.",
    "L'ONU (New York) a parlé.",
    "Saint-Pierre-et-Miquelon vote dimanche.",
]
# fmt: on


@pytest.mark.parametrize(("line", "dateline"), DATELINES)
def test_a_dateline_is_cut_from_its_paragraph(line: str, dateline: str) -> None:
    rest = line.removeprefix(dateline).strip()
    parts = parts_of(f"{line}\n{PROSE}", title="Le vieux pont sera rénové")
    assert parts[1:3] == [("dateline", dateline), ("body", rest)]


@pytest.mark.parametrize("line", NO_DATELINES)
def test_what_is_no_dateline(line: str) -> None:
    assert parts_of(f"{line}\n{PROSE}", title="Le vieux pont sera rénové")[1] == ("body", line)


def test_what_stands_behind_prose_in_its_line_is_cut_off() -> None:
    assert parts_of(f"{PROSE} (ats/afp)") == [("body", PROSE), ("byline", "(ats/afp)")]
    assert parts_of(f"{PROSE} #pont #Brest") == [("body", PROSE), ("tags", "#pont #Brest")]
    assert parts_of(f"{PROSE}\nLe maire sur le pont. © Jeanne Roy\n{PROSE}")[1:3] == [
        ("caption", "Le maire sur le pont."),
        ("credit", "© Jeanne Roy"),
    ]
    agency = "Le pont rouvrira, écrit l'agence locale (AFP)"
    assert parts_of(f"{PROSE}\n{agency}")[1] == ("body", agency)


def test_teasers_inside_a_line_are_cut_out() -> None:
    text = f"{PROSE} Lire aussi : {PROSE.replace('mardi', 'jeudi')} En savoir plus sur le pont :"
    assert [kind for kind, _ in parts_of(text)] == ["body", "boilerplate", "body", "boilerplate"]
    glued = f"{PROSE}Lire aussi: Le pont de Nantes rouvreLe maire est content de son pont."
    assert parts_of(glued) == [
        ("body", PROSE),
        ("boilerplate", "Lire aussi: Le pont de Nantes rouvre"),
        ("body", "Le maire est content de son pont."),
    ]


def test_headlines_after_a_teaser_that_stands_alone() -> None:
    text = f"{PROSE}\nSur le même sujet\nLe pont de Nantes rouvre\nÀ Lyon, un pont s'effondre\n{PROSE}"
    kinds = [kind for kind, _ in parts_of(text, title="Le pont")]
    assert kinds == ["headline", "body", "boilerplate", "boilerplate", "boilerplate", "body"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (f"Le vieux pont sera rénové\n{PROSE}", ["headline", "body"]),
        (f"{PROSE}\nJeanne Roy", ["body", "byline"]),
        (f"{PROSE}\nJ. R./Agences", ["body", "byline"]),
        (f"Le maire a parlé des\n« fissures »\ndu vieux pont.\n{PROSE}", ["body", "body"]),
        (PROSE, ["body"]),
    ],
)
def test_the_neighbours_tell(text: str, kinds: list[str]) -> None:
    assert [kind for kind, _ in parts_of(text)] == kinds


# fmt: off
TORN = [
    ("a quotation on its own line",  'Le maire a promis une\n"rénovation complète"\ndu pont.'),
    ("a lone stop",                  'Le maire a promis une\n"rénovation complète"\n.'),
    ("a comma in front",             'Le maire a dit :\n"Le pont rouvrira"\n, selon la presse.'),
    ("after an article",             "Le maire a parlé de la\nRénovation du pont."),
    ("after an elision",             "Le maire a parlé de l'\nUsine voisine."),
    ("small letter",                 "Le maire a parlé\nhier du pont."),
    ("a link in a sentence",         "Le maire de la ville a parlé longuement hier à\nJeanne Roy\nde son pont."),
    ("empty lines between",          'Le maire a promis une\n\n"rénovation complète"\n\ndu pont.'),
]
# fmt: on


@pytest.mark.parametrize(("name", "text"), TORN, ids=[row[0] for row in TORN])
def test_lines_that_the_page_tore_are_joined(name: str, text: str) -> None:
    layout = layout_of(text, title="Le vieux pont")
    body = [p for p in layout.parts if p.kind == "body"]
    assert [p.span.of(layout.article.text) for p in body] == [text]
    assert "\n" not in layout.shadow[body[0].span.start :]
    assert len(layout.sentences) == 2  # the headline's and this one


@pytest.mark.parametrize(
    "text",
    [
        f"{PROSE}\nLe maire est content.",
        f"{PROSE}\n« Je suis content », dit-il.",
        f"Un titre intermédiaire\n{PROSE}",
        f"{PROSE}\n... et il pleut encore.",
    ],
)
def test_real_paragraphs_stay_apart(text: str) -> None:
    assert len(parts_of(text, title="Le vieux pont")) == 3


def test_a_text_broken_at_a_fixed_width_is_joined() -> None:
    first = fill(f"{PROSE} L'élue Marie Petit a demandé que les travaux soient finis avant l'été.", 60)
    second = fill("Le maire a promis de tout faire pour que les piétons passent en premier.", 60)
    layout = layout_of(f"{first}\n\n{second}", title="Le vieux pont")
    assert [p.span.of(layout.article.text) for p in layout.parts[1:]] == [first, second]
    assert layout.shadow.count("\n") == 3


def test_every_part_of_the_seed_is_seen(shared: Path) -> None:
    import json

    data = json.loads((shared / "gold/dev/articles/fr-seed-2025-09-03.json").read_text(encoding="utf-8"))
    parts = parts_of(data["text"])
    kinds = [kind for kind, _ in parts]
    assert kinds == ["credit", "caption", *["body"] * 11, *["tags"] * 4]
    assert parts[5][1].count("\n") == 4  # one sentence that stood on five lines


@pytest.mark.parametrize(
    ("source", "line", "problem"),
    [
        ('byline = ["par"]\nwrong = ["a"]', 2, "unknown list 'wrong'"),
        ('# words\ncaption = "vue de"', 2, "caption must be a list of words"),
        ('months = ["mai"]\nday = "(\\\\d"', 2, "day is no regular expression"),
        ('byline = ["par"\ncaption = []', 2, "no TOML"),
    ],
)
def test_a_mistake_in_the_words_is_said_with_its_line(
    tmp_path: Path, source: str, line: int, problem: str
) -> None:
    (tmp_path / "layout.toml").write_text(source, encoding="utf-8")
    with pytest.raises(BadData, match=problem) as caught:
        layout_words(load_language("fr", lexicon=tmp_path))
    assert str(caught.value).startswith(f"layout.toml:{line}: ")


def test_words_of_the_user_are_added(tmp_path: Path) -> None:
    (tmp_path / "layout.toml").write_text('byline = ["plume de"]', encoding="utf-8")
    words = layout_words(load_language("fr", lexicon=tmp_path))
    assert {"par", "plume de"} <= words.byline
