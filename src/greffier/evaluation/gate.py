"""The quality gate: reads the development sets, scores them with our own evaluator, and holds every figure to its floor.

The floors stand in `floors.toml` beside this file, a section a set; a floor is raised when a change lifts the figure and
goes down only with a reason in the commit. Where the evaluation folder is absent the gate says so and passes.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

from .agreement import Score
from .records import FIELDS, MEASURES, score_records
from .sets import (
    GOLD,
    LANGUAGE,
    measure_conditionals,
    measure_constructions,
    measure_names,
    measure_quotes,
    measure_times,
    read_gold,
)

FLOORS = Path(__file__).parent / "floors.toml"
Figures = dict[str, float]


def run_gate(shared: Path, floors: Path | None = None) -> tuple[bool, str]:
    """Whether every figure reaches its floor, and the table to print."""
    if not (shared / GOLD).is_dir():
        return True, f"gate: skipped, there is no evaluation folder at {shared}"
    wanted = tomllib.loads((floors or FLOORS).read_text(encoding="utf-8"))
    passed, lines = True, [f"{'set':14s} {'figure':22s} {'floor':>7s} {'now':>7s}"]
    for name, measure in SETS.items():
        figures = measure(shared)
        for figure, floor in wanted.get(name, {}).items():
            value = figures.get(figure, 0.0)
            good = value >= floor - 1e-9
            passed &= good
            lines.append(
                f"{name:14s} {figure:22s} {floor:7.3f} {value:7.3f}{'' if good else '  BELOW THE FLOOR'}"
            )
        lines.extend(
            f"{name:14s} {figure:22s} {'-':>7s} {value:7.3f}"
            for figure, value in figures.items()
            if figure not in wanted.get(name, {})
        )
    lines.append(
        "gate: passed" if passed else "gate: FAILED. A figure fell below its floor; see docs/accuracy.md."
    )
    return passed, "\n".join(lines)


def _gold(shared: Path) -> Figures:
    report = score_records(*read_gold(shared))
    figures = {m: report.scores[LANGUAGE, m].f1 for m in MEASURES}
    for name in FIELDS:
        right, total = report.fields[LANGUAGE, name]
        figures[f"{name} right"] = right / total if total else 0.0
    return figures


def _quotes(shared: Path) -> Figures:
    scores = measure_quotes(shared).scores
    figures = {name: scores[name].f1 for name in ("hit", "exact", "e2e")}
    figures |= {name: s.recall for name, s in sorted(scores.items()) if name.startswith("recall.")}
    silent = scores.get("silent", Score())
    # A floor is a minimum, so the false alarms are given as words without one: 2.0 is at most 0.5 in a thousand words.
    return figures | {"kilowords a false one": silent.gold / 1000 / max(1, silent.said)}


def _conditionals(shared: Path) -> Figures:
    return {name: s.recall for name, s in sorted(measure_conditionals(shared).scores.items())}


def _times(shared: Path) -> Figures:
    return {name: s.f1 for name, s in measure_times(shared).scores.items()}


def _constructions(shared: Path) -> Figures:
    return {name: s.recall for name, s in measure_constructions(shared).scores.items()}


def _names(shared: Path) -> Figures:
    return {name: s.f1 for name, s in measure_names(shared).scores.items()}


SETS: dict[str, Callable[[Path], Figures]] = {
    "gold": _gold,
    "quotes": _quotes,
    "conditionals": _conditionals,
    "times": _times,
    "constructions": _constructions,
    "names": _names,
}
