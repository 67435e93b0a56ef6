"""The words of reported speech: every line of the CSV files is tested by its own example, and a mistake names its line."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from greffier.errors import BadData
from greffier.knowledge.base import load_knowledge
from greffier.language.cues import Form, is_finite_form, load_cues, read_form, split_words
from greffier.language.framing import find_frames
from greffier.language.lexicon import load_lexicon
from greffier.language.pipeline import parse
from greffier.language.registry import Language, load_language
from greffier.language.tree import Tree
from greffier.model.article import Article
from greffier.model.statement import Statement
from greffier.reader import read_tree
from greffier.reading.articles import article_from_text
from greffier.statements.contents import Contents
from greffier.statements.modality import judge
from greffier.structure.blocks import lay_out


def examples(language: Language, file: str) -> list[tuple[int, dict[str, str]]]:
    with (language.folders[0] / file).open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        return [(reader.line_num, row) for row in reader]


def read_all(texts: list[str], language: Language) -> list[tuple[Article, Tree, tuple[Statement, ...]]]:
    """Every text by itself, parsed in one batch."""
    layouts = [lay_out(article_from_text(t, language=language.code), language) for t in texts]
    trees = parse(layouts, language)
    return [
        (layout.article, tree, read_tree(layout, tree, language, load_knowledge(), ()).statements)
        for layout, tree in zip(layouts, trees, strict=True)
    ]


def read_examples(
    language: Language, file: str
) -> list[tuple[int, dict[str, str], Tree, tuple[Statement, ...]]]:
    """Every line of a file with what its example says."""
    rows = examples(language, file)
    read = read_all([row["example"] for _, row in rows], language)
    return [(line, row, tree, said) for (line, row), (_, tree, said) in zip(rows, read, strict=True)]


@pytest.mark.parametrize(
    ("file", "column"), [("speech.csv", "lemma"), ("speech_nouns.csv", "noun")], ids=["verbs", "nouns"]
)
def test_every_cue_reports_in_its_example(file: str, column: str, french: Language) -> None:
    failed = [
        f"{file}:{line} {row[column]}: {row['example']}"
        for line, row, _, statements in read_examples(french, file)
        if not any(s.rule.endswith(f"fr/{file}:{line} {row[column]}") for s in statements)
    ]
    assert not failed, "\n".join(failed)


def test_every_source_phrase_gives_a_statement_and_the_false_ones_none(french: Language) -> None:
    failed = [
        f"sources.csv:{line}: {row['example']}"
        for line, row, _, statements in read_examples(french, "sources.csv")
        if bool(statements) != (row["kind"] != "none")
    ]
    assert not failed, "\n".join(failed)


def test_every_relay_stands_beside_its_speaker(french: Language) -> None:
    failed = [
        f"relays.csv:{line}: {row['example']}"
        for line, row, _, statements in read_examples(french, "relays.csv")
        if not any(s.speaker and (s.via or row["kind"] == "medium") for s in statements)
    ]
    assert not failed, "\n".join(failed)


def test_every_hedge_holds_belief_back_in_its_example(french: Language) -> None:
    failed = []
    for line, row, tree, statements in read_examples(french, "hedges.csv"):
        frames = find_frames(tree, french, nouns=load_lexicon(french).event_nouns)
        found = [judge(f, frames, tree, Contents(statements), french) for f in frames]
        if not any(f"hedges.csv:{line} " in c.rule for f in found for c in f.cues):
            failed.append(f"hedges.csv:{line}: {row['example']}")
    assert not failed, "\n".join(failed)


@pytest.mark.parametrize(
    ("word", "shape"),
    [("dément", "finite"), ("affirmant", "gerund"), ("déclaré", "participle"), ("préciser", "infinitive")],
)
def test_forms_are_read_from_the_conjugation_not_from_the_tagger(word: str, shape: str) -> None:
    assert shape in {f.shape for f in read_form(word, load_language("fr"))}


def test_a_form_knows_its_person_and_future() -> None:
    french = load_language("fr")
    assert Form("annoncer", "finite", 3, True) in read_form("annoncera", french)
    assert read_form("table", french) == ()
    assert is_finite_form("viole", french) and not is_finite_form("violence", french)


def test_a_pattern_is_cut_as_the_tokenizer_cuts() -> None:
    assert split_words("d'après l'avis de") == ["d'", "après", "l'", "avis", "de"]
    assert split_words("aujourd'hui") == ["aujourd'hui"]


HEAD = "lemma,class,frames,example\n"
MISTAKES = [
    (HEAD + "beugler,loud,que,Il beugle.\n", 2, "unknown class 'loud'"),
    (HEAD + "beugler,neutral,shout,Il beugle.\n", 2, "unknown frame 'shout'"),
    (HEAD + "beugler,neutral,que,\n", 2, "no example"),
    (HEAD + "beugler,neutral,que\n", 2, "columns"),
    ("lemma,class,example\nbeugler,neutral,Il beugle.\n", 1, "column 'frames' is missing"),
]


@pytest.mark.parametrize(("text", "line", "words"), MISTAKES)
def test_a_mistake_names_its_line(text: str, line: int, words: str, tmp_path: Path) -> None:
    (tmp_path / "speech.csv").write_text(text, encoding="utf-8")
    with pytest.raises(BadData) as caught:
        load_cues(load_language("fr", lexicon=tmp_path))
    assert f"speech.csv:{line}" in str(caught.value) and words in str(caught.value)


def test_a_users_line_wins(tmp_path: Path) -> None:
    (tmp_path / "speech.csv").write_text(HEAD + "affirmer,doubting,que,Il affirme que tout va.\n", "utf-8")
    cues = load_cues(load_language("fr", lexicon=tmp_path))
    assert cues.verbs["affirmer"].kind == "doubting" and cues.verbs["dire"].kind == "neutral"
