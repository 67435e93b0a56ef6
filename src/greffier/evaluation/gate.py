"""The quality gate: reads the development sets, scores them with our own evaluator, and holds every figure to its floor.

The floors stand in `floors.toml` beside this file, a section a set; a floor is raised when a change lifts the figure and
goes down only with a reason in the commit. Where the evaluation folder is absent the gate says so and passes.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ..model.interchange import record_to_dict
from ..model.record import Record
from ..reader import read_many
from ..reading.articles import article_from_mapping
from .agreement import Score
from .conditionals import load_conditionals, score_conditionals
from .constructions import load_constructions, score_constructions
from .quotes import load_quotes, score_quotes
from .records import FIELDS, MEASURES, load_gold, our_record, score_records
from .timex import load_timeml, score_times

FLOORS = Path(__file__).parent / "floors.toml"
Figures = dict[str, float]
Records = dict[str, dict[str, Any]]


def run_gate(shared: Path, floors: Path | None = None) -> tuple[bool, str]:
    """Whether every figure reaches its floor, and the table to print."""
    if not (shared / "gold" / "dev").is_dir():
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


def read_rows(rows: Iterator[Mapping[str, Any]]) -> Records:
    """The records of articles given as mappings, by id; raises when one is refused, since gold must be readable."""
    out: Records = {}
    for result in read_many(map(article_from_mapping, rows)):
        if not isinstance(result, Record):
            raise AssertionError(f"gold article refused: {result.where}: {result.reason}")
        out[result.article.id] = record_to_dict(result)
    return out


def _gold(shared: Path) -> Figures:
    folder = shared / "gold" / "dev"
    paths = sorted((folder / "articles").glob("fr-*.json"))
    records = read_rows(json.loads(p.read_text(encoding="utf-8")) for p in paths)
    gold = [g for g in load_gold(folder / "records") if g.language == "fr"]
    report = score_records(gold, {i: our_record(r) for i, r in records.items()})
    figures = {m: report.scores["fr", m].f1 for m in MEASURES}
    for name in FIELDS:
        right, total = report.fields["fr", name]
        figures[f"{name} right"] = right / total if total else 0.0
    return figures


def _quotes(shared: Path) -> Figures:
    gold = load_quotes(shared / "eval" / "quotes" / "fr_news" / "gold.jsonl")
    records = read_rows({"id": g["doc"], "text": g["text"], "language": "fr"} for g in gold)
    scores = score_quotes(gold, records)
    figures = {name: scores[name].f1 for name in ("hit", "exact", "e2e")}
    figures |= {name: s.recall for name, s in sorted(scores.items()) if name.startswith("recall.")}
    silent = scores.get("silent", Score())
    # A floor is a minimum, so the false alarms are given as words without one: 2.0 is at most 0.5 in a thousand words.
    return figures | {"kilowords a false one": silent.gold / 1000 / max(1, silent.said)}


def _conditionals(shared: Path) -> Figures:
    rows = load_conditionals(shared / "eval" / "quotes" / "fr_conditionals" / "gold.json")
    return {name: s.recall for name, s in sorted(score_conditionals(rows)[0].items())}


def _times(shared: Path) -> Figures:
    gold = load_timeml(shared / "eval" / "times" / "fr_timebank")
    rows = ({"id": g.id, "text": g.text, "language": "fr", "published": g.published} for g in gold)
    return {name: s.f1 for name, s in score_times(gold, read_rows(rows)).items()}


def _constructions(shared: Path) -> Figures:
    rows = load_constructions(shared / "eval" / "events" / "fr_constructions.tsv")
    records = read_rows(
        {"id": r["id"], "text": r["text"], "language": "fr", "published": "2025-09-03"} for r in rows
    )
    return {name: s.recall for name, s in score_constructions(rows, records)[0].items()}


SETS: dict[str, Callable[[Path], Figures]] = {
    "gold": _gold,
    "quotes": _quotes,
    "conditionals": _conditionals,
    "times": _times,
    "constructions": _constructions,
}
