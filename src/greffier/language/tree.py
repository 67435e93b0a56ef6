"""The parse that everything after it reads: our own light tokens, free of spaCy, so that a test can build one by hand.

Labels are Universal Dependencies (https://universaldependencies.org): `nsubj`, `obj`, `obl:mod` ...
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ..model.span import Span

BY_MODEL = "name read by the language model"  # the rule of a name that nothing else tells
ACTING = frozenset({"nsubj", "nsubj:pass", "obl:agent"})  # labels of subjects and of agents


@dataclass(slots=True, frozen=True)
class Token:
    """One token. `i` and `head` are indexes in the tree (a root is its own head); `start`, `end` offsets of the text."""

    i: int
    text: str
    lemma: str
    pos: str
    dep: str
    head: int
    start: int
    end: int
    morph: Mapping[str, str] = field(default_factory=dict)

    @property
    def lower(self) -> str:
        """The word in lower case with plain apostrophes."""
        return self.text.lower().replace("’", "'")

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Entity:
    """A name found by the model: tokens `first` to `last` (inclusive) and a label PER, LOC, ORG or MISC."""

    first: int
    last: int
    label: str


@dataclass(frozen=True)
class Tree:
    """The parsed article: tokens in text order, sentence bounds as (first, last) token indexes, names."""

    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...]
    entities: tuple[Entity, ...] = ()

    @cached_property
    def low(self) -> tuple[str, ...]:
        """Every word in lower case with plain apostrophes."""
        return tuple(t.text.lower().replace("’", "'") for t in self.tokens)

    @cached_property
    def kids(self) -> tuple[tuple[int, ...], ...]:
        """The children of every token, in text order."""
        out: list[list[int]] = [[] for _ in self.tokens]
        for t in self.tokens:
            if t.head != t.i:
                out[t.head].append(t.i)
        return tuple(tuple(k) for k in out)

    @cached_property
    def sentence_of(self) -> tuple[int, ...]:
        """The index of the sentence of every token."""
        out = [0] * len(self.tokens)
        for n, (first, last) in enumerate(self.sentences):
            for i in range(first, last + 1):
                out[i] = n
        return tuple(out)

    @cached_property
    def entity_of(self) -> Mapping[int, Entity]:
        """The name that a token belongs to."""
        return {i: e for e in self.entities for i in range(e.first, e.last + 1)}

    def children(self, i: int, *deps: str) -> Iterator[Token]:
        """The children of token `i` whose label (or label before the colon) is one of `deps`; all without `deps`."""
        for k in self.kids[i]:
            t = self.tokens[k]
            if not deps or t.dep in deps or t.dep.partition(":")[0] in deps:
                yield t

    def subtree(self, i: int) -> tuple[int, ...]:
        """The token and all that hangs on it, in text order."""
        out, todo = [], [i]
        while todo:
            k = todo.pop()
            out.append(k)
            todo.extend(self.kids[k])
        return tuple(sorted(out))

    def ancestors(self, i: int) -> Iterator[int]:
        """The heads above token `i`, nearest first."""
        while self.tokens[i].head != i:
            i = self.tokens[i].head
            yield i

    def span(self, first: int, last: int) -> Span:
        """From token `first` to token `last`, both included."""
        return Span(self.tokens[first].start, self.tokens[last].end)

    def at(self, offset: int) -> int | None:
        """The index of the token that holds (or first follows) a character of the text."""
        lo, hi = 0, len(self.tokens)
        while lo < hi:
            mid = (lo + hi) // 2
            if self.tokens[mid].end <= offset:
                lo = mid + 1
            else:
                hi = mid
        return lo if lo < len(self.tokens) else None
