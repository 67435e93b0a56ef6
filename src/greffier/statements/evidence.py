"""The stretch of text that states an act: its clause, without what it is coordinated with, inside the statement that holds it."""

from __future__ import annotations

from collections.abc import Sequence

from ..language.frames import Frame
from ..model.span import Span
from .slots import Party, Setting


def evidence_of(setting: Setting, frame: Frame, trigger: Span, parties: Sequence[Party]) -> Span:
    """The clause of a frame, cut where a coordinated clause begins, inside the statement that holds it."""
    span = frame.clause
    if frame.kind == "noun" and not any(span.holds(setting.tree.tokens[p.token].span) for p in parties):
        above = setting.owner[setting.tree.tokens[frame.head].head]
        if above is not None and setting.frames[above].sentence == frame.sentence:
            span = Span.cover([span, setting.frames[above].clause])
    span = Span.cover([span, trigger])
    for other in setting.below(frame, "coordinated"):
        if trigger.end <= other.clause.start < span.end:
            span = Span(span.start, other.clause.start)
    for statement in setting.statements_at(trigger):
        for content in statement.content:
            if content.holds(trigger) and content.meets(span):
                span = Span(max(span.start, content.start), min(span.end, content.end))
    return _trim(setting, span, trigger)


def _trim(setting: Setting, span: Span, trigger: Span) -> Span:
    """Without the conjunctions and marks at its ends."""
    tokens = setting.tree.tokens
    first, last = setting.tree.at(span.start), setting.tree.at(max(span.start, span.end - 1))
    if first is None or last is None:
        return span
    while (
        last > first and tokens[last].pos in ("PUNCT", "CCONJ", "SPACE") and tokens[last].start >= trigger.end
    ):
        last -= 1
    while (
        first < last
        and tokens[first].pos in ("PUNCT", "CCONJ", "SCONJ")
        and tokens[first].end <= trigger.start
    ):
        first += 1
    return Span.cover([Span(tokens[first].start, tokens[last].end), trigger])
