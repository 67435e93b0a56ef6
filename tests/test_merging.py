"""Merging: one event per act, and no more than that."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from greffier.model.event import Event, EventTime
from greffier.model.quantity import Quantity
from greffier.model.span import Cue, Span
from greffier.statements.composition import Draft
from greffier.statements.merging import join_effects, merge_drafts


def draft(n: int, type: str = "ASSAULT", lemma: str = "attaquer", **fields: object) -> Draft:
    span = Span(n * 100, n * 100 + 8)
    base = Draft((n,), lemma, "row", "assault.attack", type, span, Span(n * 100, n * 100 + 50), n)
    return replace(base, **fields)  # type: ignore[arg-type]


def on(day: int) -> EventTime:
    value = date(2025, 9, day)
    return EventTime(value.isoformat(), value, value)


def test_headline_and_body_tell_one_act_and_the_body_gives_the_evidence() -> None:
    head = draft(0, headline=True, recipients=("v",))
    body = draft(1, actors=("g",), recipients=("v",), time=on(3))
    (event,) = merge_drafts([head, body])
    assert event.trigger == body.trigger
    assert (event.actors, event.recipients, event.mentions) == (("g",), ("v",), (head.trigger,))


def test_a_mention_fills_what_the_best_one_lacks_with_its_cue() -> None:
    full = draft(0, actors=("g",), recipients=("v",), time=on(3))
    other = draft(
        1, actors=("g",), place="p1", place_country="MLI", cues=(Cue("place", Span(150, 154), "r"),)
    )
    (event,) = merge_drafts([full, other])
    assert (event.place, event.place_country) == ("p1", "MLI")
    assert Cue("place", Span(150, 154), "r") in event.cues


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({"time": on(3)}, {"time": on(4)}),
        ({"place": "p1", "place_country": "MLI"}, {"place": "p2", "place_country": "MLI"}),
        ({"recipients": ("a",)}, {"recipients": ("b",)}),
        ({"type": "ASSAULT"}, {"type": "COERCE"}),
        ({"status": "occurred"}, {"status": "planned"}),
        ({"status": "denied"}, {"status": "occurred"}),
        ({"family": "assault.kill", "lemma": "tuer"}, {"family": "assault.bomb", "lemma": "bombarder"}),
    ],
)
def test_what_disagrees_stays_apart(one: dict[str, object], two: dict[str, object]) -> None:
    assert (
        len(merge_drafts([draft(0, **{"actors": ("g",), **one}), draft(1, **{"actors": ("g",), **two})])) == 2
    )


def test_verb_and_noun_of_one_family_of_words_are_one_act() -> None:
    verb = draft(0, "CONSULT", "rencontrer", family="consult.meet", actors=("a", "b"), symmetric=True)
    noun = draft(1, "CONSULT", "rencontre", family="consult.summit", actors=("a", "b"), symmetric=True)
    assert len(merge_drafts([verb, noun])) == 1


def test_visitor_and_host_are_the_same_two_as_those_who_met() -> None:
    met = draft(0, "CONSULT", family="f", actors=("a", "b"), symmetric=True)
    visit = draft(1, "CONSULT", family="f", actors=("a",), recipients=("b",))
    assert len(merge_drafts([met, visit])) == 1


def test_bare_mentions_far_away_are_left_alone() -> None:
    assert len(merge_drafts([draft(0, actors=("g",)), draft(9)])) == 2


def test_a_pointing_mention_joins_from_far_away() -> None:
    assert len(merge_drafts([draft(0, actors=("g",)), draft(9, anaphoric=True)])) == 1


def test_two_accusations_about_different_acts_are_two() -> None:
    one = draft(0, "ACCUSE", "accuser", actors=("a",), recipients=("b",), about=("ASSAULT",))
    two = draft(1, "ACCUSE", "accuser", actors=("a",), recipients=("b",), about=("AID",))
    assert len(merge_drafts([one, two])) == 2
    assert len(merge_drafts([one, replace(two, about=("ASSAULT",))])) == 1


def test_one_mention_in_the_articles_own_voice_takes_the_source_away() -> None:
    said = draft(0, actors=("g",), recipients=("v",), time=on(3), according_to=("s",), own_voice=False, hedged=True,
                 cues=(Cue("according_to", Span(1, 2), "r"),))  # fmt: skip
    told = draft(1, actors=("g",))
    (event,) = merge_drafts([said, told])
    assert (event.according_to, event.hedged) == ((), False)
    assert not [c for c in event.cues if c.field == "according_to"]


def test_kin_parties_count_as_the_same() -> None:
    pair = [draft(0, actors=("moscow",)), draft(1, actors=("russia",))]
    assert len(merge_drafts(pair)) == 2
    assert len(merge_drafts(pair, kin=lambda a, b: a == b or {a, b} == {"moscow", "russia"})) == 1


def test_outer_points_at_the_merged_event_and_never_at_itself() -> None:
    outer = draft(0, "ACCUSE", "accuser", actors=("a",), recipients=("b",))
    inner = draft(1, actors=("b",), outer=0)
    again = draft(2, actors=("b",), outer=0)
    events = merge_drafts([outer, inner, again])
    assert [(e.id, e.type, e.outer) for e in events] == [("e1", "ACCUSE", None), ("e2", "ASSAULT", "e1")]


def test_same_in_same_out_whatever_the_order() -> None:
    drafts = [draft(n, actors=("g",) if n % 2 else (), recipients=("v",)) for n in range(6)]
    assert merge_drafts(drafts) == merge_drafts(reversed(drafts))


def test_a_noun_without_a_tense_is_the_act_that_is_planned_elsewhere() -> None:
    noun = draft(0, lemma="attaque", actors=("g",), tenseless=True)
    plan = draft(1, lemma="attaquer", actors=("g",), status="planned", cues=(Cue("status", Span(1, 2), "r"),))
    (event,) = merge_drafts([noun, plan])
    assert event.status == "planned"
    assert len(merge_drafts([noun, replace(plan, status="denied")])) == 2
    assert len(merge_drafts([replace(noun, tenseless=False), plan])) == 2


def test_a_visit_and_its_summit_in_one_sentence_are_one_act() -> None:
    visit = draft(0, "CONSULT", "rendre", family="consult.visit", actors=("a",), recipients=("b",))
    summit = draft(
        0, "CONSULT", "sommet", family="consult.summit", actors=("b",), symmetric=True, tenseless=True
    )
    summit = replace(summit, trigger=Span(20, 26), frames=(1,))
    assert len(merge_drafts([visit, summit])) == 1


def test_headline_and_body_may_tell_one_side_each() -> None:
    head = draft(0, headline=True, recipients=("v",), lemma="attaque")
    body = draft(4, actors=("g",), lemma="attaquer")
    (event,) = merge_drafts([head, body])
    assert (event.actors, event.recipients) == (("g",), ("v",))


def test_what_an_act_did_is_part_of_it() -> None:
    strike = draft(0, actors=("g",), recipients=("town",))
    killed = draft(1, family="assault.kill", lemma="tuer", recipients=("ten civilians",), time=on(3))
    (joined,) = join_effects([strike, killed], {1: 0})
    assert (joined.recipients, joined.time) == (("town", "ten civilians"), on(3))
    assert joined.mentions == (killed.trigger,)
    assert len(join_effects([strike, killed], {})) == 2


def toll(at: int, low: float, high: float | None = None, unit: str = "mort") -> Quantity:
    return Quantity(Span(at, at + 2), low, low if high is None else high, unit=unit, what="killed")


def notes(event: Event) -> list[tuple[int, str]]:
    return [(c.span.start, c.rule) for c in event.cues if c.field == "disagreement"]


def test_another_number_of_the_same_act_is_noted() -> None:
    first = draft(0, actors=("g",), recipients=("v",), quantities=(toll(20, 12),))
    later = draft(
        1, actors=("g",), recipients=("v",), quantities=(toll(120, 15), toll(130, 3, unit="enfant"))
    )
    (event,) = merge_drafts([first, later])
    assert notes(event) == [(120, "quantities: another mention says otherwise")]
    (again,) = merge_drafts([later, first])
    assert again == event


@pytest.mark.parametrize("same", [toll(120, 12), toll(120, 10, 20), toll(120, 3, unit="enfant")])
def test_numbers_that_leave_room_for_each_other_do_not_disagree(same: Quantity) -> None:
    first = draft(0, actors=("g",), recipients=("v",), quantities=(toll(20, 12),))
    (event,) = merge_drafts([first, draft(1, actors=("g",), recipients=("v",), quantities=(same,))])
    assert notes(event) == []


def test_a_round_number_leaves_room_for_the_exact_one() -> None:
    exact = toll(20, 14)
    round_one = replace(toll(120, 12), approximate=True, kind="about", reach=(9.6, 14.4))
    for first, later in ((exact, round_one), (round_one, exact)):
        drafts = [
            draft(n, actors=("g",), recipients=("v",), quantities=(q,)) for n, q in enumerate((first, later))
        ]
        (event,) = merge_drafts(drafts)
        assert notes(event) == []


def test_periods_that_only_overlap_and_places_without_their_country_are_noted() -> None:
    def period(first: int, last: int) -> EventTime:
        return EventTime(f"{first}/{last}", date(2025, 9, first), date(2025, 9, last))

    one = draft(
        0, actors=("g",), recipients=("v",), time=period(1, 5), cues=(Cue("time", Span(30, 34), "r"),)
    )
    two = draft(
        1, actors=("g",), recipients=("v",), time=period(4, 9), cues=(Cue("time", Span(130, 134), "r"),)
    )
    (event,) = merge_drafts([one, two])
    assert notes(event) == [(130, "time: another mention says otherwise")]
    (event,) = merge_drafts([one, replace(two, time=period(2, 4))])
    assert notes(event) == []


def test_an_effect_with_another_place_than_its_cause_is_noted() -> None:
    cause = draft(0, actors=("g",), place="p1", place_country="MLI")
    effect = draft(
        1, recipients=("v",), place="p2", place_country="MLI", cues=(Cue("place", Span(140, 144), "r"),)
    )
    (joined,) = join_effects([cause, effect], {1: 0})
    assert [c.span.start for c in joined.cues if c.field == "disagreement"] == [140]


def test_a_general_noun_points_back_to_the_act_before_which_lacks_a_side() -> None:
    told = draft(0, lemma="bombarder", family="assault.bomb", recipients=("v",))
    back = draft(1, lemma="opération", family="assault.attack", actors=("g",), general=True)
    (event,) = merge_drafts([told, back])
    assert (event.actors, event.recipients) == (("g",), ("v",))


@pytest.mark.parametrize(
    "apart",
    [{"general": False}, {"sentence": 4}, {"recipients": ("w",)}, {"place": "p2", "place_country": "MLI"}],
)
def test_a_general_noun_does_not_point_at_another_act(apart: dict[str, object]) -> None:
    told = draft(
        0, lemma="bombarder", family="assault.bomb", recipients=("v",), place="p1", place_country="MLI"
    )
    fields = {"lemma": "opération", "actors": ("g",), "general": True, **apart}
    assert len(merge_drafts([told, draft(1, **fields)])) == 2
