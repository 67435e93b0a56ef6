"""One-sentence constructions (a tab-separated table): type, both parties and status of the event that each must give.

The table has PLOVER 2.0's types (a future meeting is AGREE, a release RETREAT, what is signed SUPPORT); our records keep the act's
own type with its status and mode, so an event counts with its type or with the one that PLOVER makes of it (`plover_view`).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ..ontology.plover import plover_view
from .agreement import Score, fold, words

STATUSES = {
    "asserted": {"occurred", "ongoing"},
    "attributed": {"occurred", "ongoing"},
    "hedged": {"occurred", "ongoing", "possible", "planned"},
    "conditional": {"possible"},
    "planned": {"planned"},
    "negated": {"not_occurred"},
    "denied": {"denied"},
}  # the table's words for status and the statuses of a record that say the same


def load_constructions(path: Path) -> list[dict[str, str]]:
    """The rows of the table."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [{k: v or "" for k, v in row.items()} for row in csv.DictReader(lines, delimiter="\t")]


def score_constructions(
    rows: Iterable[Mapping[str, str]], records: Mapping[str, Mapping[str, Any]]
) -> tuple[dict[str, Score], list[str]]:
    """Scores "type", "parties", "status" (hits over rows) and the misses in words."""
    total = {"type": Score(), "parties": Score(), "status": Score()}
    misses = []
    for row in rows:
        record = records.get(row["id"], {"events": [], "actors": []})
        right = _best(row, record)
        for name, ok in right.items():
            total[name] += Score(int(ok), 1, 1)
        if not all(right.values()):
            wrong = ", ".join(name for name, ok in right.items() if not ok)
            misses.append(f"{row['id']} {row['phenomenon']}: {wrong} wrong: {row['text']}")
    return total, misses


def _best(row: Mapping[str, str], record: Mapping[str, Any]) -> dict[str, bool]:
    if not row["plover"]:  # a sentence that must give nothing
        silent = not record["events"]
        return {"type": silent, "parties": silent, "status": silent}
    people = {a["id"]: a for a in record["actors"]}
    judged = [
        {"type": True, "parties": _parties(row, event, record, people), "status": _status(row, event)}
        for event in record["events"]
        if row["plover"] in (event["type"], plover_view(event["type"], event["status"], event["mode"]))
    ]
    return max(
        judged, key=lambda j: sum(j.values()), default={"type": False, "parties": False, "status": False}
    )


def _status(row: Mapping[str, str], event: Mapping[str, Any]) -> bool:
    wanted = row["status"]
    if event["status"] not in STATUSES[wanted]:
        return False
    if wanted == "hedged":
        return bool(event["hedged"]) or event["status"] == "possible"
    if wanted == "attributed":
        return bool(event["according_to"])
    return wanted != "asserted" or not event["hedged"]


def _parties(
    row: Mapping[str, str], event: Mapping[str, Any], record: Mapping[str, Any], people: Mapping[str, Any]
) -> bool:
    text = record["document"]["text"]

    def known(ids: Iterable[str]) -> list[set[str]]:
        return [
            {*words(people[i]["name"]), *(w for m in people[i]["mentions"] for w in words(text[m[0] : m[1]])),
             fold(people[i].get("country"))}
            for i in ids
        ]  # fmt: skip

    actors, recipients = known(event["actors"]), known(event["recipients"])
    sources, targets = _wanted(row["source"]), _wanted(row["target"])
    if not all(any(w <= a for a in actors) for w in sources):
        return False
    return all(any(w <= a for a in (*recipients, *actors)) for w in targets)


def _wanted(cell: str) -> list[set[str]]:
    """The head words of each wanted party: its last word, which is a name or the noun."""
    return [{words(name)[-1]} for name in cell.split(";") if words(name)]
