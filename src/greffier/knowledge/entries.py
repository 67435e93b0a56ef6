"""What the knowledge base holds: entries with their forms, matches in a text, demonyms, terms of office, answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal

EntryKind = Literal["country", "place", "person", "organisation", "metonym"]
Office = str  # a code of offices.csv
Status = Literal["found", "ambiguous", "unknown"]

ORGANISATION_CODES = MappingProxyType(
    {"EUR": "ue", "UNO": "onu", "NAT": "otan"}
)  # what "européen", "onusien" stand for
ACRONYM_LETTERS = (
    3  # "UN", "EI", "UA" are words or parts of words in lower case; longer ones (Otan, Unesco) are not
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing with a name: a country, a place, a person, an organisation, or a name that stands for a government.

    `id` is unique in its kind (ISO alpha-3 for countries). `country` is the state that it belongs to or that administers
    it; `claimed_by` those that claim it too. `role` is a PLOVER sector, IGO or NGO; for a person looked up at a date it is
    the role at that date. `type` is the finer sort of an organisation or place. `rule` is the file and line; `sure` and
    `checked` say whether a detail may be off, and up to which month the row is known to hold.
    """

    id: str
    kind: EntryKind
    name_fr: str
    name_en: str
    country: str | None = None
    role: str | None = None
    type: str = ""
    gender: str | None = None
    wikidata: str | None = None
    lat: float | None = None
    lon: float | None = None
    claimed_by: tuple[str, ...] = ()
    state_controlled: bool = False
    start: date | None = None
    end: date | None = None
    rule: str = ""
    sure: bool = True
    checked: str = ""

    def __hash__(self) -> int:
        return hash((self.kind, self.id))  # what tells entries apart; all fields would cost at every look-up

    def name(self, language: str = "fr") -> str:
        """The usual name in this language (English where there is no other)."""
        return self.name_fr if language == "fr" else self.name_en

    def valid(self, on: date | None) -> bool:
        """Whether the thing existed on that day (True without a day)."""
        return on is None or (
            (self.start is None or self.start <= on) and (self.end is None or on <= self.end)
        )


@dataclass(frozen=True, slots=True)
class Form:
    """One spelling of an entry's name.

    `language` limits it to texts of one language. `weak` says that it is an ordinary word or a person's name as well, so
    that the surroundings must speak for it. `article` is True when the article is part of the name (Le Monde, La Haye).
    `key` is the folded name under which it is looked up.
    """

    text: str
    entry: Entry
    language: str | None = None
    weak: bool = False
    article: bool = False
    key: str = ""

    @property
    def acronym(self) -> bool:
        """Whether it is so short an acronym that only capitals mean it."""
        letters = [c for c in self.text if c.isalpha()]
        return len(letters) <= ACRONYM_LETTERS and all(c.isupper() for c in letters)

    def fits(self, surface: str, language: str | None) -> bool:
        """Whether these words of a text may be this form: right language, capitals where the name has them."""
        if self.language and language and self.language != language:
            return False
        letters = [c for c in surface if c.isalpha()]
        if self.acronym:
            return bool(letters) and all(c.isupper() for c in letters)
        return any(c.isupper() for c in letters)


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens `first` to `last` (inclusive) that are a known name; `weak` when all its forms are."""

    first: int
    last: int
    entries: tuple[Entry, ...]
    weak: bool


@dataclass(frozen=True, slots=True)
class Demonym:
    """An adjective or name of a people. `code` is ISO alpha-3, a code of ORGANISATION_CODES, or None (kurde)."""

    form: str
    code: str | None
    language: str
    gender: str | None
    plural: bool
    until: date | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """One term of office; `end` is the day on which the office was handed over, None while it lasts.

    Of a day given as a month or a year, `start` and `end` are the first that it may be, `start_by` and `end_by` the last.
    `sure` is False when the dates are from memory and unchecked, or an open term may have ended since `checked`.
    """

    person: str
    office: Office
    country: str | None
    start: date
    start_by: date
    end: date | None
    end_by: date | None
    sure: bool
    checked: str
    rule: str

    def on(self, day: date | None) -> bool:
        """Whether the term covers that day for certain; without a day, whether it is still open."""
        if day is None:
            return self.end is None
        return self.start_by <= day and (self.end is None or day < self.end)

    def perhaps_on(self, day: date | None) -> bool:
        """Whether the term may cover that day: in the month of handing over both may."""
        if day is None:
            return self.end is None
        return self.start <= day and (self.end_by is None or day < self.end_by)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the knowledge base answers to a question: the entries that fit and the rows behind them.

    No entry and several are told apart: nothing is known, or the base cannot choose. `sure` is False when a row says so.
    """

    entries: tuple[Entry, ...] = ()
    rules: tuple[str, ...] = ()
    sure: bool = True

    @property
    def status(self) -> Status:
        """How many entries fit: one (found), several (ambiguous), none (unknown)."""
        return "unknown" if not self.entries else "found" if len(self.entries) == 1 else "ambiguous"

    @property
    def entry(self) -> Entry | None:
        """The one entry, None where there is none or the choice is open."""
        return self.entries[0] if len(self.entries) == 1 else None
