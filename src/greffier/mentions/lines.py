"""A sentence of the tree as one lower-case string whose characters stand where they stand in the article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..language.tree import Tree
from ..model.span import Span


@dataclass(frozen=True, slots=True)
class Line:
    """Tokens `first` to `last` of a tree; character k of `text` is character `start` + k of the article."""

    first: int
    last: int
    start: int
    text: str

    def span(self, start: int, end: int) -> Span:
        return Span(self.start + start, self.start + end)


def sentence_lines(tree: Tree) -> Iterator[Line]:
    """The sentences in order: apostrophes plain, every blank between two tokens a plain blank."""
    for first, last in tree.sentences:
        pieces, at = [], tree.tokens[first].start
        for t in tree.tokens[first : last + 1]:
            lower = t.text.lower()
            if len(lower) != len(t.text):  # "İ" has two characters in lower case
                lower = t.text
            pieces.append(" " * (t.start - at) + lower)
            at = t.end
        yield Line(
            first, last, tree.tokens[first].start, "".join(pieces).replace("’", "'").replace("\u00a0", " ")
        )
