"""Which city a name means, if any: by the countries that the article speaks of, the people who live there, and the name.

A name of the gazetteer is often an ordinary word or a place inside a city, so a small city needs a reason: the article
speaks of its country, or only one country has a city of that name. What stands right behind a name and tells where it lies
("à Tripoli, dans le nord du Liban") goes before everything else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ..knowledge.base import Entry, Knowledge, Match
from ..language.tree import Tree
from .gazetteer import City, cities
from .locatives import LocativeWords

LOCAL = (
    20.0  # a city counts as this many times its people for every time that the article speaks of its country
)
OWN_NAME = 2.0  # as does one whose own name it is, rather than an alias
LARGE = 300_000  # people; so large a city needs no other reason
LARGE_ALIAS = 1_000_000
KNOWN = 100_000  # so large a city is meant where it is by far the largest of its name
BY_FAR = 10
RIVAL = 100_000  # people; so large a city may be meant by the name of a capital of which the article does not speak
SHARE = 0.15  # ... if it has at least this share of the capital's people
REACH = 7  # tokens behind a name in which the words stand that tell where it lies
AROUND = 4.0  # degrees around a region's middle within which a city of it lies
WITHIN = frozenset(
    {"ADP", "DET", "PUNCT", "NOUN", "ADJ", "PROPN"}
)  # between a name and what tells where it lies


class CityChooser:
    """Chooses among the cities of one name for one article."""

    def __init__(self, spoken_of: Mapping[str, int], knowledge: Knowledge) -> None:
        self.spoken_of, self.iso3 = spoken_of, knowledge.iso2

    def choose(self, name: str, article: bool = False, where: Entry | None = None) -> City | None:
        """The best city of this name, or None where the article gives no reason for one; `where` tells where it lies."""
        known = cities(name, article)
        if not known:
            return None
        if where is not None and (told := self._in(known, where)) is not None:
            return told
        best = max(known, key=self._weight)
        if self._code(best) in self.spoken_of or best.people >= (LARGE if best.main else LARGE_ALIAS):
            return best
        if best.people >= max([KNOWN, *(BY_FAR * c.people for c in known if c.country != best.country)]):
            return best
        only = len({c.country for c in known}) == 1
        return best if only and best.main and not self.spoken_of else None

    def namesake(
        self, name: str, country: str, where: Entry | None, spoken_of: Mapping[str, int]
    ) -> City | None:
        """The city that the name of a capital means in another country; `spoken_of` leaves that name itself out."""
        known = cities(name)
        if where is not None and (where.country or where.id) != country:
            return self._in(known, where)
        if where is not None or country in spoken_of:
            return None
        own = max((c.people for c in known if self._code(c) == country), default=None)
        rivals = [c for c in known if self._code(c) in spoken_of and c.people >= RIVAL and c.main]
        best = max(rivals, key=lambda c: c.people, default=None)
        return best if best is not None and own is not None and best.people >= SHARE * own else None

    def _in(self, known: Sequence[City], where: Entry) -> City | None:
        """The city of a country, of a region the one around its middle."""
        inside = [c for c in known if self._code(c) == (where.country or where.id)]
        if where.kind != "country" and where.lat is not None and where.lon is not None:
            lat, lon = where.lat, where.lon
            near = [c for c in inside if abs(c.lat - lat) <= AROUND and abs(c.lon - lon) <= AROUND]
            inside = near or inside
        return max(inside, key=self._weight, default=None)

    def _code(self, city: City) -> str:
        return self.iso3.get(city.country, city.country)

    def _weight(self, city: City) -> float:
        weight = float(city.people) + 1
        weight *= LOCAL * self.spoken_of.get(self._code(city), 0) or 1.0
        if city.main:
            weight *= OWN_NAME
        return weight


@dataclass(frozen=True)
class Beside:
    """What stands right behind a name and tells where it lies: "à X, dans le nord de Y", "X (Y)", "X, dans le Piémont italien"."""

    tree: Tree
    words: LocativeWords
    known: Mapping[int, Match]
    knowledge: Knowledge
    on: date | None

    def after(self, last: int) -> Entry | None:
        """The country or region told behind token `last`; None where a list goes on ("à X, en Y et en Z")."""
        tokens, low = self.tree.tokens, self.tree.low
        i = last + 1
        if i < len(tokens) and tokens[i].text in (",", "("):
            i += 1
        if i >= len(tokens) or not (self._locates(i) or (i in self.known and tokens[i - 1].text == "(")):
            return None
        for k in range(i, min(last + 1 + REACH, len(tokens))):
            if tokens[k].pos not in WITHIN and k not in self.known:
                return None
            if (match := self.known.get(k)) is not None:
                entry = next((e for e in match.entries if e.kind in ("country", "place")), None)
                return entry if entry is not None and not self._goes_on(match.last) else None
            codes = self.knowledge.peoples(low[k], self.on) if tokens[k].pos == "ADJ" else ()
            if len(codes) == 1:
                return self.knowledge.country(codes[0])
        return None

    def _locates(self, i: int) -> bool:
        return any(tuple(self.tree.low[i : i + n]) in self.words.prepositions for n in range(1, 5))

    def _goes_on(self, last: int) -> bool:
        """Whether another place follows in a list."""
        tokens = self.tree.tokens
        if last + 1 >= len(tokens) or (tokens[last + 1].text != "," and tokens[last + 1].pos != "CCONJ"):
            return False
        return any(k in self.known for k in range(last + 2, min(last + 5, len(tokens))))
