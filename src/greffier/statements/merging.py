"""Many mentions, one act: drafts of the same event in one article become one event with the fullest evidence.

Two drafts tell of one act when they have the same type, kindred triggers, and nothing in them disagrees: parties are the
same or missing, dates overlap or are missing, places are the same or missing, and what has happened is not merged with
what is only planned. Two explicit dates that differ are two acts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from ..model.event import Event, EventTime
from ..model.span import Cue, Span
from .composition import Draft
from .disagreement import note_disagreements

VERBAL = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "AGREE", "CONCEDE"})
TALKS = "CONSULT"  # a visit, its talks and its summit are one act
STEM = 5  # letters that "rencontrer" and "rencontre" must share to be one family of words
# A text of thousands of acts (a chronicle, a file of many articles) must not be compared all with all: the acts of the
# beginning, which headline and lead tell, and the latest ones are looked at.
FIRST_ACTS, LAST_ACTS, MENTIONS = 20, 60, 4
YEAR = 366  # days
VICTIMS_NEAR = 3  # sentences between an attack and "les victimes"
BACK = 2  # sentences from an act back to the one that "l'attaque" means
NEAR = 1  # sentences between two mentions of which one names no party

_STAGES = {
    "occurred": 0,
    "ongoing": 0,
    "planned": 1,
    "possible": 1,
    "demanded": 1,
    "denied": 2,
    "not_occurred": 3,
}

Kin = Callable[[str, str], bool]


def merge_drafts(
    drafts: Iterable[Draft], kin: Kin = lambda a, b: a == b, vague: Callable[[str], bool] = lambda a: False
) -> tuple[Event, ...]:
    """The events of an article, ids from e1 in order of their triggers.

    `kin(a, b)` says whether two actor ids may stand for each other (a state and its capital's government), `vague(a)`
    whether an actor is only described ("un groupe"): a headline says so whom the body names.
    """
    groups: list[list[Draft]] = []
    of_type: dict[str, list[list[Draft]]] = {}
    for draft in sorted(drafts, key=lambda d: (d.trigger, d.type)):
        mine = of_type.setdefault(draft.type, [])
        near = (*mine[:FIRST_ACTS], *mine[max(FIRST_ACTS, len(mine) - LAST_ACTS) :])
        home = next((g for g in near if all(same_act(d, draft, kin, vague) for d in _ends(g))), None)
        if home is None:
            groups.append([draft])
            mine.append(groups[-1])
        else:
            home.append(draft)
    merged = sorted((_merge(g, kin) for g in groups), key=lambda d: (d.trigger, d.type))
    number = {frame: f"e{n}" for n, d in enumerate(merged, 1) for frame in d.frames}
    return tuple(_event(d, f"e{n}", number) for n, d in enumerate(merged, 1))


def join_effects(drafts: Iterable[Draft], causes: Mapping[int, int]) -> list[Draft]:
    """The drafts with what an act did told as part of it: "les frappes ont tué dix civils" is one act.

    `causes` maps the frame of an effect to that of its cause. The effect may name the victims, the cause the actor.
    """
    found = {d.frames[0]: d for d in drafts}
    for frame in sorted(causes):
        effect, cause = found.get(frame), found.get(causes[frame])
        if effect is None or cause is None or effect is cause or effect.type != cause.type:
            continue
        victims = tuple(x for x in effect.recipients if x not in (*cause.recipients, *cause.actors))
        joined = _fill(cause, effect, lambda a, b: a == b)
        if cause.recipients and victims:
            joined = replace(joined, recipients=(*cause.recipients, *victims))
        if (joined.status, effect.status) == ("occurred", "planned") or cause.tenseless:
            joined = replace(joined, status=effect.status)
        found[causes[frame]] = replace(
            joined,
            frames=(*cause.frames, *effect.frames),
            mentions=(*cause.mentions, effect.trigger),
            cues=(*joined.cues, *note_disagreements(cause, [effect])),
            tenseless=cause.tenseless and effect.tenseless,
        )
        del found[frame]
    return list(found.values())


def _ends(group: list[Draft]) -> list[Draft]:
    """The mentions that stand for a group: all of a small one, the first and last of a large one."""
    return group if len(group) <= 2 * MENTIONS else [*group[:MENTIONS], *group[-MENTIONS:]]


def same_act(a: Draft, b: Draft, kin: Kin, vague: Callable[[str], bool] = lambda a: False) -> bool:
    """Whether two drafts may tell of one act."""
    if a.type != b.type or not _stages_fit(a, b):
        return False
    if not (_times_fit(a.time, b.time) and _places_fit(a, b)):
        return False
    if a.headline != b.headline:
        a, b = _without_vague(a, b, vague)
    if bool(a.victims) != bool(b.victims) and abs(a.sentence - b.sentence) <= VICTIMS_NEAR:
        return _same_victims(a, b)
    if not _words_fit(a, b) or not _parties_fit(a, b, kin):
        return False
    if a.type in VERBAL and not (a.headline or b.headline):
        return (
            a.actors == b.actors
            and a.recipients == b.recipients
            and a.lemma == b.lemma
            and a.about == b.about
        )
    return _tied(a, b, kin)


def _same_victims(a: Draft, b: Draft) -> bool:
    """ "Les victimes ont été tuées" tells of the attack told just before, if nobody else is said to have done it."""
    told, other = (a, b) if a.victims else (b, a)
    return not told.actors and set(told.recipients) <= told.victims and other.mode != told.mode


def _without_vague(a: Draft, b: Draft, vague: Callable[[str], bool]) -> tuple[Draft, Draft]:
    """The two with what the headline only describes left out."""
    head = a if a.headline else b
    bare = replace(
        head,
        actors=tuple(x for x in head.actors if not vague(x)),
        recipients=tuple(x for x in head.recipients if not vague(x)),
    )
    return (bare, b) if a.headline else (a, bare)


def _stages_fit(a: Draft, b: Draft) -> bool:
    """What is done is not what is planned; a noun without a tense may be either ("la dissolution")."""
    if _STAGES[a.status] == _STAGES[b.status]:
        return True
    return (_open(a) or _open(b)) and {_STAGES[a.status], _STAGES[b.status]} == {0, 1}


def _open(d: Draft) -> bool:
    return d.tenseless and d.status == "occurred" and not any(c.field == "status" for c in d.cues)


def _times_fit(a: EventTime | None, b: EventTime | None) -> bool:
    if a is None or b is None or a.value == b.value:
        return True
    if not (a.earliest and a.latest and b.earliest and b.latest):
        return False
    if {_is_era(a), _is_era(b)} == {True, False}:
        return False  # an attack of 1982 is not the "2564 attacks between 1972 and 2013"
    return a.earliest <= b.latest and b.earliest <= a.latest


def _is_era(time: EventTime) -> bool:
    """Whether a time is a period of more than a year with two ends."""
    long = time.earliest is not None and time.latest is not None and (time.latest - time.earliest).days > YEAR
    return long and "/" in time.value


def _places_fit(a: Draft, b: Draft) -> bool:
    if a.place is None or b.place is None or a.place == b.place:
        return a.place_country is None or b.place_country is None or a.place_country == b.place_country
    return (
        a.place_country is not None and a.place_country == b.place_country and (a.wide_place or b.wide_place)
    )


def _words_fit(a: Draft, b: Draft) -> bool:
    if a.family == b.family or a.headline or b.headline or _called_back(a, b):
        return True
    if a.type == TALKS and a.sentence == b.sentence and (a.tenseless or b.tenseless):
        return True  # "s'est rendu à Moscou pour un sommet"
    together = a.symmetric and b.symmetric and len(a.actors) == len(b.actors) > 1
    if together and (a.sentence == b.sentence or (a.time is not None and b.time is not None)):
        return True  # "se sont vus pour leur premier entretien"
    return len(a.lemma) >= STEM and a.lemma[:STEM] == b.lemma[:STEM]


def _called_back(a: Draft, b: Draft) -> bool:
    """ "L'armée a bombardé un camp. L'opération a fait vingt morts": the later one points back, and one of them lacks a side."""
    first, later = (a, b) if a.trigger <= b.trigger else (b, a)
    if not later.general or later.sentence - first.sentence > BACK or first.headline:
        return False
    return not (a.actors and b.actors) or not (a.recipients and b.recipients)


def _parties_fit(a: Draft, b: Draft, kin: Kin) -> bool:
    if a.symmetric or b.symmetric:
        return _covers(a.parties, b.parties, kin)
    return _covers(a.actors, b.actors, kin) and _covers(a.recipients, b.recipients, kin)


def _covers(a: Sequence[str], b: Sequence[str], kin: Kin) -> bool:
    """Whether one of the two lists holds the other (an empty one is held by all)."""
    small, large = (a, b) if len(a) <= len(b) else (b, a)
    return all(any(kin(x, y) for y in large) for x in small)


def _tied(a: Draft, b: Draft, kin: Kin) -> bool:
    """Whether something positive ties the two: a shared party, or nearness where one of them is bare."""
    if any(kin(x, y) for x in a.parties for y in b.parties):
        return True
    if a.lemma[:STEM] == b.lemma[:STEM] and (a.headline or b.headline or b.anaphoric):
        if not (a.actors and b.actors) and not (a.recipients and b.recipients):
            return True  # one tells who did it, the other to whom
    if _called_back(a, b):
        return True
    bare = not a.parties or not b.parties
    return bare and (
        a.headline or b.headline or a.anaphoric or b.anaphoric or abs(a.sentence - b.sentence) <= NEAR
    )


def _fullness(d: Draft) -> tuple[float, ...]:
    parties = min(2, len(d.actors)) if d.symmetric else bool(d.actors) + bool(d.recipients)
    filled = sum(map(bool, (d.time, d.place or d.place_country, d.quantities)))
    return (2 * parties + filled + 2 * (not d.headline) + 0.25 * d.own_voice, -d.trigger.start)


def _merge(group: list[Draft], kin: Kin) -> Draft:
    if len(group) == 1:
        return group[0]
    best = max(group, key=_fullness)
    rest = [d for d in group if d is not best]
    out = best
    for other in rest:
        out = _fill(out, other, kin)
    told = next((d for d in group if not _open(d)), None)
    if _open(best) and told is not None:
        cues = (c for c in told.cues if c.field == "status")
        out = replace(out, status=told.status, tenseless=False, cues=(*out.cues, *cues))
    spoken = next((d for d in group if d.own_voice), None)
    if spoken is not None:
        out = replace(out, according_to=(), hedged=spoken.hedged, own_voice=True,
                      cues=tuple(c for c in out.cues if c.field != "according_to"))  # fmt: skip
    mentions = tuple(sorted({d.trigger for d in rest} | {m for d in group for m in d.mentions}))
    out = replace(out, cues=(*out.cues, *note_disagreements(best, rest)))
    return replace(out, mentions=mentions, frames=tuple(f for d in group for f in d.frames))


def _fill(best: Draft, other: Draft, kin: Kin) -> Draft:
    """`best` with the fields that only `other` knows, and their cues."""
    taken: list[str] = []
    changes: dict[str, object] = {}
    for name in ("actors", "recipients"):
        mine, theirs = getattr(best, name), getattr(other, name)
        opposite = best.recipients if name == "actors" else best.actors
        if not mine and theirs and not (best.symmetric and name == "recipients"):
            fresh = tuple(x for x in theirs if not any(kin(x, y) for y in opposite))
            if fresh:
                changes[name] = fresh
                taken.append(name)
    if best.time is None and other.time is not None:
        changes["time"] = other.time
        taken.append("time")
    if best.place is None and other.place is not None:
        changes |= {
            "place": other.place,
            "place_country": other.place_country,
            "wide_place": other.wide_place,
        }
        taken += ["place", "place_country"]
    elif best.place_country is None and other.place_country is not None:
        changes["place_country"] = other.place_country
        taken.append("place_country")
    if best.mode is None and other.mode is not None and other.family == best.family:
        changes["mode"] = other.mode
    known = {(q.what, q.low) for q in best.quantities}
    more = tuple(q for q in other.quantities if (q.what, q.low) not in known)
    if more:
        changes["quantities"] = (*best.quantities, *more)
        taken.append("quantities")
    if best.outer is None and other.outer is not None:
        changes["outer"] = other.outer
    cues: tuple[Cue, ...] = (*best.cues, *(c for c in other.cues if c.field in taken))
    return replace(best, cues=cues, **changes)  # type: ignore[arg-type]


def _event(d: Draft, id: str, number: dict[int, str]) -> Event:
    outer = number.get(d.outer) if d.outer is not None else None
    mentions: tuple[Span, ...] = tuple(m for m in d.mentions if m != d.trigger)
    return Event(
        id=id,
        type=d.type,
        trigger=d.trigger,
        evidence=d.evidence,
        rule=d.rule,
        mode=d.mode,
        cameo=d.cameo,
        actors=d.actors,
        recipients=d.recipients,
        place=d.place,
        place_country=d.place_country,
        time=d.time,
        status=d.status,
        hedged=d.hedged,
        according_to=d.according_to,
        statement=d.statement,
        quantities=d.quantities,
        cues=d.cues,
        outer=None if outer == id else outer,
        mentions=mentions,
    )
