"""Places named by a common noun: "le sol ukrainien", "la capitale", "le nord du pays", "la frontière avec la Syrie".

An adjective of a people tells the country; without one it is the country that the text has spoken of, where that is plain:
the state named as a place shortly before, else the one that the article is about. Where neither is, nothing is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ..knowledge.base import Entry, Knowledge, Match
from ..language.tree import Tree
from ..model.place import Place
from .locatives import Stand, Surroundings
from .whereabouts import Found, own_country

RECENT = 2  # sentences back in which a country was told
APART = 4  # tokens from a place to "dans le nord" beside it
ADJECTIVES = 2  # between the noun and its people: "les eaux territoriales iraniennes"


@dataclass(frozen=True)
class Lands:
    """Reads places that have no name of their own. `spoken` are the tokens that speak of a country, with its code."""

    tree: Tree
    around: Surroundings
    knowledge: Knowledge
    known: Mapping[int, Match]
    on: date | None
    spoken: Callable[[], Sequence[tuple[int, str]]]
    surface: Callable[[int, int], str]
    place_of: Callable[[Entry], Place]
    wrap: Callable[[Stand, int, int, Place, tuple[str, str]], Found]

    def find(self, i: int, found: Sequence[Found]) -> Found | None:
        """The place whose noun is token `i`; `found` are those read before it."""
        return self._border(i) or self._people_s(i) or self._told_before(i, found)

    # ------------------------------------------------------------------------------------------ with a people's adjective

    def _people_s(self, i: int) -> Found | None:
        """ "le sol ukrainien", "le nord syrien", "la capitale ukrainienne": a noun and the adjective of a people."""
        tree, words = self.tree, self.around.words
        if tree.low[i] not in words.heads:
            return None
        end = i + 1
        while end < len(tree.tokens) and end <= i + ADJECTIVES:
            t = tree.tokens[end]
            codes = self.knowledge.peoples(t.lower, self.on) if t.pos in ("ADJ", "PROPN", "NOUN") else ()
            if codes:
                break
            if t.pos != "ADJ":
                return None
            end += 1
        else:
            return None
        capital = tree.low[i] in words.capitals
        if end + 1 < len(tree.tokens) and tree.low[end + 1] in words.genitive and not capital:
            return None  # "la région ukrainienne de X": X comes
        state = self.knowledge.country(codes[0]) if len(codes) == 1 else None
        if state is None or self.around.acts(i, end):
            return None
        if capital:
            return self._capital(state.id, i, end)
        if not any(tuple(tree.low[i:k]) in words.lands for k in range(i + 1, end + 1)):
            return None
        return self._part(i, end, state.id, "adjective of a people")

    def _capital(self, country: str, first: int, last: int) -> Found | None:
        capital = self.knowledge.capital(country)
        if capital is None:
            return None
        stand = self.around.before(first)
        return self.wrap(stand, first, last, self.place_of(capital), (capital.kind, capital.id))

    def _part(self, first: int, last: int, country: str | None, why: str) -> Found:
        name = self.surface(first, last)
        place = Place("", name, country, rule=f"{name}: {why}")
        return Found(first, last, ("part", f"{name.casefold()} {country or ''}"), place, tells=False)

    # ------------------------------------------------------------------------------------------ borders

    def _border(self, i: int) -> Found | None:
        """ "à la frontière avec la Syrie": in the country that the article is about, else the one named before it."""
        low, words = self.tree.low, self.around.words
        if low[i] not in words.borders or i + 2 >= len(low) or low[i + 1] not in words.across:
            return None
        k = i + 2
        while k + 1 < len(low) and low[k] in words.articles:
            k += 1
        match = self.known.get(k)
        if match is None or match.entries[0].kind != "country":
            return None
        here, sentence = match.entries[0].id, self.tree.sentence_of[i]
        country = self._own
        if country in (None, here):
            others = {c for t, c in self.spoken() if t < i and self.tree.sentence_of[t] == sentence} - {here}
            country = others.pop() if len(others) == 1 else None
        return self._part(i, match.last, country, "border")

    # ------------------------------------------------------------------------------------------ countries told before

    def _told_before(self, i: int, found: Sequence[Found]) -> Found | None:
        """ "la capitale", "le nord du pays", "dans le sud": of the country that was told before."""
        low, words = self.tree.low, self.around.words
        capital = low[i] in words.capitals
        if not capital and (low[i],) not in words.sides:
            return None
        of_country = i + 2 < len(low) and low[i + 1] in words.genitive and low[i + 2] in words.countries
        end = i + 2 if of_country else i
        if not self._is_bare(i, end) or (end == i and not capital and not self._is_inside(i)):
            return None
        country = self._spoken_of(i, found, bare=end == i)
        if country is None or self.around.acts(i, end):
            return None
        return (
            self._capital(country, i, end) if capital else self._part(i, end, country, "country told before")
        )

    def _is_bare(self, i: int, end: int) -> bool:
        """Whether the noun has its article and nothing after it that tells more: not "la capitale économique", "le nord de X"."""
        low, words, tokens = self.tree.low, self.around.words, self.tree.tokens
        if i == 0 or low[i - 1] not in words.articles | words.contracted or i - 1 in self.known:
            return False
        if end + 1 >= len(tokens):
            return True
        after = tokens[end + 1]
        return (
            after.pos not in ("ADJ", "PROPN")
            and after.text != "-"
            and not (end == i and low[end + 1] in words.genitive)
        )

    def _is_inside(self, i: int) -> bool:
        return i >= 2 and self.tree.low[i - 2] in self.around.words.inside

    def _spoken_of(self, i: int, found: Sequence[Found], bare: bool) -> str | None:
        """The country that a text speaks of at a token, where only one comes into question.

        "le nord du pays" goes to the state named last; a bare "la capitale" rather to what the article is about.
        """
        sentence = self.tree.sentence_of
        before = [
            f for f in found if f.first < i and f.place.country and sentence[f.first] >= sentence[i] - RECENT
        ]
        if (
            not self._is_capital(i)
            and before
            and i - before[-1].last <= APART
            and sentence[before[-1].last] == sentence[i]
        ):
            return before[-1].place.country  # "à Taza, dans le nord"
        here = {f.place.country for f in before if f.key[0] == "country" and sentence[f.first] == sentence[i]}
        shortly = {f.place.country for f in before if f.key[0] == "country"}
        own = self._own
        ways = (here, {own} - {None}, shortly) if bare else (here, shortly, {own} - {None})
        for way in ways:
            if len(way) == 1:
                return next(iter(way))
        told = {code for t, code in self.spoken() if t < i and sentence[t] >= sentence[i] - RECENT}
        return told.pop() if len(told) == 1 else None

    def _is_capital(self, i: int) -> bool:
        return self.tree.low[i] in self.around.words.capitals

    @cached_property
    def _own(self) -> str | None:
        """The country that most of what the article says of countries is about."""
        return own_country(Counter(code for _, code in self.spoken()))
