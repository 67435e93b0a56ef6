"""Lines in, paragraphs out: what each line of an article is, and which lines the page layout tore out of one paragraph.

A web page saved as text puts every link, emphasis or quotation on a line of its own. Such lines are joined again; real
paragraph ends stay.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..model.article import PartKind
from ..model.span import Span
from .kinds import classify
from .lines import CLOSING, OPENING, Piece, find_wraps, has_ended, merge_wrapped, read_lines
from .neighbours import MAX_HEADING, settle_by_neighbours
from .words import LayoutWords

MIN_TORN = 40  # characters; a shorter line without a stop is a heading or an item of a list
MAX_LINK_WORDS = 4  # words of a link that stands on its own line inside a sentence

_LINE_BREAK = re.compile(r"\s*\n\s*")


@dataclass(slots=True)
class Block:
    """A paragraph: pieces of one kind that belong together; `gaps` are the line breaks between them, in order."""

    kind: PartKind
    start: int
    end: int
    gaps: list[Span] = field(default_factory=list)

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def find_blocks(text: str, title_end: int, words: LayoutWords) -> list[Block]:
    """The paragraphs of an article in order: what each is, and the line breaks inside it that are none."""
    lines = list(read_lines(text))
    wrapped = find_wraps(lines)
    top = 1 if title_end else 0
    pieces = [
        piece
        for n, line in enumerate(merge_wrapped(text, lines, wrapped, title_end))
        for piece in classify(line, n - top <= 1, title_end, words)
    ]
    blocks = _join(settle_by_neighbours(pieces, title_end, words, belongs), words)
    if wrapped:
        for block in blocks:
            breaks = _LINE_BREAK.finditer(text, block.start, block.end)
            block.gaps = [Span(m.start(), m.end()) for m in breaks]
    return blocks


def _join(pieces: list[Piece], words: LayoutWords) -> list[Block]:
    """Blocks of the pieces, torn lines joined."""
    blocks: list[Block] = []
    last: Piece | None = None
    for n, piece in enumerate(pieces):
        after = pieces[n + 1] if n + 1 < len(pieces) else None
        if (
            last
            and last.kind == piece.kind
            and piece.kind in ("body", "caption")
            and not piece.inline
            and belongs(last, piece, after if after and after.kind == piece.kind else None, words)
        ):
            blocks[-1].gaps.append(Span(blocks[-1].end, piece.span.start))
            blocks[-1].end = piece.span.end
        else:
            kind = piece.kind
            if kind == "body" and not any(c.isalnum() for c in piece.text):
                kind = "boilerplate"
            blocks.append(Block(kind, piece.span.start, piece.span.end))
        last = piece
    return blocks


def belongs(line: Piece, following: Piece, after: Piece | None, words: LayoutWords) -> bool:
    """Whether the page layout, and not the writer, broke the line here."""
    p, n = line.text, following.text
    ended = has_ended(p)
    if n[0] in ".,;:!?…)]»”›":
        return not n.startswith(("...", "…")) or not ended
    if n[0] == '"' and (len(n) == 1 or n[1] in " .,;:!?)") and p.count('"') % 2:
        return True
    if n[0].islower():
        return not ended or p[-1] in CLOSING
    if ended:
        return False
    if _dangles(p, words):
        return True
    continued = after is not None and (after.text[0].islower() or after.text[0] in ".,;:!?)»”")
    if n[0] in OPENING:
        inside = n.lstrip(OPENING + " ")
        if p.endswith(":") or inside[:1].islower():
            return True
        return (continued and not has_ended(n)) or len(p) > MAX_HEADING
    return continued and len(p) > MIN_TORN and len(n.split()) <= MAX_LINK_WORDS and not has_ended(n)


def _dangles(text: str, words: LayoutWords) -> bool:
    """Whether a line ends in a word after which something must come."""
    if text[-1] in ",(«“„‹":
        return True
    last = text.rsplit(None, 1)[-1].lower().replace("’", "'")
    return last in words.dangling or (last[-1] == "'" and last.rpartition("'")[0] + "'" in words.dangling)
