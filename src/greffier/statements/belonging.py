"""The country of those who are only described: that of the place where they act or suffer, else that of the article.

"Des passants ont été tués à Lomé": they are held to be Togolese, as the coders of news do. Forces and rebels are of the
article's country only, and not where they fight abroad. Where two countries compete none is given, and none to those whom
words set apart ("des diplomates étrangers"), to travellers, refugees, suspects and armed men of whom nothing is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from ..mentions.countries import OF_ARTICLE
from ..mentions.drafts import Rooted
from ..model.actor import Actor
from ..model.event import Event
from ..model.place import Place
from ..model.span import Span
from .homeland import RULE as AT_HOME
from .homeland import SHORTLY

FORCES = frozenset({"MIL", "REB", "SPY", "PRM"})  # sectors that act abroad as well: a place alone does not tell


@dataclass(frozen=True, slots=True)
class _Acts:
    """Where one actor acts or suffers: countries of places named in the text (with the name of one), countries held to be the
    article's, and the stretches of text that name no place."""

    named: dict[str, str] = field(default_factory=dict)
    held: set[str] = field(default_factory=set)
    unplaced: list[Span] = field(default_factory=list)


def settle_countries(
    actors: Iterable[Actor],
    events: Iterable[Event],
    places: Iterable[Place],
    home: str | None,
    rooted: Mapping[str, Rooted],
) -> tuple[Actor, ...]:
    """The actors, those of `rooted` with the country of their acts or of the article where one is clear."""
    places = tuple(places)
    acts = _acts(events, {p.id: p.name for p in places})
    away = [(m, p.country) for p in places if p.country for m in p.mentions]
    settled = []
    for actor in actors:
        if actor.country is None and actor.id in rooted:
            own = acts.get(actor.id) or _Acts(unplaced=list(actor.mentions[:1]))
            beside = {c for m, c in away for s in own.unplaced if s.start - SHORTLY < m.start < s.end}
            actor = _settled(actor, own, home, beside, rooted[actor.id] == "local")
        settled.append(actor)
    return tuple(settled)


def _acts(events: Iterable[Event], names: Mapping[str, str]) -> dict[str, _Acts]:
    acts: dict[str, _Acts] = {}
    for event in events:
        supposed = any(c.field == "place_country" and c.rule == AT_HOME for c in event.cues)
        for own in (acts.setdefault(i, _Acts()) for i in {*event.actors, *event.recipients}):
            if event.place_country is None:
                own.unplaced.append(event.evidence)
            elif supposed:
                own.held.add(event.place_country)
            else:
                own.named.setdefault(event.place_country, names.get(event.place or "", event.place_country))
    return acts


def _settled(actor: Actor, acts: _Acts, home: str | None, beside: set[str], local: bool) -> Actor:
    if local and actor.role not in FORCES and acts.named:
        if len(acts.named) > 1:
            return actor
        ((country, place),) = acts.named.items()
        return _with(actor, country, f"country of the place {place}")
    country = home or next(iter(acts.held), None)
    if country is None or {country} != {country, *acts.named, *acts.held, *beside}:
        return actor
    return _with(actor, country, OF_ARTICLE)


def _with(actor: Actor, country: str, because: str) -> Actor:
    return replace(actor, country=country, rule=f"{actor.rule}; {because}")
