"""What every matcher of reported speech looks at: tokens with their quotation, sentence and readable part."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..language.cues import CueLine, Cues, is_finite_form
from ..language.registry import Language
from ..language.tree import Tree
from ..model.span import Span
from ..structure.layout import Layout

READ = frozenset(
    {"headline", "caption", "body", "dateline"}
)  # credits, tags, bylines and boilerplate say nothing
OPENING, CLOSING = frozenset("«“„‹\"'‘"), frozenset("»”›\"'’")
MARKS = OPENING | CLOSING
FULL_STOPS = frozenset({".", "!", "?", "…", "..."})
OPEN = frozenset({"NOUN", "ADJ", "PROPN", "X"})  # what the tagger takes verbs for
LEADING = frozenset({",", "-", "–", "—"})
TRIM = ' \t\n\r .,;:!?…-–—«»“”„‹›"\u00a0\u202f'


@dataclass(frozen=True, slots=True)
class CueUse:
    """A cue verb of the text.

    `first` to `last` are the tokens of its verb group (auxiliaries, clitics, "-t-il"), `token` the verb
    itself. `shape` is finite (compound tenses too), participle, gerund or infinitive. `inverted` is the
    token of the pronoun of "a-t-il dit". `doubtful` marks a form that the tagger did not take for a verb.
    """

    token: int
    first: int
    last: int
    shape: str
    line: CueLine
    inverted: int | None = None
    negated: bool = False
    passive: bool = False
    future: bool = False
    doubtful: bool = False
    person: int = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """What one construction found: the content, the cue, and the head of the speaker if one is in sight.

    `order` is the place of the construction in the order of precedence (small wins). `speaker` is a token;
    without one `inherits` tells whether the speaker of the statement before goes on.
    """

    rule: str
    order: int
    content: tuple[Span, ...]
    cue: tuple[int, int] | None
    line: CueLine | None
    speaker: int | None
    via: tuple[int, ...] = ()
    addressee: int | None = None
    inherits: bool = False
    quotes: tuple[int, ...] = ()

    @property
    def start(self) -> int:
        return self.content[0].start

    def covers(self, offset: int) -> bool:
        """Whether a character lies inside the content."""
        return any(s.start <= offset < s.end for s in self.content)


class Scene:
    """One article as the matchers see it."""

    def __init__(
        self, layout: Layout, tree: Tree, cues: Cues, language: Language, dates: frozenset[int] = frozenset()
    ) -> None:
        self.layout, self.tree, self.cues, self.language = layout, tree, cues, language
        self.tokens = tree.tokens
        self.dates = dates
        self.low = [t.text.lower().replace("’", "'") for t in self.tokens]
        self.words = cues.words
        self.quote: list[int] = [-1] * len(self.tokens)
        self.bounds: dict[int, tuple[int, int]] = {}
        self._mark_quotes()
        self.uses: dict[int, CueUse] = {}
        self.knows: Callable[[int], bool] = lambda head: False
        self.is_medium: Callable[[int], bool] = lambda head: False
        self._sentence_ends = [s.end for s in layout.sentences]

    def _mark_quotes(self) -> None:
        self._root: dict[int, int] = {}
        for k, quote in enumerate(self.layout.quotes):
            if quote.depth:
                continue
            if quote.continues is not None and (root := self._root.get(quote.continues)) is not None:
                self._root[k] = root  # a quotation that reopens in a new paragraph is one with its beginning
                self._extend(root, quote.span.end)
                continue
            self._root[k] = k
            first, end = self.tree.at(quote.span.start), quote.span.end
            if first is None:
                continue
            last = first
            while last + 1 < len(self.tokens) and self.tokens[last + 1].start < end:
                last += 1
            if self.tokens[first].start >= end:
                continue
            self.bounds[k] = (first, last)
            for i in range(first, last + 1):
                self.quote[i] = k

    def _extend(self, root: int, end: int) -> None:
        first, last = self.bounds[root]
        while last + 1 < len(self.tokens) and self.tokens[last + 1].start < end:
            last += 1
        self.bounds[root] = (first, last)
        for i in range(first, last + 1):
            self.quote[i] = root

    def is_in(self, i: int, *lists: str) -> bool:
        """Whether the word at `i` is in one of the language's word lists."""
        return 0 <= i < len(self.low) and any(self.low[i] in self.words[name] for name in lists)

    def pos(self, i: int) -> str:
        """The part of speech at `i`, "" outside the text."""
        return self.tokens[i].pos if 0 <= i < len(self.tokens) else ""

    def word(self, i: int) -> str:
        """The word at `i` in lower case, "" outside the text."""
        return self.low[i] if 0 <= i < len(self.low) else ""

    def bounds_of_sentence(self, i: int) -> tuple[int, int]:
        """The first and last token of the sentence of token `i`."""
        first, last = self.tree.sentences[self.tree.sentence_of[i]]
        k = bisect_right(
            self._sentence_ends, self.tokens[i].start
        )  # what follows in no sentence (tags) is not of this one
        if k < len(self._sentence_ends):
            while last > i and self.tokens[last].start >= self._sentence_ends[k]:
                last -= 1
        return first, last

    def is_read(self, i: int) -> bool:
        """Whether the token stands in a part that is read for statements."""
        part = self.layout.part_at(self.tokens[i].start)
        return part is not None and part.kind in READ

    def outside(self, i: int, end: int) -> int:
        """`i`, or the last token of the quotation that opens at or holds `i` when it does not reach past
        `end`."""
        k = self.quote[i]
        return self.bounds[k][1] if k >= 0 and self.bounds[k][1] <= end else i

    def opens(self, i: int) -> int | None:
        """The quotation that opens with token `i`."""
        if not 0 <= i < len(self.tokens):
            return None
        k = self.quote[i]
        return k if k >= 0 and self.bounds[k][0] == i else None

    def closes(self, i: int) -> int | None:
        """The quotation that ends with token `i`."""
        if not 0 <= i < len(self.tokens):
            return None
        k = self.quote[i]
        return k if k >= 0 and self.bounds[k][1] == i else None

    def inner(self, k: int) -> Span:
        """The words of a quotation with those of the quotations that it goes on in."""
        inner = self.layout.quotes[k].inner
        more = [q for q, root in self._root.items() if root == k and q != k]
        return Span(inner.start, self.layout.quotes[more[-1]].inner.end) if more else inner

    def size(self, k: int) -> int:
        """How many words a quotation holds."""
        first, last = self.bounds[k]
        return sum(1 for i in range(first, last + 1) if any(c.isalnum() for c in self.tokens[i].text))

    def has_finite(self, first: int, last: int) -> bool:
        """Whether a finite verb stands between two tokens."""
        return any(
            t.pos in ("VERB", "AUX") and t.morph.get("VerbForm", "Fin") == "Fin"
            for t in self.tokens[first : last + 1]
        )

    def has_verb(self, first: int, last: int) -> bool:
        """Whether a finite verb stands between two tokens, by the tagger or by the form ("ferme" taken for an adjective)."""
        if self.has_finite(first, last):
            return True
        return any(
            is_finite_form(self.low[i], self.language) for i in range(first, last + 1) if self.pos(i) in OPEN
        )

    def starts_clause(self, i: int) -> bool:
        """Whether only a conjunction, an adverb or a dash stands before the token in its sentence."""
        start, _ = self.bounds_of_sentence(i)
        while start < i and (
            self.pos(start) in ("CCONJ", "ADV")
            or self.low[start] in LEADING
            or self.is_in(start, "coordinators")
        ):
            start += 1
        return start == i

    def trim(self, first: int, last: int) -> Span | None:
        """The characters from token `first` to token `last` without punctuation and marks around them."""
        if last < first:
            return None
        text = self.layout.shadow
        start, end = self.tokens[first].start, self.tokens[last].end
        while start < end and text[start] in TRIM:
            start += 1
        while end > start and text[end - 1] in TRIM:
            end -= 1
        return self._balanced(Span(start, end)) if end > start else None

    def _balanced(self, span: Span) -> Span:
        """With the mark that belongs to one inside: "l'accord « indigne »"."""
        for k in self.bounds:
            quote = self.layout.quotes[k]
            if not quote.closed or quote.continues is not None:
                continue
            if span.start < quote.span.start < span.end and quote.inner.end <= span.end < quote.span.end:
                return Span(span.start, quote.span.end)
            if quote.span.start < span.start <= quote.inner.start and quote.span.end < span.end:
                return Span(quote.span.start, span.end)
        return span

    def group_at(self, i: int) -> CueUse | None:
        """The cue whose verb group begins at token `i`."""
        for j in range(i, min(i + 7, len(self.tokens))):
            use = self.uses.get(j)
            if use is not None:
                return use if use.first == i else None
        return None

    def uses_between(self, first: int, last: int) -> Iterator[CueUse]:
        """The cues whose verb lies between two tokens."""
        for i in range(max(0, first), last + 1):
            if i in self.uses:
                yield self.uses[i]
