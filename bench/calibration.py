"""How sure a statement's confidence makes one: counts what was right by construction and by way of finding the speaker.

    python bench/calibration.py GOLD.jsonl [GOLD.jsonl ...] [--test GOLD.jsonl] [--folds 5]
                                [--write src/greffier/language/fr/confidence.toml]

GOLD holds attributed quotations (doc, text, quotes with spans and entity). Prints the reliability table: for statements of
each range of confidence the mean confidence and the share that was right (content and speaker), where the confidence of
every document comes from the counts of the others (cross-validation by document), or for `--test` from all of GOLD.
`--write` stores the counts of GOLD.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from greffier.evaluation.quotes import judge_statements, load_quotes
from greffier.evaluation.sets import read_rows
from greffier.statements.confidence import ALL, Reliability

EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


class Found(NamedTuple):
    """One statement found: its document, construction, way of finding the speaker, and what was right."""

    document: str
    construction: str
    how: str
    content: bool
    speaker: bool


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("gold", nargs="+", type=Path)
    options.add_argument("--test", type=Path, action="append", default=[], help="unseen gold to test on")
    options.add_argument("--folds", type=int, default=5)
    options.add_argument("--write", type=Path, help="store the counts in this file")
    given = options.parse_args()
    found = [row for path in given.gold for row in _found(path)]
    print(f"{len(found)} statements, {sum(f.content and f.speaker for f in found)} right")
    print(_table(_cross_validated(found, given.folds)))
    if given.test:
        known, unseen = _count(found), [row for path in given.test for row in _found(path)]
        print(f"\nunseen: {len(unseen)} statements, {sum(f.content and f.speaker for f in unseen)} right")
        print(_table([(known.of(f.construction, f.how), f.content and f.speaker) for f in unseen]))
    if given.write:
        given.write.write_text(_toml(_count(found)), encoding="utf-8")


def _found(path: Path) -> Iterable[Found]:
    gold = load_quotes(path)
    records = read_rows({"id": g["doc"], "text": g["text"], "language": "fr"} for g in gold)
    for g in gold:
        record = records[g["doc"]]
        for statement, (content, speaker) in zip(
            record["statements"], judge_statements(g, record), strict=True
        ):
            if content is not None:
                yield Found(
                    g["doc"], statement["rule"].split()[0].rstrip(";"), _how(statement), content, speaker
                )


def _how(statement: Mapping[str, Any]) -> str:
    rules = [w["rule"] for w in statement["why"] if w["field"] == "speaker"]
    return rules[0].removeprefix("speaker ") if rules else "nobody"


def _count(found: Iterable[Found]) -> Reliability:
    content: dict[str, tuple[int, int]] = {}
    speaker: dict[str, tuple[int, int]] = {}
    for f in found:
        for key in (f.construction, ALL):
            right, seen = content.get(key, (0, 0))
            content[key] = (right + f.content, seen + 1)
        for key in (f.how, ALL) if f.content else ():
            right, seen = speaker.get(key, (0, 0))
            speaker[key] = (right + f.speaker, seen + 1)
    return Reliability(content, speaker)


def _cross_validated(found: Sequence[Found], folds: int) -> list[tuple[float, bool]]:
    out = []
    for fold in range(folds):
        mine = [f for f in found if crc32(f.document.encode()) % folds == fold]
        known = _count(f for f in found if crc32(f.document.encode()) % folds != fold)
        out += [(known.of(f.construction, f.how), f.content and f.speaker) for f in mine]
    return out


def _table(judged: Sequence[tuple[float, bool]]) -> str:
    lines = ["| confidence | statements | mean confidence | right |", "|---|---|---|---|"]
    for low, high in pairwise(EDGES):
        here = [(c, right) for c, right in judged if low <= c < high]
        if here:
            mean, share = sum(c for c, _ in here) / len(here), sum(r for _, r in here) / len(here)
            lines.append(f"| {low:.1f} to {min(high, 1.0):.1f} | {len(here)} | {mean:.2f} | {share:.2f} |")
    error = sum((c - right) ** 2 for c, right in judged) / max(1, len(judged))
    return "\n".join([*lines, f"Brier score {error:.3f}"])


def _toml(known: Reliability) -> str:
    lines = [
        "# Right and found of every construction and way of finding a speaker. Written by bench/calibration.py."
    ]
    for name, counts in (("content", known.content), ("speaker", known.speaker)):
        lines += ["", f"[{name}]", *(f'"{key}" = [{r}, {n}]' for key, (r, n) in sorted(counts.items()))]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
