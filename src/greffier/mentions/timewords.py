"""The words and patterns of time of a language, read from its `times.yaml`, with the line of every pattern."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

from yaml.constructor import SafeConstructor

from ..datafiles import compose_yaml
from ..errors import BadData
from ..language.registry import Language
from .calendar import Direction
from .numbers import Numbers, load_numbers
from .patterns import BadPattern, WordClass, compile_pattern, words_class

# Classes of figures that every language has.
FIGURES = {
    "year": WordClass(
        r"(?<![\d.,/-])(?:1[5-9]\d\d|20\d\d)(?!\d|[.,]\d|[\s\u00a0\u202f]\d{3}(?!\d))", figures="#4"
    ),
    "year_after": WordClass(r"(?:1[5-9]\d\d|20\d\d)(?!\d|[.,]\d)", figures="#4"),
    "yy": WordClass(r"(?<![\d.,])\d\d(?![\d%]|[.,]\d)", figures="#"),
    "month_figures": WordClass(r"(?:0?[1-9]|1[0-2])(?!\d)", figures="#"),
    "hour": WordClass(r"(?<![\d.,:/])(?:[01]?\d|2[0-4])(?!\d)", figures="#"),
    "minute": WordClass(r"[0-5]\d(?!\d)", figures="#"),
    "roman": WordClass(r"[ivx]+(?=e|è)"),
}
DAY = r"(?<![\d.,:/])(?:0?[1-9]|[12]\d|3[01])(?!\d)"
OPERATIONS = frozenset({"none", "date", "month_edge", "day", "period", "shift", "duration", "set", "ref", "clock", "part", "night",
                        "season", "nth", "half", "quarter", "years", "decade", "century", "feast", "to_date", "open"})  # fmt: skip
UNLESS = ("counted", "lasting", "person")
LISTS = ("ahead", "opening", "aiming", "forward", "backward", "counting", "lasting", "archived")
KEYS = {"id", "match", "read", "direction", "unless", "ex", "is"}


@dataclass(frozen=True, slots=True)
class TimePattern:
    """One line of the patterns: what it matches and how it is read (`read`: an operation and its arguments)."""

    id: str
    rule: str
    regex: re.Pattern[str]
    triggers: tuple[frozenset[str], ...]
    read: tuple[str, ...]
    direction: str | None = None
    unless: str | None = (
        None  # "counted": the figures count a noun; "lasting": after what lasts; "person": in a person's name
    )
    example: str | None = None
    expected: str | None = None


@dataclass(frozen=True)
class TimeWords:
    """The words of time of a language: classes with the meaning of each word, and patterns by their trigger word."""

    meanings: Mapping[str, Mapping[str, Any]]
    patterns: tuple[TimePattern, ...]
    index: Mapping[str, tuple[int, ...]]
    numbers: Numbers
    ahead: frozenset[str]
    opening: frozenset[str]
    aiming: frozenset[str]
    forward: frozenset[str]
    backward: frozenset[str]
    counting: frozenset[str]
    lasting: frozenset[str]
    archived: frozenset[str]


@lru_cache(maxsize=8)
def load_time_words(language: Language) -> TimeWords:
    """The words of time of a language; the user's file adds words and patterns, and a pattern of the same id replaces ours."""
    meanings: dict[str, dict[str, Any]] = {}
    lists: dict[str, list[str]] = {name: [] for name in LISTS}
    rows: dict[str, tuple[str, int, dict[str, str]]] = {}
    for path in language.files("times.yaml"):
        name = f"{language.code}/{path.name}"
        data, found = _read(path, name)
        for kind, words in (data.get("words") or {}).items():
            meanings.setdefault(kind, {}).update({str(w).lower(): m for w, m in words.items()})
        for key in lists:
            lists[key] += data.get(key) or []
        rows.update({row["id"]: (name, line, row) for line, row in found})
    numbers = load_numbers(language)
    classes = _classes(meanings, numbers)
    patterns: list[TimePattern] = []
    index: dict[str, list[int]] = {}
    for file, line, row in rows.values():
        pattern = _pattern(file, line, row, classes)
        for word in pattern.triggers[0]:
            index.setdefault(word, []).append(len(patterns))
        patterns.append(pattern)
    return TimeWords(meanings, tuple(patterns), {w: tuple(n) for w, n in index.items()}, numbers,
                     *(frozenset(lists[k]) for k in lists))  # fmt: skip


def _classes(meanings: Mapping[str, Mapping[str, Any]], numbers: Numbers) -> dict[str, WordClass]:
    classes = FIGURES | {kind: words_class(words) for kind, words in meanings.items()}
    first = "|".join(map(re.escape, meanings.get("first_day", {})))
    classes["day"] = WordClass(rf"(?:{first}|{DAY})" if first else DAY, figures="#")
    vague = "|".join(map(re.escape, meanings.get("vague", {})))
    classes["n"] = WordClass(rf"(?<![\d.,])(?:{numbers.regex}{'|' + vague if vague else ''})")
    classes["group"] = words_class(numbers.groups)
    return classes


def _pattern(file: str, line: int, row: dict[str, str], classes: dict[str, WordClass]) -> TimePattern:
    if missing := {"id", "match", "read"} - set(row):
        raise BadData(file, line, f"a pattern needs {', '.join(sorted(missing))}")
    if unknown := set(row) - KEYS:
        raise BadData(
            file, line, f"unknown key {', '.join(sorted(unknown))}. Choose among {', '.join(sorted(KEYS))}"
        )
    read = tuple(row["read"].split())
    if read[0] not in OPERATIONS:
        raise BadData(
            file, line, f"unknown reading {read[0]!r}. Choose one of {', '.join(sorted(OPERATIONS))}"
        )
    if (unless := row.get("unless")) not in (None, *UNLESS):
        raise BadData(file, line, f"unknown {unless!r} after unless. Choose {' or '.join(UNLESS)}")
    if (direction := row.get("direction")) not in (None, *get_args(Direction)):
        raise BadData(
            file, line, f"unknown direction {direction!r}. Choose one of {', '.join(get_args(Direction))}"
        )
    try:
        regex, triggers = compile_pattern(row["match"], classes)
    except BadPattern as error:
        raise BadData(file, line, str(error)) from error
    return TimePattern(row["id"], f"{file}:{line} {row['id']}", regex, triggers, read, direction,
                       unless, row.get("ex"), row.get("is"))  # fmt: skip


def _read(path: Path, name: str) -> tuple[dict[str, Any], list[tuple[int, dict[str, str]]]]:
    """The file as data, and its patterns each with its line."""
    root = compose_yaml(path, name)
    if root is None:
        return {}, []
    data = SafeConstructor().construct_document(root) or {}
    lines = [
        item.start_mark.line + 1
        for key, value in (root.value if root else [])
        if key.value == "patterns"
        for item in value.value
    ]
    rows = [{k: str(v) for k, v in row.items()} for row in data.get("patterns") or []]
    return data, list(zip(lines, rows, strict=True))
