"""One article on the way to its actors: its words, what is known, and which token is whose name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from ..knowledge.base import Entry, Knowledge
from ..language.registry import Language
from ..language.tree import Tree
from .drafts import Draft
from .places import Places
from .roles import RoleBook


@dataclass
class Reading:
    """What every finder of mentions needs: the words of the article, what is known, and which token is whose."""

    tree: Tree
    text: str
    language: Language
    knowledge: Knowledge
    book: RoleBook
    places: Places
    on: date | None
    words: list[str] = field(default_factory=list)
    low: Sequence[str] = ()
    name_at: dict[int, Draft] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.words = [t.text for t in self.tree.tokens]
        self.low = self.tree.low

    def capital(self, i: int) -> bool:
        return self.words[i][:1].isupper()

    def any_of(self, i: int, *lists: str) -> bool:
        """Whether a word is in one of the lists of actors.toml."""
        return 0 <= i < len(self.low) and any(self.low[i] in self.book.words[name] for name in lists)

    def surface(self, first: int, last: int) -> str:
        """The words of the text, blanks made single."""
        return self.tree.span(first, last).words(self.text)

    @cached_property
    def names_said(self) -> Counter[tuple[Entry, ...]]:
        """What the known names of the article mean, and how often each stands there."""
        return Counter(m.entries for m in self.places.known)

    @cached_property
    def peoples_said(self) -> Counter[str]:
        """The codes of the peoples that words of the article name, and how often."""
        return Counter(c for low in self.low for c in self.knowledge.peoples(low, self.on))

    def begins_sentence(self, i: int) -> bool:
        first, _ = self.tree.sentences[self.tree.sentence_of[i]]
        return i == first or (i == first + 1 and not self.words[first].isalnum())
