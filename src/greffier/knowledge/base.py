"""The CSV files of this folder in, one `Knowledge` out: names, peoples and offices, looked up at the date of an article.

Names are compared folded (folding.py).

>>> k = load_knowledge()
>>> k.lookup("RDC")[0].country, k.demonym("nord-coréenne"), k.holder("FRA", "HOS", date(2020, 1, 1)).name("fr")
('COD', 'PRK', 'Emmanuel Macron')
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from ..errors import BadInput
from .entries import ORGANISATION_CODES, Answer, Demonym, Entry, EntryKind, Form, Match, Office, Term
from .folding import ARTICLES, demonym_key, fold, fold_words

__all__ = [
    "ARTICLES", "HERE", "ORGANISATION_CODES", "Answer", "Demonym", "Entry", "EntryKind", "Form", "Knowledge", "Match",
    "Office", "Term", "demonym_key", "fold", "fold_words", "known_names", "load_knowledge",
]  # fmt: skip

HERE = Path(__file__).parent
ELECT = 80  # days between an election and the office: those of an American president
CONTRACTIONS = frozenset({"au", "aux", "du", "des"})  # they hold an article: "au Caire"


@dataclass(frozen=True)
class Knowledge:
    """Everything known, ready for looking up.

    `forms` maps folded names to the forms written so; `first_words` the first word of every folded name to the number of words of the
    longest name that begins with it, `follows` to the words that may come second ("" where a name has one word). Names of
    capitals give the place first and the government that they stand for (a "metonym") after it. `offices` gives the sector
    of every office, `titles` the office of a title in an organisation or country: ("onu", "secretaire general") is UNSG. `given_names` are the first
    words of the names of persons.
    """

    entries: Mapping[tuple[str, str], Entry]
    forms: Mapping[str, tuple[Form, ...]]
    first_words: Mapping[str, int]
    follows: Mapping[str, frozenset[str]]
    demonyms: Mapping[str, tuple[Demonym, ...]]
    terms: tuple[Term, ...]
    capitals: Mapping[str, Entry]
    iso2: Mapping[str, str]
    head_offices: Mapping[str, Office]
    offices: Mapping[Office, str]
    titles: Mapping[tuple[str, str], Office]
    given_names: frozenset[str]
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
        term = next(iter(self.offices_of(entry.id, on)), None) or self._next_term(entry.id, on)
        return replace(entry, role=self.offices[term.office]) if term else entry

    def entry(self, kind: EntryKind, id: str) -> Entry | None:
        """The entry of this kind and id."""
        return self.entries.get((kind, id))

    def country(self, code: str) -> Entry | None:
        """The country of an ISO code, alpha-3 or alpha-2."""
        return self.entries.get(("country", self.iso2.get(code, code)))

    def country_named(self, name: str) -> Entry | None:
        """The country of one of its names, whatever the case and the accents; the first where two share it."""
        forms = self.forms.get(fold(name), ())
        return next((f.entry for f in forms if f.entry.kind == "country"), None)

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

    def holders(self, country: str | None, office: Office, on: date | None = None) -> Answer:
        """Who held an office on a day (now, without one): several in a month of handing over that is known no better."""
        terms = self._by_office.get((country, office), ())
        sure = [t for t in terms if t.on(on)]
        return self._answer(sure or [t for t in terms if t.perhaps_on(on)])

    def former_holders(self, country: str | None, office: Office, on: date | None = None) -> Answer:
        """Who held an office before its holder of that day: "l'ancien président"; the last whose term has ended."""
        now = {e.id for e in self.holders(country, office, on).entries}
        ended = [
            t for t in self._by_office.get((country, office), ())
            if t.end is not None and (on is None or t.end <= on) and t.person not in now
        ]  # fmt: skip
        return self._answer(ended[:1])

    def holder(self, country: str | None, office: Office, on: date | None = None) -> Entry | None:
        """The one holder of an office on a day; None if nobody held it, it is not known, or several may have."""
        return self.holders(country, office, on).entry

    def last_holder(self, country: str | None, office: Office, on: date | None = None) -> Entry | None:
        """The one before the holder of that day, None if it is not known."""
        return self.former_holders(country, office, on).entry

    def office_titled(self, of: str, title: str) -> Office | None:
        """The office that a title means in an organisation (its id), a country, or ("") every state.

        >>> load_knowledge().office_titled("onu", "secrétaire général"), load_knowledge().office_titled("USA", "secrétaire d'État")
        ('UNSG', 'MFA')
        """
        return self.titles.get((of, fold(title)))

    def offices_of(self, person: str, on: date | None = None) -> tuple[Term, ...]:
        """The terms of a person: all of them, latest first, or those of one day."""
        terms = self._by_person.get(person, ())
        return terms if on is None else tuple(t for t in terms if t.on(on))

    def _next_term(self, person: str, on: date) -> Term | None:
        """The term that a person is elected or chosen for: it begins within `ELECT` days."""
        coming = (t for t in self._by_person.get(person, ()) if 0 < (t.start - on).days <= ELECT)
        return next(coming, None)

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
        follows, end = self.follows, 0
        for i, parts in enumerate(split):
            if i < end or not parts or parts[0] not in follows:
                continue
            if len(parts) == 1 and i + 1 < len(split) and (then := split[i + 1]):
                second = follows[parts[0]]  # most first words are words of every day: look before trying
                if then[0] not in second and ("" not in second or words[i].islower()):
                    continue
            if match := self._match_at(i, words, split, language, on):
                matches.append(match)
                end = match.last + 1
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

    def _answer(self, terms: Sequence[Term]) -> Answer:
        persons = [
            replace(p, role=self.offices[t.office]) for t in terms if (p := self.person(t.person)) is not None
        ]
        return Answer(tuple(dict.fromkeys(persons)), tuple(t.rule for t in terms), all(t.sure for t in terms))


def _after_article(i: int, split: Sequence[tuple[str, ...]]) -> bool:
    return i > 0 and len(split[i - 1]) == 1 and split[i - 1][0] in ARTICLES | CONTRACTIONS


def load_knowledge(folder: Path | None = None) -> Knowledge:
    """The knowledge base, with a user's folder of the same files laid over it: rows of the same id win.

    Raises BadData with file and line when a row holds a mistake, BadInput when the folder is not there. A folder whose files
    have not changed is read once.
    """
    if folder is None:
        return _load((HERE,), ())
    stamps = (
        (p.name, p.stat().st_mtime_ns, p.stat().st_size) for p in sorted(folders_of(folder)[1].glob("*.csv"))
    )
    return _load(folders_of(folder), tuple(stamps))


def folders_of(folder: Path | None) -> tuple[Path, ...]:
    """Our folder and the user's after it. Raises BadInput when his is not there."""
    if folder is None:
        return (HERE,)
    if not folder.is_dir():
        raise BadInput(f"The knowledge folder {folder} does not exist. Give the path of a folder.")
    return (HERE, folder)


@lru_cache(maxsize=4)
def _load(folders: tuple[Path, ...], stamps: tuple[tuple[str, int, int], ...]) -> Knowledge:
    from .index import read_knowledge

    with _without_collection():
        return read_knowledge(folders)


@contextmanager
def _without_collection() -> Iterator[None]:
    """Pause the search for garbage: tens of thousands of objects are made that all live on, and searching them took a third of the time."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


def known_names(knowledge: Knowledge, kind: EntryKind) -> Iterator[str]:
    """Every name of the entries of a kind, as written in the files."""
    for forms in knowledge.forms.values():
        yield from (f.text for f in forms if f.entry.kind == kind)
