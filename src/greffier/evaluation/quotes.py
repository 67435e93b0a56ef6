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
NO_NAME = frozenset(
    [
        "il",
        "elle",
        "ils",
        "elles",
        "-il",
        "-elle",
        "t-il",
        "lui",
        "celui-ci",
        "celle-ci",
        "he",
        "she",
        "they",
        "it",
        "who",
        "which",
        "qui",
        "je",
        "i",
    ]
) | {"ce dernier", "cette derniere", ""}  # a pronoun names nobody


def load_quotes(path: Path) -> list[dict[str, Any]]:
    """The documents of a gold file (JSON list or JSON Lines): doc, text, quotes, ignore."""
    text = path.read_text(encoding="utf-8")
    if text.startswith("["):
        return list(json.loads(text))
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def score_quotes(
    gold: Iterable[Mapping[str, Any]], records: Mapping[str, Mapping[str, Any]]
) -> dict[str, Score]:
    """Scores hit, exact, e2e, and recall by type under "recall.<type>"; false alarms under "false" (hits = false ones)."""
    total: dict[str, Score] = {}
    for document in gold:
        for name, score in _document(document, records.get(document["doc"])).items():
            total[name] = total.get(name, Score()) + score
    return total


def _document(gold: Mapping[str, Any], record: Mapping[str, Any] | None) -> dict[str, Score]:
    wanted = [letters_of(gold["text"], q["spans"]) for q in gold["quotes"]]
    found: list[set[int]] = []
    names: list[str] = []
    if record:
        text, people = record["document"]["text"], {a["id"]: a["name"] for a in record["actors"]}
        offsets = align(text, gold["text"])
        for statement in record["statements"]:
            found.append(letters_of(text, statement["content"], offsets))
            names.append(people.get(statement.get("speaker"), ""))
    partner, taken = _pair(wanted, found)
    hits = exact = named = 0
    by_type: dict[str, Score] = {}
    for i, quote in enumerate(gold["quotes"]):
        j, overlap = partner.get(i, (-1, 0.0))
        hit = overlap >= HIT
        kind = f"recall.{quote['type']}"
        by_type[kind] = by_type.get(kind, Score()) + Score(int(hit), 1, 0)
        if hit:
            hits += 1
            exact += overlap >= EXACT
            named += _accepted(names[j], quote["entity"])
    ignored = letters_of(gold["text"], gold.get("ignore", ()))
    nested = [wanted[i] for i, q in enumerate(gold["quotes"]) if q.get("nested")]
    false = sum(
        1
        for j, content in enumerate(found)
        if taken.get(j, 0.0) < HIT and not _forgiven(content, ignored, nested)
    )
    said, size = hits + false, len(wanted)
    return {
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


def _forgiven(content: set[int], ignored: set[int], nested: list[set[int]]) -> bool:
    half = 0.5 * len(content)
    return bool(content) and (len(content & ignored) >= half or any(len(content & n) >= half for n in nested))


def _accepted(name: str, entity: Iterable[str]) -> bool:
    name = _bare(name)
    if name in NO_NAME:
        return False
    return any(e == name or (len(name) > 3 and (e in name or name in e)) for e in map(_bare, entity) if e)


def _bare(name: str) -> str:
    plain = ARTICLE.sub("", re.sub(r"\s+", " ", fold(name)).strip(EDGE))
    return plain.strip(EDGE)
