"""How sure we are of an event: how often events told on the same footing were right on annotated articles.

Three footings, from the record alone: "anchored" (its own words give a date or a place, or the article tells it again),
"unreal" (not told as done, or told inside another act) and "bare". The counts stand in the language's event_confidence.toml
(right, found), written by `bench/event_calibration.py`. A logistic model over more traits did no better (docs/accuracy.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from ..datafiles import read_toml
from ..language.registry import Language
from ..model.event import Event
from .confidence import Counts, share
from .homeland import RULE as AT_HOME

DONE = frozenset({"occurred", "ongoing"})
FILE = "event_confidence.toml"
DIGITS = 3


def set_confidence(events: Iterable[Event], language: Language) -> tuple[Event, ...]:
    """The events, each with the share of right ones among those counted on its footing."""
    counts = load_counts(language)
    return tuple(replace(e, confidence=round(share(counts, footing_of(e)), DIGITS)) for e in events)


def footing_of(event: Event) -> str:
    """The footing on which an article tells an event."""
    if event.status not in DONE or event.outer is not None:
        return "unreal"
    own = any(c.field in ("time", "place", "place_country") and c.rule != AT_HOME for c in event.cues)
    return "anchored" if own or event.mentions else "bare"


@lru_cache(maxsize=8)
def load_counts(language: Language) -> Counts:
    """Right and found by footing; without a file nothing was counted."""
    counts: dict[str, tuple[int, int]] = {}
    for path in language.files(FILE):
        counts |= {key: (row[0], row[1]) for key, row in read_toml(path).get("event", {}).items()}
    return counts
