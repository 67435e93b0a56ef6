"""How many: numbers, what bounds them, and what they count."""

from __future__ import annotations

from pathlib import Path

import pytest

from greffier.errors import BadData
from greffier.language.pipeline import parse
from greffier.language.registry import Language, load_language
from greffier.mentions.numbers import load_numbers
from greffier.mentions.quantities import find_quantities, load_quantity_words
from greffier.model.quantity import Quantity
from greffier.model.span import Span
from greffier.model.when import When
from greffier.reading.articles import article_from_text
from greffier.structure.blocks import lay_out


def read(text: str, french: Language, times: tuple[When, ...] = ()) -> list[tuple[str, Quantity]]:
    layout = lay_out(article_from_text(text, language="fr"), french)
    found = find_quantities(next(parse([layout], french)), french, times)
    return [(q.span.of(layout.article.text), q) for q in found]


# fmt: off
@pytest.mark.parametrize(
    ("text", "words", "low", "high", "approximate", "unit", "what"),
    [
        ("Les secours ont compté douze morts.", "douze morts", 12, 12, False, "mort", "killed"),
        ("Le séisme a fait 1 250 blessés.", "1 250 blessés", 1250, 1250, False, "blessé", "injured"),
        ("Le séisme a fait 1\u202f250 blessés.", "1 250 blessés", 1250, 1250, False, "blessé", "injured"),
        ("Au moins trois policiers ont été tués.", "Au moins trois policiers", 3, None, False, "policier", None),
        ("Quelque 300 soldats sont partis.", "Quelque 300 soldats", 300, 300, True, "soldat", "troops"),
        ("Moins de 40 électeurs ont voté.", "Moins de 40 électeurs", None, 40, False, "électeur", None),
        ("Une centaine de migrants sont arrivés.", "Une centaine de migrants", 100, 100, True, "migrant", None),
        ("Des milliers de manifestants ont défilé.", "Des milliers de manifestants", 2000, None, True, "manifestant", None),
        ("Entre 20 et 30 otages sont détenus.", "Entre 20 et 30 otages", 20, 30, False, "otage", "detained"),
        ("Le pays a reçu 2,5 millions d'euros.", "2,5 millions d'euros", 2500000, 2500000, False, "EUR", "money"),
        ("Il y a eu un mort dans la rue.", "un mort", 1, 1, False, "mort", "killed"),
    ],
)
def test_what_is_counted(
    text: str, words: str, low: float | None, high: float | None, approximate: bool, unit: str, what: str | None, french: Language
) -> None:
    ((said, q),) = read(text, french)
    assert (said, q.low, q.high, q.approximate, q.unit, q.what) == (words, low, high, approximate, unit, what)
    assert q.rule.startswith("fr/quantities.toml")
# fmt: on


@pytest.mark.parametrize(
    "text",
    [
        "Un homme de loi, âgé de 34 ans, a parlé.",
        "Une réunion est prévue.",
        "L'article 49 de la loi est contesté.",
        "Le score est de 3-1.",
        "Le 12e régiment est parti.",
    ],
)
def test_what_is_no_amount(text: str, french: Language) -> None:
    assert read(text, french) == []


def test_numbers_inside_times_are_left_alone(french: Language) -> None:
    text = "Le 14 février 2024 fut froid."
    times = (When("t1", "date", Span(3, 18), "2024-02-14"),)
    assert read(text, french, times) == []


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("vingt et un", 21), ("soixante-dix-sept", 77), ("quatre-vingt-dix-neuf", 99), ("deux cents", 200),
        ("trois mille", 3000), ("un million deux cent mille", 1_200_000), ("2.000", 2000), ("3,14", 3.14), ("chat", None),
    ],
)  # fmt: skip
def test_numbers_in_words_and_figures(words: str, value: float | None) -> None:
    assert load_numbers(load_language("fr")).value(words) == value


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "quantities.toml").write_text("[before\n", encoding="utf-8")
    with pytest.raises(BadData, match=r"fr/quantities.toml:1"):
        load_quantity_words(load_language("fr", lexicon=tmp_path))
