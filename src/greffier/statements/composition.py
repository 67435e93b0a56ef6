"""What embedding does to an event: accuse of E, ask for E, refuse E, deny E, end E ... (a table, `composition.csv`).

Drafts go in, one per predicate that the lexicon knows; drafts come out in which the embedded act has the status that its
governor gives it (demanded, possible, planned, denied, not_occurred), the actor that control gives it, and a link to the
outer act. Both are kept. Table and words are read by `embedding.py`.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ..language.frames import Frame
from ..model.event import EventTime, Status
from ..model.quantity import Quantity
from ..model.span import Cue, Span
from .embedding import CAUSE, Governors, Rule, find_rule, load_table

POSSESSIVE = "possessive"  # how a frame says that its owner is "son", "ses", "leur"
MAX_DEPTH = (
    4  # "X a dit vouloir tenter de cesser E": no article nests deeper, and a loop in the frames must end
)

SETTLED = frozenset({"denied", "not_occurred"})  # an act's own negation, which no governor lifts
PHASES = frozenset(
    {"end", "begin", "continue", "try"}
)  # what their words say only where they code nothing else
ONE_ACTOR = frozenset({"end", "threaten", "promise"})  # who ends, threatens or promises E is who does E
JUDGED = frozenset({"condemn", "praise"})  # E is judged, and so is who did it: not who suffered it

CLASS_OF_TYPE = {  # an event that embeds another composes by its type where its word says nothing else
    "ACCUSE": "accuse",
    "REQUEST": "request",
    "REJECT": "refuse",
    "THREATEN": "threaten",
    "AGREE": "promise",
    "SUPPORT": "praise",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """An event in the making.

    `frames` are the indexes of the frames that told it (first the one that coded it), `outer` that of the embedding
    frame. `family` is the lexicon row: mentions of one act share it. `about` names the types of embedded acts. `wide_place`
    marks a place that is a whole country, `own_voice` that the article itself states the act, `anaphoric` a mention that
    points back ("cette attaque"), `general` one whose noun says no more than that ("l'opération"), `tenseless` one whose words do not tell whether it is done ("l'arrestation de X"),
    `victims` parties named by their part in an act told elsewhere ("les victimes").
    """

    frames: tuple[int, ...]
    lemma: str
    rule: str
    family: str
    type: str
    trigger: Span
    evidence: Span
    sentence: int
    mode: str | None = None
    cameo: str | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    symmetric: bool = False
    place: str | None = None
    place_country: str | None = None
    wide_place: bool = False
    time: EventTime | None = None
    status: Status = "occurred"
    hedged: bool = False
    according_to: tuple[str, ...] = ()
    statement: str | None = None
    quantities: tuple[Quantity, ...] = ()
    cues: tuple[Cue, ...] = ()
    outer: int | None = None
    about: tuple[str, ...] = ()
    own_voice: bool = True
    headline: bool = False
    anaphoric: bool = False
    general: bool = False
    tenseless: bool = False
    victims: frozenset[str] = frozenset()
    mentions: tuple[Span, ...] = ()

    @property
    def parties(self) -> tuple[str, ...]:
        """Actors and recipients."""
        return (*self.actors, *self.recipients)


def compose(
    drafts: Sequence[Draft],
    frames: Sequence[Frame],
    governors: Governors,
    shells: Mapping[int, Draft],
    performing: Container[str] = frozenset(),
) -> tuple[Draft, ...]:
    """The drafts after composition, every embedded act changed by its nearest governor that has a rule.

    `shells` are drafts without a type, by frame: embedding predicates that are no event of their own ("nier", "cesser").
    One becomes an event when its rule names an outer type. A participle of the words `performing` does not embed the noun
    that it describes: "les sanctions décidées par X" are done.
    """
    inner = {d.frames[0]: d for d in drafts}
    outer = dict(shells) | inner
    waiting = sorted(inner)
    describing = {n: f for n, f in _describing(frames).items() if f.lemma not in performing}
    for index in waiting:
        for governor in _governors_of(frames[index], frames, describing):
            above = outer.get(governor.index)
            name, where = class_of(governor, above, governors)
            rule = find_rule(name, outer[index].type, negated=governor.negation is not None) if name else None
            if rule is not None and above is not None:
                outer[index], made = _apply(rule, where, outer[index], above, governor, frames[index])
                if made.type and not above.type:
                    waiting.append(
                        governor.index
                    )  # "refuser de cesser E": what ending E is may be embedded itself
                outer[governor.index] = above = made
            if above is not None and above.type:
                break
    return tuple(d for d in outer.values() if d.type)


def _describing(frames: Sequence[Frame]) -> dict[int, Frame]:
    """The passive participles by the noun that they describe: "l'attaque revendiquée par X", "la visite annulée"."""
    out: dict[int, Frame] = {}
    for frame in frames:
        patient = frame.role("patient")
        if frame.kind == "participle" and frame.passive and patient is not None:
            out.setdefault(patient.head, frame)
    return out


def _governors_of(frame: Frame, frames: Sequence[Frame], describing: Mapping[int, Frame]) -> list[Frame]:
    """The frames that embed this one as their complement, nearest first; coordinated frames share their governor.

    A participle that describes an event noun embeds it as its verb would.
    """
    out: list[Frame] = []
    nearest = describing.get(frame.head) if frame.kind in ("noun", "light") else None
    if nearest is not None and nearest.index != frame.governor:
        out.append(nearest)
    seen = {frame.index}
    while frame.governor is not None and frame.governor not in seen and len(out) < MAX_DEPTH:
        above = frames[frame.governor]
        seen.add(above.index)
        if frame.relation == "complement":
            out.append(above)
        elif frame.relation != "coordinated":
            break
        frame = above
    return out


def class_of(governor: Frame, draft: Draft | None, governors: Governors) -> tuple[str, str]:
    """The class of an embedding frame and the line that gives it; empty where it embeds nothing."""
    found = governors.get((governor.lemma, governor.reflexive)) or governors.get((governor.lemma, False))
    if found is None and governor.light_lemma:
        found = governors.get((governor.light_lemma, False))
    if found is not None and draft is not None and draft.type and found.name in PHASES:
        if draft.type not in {r.outer for r in load_table()[found.name]}:
            found = None  # "poursuivre X pour E" prosecutes, "arrêter X pour E" arrests
    if found is not None and draft is not None and draft.type == "REQUEST" and found.name == "plan":
        found = None  # "souhaiter que X parte" asks, "souhaiter partir" plans
    if found is not None:
        return found.name, found.where
    if draft is not None:
        return CLASS_OF_TYPE.get(draft.type, ""), draft.rule
    return "", ""


def _apply(
    rule: Rule, where: str, inner: Draft, outer: Draft, governor: Frame, frame: Frame
) -> tuple[Draft, Draft]:
    """The embedded and the outer draft after one line of the table; `frame` is the embedded one's."""
    source = f"{rule.where} ({where})"
    owner = frame.role("owner")
    changes, fields = _parties(rule, inner, outer, owned=owner is not None and owner.how == POSSESSIVE)
    cues = [
        c
        for c in inner.cues
        if not (c.field == "hedged" and rule.hedged == "no" and c.span.meets(governor.trigger))
    ]
    status = _status(rule, inner, outer, governor)
    if status:
        changes["status"] = status
        fields.append("status")
        cues = [c for c in cues if not (c.field == "status" and c.span.meets(governor.trigger))]
    if rule.hedged == "yes" and not inner.hedged:
        changes["hedged"] = True
        fields.append("hedged")
    elif rule.hedged == "no":
        changes["hedged"] = any(c.field == "hedged" for c in cues)
    voice = tuple(x for x in _role(outer, rule.voice) if x not in inner.according_to)
    if voice:
        changes["according_to"] = (*voice, *inner.according_to)
        fields.append("according_to")
    if rule.voice or rule.hedged == "yes":
        changes["own_voice"] = False
    if outer.type or rule.outer:
        changes["outer"] = governor.index
    cues += (Cue(f, governor.trigger, source) for f in fields)
    inner = replace(inner, cues=tuple(cues), **changes)  # type: ignore[arg-type]
    if rule.name in JUDGED and _are_of_the_act(outer, inner, frame):
        kept = tuple(c for c in outer.cues if c.field != "recipients")
        outer = replace(outer, recipients=(), cues=kept)  # "dénoncer l'arrestation de X" is not said to X
    return inner, _finish_outer(rule, source, inner, outer)


def _are_of_the_act(outer: Draft, inner: Draft, frame: Frame) -> bool:
    """Whether the recipients of the outer act are only those who suffer the embedded one, or stand within its noun phrase."""
    if not outer.recipients or set(outer.recipients) & set(inner.actors):
        return False
    if set(outer.recipients) <= set(inner.recipients):
        return True
    spans = [c.span for c in outer.cues if c.field == "recipients"]
    return frame.kind == "noun" and bool(inner.actors and spans) and all(frame.clause.holds(s) for s in spans)


def _role(outer: Draft, name: str) -> tuple[str, ...]:
    return {"agent": outer.actors, "recipient": outer.recipients}.get(name, ())


def _parties(rule: Rule, inner: Draft, outer: Draft, *, owned: bool) -> tuple[dict[str, object], list[str]]:
    """The parties that control gives the embedded act, and the fields that it fills.

    `owned`: the embedded act has a possessive ("ses frappes"), which is the outer actor's where the two have one actor.
    """
    changes: dict[str, object] = {}
    recipients = inner.recipients
    if rule.control == "recipient" and (rule.whom == "agent" or rule.name == "accuse"):
        # "une aide à X" is asked of X, "attribuer l'attaque à X" makes X no victim
        recipients = tuple(x for x in recipients if x not in outer.recipients)
    theirs = owned and rule.control == "agent" and bool(outer.actors) and not inner.symmetric
    actors = () if theirs else inner.actors
    if rule.whom == "agent" and not rule.control and outer.actors:  # "X s'est vu refuser E"
        return {"actors": tuple(x for x in actors if x not in outer.actors), "recipients": outer.actors}, [
            "recipients"
        ]
    controlled = tuple(x for x in _role(outer, rule.control) if x not in recipients)
    if rule.control == "recipient" and set(actors) <= set(outer.actors):
        actors = ()  # "l'accusation de X contre Y d'avoir fait E": the parser took X for the subject of E
    if controlled and not actors:
        actors = controlled
    beside = tuple(x for x in _role(outer, rule.whom) if x not in (*actors, *recipients))
    if inner.symmetric:
        if len(actors) < 2:
            actors = (*actors, *beside)
    elif not recipients:
        recipients = beside
    if actors and actors != inner.actors:
        changes["actors"] = actors
    if recipients != inner.recipients:
        changes["recipients"] = recipients
    return changes, list(changes)


def _status(rule: Rule, inner: Draft, outer: Draft, governor: Frame) -> Status | Literal[""]:
    """The status that the governor gives the embedded act; "" where the act keeps its own.

    An act that its own words negate stays negated. What was judged by the governing word alone ("a exclu E" read as a
    denial) is judged anew here, where the type of E is known.
    """
    by_governor = any(c.field == "status" and c.span.meets(governor.trigger) for c in inner.cues)
    if not rule.status or (inner.status in SETTLED and not by_governor):
        return ""
    if rule.status == "not_occurred" and outer.status == "possible":
        return "possible"  # "pourrait refuser de E": E is open
    return rule.status


def _finish_outer(rule: Rule, source: str, inner: Draft, outer: Draft) -> Draft:
    """The outer act with the type, the mode and the parties that the embedded act gives it."""
    if not outer.type and not rule.outer:
        return outer
    cues = list(outer.cues)
    if not outer.type:
        outer = replace(
            outer, type=rule.outer, mode=rule.mode or None, rule=source, family=f"{rule.name} {rule.outer}",
            actors=outer.actors or inner.actors, place=outer.place or inner.place,
            place_country=outer.place_country or inner.place_country,
        )  # fmt: skip
        cues += [Cue("type", outer.trigger, source)]
        cues += [c for c in inner.cues if c.field in ("place", "place_country")]
    elif rule.mode and outer.mode is None:
        outer = replace(outer, mode=rule.mode)
    one_actor = rule.toward == CAUSE or (rule.name in ONE_ACTOR and not inner.symmetric)
    if one_actor and not outer.actors:  # "l'arrêt des frappes de X" is X's
        outer = replace(outer, actors=tuple(x for x in inner.actors if x not in outer.recipients))
        cues += [c for c in inner.cues if c.field == "actors"]
    if rule.toward != CAUSE and not outer.recipients and not outer.symmetric and rule.toward:
        theirs = inner.actors if rule.toward == "actor" or inner.symmetric else inner.recipients
        fresh = tuple(x for x in theirs if x not in outer.actors)
        if not fresh and rule.name == "cancel":
            fresh = tuple(x for x in inner.actors if x not in outer.actors)  # "annuler la visite de X"
        if fresh:
            outer = replace(outer, recipients=fresh)
            cues.append(Cue("recipients", inner.trigger, source))
    return replace(outer, about=(*outer.about, inner.type), cues=tuple(cues))
