"""In which country a name lies that nobody knows: that of the places around it, else the one that the article is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ..knowledge.base import Knowledge, Match
from ..language.tree import Tree
from ..model.place import Place

AFTER, BEFORE = 12, 25  # tokens to the next and to the last place that tells where an unknown name lies
MOST = 0.6  # share of what the article says of countries that makes one the article's own
NOMINAL = frozenset({"ADJ", "NOUN", "PROPN"})


@dataclass(frozen=True, slots=True)
class Found:
    """One mention: its tokens, what tells it from other places, and the place without id and mentions.

    `lost` when its country is to be read from the places around it; `tells` when it is such a place for others.
    """

    first: int
    last: int
    key: tuple[str, str]
    place: Place
    lost: bool = False
    tells: bool = True


def countries_spoken_of(
    tree: Tree, matches: Iterable[Match], known: Mapping[int, Match], knowledge: Knowledge, on: date | None
) -> tuple[tuple[int, str], ...]:
    """The tokens by which an article speaks of a country, in text order: its name, its places and persons, its people."""
    found = [
        (m.first, code)
        for m in matches
        for e in m.entries[:1]
        if e.kind != "organisation" and (code := e.id if e.kind == "country" else e.country)
    ]
    low = tree.low
    for t in tree.tokens:
        if t.pos in NOMINAL and t.i not in known:
            codes = knowledge.peoples(low[t.i], on)
            if len(codes) == 1:
                found.append((t.i, codes[0]))
    return tuple(sorted(found))


def own_country(countries: Counter[str]) -> str | None:
    """The country that most of what an article says of countries is about."""
    best = max(countries, key=lambda c: (countries[c], c), default=None)
    return best if best and countries[best] >= MOST * countries.total() else None


def settle(found: Sequence[Found], sentence_of: Sequence[int], countries: Counter[str]) -> list[Found]:
    """The mentions, in text order, each that was lost with the country of its surroundings."""
    telling = [f for f in found if f.tells and not f.lost and f.place.country]
    own = own_country(countries)
    out = []
    for f in found:
        if f.lost:
            beside = [n for n in telling if sentence_of[n.first] == sentence_of[f.first]]
            after = next((n for n in beside if 0 < n.first - f.last <= AFTER), None)
            before = next((n for n in reversed(beside) if 0 < f.first - n.last <= BEFORE), None)
            near = after or before
            country = near.place.country if near else own
            if country is not None:
                rule = f"{f.place.rule}; country of the places around it"
                f = replace(f, place=replace(f.place, country=country, rule=rule))
        out.append(f)
    return out
