"""How sure we are of an event: how often events told on the same footing were right on annotated articles.

Three footings, from the record alone: "anchored" (its own words give a date or a place, or the article tells it again),
"unreal" (not told as done, or told inside another act) and "bare". The counts stand in the language's event_confidence.toml
(right, found), written by `bench/event_calibration.py`. A logistic model over more traits did no better (docs/accuracy.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from ..language.registry import Language
from ..model.event import Event
from .confidence import Counts, read_counts, share
from .homeland import RULE as AT_HOME

SCENE = frozenset(
    {"time", "place", "place_country"}
)  # fields that anchor an act, where its own words say them
DONE = frozenset({"occurred", "ongoing"})
FILE = "event_confidence.toml"
DIGITS = 3


def set_confidence(events: Iterable[Event], language: Language) -> tuple[Event, ...]:
    """The events, each with the share of right ones among those counted on its footing."""
    counts = load_counts(language)
    return tuple(replace(e, confidence=round(share(counts, footing_of(e)), DIGITS)) for e in events)


def footing_of(event: Event) -> str:
    """The footing on which an article tells an event."""
    cues = ((c.field, c.rule) for c in event.cues)
    return footing(event.status, event.outer is not None, cues, bool(event.mentions))


def footing(status: str, embedded: bool, cues: Iterable[tuple[str, str]], again: bool) -> str:
    """The footing of an event by its status, whether another act embeds it, field and rule of its cues, and whether it is told again.

    >>> footing("occurred", False, [("time", "time in the clause")], False), footing("planned", False, (), True)
    ('anchored', 'unreal')
    """
    if status not in DONE or embedded:
        return "unreal"
    own = any(field in SCENE and rule != AT_HOME for field, rule in cues)
    return "anchored" if own or again else "bare"


@lru_cache(maxsize=8)
def load_counts(language: Language) -> Counts:
    """Right and found by footing; without a file nothing was counted."""
    return read_counts(language, FILE).get("event", {})
