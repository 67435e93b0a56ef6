"""Expressions of time: a tree in, `When`s out; the words and patterns are `language/<code>/times.yaml`.

Dates count from the day of publication; an article without one counts from the full date of its dateline, caption or first
words, and its rules say so. Without that, "mercredi" is XXXX-WXX-3 and has no interval.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ..language.registry import Language
from ..language.tree import Tree
from ..model.span import Span
from ..model.when import When, WhenKind
from ..structure.layout import Layout
from .calendar import Period
from .direction import Outlook, outlook
from .lines import Line, sentence_lines
from .resolving import NEEDS_BEFORE, resolve
from .timecase import Scene
from .timewords import TimePattern, TimeWords, load_time_words

WORDS = re.compile(r"\w+")
DATED = ("dateline", "byline", "caption", "credit")  # parts whose date is the article's, the surest first
OPENS = (
    "",
    *".–—-",
)  # what follows a date that an article opens with: "4 mars 2024. –"; in a chronology it is a colon
YEARS = {"year", "year_after"}  # the word classes of a year
OPENING = 4  # sentences: a headline or two may stand before
NEAR = 40  # characters in which the noun of "de 20 ans" stands: "un agent de conduite de 52 ans"


@dataclass(slots=True)
class _Match:
    """A pattern that matched: its own span, the stretch with context, and the captured words."""

    pattern: TimePattern
    line: Line
    start: int
    end: int
    reach: int  # characters with the context
    groups: dict[str, str]
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Times:
    """The expressions of time of an article; the day that it gives as its own, if it does, and the words that say so."""

    found: tuple[When, ...]
    own: date | None = None
    said_by: Span | None = None


def find_times(tree: Tree, layout: Layout, language: Language) -> tuple[When, ...]:
    """The expressions of time of an article in text order."""
    return read_times(tree, layout, language).found


def read_times(tree: Tree, layout: Layout, language: Language) -> Times:
    """The expressions of time of an article in text order, and its own day; they count from it where no other was given."""
    words = load_time_words(language)
    sentences = [_choose(_matches(line, words, tree)) for line in sentence_lines(tree)]
    published, note = layout.article.published, ""
    own = _own_date(sentences, words, layout)
    if published is None and own is not None:
        published, note = own[0], f" (counted from {own[0]}, the article's own date)"
    scene = Scene(published)
    found: list[When] = []
    for matches in sentences:
        for m in _resolve_sentence(matches, scene, words, tree):
            assert m.period is not None
            found.append(When(f"t{len(found) + 1}", _kind(m), m.line.span(m.start, m.end), m.period.value,
                              m.period.earliest, m.period.latest, m.pattern.rule + note))  # fmt: skip
    return Times(tuple(found), *(own or (None, None)))


def _matches(line: Line, words: TimeWords, tree: Tree) -> list[_Match]:
    """Every match of the patterns whose trigger word stands in the sentence."""
    present = set(WORDS.findall(line.text))
    for word in [w for w in present if w[0].isdigit()]:
        present.add("#")
        if len(word) == 4 and word.isdigit():
            present.add("#4")
    wanted = {n for word in present & words.index.keys() for n in words.index[word]}
    found = []
    for n in sorted(wanted):
        pattern = words.patterns[n]
        if any(present.isdisjoint(needed) for needed in pattern.triggers):
            continue
        for m in pattern.regex.finditer(line.text):
            start, end = m.span("span") if pattern.read[0] != "none" else m.span()
            groups = _captured(m, start, end)
            if pattern.unless == "counted" and _counts(line, m.end(), words, tree):
                continue
            if pattern.unless == "lasting" and _lasts(line, m.start(), words):
                continue
            if pattern.unless == "person" and _names_somebody(line, start, tree):
                continue
            found.append(_Match(pattern, line, start, end, m.end() - m.start(), groups))
    return found


def _captured(m: re.Match[str], start: int, end: int) -> dict[str, str]:
    """The captured words; of a class that occurs twice the one inside the expression comes first."""
    groups: dict[str, str] = {}
    for name, text in sorted(m.groupdict().items(), key=lambda g: not start <= m.start(g[0]) < end):
        if text is None or name == "span":
            continue
        base = re.sub(r"_\d$", "", name)
        groups[f"{base}_2" if base in groups else base] = text
    return groups


def _counts(line: Line, end: int, words: TimeWords, tree: Tree) -> bool:
    """Whether the figures that end here count the word after them: "2000 soldats", not "le budget 2002"."""
    i = tree.at(line.start + end - 1)
    if i is None:
        return False
    before = tree.tokens[i - 1].lower if i > line.first else ""
    if before in words.counting:
        return True
    if i >= line.last:
        return False
    number, after = tree.tokens[i], tree.tokens[i + 1]
    if after.text[:1] in "%€$£°" or after.lower in words.counting:
        return True
    return (
        after.pos in ("NOUN", "ADJ")
        and after.lower.isalpha()
        and number.dep.startswith("nummod")
        and number.head > i
    )


def _lasts(line: Line, start: int, words: TimeWords) -> bool:
    """Whether something that lasts is named shortly before: "une peine de prison de 20 ans"."""
    return not words.lasting.isdisjoint(WORDS.findall(line.text[max(0, start - NEAR) : start]))


def _names_somebody(line: Line, start: int, tree: Tree) -> bool:
    """Whether the word that begins here is in the name of a person: "Noël Martin"."""
    i = tree.at(line.start + start)
    entity = tree.entity_of.get(i) if i is not None else None
    return entity is not None and entity.label == "PER"


def _choose(matches: list[_Match]) -> list[_Match]:
    """The longest matches that do not overlap, in text order, of equal ones the one that asks for most around it.

    A "none" pattern holds its place and is dropped.
    """
    taken: list[tuple[int, int]] = []
    kept = []
    for m in sorted(matches, key=lambda m: (m.pattern.read[0] != "none", m.start - m.end, -m.reach, m.start)):
        if all(m.end <= s or e <= m.start for s, e in taken):
            taken.append((m.start, m.end))
            kept.append(m)
    return sorted((m for m in kept if m.pattern.read[0] != "none"), key=lambda m: m.start)


def _resolve_sentence(matches: list[_Match], scene: Scene, words: TimeWords, tree: Tree) -> list[_Match]:
    """Fix every period; those that lean on another date wait until the others of the sentence are known."""
    waiting = []
    scene.sentence_year = None
    for m in matches:
        if m.pattern.read[0] in NEEDS_BEFORE or "then" in m.pattern.read:
            waiting.append(m)
        else:
            m.period = resolve(m.pattern, m.groups, scene, words, _look(m, words, tree))
            scene.note_year(m.groups, m.period)
    for m in waiting:
        before = [o.period for o in matches if o.start < m.start and o.period]
        after = [o.period for o in matches if o.start > m.start and o.period]
        scene.near = next((p for p in reversed(before) if p.earliest and p.latest), None)
        if scene.near is None and m.pattern.read[0] in ("clock", "part"):
            scene.near = next((p for p in after if p.earliest), None)
        m.period = resolve(m.pattern, m.groups, scene, words, _look(m, words, tree))
    scene.near = None
    for m in matches:
        if m.period and m.period.earliest and m.period.latest:
            scene.last = m.period
    return [m for m in matches if m.period]


def _look(m: _Match, words: TimeWords, tree: Tree) -> Outlook | None:
    """Back or ahead: the words before the expression, else the verb above it."""
    i = tree.at(m.line.start + m.start)
    if i is None:
        return None
    before = m.line.text[: m.start].rstrip()
    if before.endswith(tuple(words.forward)):
        return "future"
    if before.endswith(tuple(words.backward)):
        return "past"
    last = tree.at(m.line.start + m.end - 1) or i
    inside = range(i, last + 1)
    top = next((k for k in inside if not i <= tree.tokens[k].head <= last or tree.tokens[k].head == k), i)
    return outlook(tree, top, words.ahead, words.opening, words.aiming)


def _kind(m: _Match) -> WhenKind:
    operation, value = m.pattern.read[0], m.period.value if m.period else ""
    if operation == "set":
        return "set"
    if value.startswith("P") and not value.endswith("_REF"):
        return "duration"
    return "time" if "T" in value and not value.endswith("_REF") else "date"


def _own_date(sentences: list[list[_Match]], words: TimeWords, layout: Layout) -> tuple[date, Span] | None:
    """The day with its year that an article gives as its own, and its words: in a dateline, a byline or its first words,
    else in a caption that is not of the archives."""
    scene = Scene(None)
    found: list[tuple[int, date, Span]] = []
    for n, m in ((n, m) for n, matches in enumerate(sentences) for m in matches):
        if m.pattern.read[0] != "date" or "day" not in m.groups or not YEARS & m.groups.keys():
            continue
        span = m.line.span(m.start, m.end)
        part = layout.part_at(span.start)
        opens = n < OPENING and m.start == 0 and m.line.text[m.end :].lstrip()[:1] in OPENS
        if not opens and (part is None or part.kind not in DATED):
            continue
        if part is not None and not words.archived.isdisjoint(
            WORDS.findall(part.span.of(layout.article.text).lower())
        ):
            continue
        period = resolve(m.pattern, m.groups, scene, words, None)
        if period and period.earliest and period.earliest == period.latest:
            rank = 0 if opens or part is None else DATED.index(part.kind)
            found.append((rank, period.earliest, span))
    best = min(found, key=lambda f: f[0], default=None)
    return best[1:] if best is not None else None


def covers(times: tuple[When, ...], span: Span) -> bool:
    """Whether one of the expressions holds a stretch of the text."""
    return any(w.span.meets(span) for w in times)
