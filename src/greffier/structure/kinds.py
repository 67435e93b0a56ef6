"""What a line is by its own form: credit, caption, byline, dateline, tags, teaser, notice, or prose.

One line may be several pieces: a dateline in front of prose, hashtags or a credit behind it, a teaser in the middle.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..model.article import PartKind
from ..model.span import Span
from .datelines import dateline_length
from .lines import CLOSING, OPENING, Piece, has_ended
from .words import LayoutWords

MAX_HEADLINE = 180
MAX_CREDIT = 120
MAX_BYLINE = 100
MAX_CAPTION = 400
MAX_NOTICE = 250  # a longer line that says "abonnez-vous" is prose about subscriptions
MAX_TAG_WORDS = 6
MAX_HEAD = 600  # characters of a line at which its kind is looked for; prose of any length costs the same
MAX_TAIL = 300
MAX_GLUED_TEASER = 200  # characters of another article's headline that was glued into a line

_COPYRIGHT = re.compile(r"(?:©|\(c\)|ⓒ)\s*\S", re.IGNORECASE)
_TAIL_CREDIT = re.compile(r"\s(?:©|ⓒ)\s?[^\W\d_][^.!?©]{1,50}$")
_HASHTAG = re.compile(r"#[^\s#][^#]*")
_TAIL_TAGS = re.compile(r"(?:\s#[^\W\d_][^#.!?]{0,40}){2,}$")
_GLUED = re.compile(r"[^\n]*?[a-zà-ÿ»”!?](?<!\bMc)(?<!\bMac)(?=[A-ZÀ-ÖØ-Þ«“])")


def classify(line: Piece, at_top: bool, title_end: int, words: LayoutWords) -> Iterator[Piece]:
    """The pieces of one line by its own form: most lines are one piece."""
    if line.span.end <= title_end:
        yield replace(line, kind="headline")
        return
    line, tail = _split_tail(line, words)
    kind = kind_of(line.text[:MAX_HEAD], words)
    if kind != "body":
        yield from _split_credit(line, kind, words)
    elif length := dateline_length(line.text, at_top, words):
        rest = _cut(line, length, len(line.text), "body")
        if not any(c.isalnum() for c in rest.text):
            yield replace(line, kind="dateline")
        else:
            yield _cut(line, 0, length, "dateline")
            yield from _split_teasers(replace(rest, inline=True), words)
    elif tail and tail.kind == "credit" and len(line.text) <= MAX_CAPTION:
        yield replace(line, kind="caption")
    else:
        yield from _split_teasers(line, words)
    if tail:
        yield tail


def _split_tail(line: Piece, words: LayoutWords) -> tuple[Piece, Piece | None]:
    """A line without the hashtags, the credit or the agencies at its end, and those."""
    begin = max(1, len(line.text) - MAX_TAIL)
    if match := _TAIL_TAGS.search(line.text, begin):
        kind: PartKind = "tags"
    elif match := _TAIL_CREDIT.search(line.text, begin):
        kind = "credit"
    elif line.text.endswith(")") and (match := words.agency_tail.search(line.text, begin)):
        kind = "byline"
        if not has_ended(line.text[: match.start()]):
            return line, None
    else:
        return line, None
    body = _cut(line, 0, match.start(), "body")
    if not body.text or body.text[0] == "#":
        return line, None
    return body, replace(_cut(line, match.start(), len(line.text), kind), inline=True)


def _split_credit(line: Piece, kind: PartKind, words: LayoutWords) -> Iterator[Piece]:
    """A credit with its caption behind it in the same line becomes two pieces."""
    if kind == "credit" and (at := _caption_within(line.text, words)):
        yield _cut(line, 0, at, "credit")
        rest = _cut(line, at, len(line.text), "caption")
        yield replace(rest, kind="caption" if len(rest.text) <= MAX_CAPTION else "body", inline=True)
        return
    yield replace(line, kind=kind)


def _split_teasers(line: Piece, words: LayoutWords) -> Iterator[Piece]:
    """Prose without the teasers ("Lire aussi : …") that a page lost its line breaks around.

    The headline after the opener is part of the teaser where it is seen to end, because it was glued to the next
    sentence; else the opener alone is, for as often the headline was lost and prose follows.
    """
    at = 0
    for match in words.teaser_within.finditer(line.text):
        if match.start() < at:
            continue
        end = match.end()
        glued = not line.text[match.start() - 1].isspace()
        if glued and (headline := _GLUED.match(line.text, end, end + MAX_GLUED_TEASER)):
            end = headline.end()
        yield replace(_cut(line, at, match.start(), "body"), inline=line.inline or at > 0)
        yield replace(_cut(line, match.start(), end, "boilerplate"), inline=True)
        at = end
    if at == 0:
        yield line
    elif line.text[at:].strip():
        yield replace(_cut(line, at, len(line.text), "body"), inline=True)


def _cut(line: Piece, start: int, end: int, kind: PartKind) -> Piece:
    part = line.text[start:end]
    bare = part.strip()
    first = line.span.start + start + (part.index(bare[0]) if bare else 0)
    return replace(line, span=Span(first, first + len(bare)), text=bare, kind=kind)


def kind_of(text: str, words: LayoutWords) -> PartKind:
    """What a line is by its own words; "body" where nothing speaks for another kind."""
    if not any(c.isalnum() for c in text):
        return "body" if text[0] in ".,;:!?…" + CLOSING else "boilerplate"
    if text[0] in OPENING and text.rstrip(" .,")[-1:] in CLOSING:
        return "body"
    lower = text.lower().replace("’", "'")
    if text[0] == "#" and text[1:2].strip() and text[1:2] != "#":
        if all(len(t.split()) <= MAX_TAG_WORDS for t in _HASHTAG.findall(text)):
            return "tags"
    if lower.strip(" .,!:…>[]()") in words.notice_line:
        return "boilerplate"
    if len(text) <= MAX_NOTICE and words.noticed.search(lower):
        return "boilerplate"
    if words.speaks.match(text):
        if (match := words.opens("tags").match(text)) and text[match.end() :].lstrip()[:1] == ":":
            return "tags"
        if _is_teaser(text, words):
            return "boilerplate"
        if words.opens("updated").match(text) and len(text) <= MAX_BYLINE and re.search(r"\d", text):
            return "dateline"
    if _is_credit(text, words):
        return "credit"
    if words.opens("caption").match(text) and len(text) <= MAX_CAPTION:
        return "caption"
    if _is_byline(text, words):
        return "byline"
    return "body"


def _is_teaser(text: str, words: LayoutWords) -> bool:
    match = words.opens("teaser").match(text)
    if not match:
        return False
    rest = text[match.end() :].lstrip()
    if rest[:1] in (":", "|", ">", "»", "→", "–", "—", "-", "]", "") or text[:1] in "▶►→>[":
        return True
    if " " not in match.group().strip() or len(text) > MAX_HEADLINE:
        return False
    # "Lire aussi Macron met en garde": an opener, then a headline that does not end like a sentence; or one that
    # announces a list: "En savoir plus sur la guerre:".
    return (rest[:1].isupper() and not has_ended(text)) or text.endswith(":")


def _is_credit(text: str, words: LayoutWords) -> bool:
    if len(text) > MAX_CREDIT and not _caption_within(text, words):
        return False
    if _COPYRIGHT.match(text):
        return not has_ended(text) or len(text.split()) <= 5
    if match := words.opens("credit").match(text):
        rest = text[match.end() :].lstrip()
        return rest[:1] in (":", "©", "/", "|") and bool(rest[1:].strip())
    return bool(words.agency_credit.search(text)) and len(text.split()) <= 10 and not words.looks_finite(text)


def _caption_within(text: str, words: LayoutWords) -> int:
    """Where in a credit's line its caption begins, 0 if there is none."""
    match = words.opens("caption", within=True).search(text, 1, MAX_CREDIT + 20)
    return match.start() if match and match.start() <= MAX_CREDIT else 0


def _is_byline(text: str, words: LayoutWords) -> bool:
    if len(text) <= MAX_BYLINE and (
        words.agency_line.fullmatch(text) or words.names_and_agency.fullmatch(text)
    ):
        return True
    match = words.opens("byline").match(text)
    if not match or len(text) > MAX_BYLINE:
        return False
    rest = text[match.end() :].lstrip(" :")
    return (
        rest[:1].isupper()
        and not has_ended(text)
        and not text.endswith((":", ","))
        and not words.looks_finite(rest)
    )
