"""Where the mentions of one act contradict each other: another number, date or place goes into a note, not under the table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..model.event import EventTime
from ..model.quantity import Quantity
from ..model.span import Cue, Span
from .composition import Draft

DISAGREEMENT = "disagreement"  # the field of the cue: its words are those of the other mention
RULE = "another mention says otherwise"


def note_disagreements(kept: Draft, mentions: Iterable[Draft]) -> tuple[Cue, ...]:
    """A cue for every number, date and place of the mentions that the kept fields contradict, in text order.

    A number contradicts another that counts the same noun in the same part ("12 morts", "15 morts", but not "au moins 10
    morts", "une dizaine de morts", nor "5 enfants"); a date one that does not lie within it; a place another place, unless one is its country.
    """
    found = {cue for other in mentions for cue in _between(kept, other)}
    return tuple(sorted(found, key=lambda c: (c.span, c.rule)))


def _between(kept: Draft, other: Draft) -> Iterator[Cue]:
    for q in other.quantities:
        if _contradicted(q, kept.quantities):
            yield Cue(DISAGREEMENT, q.span, f"quantities: {RULE}")
    if kept.time is not None and other.time is not None and not _within(kept.time, other.time):
        yield Cue(DISAGREEMENT, _span_of("time", other), f"time: {RULE}")
    apart = kept.place is not None and other.place is not None and kept.place != other.place
    if apart and not kept.wide_place and not other.wide_place:
        yield Cue(DISAGREEMENT, _span_of("place", other), f"place: {RULE}")


def _contradicted(q: Quantity, others: Sequence[Quantity]) -> bool:
    """Whether the first amount that counts the same leaves no room for this one."""
    first = next(
        (x for x in others if x.what not in (None, "other") and (x.what, x.unit) == (q.what, q.unit)), None
    )
    if first is None or first.span == q.span:
        return False
    (least, most), (low, high) = first.room, q.room
    return _less(most, low) or _less(high, least)


def _less(high: float | None, low: float | None) -> bool:
    return high is not None and low is not None and high < low


def _within(a: EventTime, b: EventTime) -> bool:
    """Whether one of two dates lies in the other, as far as both are known."""
    if a.value == b.value or not (a.earliest and a.latest and b.earliest and b.latest):
        return True
    inside = a.earliest <= b.earliest and b.latest <= a.latest
    return inside or (b.earliest <= a.earliest and a.latest <= b.latest)


def _span_of(field: str, draft: Draft) -> Span:
    return next((c.span for c in draft.cues if c.field == field), draft.trigger)
