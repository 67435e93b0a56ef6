"""What every matcher of reported speech looks at: tokens with their quotation, sentence and readable part,
and where clauses end."""

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
SUBORDINATE = frozenset({"acl:relcl", "ccomp", "advcl"})
DASHES = frozenset({"-", "–", "—", "--"})
LEADING = frozenset({",", "-", "–", "—"})
MAX_CONTENT = (
    120  # tokens outside quotation marks: no clause of news is longer, and a page without stops must end
)
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
        return Span(start, end) if end > start else None

    def clause_end(self, start: int, cue: CueUse | None, *, commas: bool = False, bare: bool = False) -> int:
        """The last token of reported content that begins at `start`: where its clause, not the cue's
        sentence, ends.

        `commas` ends it at the first comma, `bare` (content without a finite verb of its own: an infinitive, a
        noun) where a clause with its own subject follows.
        """
        n, k = len(self.tokens), self.quote[start]
        inside = k if k >= 0 and cue is not None and self.quote[cue.token] == k else -1
        last = self.bounds_of_sentence(start)[1]
        if inside >= 0:
            close, words_end = self.bounds[inside][1], self.inner(inside).end
            last = min(
                last, close if self.tokens[close].start < words_end else close - 1
            )  # "aide»" may be one token
        above = self._verbs_above(cue)
        i, steps = start, 0
        while i < n:
            if i > last or steps > MAX_CONTENT:
                return i - 1
            q = self.quote[i]
            if q >= 0 and q != inside and self.bounds[q][0] >= start - 1:
                i = self.bounds[q][1] + 1  # a quotation is taken whole, even past the end of the sentence
                continue
            if i > start and (self._stops(i, start, cue, commas) or self._returns(i, start, above)):
                return i - 1
            if bare and i > start and (self._opens_clause(i) or self._goes_with(i, cue)):
                return i - 1
            i, steps = i + 1, steps + 1
        return n - 1

    def _stops(self, i: int, start: int, cue: CueUse | None, commas: bool) -> bool:
        word = self.low[i]
        if word == ";" or (word in (":", ".", "?", "!") and i > start + 1):
            return True
        if self.is_dash(i) and self._closes_dash(start):
            return True
        if word == ",":
            return commas or self._stops_after_comma(i + 1, start, cue)
        if (word, self.word(i + 1)) in self.cues.pairs and self.pos(i) != "PRON":
            head = self._subordinate_head(i)
            return head is not None and not start <= head
        if word in self.words["relatives"] and i > start + 1:
            use = self.group_at(i + 1)
            return use is not None and use.shape == "finite" and self.is_in(use.last + 1, "complementizers")
        if word in self.words["coordinators"]:
            return self._coordinates_cue(i + 1, cue) or self._back_to(i, cue)
        if word in self.cues.sources and i > start and self.quote[i] < 0:
            return self._source_closes(i)
        return False

    def _goes_with(self, i: int, cue: CueUse | None) -> bool:
        """Whether a participle behind a comma belongs to the cue: "a sommé Paris de partir, brandissant des pancartes"."""
        if cue is None or self.low[i] != "," or i + 1 >= len(self.tokens):
            return False
        t = self.tokens[i + 1]
        present = t.morph.get("VerbForm") == "Part" and t.morph.get("Tense") == "Pres"
        return present and t.head in (cue.token, self.tokens[cue.token].head)

    def _opens_clause(self, i: int) -> bool:
        """Whether a main clause with its own subject opens behind a comma: ", mais l'explication ne convainc pas"."""
        if self.is_in(i, "coordinators") and self._resumes(i + 1):
            return True
        if self.low[i] != "," and not self.is_in(i, "coordinators"):
            return False
        joined = self.is_in(i, "coordinators") or self.is_in(i + 1, "coordinators")
        first = i + 2 if self.is_in(i + 1, "coordinators") else i + 1
        last = self.bounds_of_sentence(i)[1]
        for j in range(first, last + 1):
            t = self.tokens[j]
            if t.pos == "SCONJ" or self.is_in(
                j, "relatives", "complementizers", "of_which", "place_relatives"
            ):
                return False
            if t.pos in ("VERB", "AUX") and t.morph.get("VerbForm", "Fin") == "Fin":
                if t.dep.startswith("flat") and self.pos(first) in ("DET", "PROPN"):
                    return True  # a name with its verb taken for a part of it: "Paul Durand critique"
                verbs = (j, t.head)
                own = any(
                    first <= k.i < j and k.dep.startswith("nsubj") and k.pos not in ("PRON",)
                    for v in verbs
                    for k in self.tree.children(v, "nsubj")
                )
                return own and (joined or self._has_main_verb(first, j))
            if (not joined and self.low[j] in (",", ";", ":")) or self.quote[j] >= 0:
                return False
        return False

    def _resumes(self, i: int) -> bool:
        """Whether a finite verb without a subject stands here: "affirme avoir gagné et refuse de partir"."""
        while self.is_in(i, "clitics", "negating"):
            i += 1
        if i >= len(self.tokens):
            return False
        t = self.tokens[i]
        return t.pos in ("VERB", "AUX") and t.morph.get("VerbForm") == "Fin"

    def _has_main_verb(self, first: int, verb: int) -> bool:
        """Whether the verb is the main one of its sentence, or hangs on nothing before the clause."""
        head = self.tokens[verb].head if self.tokens[verb].pos == "AUX" else verb
        t = self.tokens[head]
        return t.dep == "ROOT" or t.head >= first

    def is_dash(self, i: int) -> bool:
        """Whether token `i` is a dash that stands apart, not the hyphen of "Al-Qaida"."""
        before = self.tokens[i].start - 1
        return (
            self.low[i] in DASHES and self.quote[i] < 0 and before >= 0 and self.layout.shadow[before] == " "
        )

    def _closes_dash(self, start: int) -> bool:
        """Whether a dash closes the parenthesis in which the content stands: "si rien - le maire appelle à P -, il ..."."""
        first = self.bounds_of_sentence(start)[0]
        return sum(map(self.is_dash, range(first + 1, start))) % 2 == 1

    def past_connective(self, start: int, end: int) -> int:
        """The token behind a connective that opens a sentence: "De son côté, P", "Ainsi, P"."""
        comma = next((j for j in range(start + 1, min(start + 5, end)) if self.low[j] == ","), None)
        if comma is None:
            return start
        side = self.is_in(comma - 1, "aside_nouns") and self.is_in(comma - 2, "possessives")
        alone = comma == start + 1 and self.is_in(start, "connectives")
        return comma + 1 if side or alone else start

    def _verbs_above(self, cue: CueUse | None) -> frozenset[int]:
        """What governs a cue that stands in a clause of its own; elsewhere a parser's slip may put P above its cue."""
        if cue is None or not (cue.shape == "gerund" or self.tokens[cue.token].dep in SUBORDINATE):
            return frozenset()
        return frozenset(self.tree.ancestors(cue.token))

    def _returns(self, i: int, start: int, above: frozenset[int]) -> bool:
        """Whether the sentence goes back to a verb that governs the cue: "un groupe qui se disait
        intéressé n'a plus ..."."""
        if not above:
            return False
        t = self.tokens[i]
        if t.i in above and t.i > start:
            return t.pos in ("VERB", "AUX")
        if (
            t.head in above
            and t.head > start
            and t.dep.partition(":")[0] in ("nsubj", "aux", "advmod", "expl", "iobj", "cop", "obj")
        ):
            return t.head > i and (t.dep.startswith("nsubj") or self.tokens[i].pos in ("AUX", "ADV", "PRON"))
        subject = self.tokens[t.head]
        return (
            t.dep == "det"
            and subject.dep.startswith("nsubj")
            and subject.head in above
            and subject.head > t.head > i
        )

    def _source_closes(self, i: int) -> bool:
        phrases = self.cues.sources[self.low[i]]
        hit = next((p for p in phrases if tuple(self.low[i : i + len(p.words)]) == p.words), None)
        return hit is not None and hit.kind == "source"

    def _reads(self, i: int, words: tuple[str, ...]) -> bool:
        return all(self.word(i + k) == w for k, w in enumerate(words))

    def _subordinate_head(self, i: int) -> int | None:
        for j in (i, i + 1):
            t = self.tokens[j]
            if t.dep in ("mark", "fixed", "advmod") and t.head != j:
                verb = (
                    t.head if self.tokens[t.head].dep not in ("mark", "fixed") else self.tokens[t.head].head
                )
                return self.tokens[verb].head if self.tokens[verb].head != verb else None
        return None

    def _stops_after_comma(self, i: int, start: int, cue: CueUse | None) -> bool:
        if i >= len(self.tokens):
            return True
        word, after = self.low[i], self.word(i + 1)
        if (word, after) in self.cues.pairs or word in self.words["heavy_relatives"]:
            return True
        if self.is_in(i + 1, "time_units") and self.is_in(i + 2, "after", "before_time"):
            return True  # ", quelques semaines après l'annonce": when the article says it was said
        if word in self.cues.sources and self._source_closes(i):
            return True
        if any(
            self._reads(i, p.words) for p in self.cues.relay_openings.get(word, ()) if p.kind == "participle"
        ):
            return True  # ", cité par RIA Novosti"
        use = self.group_at(i)
        if use is not None and use is not cue:
            if use.shape == "gerund" or use.inverted is not None:
                return True
            if use.shape == "finite" and not self._own_subject(use, start):
                return True
        if word in self.words["relatives"]:
            t = self.tokens[i]
            verb = t.head
            return self.tokens[verb].dep.startswith("acl") and self.tokens[verb].head < start and verb != i
        if word in self.words["coordinators"]:
            return self._coordinates_cue(i + 1, cue) or self._back_to(i, cue)
        if self.pos(i) == "ADP":
            return any(
                self.tokens[j].lemma in self.cues.media for j in range(i + 1, min(i + 4, len(self.tokens)))
            )
        return False

    def _own_subject(self, use: CueUse, start: int) -> bool:
        return any(start <= t.i < use.first for t in self.tree.children(use.token, "nsubj"))

    def _back_to(self, i: int, cue: CueUse | None) -> bool:
        """Whether "mais" joins a clause to the reporting verb itself: "X accuse Y de P, mais Z le nie"."""
        verb = self.tokens[self.tokens[i].head]
        if cue is None or self.tokens[i].dep != "cc" or verb.i < i or self.is_in(i + 1, "complementizers"):
            return False
        return verb.dep == "conj" and verb.head == cue.token and verb.pos in ("VERB", "AUX")

    def _coordinates_cue(self, i: int, cue: CueUse | None) -> bool:
        """Whether a cue verb without a subject of its own follows "et": the reporting sentence goes on,
        not its content."""
        if self.is_in(i, "complementizers") or cue is None:
            return False
        j = i
        while self.pos(j) == "ADV" and j < i + 2:
            j += 1
        use = self.group_at(j)
        if use is None or use.doubtful or use.token == cue.token:
            return False
        if use.shape == "participle":  # "a répété que P et menacé Y"
            return cue.first < cue.token
        return use.shape in (cue.shape, "finite", "gerund")

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
