"""Composition: what accuse, ask, refuse, deny and end make of the act that they embed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from greffier.errors import BadData
from greffier.language.frames import Frame, Role
from greffier.language.registry import Language, load_language
from greffier.model.span import Cue, Span
from greffier.statements.composition import Draft, class_of, compose
from greffier.statements.embedding import Governor, find_rule, load_governors, load_table


def frame(
    index: int,
    lemma: str,
    governor: int | None = None,
    relation: str = "",
    reflexive: bool = False,
    negation: int | None = None,
) -> Frame:
    span = Span(index * 10, index * 10 + 8)
    return Frame(
        index, "verb", index, lemma, (), (index,), span, span, 0,
        reflexive=reflexive, governor=governor, relation=relation, negation=negation,
    )  # fmt: skip


def draft(index: int, type: str, *, actors: tuple[str, ...] = (), recipients: tuple[str, ...] = ()) -> Draft:
    span = Span(index * 10, index * 10 + 8)
    return Draft(
        (index,), f"w{index}", "row", f"row{index}", type, span, span, 0, actors=actors, recipients=recipients
    )


GOVERNORS = {
    ("accuse", False): Governor("accuse", "x:1"),
    ("deny", False): Governor("deny", "x:2"),
    ("end", False): Governor("end", "x:3"),
    ("plan", False): Governor("plan", "x:4"),
    ("claim", False): Governor("claim", "x:5"),
    ("refuse", False): Governor("refuse", "x:6"),
    ("condemn", False): Governor("condemn", "x:7"),
    ("flee", False): Governor("flee", "x:8"),
    ("undergo", True): Governor("undergo", "x:9"),
    ("cancel", False): Governor("cancel", "x:10"),
}


def run(
    governor: str,
    outer: Draft | None,
    inner: Draft,
    agents: tuple[str, ...] = (),
    *,
    negated: bool = False,
    reflexive: bool = False,
) -> dict[int, Draft]:
    frames = [
        frame(0, governor, negation=7 if negated else None, reflexive=reflexive),
        frame(1, "act", 0, "complement"),
    ]
    shells = {} if outer else {0: replace(draft(0, ""), actors=agents)}
    return {d.frames[0]: d for d in compose([d for d in (outer, inner) if d], frames, GOVERNORS, shells)}


def test_the_accused_act_is_hedged_its_actor_is_the_accused_and_the_accuser_says_so() -> None:
    out = run("accuse", draft(0, "ACCUSE", actors=("moscow",), recipients=("kyiv",)), draft(1, "ASSAULT"))
    assert out[1].actors == ("kyiv",)
    assert (out[1].hedged, out[1].according_to, out[1].outer) == (True, ("moscow",), 0)
    assert not out[1].own_voice
    assert out[0].about == ("ASSAULT",)


def test_an_asked_act_is_demanded_and_lends_the_request_its_mode_and_addressee() -> None:
    out = run("request", draft(0, "REQUEST", actors=("paris",)), draft(1, "CONCEDE", actors=("hamas",)))
    assert out[1].status == "demanded"
    assert (out[0].mode, out[0].recipients) == ("yield", ("hamas",))


def test_a_refused_act_did_not_occur_and_the_refusal_goes_to_who_would_have_profited() -> None:
    out = run("refuse", draft(0, "REJECT", actors=("usa",)), draft(1, "AID", recipients=("kyiv",)))
    assert out[1].status == "not_occurred"
    assert out[1].actors == ("usa",)
    assert (out[0].mode, out[0].recipients) == ("assist", ("kyiv",))


def test_a_threatened_act_is_possible() -> None:
    out = run("threaten", draft(0, "THREATEN", actors=("a",)), draft(1, "ASSAULT", recipients=("b",)))
    assert (out[1].status, out[1].actors) == ("possible", ("a",))
    assert (out[0].mode, out[0].recipients) == ("violence", ("b",))


def test_a_denial_is_no_event_but_makes_the_act_denied() -> None:
    out = run("deny", None, draft(1, "CONSULT", recipients=("iran",)), agents=("minister",))
    assert list(out) == [1]
    assert (out[1].status, out[1].according_to, out[1].actors) == ("denied", ("minister",), ("minister",))


def test_ending_strikes_is_a_retreat_beside_the_strikes() -> None:
    out = run("end", None, draft(1, "ASSAULT", recipients=("is",)), agents=("canada",))
    assert (out[0].type, out[0].actors, out[0].recipients) == ("RETREAT", ("canada",), ("is",))
    assert (out[1].type, out[1].status, out[1].outer) == ("ASSAULT", "occurred", 0)


@pytest.mark.parametrize(
    ("embedded", "outer"),
    [("AID", "SANCTION"), ("CONSULT", "SANCTION"), ("SANCTION", "CONCEDE"), ("COERCE", "CONCEDE")],
)
def test_what_ending_is_depends_on_what_ends(embedded: str, outer: str) -> None:
    assert run("end", None, draft(1, embedded), agents=("a",))[0].type == outer


def test_a_claimed_act_has_the_claimant_as_actor() -> None:
    out = run("claim", None, draft(1, "ASSAULT", recipients=("embassy",)), agents=("group",))
    assert (out[1].actors, out[1].according_to, out[1].hedged) == (("group",), ("group",), True)


@pytest.mark.parametrize(
    ("governor", "embedded", "status"),
    [
        ("refuse", "MOBILIZE", "possible"),
        ("accuse", "ASSAULT", "possible"),
        ("deny", "CONSULT", "occurred"),
        ("end", "ASSAULT", "ongoing"),
        ("cancel", "CONSULT", "planned"),
        ("plan", "AID", "not_occurred"),
    ],
)
def test_a_negated_governor_says_something_else_of_the_act(governor: str, embedded: str, status: str) -> None:
    assert run(governor, None, draft(1, embedded), agents=("a",), negated=True)[1].status == status


def test_an_act_that_nobody_claims_has_no_actor_and_no_hedge() -> None:
    out = run("claim", None, draft(1, "ASSAULT"), agents=("group",), negated=True)
    assert (out[1].actors, out[1].according_to, out[1].hedged) == ((), (), False)


def test_what_may_be_refused_is_open() -> None:
    outer = replace(draft(0, "REJECT", actors=("a",)), status="possible")
    assert run("refuse", outer, draft(1, "CONSULT"))[1].status == "possible"


def test_a_denial_that_is_a_refusal_is_judged_by_the_refusal() -> None:
    by_cue = Cue("status", Span(0, 8), "C9 denied")
    inner = replace(draft(1, "AID"), status="denied", cues=(by_cue,))
    out = run("refuse", draft(0, "REJECT", actors=("a",)), inner)[1]
    assert (out.status, [c.rule[:15] for c in out.cues if c.field == "status"]) == (
        "not_occurred",
        ["composition.csv"],
    )


def test_the_blame_goes_to_who_did_the_act_not_to_who_suffered_it() -> None:
    outer = draft(0, "ACCUSE", actors=("un",), recipients=("victim",))
    inner = draft(1, "ASSAULT", actors=("army",), recipients=("victim",))
    assert run("condemn", outer, inner)[0].recipients == ("army",)


def test_who_is_asked_for_aid_gives_it_to_who_asks() -> None:
    out = run(
        "request",
        draft(0, "REQUEST", actors=("ghana",), recipients=("uk",)),
        draft(1, "AID", recipients=("uk",)),
    )
    assert (out[1].actors, out[1].recipients) == (("uk",), ("ghana",))


def test_who_flees_an_act_is_driven_out_by_its_actor() -> None:
    out = run("flee", draft(0, "SANCTION", recipients=("people",)), draft(1, "ASSAULT", actors=("army",)))
    assert out[0].actors == ("army",)


def test_who_sees_something_refused_is_the_one_refused() -> None:
    out = run("undergo", None, draft(1, "REJECT", actors=("pastor",)), agents=("pastor",), reflexive=True)
    assert (out[1].actors, out[1].recipients) == ((), ("pastor",))


def test_an_event_that_ending_makes_is_embedded_in_its_turn() -> None:
    frames = [frame(0, "refuse"), frame(1, "end", 0, "complement"), frame(2, "act", 1, "complement")]
    outer = draft(0, "REJECT", actors=("a",))
    out = {
        d.frames[0]: d for d in compose([outer, draft(2, "ASSAULT")], frames, GOVERNORS, {1: draft(1, "")})
    }
    assert (out[1].type, out[1].status, out[1].outer) == ("RETREAT", "not_occurred", 0)
    assert (out[2].status, out[2].outer) == ("occurred", 1)


def test_a_participle_embeds_the_noun_that_it_describes_unless_it_performs_it() -> None:
    role = Role("patient", 1, "", (), "modified noun")
    claimed = replace(frame(0, "claim", 1, "modifier"), kind="participle", passive=True, roles=(role,))
    frames = [claimed, replace(frame(1, "act"), kind="noun")]
    shells = {0: replace(draft(0, ""), actors=("group",))}
    out = compose([draft(1, "ASSAULT")], frames, GOVERNORS, shells)
    assert out[0].actors == ("group",)
    assert compose([draft(1, "ASSAULT")], frames, GOVERNORS, shells, {"claim"})[0].actors == ()


def test_an_aspect_verb_that_codes_something_else_is_no_aspect() -> None:
    governor = Governor("continue", "x:1")
    found = class_of(frame(0, "prosecute"), draft(0, "ACCUSE"), {("prosecute", False): governor})
    assert found == ("accuse", "row")


def test_control_never_puts_one_party_on_both_sides() -> None:
    out = run("plan", None, draft(1, "ASSAULT", recipients=("a",)), agents=("a",))
    assert out[1].actors == ()


def test_a_negated_act_stays_negated_under_a_plan() -> None:
    out = run("plan", None, replace(draft(1, "AID"), status="not_occurred"), agents=("a",))
    assert out[1].status == "not_occurred"


def test_composition_passes_through_a_governor_that_is_no_event_to_the_one_that_is() -> None:
    frames = [frame(0, "accuse"), frame(1, "plan", 0, "complement"), frame(2, "act", 1, "complement")]
    outer = draft(0, "ACCUSE", actors=("moscow",), recipients=("kyiv",))
    out = {
        d.frames[0]: d for d in compose([outer, draft(2, "ASSAULT")], frames, GOVERNORS, {1: draft(1, "")})
    }
    assert (out[2].status, out[2].hedged, out[2].actors) == ("planned", True, ("kyiv",))


def test_a_modifier_is_not_embedded() -> None:
    frames = [frame(0, "accuse"), frame(1, "act", 0, "adverbial")]
    out = compose([draft(0, "ACCUSE", actors=("a",)), draft(1, "ASSAULT")], frames, GOVERNORS, {})
    assert {d.type: d.hedged for d in out} == {"ACCUSE": False, "ASSAULT": False}


def test_every_status_and_hedge_says_which_line_gave_it() -> None:
    out = run("accuse", draft(0, "ACCUSE", actors=("m",), recipients=("k",)), draft(1, "ASSAULT"))
    assert {c.field for c in out[1].cues} == {"actors", "hedged", "according_to"}
    assert all(c.rule.startswith("composition.csv:") for c in out[1].cues)


def test_the_table_has_a_last_resort_for_every_class_that_knows_several() -> None:
    for name, rules in load_table().items():
        assert "*" in rules[-1].embedded, name
    assert find_rule("request", "PROTEST") is not None


def test_every_french_governor_has_a_class_and_an_example_with_its_word() -> None:
    words = load_governors(load_language("fr"))
    assert words["accuser", False].name == "accuse"
    assert words["opposer", True].name == "refuse"


def test_an_unknown_class_is_named_with_file_and_line(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "composition.csv").write_text(
        "lemma,reflexive,class,example\nfoo,,bar,Foo.\n", encoding="utf-8"
    )
    with pytest.raises(BadData, match=r"composition.csv:2: unknown class 'bar'"):
        load_governors(Language("xx", (tmp_path,), {}))
