"""The names of an article: bounds, classes, organisations by their nouns, one class over the article; and their scores."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from greffier.errors import BadData
from greffier.evaluation.command import evaluate
from greffier.evaluation.names import is_brat, load_brat, score_names
from greffier.evaluation.sets import EVERY, NAMES
from greffier.knowledge.base import load_knowledge
from greffier.language.registry import Language, load_language
from greffier.language.tree import Entity, Token, Tree
from greffier.mentions.entities import find_entities, with_names
from greffier.model.article import Article, Part
from greffier.model.span import Span
from greffier.structure.layout import Layout

FRENCH = load_language("fr")
WORD = re.compile(r"\b[A-ZÉÎ]\.|\w+['’]|\w+|[^\w\s]")
SMALL = {
    "de": "ADP", "du": "ADP", "des": "ADP", "d'": "ADP", "à": "ADP", "en": "ADP", "la": "DET", "le": "DET", "les": "DET",
    "l'": "DET", "un": "DET", "et": "CCONJ", "a": "AUX", "est": "AUX", "parle": "VERB", "cède": "VERB", "attend": "VERB",
}  # fmt: skip
ADJECTIVES = re.compile(r"(?:turque|nationale|maritimes|russe|régionale|lointaines|central|paysanne)$")


def tree_of(text: str, marked: dict[str, str]) -> Tree:
    """The words of a text in a flat tree, one sentence a line; `LOC`, `PER`, `ORG`, `MISC`: names of the model, | between."""
    tokens: list[Token] = []
    for found in WORD.finditer(text):
        word, low = found[0], found[0].lower()
        pos = SMALL.get(low) or (
            "PROPN"
            if word[0].isupper()
            else "ADJ"
            if ADJECTIVES.match(low)
            else "NOUN"
            if word.isalpha()
            else "PUNCT"
        )
        tokens.append(Token(len(tokens), word, low, pos, "dep", 0, found.start(), found.end()))
    entities = []
    for label, listed in marked.items():
        for name in listed.split("|"):
            start = text.index(name)
            inside = [t.i for t in tokens if start <= t.start < start + len(name)]
            entities.append(Entity(inside[0], inside[-1], label))
    ends = [t.i for t in tokens if "\n" in text[t.end : t.end + 2]] + [len(tokens) - 1]
    bounds = zip([0, *(e + 1 for e in ends)], ends, strict=False)
    return Tree(tuple(tokens), tuple(bounds), tuple(sorted(entities, key=lambda e: e.first)))


def layout_of(text: str) -> Layout:
    whole = Span(0, len(text))
    return Layout(Article("a", text), text, (Part("body", whole),), (), (whole,), (whole,))


def read(text: str, **marked: str) -> list[str]:
    """The names of a text as "LABEL words"."""
    tree = tree_of(text, marked)
    found = find_entities(tree, layout_of(text), FRENCH, load_knowledge())
    return [f"{c.label} {tree.span(c.first, c.last).of(text)}" for c in found]


@pytest.mark.parametrize(
    ("text", "marked", "expected"),
    [
        ("Hier la France a cédé", {"LOC": "la France"}, ["LOC France"]),
        ("Hier M. Binet parle", {"PER": "M. Binet"}, ["PER Binet"]),
        ("Hier le président Binet parle", {"PER": "président Binet"}, ["PER Binet"]),
        ("Hier le président de la République parle", {"PER": "président de la République"}, []),
        ("Ils saluent l'ONU", {"ORG": "l'ONU"}, ["ORG ONU"]),
        ("Ils vont à la péninsule de Crimée", {"LOC": "péninsule de Crimée"}, ["LOC Crimée"]),
        ("Le match Norvège - Chili est long", {"LOC": "Norvège - Chili"}, ["LOC Norvège", "LOC Chili"]),
        ("Hier Khaled B. parle", {"PER": "Khaled B."}, ["PER Khaled B."]),
        ("Ils vont vers la Région Bretagne", {"LOC": "Région Bretagne"}, ["LOC Bretagne"]),
        ("Ils vont vers la gare du Nord", {"LOC": "gare du Nord"}, ["LOC gare du Nord"]),
        ("On lit Le Phare lorvan", {"LOC": "Le Phare"}, ["LOC Le Phare"]),
        ("On verra Orban lundi", {"PER": "Orban lundi"}, ["PER Orban"]),
    ],
)
def test_bounds(text: str, marked: dict[str, str], expected: list[str]) -> None:
    assert read(text, **marked) == expected


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Hier les Espagnols ont gagné", {"LOC": "Espagnols"}),
        ("Hier les Rennaises ont gagné", {"LOC": "Rennaises"}),
        ("On verra Mardi", {"PER": "Mardi"}),
        ("Le groupe B est fort", {"LOC": "B"}),
        ("Hier le Tour de France a commencé", {"MISC": "Tour de France"}),
        ("On a lu cela sur Twitter", {"ORG": "Twitter"}),
        ("Hier le Suisse a gagné", {"LOC": "Suisse"}),
    ],
)
def test_no_names(text: str, marked: dict[str, str]) -> None:
    assert read(text, **marked) == []


@pytest.mark.parametrize(
    ("text", "marked", "expected"),
    [
        ("Ils quittent la Cour d'appel de Lorvane", {}, ["ORG Cour d'appel de Lorvane"]),
        ("Ils quittent le Parti des paysans", {}, ["ORG Parti des paysans"]),
        ("Ils quittent le ministère de l'Énergie", {}, ["ORG ministère de l'Énergie"]),
        ("Ils quittent l'université Lorvane", {"LOC": "université Lorvane"}, ["ORG université Lorvane"]),
        ("Ils quittent l'armée turque", {}, ["ORG armée turque"]),
        ("Ils quittent l'armée", {}, []),
        ("Ils quittent le Sénat", {}, ["ORG Sénat"]),
        ("Ils quittent le Sénat des riches", {}, ["ORG Sénat"]),
        ("Ils quittent la Banque", {}, []),
        ("Ils quittent le Sénat Paul Binet", {"PER": "Paul Binet"}, ["ORG Sénat", "PER Paul Binet"]),
        ("Ils quittent l'Institut Paul Binet", {"PER": "Paul Binet"}, ["ORG Institut Paul Binet"]),
        ("Ils quittent la Mission des Nations unies au Mali", {}, ["ORG Mission des Nations unies au Mali"]),
        ("Ils quittent le Conseil de Lorvane à Paris", {}, ["ORG Conseil de Lorvane", "LOC Paris"]),
        ("Ils voient la ministre du Travail Louise Binet", {"ORG": "Travail Louise Binet"},
         ["ORG Travail", "PER Louise Binet"]),
        ("Ils voient le ministre des Affaires maritimes", {}, ["ORG Affaires maritimes"]),
        ("Ils voient la Ronde paysanne centrale (RPC) hier", {}, ["ORG Ronde paysanne centrale", "ORG RPC"]),
        ("Ils voient la Ronde paysanne centrale (XYZ) hier", {"ORG": "XYZ"}, ["ORG XYZ"]),
        ("Ils voient le Lorvane FC hier", {"LOC": "Lorvane FC"}, ["ORG Lorvane FC"]),
    ],
)  # fmt: skip
def test_organisations(text: str, marked: dict[str, str], expected: list[str]) -> None:
    assert read(text, **marked) == expected


@pytest.mark.parametrize(
    ("text", "marked", "expected"),
    [
        ("Hier Paul Lorvane parle\nPuis Lorvane cède", {"PER": "Paul Lorvane"}, ["PER Paul Lorvane", "PER Lorvane"]),
        ("Hier Paul Van Orme parle\nPuis Van Orme cède", {"PER": "Paul Van Orme", "LOC": "Orme cède"},
         ["PER Paul Van Orme", "PER Van Orme"]),
        ("Hier Lorvane parle\nOn attend Lorvane\nOn voit Lorvane", {"LOC": "Lorvane parle"}, 3 * ["LOC Lorvane"]),
        ("Elle cite l'agence Lorvane", {"LOC": "Lorvane"}, ["ORG Lorvane"]),
        ("Elle cite le colonel de gendarmerie Paul Orme", {"PER": "Paul Orme"}, ["PER Paul Orme"]),
        ("Elle cite l'Américaine Ada Orme", {"LOC": "Ada Orme"}, ["PER Ada Orme"]),
        ("On va aux Jeux de Turin", {"MISC": "Jeux de Turin"}, ["LOC Turin"]),
    ],
)  # fmt: skip
def test_over_the_article(text: str, marked: dict[str, str], expected: list[str]) -> None:
    assert read(text, **marked) == expected


def test_tree_with_names() -> None:
    """The model's bounds stay where it has the class right; a site stays a place; a department adds nobody."""
    text = "Hier Espagnols et M. Binet ont vu le ministre de l'Énergie à l'université Lorvane et aux Jeux de Turin"
    tree = tree_of(text, {"LOC": "Espagnols|université Lorvane", "PER": "M. Binet", "MISC": "Jeux de Turin"})
    made = with_names(tree, find_entities(tree, layout_of(text), FRENCH, load_knowledge()), FRENCH)
    assert [(e.label, tree.span(e.first, e.last).of(text)) for e in made.entities] == [
        ("PER", "M. Binet"),
        ("LOC", "université Lorvane"),
        ("MISC", "Jeux de Turin"),
    ]


# ------------------------------------------------------------------------------------------------ scores


@pytest.fixture
def annotated(tmp_path: Path) -> Path:
    """One text: two names found, one of them with a name inside that the flat score leaves out; a date."""
    folder = tmp_path / "05"
    folder.mkdir()
    (folder / "2019_05_04-001.txt").write_text("Angela Merkel a visité Marseille le 3 mai.", encoding="utf-8")
    rows = (
        "T1\tPerson 0 13\tAngela Merkel",
        "T2\tPerson 7 13\tMerkel",
        "T3\tLocation 23 32\tMarseille",
        "T4\tDate 36 41\t3 mai",
        "#1\tAnnotatorNotes T1\tx",
    )
    (folder / "2019_05_04-001.ann").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return tmp_path


def test_brat(annotated: Path) -> None:
    assert is_brat(annotated) and not is_brat(annotated / "none")
    (text,) = load_brat(annotated)
    assert (text.id, text.published) == ("2019_05_04-001", "2019-05-04")
    assert text.gold == ((0, 13, "person"), (23, 32, "place"))
    assert text.inner == ((7, 13, "person"),)


def test_a_broken_annotation_is_named(annotated: Path) -> None:
    next(annotated.glob("*/*.ann")).write_text("T1\tPerson 0\n", encoding="utf-8")
    with pytest.raises(BadData, match=r"2019_05_04-001\.ann:1"):
        load_brat(annotated)


def test_scores(annotated: Path, french: Language) -> None:
    scores, misses = score_names(load_brat(annotated))
    assert (scores["all"].hits, scores["all"].gold, scores["all"].said) == (2, 2, 2)
    assert scores["relaxed"].f1 == 1.0 and not misses
    assert (scores["nested"].hits, scores["nested"].gold) == (2, 3)
    assert evaluate(annotated, None).splitlines()[0].startswith("all ")


def test_names_of_the_news(shared: Path, french: Language) -> None:
    """A few articles of the gate's part; skipped without the evaluation folder."""
    if not (shared / NAMES).is_dir():
        pytest.skip(f"there is no {NAMES} in the evaluation folder")
    scores, _ = score_names(load_brat(shared / NAMES)[:: 10 * EVERY])
    assert scores["all"].f1 > 0.8
