"""The words around numbers of a language, read from its `quantities.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..datafiles import file_name, line_of, read_toml
from ..errors import BadData
from ..language.registry import Language
from .numbers import Numbers, any_of, load_numbers

BOUNDS = ("about", "below", "min", "max")
TABLES = (
    "before", "after", "ranges", "words", "fractions", "order", "units", "signs", "currencies", "what",
)  # fmt: skip
ORDER = {"noun": ("first", "last")}  # of a noun and what describes it: "avions de combat", "combat aircraft"
LISTS = (
    "genitive",
    "possessive",
    "describing",
    "plural",
    "few",
    "several",
    "single",
    "counted",
    "naming",
    "definite",
    "factors",
    "partitive",
    "comparing",
    "sourcing",
    "copulas",
    "sites",
    "tally",
    "beside",
    "parting",
    "whole",
    "certain",
    "bare",
    "ratio",
    "turns",
    "half",
    "metric",
    "multiplied",
    "measures",
    "age",
    "skipped",
    "endings",
)


@dataclass(frozen=True)
class QuantityWords:
    """The words of quantities.toml; phrases are matched against the text just before or after a number.

    `units` are words with a name of their own (currencies: "EUR"), one or two words long, `sign` those of them that may
    stand before the figures; `what` says what a counted noun is (killed, injured ...), `forms` gives the noun of a form
    that the parse left as it stands ("SOLDATS"). `groups` are the round counts and the scales that are counted
    themselves ("des millions", "several thousand"); `several` those of them that mean more than one.
    """

    before: re.Pattern[str]
    after: re.Pattern[str]
    bound_before: Mapping[str, str]
    bound_after: Mapping[str, str]
    opens: frozenset[str]
    joins: frozenset[str]
    closes: frozenset[str]
    closed: frozenset[str]
    changing: frozenset[str]
    words: Mapping[str, frozenset[str]]
    noun_last: bool
    units: Mapping[str, str]
    unit_word: re.Pattern[str]
    sign: re.Pattern[str]
    currencies: frozenset[str]
    what: Mapping[str, str]
    forms: Mapping[str, str]
    numbers: Numbers
    number: re.Pattern[str]
    dashed: re.Pattern[str]
    half: re.Pattern[str]
    ratio: re.Pattern[str]
    fractions: Mapping[str, float]
    fraction: re.Pattern[str]
    scaled: re.Pattern[str]
    groups: Mapping[str, float]
    several: frozenset[str]
    group: re.Pattern[str]
    triggers: frozenset[str]
    rule: str


@lru_cache(maxsize=8)
def load_quantity_words(language: Language) -> QuantityWords:
    """The quantity words of a language; the user's file adds to ours. BadData for a mistake in the file."""
    data = _tables(language)
    numbers = load_numbers(language)
    before, after = ({p: b for b in BOUNDS for p in data[side].get(b, ())} for side in ("before", "after"))
    lists = {name: frozenset(data["words"].get(name, ())) for name in LISTS}
    ranges = {
        name: frozenset(data["ranges"].get(name, ()))
        for name in ("open", "closed", "join", "close", "changing")
    }
    what = {noun: kind for kind, nouns in data["what"].items() for noun in nouns}
    currencies = {str(k): str(v) for k, v in (*data["currencies"].items(), *data["signs"].items())}
    units = {**{str(k): str(v) for k, v in data["units"].items()}, **currencies}
    fractions = {str(k): float(v) for k, v in data["fractions"].items()}
    groups, several = _groups(numbers, lists["several"])
    return QuantityWords(
        before=re.compile(rf"(?:^|[\s(«\"'“‘\[])(?P<phrase>{any_of(before)})\s*$"),
        after=re.compile(rf"\s*(?P<phrase>{any_of(after)})(?!\w|\s+(?:{any_of(lists['genitive'])}))"),
        bound_before=before,
        bound_after=after,
        opens=ranges["open"] | ranges["closed"],
        joins=ranges["join"] | ranges["close"],
        closes=ranges["close"],
        closed=ranges["closed"],
        changing=ranges["changing"],
        words=lists,
        noun_last=data["order"].get("noun") == "last",
        units=units,
        unit_word=re.compile(rf"\s*(?:(?:{any_of(lists['genitive'])})\s*)?(?:{any_of(units)})(?:{any_of(lists['endings'])})?(?!\w)"),
        sign=re.compile(rf"(?<!\w)(?P<sign>{any_of(data['signs'])})\s?$"),
        currencies=frozenset(currencies.values()),
        what=what,
        forms={noun + ending: noun for noun in (*what, *units) for ending in lists["endings"]},
        numbers=numbers,
        number=re.compile(rf"(?<![\w.,]){numbers.amount}"),
        dashed=_dashed_regex(numbers),
        half=_half_regex(numbers, lists),
        ratio=re.compile(rf"(?:\s+[\w'-]+){{0,3}}\s+(?:{any_of(lists['ratio'])})"),
        fractions=fractions,
        fraction=_fraction_regex(numbers, fractions, lists),
        scaled=_scaled_regex(numbers, lists),
        groups=groups,
        several=several,
        group=_group_regex(numbers, groups, lists),
        triggers=(numbers.words | frozenset(groups) | lists["counted"] | frozenset(fractions)) - lists["single"],
        rule=f"{language.code}/quantities.toml",
    )  # fmt: skip


def _groups(numbers: Numbers, several: frozenset[str]) -> tuple[dict[str, float], frozenset[str]]:
    """The round counts, with the hundreds and scales that are counted like them, and those that mean more than one."""
    nouns = {**numbers.groups, **numbers.scales}
    plurals = (g for g in nouns if any(g != h and g.startswith(h) and nouns[g] == nouns[h] for h in nouns))
    return {**nouns, **numbers.hundreds}, frozenset(plurals) | several


def _group_regex(
    numbers: Numbers, groups: Iterable[str], lists: Mapping[str, frozenset[str]]
) -> re.Pattern[str]:
    """ "une dizaine", "deux douzaines", "des centaines de milliers": a count or an article, groups one of another."""
    article, of, group = (
        any_of(lists["plural"] | lists["few"] | lists["single"]),
        any_of(lists["genitive"]),
        any_of(groups),
    )
    return re.compile(
        rf"(?<![\w-])(?:(?P<article>{article})\s+|(?P<n>{numbers.regex})\s+)?"
        rf"(?P<groups>(?:{group})(?!\w)(?:\s+(?:(?:{of})\s*)?(?:{group})(?!\w))*)"
    )


def _dashed_regex(numbers: Numbers) -> re.Pattern[str]:
    """ "10-15", "2–3 millions": two numbers in figures with a dash between them."""
    return re.compile(
        rf"(?<![\w.,/:'-])(?P<one>{numbers.figures})\s?[-–—]\s?(?P<two>(?=\d){numbers.amount})(?![\w/:-]|[.,]\d)"
    )


def _half_regex(numbers: Numbers, lists: Mapping[str, frozenset[str]]) -> re.Pattern[str]:
    """ "(deux millions) et demi", "(one) and a half million"."""
    return re.compile(rf"\s+(?:{any_of(lists['half'])})(?:\s+(?P<scale>{any_of(numbers.scales)}))?(?!\w)")


def _fraction_regex(
    numbers: Numbers, parts: Iterable[str], lists: Mapping[str, frozenset[str]]
) -> re.Pattern[str]:
    """ "la moitié", "les deux tiers", "three-quarters": an article, a numerator, the name of the part."""
    article = any_of(lists["single"] | lists["parting"])
    return re.compile(
        rf"(?<![\w-])(?:(?P<article>{article})\s+)?(?:(?P<n>{numbers.regex})[\s-]+)?(?P<part>{any_of(parts)})(?![\w-])"
    )


def _scaled_regex(numbers: Numbers, lists: Mapping[str, frozenset[str]]) -> re.Pattern[str]:
    """ "(half) a million", "(un quart) de million": a fraction of a scale is a number."""
    between = any_of(lists["genitive"] | lists["single"])
    return re.compile(rf"(?:\s+(?:{between}))*\s+(?P<scale>{any_of(numbers.scales)})(?!\w)")


def _tables(language: Language) -> dict[str, dict[str, Any]]:
    data: dict[str, dict[str, Any]] = {name: {} for name in TABLES}
    known: dict[str, Iterable[str]] = {"before": BOUNDS, "after": BOUNDS, "words": LISTS, "order": ORDER}
    for path in language.files("quantities.toml"):
        where = file_name(path)
        for name, table in read_toml(path).items():
            if name not in data:
                raise BadData(
                    where, line_of(path, name), f"unknown table {name!r}. Choose one of {', '.join(TABLES)}"
                )
            for key, value in table.items():
                if name in known and key not in known[name]:
                    raise BadData(
                        where,
                        line_of(path, key),
                        f"unknown key {key!r}. Choose one of {', '.join(known[name])}",
                    )
                if name == "order" and value not in ORDER[key]:
                    raise BadData(
                        where,
                        line_of(path, key),
                        f"unknown order {value!r}. Choose {' or '.join(ORDER[key])}",
                    )
                data[name][key] = [*data[name].get(key, ()), *value] if isinstance(value, list) else value
    return data
