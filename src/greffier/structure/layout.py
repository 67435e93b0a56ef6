"""What structure hands on: the shadow text, the parts, the quotations and the sentences of one article."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from ..model.article import Article, Part
from ..model.span import Span

QuoteKind = Literal["speech", "scare", "title"]


@dataclass(frozen=True, slots=True)
class Quote:
    """One pair of quotation marks.

    `span` holds the marks, `inner` what stands between them (trimmed). `depth` is 0 for an outermost quotation,
    `parent` the index of the enclosing one. `closed` is False when the closing mark is missing (the quotation then
    ends with its paragraph). `continues` is the index of the quotation that this one reopens in a new paragraph.
    `kind` is a first judgement from form alone: at most three words without a finite verb are "scare".
    """

    span: Span
    inner: Span
    depth: int = 0
    parent: int | None = None
    closed: bool = True
    continues: int | None = None
    kind: QuoteKind = "speech"


@dataclass(frozen=True)
class Layout:
    """The article ready for language analysis.

    `shadow` has exactly the length of `article.text`, so that every offset counts in both: line breaks that a page
    layout put inside a sentence are blanks there, typographic apostrophes are plain ones, and runs of one
    punctuation character are blanked. `sentences` cover every part that is read as prose (headline, caption, body,
    dateline), in order, without overlap; each lies in one part.
    """

    article: Article
    shadow: str
    parts: tuple[Part, ...]
    quotes: tuple[Quote, ...]
    sentences: tuple[Span, ...]
    paragraphs: tuple[Span, ...]

    @cached_property
    def _part_starts(self) -> list[int]:
        return [p.span.start for p in self.parts]

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [p.start for p in self.paragraphs]

    @cached_property
    def _outer(self) -> list[int]:
        """The outermost quotations, which never overlap, in text order."""
        return sorted(
            (k for k, q in enumerate(self.quotes) if q.depth == 0), key=lambda k: self.quotes[k].span.start
        )

    @cached_property
    def _outer_starts(self) -> list[int]:
        return [self.quotes[k].span.start for k in self._outer]

    def part_at(self, offset: int) -> Part | None:
        """The part that holds a character, or None between parts."""
        k = bisect_right(self._part_starts, offset) - 1
        return self.parts[k] if k >= 0 and offset < self.parts[k].span.end else None

    def paragraph_at(self, offset: int) -> int:
        """The index of the paragraph that holds (or precedes) a character."""
        return max(0, bisect_right(self._paragraph_starts, offset) - 1)

    def quote_at(self, offset: int) -> int | None:
        """The index of the outermost speech-like quotation around a character, or None."""
        n = bisect_right(self._outer_starts, offset) - 1
        if n < 0:
            return None
        k = self._outer[n]
        return k if offset < self.quotes[k].span.end else None
