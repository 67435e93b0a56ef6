"""The confidence of an event: the footing on which the article tells it, and the counts of that footing."""

from __future__ import annotations

from pathlib import Path

import pytest

import greffier
from greffier.language.registry import Language
from greffier.statements.footing import footing_of, load_counts, set_confidence


@pytest.mark.parametrize(
    ("text", "footing"),
    [
        ("La police a arrêté le syndicaliste mardi.", "anchored"),
        ("La police a arrêté le syndicaliste à Lyon.", "anchored"),
        ("La police a arrêté le syndicaliste.", "bare"),
        ("La police va arrêter le syndicaliste mardi.", "unreal"),
    ],
)
def test_the_footing_is_read_from_the_record(text: str, footing: str) -> None:
    (event,) = greffier.read(text, language="fr", published="2024-06-12").events
    assert footing_of(event) == footing


def test_what_is_told_as_done_is_surer_than_what_is_planned(french: Language) -> None:
    events = [
        greffier.read(
            f"La police {verb} le syndicaliste mardi.", language="fr", published="2024-06-12"
        ).events[0]
        for verb in ("a arrêté", "va arrêter")
    ]
    done, planned = set_confidence(events, french)
    assert 1 > done.confidence > planned.confidence > 0
    assert done.confidence == events[0].confidence, "the record carries it"


def test_the_counts_of_a_user_win(tmp_path: Path, french: Language) -> None:
    (tmp_path / "event_confidence.toml").write_text("[event]\nbare = [1, 10]\n", encoding="utf-8")
    mine = Language(french.code, (*french.folders, tmp_path), french.settings)
    assert load_counts(mine)["bare"] == (1, 10)
    assert load_counts(mine)["anchored"] == load_counts(french)["anchored"]
