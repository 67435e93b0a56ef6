"""The CSV files of this folder in, one `Knowledge` out: names, peoples and offices, looked up at the date of an article.

Names are compared folded: case, accents, hyphens, apostrophes and a leading article make no difference.

>>> fold("l'État hébreu") == fold("Etat Hebreu")
True
>>> k = load_knowledge()
>>> k.lookup("RDC")[0].country, k.demonym("nord-coréenne"), k.holder("FRA", "HOS", date(2020, 1, 1)).name("fr")
('COD', 'PRK', 'Emmanuel Macron')
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

HERE = Path(__file__).parent

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
ARTICLES = frozenset({"le", "la", "les", "l", "the"})
CONTRACTIONS = frozenset({"au", "aux", "du", "des"})  # they hold an article: "au Caire"
ACRONYM_LETTERS = (
    3  # "UN", "EI", "UA" are words or parts of words in lower case; longer ones (Otan, Unesco) are not
)

_PLAIN = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "ı": "i", "đ": "d", "ð": "d", "þ": "th"})


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


@dataclass(frozen=True)
class Knowledge:
    """Everything known, ready for looking up.

    `names` maps folded names to entries; `first_words` the first word of every folded name to the number of words of the
    longest name that begins with it. Names of capitals give the place first and the government that they stand for
    (a "metonym") after it.
    """

    entries: Mapping[tuple[str, str], Entry]
    forms: Mapping[str, tuple[Form, ...]]
    names: Mapping[str, tuple[Entry, ...]]
    first_words: Mapping[str, int]
    demonyms: Mapping[str, tuple[Demonym, ...]]
    terms: tuple[Term, ...]
    capitals: Mapping[str, Entry]
    iso2: Mapping[str, str]
    head_offices: Mapping[str, Office]
    _by_office: Mapping[tuple[str | None, Office], tuple[Term, ...]] = field(repr=False)
    _by_person: Mapping[str, tuple[Term, ...]] = field(repr=False)
    _peoples: dict[tuple[str, date | None], tuple[str, ...]] = field(repr=False, default_factory=dict)

    def lookup(self, name: str, on: date | None = None, language: str | None = None) -> tuple[Entry, ...]:
        """The entries that bear this name, those that existed on the day; persons with the role of that day.

        Countries and places come before persons and organisations, metonyms last. Empty when nothing is known.
        """
        found = dict.fromkeys(
            f.entry for f in self.forms.get(fold(name), ()) if f.fits(name, language) and f.entry.valid(on)
        )
        return tuple(self.at(e, on) for e in found)

    def at(self, entry: Entry, on: date | None) -> Entry:
        """The entry with the role that it had on the day (persons only; others as they are)."""
        if entry.kind != "person" or on is None:
            return entry
        term = next(iter(self.offices_of(entry.id, on)), None)
        return replace(entry, role=OFFICES[term.office]) if term else entry

    def entry(self, kind: EntryKind, id: str) -> Entry | None:
        """The entry of this kind and id."""
        return self.entries.get((kind, id))

    def country(self, code: str) -> Entry | None:
        """The country of an ISO code, alpha-3 or alpha-2."""
        return self.entries.get(("country", self.iso2.get(code, code)))

    def person(self, id: str) -> Entry | None:
        """The person of this id."""
        return self.entries.get(("person", id))

    def organisation(self, id: str) -> Entry | None:
        """The organisation of this id, or of a code of ORGANISATION_CODES ("EUR")."""
        return self.entries.get(("organisation", ORGANISATION_CODES.get(id, id)))

    def demonym(self, form: str, on: date | None = None) -> str | None:
        """The country (ISO alpha-3, or EUR, UNO, NAT) of an adjective or name of a people, None if there is no one such.

        >>> load_knowledge().demonym("Britanniques"), load_knowledge().demonym("kurde")
        ('GBR', None)
        """
        return next(
            (
                d.code
                for d in self.demonyms.get(demonym_key(form), ())
                if d.until is None or not on or on <= d.until
            ),
            None,
        )

    def peoples(self, form: str, on: date | None = None) -> tuple[str, ...]:
        """The countries of a joined adjective ("franco-allemand"), or the one of a plain one; empty if none is known."""
        known = self._peoples.get((form, on))
        if known is None:
            known = self._peoples[form, on] = self._read_peoples(form, on)
        return known

    def _read_peoples(self, form: str, on: date | None) -> tuple[str, ...]:
        whole = self.demonym(form, on)
        if whole or demonym_key(form) in self.demonyms:
            return (whole,) if whole else ()
        *fronts, last = form.split("-")
        parts = [self.demonym(f"{p}-", on) or self.demonym(p, on) for p in fronts] + [self.demonym(last, on)]
        return tuple(p for p in parts if p) if fronts and all(parts) else ()

    def holder(self, country: str | None, office: Office, on: date | None = None) -> Entry | None:
        """Who held an office on a day (now, without one); None if nobody did or it is not known."""
        term = self.term(country, office, on)
        return self._person_in(term) if term else None

    def term(self, country: str | None, office: Office, on: date | None = None) -> Term | None:
        """The term behind `holder`, which says how sure it is."""
        return next((t for t in self._by_office.get((country, office), ()) if t.on(on)), None)

    def last_holder(self, country: str | None, office: Office, on: date | None = None) -> Entry | None:
        """Who held an office before its holder of that day: "l'ancien président"."""
        ended = [
            t for t in self._by_office.get((country, office), ())
            if t.end is not None and (on is None or t.end <= on)
        ]  # fmt: skip
        return self._person_in(ended[0]) if ended else None

    def offices_of(self, person: str, on: date | None = None) -> tuple[Term, ...]:
        """The terms of a person: all of them, latest first, or those of one day."""
        terms = self._by_person.get(person, ())
        return terms if on is None else tuple(t for t in terms if t.on(on))

    def head_office(self, country: str) -> Office:
        """Whom "le dirigeant" of the country means: HOS or HOG.

        >>> load_knowledge().head_office("DEU"), load_knowledge().head_office("RUS")
        ('HOG', 'HOS')
        """
        return self.head_offices.get(country, "HOS")

    def capital(self, country: str) -> Entry | None:
        """The capital as a place; None where the country is its own capital (Monaco)."""
        return self.capitals.get(country)

    def scan(
        self, words: Sequence[str], language: str | None = None, on: date | None = None
    ) -> tuple[Match, ...]:
        """The known names in a stream of tokens, from the left, the longest at each place, without overlap.

        >>> [(m.first, m.last, m.entries[0].id) for m in load_knowledge().scan("La Corée du Nord et l' ONU".split())]
        [(1, 3, 'PRK'), (6, 6, 'onu')]
        """
        split = [fold_words(w) for w in words]
        matches: list[Match] = []
        first_words = self.first_words
        i = 0
        while i < len(words):
            known = split[i] and split[i][0] in first_words
            match = self._match_at(i, words, split, language, on) if known else None
            if match:
                matches.append(match)
                i = match.last + 1
            else:
                i += 1
        return tuple(matches)

    def _match_at(
        self,
        i: int,
        words: Sequence[str],
        split: Sequence[tuple[str, ...]],
        language: str | None,
        on: date | None,
    ) -> Match | None:
        longest = self.first_words.get(split[i][0], 0)
        reach: list[tuple[int, str]] = []
        parts: list[str] = []
        for j in range(i, len(words)):
            if not split[j]:
                if words[j] not in "-'’.":  # a blank part of a name at most: "Jean - Yves"
                    break
                continue
            parts += split[j]
            if len(parts) > longest:
                break
            reach.append((j, " ".join(parts)))
        for j, key in reversed(reach):
            surface = " ".join(words[i : j + 1])
            forms = [
                f for f in self.forms.get(key, ())
                if f.fits(surface, language) and f.entry.valid(on) and (not f.article or _after_article(i, split))
            ]  # fmt: skip
            if forms:
                entries = dict.fromkeys(f.entry for f in forms)
                whole = (
                    i - 1
                    if any(f.article for f in forms)
                    and words[i - 1][:1].isupper()
                    and split[i - 1][0] in ARTICLES
                    else i
                )
                return Match(whole, j, tuple(self.at(e, on) for e in entries), all(f.weak for f in forms))
        return None

    def _person_in(self, term: Term) -> Entry | None:
        person = self.person(term.person)
        return replace(person, role=OFFICES[term.office]) if person else None


def _after_article(i: int, split: Sequence[tuple[str, ...]]) -> bool:
    return i > 0 and len(split[i - 1]) == 1 and split[i - 1][0] in ARTICLES | CONTRACTIONS


@lru_cache(maxsize=1 << 16)
def fold_words(text: str) -> tuple[str, ...]:
    """The words of a name without case, accents and marks.

    >>> fold_words("Côte-d'Ivoire")
    ('cote', 'd', 'ivoire')
    """
    if text.isascii():
        plain = text.lower()
    else:
        apart = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
        plain = "".join(c for c in apart if not unicodedata.combining(c)).translate(_PLAIN)
    if plain.isalnum():
        return (plain,)
    return tuple("".join(c if c.isalnum() else " " for c in plain).split())


@lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """The form under which a name is looked up: plain words, the leading article left out."""
    words = fold_words(name)
    return " ".join(words[1:] if len(words) > 1 and words[0] in ARTICLES else words)


def demonym_key(form: str) -> str:
    """The form under which a demonym is looked up; the front of a joined adjective ("franco-") keeps its hyphen."""
    return f"{fold(form)}-" if form.endswith("-") else fold(form)


@lru_cache(maxsize=4)
def load_knowledge(folder: Path | None = None) -> Knowledge:
    """The knowledge base, with a user's folder of the same files laid over it: rows of the same id win.

    Raises BadData with file and line when a row holds a mistake.
    """
    from .rows import read_knowledge

    return read_knowledge((HERE,) if folder is None else (HERE, folder))


def known_names(knowledge: Knowledge, kind: EntryKind) -> Iterator[str]:
    """Every name of the entries of a kind, as written in the files."""
    for forms in knowledge.forms.values():
        yield from (f.text for f in forms if f.entry.kind == kind)
