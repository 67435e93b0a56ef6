"""Rows in, a `Knowledge` out: entries, names, demonyms and terms checked and indexed; a mistake is BadData with file and line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

from ..errors import BadData
from .base import Knowledge
from .codes import ISO3
from .entries import OFFICES, ORGANISATION_CODES, Demonym, Entry, Form, Term
from .folding import demonym_key, fold
from .rows import (
    Complain,
    Row,
    bare,
    country_of,
    country_or_none,
    day,
    degrees,
    english,
    form_of,
    parts,
    plural_of,
    role_of,
    rows_of,
)


def _raise(problem: BadData) -> None:
    raise problem


def read_knowledge(folders: Iterable[Path], complain: Complain = _raise) -> Knowledge:
    """Read the files of the folders, later folders over earlier ones; each mistake goes to `complain`, its row is left out."""
    folders = tuple(folders)
    store = _Store(complain)

    def each(file: str, add: Callable[[Row], None]) -> None:
        for folder in folders:
            for row in rows_of(folder / file, complain):
                try:
                    add(row)
                except BadData as problem:
                    complain(problem)

    each("countries.csv", store.add_country)
    each("demonyms.csv", store.add_demonym)
    each("places.csv", store.add_place)
    each("persons.csv", store.add_person)
    each("organisations.csv", store.add_organisation)
    each("terms.csv", store.add_term)
    return store.finish()


class _Store:
    """Collects entries and forms row by row; `finish` freezes them."""

    def __init__(self, complain: Complain) -> None:
        self.complain = complain
        self.entries: dict[tuple[str, str], Entry] = {}
        self.forms: dict[tuple[str, str], list[Form]] = {}
        self.capitals: dict[str, Entry] = {}
        self.iso2: dict[str, str] = {}
        self.head_offices: dict[str, str] = {}
        self.demonyms: dict[str, list[Demonym]] = {}
        self.terms: dict[tuple[str | None, str, str, date], Term] = {}
        self.home: dict[tuple[str, str], Row] = {}

    def add(self, row: Row, entry: Entry, names: Iterable[str]) -> None:
        key = (entry.kind, entry.id)
        if not entry.id:
            raise row.bad("the id is empty. Give one.")
        before = self.home.get(key)
        if before and before.path == row.path:
            raise row.bad(f"{entry.id!r} stands in line {before.line} already. Give it another id.")
        self.home[key] = row
        self.entries[key] = entry
        self.forms[key] = [
            f for n in dict.fromkeys(n for n in names if n) if (f := form_of(n, entry)) is not None
        ]

    def add_country(self, row: Row) -> None:
        code = row["iso3"]
        if code not in ISO3:
            raise row.bad(f"unknown country code {code!r}. Give ISO 3166-1 alpha-3.")
        if row["head_office"] not in ("HOS", "HOG"):
            raise row.bad(f"head_office {row['head_office']!r} must be HOS or HOG.")
        lat, lon = degrees(row)
        name_fr, name_en = bare(row["name_fr"]), bare(row["name_en"])
        country = Entry(
            code, "country", name_fr, name_en, code, "GOV", "country", lat=lat, lon=lon, rule=row.rule
        )
        self.add(row, country, [row["name_fr"], english(row["name_en"]), *parts(row["aliases"])])
        self.iso2[row["iso2"]] = code
        self.head_offices[code] = row["head_office"]
        seats = [*parts(row["capital_fr"]), *parts(row["capital_en"])]
        if seats:
            fr, en = parts(row["capital_fr"]) or seats, parts(row["capital_en"]) or seats
            capital = Entry(f"{code}-capital", "place", bare(fr[0]), bare(en[0]), code, None, "capital",
                            lat=lat, lon=lon, rule=row.rule)  # fmt: skip
            self.add(row, capital, seats)
            self.capitals[code] = capital
        metonym = Entry(code, "metonym", name_fr, name_en, code, "GOV", "metonym", rule=row.rule)
        self.add(row, metonym, [*seats, *parts(row["metonyms"])])

    def add_demonym(self, row: Row) -> None:
        code = row["code"] or None
        if code and code not in ISO3 and code not in ORGANISATION_CODES:
            raise row.bad(
                f"unknown code {code!r}. Give ISO 3166-1 alpha-3 or one of {', '.join(ORGANISATION_CODES)}."
            )
        until = day(row, "until")
        for column, language, gender in (
            ("masculine", "fr", "m"),
            ("feminine", "fr", "f"),
            ("english", "en", None),
        ):
            for form in parts(row[column]):
                for plural in (False,) if form.endswith("-") else (False, True):
                    written = plural_of(form, language) if plural else form
                    self._demonym(Demonym(written, code, language, gender, plural, until, row.rule))
        for form in parts(row["people"]):
            self._demonym(Demonym(form, code, "en", None, True, until, row.rule))

    def _demonym(self, demonym: Demonym) -> None:
        listed = self.demonyms.setdefault(demonym_key(demonym.form), [])
        clash = next(
            (d for d in listed if d.code != demonym.code and not d.until and not demonym.until), None
        )
        if clash:
            file, _, line = demonym.rule.rpartition(":")
            raise BadData(file, int(line), f"{demonym.form!r} is {clash.code} in {clash.rule}. Keep one.")
        listed.append(demonym)

    def add_place(self, row: Row) -> None:
        lat, lon = degrees(row)
        claims = tuple(country_of(row, c) for c in row["claimed_by"].split())
        names_fr, names_en = parts(row["names_fr"]), parts(row["names_en"])
        if not names_fr:
            raise row.bad("names_fr is empty. A place needs a name.")
        self.add(
            row,
            Entry(row["id"], "place", bare(names_fr[0]), bare((names_en or names_fr)[0]), country_or_none(row), None,
                  row["type"], lat=lat, lon=lon, claimed_by=claims, start=day(row, "from"), end=day(row, "to"),
                  rule=row.rule),
            [*names_fr, *map(english, names_en)],
        )  # fmt: skip

    def add_person(self, row: Row) -> None:
        if row["gender"] not in ("m", "f", ""):
            raise row.bad(f"gender {row['gender']!r} must be m, f or empty.")
        name_en = row["name_en"] or row["name_fr"]
        self.add(
            row,
            Entry(row["id"], "person", row["name_fr"], name_en, country_or_none(row), role_of(row), "",
                  row["gender"] or None, row["wikidata"] or None, rule=row.rule),
            [row["name_fr"], name_en, *parts(row["aliases"])],
        )  # fmt: skip

    def add_organisation(self, row: Row) -> None:
        names_fr, names_en = parts(row["names_fr"]), parts(row["names_en"])
        if not names_fr:
            raise row.bad("names_fr is empty. An organisation needs a name.")
        if row["state_controlled"] not in ("yes", "no", ""):
            raise row.bad(f"state_controlled {row['state_controlled']!r} must be yes, no or empty.")
        self.add(
            row,
            Entry(row["id"], "organisation", bare(names_fr[0]), bare((names_en or names_fr)[0]), country_or_none(row),
                  role_of(row), row["type"], state_controlled=row["state_controlled"] == "yes",
                  start=day(row, "from"), end=day(row, "to"), rule=row.rule),
            [*names_fr, *map(english, names_en)],
        )  # fmt: skip

    def add_term(self, row: Row) -> None:
        if ("person", row["person"]) not in self.entries:
            raise row.bad(f"no person {row['person']!r} in persons.csv. Add the person first.")
        if row["office"] not in OFFICES:
            raise row.bad(f"unknown office {row['office']!r}. Choose one of {', '.join(OFFICES)}.")
        country, start, end = country_or_none(row), day(row, "start"), day(row, "end")
        if (country is None) != (OFFICES[row["office"]] == "IGO"):
            raise row.bad(f"{row['office']} {'needs a' if country is None else 'has no'} country.")
        if start is None:
            raise row.bad("start is empty. Give the day, the month or the year.")
        if end is not None and end <= start:
            raise row.bad(f"the term ends ({row['end']}) before it starts ({row['start']}).")
        if row["sure"] not in ("yes", "no"):
            raise row.bad(f"sure {row['sure']!r} must be yes or no.")
        key = (country, row["office"], row["person"], start)
        term = Term(
            row["person"], row["office"], country, start, end, row["sure"] == "yes", row["checked"], row.rule
        )
        self.terms[key] = term

    def finish(self) -> Knowledge:
        forms: dict[str, list[Form]] = {}
        for kind in ("country", "place", "person", "organisation", "metonym"):
            for key, listed in self.forms.items():
                if key[0] == kind:
                    for form in listed:
                        forms.setdefault(fold(form.text), []).append(form)
        first_words: dict[str, int] = {}
        follows: dict[str, set[str]] = {}
        for name in forms:
            words = name.split()
            first_words[words[0]] = max(first_words.get(words[0], 0), len(words))
            follows.setdefault(words[0], set()).add(words[1] if len(words) > 1 else "")
        terms = self._in_order()
        by_office: dict[tuple[str | None, str], list[Term]] = {}
        by_person: dict[str, list[Term]] = {}
        for term in terms:
            by_office.setdefault((term.country, term.office), []).append(term)
            by_person.setdefault(term.person, []).append(term)
        return Knowledge(
            entries=self.entries,
            forms={k: tuple(v) for k, v in forms.items()},
            names={k: tuple(dict.fromkeys(f.entry for f in v)) for k, v in forms.items()},
            first_words=first_words,
            follows={k: frozenset(v) for k, v in follows.items()},
            demonyms={k: tuple(v) for k, v in self.demonyms.items()},
            terms=terms,
            capitals=self.capitals,
            iso2=self.iso2,
            head_offices=self.head_offices,
            given_names=frozenset(self._given_names()),
            _by_office={k: tuple(v) for k, v in by_office.items()},
            _by_person={k: tuple(v) for k, v in by_person.items()},
        )

    def _given_names(self) -> Iterator[str]:
        for key, listed in self.forms.items():
            words = [form.text.split() for form in listed if key[0] == "person"]
            yield from (w[0] for w in words if len(w) > 1 and w[0].isalpha())

    def _in_order(self) -> tuple[Term, ...]:
        """The terms, latest first; two holders of one office at a time are a mistake."""
        kept: list[Term] = []
        last: dict[tuple[str | None, str], Term] = {}
        for term in sorted(self.terms.values(), key=lambda t: (t.start, t.rule)):
            before = last.get((term.country, term.office))
            if before and (before.end is None or before.end > term.start):
                file, _, line = term.rule.rpartition(":")
                problem = f"the term begins {term.start}, before that of {before.rule} ends ({before.end or 'open'})."
                self.complain(BadData(file, int(line), f"{problem} Close or move one."))
                continue
            last[(term.country, term.office)] = term
            kept.append(term)
        return tuple(reversed(kept))
