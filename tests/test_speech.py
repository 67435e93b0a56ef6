"""The constructions of reported speech, on parses written down in speech.yaml: no model is loaded."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

import greffier
from greffier.language.registry import Language, load_language
from greffier.language.tree import Entity, Tree
from greffier.model.actor import Actor
from greffier.model.span import Span
from greffier.model.statement import Statement
from greffier.reading.articles import article_from_text
from greffier.statements.book import ActorBook
from greffier.statements.contents import Contents
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


SEED = "fr-seed-2025-09-03"


def test_the_seed_article_gives_its_six_statements(shared: Path, french: Language) -> None:
    article = json.loads((shared / f"gold/dev/articles/{SEED}.json").read_text(encoding="utf-8"))
    record = greffier.read(article["text"], published=article["published"], language=french.code)
    names = {a.id: a.name for a in record.actors}
    found = [(names[s.speaker or ""], [names[v] for v in s.via], s.kind) for s in record.statements]
    gold = json.loads((shared / f"gold/dev/records/{SEED}.json").read_text(encoding="utf-8"))["statements"]
    assert found == [(s["speaker"], s["via"], s["kind"]) for s in gold]


def test_an_added_speaker_is_one_actor_however_often_it_is_named() -> None:
    book = ActorBook(NobodyKnown())
    text = "un témoin et un témoin"
    first = book.actor_for(Span(0, 9), 1, text)
    again = book.actor_for(Span(13, 22), 4, text)
    assert (first.id, again.id, again.mentions) == ("a1", "a1", (Span(0, 9), Span(13, 22)))
    assert book.actor_of(1) == again and book.get("a1") == again and book.actors == (again,)


def test_what_holds_a_stretch_is_found_innermost_first() -> None:
    outer = Statement("s1", "indirect", (Span(0, 40),))
    inner = Statement("s2", "direct", (Span(10, 20), Span(30, 38)))
    contents = Contents((outer, inner))
    assert [s.id for s in contents.around(Span(12, 15))] == ["s2", "s1"]
    assert [s.id for s in contents.around(Span(22, 25))] == ["s1"]
    assert contents.around(Span(50, 55)) == ()
