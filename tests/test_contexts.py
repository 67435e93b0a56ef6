"""What events are about: the words that say so, how near they must stand, and mistakes told with file and line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from greffier.errors import BadData
from greffier.explaining import explain
from greffier.language.contextwords import FILE, NONE, load_context_words
from greffier.language.registry import Language, load_language
from greffier.model.event import Event
from greffier.model.record import Record
from greffier.ontology.plover import load_ontology
from greffier.reader import read

CASES = yaml.safe_load((Path(__file__).parent / "contexts.yaml").read_text(encoding="utf-8"))
PLAIN = "Le maire de Brest a remercié les bénévoles."


def record(text: str, lexicon: Path | None = None) -> Record:
    return read(text, language="fr", published="2024-05-02", lexicon=lexicon)


def first(found: Record) -> Event:
    return min(found.events, key=lambda e: e.trigger)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_contexts_of_sentences(case: dict[str, Any]) -> None:
    assert list(first(record(case["text"])).contexts) == case["contexts"]


def test_every_context_has_a_sentence_and_words() -> None:
    names = set(load_ontology().contexts)
    assert {name for case in CASES for name in case["contexts"]} == names
    words = load_context_words(load_language("fr")).words
    assert all(sum(w.context == name for w in words) >= 15 for name in names)


def test_every_look_alike_holds_a_word_of_a_context() -> None:
    words = load_context_words(load_language("fr")).words
    told = [w.parts for w in words if w.context != NONE]
    for word in words:
        if word.context == NONE:
            endings = [word.parts[n:] for n in range(len(word.parts))]
            assert any(_begins(e, parts) for e in endings for parts in told), word.text


def _begins(parts: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether `parts` begins with `other`, word by word, stems and plurals apart."""
    pairs = list(zip(parts, other, strict=False))
    return len(pairs) == len(other) and all(a.rstrip("s*").startswith(b.rstrip("s*")) for a, b in pairs)


def test_every_context_has_a_cue_with_words_and_line() -> None:
    text = "Kiev a accusé Moscou de désinformation."
    (cue,) = [c for c in first(record(text)).cues if c.field == "contexts"]
    assert cue.span.of(text) == "désinformation"
    assert cue.rule.startswith("fr/contexts.yaml:") and cue.rule.endswith(" misinformation")


def test_a_mode_that_leaves_no_doubt_is_a_reason_by_itself() -> None:
    text = "Washington a fourni des chars à Kiev."
    (cue,) = [c for c in first(record(text)).cues if c.field == "contexts"]
    assert cue.rule.startswith("ontology/implied.csv:")


@pytest.mark.parametrize(
    ("text", "contexts"),
    [
        (f"{PLAIN} Un vaccin leur a été offert.", ()),  # one word of another sentence says too little
        (f"{PLAIN} Un vaccin contre la rougeole leur a été offert.", ("health",)),
        (f"{PLAIN} Un vaccin leur a été offert, un second vaccin a suivi.", ()),  # twice the same word
        (f"{PLAIN}\n\nUn vaccin contre la rougeole leur a été offert.", ()),  # another paragraph
        (f"{PLAIN} Il pleuvait. Il ventait. Un vaccin contre la rougeole leur a été offert.", ()),  # too far
    ],
)
def test_words_in_other_sentences_count_by_two_and_nearby(text: str, contexts: tuple[str, ...]) -> None:
    assert first(record(text)).contexts == contexts


def test_explain_shows_the_context_and_its_words() -> None:
    found = record("Kiev a accusé Moscou de désinformation.")
    reasons = [r for item in explain(found).items for r in item.reasons if r.field == "contexts"]
    assert {r.value for r in reasons} == {"misinformation"}


def test_a_users_file_adds_words_and_changes_those_that_it_names(tmp_path: Path) -> None:
    lines = "health:\n  - bénévole*\nnone:\n  - désinform*\n"
    (tmp_path / FILE).write_text(lines, encoding="utf-8")
    added = first(record(PLAIN, tmp_path))
    assert added.contexts == ("health",)
    assert added.cues[-1].rule == f"{tmp_path.name}/{FILE}:2 health"
    assert first(record("Kiev a accusé Moscou de désinformation.", tmp_path)).contexts == ()


@pytest.mark.parametrize(
    ("words", "contexts"),
    [
        (
            "health:\n  - bénévol*?, bénévoles\n",
            ("health",),
        ),  # one that is enough goes before one that is not
        ("health:\n  - bénévol*\nnone:\n  - bénévoles\n", ()),
        ("health:\n  - bénévol*\nnone:\n  - les bénévoles\n", ()),
    ],
)
def test_which_of_two_words_counts(words: str, contexts: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(words, encoding="utf-8")
    assert first(record(PLAIN, tmp_path)).contexts == contexts


@pytest.mark.parametrize(
    ("lines", "line", "problem"),
    [
        ("weather:\n  - pluie\n", 1, "unknown context 'weather'"),
        ("health: vaccin\n", 1, "is a list"),
        ("health:\n  - vaccin\n  - virus, vaccin\n", 3, "stands twice under health"),
        ("health:\n  - vaccin,, virus\n", 2, "comma without a word"),
        ("health:\n  - v*\n", 2, "at least 3 letters"),
        ("health:\n  - vac*in\n", 2, "end the word"),
        ("health:\n  - [vaccin]\n", 2, "commas between them"),
        ("- vaccin\n", 1, "the file has contexts"),
        ("health:\n  - 'vaccin\n", 3, "not YAML"),
    ],
)
def test_a_mistake_names_file_and_line(lines: str, line: int, problem: str, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(lines, encoding="utf-8")
    language: Language = replace(load_language("fr"), folders=(tmp_path,))
    with pytest.raises(BadData, match=problem) as caught:
        load_context_words(language)
    assert (caught.value.where, caught.value.line) == (f"{tmp_path.name}/{FILE}", line)


def test_a_language_without_the_file_has_no_words(tmp_path: Path) -> None:
    assert load_context_words(replace(load_language("fr"), folders=(tmp_path,))).words == ()
