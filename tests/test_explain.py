"""Reasons: every filled field of an event has the words and a rule; a silent sentence says what it lacked."""

from __future__ import annotations

import pytest

import greffier
from greffier.errors import BadInput
from greffier.language.registry import Language
from greffier.model import Record

TEXT = "Selon Rome, l'armée libyenne aurait bombardé jeudi un village à la frontière. Le ministre a discuté. Il neige."


@pytest.fixture(scope="module")
def record(french: Language) -> Record:
    return greffier.read(TEXT, published="2024-05-02", language="fr")


def test_every_filled_field_has_a_reason(record: Record) -> None:
    for event in record.events:
        fields = {c.field for c in event.cues}
        for field in ("actors", "recipients", "place", "time", "according_to", "quantities"):
            if getattr(event, field):
                assert field in fields, (event.id, field)
        assert event.rule
        if event.hedged:
            assert "hedged" in fields


def test_explains_one_or_all(record: Record) -> None:
    explanation = greffier.explain(record)
    assert [x.id for x in explanation.items] == [s.id for s in record.statements] + [
        e.id for e in record.events
    ]
    one = greffier.explain(record, "E1").items
    assert [x.id for x in one] == ["e1"]
    assert all(r.rule for r in one[0].reasons)


def test_silent_sentences_are_listed(record: Record) -> None:
    silent = greffier.explain(record).silent
    assert any("neige" in s.sentence.of(TEXT) for s in silent)


def test_unknown_item_names_what_there_is(record: Record) -> None:
    with pytest.raises(BadInput, match="e1"):
        greffier.explain(record, "e77")
