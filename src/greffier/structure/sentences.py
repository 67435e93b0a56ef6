"""Where sentences end: our own bounds, because a parser's are not to be trusted inside quotations and around line breaks."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from ..model.span import Span
from .words import LayoutWords

MAX_SENTENCE = 2_000  # characters; a longer "sentence" is a list or a text without stops, cut so that the parse is bounded

_STOP = re.compile(r"[.!?…](?:[ ]?[.!?…])*")
_WORD_BEFORE = re.compile(r"[\w°][\w.'’-]*$")
_LAST_PART = re.compile(r"^.*['’.](?=\w)")
_ACRONYM = re.compile(r"(?:[^\W\d_]\.-?)+[^\W\d_]")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_GLUED = re.compile(r"[^\W\d_a-zà-ÿ](?:[a-zà-ÿ]|['’])")  # begins a word though no blank stands before
_SHORT_GLUED = re.compile(r"([^\W\d_a-zà-ÿ]+)(\s|\.\s)")
_SAFE_CUTS = ("; ", " : ", ": ", ", ", " ")


def find_sentences(
    text: str, part: Span, opening: Container[int], closing: Container[int], words: LayoutWords
) -> Iterator[Span]:
    """The sentences of one part. `opening` and `closing` are the offsets of the quotation marks there."""
    start = part.start
    for match in _STOP.finditer(text, part.start, part.end):
        if match.start() < start:
            continue
        end = _after_closers(text, match.end(), part.end, closing)
        after = _skip_blanks(text, end, part.end)
        if after >= part.end:
            break
        if _ends_here(text, start, match, end, after, part.end, opening, words):
            yield from _bounded(text, *_trimmed(text, start, end))
            start = after
    yield from _bounded(text, *_trimmed(text, start, part.end))


def _after_closers(text: str, at: int, end: int, closing: Container[int]) -> int:
    """Past the closing marks and brackets that belong to the stop."""
    while True:
        mark = _skip_blanks(text, at, end)
        if (mark < end and (mark in closing or text[mark] in "»›")) or (
            mark == at < end and text[mark] in ")]}”"
        ):
            at = mark + 1
        else:
            return at


def _skip_blanks(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at


def _ends_here(
    text: str,
    start: int,
    stop: re.Match[str],
    end: int,
    after: int,
    limit: int,
    opening: Container[int],
    words: LayoutWords,
) -> bool:
    """Whether a sentence ends with this stop, given what follows."""
    following = text[after]
    if following in ",;:.!?…)]}»”%" or following.islower():
        return False
    word = _WORD_BEFORE.search(text, max(start, stop.start() - 25), stop.start())
    before = word.group() if word else ""
    starter = _FIRST_WORD.match(text, after)
    begins = after in opening or bool(
        starter and starter.group().lower() in words.starters and following.isupper()
    )
    if end == after:
        return _ends_glued(
            text, stop, end, after in opening or _begins_glued(text, after, limit, words), before
        )
    if following in "–—-":
        then = _skip_blanks(text, after + 1, limit)
        return then < limit and (text[then].isupper() or then in opening)
    if stop.group() == ".":
        return _full_stop(text, start, stop.start(), before, following, begins, words)
    if stop.group() in ("...", "…") and text[stop.start() - 1 : stop.start()] in ("(", "["):
        return begins
    return True


def _begins_glued(text: str, at: int, limit: int, words: LayoutWords) -> bool:
    """Whether a word that begins a sentence stands here: "Ce", "L'", "À Paris", "M. Roy"."""
    if _GLUED.match(text, at, limit):
        return True
    short = _SHORT_GLUED.match(text, at, limit)
    if not short:
        return False
    known = words.starters if short.group(2).isspace() else words.abbreviations
    return short.group(1).lower() in known


def _ends_glued(text: str, stop: re.Match[str], end: int, begins: bool, before: str) -> bool:
    """Whether a sentence ends with a stop after which the blank is missing: "l'AFP.Ce rappel", "a-t-il dit.« Je pars »"."""
    if not begins or end > stop.end() or stop.group() != ".":
        return begins
    last = text[stop.start() - 1 : stop.start()]
    whole = len(before) > 1 and (
        before[-2:].islower() or (len(before) > 2 and before[-3:].isupper()) or last.isdigit()
    )
    return whole or last in '»”")]%' or last.isspace()


def _full_stop(
    text: str, start: int, at: int, before: str, following: str, begins: bool, words: LayoutWords
) -> bool:
    """Whether a single full stop ends a sentence or belongs to an abbreviation, an initial, a number."""
    names = {before.lower(), _LAST_PART.sub("", before).lower()}  # "l'art", "résolution.M"
    initial = len(before) == 1 and before.isupper()
    if names & words.abbreviations_number and not initial:
        return not following.isdigit()
    if names & words.abbreviations_maybe:
        return begins
    if names & words.abbreviations:
        return False
    if initial:
        return begins
    if len(before) == 1 and before.isalpha():
        return not following.isdigit()
    if _ACRONYM.fullmatch(before):
        return begins
    # "1. L'attentat …" is the number of a heading.
    return not (before.isdigit() and len(before) <= 2 and not text[start : at - len(before)].strip(" ■•*-–—"))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _bounded(text: str, start: int, end: int) -> Iterator[Span]:
    """The sentence, cut at safe points where it is too long."""
    while end - start > MAX_SENTENCE:
        cut = -1
        for sign in _SAFE_CUTS:
            cut = text.rfind(sign, start + MAX_SENTENCE // 2, start + MAX_SENTENCE)
            if cut >= 0:
                cut += len(sign)
                break
        if cut < 0:  # no blank in reach: one endless word
            blank = re.compile(r"\s").search(text, start + MAX_SENTENCE, end)
            if not blank:
                break
            cut = blank.end()
        first, last = _trimmed(text, start, cut)
        if first < last:
            yield Span(first, last)
        start = _trimmed(text, cut, end)[0]
    if start < end:
        yield Span(start, end)
