"""How sure an event's confidence makes one: counts the right ones by the footing on which the article tells them.

    python bench/event_calibration.py GOLD [--judged FILE.jsonl --articles FILE.jsonl]
                                      [--write src/greffier/language/fr/event_confidence.toml]

GOLD is a folder with articles/ and records/; one of our events is right when the gate's alignment pairs it with a gold event of its
type. `--judged` adds events that readers judged, a line each ({"doc", "type", "trigger": [start, end], "right"}), of
the articles in `--articles`. Prints the counts, and the Brier score when every document is judged with the counts of the others
(five folds) beside that of one share for all.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from greffier.evaluation.records import load_gold, our_record, pair_events
from greffier.evaluation.sets import read_rows
from greffier.statements.confidence import ALL, share
from greffier.statements.footing import footing

FOLDS = 5


class Judged(NamedTuple):
    """One of our events: its document, its footing, and whether it is there and of its type."""

    document: str
    footing: str
    right: bool


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("gold", type=Path)
    options.add_argument("--judged", type=Path)
    options.add_argument("--articles", type=Path)
    options.add_argument("--write", type=Path, help="store the counts in this file")
    given = options.parse_args()
    found = list(_of_gold(given.gold))
    if given.judged:
        found += _of_readers(given.judged, given.articles)
    counts = _count(found)
    for name, (right, seen) in sorted(counts.items()):
        print(f"{name:9s} {right:4d} of {seen:4d}  {right / seen:.2f}")
    print(
        f"Brier score in {FOLDS} folds {_brier(found):.3f}, with one share for all {_brier(found, plain=True):.3f}"
    )
    if given.write:
        lines = [
            "# Right and found of events by footing (statements/footing.py). Written by bench/event_calibration.py.",
            "[event]",
        ]
        lines += [f'"{k}" = [{r}, {n}]' for k, (r, n) in sorted(counts.items())]
        given.write.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _of_gold(folder: Path) -> Iterator[Judged]:
    gold = [g for g in load_gold(folder / "records") if g.language == "fr"]
    rows = (
        json.loads(p.read_text(encoding="utf-8")) for p in sorted((folder / "articles").glob("fr-*.json"))
    )
    records = read_rows(rows)
    for g in gold:
        mine = our_record(records[g.id])
        paired = {id(b) for _, b in pair_events(g.events, mine.events)}
        for event, written in zip(mine.events, records[g.id]["events"], strict=True):
            yield Judged(g.id, _footing(written), id(event) in paired)


def _of_readers(judged: Path, articles: Path) -> Iterator[Judged]:
    lines = [json.loads(line) for line in judged.read_text(encoding="utf-8").splitlines()]
    wanted = {line["doc"] for line in lines}
    rows = (json.loads(row) for row in articles.read_text(encoding="utf-8").splitlines())
    records = read_rows(row for row in rows if row["id"] in wanted)
    for line in lines:
        for event in records[line["doc"]]["events"]:
            if event["type"] == line["type"] and event["trigger"] == line["trigger"]:
                yield Judged(line["doc"], _footing(event), line["right"])


def _footing(event: Mapping[str, Any]) -> str:
    """The footing of an event as it is written."""
    cues = ((w["field"], w["rule"]) for w in event["why"])
    return footing(event["status"], bool(event.get("outer")), cues, bool(event.get("mentions")))


def _count(found: Iterable[Judged]) -> dict[str, tuple[int, int]]:
    counts: dict[str, tuple[int, int]] = {}
    for f in found:
        for key in (f.footing, ALL):
            right, seen = counts.get(key, (0, 0))
            counts[key] = (right + f.right, seen + 1)
    return counts


def _brier(found: Sequence[Judged], *, plain: bool = False) -> float:
    error = 0.0
    for fold in range(FOLDS):
        counts = _count(f for f in found if crc32(f.document.encode()) % FOLDS != fold)
        mine = (f for f in found if crc32(f.document.encode()) % FOLDS == fold)
        error += sum((share(counts, ALL if plain else f.footing) - f.right) ** 2 for f in mine)
    return error / max(1, len(found))


if __name__ == "__main__":
    main()
