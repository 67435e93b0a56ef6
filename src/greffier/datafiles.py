"""The data files of a language (CSV, TOML, YAML) read with their mistakes told by file and line."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from .errors import BadData


def file_name(path: Path) -> str:
    """How messages and rules call a data file: its folder and name ("fr/speech.csv")."""
    return f"{path.parent.name}/{path.name}"


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a TOML file. Raises BadData where it is none."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise BadData(
            file_name(path), int(line.group(1)) if line else 1, f"the file is not TOML: {error}."
        ) from error


def line_of(path: Path, key: str) -> int:
    """The line of a TOML file on which a key or a table begins; 1 where it is not found."""
    text = path.read_text(encoding="utf-8")
    found = re.search(rf"^\[?[\"']?{re.escape(key)}(?!\w)", text, re.M)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def compose_yaml(path: Path, where: str) -> yaml.Node | None:
    """The nodes of a YAML file, which know their lines; None where it is empty. Raises BadData where it is none."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        root: yaml.Node | None = yaml.compose(path.read_text(encoding="utf-8"), Loader=loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise BadData(where, line, f"this is not YAML: {error.problem}.") from error
    return root


def read_csv(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """The line number and the cells of every row of a CSV file that has these columns.

    Raises BadData where a column is missing or a line has too few or too many cells.
    """
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        missing = [c for c in columns if c not in (reader.fieldnames or ())]
        if missing:
            raise BadData(
                file_name(path),
                1,
                f"the column {missing[0]!r} is missing. The columns are {', '.join(columns)}.",
            )
        for row in reader:
            if None in row or None in row.values():
                count = len(reader.fieldnames or ())
                raise BadData(file_name(path), reader.line_num, f"the line does not have {count} columns.")
            yield reader.line_num, row
