"""The shadow text: as long as the clean text, letter for letter in place, with what confuses a parser made plain.

Line breaks of the page layout become blanks, runs of one punctuation character are blanked, typographic apostrophes and
paired quotation marks take their plain form. Offsets of the shadow are offsets of the clean text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from ..model.span import Span
from .layout import Quote

MAX_RUN = 200  # a longer run of one punctuation character costs the tokenizer quadratic time: 8,000 quotes took 16 s
MAX_UNBROKEN = 1_000  # characters without a blank; no word, name or address is as long

DOUBLED = ("''", "‘‘", "’’")  # two single marks that stand for one double mark
_MARKS = '«»“”„‹›"'
_RUN = re.compile(rf"([^\w\s])\1{{{MAX_RUN},}}")
_UNBROKEN = re.compile(rf"\S{{{MAX_UNBROKEN},}}")
_NO_WORD = re.compile(r"[^\w\s]|_")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "´": "'", "′": "'", "`": "'"})


def join_lines(text: str, gaps: Iterable[Span]) -> str:
    """The text with the line breaks in `gaps` as blanks and its pathological runs blanked."""
    out: list[str] = []
    at = 0
    for gap in gaps:
        out += (text[at : gap.start], " " * len(gap))
        at = gap.end
    out.append(text[at:])
    joined = _RUN.sub(lambda m: " " * len(m.group()), "".join(out))
    return _UNBROKEN.sub(lambda m: _NO_WORD.sub(" ", m.group()), joined)


def plain_marks(joined: str, quotes: Iterable[Quote]) -> str:
    """The shadow text: plain apostrophes, and one kind of quotation mark around every quotation."""
    letters = list(joined.translate(_APOSTROPHES))
    for quote in quotes:
        first, last = quote.span.start, quote.span.end - 1
        if quote.inner.start > first:
            if joined[first] in _MARKS:
                letters[first] = '"'
            elif joined[first : first + 2] in DOUBLED:
                letters[first : first + 2] = ' "'
        if quote.inner.end <= last:
            if joined[last] in _MARKS:
                letters[last] = '"'
            elif joined[last - 1 : last + 1] in DOUBLED and last > quote.inner.end:
                letters[last - 1 : last + 1] = '" '
    return "".join(letters)


def part_glued(shadow: str, sentences: Sequence[Span]) -> str:
    """The shadow with the stop blanked where no blank parts two sentences ("l'AFP.Ce rappel"), so that words stay apart."""
    glued = [one.end for one, two in pairwise(sentences) if one.end == two.start]
    if not glued:
        return shadow
    letters = list(shadow)
    for end in glued:
        stop = next((at for at in range(end - 1, max(end - 4, 0), -1) if letters[at] in ".!?…"), None)
        if stop is not None:
            letters[stop] = " "
    return "".join(letters)
