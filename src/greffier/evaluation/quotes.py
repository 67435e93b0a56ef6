"""Quotations against a gold of attributed quotations.

A hit has an intersection over union of at least 0.5 over the letters and digits of the content; exact asks for 0.98; e2e
asks for a speaker with an accepted name as well. Pairs are one to one, best first.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from .agreement import Score, fold
from .offsets import align, letters_of

HIT, EXACT = 0.5, 0.98
EDGE = " \n\t\r\"«»“”„‹›.,;:!?…()[]-–—'’‘\u00a0\u202f"
ARTICLE = re.compile(r"^(le |la |les |l'|un |une |the |a |an |m\. |mme )")
# fmt: off
NO_NAME = frozenset({
    "il", "elle", "ils", "elles", "-il", "-elle", "t-il", "lui", "celui-ci", "celle-ci", "ce dernier", "cette derniere",
    "he", "she", "they", "it", "who", "which", "qui", "je", "i", "",
})  # a pronoun names nobody
# fmt: on


def load_quotes(path: Path) -> list[dict[str, Any]]:
    """The documents of a gold file (JSON list or JSON Lines): doc, text, quotes, ignore."""
    text = path.read_text(encoding="utf-8")
    if text.startswith("["):
        return list(json.loads(text))
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def score_quotes(
    gold: Iterable[Mapping[str, Any]], records: Mapping[str, Mapping[str, Any]]
) -> dict[str, Score]:
    """Scores hit, exact, e2e, recall by type under "recall.<type>", and under "silent" what was said of the documents that
    hold no statement (every one false), with their words as `gold`."""
    total: dict[str, Score] = {}
    for document in gold:
        for name, score in _document(document, records.get(document["doc"])).items():
            total[name] = total.get(name, Score()) + score
    return total


def judge_statements(gold: Mapping[str, Any], record: Mapping[str, Any]) -> list[tuple[bool | None, bool]]:
    """For every statement of a record whether its content is right and whether its speaker is; content None where the gold
    says neither right nor wrong."""
    case = _Case(gold, record)
    out: list[tuple[bool | None, bool]] = []
    for j in range(len(case.found)):
        if case.taken.get(j, 0.0) >= HIT:
            i = next(i for i, (k, _) in case.partner.items() if k == j)
            out.append((True, _accepted(case.names[j], gold["quotes"][i]["entity"])))
        else:
            out.append((None if case.forgives(j) else False, False))
    return out


class _Case:
    """One document with its record, statements paired with the gold's."""

    def __init__(self, gold: Mapping[str, Any], record: Mapping[str, Any] | None) -> None:
        self.wanted = [letters_of(gold["text"], q["spans"]) for q in gold["quotes"]]
        self.found: list[set[int]] = []
        self.names: list[str] = []
        if record:
            text, people = record["document"]["text"], {a["id"]: a["name"] for a in record["actors"]}
            offsets = align(text, gold["text"])
            for statement in record["statements"]:
                self.found.append(letters_of(text, statement["content"], offsets))
                self.names.append(people.get(statement.get("speaker"), ""))
        self.partner, self.taken = _pair(self.wanted, self.found)
        self.ignored = letters_of(gold["text"], gold.get("ignore", ()))
        self.nested = [self.wanted[i] for i, q in enumerate(gold["quotes"]) if q.get("nested")]

    def forgives(self, j: int) -> bool:
        """Whether a statement without partner lies in what the gold passes over."""
        content = self.found[j]
        half = 0.5 * len(content)
        return bool(content) and (
            len(content & self.ignored) >= half or any(len(content & n) >= half for n in self.nested)
        )


def _document(gold: Mapping[str, Any], record: Mapping[str, Any] | None) -> dict[str, Score]:
    case = _Case(gold, record)
    hits = exact = named = 0
    by_type: dict[str, Score] = {}
    for i, quote in enumerate(gold["quotes"]):
        j, overlap = case.partner.get(i, (-1, 0.0))
        hit = overlap >= HIT
        kind = f"recall.{quote['type']}"
        by_type[kind] = by_type.get(kind, Score()) + Score(int(hit), 1, 0)
        if hit:
            hits += 1
            exact += overlap >= EXACT
            named += _accepted(case.names[j], quote["entity"])
    false = sum(1 for j in range(len(case.found)) if case.taken.get(j, 0.0) < HIT and not case.forgives(j))
    said, size = hits + false, len(case.wanted)
    silent = {} if case.wanted else {"silent": Score(0, len(gold["text"].split()), false)}
    return silent | {
        "hit": Score(hits, size, said),
        "exact": Score(exact, size, said),
        "e2e": Score(named, size, said),
        **by_type,
    }


def _pair(
    wanted: list[set[int]], found: list[set[int]]
) -> tuple[dict[int, tuple[int, float]], dict[int, float]]:
    cells = [
        (len(a & b) / len(a | b), i, j) for i, a in enumerate(wanted) for j, b in enumerate(found) if a & b
    ]
    partner: dict[int, tuple[int, float]] = {}
    taken: dict[int, float] = {}
    for overlap, i, j in sorted(cells, reverse=True):
        if i not in partner and j not in taken:
            partner[i], taken[j] = (j, overlap), overlap
    return partner, taken


def _accepted(name: str, entity: Iterable[str]) -> bool:
    name = _bare(name)
    if name in NO_NAME:
        return False
    return any(e == name or (len(name) > 3 and (e in name or name in e)) for e in map(_bare, entity) if e)


def _bare(name: str) -> str:
    plain = ARTICLE.sub("", re.sub(r"\s+", " ", fold(name)).strip(EDGE))
    return plain.strip(EDGE)
