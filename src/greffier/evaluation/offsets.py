"""From offsets of a record's clean text to offsets of another edition of the same text, over letters and digits."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher

Offsets = dict[int, int]


def align(ours: str, theirs: str) -> Offsets:
    """The offset in `theirs` of every letter and digit of `ours` that has its like there."""
    a = [i for i, c in enumerate(ours) if c.isalnum()]
    b = [i for i, c in enumerate(theirs) if c.isalnum()]
    left, right = _letters(ours, a), _letters(theirs, b)
    if left == right:
        return dict(zip(a, b, strict=True))
    out: Offsets = {}
    for block in SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks():
        out.update((a[block.a + k], b[block.b + k]) for k in range(block.size))
    return out


def letters_of(text: str, spans: Iterable[tuple[int, int]], offsets: Offsets | None = None) -> set[int]:
    """The offsets of letters and digits inside the spans, moved through `offsets` when given."""
    found = {
        i for start, end in spans for i in range(max(0, start), min(len(text), end)) if text[i].isalnum()
    }
    return found if offsets is None else {offsets[i] for i in found if i in offsets}


def _letters(text: str, at: list[int]) -> str:
    return "".join(unicodedata.normalize("NFKC", text[i])[:1] for i in at)
