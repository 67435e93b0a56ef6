"""The country of those whose own words do not say it: that of the place of their acts, of the article, or of their whole.

"Des passants ont été tués à Lomé": they are held to be Togolese, as the coders of news do. Forces and rebels are of the
article's country only, not of where they fight abroad; an unknown name is so only where the article is about one country
alone. Where two countries compete none is given, and none to those whom words set apart ("des diplomates étrangers"), to
travellers, refugees, suspects and armed men of whom nothing is known. "Un membre du parti" is of the country of the party.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from ..mentions.countries import OF_ARTICLE, Roots
from ..mentions.drafts import Rooted
from ..model.actor import Actor
from ..model.event import Event
from ..model.place import Place
from ..model.span import Span
from .homeland import GROUND, SHORTLY
from .homeland import RULE as AT_HOME

FORCES = frozenset(
    {"MIL", "REB", "SPY", "PRM"}
)  # sectors that act abroad as well: a place alone does not tell
DEEPEST = 3  # "un membre de la direction de la branche armée du parti": parts of parts


@dataclass(frozen=True, slots=True)
class _Acts:
    """Where one actor acts or suffers.

    `named` are the countries of places named in the text (with the name of one) of acts on the ground, `held` those of
    courts, meetings and words, or that were held to be the article's, `unplaced` the stretches of text that name no place, `spoken` the acts of words
    and courts, `struck` those in which forces struck him.
    """

    named: dict[str, str] = field(default_factory=dict)
    held: set[str] = field(default_factory=set)
    unplaced: list[Span] = field(default_factory=list)
    spoken: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)


class _Located:
    """The places with a country, found by where they are named."""

    def __init__(self, places: Iterable[Place]) -> None:
        mentions = ((m, p) for p in places if p.country for m in p.mentions)
        self.named = sorted((m.start, n, p) for n, (m, p) in enumerate(mentions))  # n keeps their order
        self.starts = [start for start, _, _ in self.named]

    def beside(self, spots: Iterable[Span]) -> dict[str | None, str]:
        """The countries named in stretches of text or shortly before, each with the last of its places there."""
        near: dict[int, Place] = {}
        for spot in spots:
            first, last = bisect_right(self.starts, spot.start - SHORTLY), bisect_left(self.starts, spot.end)
            near |= {n: p for _, n, p in self.named[first:last]}
        return {near[n].country: near[n].name for n in sorted(near)}


def settle_countries(
    actors: Iterable[Actor], events: Iterable[Event], places: Iterable[Place], roots: Roots
) -> tuple[Actor, ...]:
    """The actors; those of `roots` with the country of their acts, of the article or of their whole where one is clear."""
    by_id = {a.id: a for a in actors}
    places = tuple(places)
    acts = _acts(events, {p.id: p.name for p in places}, by_id)
    located = _Located(places)
    for id, how in roots.rooted.items():
        actor = by_id[id]
        own = acts.get(id) or _Acts()
        spots = own.unplaced or list(actor.mentions[:1])
        beside = located.beside(spots)
        if found := _country(actor, own, roots, beside, how):
            by_id[id] = _with(actor, *found)
    for _ in range(DEEPEST):
        for part, whole in roots.wholes.items():
            country = by_id[whole].country
            if by_id[part].country is None and country is not None:
                by_id[part] = _with(by_id[part], country, f"country of {by_id[whole].name}")
    return tuple(by_id.values())


def _acts(events: Iterable[Event], names: Mapping[str, str], by_id: Mapping[str, Actor]) -> dict[str, _Acts]:
    acts: dict[str, _Acts] = {}
    for event in events:
        supposed = any(c.field == "place_country" and c.rule == AT_HOME for c in event.cues)
        for own in (acts.setdefault(i, _Acts()) for i in {*event.actors, *event.recipients}):
            if event.type not in GROUND:
                own.spoken.append(event.id)
            if event.place_country is None:
                own.unplaced.append(event.evidence)
            elif supposed or event.type not in GROUND:
                own.held.add(event.place_country)
            else:
                own.named.setdefault(event.place_country, names.get(event.place or "", event.place_country))
        if event.type == "ASSAULT" and any(by_id[i].role in FORCES for i in event.actors):
            for i in event.recipients:
                acts[i].struck.append(event.id)
    return acts


def _country(
    actor: Actor, acts: _Acts, roots: Roots, beside: Mapping[str | None, str], how: Rooted
) -> tuple[str, str] | None:
    """The country of an actor and what gives it, None where nothing or several do."""
    if how == "local" and actor.role not in FORCES:
        told = acts.named or ({} if roots.home or acts.held or acts.spoken else beside)
        if told:
            ((country, place),) = told.items() if len(told) == 1 else ((None, ""),)
            return (country, f"country of the place {place}") if country else None
    home = roots.home
    if how == "sole" and (not roots.sole or acts.struck):
        return None
    if home is None or {home} != {home, *acts.named, *acts.held, *beside}:
        return None
    return home, OF_ARTICLE


def _with(actor: Actor, country: str, because: str) -> Actor:
    return replace(actor, country=country, rule=f"{actor.rule}; {because}")
