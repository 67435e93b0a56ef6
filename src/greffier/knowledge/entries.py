"""What the knowledge base holds: entries with their forms, matches in a text, demonyms, terms of office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal

EntryKind = Literal["country", "place", "person", "organisation", "metonym"]
Office = str  # a key of OFFICES

# Offices of terms.csv: the role of whoever holds it. Those without a country belong to an organisation of the world.
OFFICES: Mapping[str, str] = MappingProxyType(
    {
        "HOS": "GOV", "HOG": "GOV", "VICE": "GOV", "MFA": "GOV", "DEF": "GOV", "INT": "GOV", "GUIDE": "GOV",
        "UNSG": "IGO", "NATOSG": "IGO", "EUCOM": "IGO", "EUCOUNCIL": "IGO", "EUHR": "IGO", "AUCOM": "IGO",
        "ECOWAS": "IGO", "ALSG": "IGO", "WHO": "IGO", "IAEA": "IGO", "IMF": "IGO", "WB": "IGO", "ICCP": "IGO",
        "UNHCR": "IGO", "ECB": "IGO", "WTO": "IGO", "OIF": "IGO", "EUPARL": "IGO", "UNHCHR": "IGO",
    }
)  # fmt: skip
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
    the role at that date. `type` is the finer sort of an organisation or place. `rule` is the file and line.
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
    """

    text: str
    entry: Entry
    language: str | None = None
    weak: bool = False
    article: bool = False

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

    `sure` is False when the dates are from memory and unchecked, or an open term may have ended since `checked`.
    """

    person: str
    office: Office
    country: str | None
    start: date
    end: date | None
    sure: bool
    checked: str
    rule: str

    def on(self, day: date | None) -> bool:
        """Whether the term covers that day; without a day, whether it is still open."""
        if day is None:
            return self.end is None
        return self.start <= day and (self.end is None or day < self.end)
