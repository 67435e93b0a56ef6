"""Where: the named places of an article, from the knowledge base and the gazetteer of cities.

A name is a place where it stands as one: after a preposition of place, in a dateline, as part of a facility ("la base de X")
or of a direction ("le nord de X"). A capital that acts ("Moscou accuse") is a government and no place.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from ..knowledge.base import HERE, Knowledge, Match
from ..language.registry import Language
from ..language.tree import Tree
from ..model.place import Place
from ..structure.layout import Layout
from .gazetteer import City, cities

NOUNS = frozenset({"NOUN", "PROPN"})
ACTS = frozenset({"nsubj", "nsubj:pass", "obl:agent"})
READ = frozenset({"headline", "dateline", "body", "caption"})
LONGEST = 5  # tokens of a city's name
LOCAL_BONUS = 10.0  # a city of a country that the article names counts as this many times its people


@dataclass(frozen=True)
class Places:
    """The places of an article, for every token of a mention its place, and all known names that the text holds."""

    places: tuple[Place, ...]
    by_token: Mapping[int, Place]
    known: tuple[Match, ...] = ()


@dataclass(frozen=True, slots=True)
class Locatives:
    """The small words around places of one language (knowledge/locatives.csv)."""

    prepositions: frozenset[tuple[str, ...]]
    facilities: frozenset[tuple[str, ...]]
    directions: frozenset[tuple[str, ...]]
    genitives: frozenset[str]


@dataclass(slots=True)
class _Found:
    """A place on the way: its tokens, name and what is known of it."""

    first: int
    last: int
    key: tuple[str, str]
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    claimed_by: tuple[str, ...]
    rule: str


def find_places(tree: Tree, layout: Layout, language: Language, knowledge: Knowledge) -> Places:
    """The places of an article in order of first mention."""
    finder = _Finder(tree, layout, language, knowledge)
    found = sorted(finder.find(), key=lambda f: f.first)
    merged: dict[tuple[str, str], Place] = {}
    of_token: dict[int, tuple[str, str]] = {}
    for f in found:
        if any(i in of_token for i in range(f.first, f.last + 1)):
            continue
        span = tree.span(f.first, f.last)
        old = merged.get(f.key)
        if old is None:
            merged[f.key] = Place(
                f"p{len(merged) + 1}", f.name, f.country, f.lat, f.lon, (span,), f.claimed_by, f.rule
            )
        else:
            merged[f.key] = replace(old, mentions=(*old.mentions, span))
        of_token.update(dict.fromkeys(range(f.first, f.last + 1), f.key))
    return Places(tuple(merged.values()), {i: merged[k] for i, k in of_token.items()}, finder.matches)


class _Finder:
    def __init__(self, tree: Tree, layout: Layout, language: Language, knowledge: Knowledge) -> None:
        self.tree, self.layout, self.language, self.knowledge = tree, layout, language, knowledge
        self.words = [t.text for t in tree.tokens]
        self.low = tree.low
        self.locatives = load_locatives(language.code)
        self.on: date | None = layout.article.published
        self.matches = knowledge.scan(self.words, language.code, self.on)
        self.known = {i: m for m in self.matches for i in range(m.first, m.last + 1)}
        iso2 = {iso3: short for short, iso3 in knowledge.iso2.items() if len(short) == 2}
        named = (e for m in self.matches for e in m.entries if e.kind == "country")
        self.countries = Counter(iso2.get(e.id, "") for e in named)

    def find(self) -> Iterator[_Found]:
        for match in self.matches:
            yield from self._of_match(match)
        for entity in self.tree.entities:
            if entity.label == "LOC":
                yield from self._of_entity(entity.first, entity.last)
        yield from self._after_prepositions()

    # -------------------------------------------------------------------------------------------- known names

    def _of_match(self, match: Match) -> Iterator[_Found]:
        kinds = {e.kind: e for e in reversed(match.entries)}
        entry = kinds.get("country") or kinds.get("place")
        if entry is None or not self._is_read(match.first):
            return
        entity = self.tree.entity_of.get(match.first)
        if (
            entity is not None
            and entity.label in ("PER", "ORG")
            and (entity.first < match.first - 1 or entity.last > match.last)
        ):
            return
        if match.weak and (entity is None or entity.label != "LOC"):
            return
        acts = "metonym" in kinds or "country" in kinds
        if acts and not self._stands_as_place(match.first, match.last):
            return
        first, last = self._widen(match.first, match.last)
        name = entry.name(self.language.code)
        if (first, last) != (match.first, match.last):
            name = self._surface(first, last)
        country = entry.id if entry.kind == "country" else entry.country
        key = (entry.kind, entry.id) if (first, last) == (match.first, match.last) else ("part", name)
        yield _Found(first, last, key, name, country, entry.lat, entry.lon, entry.claimed_by, entry.rule)

    def _stands_as_place(self, first: int, last: int) -> bool:
        """Whether the name of a state or capital stands where a place stands."""
        part = self.layout.part_at(self.tree.tokens[first].start)
        if part is not None and part.kind == "dateline":
            return True
        if any(self.tree.tokens[i].dep in ACTS for i in range(first, last + 1)):
            return False
        k = first - 1
        while k >= 0 and self.low[k] in ("la", "le", "les", "l'", "the"):
            k -= 1
        if k < 0 or self.tree.sentence_of[k] != self.tree.sentence_of[first]:
            return False
        if self.low[k] in self.locatives.genitives:
            return self._is_facility(k - 1) or self._is_direction(k - 1)
        return self._ends_preposition(k)

    def _ends_preposition(self, k: int) -> bool:
        return any(
            tuple(self.low[k + 1 - n : k + 1]) in self.locatives.prepositions
            for n in (1, 2, 3, 4)
            if k + 1 >= n
        )

    def _is_facility(self, k: int) -> bool:
        return k >= 0 and ((self.low[k],) in self.locatives.facilities)

    def _is_direction(self, k: int) -> bool:
        return k >= 0 and ((self.low[k],) in self.locatives.directions)

    def _widen(self, first: int, last: int) -> tuple[int, int]:
        """ "le nord de la Syrie" and "le Palais du Peuple de X" are places of their own."""
        k = first - 1
        while k >= 0 and self.low[k] in ("la", "le", "les", "l'", "the"):
            k -= 1
        if k >= 1 and self.low[k] in self.locatives.genitives and self._is_direction(k - 1):
            return k - 1, last
        return first, last

    # -------------------------------------------------------------------------------------------- cities

    def _of_entity(self, first: int, last: int) -> Iterator[_Found]:
        while first <= last and not self.words[first][:1].isupper():
            first += 1
        if first > last or last - first >= LONGEST or first in self.known or not self._is_read(first):
            return
        yield from self._city(first, last)

    def _after_prepositions(self) -> Iterator[_Found]:
        """Names that the model did not see: "à X", where X is a city of the world."""
        tokens = self.tree.tokens
        for t in tokens:
            i = t.i
            if (
                not t.text[:1].isupper()
                or t.pos != "PROPN"
                or i in self.known
                or i in self.tree.entity_of
                or i == 0
            ):
                continue
            if (
                self.low[i - 1] in self.locatives.genitives
                or not self._ends_preposition(i - 1)
                or not self._is_read(i)
            ):
                continue
            last = i
            while (
                last + 1 < len(tokens)
                and tokens[last + 1].dep.startswith("flat")
                and self.words[last + 1][:1].isupper()
            ):
                last += 1
            yield from self._city(i, last)

    def _city(self, first: int, last: int) -> Iterator[_Found]:
        name = self._surface(first, last)
        known = cities(name)
        if not known:
            return
        best = max(known, key=self._weight)
        country = self.knowledge.country(best.country)
        yield _Found(
            first, last, ("city", str(best.id)), name, country.id if country else None,
            round(best.lat, 4), round(best.lon, 4), (), f"GeoNames {best.id}",
        )  # fmt: skip

    def _weight(self, city: City) -> float:
        local = LOCAL_BONUS if self.countries[city.country] else 1.0
        return city.people * local * (2.0 if city.main else 1.0)

    # -------------------------------------------------------------------------------------------- words

    def _surface(self, first: int, last: int) -> str:
        return " ".join(self.tree.span(first, last).of(self.layout.article.text).split())

    def _is_read(self, i: int) -> bool:
        part = self.layout.part_at(self.tree.tokens[i].start)
        return part is None or part.kind in READ


@lru_cache(maxsize=8)
def load_locatives(code: str) -> Locatives:
    """The locatives of a language."""
    lists: dict[str, set[tuple[str, ...]]] = {"preposition": set(), "facility": set(), "direction": set()}
    path = HERE / "locatives.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(line for line in lines if not line.startswith("#")):
            if row["language"] == code:
                lists[row["kind"]] |= {tuple(w.replace("'", "' ").split()) for w in row["words"].split("|")}
    genitives = frozenset({"de", "du", "des", "d'", "of"})
    return Locatives(
        frozenset(p for p in lists["preposition"] if p[0] not in genitives or len(p) > 1),
        frozenset(lists["facility"]), frozenset(lists["direction"]), genitives,
    )  # fmt: skip
