"""How the names of an article stand, and what a name makes with the noun before it: "la ville de X", "la prison de X"."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from ..knowledge.base import Match
from ..model.place import Place
from .locatives import Stand, Surroundings
from .whereabouts import Found


@dataclass(frozen=True, slots=True)
class Standing:
    """The names of one article. `taken` are the tokens of the places found so far, `unnamed` those of places without a name
    of their own."""

    around: Surroundings
    known: Mapping[int, Match]
    surface: Callable[[int, int], str]
    taken: set[int] = field(default_factory=set)
    unnamed: set[int] = field(default_factory=set)

    def keep(self, found: Found) -> bool:
        """Take the tokens of a place; False where another has them."""
        stretch = range(found.first, found.last + 1)
        free = self.taken.isdisjoint(stretch)
        if free:
            self.taken.update(stretch)
        return free

    def is_place(self, stand: Stand, first: int, last: int) -> bool:
        """Whether the name of a state or capital stands where a place stands."""
        if self.around.acts(first, last) or first in self.around.starts:
            return False
        return (
            stand.located
            or stand.noun is not None
            or self._goes_on(first)
            or (first < last and self.around.noun_at(first) == "sites")
        )

    def of(self, first: int) -> Stand:
        """How a name stands; a noun that is part of another name ("Afrique du Nord") says nothing."""
        stand = self.around.before(first)
        return Stand(article=stand.article) if stand.noun_first in self.known else stand

    def _goes_on(self, first: int) -> bool:
        """ "en Irak et Syrie", "Bamako (Mali)": a place stands just before, with nothing but a joint between."""
        low, k = self.around.low, first - 1
        while k > 0 and low[k] in self.around.words.articles:
            k -= 1
        joint = self.around.tree.tokens[k].pos == "CCONJ" or low[k] in (",", "(")
        return joint and k - 1 in self.taken and k - 1 not in self.unnamed

    def wrapped(
        self, stand: Stand, first: int, last: int, place: Place, key: tuple[str, str], site: bool = False
    ) -> Found:
        """The mention with the noun before it: "la ville de X" is X, "la prison de X" and "le nord de X" are their own."""
        noun, start = stand.noun, stand.noun_first
        if not self.taken.isdisjoint(range(start, first)):
            noun = None
        if noun is None or noun == "scenes" or self.around.acts(start, start):
            return Found(first, last, key, place)
        if noun == "towns" or (site and noun == "sites"):
            return Found(start, last, key, place)
        name = self.surface(start, last)
        own = replace(place, name=name, lat=None, lon=None) if noun == "sites" else replace(place, name=name)
        return Found(start, last, ("part", name.casefold()), own)
