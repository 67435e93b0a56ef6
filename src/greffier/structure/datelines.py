"""The dateline at the front of a line: place, date, agency, and the dash after them ("PARIS (AFP) – ")."""

from __future__ import annotations

import re
from functools import lru_cache

from .words import LayoutWords

MAX_DATELINE = 120  # characters

_WORD = r"[A-ZÀ-ÖØ-ÞŒ][\w'’.]*(?:-[a-zà-ÿ][\w'’.]*)*"  # "Vitry-le" of "Vitry-le-François" is one word
_CAPITAL = r"(?=[\"'«“„‘(]{0,2}\s?[A-ZÀ-ÖØ-ÞŒ0-9])"


def dateline_length(text: str, first: bool, words: LayoutWords) -> int:
    """How many characters at the front of a line are its dateline, 0 if there is none.

    `first` tells whether the line is at the top of the article, where a place and a dash are enough.
    """
    dated, by_agency, placed = _patterns(words)
    head = text[:MAX_DATELINE]
    if m := dated.match(text, 0, MAX_DATELINE + 1) or by_agency.match(head):
        return m.end()
    m = placed.match(head)
    if not m:
        return 0
    place = m["place"]
    sure = m["date"] or m["agency"] or (place.isupper() and len(place) > 3)
    likely = first and m["dash"].strip()[0] in "—|–" and len(place.split()) <= 3
    return m.end() if sure or likely else 0


@lru_cache(maxsize=8)
def _patterns(words: LayoutWords) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Three forms of a dateline: a date alone, one with a known agency, one with a place and a dash."""
    within = rf"(?:(?:{words.any_of('place_words')})\s?)?"
    place = rf"{_WORD}(?:[ /-]{within}{_WORD}){{0,4}}"
    date = rf"(?i:{words.date})(?:\s*,?\s*(?:{words.time}))?"
    agency = rf"\(\s*{words.agency}(?:\s*[,/]\s*\w+)*\s*\)"
    placed = (
        rf"(?P<place>{place})(?:\s*\((?P<inside>[^)]{{2,30}})\))?"
        rf"(?:\s*[,/]\s*(?:(?:{words.any_of('before_date')})\s+)?(?P<date>{date}))?"
        rf"\s*(?:\((?P<agency>[A-Z][^)]{{1,20}})\))?\s*(?:\.\s*)?(?P<dash>[–—|]+|\s-+)(?:\s+{_CAPITAL}|\s*$)"
    )
    return (
        re.compile(rf"{date}\s*(?:[.,]?\s*[–—|-][–—|\s-]*|\.?$)"),
        re.compile(rf"(?:{place}\s*,?\s*)?(?:{date}\s*)?{agency}\s*(?:[–—|:-]+\s*)?(?:$|{_CAPITAL})"),
        re.compile(placed),
    )
