"""Where the sentences of a text begin, told by its marks alone: a number for tables that want one (GDELT), not a reading of the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

# A line end, or a closing mark with blanks behind it and no small letter after; a mark behind one or two capitals is an abbreviation (M., MM.).
_END = re.compile(r"\n+|(?<!\b[A-Z])(?<!\b[A-Z][A-Z])[.!?…]+[\"'’”»)\]]*\s+(?![a-zà-öø-ÿ])")


def sentence_starts(text: str) -> list[int]:
    """The offsets at which sentences begin."""
    return [0, *(m.end() for m in _END.finditer(text) if m.end() < len(text))]


def sentence_number(starts: Sequence[int], offset: int) -> int:
    """The number of the sentence that holds an offset, from 1."""
    return max(bisect_right(starts, offset), 1)
