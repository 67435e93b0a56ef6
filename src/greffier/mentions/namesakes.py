"""Which of two states a shared name means: the one that the rest of the article speaks of ("Congo" beside Brazzaville)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ..knowledge.base import Entry, Match


def settle_namesakes(matches: Sequence[Match]) -> tuple[Match, ...]:
    """The matches, with the likelier state first where a name is that of two; the order of the data where nothing tells."""
    shared = [m for m in matches if len(_states(m)) > 1]
    if not shared:
        return tuple(matches)
    said: Counter[str] = Counter()
    for match in matches:
        codes = {e.id if e.kind == "country" else e.country for e in match.entries}
        if len(codes) == 1 and (code := codes.pop()):
            said[code] += 1
    return tuple(_in_order(m, said) if len(_states(m)) > 1 else m for m in matches)


def _states(match: Match) -> list[Entry]:
    return [e for e in match.entries if e.kind == "country"]


def _in_order(match: Match, said: Counter[str]) -> Match:
    return replace(match, entries=tuple(sorted(match.entries, key=lambda e: -said[e.id])))
