"""The article: clean text with its map back to the raw input, and its parts."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from typing import Literal

from .span import Span

PartKind = Literal["headline", "dateline", "body", "caption", "credit", "tags", "byline", "boilerplate"]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the clean text and what it is on the page; parts do not overlap and leave out only blanks."""

    kind: PartKind
    span: Span


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Runs of characters that moved together: clean offset `clean[k]` came from offset `raw[k]` of field `field[k]`.

    Between two runs the distance to the start of the run is the same on both sides.
    """

    clean: tuple[int, ...] = (0,)
    raw: tuple[int, ...] = (0,)
    field: tuple[str, ...] = ("text",)

    def to_raw(self, offset: int) -> tuple[str, int]:
        """The input field ("title" or "text") and the offset there of a clean offset."""
        k = max(0, bisect_right(self.clean, offset) - 1)
        return self.field[k], self.raw[k] + offset - self.clean[k]


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read: its clean text (headline first if there is one) and what is known of it.

    `title_end` is the length of the headline at the front of `text` (0 without one). `repairs` lists in words what
    reading had to mend (encoding, bad bytes, odd spaces), `where` is the file and line that it came from.

    `published` is the day that the article itself states, in its own time zone. `byline` is who signed it. `partly` says
    in words why only a part could be read ("4,445 of 60,810 bytes", "feed: summary only"); None: all of it was. `guid` is
    the name that an agency or feed gives the item and `version` its revision: a higher version supersedes a lower one.
    """

    id: str
    text: str
    title: str | None = None
    title_end: int = 0
    language: str | None = None
    published: date | None = None
    outlet: str | None = None
    url: str | None = None
    origin: OffsetMap = OffsetMap()
    repairs: tuple[str, ...] = ()
    where: str = ""
    byline: str | None = None
    partly: str | None = None
    guid: str | None = None
    version: int | None = None
