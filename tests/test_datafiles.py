"""Mistakes in a language's files of words are told by file and line, whichever reader meets them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from greffier.datafiles import read_csv
from greffier.errors import BadData
from greffier.language.grammar import load_words
from greffier.language.modality import load_modality
from greffier.language.registry import Language, load_language
from greffier.mentions.locatives import load_locatives
from greffier.mentions.namewords import load_name_words
from greffier.mentions.numbers import load_numbers
from greffier.mentions.roles import load_roles
from greffier.statements.consistency import load_doubt_words
from greffier.statements.slots import load_slot_words

READERS: dict[str, Callable[[Language], object]] = {
    "actors.toml": load_roles,
    "consistency.toml": load_doubt_words,
    "frames.toml": load_words,
    "modality.toml": load_modality,
    "names.toml": load_name_words,
    "numbers.toml": load_numbers,
    "places.toml": load_locatives,
    "slots.toml": load_slot_words,
}


@pytest.mark.parametrize("file", READERS)
def test_a_file_that_is_no_toml_is_named_with_its_line(file: str, tmp_path: Path) -> None:
    (tmp_path / file).write_text('first = ["un"]\nsecond = deux\n', encoding="utf-8")
    with pytest.raises(BadData, match=file) as caught:
        READERS[file](load_language("fr", lexicon=tmp_path))
    assert caught.value.line == 2


MISTAKES = [  # file, text, line, problem
    ("actors.toml", 'future = ["futur"]\nfutures = []\n', 2, "unknown list 'futures'"),
    ("actors.toml", 'pronouns = ["il"]\n', 1, "'pronouns' is no table"),
    ("actors.toml", '[pronouns]\nil = "m sing"\nelle = "feminine"\n', 3, "'feminine' is no agreement"),
    ("consistency.toml", 'meeting = ["sommet"]\n', 1, "unknown list 'meeting'"),
    ("names.toml", 'heads = ["ligue"]\nhead = ["ligue"]\n', 2, "unknown list 'head'"),
    ("places.toml", '# ours\ncities = ["x"]\n', 2, "unknown list 'cities'"),
]


@pytest.mark.parametrize(("file", "text", "line", "problem"), MISTAKES)
def test_a_list_of_words_that_nobody_reads_is_refused(
    file: str, text: str, line: int, problem: str, tmp_path: Path
) -> None:
    (tmp_path / file).write_text(text, encoding="utf-8")
    with pytest.raises(BadData, match=problem) as caught:
        READERS[file](load_language("fr", lexicon=tmp_path))
    assert (caught.value.where.rpartition("/")[2], caught.value.line) == (file, line)


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("a\n1\n", 1, "column 'b' is missing"),
        ("a,b\n1\n", 2, "2 columns"),
        ("a,b\n1,2\n1,2,3\n", 3, "2 columns"),
    ],
)
def test_a_table_with_a_wrong_line_is_refused(text: str, line: int, problem: str, tmp_path: Path) -> None:
    path = tmp_path / "words.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadData, match=problem) as caught:
        list(read_csv(path, ("a", "b")))
    assert caught.value.line == line
