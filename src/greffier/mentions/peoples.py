"""Peoples and adjectives of countries: "les Ukrainiens" take part, "ukrainien" only leads to Ukraine."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..knowledge.base import ORGANISATION_CODES
from ..language.tree import Token
from .drafts import Draft
from .reading import Reading
from .roles import Found

ADJECTIVE_SECTORS = frozenset({"REB", "UAF", "PRM"})  # whose adjective says who acts


class Peoples:
    """Finds them in one article; `left` tells where a phrase begins, and whether it is definite, bare or of the past."""

    def __init__(self, reading: Reading, left: Callable[[int], tuple[int, bool, bool, bool]]) -> None:
        self.r, self.left = reading, left

    def find(self, taken: set[int]) -> Iterator[Draft]:
        """ "les Ukrainiens" are a people, "ukrainien" is an adjective that leads to Ukraine."""
        r = self.r
        for t in r.tree.tokens:
            i = t.i
            if i in r.name_at or i in taken or not t.text[:1].isalpha():
                continue
            codes = r.knowledge.peoples(r.low[i], r.on)
            if not codes:
                if (
                    t.pos == "ADJ"
                    and not self._tells_of_act(t)
                    and (found := r.book.match(r.low, i))
                    and "noun" in found.role.traits
                ):
                    yield from self._kind_of_people(i, found)
                continue
            if r.capital(i) and t.pos != "ADJ" and self._is_people(i):
                yield self._people(i, codes[0])
            elif (
                t.pos == "NOUN"
                and t.dep != "amod"
                and self._plural(i)
                and self._has_article(i)
                and not r.capital(i)
            ):
                yield self._people(i, codes[0])  # "les français", spelled small
            elif not r.capital(i) and t.pos in ("ADJ", "NOUN", "PROPN"):
                yield from self._adjective(i, codes[0])

    def _people(self, i: int, code: str) -> Draft:
        r = self.r
        first, definite, bare, _ = self.left(i)
        start = first + (definite and r.any_of(first, "articles", "definite") and first < i)
        plural = self._plural(i)
        return Draft(
            "people", first, i, (i,), "people" if plural else "unnamed", r.surface(start, i),
            country=code if code not in ORGANISATION_CODES else None, sector="CVL", noun=r.low[i],
            plural=plural, definite=definite or bare, rule="name of a people", core=(i, i),
        )  # fmt: skip

    def _has_article(self, i: int) -> bool:
        return i > 0 and self.r.any_of(i - 1, "articles", "indefinite", "definite")

    def _tells_of_act(self, t: Token) -> bool:
        """ "une attaque terroriste": the adjective says of what sort the act is, not who does it."""
        said_of = self.r.any_of(t.i, "of_acts") and t.dep == "amod" and t.head < t.i
        return said_of and not self.r.any_of(t.head, "adjectives", "fronted")

    def _kind_of_people(self, i: int, found: Found) -> Iterator[Draft]:
        """ "une attaque djihadiste" is one by djihadists."""
        if found.role.sector in ADJECTIVE_SECTORS:
            yield Draft(
                "adjective", i, i, (i,), "group", self.r.words[i], sector=found.role.sector, noun=found.role.noun,
                plural=True, quiet=True, rule=found.role.rule, core=(i, i),
            )  # fmt: skip

    def _is_people(self, i: int) -> bool:
        r = self.r
        before = r.tree.tokens[i - 1] if i else None
        has_det = before is not None and (
            before.pos in ("DET", "NUM") or r.any_of(i - 1, "definite", "indefinite", "fronted", "genitive")
        )
        return has_det or (r.begins_sentence(i) and self._plural(i))

    def _plural(self, i: int) -> bool:
        number = (
            self.r.tree.tokens[i - 1].morph.get("Number")
            if i and self.r.tree.tokens[i - 1].pos == "DET"
            else None
        )
        if number:
            return number == "Plur"
        return self.r.any_of(i - 1, "plural") or self.r.low[i].endswith(
            tuple(self.r.book.words["plural_endings"])
        )

    def _adjective(self, i: int, code: str) -> Iterator[Draft]:
        entry = (
            self.r.knowledge.organisation(code)
            if code in ORGANISATION_CODES
            else self.r.knowledge.country(code)
        )
        if entry is None:
            return
        state = entry.kind == "country"
        yield Draft(
            "adjective", i, i, (i,), "state" if state else "organisation", entry.name(self.r.language.code), entry,
            country=entry.id if state else entry.country, sector="GOV" if state else entry.role, quiet=True,
            rule=entry.rule, core=(i, i),
        )  # fmt: skip
