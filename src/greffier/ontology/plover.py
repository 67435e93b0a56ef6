"""The ontology: six CSV files in, a checked `Ontology` out, and what PLOVER says of types.

`plover.csv` has the sixteen types with quad class, score and our own short definitions, `modes.csv` their modes
(PLOVER's own, and ours, which PLOVER does not have), `cameo.csv` the CAMEO codes with Goldstein's score and the type and
mode that we code them as, `sectors.csv` the roles of actors, `contexts.csv` what an event may be about, `implied.csv` the
modes that leave no doubt about it. Scores are PLOVER 2.0's, ACCUSE with its lost minus sign put back (`decisions.csv`
tells this and what else we decided); a mode of ours has the score of its type or of the nearest mode.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ..errors import BadData
from .tables import read_rows, read_score, refuse_double, refuse_unknown

HERE = Path(__file__).parent
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
    """How an act of a type was done. `ours` marks a mode that PLOVER does not have.

    `plover` is the type that PLOVER 2.0 gives a done act of this mode, where that is another than ours.
    """

    type: str
    name: str
    score: float
    ours: bool
    plover: str
    fr: str
    en: str


@dataclass(frozen=True, slots=True)
class CameoCode:
    """A CAMEO code. `type` is empty for plain statements (01), which are no events here."""

    code: str
    goldstein: float
    type: str
    mode: str | None
    fr: str
    en: str


@dataclass(frozen=True, slots=True)
class Sector:
    """A sector or pseudo-country of PLOVER; `written` is the role that our records give it ("": none)."""

    code: str
    written: str
    fr: str
    en: str


@dataclass(frozen=True, slots=True)
class Context:
    """What an event may be about; `fr` and `en` define it in a line."""

    name: str
    fr: str
    en: str


@dataclass(frozen=True)
class Ontology:
    """All of it, by name or code. `implied` has the context of a type and mode, and the line that says so."""

    types: Mapping[str, EventType]
    modes: Mapping[tuple[str, str], ModeOfType]
    cameo: Mapping[str, CameoCode]
    sectors: Mapping[str, Sector]
    contexts: Mapping[str, Context]
    implied: Mapping[tuple[str, str], tuple[str, str]]

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
    contexts = _contexts(folder)
    implied = _implied(folder, modes, contexts)
    return Ontology(types, modes, _cameo(folder, types, modes), _sectors(folder), contexts, implied)


def quad_class(type_: str) -> int:
    """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.

    >>> quad_class("SANCTION")
    4
    """
    return load_ontology().types[type_].quad


def plover_view(type_: str, status: str, mode: str | None = None) -> str:
    """The type that PLOVER 2.0 gives an act: a planned cooperation is an agreement to it, a release done is RETREAT.

    Ours differ where our annotation guideline does (`decisions.csv`); this is the way back for who compares with other coders.

    >>> plover_view("CONSULT", "planned"), plover_view("ASSAULT", "planned"), plover_view("CONCEDE", "occurred", "release")
    ('AGREE', 'ASSAULT', 'RETREAT')
    """
    if status == "planned":
        return PLANNED_AS.get(type_, type_)
    known = load_ontology().modes.get((type_, mode)) if mode else None
    return known.plover if known is not None and known.plover else type_


def _types(folder: Path) -> dict[str, EventType]:
    path, out = folder / "plover.csv", dict[str, EventType]()
    for line, row in read_rows(path, "type", "quad", "score", "recipient", "fr", "en"):
        refuse_double(path, line, row["type"], out)
        if row["quad"] not in QUADS:
            raise BadData(path.name, line, f"the quad class {row['quad']!r} is not 1, 2, 3 or 4.")
        if row["recipient"] not in ("required", "optional"):
            raise BadData(path.name, line, f"recipient is {row['recipient']!r}. Choose required or optional.")
        if not (row["fr"] and row["en"]):
            raise BadData(path.name, line, f"{row['type']} has no definition.")
        out[row["type"]] = EventType(
            row["type"], int(row["quad"]), read_score(path, line, row["score"]), row["recipient"] == "required",
            row["fr"], row["en"],
        )  # fmt: skip
    return out


def _modes(folder: Path, types: Mapping[str, EventType]) -> dict[tuple[str, str], ModeOfType]:
    path, out = folder / "modes.csv", dict[tuple[str, str], ModeOfType]()
    for line, row in read_rows(path, "type", "mode", "score", "origin", "plover", "fr", "en"):
        key = row["type"], row["mode"]
        refuse_double(path, line, key, out)
        refuse_unknown(path, line, "type", row["type"], types)
        if row["mode"] != row["mode"].lower() or not row["mode"]:
            raise BadData(path.name, line, f"the mode {row['mode']!r} is not in lower case.")
        if row["origin"] not in ("plover", "greffier"):
            raise BadData(path.name, line, f"origin is {row['origin']!r}. Choose plover or greffier.")
        refuse_unknown(path, line, "type", row["plover"] or row["type"], types)
        out[key] = ModeOfType(
            *key,
            read_score(path, line, row["score"]),
            row["origin"] == "greffier",
            row["plover"],
            row["fr"],
            row["en"],
        )
    return out


def _cameo(
    folder: Path, types: Mapping[str, EventType], modes: Mapping[tuple[str, str], ModeOfType]
) -> dict[str, CameoCode]:
    path, out = folder / "cameo.csv", dict[str, CameoCode]()
    for line, row in read_rows(path, "code", "fr", "en", "goldstein", "type", "mode"):
        code = row["code"]
        refuse_double(path, line, code, out)
        if not code.isdigit() or not 2 <= len(code) <= 4:
            raise BadData(path.name, line, f"the code {code!r} is not of two to four digits.")
        if not (row["fr"] and row["en"]):
            raise BadData(path.name, line, f"{code} has no label.")
        if len(code) > 2 and code[:2] not in out:
            raise BadData(path.name, line, f"the code {code!r} stands before its root {code[:2]!r}.")
        if row["type"]:
            refuse_unknown(path, line, "type", row["type"], types)
        if row["mode"] and (row["type"], row["mode"]) not in modes:
            raise BadData(path.name, line, f"{row['type']} has no mode {row['mode']!r} in modes.csv.")
        goldstein = read_score(path, line, row["goldstein"])
        out[code] = CameoCode(code, goldstein, row["type"], row["mode"] or None, row["fr"], row["en"])
    return out


def _sectors(folder: Path) -> dict[str, Sector]:
    path, out = folder / "sectors.csv", dict[str, Sector]()
    for line, row in read_rows(path, "code", "written", "fr", "en"):
        refuse_double(path, line, row["code"], out)
        if len(row["code"]) != 3 or not row["code"].isupper():
            raise BadData(path.name, line, f"the code {row['code']!r} is not of three capitals.")
        out[row["code"]] = Sector(**row)
        if row["written"]:
            refuse_unknown(path, line, "sector", row["written"], out)
    return out


def _contexts(folder: Path) -> dict[str, Context]:
    path, out = folder / "contexts.csv", dict[str, Context]()
    for line, row in read_rows(path, "name", "fr", "en"):
        refuse_double(path, line, row["name"], out)
        if not (row["name"] and row["fr"] and row["en"]):
            raise BadData(path.name, line, "a context needs a name and a definition in both languages.")
        out[row["name"]] = Context(**row)
    return out


def _implied(
    folder: Path, modes: Mapping[tuple[str, str], ModeOfType], contexts: Mapping[str, Context]
) -> dict[tuple[str, str], tuple[str, str]]:
    path, out = folder / "implied.csv", dict[tuple[str, str], tuple[str, str]]()
    for line, row in read_rows(path, "type", "mode", "context"):
        key = row["type"], row["mode"]
        refuse_double(path, line, key, out)
        if key not in modes:
            raise BadData(path.name, line, f"{row['type']} has no mode {row['mode']!r} in modes.csv.")
        refuse_unknown(path, line, "context", row["context"], contexts)
        out[key] = row["context"], f"ontology/{path.name}:{line} {row['context']}"
    return out
