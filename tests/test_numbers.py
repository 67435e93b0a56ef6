"""Numbers in figures and in words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from greffier.language.registry import load_language
from greffier.mentions.numbers import load_numbers


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("vingt et un", 21), ("vingt-et-un", 21), ("soixante et onze", 71), ("soixante-dix-sept", 77),
        ("quatre-vingts", 80), ("quatre-vingt-dix-neuf", 99), ("quatre vingt dix", 90), ("cent", 100), ("deux cents", 200),
        ("mille", 1000), ("trois mille", 3000), ("mille neuf cent quatorze", 1914), ("cent deux mille", 102_000),
        ("un million deux cent mille", 1_200_000), ("mille milliards", 1e12), ("Douze", 12),
        ("2.000", 2000), ("1 500", 1500), ("1\u00a0500", 1500), ("1\u202f500", 1500), ("1 234 567", 1_234_567), ("80'000", 80_000),
        ("3,14", 3.14), ("9.5", 9.5), ("2,5 millions", 2_500_000), ("12 mille", 12_000),
        ("chat", None), ("", None), ("deux trois", None), ("une cinquante", None),
    ],
)  # fmt: skip
def test_the_value_of_a_number(words: str, value: float | None) -> None:
    assert load_numbers(load_language("fr")).value(words) == value


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("vingt et un avions et deux et trois chars", ["vingt et un", "deux", "trois"]),
        ("un train sur sept et un bus", ["un", "sept", "un"]),
        ("deux mille trois cent onze voix", ["deux mille trois cent onze"]),
        ("12 000 hommes et 1\u202f500 chars", ["12 000", "1\u202f500"]),
        ("un compte 123456789012 fermé", ["un"]),
    ],
)
def test_where_a_number_begins_and_ends(text: str, found: list[str]) -> None:
    numbers = load_numbers(load_language("fr"))
    assert [m.group() for m in re.finditer(rf"(?<!\w){numbers.regex}", text)] == found


def test_the_users_words_add_to_ours(tmp_path: Path) -> None:
    (tmp_path / "numbers.toml").write_text("[groups]\nmyriade = 10000\n", encoding="utf-8")
    numbers = load_numbers(load_language("fr", lexicon=tmp_path))
    assert numbers.groups["myriade"] == 10_000 and numbers.groups["dizaine"] == 10
