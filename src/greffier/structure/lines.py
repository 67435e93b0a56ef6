"""Lines in, blocks out: what each line of an article is, and which lines the page layout tore out of one paragraph.

A web page saved as text puts every link, emphasis or quotation on a line of its own; a mail or a wire breaks lines at 72
columns. Such lines are joined again; real paragraph ends stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

from ..model.article import PartKind
from ..model.span import Span
from .words import LayoutWords

MAX_HEADING = 90  # characters; a longer line without a full stop is a torn sentence rather than a heading
MAX_HEADLINE = 180
MAX_CREDIT = 120
MAX_BYLINE = 100
MAX_CAPTION = 400
MAX_NOTICE = 250  # a longer line that says "abonnez-vous" is prose about subscriptions
MAX_TAG_WORDS = 6
MAX_HEAD = 600  # characters of a line at which its kind is looked for; prose of any length costs the same
MAX_TAIL = 300
MAX_WRAP = 110  # columns; lines longer than this were not broken by hand
MIN_WRAPPED = 3  # line breaks that must fit the same width before a text counts as hard-wrapped
WRAPPED_SHARE = 0.7

CLOSING = "»”›\"'’)]"
OPENING = '«“„‹"‘'
AGENCIES = (
    "AFP", "AP", "Reuters", "CNN", "ATS", "Belga", "BELGA", "APS", "MAP", "TAP", "Xinhua", "TASS", "Tass", "RIA Novosti", "EFE",
    "DPA", "dpa", "ANSA", "UPI", "PC", "PA", "IANS", "Sipa", "SIPA", "Getty Images", "Getty", "EPA", "Keystone", "KEYSTONE",
    "REUTERS", "Agence France-Presse", "Associated Press", "The Associated Press", "La Presse canadienne", "Bloomberg",
    "The Canadian Press", "Anadolu", "KCNA", "Yonhap", "Kyodo", "Interfax", "Sputnik", "nxp", "ats", "afp", "apic",
)  # fmt: skip
_AGENCY = "(?:" + "|".join(re.escape(a) for a in sorted(AGENCIES, key=len, reverse=True)) + ")"
_AGENCY_LINE = re.compile(rf"\(?\s*(?:(?:avec|with|et|and|Le Monde)\s+)*{_AGENCY}(?:(?:\s*[,/&]\s*|\s+(?:avec|et|and|with)\s+){_AGENCY})*\s*\)?\.?",
                          re.IGNORECASE)  # fmt: skip
_COPYRIGHT = re.compile(r"(?:©|\(c\)|ⓒ)\s*\S", re.IGNORECASE)
_TAIL_CREDIT = re.compile(r"\s(?:©|ⓒ)\s?[^\W\d_][^.!?©]{1,50}$")
_AGENCY_TAIL = re.compile(rf"\s/\s(?:[A-Z]+\s/\s)?{_AGENCY}\)?$")
_HASHTAG = re.compile(r"#[^\s#][^#]*")
_TAIL_TAGS = re.compile(r"(?:\s#[^\W\d_][^#.!?]{0,40}){2,}$")
_NAME = re.compile(
    r"[^\W\d_a-zà-ÿ][\w'’.-]*(?:\s+(?:de|du|des|le|la|el|al|ben|von|van|et|and|d'|[^\W\d_a-zà-ÿ])[\w'’.-]*){1,4}"
)
_BESIDE_NAME = re.compile(r"\s*[/,]\s*[\w ]{2,30}$")  # "R. I./Agences"
_PLACE = (
    r"[A-ZÀ-ÖØ-ÞŒ][\w'’.-]*(?:[ /-](?:(?:de|du|des|la|le|les|sur|en|et|d'|l')\s?)?[A-ZÀ-ÖØ-ÞŒ][\w'’.-]*){0,4}"
)
_CAPITAL = r"(?=[\"'«“„‘(]{0,2}\s?[A-ZÀ-ÖØ-ÞŒ0-9])"
_TIME = r"(?:\s*,?\s*(?:à\s+)?\d{1,2}\s?(?:h|:)\s?(?:\d{2})?(?:\s?(?:UTC|GMT|CET|TU)(?:[+-]\d+)?)?)?"


@dataclass(frozen=True, slots=True)
class Piece:
    """A line, or a part of one, and what it is. `blank` tells whether an empty line stands before it."""

    span: Span
    text: str
    kind: PartKind
    blank: bool = False
    inline: bool = False  # does not begin its line


@dataclass(slots=True)
class Block:
    """A paragraph: pieces of one kind that belong together; `gaps` are the line breaks between them."""

    kind: PartKind
    start: int
    end: int
    gaps: list[Span] = field(default_factory=list)

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def find_blocks(text: str, title_end: int, words: LayoutWords) -> list[Block]:
    """The paragraphs of an article in order: what each is, and the line breaks inside it that are none."""
    lines = list(_read_lines(text))
    wrapped = _find_wraps(lines)
    logical = _merge_wrapped(text, lines, wrapped, title_end)
    pieces = [p for n, line in enumerate(logical) for p in _classify(line, n, logical, title_end, words)]
    pieces = _settle_by_neighbours(pieces, title_end, words)
    return _join(pieces, wrapped, text, words)


def _read_lines(text: str) -> Iterator[Piece]:
    """Every line that is not blank, without the blanks at its ends."""
    blank = False
    at = 0
    for line in text.split("\n"):
        bare = line.strip()
        if bare:
            start = at + line.index(bare[0])
            yield Piece(Span(start, start + len(bare)), bare, "body", blank)
        blank = not bare
        at += len(line) + 1


def _find_wraps(lines: list[Piece]) -> set[int]:
    """The starts of lines that continue the line before because the text was broken at a fixed width.

    The test of such a break: the first word of the next line would not have fitted.
    """
    pairs = [(a, b) for a, b in pairwise(lines) if not b.blank]
    width = max((len(a.text) for a, _ in pairs), default=0)
    if not pairs or width > MAX_WRAP or width < 40 or any(len(x.text) > width + 15 for x in lines):
        return set()
    fits = [
        b.span.start
        for a, b in pairs
        if len(a.text) + 1 + len(b.text.split(None, 1)[0]) > width and b.text[0] not in "-•*#–—"
    ]
    torn = sum(
        1 for a, b in pairs if not has_ended(a.text) and b.text[0] not in "#-•*"
    )  # a paragraph's end is no break
    return set(fits) if len(fits) >= MIN_WRAPPED and len(fits) >= WRAPPED_SHARE * torn else set()


def _merge_wrapped(text: str, lines: list[Piece], wrapped: set[int], title_end: int) -> list[Piece]:
    """Lines with those of a hard-wrapped paragraph made one."""
    out: list[Piece] = []
    for line in lines:
        if line.span.start in wrapped and out and out[-1].span.end > title_end:
            span = Span(out[-1].span.start, line.span.end)
            out[-1] = replace(out[-1], span=span, text=text[span.start : span.end].replace("\n", " "))
        else:
            out.append(line)
    return out


def _classify(line: Piece, n: int, lines: list[Piece], title_end: int, words: LayoutWords) -> Iterator[Piece]:
    """The pieces of one line by its own form: most lines are one piece."""
    if line.span.end <= title_end:
        yield replace(line, kind="headline")
        return
    line, tail = _split_tail(line)
    kind = _kind_of(line.text[:MAX_HEAD], words)
    if kind != "body":
        yield from _split_credit(line, kind, words)
    elif length := _dateline_length(line.text, n - (1 if title_end else 0), words):
        head, rest = _cut(line, 0, length, "dateline"), _cut(line, length, len(line.text), "body")
        if not any(c.isalnum() for c in rest.text):
            yield replace(line, kind="dateline")
        else:
            yield head
            yield replace(rest, inline=True)
    elif tail and tail.kind == "credit" and len(line.text) <= MAX_CAPTION:
        yield replace(line, kind="caption")
    else:
        yield line
    if tail:
        yield tail


def _split_tail(line: Piece) -> tuple[Piece, Piece | None]:
    """A line without the hashtags or the credit at its end, and those."""
    begin = max(1, len(line.text) - MAX_TAIL)
    if match := _TAIL_TAGS.search(line.text, begin):
        kind: PartKind = "tags"
    elif match := _TAIL_CREDIT.search(line.text, begin):
        kind = "credit"
    else:
        return line, None
    body = _cut(line, 0, match.start(), "body")
    if not body.text or body.text[0] == "#":
        return line, None
    return body, replace(_cut(line, match.start(), len(line.text), kind), inline=True)


def _cut(line: Piece, start: int, end: int, kind: PartKind) -> Piece:
    part = line.text[start:end]
    bare = part.strip()
    first = line.span.start + start + (part.index(bare[0]) if bare else 0)
    return replace(line, span=Span(first, first + len(bare)), text=bare, kind=kind)


def _split_credit(line: Piece, kind: PartKind, words: LayoutWords) -> Iterator[Piece]:
    """A credit with its caption behind it in the same line becomes two pieces."""
    if kind == "credit" and (at := _caption_within(line.text, words)):
        yield _cut(line, 0, at, "credit")
        rest = _cut(line, at, len(line.text), "caption")
        yield replace(rest, kind="caption" if len(rest.text) <= MAX_CAPTION else "body", inline=True)
        return
    yield replace(line, kind=kind)


def _kind_of(text: str, words: LayoutWords) -> PartKind:
    """What a line is by its own words; "body" where nothing speaks for another kind."""
    if not any(c.isalnum() for c in text):
        return "body" if text[0] in ".,;:!?…" + CLOSING else "boilerplate"
    if text[0] in OPENING and text.rstrip(" .,")[-1:] in CLOSING:
        return "body"
    lower = text.lower().replace("’", "'")
    if text[0] == "#" and text[1:2].strip() and text[1:2] != "#":
        if all(len(t.split()) <= MAX_TAG_WORDS for t in _HASHTAG.findall(text)):
            return "tags"
    if lower.strip(" .:…>[]()") in words.notice_line:
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
    # "Lire aussi Macron met en garde": an opener, then a headline that does not end like a sentence.
    return (
        len(text) <= MAX_HEADLINE
        and rest[:1].isupper()
        and not has_ended(text)
        and " " in match.group().strip()
    )


def _is_credit(text: str, words: LayoutWords) -> bool:
    if len(text) > MAX_CREDIT and not _caption_within(text, words):
        return False
    if _COPYRIGHT.match(text):
        return not has_ended(text) or len(text.split()) <= 5
    if match := words.opens("credit").match(text):
        rest = text[match.end() :].lstrip()
        return rest[:1] in (":", "©", "/", "|") and bool(rest[1:].strip())
    return bool(_AGENCY_TAIL.search(text)) and len(text.split()) <= 10 and not words.looks_finite(text)


def _caption_within(text: str, words: LayoutWords) -> int:
    """Where in a credit's line its caption begins, 0 if there is none."""
    match = words.opens("caption", within=True).search(text, 1, MAX_CREDIT + 20)
    return match.start() if match and match.start() <= MAX_CREDIT else 0


def _is_byline(text: str, words: LayoutWords) -> bool:
    if len(text) <= MAX_BYLINE and _AGENCY_LINE.fullmatch(text):
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


def _dateline_length(text: str, n: int, words: LayoutWords) -> int:
    """How many characters at the front of a line are its dateline: place, date, agency, and the dash after them."""
    dated, by_agency, placed = _dateline_patterns(words.date)
    head = text[:120]
    if m := dated.match(text, 0, 121) or by_agency.match(head):
        return m.end()
    m = placed.match(head)
    if not m:
        return 0
    place = m["place"]
    sure = m["date"] or m["agency"] or (place.isupper() and len(place) > 3)
    likely = n <= 1 and m["dash"].strip()[0] in "—|–" and len(place.split()) <= 3
    return m.end() if sure or likely else 0


@lru_cache(maxsize=8)
def _dateline_patterns(day: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Three forms of a dateline: a date alone, one with a known agency, one with a place and a dash."""
    date = rf"(?i:{day}){_TIME}"
    agency = rf"\(\s*{_AGENCY}(?:\s*[,/]\s*\w+)*\s*\)"
    placed = (
        rf"(?P<place>{_PLACE})(?:\s*\((?P<inside>[^)]{{2,30}})\))?(?:\s*[,/]\s*(?:le\s+)?(?P<date>{date}))?"
        rf"\s*(?:\((?P<agency>[A-Z][^)]{{1,20}})\))?\s*(?:\.\s*)?(?P<dash>[–—|]+|\s-+)(?:\s+{_CAPITAL}|\s*$)"
    )
    return (
        re.compile(rf"{date}\s*(?:[.,]?\s*(?:[–—|-]+\s*)+|\.?$)"),
        re.compile(rf"(?:{_PLACE}\s*,?\s*)?(?:{date}\s*)?{agency}\s*(?:[–—|:-]+\s*)?(?:$|{_CAPITAL})"),
        re.compile(placed),
    )


def _settle_by_neighbours(pieces: list[Piece], title_end: int, words: LayoutWords) -> list[Piece]:
    """What only the lines around can tell: headline without a title given, authors' names, captions by a credit, teasers."""
    out = list(pieces)
    for n, piece in enumerate(out):
        before = out[n - 1] if n else None
        after = out[n + 1] if n + 1 < len(out) else None
        if piece.kind != "body":
            continue
        if (
            before
            and before.kind == "boilerplate"
            and _is_teaser_list(before.text, words)
            and _heading_like(piece.text)
        ):
            out[n] = replace(piece, kind="boilerplate")
        elif _is_caption(piece, before, after, words):
            out[n] = replace(piece, kind="caption")
        elif (
            len(piece.text) <= 50
            and _NAME.fullmatch(_BESIDE_NAME.sub("", piece.text))
            and not words.looks_finite(piece.text)
        ):
            prose_after = any(p.kind == "body" for p in out[n + 1 :])
            under_title = (
                title_end
                and before
                and before.kind in ("headline", "dateline")
                and after
                and len(after.text) > MAX_HEADING
            )
            if before and ((not prose_after and has_ended(before.text)) or under_title):
                out[n] = replace(piece, kind="byline")
    if not title_end:
        first = next((n for n, p in enumerate(out) if p.kind == "body"), None)
        if first is not None and not out[first].inline and first + 1 < len(out):
            line, after = out[first], next((p for p in out[first + 1 :] if p.kind == "body"), None)
            if after and _heading_like(line.text, MAX_HEADLINE) and not _belongs(line, after, None, words):
                if has_ended(after.text) or len(after.text) > len(line.text):
                    out[first] = replace(line, kind="headline")
    return out


def _is_teaser_list(text: str, words: LayoutWords) -> bool:
    """Whether a teaser's opener stands alone, so that the headlines it announces are the lines after it."""
    match = words.opens("teaser").match(text)
    return bool(match) and not text[match.end() :].strip(" :»>…") if match else False


def _is_caption(piece: Piece, before: Piece | None, after: Piece | None, words: LayoutWords) -> bool:
    text = piece.text
    if (
        len(text) > MAX_CAPTION
        or text[0] in OPENING
        or piece.inline
        or (not text[0].isupper() and not text[0].isdigit())
    ):
        return False
    dated = re.search(
        rf"[,(]\s*(?:(?:le|en)\s+)?(?:{words.date}|(?:\w+\s+)?\d{{4}})\)?\s*\.?$", text, re.IGNORECASE
    )
    if dated and len(text) <= 150 and not words.looks_finite(text):
        return True
    by_credit = any(p and p.kind == "credit" and not p.blank for p in (before, after))
    return by_credit and len(text) <= 250 and not words.looks_finite(text) and has_ended(text)


def _heading_like(text: str, longest: int = 140) -> bool:
    """Whether a line could be a headline: short, not ended, not going on."""
    return (
        len(text) <= longest
        and not has_ended(text)
        and not text.endswith((":", ",", ";", "("))
        and any(c.isalpha() for c in text)
    )


def has_ended(text: str) -> bool:
    """Whether a line ends like a sentence, closing marks aside.

    >>> has_ended("Il est parti. »"), has_ended("Kim a parlé des")
    (True, False)
    """
    return text.rstrip(" " + CLOSING)[-1:] in (".", "!", "?", "…")


def _join(pieces: list[Piece], wrapped: set[int], text: str, words: LayoutWords) -> list[Block]:
    """Blocks of the pieces, torn lines joined."""
    blocks: list[Block] = []
    last: Piece | None = None
    for n, piece in enumerate(pieces):
        after = pieces[n + 1] if n + 1 < len(pieces) else None
        if (
            last
            and last.kind == piece.kind
            and piece.kind in ("body", "caption")
            and not piece.inline
            and _belongs(last, piece, after if after and after.kind == piece.kind else None, words)
        ):
            blocks[-1].gaps.append(Span(blocks[-1].end, piece.span.start))
            blocks[-1].end = piece.span.end
        else:
            kind = piece.kind
            if not any(c.isalnum() for c in piece.text) and kind == "body":
                kind = "boilerplate"
            blocks.append(Block(kind, piece.span.start, piece.span.end))
        last = piece
    if wrapped:
        for block in blocks:
            for m in re.finditer(r"\s*\n\s*", text[block.start : block.end]):
                block.gaps.append(Span(block.start + m.start(), block.start + m.end()))
    return blocks


def _belongs(line: Piece, following: Piece, after: Piece | None, words: LayoutWords) -> bool:
    """Whether the page layout, and not the writer, broke the line here."""
    p, n = line.text, following.text
    ended = has_ended(p)
    if n[0] in ".,;:!?…)]»”›":
        return not n.startswith(("...", "…")) or not ended
    if n[0] == '"' and (len(n) == 1 or n[1] in " .,;:!?)") and p.count('"') % 2:
        return True
    if n[0].islower():
        return not ended or p[-1] in CLOSING
    if ended:
        return False
    if _dangles(p, words):
        return True
    continued = after is not None and (after.text[0].islower() or after.text[0] in ".,;:!?)»”")
    if n[0] in OPENING:
        inside = n.lstrip(OPENING + " ")
        if p.endswith(":") or inside[:1].islower():
            return True
        return (continued and not has_ended(n)) or len(p) > MAX_HEADING
    return continued and len(p) > 40 and len(n.split()) <= 4 and not has_ended(n)


def _dangles(text: str, words: LayoutWords) -> bool:
    """Whether a line ends in a word after which something must come."""
    if text[-1] in ",(«“„‹":
        return True
    last = text.rsplit(None, 1)[-1].lower().replace("’", "'")
    return last in words.dangling or (last[-1] == "'" and last.rpartition("'")[0] + "'" in words.dangling)
