"""`greffier kb import FILE`: what kind of file it is, read from its content, and its rows into the user's folder.

Kinds: one of our own CSV files, a plain CSV list of persons (tables.py), Wikidata entities as JSON (wikidata.py),
FollowTheMoney JSON lines (followthemoney.py); each may be compressed with gzip.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from ...errors import BadInput
from ..base import Knowledge, load_knowledge
from ..rows import COLUMNS, delimiter_of
from .followthemoney import read_followthemoney
from .shapes import Harvest
from .tables import LIST, read_persons
from .wikidata import read_wikidata
from .writing import Written, write_harvest, write_rows

GZIP = b"\x1f\x8b"
JSON_OPENS = ("{", "[")


def import_file(path: Path, into: Path, *, today: date | None = None) -> Written:
    """Take a file into a folder that `--knowledge` reads. Raises BadInput for a file of no kind that we know.

    `today` is written as the month of checking (default: the day of the call).
    """
    day = today or date.today()
    knowledge = load_knowledge(into if into.is_dir() else None)
    text = _text(path)
    if text.lstrip()[:1] in JSON_OPENS:
        return _take_json(path, text, knowledge, into, day)
    rows = list(_rows(path, text))
    header = tuple(rows[0][1]) if rows else ()
    if file := next((f for f, columns in COLUMNS.items() if set(columns) == set(header)), None):
        cells = [dict(row) for _, row in rows]
        return Written({file: write_rows(into / file, cells, path.name, day)}, ())
    if "name" not in header or not set(header) <= set(LIST):
        raise BadInput(
            f"{path}: no file that greffier can take in. A CSV needs the columns of one of our files, or `name` and any "
            f"of {', '.join(LIST[1:])}; JSON must be entities of Wikidata or of FollowTheMoney."
        )
    harvest = Harvest(path.name)
    read_persons(rows, knowledge, harvest)
    return write_harvest(harvest, knowledge, into, day)


def _take_json(path: Path, text: str, knowledge: Knowledge, into: Path, day: date) -> Written:
    harvest = Harvest(path.name)
    items = list(_items(path, text))
    if any("claims" in i or "labels" in i for i in items):
        read_wikidata(items, knowledge, harvest)
    elif any("schema" in i and "properties" in i for i in items):
        read_followthemoney(items, knowledge, harvest)
    else:
        raise BadInput(
            f"{path}: this JSON is neither entities of Wikidata (claims, labels) nor of FollowTheMoney (schema)."
        )
    return write_harvest(harvest, knowledge, into, day)


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
        data = gzip.decompress(data) if data.startswith(GZIP) else data
        return data.decode("utf-8-sig")
    except (OSError, EOFError) as error:
        raise BadInput(f"{path} cannot be read: {error}.") from error
    except UnicodeDecodeError as error:
        raise BadInput(
            f"{path} is not UTF-8 (byte {error.start}). Save it as UTF-8 (in a spreadsheet: CSV UTF-8)."
        ) from error


def _items(path: Path, text: str) -> Iterator[Mapping[str, Any]]:
    """The objects of a JSON file: of its `entities`, of an array, or one a line (lines of an array may end in a comma)."""
    try:
        whole = json.loads(text)
    except ValueError:
        yield from _item_lines(path, text)
        return
    if isinstance(whole, dict) and isinstance(whole.get("entities"), dict):
        whole = list(whole["entities"].values())
    yield from (i for i in (whole if isinstance(whole, list) else [whole]) if isinstance(i, dict))


def _item_lines(path: Path, text: str) -> Iterator[Mapping[str, Any]]:
    for number, line in enumerate(text.splitlines(), 1):
        plain = line.strip().rstrip(",")
        if plain in ("", "[", "]"):
            continue
        try:
            item = json.loads(plain)
        except ValueError as error:
            raise BadInput(
                f"{path}:{number}: this line is not JSON ({error}). Nothing was taken in."
            ) from error
        if isinstance(item, dict):
            yield item


def _rows(path: Path, text: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    lines = [
        (n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip() and not line.startswith("#")
    ]
    if not lines:
        raise BadInput(f"{path} is empty.")
    comma = delimiter_of(lines[0][1])
    header = [c.strip() for c in next(csv.reader([lines[0][1]], delimiter=comma))]
    for (number, _), cells in zip(
        lines[1:],
        csv.reader(io.StringIO("\n".join(line for _, line in lines[1:])), delimiter=comma),
        strict=False,
    ):
        if len(cells) != len(header):
            raise BadInput(
                f"{path}:{number}: {len(cells)} cells, the header has {len(header)}. Nothing was taken in."
            )
        yield number, dict(zip(header, (c.strip() for c in cells), strict=True))
