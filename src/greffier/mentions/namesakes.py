"""Whom a shared name means: the one that the rest of the article speaks of ("Congo" beside Brazzaville, "Lee" beside his full name).

States keep an order where nothing tells: one of them must be meant. Of persons all stay, and the name is ambiguous.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ..knowledge.base import Entry, EntryKind, Match


def settle_namesakes(matches: Sequence[Match]) -> tuple[Match, ...]:
    """The matches, the likelier state first where a name is that of two, and of several persons only the one spoken of."""
    if not any(len(_of(m, "country")) > 1 or len(_of(m, "person")) > 1 for m in matches):
        return tuple(matches)
    said: Counter[str] = Counter()
    named: set[str] = set()
    for match in matches:
        codes = {e.id if e.kind == "country" else e.country for e in match.entries}
        if len(codes) == 1 and (code := codes.pop()):
            said[code] += 1
        if len(persons := _of(match, "person")) == 1:
            named.add(persons[0].id)
    return tuple(_one_person(_in_order(m, said), named, said) for m in matches)


def _of(match: Match, kind: EntryKind) -> list[Entry]:
    return [e for e in match.entries if e.kind == kind]


def _in_order(match: Match, said: Counter[str]) -> Match:
    if len(_of(match, "country")) < 2:
        return match
    return replace(match, entries=tuple(sorted(match.entries, key=lambda e: -said[e.id])))


def _one_person(match: Match, named: set[str], said: Counter[str]) -> Match:
    """The match with one of its persons: named in full elsewhere, else the only one of a country spoken of."""
    persons = _of(match, "person")
    if len(persons) < 2:
        return match
    for likely in (
        [p for p in persons if p.id in named],
        [p for p in persons if p.country and said[p.country]],
    ):
        if len(likely) == 1:
            return replace(
                match, entries=tuple(e for e in match.entries if e.kind != "person" or e is likely[0])
            )
    return match
