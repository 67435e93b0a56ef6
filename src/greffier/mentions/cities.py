"""Which city a name means, if any: by the countries that the article speaks of, the people who live there, and the name.

A name of the gazetteer is often an ordinary word or a place inside a city, so a small city needs a reason: the article
speaks of its country, or only one country has a city of that name.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..knowledge.base import Knowledge
from .gazetteer import City, cities

LOCAL = (
    20.0  # a city counts as this many times its people for every time that the article speaks of its country
)
OWN_NAME = 2.0  # as does one whose own name it is, rather than an alias
LARGE = 300_000  # people; so large a city needs no other reason
LARGE_ALIAS = 1_000_000
KNOWN = 100_000  # so large a city is meant where it is by far the largest of its name
BY_FAR = 10


class CityChooser:
    """Chooses among the cities of one name for one article."""

    def __init__(self, spoken_of: Mapping[str, int], knowledge: Knowledge) -> None:
        self.spoken_of, self.iso3 = spoken_of, knowledge.iso2

    def choose(self, name: str, article: bool = False) -> City | None:
        """The best city of this name, or None where the article gives no reason for one."""
        known = cities(name, article)
        if not known:
            return None
        best = max(known, key=self._weight)
        if self._code(best) in self.spoken_of or best.people >= (LARGE if best.main else LARGE_ALIAS):
            return best
        if best.people >= max([KNOWN, *(BY_FAR * c.people for c in known if c.country != best.country)]):
            return best
        only = len({c.country for c in known}) == 1
        return best if only and best.main and not self.spoken_of else None

    def _code(self, city: City) -> str:
        return self.iso3.get(city.country, city.country)

    def _weight(self, city: City) -> float:
        weight = float(city.people) + 1
        weight *= LOCAL * self.spoken_of.get(self._code(city), 0) or 1.0
        if city.main:
            weight *= OWN_NAME
        return weight
