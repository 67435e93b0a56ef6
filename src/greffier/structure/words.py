"""The words of a language by which the lines of a page are told apart, read from its `layout.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import BadData

if TYPE_CHECKING:
    from ..language.registry import Language

Words = frozenset[str]
NOTHING: Words = frozenset()

PATTERNS = ("day", "time")  # regular expressions; everything else is a list of words
KEPT_CASE = frozenset(["agencies"])  # lists that are not made lower case

_WORD = re.compile(r"[\w'-]+")
_NEVER = "(?!)"
_UPPER = r"[^\W\d_a-zà-ÿ]"


@dataclass(frozen=True, eq=False)  # one object a language: compared, and hashed by caches, as itself
class LayoutWords:
    """The lists of `layout.toml`, in lower case; a list that a language lacks is empty."""

    credit: Words = NOTHING
    caption: Words = NOTHING
    byline: Words = NOTHING
    teaser: Words = NOTHING
    notice: Words = NOTHING
    notice_line: Words = NOTHING
    tags: Words = NOTHING
    updated: Words = NOTHING
    agencies: Words = NOTHING
    together: Words = NOTHING
    name_words: Words = NOTHING
    place_words: Words = NOTHING
    before_date: Words = NOTHING
    months: Words = NOTHING
    weekdays: Words = NOTHING
    abbreviations: Words = NOTHING
    abbreviations_maybe: Words = NOTHING
    abbreviations_number: Words = NOTHING
    starters: Words = NOTHING
    dangling: Words = NOTHING
    elided: Words = NOTHING
    clitics: Words = NOTHING
    titles: Words = NOTHING
    entitled: Words = NOTHING
    finite: Words = NOTHING
    finite_beginnings: Words = NOTHING
    finite_endings: Words = NOTHING
    finite_not: Words = NOTHING
    day: str = r"\d{1,2}"
    time: str = r"\d{1,2}:\d{2}"

    def any_of(self, name: str) -> str:
        """A pattern for any word of a list; it matches nothing where the list is empty."""
        return _alternatives(getattr(self, name))

    @cached_property
    def date(self) -> str:
        """A pattern for a written date ("mercredi 3 septembre 2025", "3 sept.")."""
        if not self.months:
            return r"\d{1,2}[./]\d{1,2}[./]\d{2,4}"
        month = _alternatives(self.months)
        weekday = rf"(?:(?:{_alternatives(self.weekdays)})\s+)?" if self.weekdays else ""
        written = (
            rf"{weekday}(?:(?:{self.any_of('before_date')})\s+)?{self.day}\s+(?:{month})\.?(?:\s+\d{{4}})?"
        )
        return rf"(?:{written}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}})"

    @cached_property
    def speaks(self) -> re.Pattern[str]:
        """A pattern for a line that begins with an opener of any kind; most lines of prose do not."""
        return _opener_pattern(
            self.tags | self.updated | self.credit | self.caption | self.byline | self.teaser
        )

    @cached_property
    def noticed(self) -> re.Pattern[str]:
        """A pattern for the phrases of paywalls and newsletters anywhere in a line."""
        return re.compile(self.any_of("notice"))

    @cached_property
    def teaser_within(self) -> re.Pattern[str]:
        """A pattern for a teaser's opener of several words and its colon ("Lire aussi :") behind a sentence's end."""
        openers = _alternatives(frozenset(w[:1].upper() + w[1:] for w in self.teaser if " " in w))
        return re.compile(
            rf"(?<=[.!?…»”\"')\d])(?:\s+|(?<=[.!?…»”\"')]))(?:{openers})(?: [^:.!?\n]{{1,30}})?\s?:"
        )

    @cached_property
    def agency(self) -> str:
        """A pattern for the name of a news agency."""
        return f"(?:{self.any_of('agencies')})"

    @cached_property
    def _agency_list(self) -> str:
        joined = rf"\s*[,/&]\s*|\s+(?:{self.any_of('together')})\s+"
        return rf"(?i:{self.agency}(?:(?:{joined}){self.agency})*)"

    @cached_property
    def agency_line(self) -> re.Pattern[str]:
        """A pattern for a line that holds agencies only: "(avec AFP et Reuters)"."""
        return re.compile(rf"\(?\s*(?:(?i:{self.any_of('together')})\s+)*{self._agency_list}\s*\)?\.?")

    @cached_property
    def agency_tail(self) -> re.Pattern[str]:
        """A pattern for the agencies in brackets at the end of a line: "… du pays. (ats/afp)"."""
        return re.compile(rf"\s\(\s*{self._agency_list}\s*\)$")

    @cached_property
    def agency_credit(self) -> re.Pattern[str]:
        """A pattern for a line that ends like a photo credit: "Ludovic Marin / AFP"."""
        return re.compile(rf"\s/\s(?:[A-Z]+\s/\s)?{self.agency}\)?$")

    @cached_property
    def name(self) -> re.Pattern[str]:
        """A pattern for a line that could be the name of one or two persons."""
        return re.compile(
            rf"{_UPPER}[\w'’.-]*(?:\s+(?:{self.any_of('name_words')}|{_UPPER})[\w'’.-]*){{1,4}}"
        )

    @cached_property
    def names_and_agency(self) -> re.Pattern[str]:
        """A pattern for a line of names that ends in an agency: "Jeanne Roy, Paul Le Goff, Agence France-Presse"."""
        return re.compile(rf"(?:{self.name.pattern}\s*,\s*){{1,4}}{self.agency}")

    @cached_property
    def dated_end(self) -> re.Pattern[str]:
        """A pattern for a line that ends in a date or a year, as captions do: "…, le 3 mars 2020"."""
        before = rf"(?:(?:{self.any_of('before_date')})\s+)?"
        return re.compile(rf"[,(]\s*{before}(?:{self.date}|(?:\w+\s+)?\d{{4}})\)?\s*\.?$", re.IGNORECASE)

    @cached_property
    def inverted(self) -> str:
        """A pattern for a pronoun behind its verb ("dit-il", "a-t-elle")."""
        return rf"-(?:t-)?(?:{self.any_of('clitics')})"

    @cached_property
    def _inverted_end(self) -> re.Pattern[str]:
        return re.compile(rf"{self.inverted}$")

    @cached_property
    def incise(self) -> re.Pattern[str]:
        """A pattern for a verb of saying and its pronoun behind a quotation (", a-t-il dit", "lance-t-elle")."""
        return re.compile(rf"\s*,?\s*\w+{self.inverted}\b")

    def opens(self, kind: str, *, within: bool = False) -> re.Pattern[str]:
        """A pattern for a line that begins with an opener of this kind; `within` a line the opener is capitalised."""
        return _opener_within(getattr(self, kind)) if within else _opener_pattern(getattr(self, kind))

    def looks_finite(self, text: str) -> bool:
        """Whether a stretch of text seems to hold a finite verb: known forms and endings, no parse."""
        for word in _WORD.findall(text.lower().replace("’", "'")):
            bare = word.strip("'-")
            if bare in self.finite or any(word.startswith(b) for b in self.finite_beginnings):
                return True
            if "'" in bare and bare.rpartition("'")[2] in self.finite:
                return True
            if self._inverted_end.search(bare):
                return True
            stemmed = any(len(bare) > len(e) + 1 and bare.endswith(e) for e in self.finite_endings)
            if stemmed and bare not in self.finite_not:
                return True
        return False


def _alternatives(words: Words) -> str:
    longest_first = sorted(words, key=lambda w: (-len(w), w))
    return "|".join(re.escape(w) for w in longest_first) or _NEVER


@lru_cache(maxsize=64)
def _opener_pattern(words: Words) -> re.Pattern[str]:
    if not words:
        return re.compile(_NEVER)
    return re.compile(rf"[\s>•▶►→*\[(-]{{0,9}}(?:{_alternatives(words)})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=8)
def _opener_within(words: Words) -> re.Pattern[str]:
    if not words:
        return re.compile(_NEVER)
    return re.compile(rf"(?<=\s)(?:{_alternatives(frozenset(w.capitalize() for w in words))})(?!\w)")


def layout_words(language: Language) -> LayoutWords:
    """The words of a language; those of the user's folder are added to ours."""
    return _read(language.files("layout.toml"))


@lru_cache(maxsize=8)
def _read(paths: tuple[Path, ...]) -> LayoutWords:
    lists: dict[str, set[str]] = {}
    patterns: dict[str, str] = {}
    for path in paths:
        for name, value in _load(path).items():
            if name in PATTERNS:
                patterns[name] = str(value)
            else:
                lists.setdefault(name, set()).update(value if name in KEPT_CASE else map(str.lower, value))
    given: dict[str, Any] = {**{name: frozenset(values) for name, values in lists.items()}, **patterns}
    return LayoutWords(**given)


def _load(path: Path) -> dict[str, Any]:
    """One file, checked."""
    source = path.read_text(encoding="utf-8")
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise BadData(path.name, int(line.group(1)) if line else 1, f"no TOML: {error}") from error
    known = {f.name for f in fields(LayoutWords)}
    for name, value in data.items():
        problem = None
        if name not in known:
            problem = f"unknown list {name!r}. Choose one of {', '.join(sorted(known))}."
        elif name in PATTERNS:
            problem = _wrong_pattern(name, value)
        elif not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            problem = f"{name} must be a list of words."
        if problem:
            at = re.search(rf"^{re.escape(name)}\s*=", source, re.MULTILINE)
            raise BadData(path.name, source.count("\n", 0, at.start()) + 1 if at else 1, problem)
    return data


def _wrong_pattern(name: str, value: object) -> str | None:
    try:
        re.compile(str(value))
    except re.error as error:
        return f"{name} is no regular expression: {error}."
    return None
