"""Parts of the stage of statements one by one: confidence, certainty, pull quotes, relays, and how a speaker was found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import greffier
from greffier.errors import BadInput
from greffier.evaluation.command import evaluate
from greffier.evaluation.conditionals import score_conditionals
from greffier.language.registry import Language, load_language
from greffier.language.tree import Tree
from greffier.model.span import Span
from greffier.model.statement import Statement
from greffier.statements.certainty import with_certainty
from greffier.statements.confidence import Reliability, load_reliability


def read(text: str) -> greffier.Record:
    return greffier.read(text, language="fr", published="2024-05-02")


def told(record: greffier.Record) -> list[tuple[str, str, list[str]]]:
    """Construction, speaker and relays of every statement."""
    names = {a.id: a.name for a in record.actors}
    return [
        (s.rule.split()[0].rstrip(";"), names.get(s.speaker or "", ""), [names[v] for v in s.via])
        for s in record.statements
    ]


def test_a_rare_construction_is_thought_to_be_like_all() -> None:
    seen = Reliability(
        {"F1": (90, 100), "F9": (0, 1), "all": (90, 100)}, {"named": (100, 100), "all": (100, 100)}
    )
    assert seen.of("F1", "named") == pytest.approx(0.9)
    assert 0.5 < seen.of("F9", "named") < seen.of("F20", "named") == pytest.approx(0.9)
    assert Reliability({}, {}).of("F1", "named") == pytest.approx(0.25)


def test_the_user_s_counts_win(tmp_path: Path) -> None:
    (tmp_path / "confidence.toml").write_text("[content]\nF1 = [1, 10]\n", encoding="utf-8")
    ours, theirs = load_language("fr"), load_language("fr", lexicon=tmp_path)
    assert load_reliability(theirs).content["F1"] == (1, 10) != load_reliability(ours).content["F1"]


@pytest.mark.parametrize(
    ("cue_class", "status", "hedged"),
    [("asking", "demanded", False), ("denying", "denied", False), ("doubting", "occurred", True), (None, "occurred", False)],
)  # fmt: skip
def test_a_content_without_predicate_takes_its_certainty_from_the_cue(
    cue_class: str | None, status: str, hedged: bool, french: Language
) -> None:
    statement = Statement(
        "s1", "indirect", (Span(0, 9),), cue=Span(10, 15), speaker="a1", cue_class=cue_class
    )
    (judged,) = with_certainty([statement], (), Tree((), (), ()), french)
    assert (judged.status, judged.hedged) == (status, hedged)
    assert replace(judged, cues=(), status="occurred", hedged=False) == statement


def test_a_pull_quote_is_said_once() -> None:
    text = (
        "Le pont fermera\n\n« Nous perdrons trois ans de travail »\n\nLe chantier inquiète. « Nous perdrons trois ans de"
        " travail », a déclaré le maire, Paul Lenoir."
    )
    assert told(read(text)) == [("F3", "Paul Lenoir", [])]


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("Paul Lenoir affirme que le pont est sûr.", "named"),
        ("Paul Lenoir, maire de Lille, est venu. Le maire affirme que le pont est sûr.", "described"),
        ("Un plombier affirme que le pont est sûr.", "unnamed"),
        ("Paul Lenoir est venu hier. Il affirme que le pont est sûr.", "pronoun"),
    ],
)
def test_the_record_tells_how_the_speaker_was_found(text: str, how: str) -> None:
    (statement,) = read(text).statements
    assert [c.rule for c in statement.cues if c.field == "speaker"] == [f"speaker {how}"]


def test_a_resumed_quotation_is_carried_on_and_points_at_its_speaker() -> None:
    record = read("« Le pont est sûr », a dit Paul Lenoir. « Il restera ouvert toute la semaine. »")
    first, second = record.statements
    assert (first.speaker, second.speaker_mention, second.rule) == (second.speaker, None, "F5 resumed")
    (cue,) = [c for c in second.cues if c.field == "speaker"]
    assert (cue.rule, cue.span.of(record.article.text)) == ("speaker carried on", "Paul Lenoir")


@pytest.mark.parametrize(
    ("text", "via"),
    [
        ("Le maire a dit à la libération du port que la route était sûre.", []),
        ("Le maire a dit à Libération que la route était sûre.", ["Libération"]),
        ("L'armée annonce sur le site de l'état-major que la route est sûre.", []),
        ("Le maire a dit à des médias que la route était sûre.", []),
    ],
)
def test_what_is_a_relay(text: str, via: list[str]) -> None:
    assert told(read(text))[0][2] == via


def test_conditionals_are_scored_by_class() -> None:
    rows = [
        {"left": "Le chef ", "verb": "aurait", "right": " fui.", "use": "REPORT"},
        {"left": "Le train ", "verb": "devrait", "right": " partir lundi.", "use": "REPORT"},
        {"left": "Il ", "verb": "préparait", "right": " le repas.", "use": "NOTCOND"},
    ]
    scores, misses = score_conditionals(rows)
    assert (scores["class"].hits, scores["class"].gold, scores["no conditional"].hits) == (1, 2, 1)
    assert misses == ["REPORT read as EXPECT (C3 expected): Le train >devrait< partir lundi."]


def test_gold_that_needs_records_says_so(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"doc": "x", "text": "", "quotes": []}\n', encoding="utf-8")
    with pytest.raises(BadInput, match="scored against records"):
        evaluate(gold, None)


def test_scare_quotes_hold_belief_back() -> None:
    plain, scare = (
        read(f"L'armée syrienne a {verb} la ville.").events for verb in ("attaqué", "« attaqué »")
    )
    assert [e.hedged for e in plain] == [False] and [e.hedged for e in scare] == [True]
