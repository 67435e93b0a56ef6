"""How a name is written in a text: its words, what a hyphen joins to it, whether it is a proper name."""

from __future__ import annotations

from dataclasses import dataclass

from ..language.tree import Tree


@dataclass(frozen=True, slots=True)
class Spelling:
    """The names of one tree over the text of its article."""

    tree: Tree
    text: str

    def surface(self, first: int, last: int) -> str:
        """The words from one token to another, single blanks between them."""
        return self.tree.span(first, last).words(self.text)

    def whole(self, first: int, last: int) -> tuple[int, int]:
        """The name with what a hyphen joins to it: "al-Bab"."""
        while first >= 2 and self._joins(first - 1):
            first -= 2
        while last + 2 < len(self.tree.tokens) and self._joins(last + 1):
            last += 2
        return first, last

    def is_capital(self, i: int) -> bool:
        """Whether a token begins with a capital."""
        return self.tree.tokens[i].text[:1].isupper()

    def is_proper(self, first: int, last: int) -> bool:
        """Whether one of the tokens is a proper noun."""
        return any(self.tree.tokens[i].pos == "PROPN" for i in range(first, last + 1))

    def _joins(self, i: int) -> bool:
        tokens = self.tree.tokens
        t = tokens[i]
        return t.text == "-" and tokens[i + 1].start - t.end <= 1 and t.start == tokens[i - 1].end
