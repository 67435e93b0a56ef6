"""The lines of a page, and those that a fixed width broke: a mail or a wire ends its lines at 72 columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ..model.article import PartKind
from ..model.span import Span

MAX_WRAP = 110  # columns; lines longer than this were not broken by hand
MIN_WRAP = 40
LOOSE_WRAP = 15  # columns by which a later line may be longer (a name that was not broken)
MIN_WRAPPED = 3  # line breaks that must fit the same width before a text counts as hard-wrapped
WRAPPED_SHARE = 0.7

CLOSING = "»”›\"'’)]"
OPENING = '«“„‹"‘'
_LIST_MARKS = "-•*#–—"


@dataclass(frozen=True, slots=True)
class Piece:
    """A line, or a part of one, and what it is. `blank` tells whether an empty line stands before it."""

    span: Span
    text: str
    kind: PartKind
    blank: bool = False
    inline: bool = False  # does not begin its line


def read_lines(text: str) -> Iterator[Piece]:
    """Every line that is not blank, without the blanks at its ends."""
    blank = False
    at = 0
    for line in text.split("\n"):
        bare = line.strip()
        if bare:
            start = at + line.index(bare[0])
            yield Piece(Span(start, start + len(bare)), bare, "body", blank)
        blank = not bare
        at += len(line) + 1


def find_wraps(lines: list[Piece]) -> set[int]:
    """The starts of lines that continue the line before because the text was broken at a fixed width.

    The test of such a break: the first word of the next line would not have fitted.
    """
    pairs = [(a, b) for a, b in pairwise(lines) if not b.blank]
    width = max((len(a.text) for a, _ in pairs), default=0)
    if not MIN_WRAP <= width <= MAX_WRAP or any(len(x.text) > width + LOOSE_WRAP for x in lines):
        return set()
    fits = [
        b.span.start
        for a, b in pairs
        if len(a.text) + 1 + len(b.text.split(None, 1)[0]) > width and b.text[0] not in _LIST_MARKS
    ]
    # The end of a paragraph is no break.
    torn = sum(1 for a, b in pairs if not has_ended(a.text) and b.text[0] not in _LIST_MARKS)
    return set(fits) if len(fits) >= MIN_WRAPPED and len(fits) >= WRAPPED_SHARE * torn else set()


def merge_wrapped(text: str, lines: list[Piece], wrapped: set[int], title_end: int) -> list[Piece]:
    """Lines with those of a hard-wrapped paragraph made one."""
    if not wrapped:
        return lines
    runs: list[list[Piece]] = []
    for line in lines:
        if line.span.start in wrapped and runs and runs[-1][-1].span.end > title_end:
            runs[-1].append(line)
        else:
            runs.append([line])
    return [run[0] if len(run) == 1 else _merge(text, run) for run in runs]


def _merge(text: str, run: list[Piece]) -> Piece:
    span = Span(run[0].span.start, run[-1].span.end)
    return Piece(span, span.of(text).replace("\n", " "), run[0].kind, run[0].blank)


def has_ended(text: str) -> bool:
    """Whether a line ends like a sentence, closing marks aside.

    >>> has_ended("Il est parti. »"), has_ended("Kim a parlé des")
    (True, False)
    """
    return text.rstrip(" " + CLOSING)[-1:] in (".", "!", "?", "…")
