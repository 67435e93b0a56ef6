"""The record as JSON: every field survives the way there and back, and the schema accepts it and refuses nonsense."""

from __future__ import annotations

import json
from datetime import date

import jsonschema
import pytest

from greffier.model import (
    Actor,
    Article,
    Cue,
    Event,
    EventTime,
    Part,
    Place,
    Quantity,
    Record,
    Seen,
    Span,
    Statement,
    When,
)  # fmt: skip
from greffier.model.interchange import load_schema, record_from_dict, record_to_dict, record_to_json

TEXT = "Selon Rome, le groupe aurait perdu 20 hommes jeudi à Tripoli."


@pytest.fixture
def record() -> Record:
    return Record(
        article=Article("x1", TEXT, language="fr", published=date(2024, 5, 2), outlet="Le Quai"),
        parts=(Part("body", Span(0, len(TEXT))),),
        actors=(
            Actor("a1", "Italie", "state", "ITA", "GOV", "Q38", (Span(6, 10),), "countries.csv:1"),
            Actor("a2", "groupe", "group", None, "UAF", None, (Span(15, 21),)),
        ),
        places=(Place("p1", "Tripoli", "LBY", 32.9, 13.2, (Span(53, 60),)),),
        times=(When("t1", "date", Span(44, 49), "2024-05-02", date(2024, 5, 2), date(2024, 5, 2), "times.yaml:3"),),
        statements=(
            Statement("s1", "indirect", (Span(12, 60),), Span(0, 5), "a1", Span(6, 10), None, (), "t1", "occurred", True, "neutral", "F11", 0.9,
                      (Cue("speaker", Span(6, 10), "F11"),)),
        ),
        events=(
            Event("e1", "ASSAULT", Span(22, 34), Span(12, 60), "fr/events/assault.yaml:9", "kill", "190", (), ("a2",), "p1",
                  "LBY", EventTime("2024-05-02", date(2024, 5, 2), date(2024, 5, 2)), "occurred", True, ("a1",), "s1",
                  (Quantity(Span(35, 44), 20.0, 20.0, True, "homme", "killed", "digits", "about", (18.0, 22.0)),
                   Quantity(Span(35, 44), 50.0, None, True, "%", "other", "digits", "at_least", (50.0, None), "homme")), 0.8,
                  (Cue("hedged", Span(22, 28), "C1"),), None, (Span(22, 34),), ("military", "territory")),
        ),
        notes=("a note",),
        seen=(Seen(Span(22, 34), "perdre", "a reason"),),
        made_by=(("greffier", "0"),),
    )  # fmt: skip


def test_there_and_back(record: Record) -> None:
    assert record_from_dict(json.loads(record_to_json(record))) == record


@pytest.mark.parametrize(
    ("old", "kind"),
    [
        ({"min": 12, "max": 12, "approximate": False}, "exact"),
        ({"min": 12, "max": 12, "approximate": True}, "about"),
        ({"min": 12, "max": None, "approximate": True}, "at_least"),
        ({"min": None, "max": 12, "approximate": True}, "at_most"),
        ({"min": 12, "max": 15, "approximate": False}, "between"),
        ({"min": 12, "max": 12, "approximate": False, "unit": "%"}, "share"),
    ],
)
def test_a_record_without_kinds_is_read(record: Record, old: dict[str, object], kind: str) -> None:
    data = record_to_dict(record)
    data["events"][0]["quantities"] = [{"what": "killed", "start": 35, "end": 44, **old}]
    jsonschema.validate(data, load_schema())
    (quantity,) = record_from_dict(data).events[0].quantities
    assert (quantity.kind, quantity.reach, quantity.room) == (kind, None, (old["min"], old["max"]))


def test_same_bytes(record: Record) -> None:
    assert record_to_json(record) == record_to_json(record)


def test_schema_accepts(record: Record) -> None:
    jsonschema.Draft202012Validator.check_schema(load_schema())
    jsonschema.validate(record_to_dict(record), load_schema())


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("type", "MEET"),
        ("cameo", "13y"),
        ("status", "hedged"),
        ("actors", ["Poutine"]),
        ("contexts", ["weather"]),
    ],
)
def test_schema_refuses_what_the_ontology_does_not_know(record: Record, field: str, value: object) -> None:
    data = record_to_dict(record)
    data["events"][0][field] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, load_schema())
