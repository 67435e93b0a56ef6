"""The country of an act on the ground whose clause names no place: the one that the article is set in.

News tells where once and goes on ("In Burkina Faso, ... The attackers burnt down shops"). Where most of the place names of
an article lie in one country, its arrests, attacks, protests and movements of forces are held to happen there, unless the
parties have other countries only or the clause names a place abroad. What is said, signed or decided is not: that may be
done from anywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ..model.actor import Actor
from ..model.event import Event
from ..model.place import Place
from ..model.span import Cue, Span

GROUND = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "RETREAT"})  # PLOVER types done on the spot
MAJORITY = 0.6  # share of the mentions of places that one country must have for the article to be set in it
RULE = "country that the article is set in"


def set_at_home(
    events: Iterable[Event], places: Iterable[Place], actors: Iterable[Actor]
) -> tuple[Event, ...]:
    """The events, those on the ground that lack a country given the article's, with the place name that says so."""
    located = [p for p in places if p.country and p.mentions]
    home = _home(located)
    if home is None:
        return tuple(events)
    elsewhere = [m for p in located if p.country != home.country for m in p.mentions]
    country_of = {a.id: a.country for a in actors}
    return tuple(_settled(e, home, elsewhere, country_of) for e in events)


def _home(located: Sequence[Place]) -> Place | None:
    """The first place of the country that most mentions of places lie in."""
    counts = Counter(p.country for p in located for _ in p.mentions)
    if not counts:
        return None
    country, count = counts.most_common(1)[0]
    return next(p for p in located if p.country == country) if count >= MAJORITY * counts.total() else None


def _settled(
    event: Event, home: Place, elsewhere: Iterable[Span], country_of: Mapping[str, str | None]
) -> Event:
    if event.type not in GROUND or event.place or event.place_country:
        return event
    countries = {c for i in (*event.actors, *event.recipients) if (c := country_of.get(i))}
    abroad = bool(countries) and home.country not in countries
    if abroad or any(event.evidence.start <= m.start < event.evidence.end for m in elsewhere):
        return event
    cue = Cue("place_country", home.mentions[0], RULE)
    return replace(event, place_country=home.country, cues=(*event.cues, cue))
