"""The records themselves, one JSON object a line, as `greffier read --format jsonl` writes them: what a reader gets is what was stored.

A choice of events chooses articles here: a record is whole or not there, since its parts refer to one another.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from .shape import Item, Json, Options, Sinks, read_lines, write_lines

FILE = "greffier.jsonl"


def write(items: Iterator[Item], sinks: Sinks, options: Options) -> None:
    """A record a line: the same record gives the same bytes."""
    write_lines((as_line(item.record) for item in items), sinks[FILE])


def read(path: Path) -> Iterator[Json]:
    """The records that `write` wrote."""
    for line in read_lines(path):
        yield json.loads(line)


def as_line(value: object) -> str:
    """A JSON value in one line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
