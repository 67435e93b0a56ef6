"""CSV that is safe to open in a spreadsheet, one row per event, and a reader that gives the same rows back.

A text that a spreadsheet would take for a formula (it begins with = + - @, a tab or a line end, also in their wide forms or behind
blanks) gets an apostrophe before it; so does a text that begins with an apostrophe, and the reader takes one away. Numbers have
columns of their own and are written as they are, -3.5 too. Texts stand in quotation marks, numbers and days do not. Lists are
joined with "; ", a semicolon inside an item being written \\; and an unknown item ?.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from ..errors import BadInput
from .rows import COLUMNS, Kind, as_text, event_rows
from .shape import Item, Options, Row, Sinks

FILE = "greffier.csv"
RISKY = frozenset("=+-@\t\r\n＝＋－＠")
BLANKS = " \u00a0\u202f\u200b\ufeff"
DELIMITERS = (",", ";", "\t", "|")  # none of them stands in a number or a day, which are not quoted
UNKNOWN = "?"
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_ITEM = re.compile(r"(?:\\.|[^;\\])+", re.DOTALL)


def write(items: Iterator[Item], sinks: Sinks, options: Options) -> None:
    """The rows as CSV, with a header; the delimiter and the encoding (utf-8, utf-8-sig for Excel) are the user's."""
    if options.delimiter not in DELIMITERS:
        raise BadInput(
            f"The delimiter {options.delimiter!r} cannot be used. Choose a comma, a semicolon, a tab or |."
        )
    lines = io.TextIOWrapper(sinks[FILE], encoding=options.encoding, newline="", write_through=True)
    try:
        lines.write(options.delimiter.join(name for name, _, _ in COLUMNS) + "\n")
        for row in event_rows(items):
            lines.write(options.delimiter.join(_cell(row[name], kind) for name, kind, _ in COLUMNS) + "\n")
        lines.flush()
    finally:
        lines.detach()  # the sink is closed by whoever opened it


def read(path: Path, options: Options | None = None) -> Iterator[Row]:
    """The rows that `write` wrote. Raises BadInput where the columns are others."""
    options = options or Options()
    # A byte order mark is taken away whether or not one was asked for.
    encoding = "utf-8-sig" if options.encoding.lower().replace("_", "-") == "utf-8" else options.encoding
    with path.open(encoding=encoding, newline="") as lines:
        table = csv.reader(lines, delimiter=options.delimiter)
        names = next(table, [])
        if names != [name for name, _, _ in COLUMNS]:
            raise BadInput(
                f"{path}:1: these are not the columns of a greffier export; is the delimiter right?"
            )
        for cells in table:
            yield {name: _value(cell, kind) for (name, kind, _), cell in zip(COLUMNS, cells, strict=True)}


def protect_cell(text: str) -> str:
    """A text as a spreadsheet shows it and runs nothing.

    >>> protect_cell("=1+1"), protect_cell("-12,5"), protect_cell("'a"), protect_cell("a=b")
    ("'=1+1", '-12,5', "''a", 'a=b')
    """
    first = text.lstrip(BLANKS)[:1]
    risky = first in RISKY and first and not _NUMBER.fullmatch(text)
    return f"'{text}" if risky or text.startswith("'") else text


def plain_cell(cell: str) -> str:
    """The text that `protect_cell` was given."""
    return cell.removeprefix("'")


def _cell(value: Any, kind: Kind) -> str:
    if value is None:
        return ""
    if kind == "words":
        return _quoted("; ".join(map(_escaped, value)))
    return _quoted(value) if kind == "text" else as_text(value)


def _quoted(text: str) -> str:
    return '"' + protect_cell(text).replace('"', '""') + '"'


def _escaped(item: str | None) -> str:
    if item is None:
        return UNKNOWN
    escaped = item.replace("\\", "\\\\").replace(";", "\\;")
    return "\\" + escaped if item == UNKNOWN else escaped


def _value(cell: str, kind: Kind) -> Any:
    if kind == "words":
        return [_unescaped(part) for part in _split(plain_cell(cell))]
    if cell == "":
        return None
    if kind == "text":
        return plain_cell(cell)
    read: dict[str, Any] = {"whole": int, "real": float, "day": date.fromisoformat, "truth": "TRUE".__eq__}
    return read[kind](cell)


def _split(cell: str) -> list[str]:
    """The items of a list; a blank behind the semicolon belongs to the joint."""
    found = _ITEM.findall(cell)
    return [part[1:] if n and part.startswith(" ") else part for n, part in enumerate(found)]


def _unescaped(part: str) -> str | None:
    return None if part == UNKNOWN else re.sub(r"\\(.)", r"\1", part, flags=re.DOTALL)
