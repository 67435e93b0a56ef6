"""The words around numbers of a language, read from its `quantities.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..datafiles import read_toml
from ..errors import BadData
from ..language.registry import Language
from .numbers import Numbers, load_numbers

BOUNDS = ("about", "min", "max")
TABLES = ("before", "after", "ranges", "words", "units", "currencies", "what")
LISTS = (
    "genitive",
    "plural",
    "single",
    "counted",
    "naming",
    "definite",
    "partitive",
    "comparing",
    "age",
    "skipped",
    "endings",
)


@dataclass(frozen=True)
class QuantityWords:
    """The words of quantities.toml; phrases are matched against the text just before or after a number.

    `units` are words with a name of their own (currencies: "EUR"), one or two words long; `what` says what a counted
    noun is (killed, injured ...), `forms` gives the noun of a form that the parse left as it stands ("SOLDATS").
    `groups` are the round counts and, after "des", the scales; `several` those of them that mean more than one.
    """

    before: re.Pattern[str]
    after: re.Pattern[str]
    bound_before: Mapping[str, str]
    bound_after: Mapping[str, str]
    opens: frozenset[str]
    joins: frozenset[str]
    changing: frozenset[str]
    words: Mapping[str, frozenset[str]]
    units: Mapping[str, str]
    currencies: frozenset[str]
    what: Mapping[str, str]
    forms: Mapping[str, str]
    numbers: Numbers
    number: re.Pattern[str]
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
    what = {noun: kind for kind, nouns in data["what"].items() for noun in nouns}
    currencies = {str(k): str(v) for k, v in data["currencies"].items()}
    known = {**numbers.groups, **numbers.scales}
    several = frozenset(
        g for g in known if any(g != h and g.startswith(h) and known[g] == known[h] for h in known)
    )
    groups = dict(numbers.groups) | {s: known[s] for s in several if s in numbers.scales}
    return QuantityWords(
        before=re.compile(rf"(?:^|[\s(«\"'])(?P<phrase>{_any(before)})\s*$"),
        after=re.compile(rf"\s*(?P<phrase>{_any(after)})(?!\w|\s+(?:{_any(lists['genitive'])}))"),
        bound_before=before,
        bound_after=after,
        opens=frozenset(data["ranges"].get("open", ())),
        joins=frozenset(data["ranges"].get("join", ())),
        changing=frozenset(data["ranges"].get("changing", ())),
        words=lists,
        units={**{str(k): str(v) for k, v in data["units"].items()}, **currencies},
        currencies=frozenset(currencies.values()),
        what=what,
        forms={noun + ending: noun for noun in what for ending in lists["endings"]},
        numbers=numbers,
        number=re.compile(rf"(?<![\w.,]){numbers.regex}"),
        groups=groups,
        several=several,
        group=_group_regex(numbers, groups, lists),
        triggers=(numbers.words | frozenset(groups) | lists["counted"]) - lists["single"],
        rule=f"{language.code}/quantities.toml",
    )


def _group_regex(
    numbers: Numbers, groups: Iterable[str], lists: Mapping[str, frozenset[str]]
) -> re.Pattern[str]:
    """ "une dizaine", "deux douzaines", "des centaines de milliers": a count or an article, groups one of another."""
    article, of, group = _any(lists["plural"] | lists["single"]), _any(lists["genitive"]), _any(groups)
    return re.compile(
        rf"(?<!\w)(?:(?P<n>{numbers.regex})\s+|(?:{article})\s+)?"
        rf"(?P<groups>(?:{group})(?!\w)(?:\s+(?:{of})\s*(?:{group})(?!\w))*)"
    )


def _tables(language: Language) -> dict[str, dict[str, Any]]:
    where = f"{language.code}/quantities.toml"
    data: dict[str, dict[str, Any]] = {name: {} for name in TABLES}
    for path in language.files("quantities.toml"):
        text = path.read_text(encoding="utf-8")
        for name, table in read_toml(path, where).items():
            if name not in data:
                raise BadData(
                    where, _line(text, name), f"unknown table {name!r}. Choose one of {', '.join(TABLES)}"
                )
            for key, value in table.items():
                known = {"before": BOUNDS, "after": BOUNDS, "words": LISTS}.get(name)
                if known and key not in known:
                    raise BadData(
                        where, _line(text, key), f"unknown key {key!r}. Choose one of {', '.join(known)}"
                    )
                data[name][key] = [*data[name].get(key, ()), *value] if isinstance(value, list) else value
    return data


def _line(text: str, key: str) -> int:
    found = re.search(rf"^\[?\"?{re.escape(key)}\b", text, re.M)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _any(phrases: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(phrases, key=lambda p: (-len(p), p)))) or r"(?!)"
