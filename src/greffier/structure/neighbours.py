"""What only the lines around a line can tell: a headline without a title given, authors' names, captions, teasers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from .kinds import MAX_CAPTION, MAX_HEADLINE
from .lines import OPENING, Piece, has_ended
from .words import LayoutWords

MAX_HEADING = 90  # characters; a longer line without a full stop is a torn sentence rather than a heading
MAX_TEASED = 140  # characters of a headline in a list of other articles
MAX_NAME = 50
MAX_DATED_CAPTION = 150
MAX_CREDITED_CAPTION = 250

_BESIDE_NAME = re.compile(r"\s*[/,]\s*[\w ]{2,30}$")  # "R. I./Agences"

Belongs = Callable[[Piece, Piece, Piece | None, LayoutWords], bool]


def settle_by_neighbours(
    pieces: list[Piece], title_end: int, words: LayoutWords, belongs: Belongs
) -> list[Piece]:
    """The pieces with their kinds settled; `belongs` tells whether one line goes on in the next."""
    out = list(pieces)
    last_prose = max((n for n, p in enumerate(out) if p.kind == "body"), default=-1)
    in_teasers = False  # in a list of other articles' headlines
    for n, piece in enumerate(out):
        if piece.kind != "body":
            in_teasers = piece.kind == "boilerplate" and _announces_list(piece.text, words)
            continue
        before = out[n - 1] if n else None
        after = out[n + 1] if n + 1 < len(out) else None
        in_teasers = (
            in_teasers
            and not piece.inline
            and _heading_like(piece.text, MAX_TEASED)
            and not (after and belongs(piece, after, None, words))
        )
        if in_teasers:
            out[n] = replace(piece, kind="boilerplate")
        elif _is_caption(piece, before, after, words):
            out[n] = replace(piece, kind="caption")
        elif before and _is_name(piece.text, words):
            signs = n == last_prose and has_ended(before.text)
            under_title = (
                title_end
                and before.kind in ("headline", "dateline")
                and after
                and len(after.text) > MAX_HEADING
            )
            if signs or under_title:
                out[n] = replace(piece, kind="byline")
    if not title_end:
        _find_headline(out, words, belongs)
    return out


def _find_headline(out: list[Piece], words: LayoutWords, belongs: Belongs) -> None:
    """Mark the first line of prose as the headline where it looks like one and the text goes on without it."""
    first = next((n for n, p in enumerate(out) if p.kind == "body"), None)
    if first is None or out[first].inline:
        return
    line, after = out[first], next((p for p in out[first + 1 :] if p.kind == "body"), None)
    if after and _heading_like(line.text, MAX_HEADLINE) and not belongs(line, after, None, words):
        if has_ended(after.text) or len(after.text) > len(line.text):
            out[first] = replace(line, kind="headline")


def _announces_list(text: str, words: LayoutWords) -> bool:
    """Whether a teaser's opener stands alone, so that the headlines it announces are the lines after it."""
    match = words.opens("teaser").match(text)
    return match is not None and (text.endswith(":") or not text[match.end() :].strip(" :»>…"))


def _is_name(text: str, words: LayoutWords) -> bool:
    if len(text) > MAX_NAME:
        return False
    return bool(words.name.fullmatch(_BESIDE_NAME.sub("", text))) and not words.looks_finite(text)


def _is_caption(piece: Piece, before: Piece | None, after: Piece | None, words: LayoutWords) -> bool:
    text = piece.text
    if len(text) > MAX_CAPTION or text[0] in OPENING or piece.inline:
        return False
    if not text[0].isupper() and not text[0].isdigit():
        return False
    dated = len(text) <= MAX_DATED_CAPTION and words.dated_end.search(text)
    if dated and not words.looks_finite(text):
        return True
    by_credit = any(p and p.kind == "credit" and not p.blank for p in (before, after))
    short = len(text) <= MAX_CREDITED_CAPTION
    return by_credit and short and not words.looks_finite(text) and has_ended(text)


def _heading_like(text: str, longest: int) -> bool:
    """Whether a line could be a headline: short, not ended, not going on."""
    return (
        len(text) <= longest
        and not has_ended(text)
        and not text.endswith((":", ",", ";", "("))
        and any(c.isalpha() for c in text)
    )
