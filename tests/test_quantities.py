"""How many: numbers, what bounds them, and what they count."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from greffier.errors import BadData, UnknownLanguage
from greffier.language.pipeline import parse
from greffier.language.registry import Language, known_languages, load_language, partial_language
from greffier.mentions.quantities import find_quantities
from greffier.mentions.quantitywords import load_quantity_words
from greffier.model.quantity import Quantity
from greffier.model.span import Span
from greffier.model.when import When
from greffier.reading.articles import article_from_text
from greffier.structure.blocks import lay_out
from parses import english_tree


def read(text: str, french: Language, times: tuple[When, ...] = ()) -> list[tuple[str, Quantity]]:
    layout = lay_out(article_from_text(text, language="fr"), french)
    found = find_quantities(next(parse([layout], french)), french, times)
    return [(q.span.of(layout.article.text), q) for q in found]


def read_english(text: str) -> list[tuple[str, Quantity]]:
    found = find_quantities(english_tree(text), partial_language("en"))
    return [(q.span.of(text), q) for q in found]


TABLE: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("quantities.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(
    ("code", "row"),
    [(c, r) for c in ("fr", "en") for r in TABLE[c]],
    ids=lambda x: x if isinstance(x, str) else x["text"],
)
def test_the_table(code: str, row: dict[str, Any], french: Language) -> None:
    ((said, q),) = read(row["text"], french) if code == "fr" else read_english(row["text"])
    got = {
        "words": said,
        "low": q.low,
        "high": q.high,
        "kind": q.kind,
        "unit": q.unit,
        "what": q.what,
        "of": q.of,
    }
    want = {"what": None, "of": None} | {k: v for k, v in row.items() if k != "text"}
    assert got == want
    assert q.approximate == (q.kind in ("about", "at_least", "at_most", "order"))
    assert q.rule.startswith(f"{code}/quantities.toml")


@pytest.mark.parametrize(("code", "text"), [(c, t) for c in ("fr", "en") for t in TABLE["none"][c]])
def test_what_the_table_says_is_none(code: str, text: str, french: Language) -> None:
    assert (read(text, french) if code == "fr" else read_english(text)) == []


@pytest.mark.parametrize(
    ("text", "reach"),
    [
        ("Environ 50 maires ont signé.", (45, 55)), ("Près de 50 maires ont signé.", (45, 50)),
        ("Une centaine de maires ont signé.", (80, 120)), ("Près d'une centaine de maires ont signé.", (80, 100)),
        ("Des milliers de maires ont signé.", (2000, 9000)), ("Plus de 50 maires ont signé.", (50, None)),
        ("Jusqu'à 50 maires ont signé.", (None, 50)), ("Jusqu'à plusieurs centaines de maires ont signé.", (200, 900)),
        ("Cinquante maires ont signé.", (50, 50)), ("Entre 50 et 60 maires ont signé.", (50, 60)),
    ],
)  # fmt: skip
def test_what_the_words_leave_room_for(
    text: str, reach: tuple[float | None, float | None], french: Language
) -> None:
    ((_, q),) = read(text, french)
    assert q.reach == reach


def test_english_is_read_in_part_only() -> None:
    assert "en" not in known_languages()
    with pytest.raises(UnknownLanguage, match="does not read the language 'en'"):
        load_language("en")
    with pytest.raises(UnknownLanguage, match="no folder 'tlh'"):
        partial_language("tlh")


# fmt: off
@pytest.mark.parametrize(
    ("text", "words", "low", "high", "approximate", "unit", "what"),
    [
        ("Les secours ont compté douze morts.", "douze morts", 12, 12, False, "mort", "killed"),
        ("Le séisme a fait 1 250 blessés.", "1 250 blessés", 1250, 1250, False, "blessé", "injured"),
        ("Le séisme a fait 1\u202f250 blessés.", "1 250 blessés", 1250, 1250, False, "blessé", "injured"),
        ("Au moins trois policiers ont été tués.", "Au moins trois policiers", 3, None, True, "policier", None),
        ("Quelque 300 soldats sont partis.", "Quelque 300 soldats", 300, 300, True, "soldat", "troops"),
        ("Moins de 40 électeurs ont voté.", "Moins de 40 électeurs", None, 40, True, "électeur", None),
        ("Une centaine de migrants sont arrivés.", "Une centaine de migrants", 100, 100, True, "migrant", None),
        ("Des milliers de manifestants ont défilé.", "Des milliers de manifestants", 2000, None, True, "manifestant", None),
        ("Entre 20 et 30 otages sont détenus.", "Entre 20 et 30 otages", 20, 30, False, "otage", "detained"),
        ("Le pays a reçu 2,5 millions d'euros.", "2,5 millions d'euros", 2500000, 2500000, False, "EUR", "money"),
        ("Il y a eu un mort dans la rue.", "un mort", 1, 1, False, "mort", "killed"),
        ("Au moins un policier a été blessé.", "Au moins un policier", 1, None, True, "policier", None),
        ("Des dizaines de milliers de personnes ont défilé.", "Des dizaines de milliers de personnes", 20000, None, True, "personne", None),
        ("La guerre a chassé des millions de familles.", "des millions de familles", 2000000, None, True, "famille", None),
        ("Le parti a réuni une dizaine de milliers de militants.", "une dizaine de milliers de militants", 10000, 10000, True, "militant", None),
        ("Près d'un million d'électeurs ont voté.", "Près d'un million d'électeurs", 1000000, 1000000, True, "électeur", None),
        ("Le groupe compte 10 à 20 000 combattants.", "10 à 20 000 combattants", 10000, 20000, False, "combattant", "troops"),
        ("Le groupe compte quatre à cinq mille hommes.", "quatre à cinq mille hommes", 4000, 5000, False, "homme", None),
        ("L'effectif va passer de 650 à 830 militaires.", "de 650 à 830 militaires", 830, 830, False, "militaire", "troops"),
        ("La ville compte 50 000 habitants environ.", "50 000 habitants environ", 50000, 50000, True, "habitant", None),
        ("Les prix ont augmenté de 35 pour cent.", "35 pour cent", 35, 35, False, "%", None),
        ("Le projet coûte 3 millions de dollars canadiens.", "3 millions de dollars canadiens", 3000000, 3000000, False, "CAD", "money"),
        ("L'ÉTAT ENVOIE 200 SOLDATS AU NORD", "200 SOLDATS", 200, 200, False, "soldat", "troops"),
        ("Quatre-vingt-dix-sept députés ont voté contre.", "Quatre-vingt-dix-sept députés", 97, 97, False, "député", None),
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
        "Une des victimes est italienne.",
        "Il se dirige vers une caserne.",
        "Le gouvernement a recours au 49.3 pour ce texte.",
        "Appelez le 01 42 34 56 78 pour témoigner.",
        "La présidente de France 2 a démissionné.",
        "Tous deux ont été condamnés.",
        "Il a écrit à la mairie à deux reprises.",
    ],
)
def test_what_is_no_amount(text: str, french: Language) -> None:
    assert read(text, french) == []


@pytest.mark.parametrize(
    ("text", "words", "low"),
    [
        ("La police a arrêté trente personnes, dont 13 ont été libérées.", "13", 13),
        ("Au total, 80 personnes ont été fouillées et 25 placées en cellule.", "25", 25),
        ("Les grévistes étaient 700 à Lille, 450 à Brest.", "450", 450),
        ("La marche a réuni 900 personnes, 2 000 selon les organisateurs.", "2 000", 2000),
        ("Trois marins sont morts et deux autres ont disparu.", "deux", 2),
        ("Des centaines d'entre eux ont fui.", "Des centaines", 200),
        ("Selon le syndicat, ils étaient plus de 500 000.", "plus de 500 000", 500000),
    ],
)
def test_a_number_without_a_noun(text: str, words: str, low: float, french: Language) -> None:
    said, q = read(text, french)[-1]
    assert (said, q.low, q.unit) == (words, low, None)


def test_numbers_inside_times_are_left_alone(french: Language) -> None:
    text = "Le 14 février 2024 fut froid."
    times = (When("t1", "date", Span(3, 18), "2024-02-14"),)
    assert read(text, french, times) == []


@pytest.mark.parametrize(
    ("source", "line", "message"),
    [
        ("[before\n", 1, "not TOML"),
        ("[words]\nage = []\n[during]\n", 3, "during"),
        ("[before]\nless = []\n", 2, "less"),
    ],
)
def test_a_mistake_in_the_file_has_an_address(tmp_path: Path, source: str, line: int, message: str) -> None:
    (tmp_path / "quantities.toml").write_text(source, encoding="utf-8")
    with pytest.raises(BadData, match=rf"{tmp_path.name}/quantities.toml:{line}: .*{message}"):
        load_quantity_words(load_language("fr", lexicon=tmp_path))
