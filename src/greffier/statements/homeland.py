"""The country of an act whose clause names no place: the one that the article is set in.

News tells where once and goes on ("In Burkina Faso, ... The attackers burnt down shops"). Where most of the place names of
an article lie in one country, or nearly all of its actors are of one, its arrests, attacks, protests, trials and movements of
forces are held to happen there, unless the parties have other countries only or a place abroad was named in the clause or
shortly before it. Who resigns or sets free does so there. What is said, signed or decided may be done from anywhere:
it is placed only where both sides are known to be of that country.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..model.actor import Actor
from ..model.event import Event
from ..model.place import Place
from ..model.span import Cue, Span

GROUND = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "RETREAT"})  # PLOVER types done on the spot
IN_OFFICE = frozenset({"convict", "dismiss"})  # modes of SANCTION done where the court or the office is
YIELDING = frozenset({"release", "resign"})  # modes of CONCEDE done at home as well
SHORTLY = 150  # characters, some two clauses, over which a place abroad still tells where things happen
PLACES = 0.6  # share of the mentions of places that one country must have for the article to be set in it
ACTORS = 0.75  # ... of the mentions of actors, where the places do not tell
FEWEST = 5  # mentions of actors without which they do not tell either
RULE = "country that the article is set in"


def set_at_home(
    events: Iterable[Event], places: Iterable[Place], actors: Iterable[Actor]
) -> tuple[Event, ...]:
    """The events, those that lack a country given the article's, with the words that say so."""
    located = [p for p in places if p.country and p.mentions]
    people = [a for a in actors if a.country and a.mentions]
    home = _majority(located, PLACES) or _majority(people, ACTORS, FEWEST)
    if home is None:
        return tuple(events)
    elsewhere = tuple(m for p in located if p.country != home.country for m in p.mentions)
    setting = _Home(home.country or "", home.mentions[0], elsewhere, {a.id: a.country for a in people})
    return tuple(setting.place(e) for e in events)


def _majority(
    found: Sequence[Place] | Sequence[Actor], share: float, fewest: int = 1
) -> Place | Actor | None:
    """The first of the country that has this share of all mentions, if there are enough of them."""
    counts = Counter(x.country for x in found for _ in x.mentions)
    if not counts:
        return None
    country, count = counts.most_common(1)[0]
    enough = count >= max(fewest, share * counts.total())
    return next(x for x in found if x.country == country) if enough else None


@dataclass(frozen=True, slots=True)
class _Home:
    country: str
    said_by: Span
    elsewhere: tuple[Span, ...]
    country_of: dict[str, str | None]

    def place(self, event: Event) -> Event:
        """The event, with the country where it lacks one and may be held to happen there."""
        if event.place or event.place_country or not self._is_here(event):
            return event
        cue = Cue("place_country", self.said_by, RULE)
        return replace(event, place_country=self.country, cues=(*event.cues, cue))

    def _is_here(self, event: Event) -> bool:
        first, last = event.evidence.start - SHORTLY, event.evidence.end
        if any(first < m.start < last for m in self.elsewhere):
            return False
        sides = [{self.country_of.get(i) for i in ids} for ids in (event.actors, event.recipients) if ids]
        if event.type in GROUND or event.mode in IN_OFFICE:
            known = {c for side in sides for c in side if c}
            return not known or self.country in known
        return len(sides) > (event.mode not in YIELDING) and all(side == {self.country} for side in sides)
