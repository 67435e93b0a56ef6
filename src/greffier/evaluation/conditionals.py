"""Classified conditionals (a JSON list): the class of a verb form between the words to its left and right.

Records do not hold the class of a conditional, so the texts are read here. Forms that are no conditional (class NOTCOND)
are scored apart: none of them may be taken for one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ..language.pipeline import parse
from ..language.registry import load_language
from ..language.tree import Tree
from ..reading.articles import article_from_text
from ..statements.conditional import ConditionalClass, classify_conditional
from ..structure.blocks import lay_out
from .agreement import Score

NONE = "NOTCOND"
CLASSES: Mapping[ConditionalClass, str] = {
    "expected": "EXPECT", "possible": "EXPECT", "report": "REPORT", "hypothesis": "HYPO", "future_in_past": "FUTPAST",
    "advice": "OTHER", "counterfactual": "OTHER",
}  # fmt: skip
NEAR = 3  # characters that cleaning may move a word by


def load_conditionals(path: Path) -> list[dict[str, Any]]:
    """The rows: left, verb, right, use."""
    return list(json.loads(path.read_text(encoding="utf-8")))


def score_conditionals(
    rows: Sequence[Mapping[str, Any]], code: str = "fr"
) -> tuple[dict[str, Score], list[str]]:
    """Scores "class" (right of the conditionals), "class.<class>" and "no conditional" (right of the others), and the
    misses in words."""
    language = load_language(code)
    layouts = [
        lay_out(article_from_text(_lines(r["left"] + r["verb"] + r["right"]), language=code), language)
        for r in rows
    ]
    scores: dict[str, Score] = {}
    misses = []
    for row, tree in zip(rows, parse(layouts, language), strict=True):
        i = _find(tree, row["verb"], len(_lines(row["left"])))
        reading = classify_conditional(tree, i, language) if i is not None else None
        found = NONE if reading is None else CLASSES[reading.kind]
        name = "no conditional" if row["use"] == NONE else "class"
        one = Score(int(found == row["use"]), 1, 1)
        scores[name] = scores.get(name, Score()) + one
        if name == "class":
            scores[f"class.{row['use']}"] = scores.get(f"class.{row['use']}", Score()) + one
        if not one.hits:
            rule = reading.rule if reading is not None else "no rule"
            misses.append(
                f"{row['use']} read as {found} ({rule}): {row['left']}>{row['verb']}<{row['right']}"
            )
    return scores, misses


def _lines(text: str) -> str:
    """The text with its line breaks, which the table writes as a sign."""
    return text.replace("⏎", "\n")


def _find(tree: Tree, verb: str, start: int) -> int | None:
    hits = [t.i for t in tree.tokens if t.lower == verb.lower() and abs(t.start - start) <= NEAR]
    return hits[0] if hits else None
