"""Alternations undone and the parser's slips mended, on parses written down in frames.yaml: no model is loaded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from greffier.language.frames import Frame
from greffier.language.framing import find_frames
from greffier.language.registry import load_language
from greffier.language.tree import Tree
from parses import tree_of

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "frames.yaml").read_text(encoding="utf-8")
)
NOUNS = frozenset(
    [
        "accord",
        "aide",
        "attaque",
        "chef",
        "manifestation",
        "négociation",
        "négociations",
        "pourparlers",
        "refus",
        "rencontre",
        "réunion",
        "visite",
    ]
)
SHOWN = ("agent", "patient", "party", "iobj", "oblique", "owner")


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_frames(case: dict[str, Any]) -> None:
    tree = tree_of(case["parse"])
    assert [show(f, tree) for f in find_frames(tree, load_language("fr"), nouns=NOUNS)] == case["frames"], (
        case["text"]
    )


def show(f: Frame, tree: Tree) -> str:
    """A frame in one line: lemma, roles in brackets, and what is marked about it."""
    roles = " ".join(
        f"{r.name}{f'({r.case})' if r.case else ''}:{'+'.join(tree.tokens[h].text for h in r.heads)}"
        for r in f.roles
        if r.name in SHOWN
    )
    marks = [
        "negated" if f.negation is not None else "",
        "passive" if f.passive else "",
        f"modal={f.modal}" if f.modal else "",
        f"light={f.light_lemma}" if f.light_lemma else "",
        f.mood if f.mood not in ("indicative", "none") else "",
        f.tense if f.tense != "none" else "",
        f.relation,
        "question" if f.question else "",
    ]
    return f"{f.lemma} [{roles}] {' '.join(m for m in marks if m)}".strip()


def test_spans_of_frames_lie_in_the_text() -> None:
    for case in CASES:
        tree = tree_of(case["parse"])
        for f in find_frames(tree, load_language("fr"), nouns=NOUNS):
            for span in (f.clause, f.trigger):
                assert tree.tokens[0].start <= span.start < span.end <= tree.tokens[-1].end
