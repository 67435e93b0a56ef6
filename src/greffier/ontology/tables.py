"""A CSV file of the ontology goes in, its rows come out with their line numbers; mistakes are told by file and line."""

from __future__ import annotations

import csv
from collections.abc import Container, Iterable, Iterator
from pathlib import Path

from ..errors import BadData

LOWEST, HIGHEST = -10.0, 10.0  # both Goldstein's scale and PLOVER's


def read_rows(path: Path, *columns: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The line number and the cells of every row; the file must have exactly these columns."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != columns:
            raise BadData(path.name, 1, f"the columns must be {','.join(columns)}.")
        for row in reader:
            if None in row or None in row.values():
                raise BadData(path.name, reader.line_num, "the line has too few or too many fields.")
            yield reader.line_num, {k: v.strip() for k, v in row.items()}


def read_score(path: Path, line: int, text: str) -> float:
    """A score as a number."""
    try:
        score = float(text)
    except ValueError as error:
        raise BadData(path.name, line, f"the score {text!r} is no number.") from error
    if not LOWEST <= score <= HIGHEST:
        raise BadData(path.name, line, f"the score {text} is not between {LOWEST:g} and {HIGHEST:g}.")
    return score


def refuse_double(path: Path, line: int, key: object, known: Container[object]) -> None:
    """Raise BadData where a key was read before."""
    if key in known:
        raise BadData(path.name, line, f"{key} stands twice.")


def refuse_unknown(path: Path, line: int, what: str, name: str, known: Iterable[str]) -> None:
    """Raise BadData where a name is none of the known ones, and say which there are."""
    choices = tuple(known)
    if name not in choices:
        raise BadData(path.name, line, f"unknown {what} {name!r}. Choose one of {', '.join(choices)}.")
