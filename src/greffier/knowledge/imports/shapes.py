"""What an import finds, whatever the file was: persons, terms of office, organisations, and what could not be taken."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..entries import Office


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A person; `key` is the source's own identifier, `country` ISO alpha-3, `gender` m, f or empty."""

    key: str
    name_fr: str
    name_en: str
    aliases: tuple[str, ...] = ()
    gender: str = ""
    country: str = ""
    role: str = ""
    wikidata: str = ""


@dataclass(frozen=True, slots=True)
class FoundTerm:
    """A term of office of the person with this key; `start` and `end` are a day, a month or a year, `end` empty while it lasts."""

    person: str
    office: Office
    country: str
    start: str
    end: str = ""


@dataclass(frozen=True, slots=True)
class FoundOrganisation:
    """An organisation; `type` is one of those in organisations.csv."""

    key: str
    names_fr: tuple[str, ...]
    names_en: tuple[str, ...]
    type: str
    country: str = ""
    role: str = ""
    start: str = ""
    end: str = ""


@dataclass(slots=True)
class Harvest:
    """Everything found in one file; `left` says in sentences what was left out and why."""

    source: str
    persons: list[FoundPerson] = field(default_factory=list)
    terms: list[FoundTerm] = field(default_factory=list)
    organisations: list[FoundOrganisation] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
