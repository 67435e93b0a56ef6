"""Acts on the ground happen in the country that the article is set in, unless the parties are of others only."""

from __future__ import annotations

import pytest

from greffier.model.event import Event
from greffier.model.place import Place
from greffier.model.span import Span
from greffier.reader import read
from greffier.statements.homeland import set_at_home

SETTING = "Des combats ont éclaté mardi dans le nord du Mali. "


def event(text: str, type: str) -> Event:
    record = read(SETTING + text, language="fr", published="2024-05-02")
    (found,) = [e for e in record.events if e.type == type and e.trigger.start >= len(SETTING)]
    return found


@pytest.mark.parametrize(
    ("text", "type", "country"),
    [
        ("La police malienne a arrêté trois rebelles.", "COERCE", "MLI"),
        ("Des hommes armés ont tué deux civils.", "ASSAULT", "MLI"),
        ("L'armée turque a bombardé des rebelles kurdes de Syrie.", "ASSAULT", None),
        ("Le président malien a critiqué le ministre togolais.", "ACCUSE", None),
    ],
)
def test_the_country_of_acts_without_a_place(text: str, type: str, country: str | None) -> None:
    assert event(text, type).place_country == country


def test_the_words_that_say_so_are_named() -> None:
    text = "La police malienne a arrêté trois rebelles."
    (cue,) = [c for c in event(text, "COERCE").cues if c.field == "place_country"]
    assert cue.span.of(SETTING + text) == "nord du Mali"


def test_a_clause_that_names_a_place_abroad_is_left_alone() -> None:
    places = (
        Place("p1", "Mali", "MLI", mentions=(Span(0, 4), Span(10, 14))),
        Place("p2", "Niger", "NER", mentions=(Span(60, 65),)),
    )
    here = Event("e1", "ASSAULT", trigger=Span(22, 26), evidence=Span(20, 40), rule="")
    near_abroad = Event("e2", "ASSAULT", trigger=Span(52, 56), evidence=Span(50, 70), rule="")
    assert [e.place_country for e in set_at_home((here, near_abroad), places, ())] == ["MLI", None]
    assert [e.place_country for e in set_at_home((here,), (), ())] == [None]
