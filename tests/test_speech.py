"""The constructions of reported speech, on parses written down in speech.yaml: no model is loaded."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from greffier.language.registry import load_language
from greffier.language.tree import Entity, Tree
from greffier.model.actor import Actor
from greffier.model.statement import Statement
from greffier.reading.articles import article_from_text
from greffier.statements.book import ActorBook
from greffier.statements.speech import find_statements
from greffier.structure.blocks import lay_out
from greffier.structure.layout import Layout
from parses import tree_of

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "speech.yaml").read_text(encoding="utf-8")
)


class NobodyKnown:
    """A cast without actors: every speaker is added under the words at the cue."""

    actors: tuple[Actor, ...] = ()
    quiet: frozenset[str] = frozenset()
    pairs: Mapping[int, tuple[int, ...]] = {}

    def actor_of(self, head: int) -> Actor | None:
        return None

    def actors_of(self, head: int) -> tuple[Actor, ...]:
        return ()


def laid_out(tree: Tree) -> Layout:
    """The layout of the text that the tokens of a tree make."""
    text = ""
    for t in tree.tokens:
        text += " " * (t.start - len(text)) + t.text
    return lay_out(article_from_text(text, language="fr"), load_language("fr"))


def named(case: dict[str, Any]) -> Tree:
    tree = tree_of(*case["parse"])
    entities = []
    for words in case.get("names", ()):
        bounds, label = words.split()
        first, last = bounds.split("-")
        entities.append(Entity(int(first), int(last), label))
    return Tree(tree.tokens, tree.sentences, tuple(entities))


def show(s: Statement, text: str, book: ActorBook) -> str:
    """A statement in one line."""
    who = book.get(s.speaker).name if s.speaker else "nobody"
    via = "".join(f" via {book.get(v).name}" for v in s.via)
    to = f" to {book.get(s.addressee).name}" if s.addressee else ""
    content = " … ".join(c.of(text) for c in s.content)
    return f"{s.rule.split()[0].rstrip(';')} {s.kind} [{who}] {content}{via}{to}"


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_statements(case: dict[str, Any]) -> None:
    tree = named(case)
    layout, book = laid_out(tree), ActorBook(NobodyKnown())
    found = find_statements(layout, tree, (), book, (), load_language("fr"))
    assert [show(s, layout.article.text, book) for s in found] == case["statements"], case["text"]
    for s in found:
        assert s.cues or s.cue is None
        assert 0 < s.confidence < 1
