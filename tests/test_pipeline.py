"""The language pipeline: fast and the same, whole and in pieces, with names that hold small words."""

from __future__ import annotations

from typing import Any

import pytest

from greffier.errors import MissingModel
from greffier.language import pipeline
from greffier.language.names import make_safe
from greffier.language.pipeline import load_pipeline, parse
from greffier.language.registry import Language
from greffier.language.speed import use_sets
from greffier.language.tree import Tree
from greffier.reading.articles import article_from_text
from greffier.structure.blocks import lay_out
from greffier.structure.layout import Layout

TEXTS = [
    "Le ministre malien des Affaires étrangères a quitté Alger jeudi sans avoir signé l'accord de paix.",
    "Selon l'armée, trois véhicules blindés auraient été détruits dans la nuit, ce que les rebelles contestent.",
    "« Nous ne céderons pas », a prévenu la présidente du syndicat, Anne Morel, à la sortie de la réunion.",
    "Les élections, reportées deux fois depuis 2021, se tiendront finalement en octobre prochain.",
]


def layout_of(text: str, french: Language) -> Layout:
    return lay_out(article_from_text(text, language="fr"), french)


def told(docs: Any) -> list[list[tuple[object, ...]]]:
    return [
        [(t.text, t.head.i, t.dep_, t.pos_, t.lemma_, str(t.morph), t.ent_type_, t.ent_iob_) for t in doc]
        for doc in docs
    ]


@pytest.fixture(scope="module")
def stock(french: Language) -> Any:
    import spacy

    return spacy.load(french.model)


def test_the_speed_mends_change_no_parse(french: Language, stock: Any) -> None:
    import spacy

    before = told(stock.pipe(TEXTS))
    sets = spacy.load(french.model)
    assert use_sets(sets)
    assert told(sets.pipe(TEXTS)) == before
    assert told(load_pipeline(french.model, "").pipe(TEXTS)) == before


def test_a_second_run_gives_the_same_tree(french: Language) -> None:
    layouts = [layout_of(t, french) for t in TEXTS]
    assert list(parse(layouts, french)) == list(parse(layouts, french))


def test_how_articles_are_batched_changes_nothing(french: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    layouts = [layout_of(t, french) for t in TEXTS]
    together = list(parse(layouts, french))
    assert [next(parse([x], french)) for x in layouts] == together
    monkeypatch.setattr(pipeline, "BATCH", 1)
    assert list(parse(layouts, french)) == together


def test_a_long_article_is_parsed_in_pieces(french: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    layout = layout_of("\n\n".join(TEXTS), french)
    whole = next(parse([layout], french))
    monkeypatch.setattr(pipeline, "MAX_PIECE", 150)
    pieces = next(parse([layout], french))
    assert [t.text for t in pieces.tokens] == [t.text for t in whole.tokens]
    assert pieces.sentences == whole.sentences


def test_every_token_stands_in_the_text(french: Language) -> None:
    layout = layout_of("\n\n".join(TEXTS), french)
    tree: Tree = next(parse([layout], french))
    assert all(layout.article.text[t.start : t.end] == t.text for t in tree.tokens)
    assert [i for first, last in tree.sentences for i in range(first, last + 1)] == list(
        range(len(tree.tokens))
    )


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("Le chef Kim Jong Un a parlé.", "Le chef Kim Jong Xi a parlé."),
        ("Le chef en a vu Un.", "Le chef en a vu Un."),
        ("Un chef parle.", "Un chef parle."),
    ],
)
def test_small_words_in_names_are_made_safe(text: str, safe: str, french: Language) -> None:
    assert make_safe(text, french, frozenset({0})) == safe


def test_the_tree_shows_the_words_of_the_text(french: Language) -> None:
    tree = next(parse([layout_of("Le dirigeant Kim Jong Un a quitté Moscou.", french)], french))
    assert "Un" in [t.text for t in tree.tokens]


def test_a_missing_model_says_the_command() -> None:
    with pytest.raises(MissingModel, match="pip install no-model"):
        load_pipeline("no_such_model", "pip install no-model")
