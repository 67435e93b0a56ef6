"""The ontology goes in, a page for people comes out: what every type, mode, status, context, sector and code means.

`write_codebook()` gives the Markdown that `greffier codebook` prints and that docs/codebook.md holds. It also reads the two
files that only people need: `statuses.csv` (our values of status and PLOVER's auxiliary modes) and `decisions.csv` (where
the manual errs or is silent, what it says, what we do and why).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from ..errors import BadData
from ..model.event import Status
from .plover import HERE, PLANNED_AS, Ontology, load_ontology
from .tables import read_rows, refuse_double, refuse_unknown

AUXILIARY = ("", "historical", "future", "hypothetical", "negation")  # PLOVER 2.0's auxiliary modes, or none
QUAD_NAMES = {
    1: "verbal cooperation",
    2: "material cooperation",
    3: "verbal conflict",
    4: "material conflict",
}


@dataclass(frozen=True, slots=True)
class StatusMeaning:
    """A value of `status`, the auxiliary mode that PLOVER has for it ("": none) and what it means."""

    status: str
    aux: str
    fr: str
    en: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A point on which the manual errs, contradicts itself or is not followed."""

    topic: str
    manual: str
    ours: str
    why: str


def load_statuses(folder: Path = HERE) -> tuple[StatusMeaning, ...]:
    """The meaning of every status; BadData where one is missing or unknown."""
    path, out = folder / "statuses.csv", dict[str, StatusMeaning]()
    known, line = get_args(Status), 1
    for line, row in read_rows(path, "status", "aux", "fr", "en"):
        refuse_double(path, line, row["status"], out)
        refuse_unknown(path, line, "status", row["status"], known)
        refuse_unknown(path, line, "auxiliary mode", row["aux"], AUXILIARY)
        out[row["status"]] = StatusMeaning(**row)
    if missing := [s for s in known if s not in out]:
        raise BadData(path.name, line, f"the status {missing[0]!r} has no line.")
    return tuple(out.values())


def load_decisions(folder: Path = HERE) -> tuple[Decision, ...]:
    """What was decided, in the order of the file."""
    path, out = folder / "decisions.csv", dict[str, Decision]()
    for line, row in read_rows(path, "topic", "manual", "ours", "why"):
        refuse_double(path, line, row["topic"], out)
        if empty := [k for k, v in row.items() if not v]:
            raise BadData(path.name, line, f"the decision has no {empty[0]}.")
        out[row["topic"]] = Decision(**row)
    return tuple(out.values())


def write_codebook(folder: Path = HERE) -> str:
    """The whole page."""
    ontology = load_ontology(folder)
    sections = (
        _opening(),
        _types(ontology),
        _modes(ontology),
        _statuses(load_statuses(folder)),
        _contexts(ontology),
        _sectors(ontology),
        _decisions(load_decisions(folder)),
        _cameo(ontology),
    )
    return "\n".join(line for section in sections for line in section)


def _opening() -> Iterator[str]:
    yield "# Codebook"
    yield ""
    yield "Generated from `src/greffier/ontology/*.csv` by `greffier codebook`; `tests/test_docs.py` compares (run it with"
    yield "--update-docs to rewrite). The types, PLOVER's modes and the contexts are those of PLOVER 2.0 (draft), the codes"
    yield "CAMEO's with Goldstein's scores; definitions and labels are our own."


def _types(ontology: Ontology) -> Iterator[str]:
    yield from ("", "## Types", "")
    rows = (
        (t.name, str(t.quad), f"{t.score:g}", "required" if t.needs_recipient else "", f"{t.en}<br>{t.fr}")
        for t in ontology.types.values()
    )
    yield from _table(("type", "quad", "score", "recipient", "definition"), rows)
    names = ", ".join(f"{n} {name}" for n, name in QUAD_NAMES.items())
    yield ""
    yield f"Quad classes: {names}. Scores run from -10 to 10, conflict below zero."


def _modes(ontology: Ontology) -> Iterator[str]:
    yield from (
        "",
        "## Modes",
        "",
        "A mode marked \\* is ours; PLOVER 2.0 does not have it. Where PLOVER 2.0 gives the done act another type, it is named:",
        "`plover_view` leads back to it.",
        "",
    )
    rows = (
        (m.type, m.name + (" \\*" if m.ours else ""), f"{m.score:g}", m.plover, m.en, m.fr)
        for m in ontology.modes.values()
    )
    yield from _table(("type", "mode", "score", "PLOVER's type", "English", "français"), rows)


def _statuses(statuses: Iterable[StatusMeaning]) -> Iterator[str]:
    yield from ("", "## Status", "")
    rows = ((s.status, s.aux, f"{s.en}<br>{s.fr}") for s in statuses)
    yield from _table(("status", "PLOVER's auxiliary mode", "meaning"), rows)
    changes = ", ".join(f"{a} becomes {b}" for a, b in PLANNED_AS.items())
    yield ""
    yield f"In PLOVER's view a planned act of some types is the promise of it: {changes}. `hedged` says besides that the"
    yield 'text holds belief back ("aurait", "présumé"); PLOVER has no mark for that.'


def _contexts(ontology: Ontology) -> Iterator[str]:
    yield from ("", "## Contexts", "")
    yield "What an event may be about, several each. The last column has the modes that leave no doubt about it."
    yield ""
    modes: dict[str, list[str]] = {}
    for (type_, mode), (name, _) in ontology.implied.items():
        modes.setdefault(name, []).append(f"{type_} {mode}")
    rows = (
        (c.name, f"{c.en}<br>{c.fr}", ", ".join(modes.get(c.name, ()))) for c in ontology.contexts.values()
    )
    yield from _table(("context", "meaning", "implied by"), rows)


def _sectors(ontology: Ontology) -> Iterator[str]:
    yield from ("", "## Sectors", "")
    yield (
        "PLOVER's sectors and pseudo-countries, and the `role` that our records give such an actor (— none)."
    )
    yield ""
    rows = ((s.code, s.written or "—", s.en, s.fr) for s in ontology.sectors.values())
    yield from _table(("code", "role", "English", "français"), rows)


def _decisions(decisions: Iterable[Decision]) -> Iterator[str]:
    yield from ("", "## Decisions", "", "Where the manual errs, is silent, or is not followed.", "")
    yield from _table(
        ("topic", "the manual", "greffier", "why"), ((d.topic, d.manual, d.ours, d.why) for d in decisions)
    )


def _cameo(ontology: Ontology) -> Iterator[str]:
    yield from ("", "## CAMEO codes", "")
    rows = ((c.code, f"{c.goldstein:g}", c.type, c.mode or "", c.en, c.fr) for c in ontology.cameo.values())
    yield from _table(("code", "Goldstein", "type", "mode", "English", "français"), rows)
    yield ""


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
