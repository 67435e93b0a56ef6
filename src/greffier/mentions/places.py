"""Where: the named places of an article, from the knowledge base, the gazetteer of cities and the names of the model.

A state or a capital is a place only where it stands as one (locatives.py): "à Moscou" is somewhere, "Moscou accuse"
somebody. A city of the gazetteer counts where the article gives reason for it (cities.py). A name that nobody knows is
a place after a locative preposition, in the country of the places around it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from ..knowledge.base import Entry, Knowledge, Match
from ..language.registry import Language
from ..language.tree import BY_MODEL, Entity, Tree
from ..model.place import Place
from ..structure.layout import Layout
from .cities import Beside, CityChooser
from .gazetteer import City, cities
from .lands import Lands
from .locatives import Stand, Surroundings, load_locatives
from .namesakes import settle_namesakes
from .spelling import Spelling
from .standing import Standing
from .whereabouts import Found, countries_spoken_of, settle

READ = frozenset({"headline", "dateline", "body", "caption"})
LONGEST = 6  # tokens of a name
SHOUTED = 5  # a name in capitals of at most as many letters is an acronym


@dataclass(frozen=True)
class Places:
    """The places of an article, for every token of a mention its place, and all known names that the text holds."""

    places: tuple[Place, ...]
    by_token: Mapping[int, Place]
    known: tuple[Match, ...] = ()


def find_places(tree: Tree, layout: Layout, language: Language, knowledge: Knowledge) -> Places:
    """The places of an article in order of first mention."""
    finder = _Finder(tree, layout, language, knowledge)
    merged: dict[tuple[str, str], Place] = {}
    of_token: dict[int, tuple[str, str]] = {}
    for f in finder.find():
        span = tree.span(f.first, f.last)
        old = merged.get(f.key) or replace(f.place, id=f"p{len(merged) + 1}")
        if old.country is None:
            old = replace(old, country=f.place.country, rule=f.place.rule)
        merged[f.key] = replace(old, mentions=(*old.mentions, span))
        of_token.update(dict.fromkeys(range(f.first, f.last + 1), f.key))
    return Places(tuple(merged.values()), {i: merged[k] for i, k in of_token.items()}, finder.matches)


class _Finder:
    """One pass over the names of an article from left to right."""

    def __init__(self, tree: Tree, layout: Layout, language: Language, knowledge: Knowledge) -> None:
        self.tree, self.layout, self.language, self.knowledge = tree, layout, language, knowledge
        self.tokens, self.low = tree.tokens, tree.low
        self.spelled = Spelling(tree, layout.article.text)
        self.on = layout.article.published
        self.around = Surroundings(tree, load_locatives(language))
        self.words = self.around.words
        self.matches = settle_namesakes(knowledge.scan([t.text for t in tree.tokens], language.code, self.on))
        self.known = {i: m for m in self.matches for i in range(m.first, m.last + 1)}
        self.found: list[Found] = []
        self.standing = Standing(self.around, self.known, self.spelled.surface)

    def find(self) -> list[Found]:
        """All mentions in text order."""
        starts = {m.first: m for m in self.matches}
        entities = {e.first: e for e in self.tree.entities if e.label == "LOC"}
        heads, low = self.words.grounds, self.low
        loose = {t.i for t in self.tokens if t.pos == "PROPN" or low[t.i] in heads}
        for i in sorted(loose.union(starts, entities)):
            if i in self.standing.taken:
                continue
            found: Found | None = None
            if (match := starts.get(i)) is not None:
                found = self._known_name(match)
            elif (entity := entities.get(i)) is not None:
                found = self._model_name(entity)
            elif i not in self.known and self._is_loose(i):
                found = self._loose_name(i)
            if found is None and low[i] in heads and self._is_read(i):
                found = self.lands.find(i, sorted(self.found, key=lambda f: f.first))
                if found is not None and found.key[0] == "part":
                    self.standing.unnamed.update(range(found.first, found.last + 1))
            if found is not None and self.standing.keep(found):
                self.found.append(found)
        in_order = sorted(self.found, key=lambda f: f.first)
        if not any(f.lost for f in in_order):
            return in_order
        return settle(in_order, self.tree.sentence_of, self.countries)

    # ------------------------------------------------------------------------------------------ known names

    def _known_name(self, match: Match) -> Found | None:
        kinds = {e.kind: e for e in reversed(match.entries)}
        entry = kinds.get("country") or kinds.get("place")
        first, last = match.first, match.last
        if entry is None or not self._is_read(first):
            return None
        entity = self.tree.entity_of.get(first)
        if entry.type == "capital" and (namesake := self._namesake(match, entry)) is not None:
            return namesake
        if entity is not None and entity.label in ("PER", "ORG"):
            if entity.first < first - 1 or entity.last > last:
                return None  # part of a person's or an organisation's name
        if match.weak and (entity is None or entity.label != "LOC"):
            return None
        stand = self.standing.of(first)
        if entry.kind == "country" and (stand.toward or stand.noun == "scenes"):
            return None  # "s'en prendre à la X", "le procureur de X"
        organ = kinds.get("organisation")  # the Kremlin acts far oftener than it is a place
        acts = (
            entry.kind == "country"
            or "metonym" in kinds
            or (organ is not None and organ.type == "government")
        )
        if acts and not (self._in_dateline(first) or self.standing.is_place(stand, first, last)):
            return None
        return self.standing.wrapped(
            stand, first, last, self._of_entry(entry), (entry.kind, entry.id), entry.type == "site"
        )

    def _namesake(self, match: Match, capital: Entry) -> Found | None:
        """The city of another country that bears the name of a capital, or a longer name ("Santiago de Cuba")."""
        entity = self.tree.entity_of.get(match.first)
        longer = (
            entity is not None
            and entity.label == "LOC"
            and entity.first == match.first
            and self.spelled.is_capital(entity.last)
        )
        if (
            longer
            and entity is not None
            and entity.last > match.last
            and cities(self.spelled.surface(entity.first, entity.last))
        ):
            return self._name(entity.first, entity.last)
        elsewhere = self.countries.copy()
        elsewhere[capital.country or ""] -= self.named[match.entries[:1]]
        where = self.beside.after(match.last)
        city = self.cities.namesake(
            self.spelled.surface(match.first, match.last), capital.country or "", where, +elsewhere
        )
        stand = self.standing.of(match.first)
        if city is None or not (stand.located or stand.noun):
            return None
        return self._city(city, stand, match.first, match.last)

    def _city(self, city: City, stand: Stand, first: int, last: int) -> Found:
        country = self.knowledge.country(city.country)
        place = Place(
            "", self.spelled.surface(first, last), country.id if country else None, round(city.lat, 4), round(city.lon, 4),
            rule=f"GeoNames {city.id}",
        )  # fmt: skip
        return self.standing.wrapped(stand, first, last, place, ("city", str(city.id)))

    def _of_entry(self, entry: Entry) -> Place:
        country = entry.id if entry.kind == "country" else entry.country
        name = entry.name(self.language.code)
        return Place("", name, country, entry.lat, entry.lon, (), entry.claimed_by, entry.rule)

    # ------------------------------------------------------------------------------------------ cities and other names

    def _is_loose(self, i: int) -> bool:
        entity = self.tree.entity_of.get(i)
        if not self.spelled.is_capital(i) or entity is None:
            return self.spelled.is_capital(i)
        return entity.label == "MISC" and (entity.first == i or not self.spelled.is_capital(entity.first))

    def _model_name(self, entity: Entity) -> Found | None:
        """A name that the model takes for a place, perhaps with its noun: "la caserne de X", "l'aéroport X-Y"."""
        first, last = entity.first, entity.last
        while first < last and not self.spelled.is_capital(first) and self.around.noun_at(first) is None:
            first += 1
        noun = self.around.noun_at(first) if first < last else None
        if (
            last - first >= LONGEST
            or not self._is_read(first)
            or not (noun or self.spelled.is_capital(first))
        ):
            return None
        if noun is not None:
            inner = self._inner(first, last)
            if inner is None:
                return self._site(first, last, noun)
            first = inner
        if any(i in self.known for i in range(first, last + 1)):
            return None
        return self._name(first, last)

    def _inner(self, first: int, last: int) -> int | None:
        """Where the name in "the ... of NAME" begins."""
        for i in range(last, first, -1):
            k = i - 1
            while k > first and self.low[k] in self.words.articles:
                k -= 1
            if self.spelled.is_capital(i) and self.low[k] in self.words.genitive:
                return i
        return None

    def _loose_name(self, first: int) -> Found | None:
        """A name that the model does not take for a place, where a place stands: "à X", "l'attentat de X"."""
        stand = self.standing.of(first)
        if not self._is_read(first) or not (stand.located or stand.noun in ("scenes", "towns")):
            return None
        last = first
        while (
            last + 1 < len(self.tokens)
            and self.tokens[last + 1].dep.startswith("flat")
            and self.spelled.is_capital(last + 1)
        ):
            last += 1
        return self._name(first, last, sure=False)

    def _name(self, first: int, last: int, sure: bool = True) -> Found | None:
        """A name that the knowledge base does not hold: a city of the gazetteer, or a place that nobody knows."""
        first, last = self.spelled.whole(first, last)
        surface = self.spelled.surface(first, last)
        if not any(self.tokens[i].pos in ("PROPN", "NOUN", "X") for i in range(first, last + 1)):
            return None
        dateline = self._in_dateline(first)
        if not dateline and surface.isupper() and len(surface) <= SHOUTED:
            return None
        if self.knowledge.peoples(surface.lower(), self.on) or (surface in self.surnames):
            return None
        stand = self.standing.of(first)
        named = stand.noun in ("sites", "scenes") and stand.noun_first >= 0 and stand.noun_first + 1 == first
        if stand.article and not (stand.located or stand.noun):
            named = True  # "le ministre de la Défense": with an article, only what surely is a place
        city = None if named else self.cities.choose(surface, stand.article, self.beside.after(last))
        if city is not None:
            return self._city(city, stand, first, last)
        if (
            not sure
            or not (stand.located or stand.noun is not None or dateline)
            or first in self.around.starts
        ):
            return None
        if (stand.article and stand.noun is None) or not self.spelled.is_proper(first, last):
            return None
        unknown = Place("", surface, rule=BY_MODEL)
        return replace(
            self.standing.wrapped(stand, first, last, unknown, ("name", surface.casefold())), lost=True
        )

    def _site(self, first: int, last: int, noun: str) -> Found | None:
        """ "la gare Saint-X", "la Tour X": a name with its noun in it; a known name inside tells the country."""
        if noun == "scenes" or not any(self.spelled.is_capital(i) for i in range(first + 1, last + 1)):
            return None
        inside = next((m for i in range(first, last + 1) if (m := self.known.get(i))), None)
        entry = next((e for e in inside.entries if e.kind in ("country", "place")), None) if inside else None
        country = entry.country or (entry.id if entry.kind == "country" else None) if entry else None
        name = self.spelled.surface(first, last)
        place = Place("", name, country, rule=entry.rule if entry and country else BY_MODEL)
        return Found(first, last, ("part", name.casefold()), place, lost=country is None)

    @cached_property
    def named(self) -> Counter[tuple[Entry, ...]]:
        """How often each entry is the first that a name means."""
        return Counter(m.entries[:1] for m in self.matches)

    @cached_property
    def spoken(self) -> tuple[tuple[int, str], ...]:
        """The tokens by which the article speaks of a country."""
        return countries_spoken_of(self.tree, self.matches, self.known, self.knowledge, self.on)

    @cached_property
    def lands(self) -> Lands:
        """The reader of places without a name of their own."""
        return Lands(self.tree, self.around, self.knowledge, self.known, self.on, lambda: self.spoken,
                     self.spelled.surface, self._of_entry, self.standing.wrapped)  # fmt: skip

    @cached_property
    def beside(self) -> Beside:
        """The reader of what tells, right behind a name, where it lies."""
        return Beside(self.tree, self.words, self.known, self.knowledge, self.on)

    @cached_property
    def countries(self) -> Counter[str]:
        """How often the article speaks of each country."""
        return Counter(code for _, code in self.spoken)

    @cached_property
    def cities(self) -> CityChooser:
        """The chooser among cities of one name."""
        return CityChooser(self.countries, self.knowledge)

    # ------------------------------------------------------------------------------------------ words

    @cached_property
    def surnames(self) -> frozenset[str]:
        """The last words of the persons' names: "Jean-Paul Troyes" is no town, nor is "Troyes" after him."""
        return frozenset(
            self.tokens[e.last].text for e in self.tree.entities if e.label == "PER" and e.last > e.first
        )

    def _in_dateline(self, i: int) -> bool:
        return self._kind(i) == "dateline"

    def _is_read(self, i: int) -> bool:
        return self._kind(i) in READ

    def _kind(self, i: int) -> str:
        part = self.layout.part_at(self.tokens[i].start)
        return part.kind if part is not None else "body"
