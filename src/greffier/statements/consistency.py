"""Doubts about what an article says of time: a record goes in, short sentences come out, and nothing is corrected.

A weekday that its date does not have, an act told as past and dated after the publication, "leur quatrième rencontre" beside
five meetings, an age that a year of birth does not give. Every sentence has the words and where they stand (characters of
the clean text, end exclusive).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ..datafiles import file_name, line_of, read_toml
from ..errors import BadData
from ..language.registry import Language
from ..language.tree import Tree
from ..mentions.direction import outlook
from ..mentions.times import Times
from ..mentions.timewords import TimeWords, load_time_words
from ..model.article import Article
from ..model.event import Event, EventTime
from ..model.record import Record
from ..model.span import Span
from ..model.when import When

FILE = "consistency.toml"
LISTS = ("their", "meetings", "born", "aged", "years", "aims")
BETWEEN = 3  # words from "leur quatrième" to its noun: "leur quatrième vraie rencontre"
DELAY = 7  # days between the day of a dateline and the publication
FEWEST = 2  # dated meetings without which an article lists none
WORDS = re.compile(r"\w+")
FIGURES = re.compile(r"\d{1,3}")


@dataclass(frozen=True, slots=True)
class DoubtWords:
    """The words of `consistency.toml` of one language."""

    their: frozenset[str]
    meetings: frozenset[str]
    born: frozenset[str]
    aged: tuple[str, ...]
    years: frozenset[str]
    aims: frozenset[str]
    ordinals: Mapping[str, int]


@lru_cache(maxsize=8)
def load_doubt_words(language: Language) -> DoubtWords:
    """The words of a language; a later file adds to an earlier one. BadData for a mistake in the file."""
    lists: dict[str, list[str]] = {name: [] for name in LISTS}
    ordinals: dict[str, int] = {}
    for path in language.files(FILE):
        for name, words in read_toml(path).items():
            if name == "ordinals":
                ordinals.update({word: n for n, forms in enumerate(words, 1) for word in forms})
            elif name in lists and isinstance(words, list):
                lists[name] += words
            else:
                known = ", ".join((*LISTS, "ordinals"))
                raise BadData(
                    file_name(path), line_of(path, name), f"unknown list {name!r}. Choose one of {known}."
                )
    sets = {name: frozenset(words) for name, words in lists.items() if name != "aged"}
    return DoubtWords(**sets, aged=tuple(lists["aged"]), ordinals=ordinals)


def find_doubts(record: Record, tree: Tree, language: Language) -> tuple[str, ...]:
    """The doubts about a record, in text order."""
    reader = _Reader(record, tree, load_doubt_words(language), load_time_words(language))
    found = (*reader.weekdays(), *reader.after_publication(), *reader.meetings(), *reader.ages())
    return tuple(dict.fromkeys(note for _, note in sorted(found, key=lambda f: f[0])))


def say(words: Span, text: str) -> str:
    """Words and where they stand, as the notes give them: "mardi 3 mai" (12-23)."""
    return f'"{words.words(text)}" ({words.start}-{words.end})'


def own_date_notes(article: Article, times: Times) -> tuple[str, ...]:
    """Where the day of publication comes from if it was not given, and whether the article gives another one of its own."""
    given, own = article.published, times.own
    if own is None or times.said_by is None:
        return ()
    if given is None:
        return (
            f"No day of publication was given; {own} is the article's own: {say(times.said_by, article.text)}.",
        )
    if abs((own - given).days) <= DELAY:
        return ()
    return (
        f"The article is dated {given} but gives {own} as its own day: {say(times.said_by, article.text)}.",
    )


Doubt = tuple[Span, str]


@dataclass(frozen=True, slots=True)
class _Reader:
    record: Record
    tree: Tree
    words: DoubtWords
    time: TimeWords

    @property
    def text(self) -> str:
        return self.record.article.text

    def weekdays(self) -> Iterator[Doubt]:
        """A weekday that is not that of the date beside it."""
        names = self.time.meanings.get("weekday", {})
        for when in self.record.times:
            said = WORDS.findall(when.span.of(self.text).lower())
            days = [w for w in said if w in names]
            if when.earliest is None or when.earliest != when.latest or len(days) != 1:
                continue
            if not self._gives_day(said, when.earliest) or int(names[days[0]]) == when.earliest.weekday():
                continue
            right = next((w for w, n in names.items() if int(n) == when.earliest.weekday()), "")
            yield when.span, f"{say(when.span, self.text)}: {when.earliest} is {right}, not {days[0]}."

    def _gives_day(self, said: Sequence[str], day: date) -> bool:
        first = self.time.meanings.get("first_day", {})
        return any(w.lstrip("0") == str(day.day) or int(first.get(w, 0)) == day.day for w in said)

    # ------------------------------------------------------------------------------------------ after the publication

    def after_publication(self) -> Iterator[Doubt]:
        """Dates after the publication of what is told as past."""
        published = self.record.article.published
        if published is None:
            return
        for when in self.record.times:
            if when.earliest is None or when.earliest <= published or not self._is_told_as_past(when):
                continue
            yield (
                when.span,
                f"{say(when.span, self.text)} is told as past but lies after the publication on {published}.",
            )

    def _is_told_as_past(self, when: When) -> bool:
        """Whether a date hangs on a verb in the past, with nothing between them that looks ahead."""
        tree = self.tree
        first, last = tree.at(when.span.start), tree.at(when.span.end - 1)
        if first is None or last is None:
            return False
        inside = range(first, last + 1)
        top = next((i for i in inside if tree.tokens[i].head not in inside), None)
        if top is None:
            return False
        verb = tree.tokens[tree.tokens[top].head]
        before = tree.tokens[first - 1].lower if first else ""
        cases = {t.lower for i in inside for t in tree.children(i, "case", "mark")} | {
            before,
            tree.tokens[first].lower,
        }
        if verb.pos not in ("VERB", "AUX") or not cases.isdisjoint(self.words.aims):
            return False
        return outlook(tree, top, self.time.ahead, self.time.opening, self.time.aiming) == "past"

    # ------------------------------------------------------------------------------------------ counted meetings

    def meetings(self) -> Iterator[Doubt]:
        """ "leur quatrième rencontre" where the article dates another number of meetings of the same two sides up to then."""
        met = _most_met(self.record.events, {a.id: a.country for a in self.record.actors})
        for start, end, count in self._counted():
            until = self._day_of_sentence(start)
            listed = [p for p in met if until is None or p.earliest is None or p.earliest <= until]
            if len(listed) < FEWEST or len(listed) == count:
                continue
            span = Span(self.tree.tokens[start].start, self.tree.tokens[end].end)
            dates = ", ".join(sorted(p.value for p in listed))
            yield span, f"{say(span, self.text)}: the article dates {len(listed)} meetings ({dates})."

    def _day_of_sentence(self, token: int) -> date | None:
        """The last day that the sentence of a token names: the meeting that it counts is of that day."""
        first, last = self.tree.sentences[self.tree.sentence_of[token]]
        span = Span(self.tree.tokens[first].start, self.tree.tokens[last].end)
        return max((w.latest for w in self.record.times if w.latest and span.holds(w.span)), default=None)

    def _counted(self) -> Iterator[tuple[int, int, int]]:
        """First and last token of what counts a meeting, and which one it is."""
        low, words = self.tree.low, self.words
        for i in range(len(low) - 2):
            count = words.ordinals.get(low[i + 1]) if low[i] in words.their else None
            if count is None or count == 1:
                continue  # "leur premier sommet" leaves room for others
            noun = next(
                (k for k in range(i + 2, min(i + 2 + BETWEEN, len(low))) if low[k] in words.meetings), None
            )
            if noun is not None:
                yield i, noun, count

    # ------------------------------------------------------------------------------------------ ages

    def ages(self) -> Iterator[Doubt]:
        """An age in a sentence that names a date of birth, and that no year of the sentence makes true."""
        published = self.record.article.published
        dated = self._dated()
        for n, (first, last) in enumerate(self.tree.sentences):
            dates = dated.get(n, [])
            birth = next((w for w in dates if self._follows_birth(w)), None)
            if birth is None or birth.earliest is None:
                continue
            years = [w.earliest.year for w in dates if w is not birth and w.earliest]
            years += [published.year] if published else []
            for i, age in self._ages(first, last):
                if years and not any(y - birth.earliest.year - age in (0, 1) for y in years):
                    span = Span(self.tree.tokens[i].start, self.tree.tokens[i + 1].end)
                    yield (
                        span,
                        f"{say(span, self.text)} does not fit the birth in {say(birth.span, self.text)}.",
                    )

    def _dated(self) -> dict[int, list[When]]:
        """The expressions of time with a date, by sentence."""
        out: dict[int, list[When]] = {}
        for when in self.record.times:
            if when.earliest:
                token = self.tree.at(when.span.start) or 0
                out.setdefault(self.tree.sentence_of[token], []).append(when)
        return out

    def _follows_birth(self, when: When) -> bool:
        i = self.tree.at(when.span.start) or 0
        return any(w in self.words.born for w in self.tree.low[max(0, i - BETWEEN) : i])

    def _ages(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        low = self.tree.low
        for i in range(first + 1, last):
            if low[i + 1] in self.words.years and FIGURES.fullmatch(low[i]):
                before = " ".join(low[max(first, i - 2) : i])
                if before.endswith(self.words.aged):
                    yield i, int(low[i])


def _most_met(events: Sequence[Event], country_of: Mapping[str, str | None]) -> list[EventTime]:
    """When the two sides that meet most often met, each day or period once."""
    met: dict[frozenset[str], list[EventTime]] = {}
    for e in events:
        if e.type != "CONSULT" or e.time is None or e.status in ("denied", "not_occurred"):
            continue
        ids = {*e.actors, *e.recipients}
        states = frozenset(c for i in ids if (c := country_of.get(i)))
        sides = states if len(states) == 2 else frozenset(ids)
        if len(sides) == 2:
            met.setdefault(sides, []).append(e.time)
    most = max(met.values(), key=len, default=[])
    apart: list[EventTime] = []
    for time in sorted(most, key=lambda t: -len(t.value)):  # the most precise first
        if all(_differ(time, other) for other in apart):
            apart.append(time)
    return apart


def _differ(a: EventTime, b: EventTime) -> bool:
    """Whether two periods have no day in common: "2024" and "2024-06" may be the same meeting."""
    if not (a.earliest and a.latest and b.earliest and b.latest):
        return a.value != b.value
    return a.latest < b.earliest or b.latest < a.earliest
