"""The small pattern language of the time files: words, optional words, word classes, context.

    "{weekday}? {day} {month}"       a class in braces; ? makes what stands before it optional
    "la (semaine|saison) dernière"   one of several
    "[en|depuis] {month}"            square brackets: must stand there but is not part of the expression
    "en {year} [!{counted}]"         must not follow

A backslash makes a special character plain. A blank matches any blank, or nothing after an apostrophe or a hyphen. Matching is done on lower-case text.
A class used twice is captured as `name` and `name_2`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

BLANK = r"(?:\s+|(?<=['-]))"
EDGE = r"(?:(?<!\w)|(?!\w))"  # not between two letters
PUNCTUATION = tuple(",.;:!?)\\…-/")  # needs no blank before it
SIGNS = "'-/:.,\\"
LETTERS = re.compile(r"(?:\\.|[^ |()\[\]{}?])+")


@dataclass(frozen=True, slots=True)
class WordClass:
    """A named class: its regular expression, and whether one of its words must stand in the sentence as it is.

    `triggers` are those words; empty for a class of figures, whose sentences are recognised by their digits.
    """

    regex: str
    triggers: frozenset[str] = frozenset()
    figures: str = ""  # "#" any digit, "#4" four digits


@dataclass(slots=True)
class _Reading:
    source: str
    classes: Mapping[str, WordClass]
    at: int = 0
    used: dict[str, int] = field(default_factory=dict)
    must: list[frozenset[str]] = field(default_factory=list)


class BadPattern(ValueError):
    """A pattern that cannot be read; the text says why."""


def compile_pattern(
    source: str, classes: Mapping[str, WordClass]
) -> tuple[re.Pattern[str], tuple[frozenset[str], ...]]:
    """The regular expression of a pattern, its own words in group `span`, and its sets of trigger words.

    A sentence that lacks every word of one of the sets cannot match; the rarest set comes first.
    """
    reading = _Reading(source, classes)
    regex = _sequence(reading, "", certain=True)
    if reading.at < len(source):
        raise BadPattern(f"unexpected {source[reading.at]!r} in {source!r}")
    if not reading.must:
        raise BadPattern(f"{source!r} has no word that must be there")
    triggers = sorted(
        reading.must, key=lambda words: ("#" in words, "#4" in words, -_longest(words), len(words))
    )
    return re.compile(f"{EDGE}{regex}{EDGE}"), tuple(triggers)


def _longest(words: Iterable[str]) -> int:
    return min(len(w) for w in words)


def _sequence(r: _Reading, closing: str, *, certain: bool) -> str:
    """Items up to one of the closing characters (not consumed)."""
    out, opened, core_open, core_done = "", False, False, False
    top = closing == ""
    while r.at < len(r.source) and r.source[r.at] not in (closing or "\0"):
        if r.source[r.at] == " ":
            r.at += 1
            continue
        context = top and r.source[r.at] == "["
        if context and core_open and not core_done:
            out, core_done = out + ")", True
        if context and r.source.startswith("[!", r.at):
            r.at += 2
            inner = _alternatives(r, "]", certain=False)
            out += rf"(?!{BLANK}?{inner}(?!\w))"
            continue
        gap = r"\s*" if r.source[r.at :].lstrip("[(")[:1] in PUNCTUATION else BLANK
        item, optional = _item(r, certain)
        if top and not context and not core_open:
            out, opened, core_open = f"{out}{gap if opened else ''}(?P<span>", False, True
        if optional:
            out += f"(?:{gap}{item})?" if opened else f"(?:{item}{BLANK})?"
        else:
            out += f"{gap if opened else ''}{item}"
            opened = True
    return out + (")" if core_open and not core_done else "")


def _alternatives(r: _Reading, closing: str, *, certain: bool) -> str:
    """Sequences divided by bars up to the closing character, which is consumed."""
    before, branches, words = len(r.must), [], []
    while True:
        kept = len(r.must)
        branches.append(_sequence(r, "|" + closing, certain=True))
        words.append(r.must[kept:])
        del r.must[kept:]
        if r.at >= len(r.source):
            raise BadPattern(f"{closing!r} is missing in {r.source!r}")
        r.at += 1
        if r.source[r.at - 1] == closing:
            break
    del r.must[before:]
    optional = r.source[r.at : r.at + 1] == "?"
    if certain and not optional and all(words):
        r.must.append(frozenset().union(*(max(w, key=_longest) for w in words)))
    return f"(?:{'|'.join(branches)})"


def _item(r: _Reading, certain: bool) -> tuple[str, bool]:
    """One item: letters, a class or a group written without a blank between them, and whether it is optional."""
    out, start, begin = "", len(r.must), r.at
    while r.at < len(r.source) and r.source[r.at] not in " |)]?":
        c, kept, first = r.source[r.at], len(r.must), r.at
        if c in "([":
            r.at += 1
            out += _alternatives(r, ")" if c == "(" else "]", certain=certain)
        elif c == "{":
            end = r.source.index("}", r.at)
            out += _class(r, r.source[r.at + 1 : end], certain)
            r.at = end + 1
        else:
            out += _letters(r, certain)
        if _glued(r.source, begin, first) or (
            _glued(r.source, begin, r.at) and "#" not in set().union(*r.must[kept:])
        ):
            del r.must[kept:]  # "{hour}h": the sentence has the word "8h", not "h"
    if not out:
        raise BadPattern(f"an item is empty at {r.at} in {r.source!r}")
    optional = r.source[r.at : r.at + 1] == "?"
    if optional:
        r.at += 1
        del r.must[start:]
    return out, optional


def _glued(source: str, begin: int, at: int) -> bool:
    """Whether two parts of one item meet at `at` without an apostrophe, hyphen or other sign between them."""
    if at <= begin or at >= len(source) or source[at] in " |)]?":
        return False
    return source[at - 2] != "\\" and not (set(source[at - 1 : at + 1]) & set(SIGNS))


def _letters(r: _Reading, certain: bool) -> str:
    found = LETTERS.match(r.source, r.at)
    assert found is not None
    literal = re.sub(r"\\(.)", r"\1", found.group())
    pieces = re.findall(r"\w+", literal)
    if certain and pieces:
        r.must.append(frozenset({max(pieces, key=len)}))
    r.at = found.end()
    return re.escape(literal)


def _class(r: _Reading, name: str, certain: bool) -> str:
    if name not in r.classes:
        raise BadPattern(f"there is no class {name!r}. Choose one of {', '.join(sorted(r.classes))}")
    known = r.classes[name]
    r.used[name] = count = r.used.get(name, 0) + 1
    if certain and (known.triggers or known.figures):
        r.must.append(known.triggers or frozenset({known.figures}))
    return f"(?P<{name if count == 1 else f'{name}_{count}'}>{known.regex})"


def words_class(words: Iterable[str]) -> WordClass:
    """A class of literal words or phrases; a phrase is triggered by its longest word."""
    words = sorted(words, key=lambda w: (-len(w), w))
    regex = "|".join(BLANK.join(map(re.escape, w.split())) for w in words)
    pieces = [re.findall(r"\w+", w) for w in words]
    return WordClass(f"(?:{regex})", frozenset(max(p, key=len) for p in pieces if p))
