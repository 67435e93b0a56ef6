"""The country of those who are only described: that of the place where they act or suffer, else that of the article.

"Des passants ont été tués à Lomé": they are held to be Togolese, as the coders of news do. Forces and rebels are of the
article's country only, and not where they fight abroad. Where two countries compete none is given, and none to those whom
words set apart ("des diplomates étrangers"), to travellers, refugees, suspects and armed men of whom nothing is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ..mentions.countries import OF_ARTICLE
from ..mentions.drafts import Rooted
from ..model.actor import Actor
from ..model.event import Event
from ..model.place import Place
from .homeland import RULE as AT_HOME

FORCES = frozenset({"MIL", "REB", "SPY", "PRM"})  # sectors that act abroad as well: a place alone does not tell


@dataclass(frozen=True, slots=True)
class _Acts:
    """The countries of the places where one actor acts or suffers: named in the text, and held to be the article's."""

    named: Mapping[str, str]  # country -> name of the place
    held: frozenset[str]


def settle_countries(
    actors: Iterable[Actor],
    events: Iterable[Event],
    places: Iterable[Place],
    home: str | None,
    rooted: Mapping[str, Rooted],
) -> tuple[Actor, ...]:
    """The actors, those of `rooted` with the country of their acts or of the article where one is clear."""
    acts = _acts(events, {p.id: p.name for p in places})
    return tuple(
        _settled(a, acts.get(a.id, _Acts({}, frozenset())), home, rooted[a.id] == "local")
        if a.country is None and a.id in rooted
        else a
        for a in actors
    )


def _acts(events: Iterable[Event], names: Mapping[str, str]) -> dict[str, _Acts]:
    named: dict[str, dict[str, str]] = {}
    held: dict[str, set[str]] = {}
    for event in events:
        country = event.place_country
        if country is None:
            continue
        for id in (*event.actors, *event.recipients):
            if any(c.field == "place_country" and c.rule == AT_HOME for c in event.cues):
                held.setdefault(id, set()).add(country)
            else:
                named.setdefault(id, {}).setdefault(country, names.get(event.place or "", country))
    return {i: _Acts(named.get(i, {}), frozenset(held.get(i, ()))) for i in {*named, *held}}


def _settled(actor: Actor, acts: _Acts, home: str | None, local: bool) -> Actor:
    if local and actor.role not in FORCES and acts.named:
        if len(acts.named) > 1:
            return actor
        ((country, place),) = acts.named.items()
        return _with(actor, country, f"country of the place {place}")
    told = {c for c in (home, *acts.named, *acts.held) if c}
    if len(told) != 1 or not (home or acts.held):
        return actor
    return _with(actor, told.pop(), OF_ARTICLE)


def _with(actor: Actor, country: str, because: str) -> Actor:
    return replace(actor, country=country, rule=f"{actor.rule}; {because}")
