"""The ontology: four CSV files in, a checked `Ontology` out, and what PLOVER says of types.

`plover.csv` has the sixteen types with quad class, score and our own short definitions, `modes.csv` their modes
(PLOVER's own, and ours, which PLOVER does not have), `cameo.csv` the CAMEO codes with Goldstein's score and the type and
mode that we code them as, `sectors.csv` the roles of actors. Scores are PLOVER 2.0's, ACCUSE with its lost minus sign
put back; a mode of ours has the score of its type or of the nearest mode.
"""

from __future__ import annotations

import csv
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ..errors import BadData

HERE = Path(__file__).parent
LOWEST, HIGHEST = -10.0, 10.0  # both Goldstein's scale and PLOVER's
QUADS = frozenset({"1", "2", "3", "4"})  # verbal and material cooperation, verbal and material conflict

# PLOVER 2.0 codes a cooperative act that is only planned as the promise of it.
PLANNED_AS = {
    "CONSULT": "AGREE",
    "SUPPORT": "AGREE",
    "COOPERATE": "AGREE",
    "AID": "AGREE",
    "RETREAT": "CONCEDE",
}


@dataclass(frozen=True, slots=True)
class EventType:
    """One of the sixteen types. `quad` is 1 to 4; `fr` and `en` define it in a line."""

    name: str
    quad: int
    score: float
    needs_recipient: bool
    fr: str
    en: str


@dataclass(frozen=True, slots=True)
class ModeOfType:
    """How an act of a type was done. `ours` marks a mode that PLOVER does not have."""

    type: str
    name: str
    score: float
    ours: bool
    fr: str
    en: str


@dataclass(frozen=True, slots=True)
class CameoCode:
    """A CAMEO code. `type` is empty for plain statements (01), which are no events here."""

    code: str
    label: str
    goldstein: float
    type: str
    mode: str | None


@dataclass(frozen=True)
class Ontology:
    """All of it, by name or code."""

    types: Mapping[str, EventType]
    modes: Mapping[tuple[str, str], ModeOfType]
    cameo: Mapping[str, CameoCode]
    sectors: Mapping[str, tuple[str, str]]

    def modes_of(self, type_: str) -> tuple[str, ...]:
        """The modes of a type, PLOVER's first."""
        return tuple(mode for name, mode in self.modes if name == type_)

    def score(self, type_: str, mode: str | None = None) -> float:
        """PLOVER's score of a type, or of its mode."""
        known = self.modes.get((type_, mode)) if mode else None
        return known.score if known else self.types[type_].score


@lru_cache(maxsize=2)
def load_ontology(folder: Path = HERE) -> Ontology:
    """The ontology of a folder; BadData names the file and line of a mistake."""
    types = _types(folder)
    modes = _modes(folder, types)
    return Ontology(types, modes, _cameo(folder, types, modes), _sectors(folder))


def quad_class(type_: str) -> int:
    """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.

    >>> quad_class("SANCTION")
    4
    """
    return load_ontology().types[type_].quad


def plover_view(type_: str, status: str) -> str:
    """The type that PLOVER 2.0 gives an act with this status: a planned cooperation is an agreement to it.

    >>> plover_view("CONSULT", "planned"), plover_view("ASSAULT", "planned")
    ('AGREE', 'ASSAULT')
    """
    return PLANNED_AS.get(type_, type_) if status == "planned" else type_


def _rows(path: Path, *columns: str) -> Iterator[tuple[int, dict[str, str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != columns:
            raise BadData(path.name, 1, f"the columns must be {','.join(columns)}.")
        for row in reader:
            if None in row or None in row.values():
                raise BadData(path.name, reader.line_num, "the line has too few or too many fields.")
            yield reader.line_num, {k: v.strip() for k, v in row.items()}


def _score(path: Path, line: int, text: str) -> float:
    try:
        score = float(text)
    except ValueError as error:
        raise BadData(path.name, line, f"the score {text!r} is no number.") from error
    if not LOWEST <= score <= HIGHEST:
        raise BadData(path.name, line, f"the score {text} is not between {LOWEST:g} and {HIGHEST:g}.")
    return score


def _refuse_double(path: Path, line: int, key: object, known: Container[object]) -> None:
    if key in known:
        raise BadData(path.name, line, f"{key} stands twice.")


def _types(folder: Path) -> dict[str, EventType]:
    path, out = folder / "plover.csv", dict[str, EventType]()
    for line, row in _rows(path, "type", "quad", "score", "recipient", "fr", "en"):
        _refuse_double(path, line, row["type"], out)
        if row["quad"] not in QUADS:
            raise BadData(path.name, line, f"the quad class {row['quad']!r} is not 1, 2, 3 or 4.")
        if row["recipient"] not in ("required", "optional"):
            raise BadData(path.name, line, f"recipient is {row['recipient']!r}. Choose required or optional.")
        if not (row["fr"] and row["en"]):
            raise BadData(path.name, line, f"{row['type']} has no definition.")
        out[row["type"]] = EventType(
            row["type"], int(row["quad"]), _score(path, line, row["score"]), row["recipient"] == "required",
            row["fr"], row["en"],
        )  # fmt: skip
    return out


def _modes(folder: Path, types: Mapping[str, EventType]) -> dict[tuple[str, str], ModeOfType]:
    path, out = folder / "modes.csv", dict[tuple[str, str], ModeOfType]()
    for line, row in _rows(path, "type", "mode", "score", "origin", "fr", "en"):
        key = row["type"], row["mode"]
        _refuse_double(path, line, key, out)
        if row["type"] not in types:
            raise BadData(path.name, line, f"unknown type {row['type']!r}. Choose one of {', '.join(types)}.")
        if row["mode"] != row["mode"].lower() or not row["mode"]:
            raise BadData(path.name, line, f"the mode {row['mode']!r} is not in lower case.")
        if row["origin"] not in ("plover", "greffier"):
            raise BadData(path.name, line, f"origin is {row['origin']!r}. Choose plover or greffier.")
        out[key] = ModeOfType(
            *key, _score(path, line, row["score"]), row["origin"] == "greffier", row["fr"], row["en"]
        )
    return out


def _cameo(
    folder: Path, types: Mapping[str, EventType], modes: Mapping[tuple[str, str], ModeOfType]
) -> dict[str, CameoCode]:
    path, out = folder / "cameo.csv", dict[str, CameoCode]()
    for line, row in _rows(path, "code", "label", "goldstein", "type", "mode"):
        code = row["code"]
        _refuse_double(path, line, code, out)
        if not code.isdigit() or not 2 <= len(code) <= 4:
            raise BadData(path.name, line, f"the code {code!r} is not of two to four digits.")
        if len(code) > 2 and code[:2] not in out:
            raise BadData(path.name, line, f"the code {code!r} stands before its root {code[:2]!r}.")
        if row["type"] and row["type"] not in types:
            raise BadData(path.name, line, f"unknown type {row['type']!r}. Choose one of {', '.join(types)}.")
        if row["mode"] and (row["type"], row["mode"]) not in modes:
            raise BadData(path.name, line, f"{row['type']} has no mode {row['mode']!r} in modes.csv.")
        goldstein = _score(path, line, row["goldstein"])
        out[code] = CameoCode(code, row["label"], goldstein, row["type"], row["mode"] or None)
    return out


def _sectors(folder: Path) -> dict[str, tuple[str, str]]:
    path, out = folder / "sectors.csv", dict[str, tuple[str, str]]()
    for line, row in _rows(path, "code", "fr", "en"):
        _refuse_double(path, line, row["code"], out)
        if len(row["code"]) != 3 or not row["code"].isupper():
            raise BadData(path.name, line, f"the code {row['code']!r} is not of three capitals.")
        out[row["code"]] = row["fr"], row["en"]
    return out
