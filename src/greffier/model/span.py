"""A stretch of the clean text, and the reason why a field points at it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` to `end` (exclusive) of the clean text, counted in Unicode code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words under the span.

        >>> Span(3, 9).of("Le maire parle")
        'maire '
        """
        return text[self.start : self.end]

    def words(self, text: str) -> str:
        """The words under the span with single blanks between them.

        >>> Span(3, 16).words("Le maire\\n  parle")
        'maire parle'
        """
        return " ".join(self.of(text).split())

    def __len__(self) -> int:
        return self.end - self.start

    def holds(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    @staticmethod
    def cover(spans: Iterable[Span]) -> Span:
        """The smallest span that holds all of `spans` (at least one)."""
        spans = list(spans)
        return Span(min(s.start for s in spans), max(s.end for s in spans))


@dataclass(frozen=True, slots=True)
class Cue:
    """Why a field says what it says: the words, and the line of the lexicon (or the named rule) that read them.

    `rule` is `file:line` for a line of a data file ("fr/events/consult.yaml:12 consult.meet") or the name of a
    construction ("F11 selon").
    """

    field: str
    span: Span
    rule: str
