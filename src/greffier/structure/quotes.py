"""Finds quotations: a stack of open marks, one pass over each paragraph, every kind of mark that news uses.

A quotation never leaves its paragraph; one that goes on in the next is linked to it by `continues`. A missing mark costs
one quotation, never the document.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..model.span import Span
from .layout import Quote, QuoteKind
from .words import LayoutWords

MAX_DEPTH = 64  # levels of nesting; deeper ones are noise, and what reads quotations stays fast
MAX_SINGLE = 300  # characters between single marks; farther apart they are two apostrophes
SCARE_WORDS = 3
MAX_TITLE_WORDS = 12
MAX_UNCLOSED = (
    1_500  # characters; whole articles come as one line, and a forgotten mark must not quote all of it
)
LOOK_BACK = 40  # characters before a mark in which a word like "le film" is looked for

_MARK = re.compile(r"''|‘‘|’’|[«»“”„‹›\"‘’']")  # ''two apostrophes'' are written for one mark
_CLOSED_BY = {
    "«": "»",
    "“": '”"',
    "„": '“”"',
    "‹": "›",
    "‘": "’'",
    "'": "'’",
    '"': '"”',
    "''": ("''", "’’"),
    "‘‘": ("’’", "‘‘"),
    "’’": ("’’",),
    "”": "”",
    "»": "«»",
    "›": "‹",
}
_LENIENT = {"“": "»", "«": "”", "''": '"'}  # writers mix them; taken only where no open mark fits better
_BEFORE_OPENING = "([{«“„‹‘'’-–—/:…\"|>="
_AFTER_CLOSING = ",.;:!?)]}»”›\"'’-–—/…|"
_STOP = re.compile(r"[.!?…](?=\s)")
_ENDED = re.compile(r"([.!?…][»”\"]?)\s*$")
_TOKEN = re.compile(r"[\w'’-]+|[^\w\s]")


@dataclass(slots=True)
class _Found:
    """A quotation being read."""

    start: int
    mark: str
    depth: int
    parent: int | None
    end: int = -1
    closed: bool = False
    open_width: int = (
        1  # 2 for ''; 0: the quotation goes on from the paragraph before, without a mark of its own
    )
    close_width: int = 0
    continues: int | None = None


def find_quotes(text: str, regions: Iterable[Sequence[Span]], words: LayoutWords) -> tuple[Quote, ...]:
    """All quotations of a text in order. A region is a run of paragraphs over which a quotation may go on."""
    found: list[_Found] = []
    for region in regions:
        left_open: int | None = None
        for paragraph in region:
            left_open = _Scanner(text, paragraph, found, left_open, words.elided).scan()
    return _to_quotes(text, found, words)


class _Scanner:
    """One paragraph: opens and closes quotations in `found`."""

    def __init__(
        self,
        text: str,
        paragraph: Span,
        found: list[_Found],
        left_open: int | None,
        elided: frozenset[str],
    ) -> None:
        self.elided = elided
        self.text, self.start, self.end = text, paragraph.start, paragraph.end
        self.found, self.left_open = found, left_open
        self.stack: list[int] = []
        self.last_closed: int | None = None
        self.seen_mark = False
        self.single_ends: list[int] | None = None

    def scan(self) -> int | None:
        """Read the paragraph; the index of the quotation that it leaves open, if any."""
        for match in _MARK.finditer(self.text, self.start, self.end):
            at, mark = match.start(), match.group()
            if len(mark) > 1:
                self._straight(at, mark)
                self.seen_mark = True
            elif mark in "'’":
                self._single(at, mark)
            elif mark == "‘":
                if self._begins_single(at):
                    self._open(at, mark)
            else:
                self._double(at, mark)
                self.seen_mark = True
        return self._finish()

    def _double(self, at: int, mark: str) -> None:
        if mark == '"':
            self._straight(at, mark)
            return
        opened = self._find_open(mark)
        if mark in "»”›":
            if opened is not None:
                self._close(opened, at)
            elif not self._go_on(at, mark) and self._can_open(at) and not self._can_close(at):
                self._open(at, mark)
            return
        if opened is not None and self._can_close(at) and (mark == "“" or not self._can_open(at)):
            self._close(opened, at)
        else:
            self._open(at, mark)

    def _straight(self, at: int, mark: str) -> None:
        """The ASCII mark is told by its surroundings: it opens after a blank, it closes before one."""
        opened = self._find_open(mark)
        last = at + len(mark) - 1
        opens, closes = self._can_open(at, last), self._can_close(at, last)
        before, after = self._char(at - 1), self._char(last + 1)
        if opened is not None and (closes or not opens):
            self._close(opened, at, len(mark))
        elif opens:
            self._open(at, mark)
        elif not closes and before.isspace():
            self._open(at, mark)  # " Oui " with blanks on both sides
        elif before.isdigit() or len(mark) > 1:
            return  # after a digit: inches
        elif not self._go_on(at, mark) and not closes and after.isalnum():
            self._open(at, mark)  # the blank before it is missing: des sanctions."Nous refusons", dit-il

    def _single(self, at: int, mark: str) -> None:
        if self.stack and self.found[self.stack[-1]].mark in ("'", "‘") and self._ends_single(at):
            self._close(self.stack[-1], at)
        elif mark == "'" and self._begins_single(at):
            self._open(at, mark)

    def _begins_single(self, at: int) -> bool:
        """Whether a single mark opens: after a blank, before a letter, with an end in reach; else it is an apostrophe."""
        before = self._char(at - 1)
        if not (before.isspace() or before in '([«“"') or not self._char(at + 1).isalpha():
            return False
        if self.single_ends is None:
            marks = re.compile(r"['’]").finditer(self.text, self.start, self.end)
            self.single_ends = [m.start() for m in marks if self._ends_single(m.start())]
        k = bisect_left(self.single_ends, at + 2)
        return k < len(self.single_ends) and self.single_ends[k] - at <= MAX_SINGLE

    def _ends_single(self, at: int) -> bool:
        if self._char(at - 1).isspace() or self._char(at + 1).isalnum():
            return False
        word = re.search(r"\w*$", self.text[max(self.start, at - 10) : at])
        return word is None or word.group().lower() not in self.elided

    def _char(self, at: int) -> str:
        """The character at an offset; a blank beyond the paragraph."""
        return self.text[at] if self.start <= at < self.end else " "

    def _can_open(self, at: int, last: int | None = None) -> bool:
        """Whether a mark (of one character, or `at` to `last`) stands where one opens."""
        last = at if last is None else last
        before, after = self._char(at - 1), self._char(last + 1)
        if not (before.isspace() or before in _BEFORE_OPENING) or after.isspace():
            return False
        return after not in ",.;:!?)]»”" or self.text.startswith("...", last + 1)

    def _can_close(self, at: int, last: int | None = None) -> bool:
        before, after = self._char(at - 1), self._char((at if last is None else last) + 1)
        return not before.isspace() and (after.isspace() or after in _AFTER_CLOSING)

    def _find_open(self, mark: str) -> int | None:
        """The innermost open quotation that this mark could close."""
        for fits in (_CLOSED_BY, _LENIENT):
            for index in reversed(self.stack):
                if mark in fits.get(self.found[index].mark, ""):
                    return index
        return None

    def _open(self, at: int, mark: str) -> None:
        if len(self.stack) >= MAX_DEPTH:
            return
        quote = _Found(at, mark, len(self.stack), self.stack[-1] if self.stack else None)
        quote.open_width = len(mark)
        if self.left_open is not None and not self.seen_mark and not self.text[self.start : at].strip():
            before = self.found[self.left_open]
            if before.mark == mark or mark in '«“"':
                quote.continues = self.left_open
                before.closed = True
        self.stack.append(len(self.found))
        self.found.append(quote)

    def _close(self, index: int, at: int, width: int = 1) -> None:
        """Close a quotation; those opened inside it and never closed end here too."""
        while self.stack:
            top = self.stack.pop()
            quote = self.found[top]
            if top == index:
                quote.end, quote.closed, quote.close_width = at + width, True, width
                break
            quote.end = at
        self.last_closed = index

    def _go_on(self, at: int, mark: str) -> bool:
        """A closing mark without an opening one ends the quotation that the paragraph before left open."""
        if self.left_open is None or self.seen_mark or self.stack:
            return False
        before = self.found[self.left_open]
        if mark not in _CLOSED_BY[before.mark]:
            return False
        before.closed = True
        self.found.append(_Found(self.start, before.mark, 0, None, at + 1, True, 0, 1, self.left_open))
        return True

    def _finish(self) -> int | None:
        left: int | None = None
        for index in self.stack:
            quote = self.found[index]
            quote.end = self.end
            self._cut_short(index)
            inner = self.found[self.last_closed] if self.last_closed is not None else None
            last = inner is not None and inner.parent == index == self.stack[-1] and quote.end == self.end
            if inner and last and not self.text[inner.end : self.end].strip(" .,"):
                quote.end, quote.closed, quote.close_width = (
                    inner.end,
                    True,
                    1,
                )  # « … « … »: one mark closes both
            elif left is None:
                left = index
        return left

    def _cut_short(self, index: int) -> None:
        """End an unclosed quotation before the next one that begins after a full stop, or at a full stop within reach."""
        quote = self.found[index]
        for n in range(index + 1, len(self.found)):
            inner = self.found[n]
            if inner.parent != index or inner.mark != quote.mark:
                continue
            if stop := _ENDED.search(self.text, max(quote.start, inner.start - 5), inner.start):
                quote.end = stop.end(1)
                break
        else:
            reach = quote.start + MAX_UNCLOSED
            if self.end <= reach:
                return
            stops = [m.end() for m in _STOP.finditer(self.text, quote.start, reach)]
            quote.end = stops[-1] if stops else reach
        for inner in self.found[index + 1 :]:  # what lay inside and now lies behind moves one level up
            if inner.start >= quote.end:
                inner.depth -= 1
                if inner.parent == index:
                    inner.parent = quote.parent


def _to_quotes(text: str, found: list[_Found], words: LayoutWords) -> tuple[Quote, ...]:
    """The quotations found, without empty ones."""
    place: dict[int, int] = {}
    out: list[Quote] = []
    for n, f in enumerate(found):
        start, end = _trim(text, f.start + f.open_width, f.end - f.close_width)
        if start >= end:
            continue
        place[n] = len(out)
        inner = Span(start, end)
        span = Span(f.start, f.end if f.close_width else max(end, f.start + 1))
        parent = None if f.parent is None else place.get(f.parent)
        continues = None if f.continues is None else place.get(f.continues)
        kind = judge_kind(text, span, inner, words) if continues is None else "speech"
        out.append(Quote(span, inner, f.depth, parent, f.closed, continues, kind))
    return tuple(out)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def judge_kind(text: str, span: Span, inner: Span, words: LayoutWords) -> QuoteKind:
    """Speech, scare quotes or a title, from form alone."""
    if len(inner) > 200:
        return "speech"
    said = text[inner.start : inner.end]
    parts = [w for w in said.split() if any(c.isalnum() for c in w)]
    before = _TOKEN.findall(text[max(0, span.start - LOOK_BACK) : span.start].lower())[-3:]
    if len(parts) <= MAX_TITLE_WORDS and before and before[-1] != ":":
        if before[-1] in words.entitled and not (len(before) > 1 and before[-2] in words.finite):
            return "title"
        named = before[-1], before[-2] if len(before) > 1 and before[-1].isalpha() else ""
        if said[:1].isupper() and any(w.replace("’", "'").rpartition("'")[2] in words.titles for w in named):
            return "title"
    ended = said[-1] in ".!?…"
    weighty = [w for w in parts if len(w) > 3]
    if len(parts) > 1 and len(parts) <= 6 and not ended and weighty and all(w[0].isupper() for w in weighty):
        return "title"
    if len(parts) <= SCARE_WORDS and not ended and not words.looks_finite(said):
        if not words.incise.match(text, span.end, span.end + 40) and (not before or before[-1] != ":"):
            return "scare"
    return "speech"
