"""How our events differ from the gold's: every event is counted once, under the difference that it has."""

from __future__ import annotations

from dataclasses import replace

import pytest

from greffier.evaluation.agreement import Party
from greffier.evaluation.confusions import (
    ALONE,
    ANOTHER,
    BESIDE,
    EXCHANGED,
    LACKING,
    NONE_GIVEN,
    OTHER,
    RIGHT,
    TOO_MANY,
    UNASKED,
    UNSAID,
    Confusions,
    count_confusions,
    party_difference,
    value_difference,
)
from greffier.evaluation.records import Act, Comparable

NORA, TIM, LEO, ZOE = (
    Party(name, country, None)
    for name, country in (("Nora", "FRA"), ("Tim", "GBR"), ("Léo", "BEL"), ("Zoé", "CHE"))
)


def act(type: str, trigger: str, evidence: str = "") -> Act:
    return Act(type, (NORA,), (TIM,), None, "occurred", False, (), None, trigger, evidence or trigger)


def confusions(gold: tuple[Act, ...], said: tuple[Act, ...]) -> Confusions:
    return count_confusions([Comparable("x", "fr", events=gold)], {"x": Comparable("x", "fr", events=said)})


def test_a_word_understood_as_another_act() -> None:
    counts = confusions((act("COERCE", "extradé"),), (act("COOPERATE", "extradé"),))
    assert counts.types == counts.same_word == {("COERCE", "COOPERATE"): 1}
    assert not counts.found and not counts.missed and not counts.spurious


def test_another_act_of_the_same_clause() -> None:
    clause = "Nora remercie Tim et lui demande de rester"
    counts = confusions((act("SUPPORT", "remercie", clause),), (act("REQUEST", "demande", clause),))
    assert counts.types == {("SUPPORT", "REQUEST"): 1}
    assert not counts.same_word


def test_the_right_type_is_taken_before_another_type_at_the_same_place() -> None:
    gold = (act("ACCUSE", "fustige"), act("REJECT", "refuse"))
    said = (act("REJECT", "fustige"), act("ACCUSE", "fustige"))
    counts = confusions(gold, said)
    assert counts.found == {"ACCUSE": 1}
    assert counts.missed == {("REJECT", ALONE): 1}
    assert counts.spurious == {("REJECT", BESIDE): 1}


def test_missed_and_too_many() -> None:
    clause = "Nora fustige Tim et rompt les pourparlers"
    gold = (act("ACCUSE", "fustige", clause), act("SANCTION", "rompt", clause), act("AID", "soigne"))
    said = (act("ACCUSE", "fustige", clause), act("CONSULT", "visite"))
    counts = confusions(gold, said)
    assert counts.missed == {("SANCTION", BESIDE): 1, ("AID", ALONE): 1}
    assert counts.spurious == {("CONSULT", ALONE): 1}


def test_every_event_is_counted_once() -> None:
    gold = (act("ASSAULT", "tue"), act("ASSAULT", "tue"), act("AID", "soigne"), act("COERCE", "arrête"))
    said = (act("ASSAULT", "tue"), act("AGREE", "soigne"), act("RETREAT", "part"))
    counts = confusions(gold, said)
    confused = counts.types.total()
    assert counts.found.total() + confused + counts.missed.total() == len(gold)
    assert counts.found.total() + confused + counts.spurious.total() == len(said)


def test_a_record_that_is_not_there_is_all_missed() -> None:
    counts = count_confusions([Comparable("x", "fr", events=(act("AID", "soigne"),))], {})
    assert counts.missed == {("AID", ALONE): 1}


@pytest.mark.parametrize(("gold", "said", "opposite", "difference"), [
    ([NORA], [NORA],            [],     None),
    ([NORA], [NORA, TIM],       [],     None),       # the score allows one stranger
    ([NORA], [],                [],     NONE_GIVEN),
    ([NORA, TIM], [TIM],        [],     LACKING),
    ([NORA], [TIM],             [],     OTHER),
    ([NORA], [TIM],             [NORA], EXCHANGED),
    ([NORA, TIM], [NORA],       [TIM],  EXCHANGED),
    ([NORA], [NORA, TIM, LEO],  [],     TOO_MANY),
    ([], [ZOE],                 [],     TOO_MANY),
])  # fmt: skip
def test_party_difference(
    gold: list[Party], said: list[Party], opposite: list[Party], difference: str | None
) -> None:
    assert party_difference(gold, said, opposite) == difference


@pytest.mark.parametrize(
    ("gold", "said", "difference"),
    [(None, None, RIGHT), ("FRA", "FRA", RIGHT), ("FRA", None, UNSAID), (None, "FRA", UNASKED), ("FRA", "BEL", ANOTHER)],
)  # fmt: skip
def test_value_difference(gold: str | None, said: str | None, difference: str) -> None:
    assert value_difference(gold, said) == difference


def test_fields_of_an_event_found() -> None:
    gold = replace(act("CONSULT", "reçoit"), status="planned", date="2025-09-03", place_country="FRA")
    ours = replace(gold, status="occurred", date=None, actors=(NORA._replace(country=None),), recipients=())
    counts = confusions((gold,), (ours,))
    assert counts.found == {"CONSULT": 1} and not counts.dyads
    assert counts.parties == {("recipients", NONE_GIVEN): 1}
    assert counts.status == {("planned", "occurred"): 1}
    assert counts.values == {
        ("date", UNSAID): 1,
        ("country of the place", RIGHT): 1,
        ("country of actors", UNSAID): 1,
    }  # the country of a recipient that is not named is no mistake of its own
