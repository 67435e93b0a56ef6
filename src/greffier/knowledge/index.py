"""Rows in, a `Knowledge` out: entries, names, demonyms and terms checked and indexed; a mistake is BadData with file and line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

from ..errors import BadData
from .base import Knowledge
from .codes import ISO3, ORGANISATION_TYPES, PLACE_TYPES, ROLES
from .entries import ORGANISATION_CODES, Demonym, Entry, Form, Term
from .folding import demonym_key, fold
from .rows import (
    Complain,
    Row,
    bare,
    checked,
    country_of,
    country_or_none,
    day,
    degrees,
    english,
    form_of,
    last_day,
    parts,
    plural_of,
    refuse,
    role_of,
    rows_of,
    validity,
)
from .succession import in_order

KINDS = ("country", "place", "person", "organisation", "metonym")  # the order in which a lookup gives them


def read_knowledge(folders: Iterable[Path], complain: Complain = refuse) -> Knowledge:
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

    each("claims.csv", store.add_claim)
    each("countries.csv", store.add_country)
    each("demonyms.csv", store.add_demonym)
    each("places.csv", store.add_place)
    each("persons.csv", store.add_person)
    each("organisations.csv", store.add_organisation)
    each("offices.csv", store.add_office)
    each("terms.csv", store.add_term)
    return store.finish()


class _Store:
    """Collects entries and forms row by row; `finish` freezes them."""

    def __init__(self, complain: Complain) -> None:
        self.complain = complain
        self.entries: dict[tuple[str, str], Entry] = {}
        self.forms: dict[tuple[str, str], list[Form]] = {}
        self.claims: dict[str, tuple[str, ...]] = {}
        self.capitals: dict[str, Entry] = {}
        self.iso2: dict[str, str] = {}
        self.head_offices: dict[str, str] = {}
        self.demonyms: dict[str, list[Demonym]] = {}
        self.demonym_home: dict[str, Path] = {}
        self.terms: dict[tuple[str | None, str, str, date], Term] = {}
        self.home: dict[tuple[str, str], Row] = {}
        self.offices: dict[str, str] = {}
        self.titles: dict[tuple[str, str], str] = {}

    def _settle(self, row: Row, kind: str, id: str, do: str) -> None:
        """Note where a thing has its row: only once in a file, and a user's in place of ours."""
        before = self.home.get((kind, id))
        if before and before.path == row.path:
            raise row.bad(f"{id!r} stands in line {before.line} already. {do}")
        self.home[kind, id] = row

    def add(self, row: Row, entry: Entry, names: Iterable[str]) -> None:
        key = (entry.kind, entry.id)
        if not entry.id:
            raise row.bad("the id is empty. Give one.")
        self._settle(row, *key, "Give it another id.")
        self.entries[key] = entry
        self.forms[key] = [
            f for n in dict.fromkeys(n for n in names if n) if (f := form_of(n, entry)) is not None
        ]

    def add_claim(self, row: Row) -> None:
        claimants = tuple(row["claimed_by"].split())
        for code in (row["country"], *claimants):
            if code not in ISO3:
                raise row.bad(f"unknown country code {code!r}. Give ISO 3166-1 alpha-3.")
        checked(row)
        self._settle(row, "claim", row["country"], "Name all claimants there.")
        self.claims[row["country"]] = claimants

    def add_country(self, row: Row) -> None:
        code = row["iso3"]
        if code not in ISO3:
            raise row.bad(f"unknown country code {code!r}. Give ISO 3166-1 alpha-3.")
        if row["head_office"] not in ("HOS", "HOG"):
            raise row.bad(f"head_office {row['head_office']!r} must be HOS or HOG.")
        lat, lon = degrees(row)
        sure, up_to = checked(row)
        name_fr, name_en = bare(row["name_fr"]), bare(row["name_en"])
        country = Entry(
            code,
            "country",
            name_fr,
            name_en,
            code,
            "GOV",
            "country",
            lat=lat,
            lon=lon,
            claimed_by=self.claims.get(code, ()),
            rule=row.rule,
            sure=sure,
            checked=up_to,
        )
        self.add(row, country, [row["name_fr"], english(row["name_en"]), *parts(row["aliases"])])
        self.iso2[row["iso2"]] = code
        self.head_offices[code] = row["head_office"]
        seats = [*parts(row["capital_fr"]), *parts(row["capital_en"])]
        if seats:
            fr, en = parts(row["capital_fr"]) or seats, parts(row["capital_en"]) or seats
            capital = Entry(f"{code}-capital", "place", bare(fr[0]), bare(en[0]), code, None, "capital",
                            lat=lat, lon=lon, claimed_by=country.claimed_by, rule=row.rule, sure=sure, checked=up_to)  # fmt: skip
            self.add(row, capital, seats)
            self.capitals[code] = capital
        metonym = Entry(
            code, "metonym", name_fr, name_en, code, "GOV", "metonym", rule=row.rule, sure=sure, checked=up_to
        )
        self.add(row, metonym, [*seats, *parts(row["metonyms"])])

    def add_demonym(self, row: Row) -> None:
        code = row["code"] or None
        if code and code not in ISO3 and code not in ORGANISATION_CODES:
            raise row.bad(
                f"unknown code {code!r}. Give ISO 3166-1 alpha-3 or one of {', '.join(ORGANISATION_CODES)}."
            )
        until = last_day(row, "until")
        checked(row)
        for column, language, gender in (
            ("masculine", "fr", "m"),
            ("feminine", "fr", "f"),
            ("english", "en", None),
        ):
            for form in parts(row[column]):
                for plural in (False,) if form.endswith("-") else (False, True):
                    written = plural_of(form, language) if plural else form
                    self._demonym(row, Demonym(written, code, language, gender, plural, until, row.rule))
        for form in parts(row["people"]):
            self._demonym(row, Demonym(form, code, "en", None, True, until, row.rule))

    def _demonym(self, row: Row, demonym: Demonym) -> None:
        key = demonym_key(demonym.form)
        if self.demonym_home.setdefault(key, row.path) != row.path:  # the user's word for it
            self.demonym_home[key] = row.path
            self.demonyms[key] = []
        listed = self.demonyms.setdefault(key, [])
        clash = next(
            (d for d in listed if d.code != demonym.code and not d.until and not demonym.until), None
        )
        if clash:
            raise row.bad(f"{demonym.form!r} is {clash.code} in {clash.rule}. Keep one.")
        listed.append(demonym)

    def add_place(self, row: Row) -> None:
        lat, lon = degrees(row)
        if row["type"] not in PLACE_TYPES:
            raise row.bad(f"unknown type {row['type']!r}. Choose one of {', '.join(sorted(PLACE_TYPES))}.")
        (start, end), (sure, up_to) = validity(row), checked(row)
        claims = tuple(country_of(row, c) for c in row["claimed_by"].split())
        names_fr, names_en = parts(row["names_fr"]), parts(row["names_en"])
        if not names_fr:
            raise row.bad("names_fr is empty. A place needs a name.")
        self.add(
            row,
            Entry(row["id"], "place", bare(names_fr[0]), bare((names_en or names_fr)[0]), country_or_none(row), None,
                  row["type"], lat=lat, lon=lon, claimed_by=claims, start=start, end=end, rule=row.rule, sure=sure, checked=up_to),
            [*names_fr, *map(english, names_en)],
        )  # fmt: skip

    def add_person(self, row: Row) -> None:
        if row["gender"] not in ("m", "f", ""):
            raise row.bad(f"gender {row['gender']!r} must be m, f or empty.")
        name_en = row["name_en"] or row["name_fr"]
        sure, up_to = checked(row)
        self.add(
            row,
            Entry(row["id"], "person", row["name_fr"], name_en, country_or_none(row), role_of(row), "",
                  row["gender"] or None, row["wikidata"] or None, rule=row.rule, sure=sure, checked=up_to),
            [row["name_fr"], name_en, *parts(row["aliases"])],
        )  # fmt: skip

    def add_organisation(self, row: Row) -> None:
        names_fr, names_en = parts(row["names_fr"]), parts(row["names_en"])
        if not names_fr:
            raise row.bad("names_fr is empty. An organisation needs a name.")
        if row["state_controlled"] not in ("yes", "no", ""):
            raise row.bad(f"state_controlled {row['state_controlled']!r} must be yes, no or empty.")
        if row["type"] not in ORGANISATION_TYPES:
            raise row.bad(f"unknown type {row['type']!r}. Choose one of {', '.join(ORGANISATION_TYPES)}.")
        (start, end), (sure, up_to) = validity(row), checked(row)
        self.add(
            row,
            Entry(row["id"], "organisation", bare(names_fr[0]), bare((names_en or names_fr)[0]), country_or_none(row),
                  role_of(row), row["type"], state_controlled=row["state_controlled"] == "yes",
                  start=start, end=end, rule=row.rule, sure=sure, checked=up_to),
            [*names_fr, *map(english, names_en)],
        )  # fmt: skip

    def add_office(self, row: Row) -> None:
        office, of = row["office"], row["of"]
        if not office:
            raise row.bad("office is empty. Give a code of your own (MFA).")
        if row["sector"] not in ROLES:
            raise row.bad(f"unknown sector {row['sector']!r}. Choose one of {', '.join(sorted(ROLES))}.")
        if of and ("organisation", of) not in self.entries and ("country", of) not in self.entries:
            raise row.bad(f"of {of!r} is in neither organisations.csv nor countries.csv. Add it there first.")
        checked(row)
        self.offices.setdefault(office, row["sector"])
        for title in (*parts(row["titles_fr"]), *parts(row["titles_en"])):
            self.titles[(of, fold(title))] = office

    def add_term(self, row: Row) -> None:
        if ("person", row["person"]) not in self.entries:
            raise row.bad(f"no person {row['person']!r} in persons.csv. Add the person first.")
        if row["office"] not in self.offices:
            raise row.bad(f"unknown office {row['office']!r}. Choose one of {', '.join(self.offices)}.")
        country, start, end = country_or_none(row), day(row, "start"), day(row, "end")
        if (country is None) != (self.offices[row["office"]] == "IGO"):
            raise row.bad(f"{row['office']} {'needs a' if country is None else 'has no'} country.")
        start_by, end_by = last_day(row, "start"), last_day(row, "end")
        if start is None or start_by is None:
            raise row.bad("start is empty. Give the day, the month or the year.")
        if end is not None and end_by is not None and end_by <= start:
            raise row.bad(f"the term ends ({row['end']}) before it starts ({row['start']}).")
        key = (country, row["office"], row["person"], start)
        self.terms[key] = Term(
            row["person"], row["office"], country, start, start_by, end, end_by, *checked(row), row.rule
        )

    def finish(self) -> Knowledge:
        forms: dict[str, list[Form]] = {}
        by_kind: dict[str, list[Form]] = {kind: [] for kind in KINDS}
        for (kind, _), listed in self.forms.items():
            by_kind[kind] += listed
        for listed in by_kind.values():
            for form in listed:
                forms.setdefault(form.key, []).append(form)
        first_words: dict[str, int] = {}
        follows: dict[str, set[str]] = {}
        for name in forms:
            words = name.split()
            first_words[words[0]] = max(first_words.get(words[0], 0), len(words))
            follows.setdefault(words[0], set()).add(words[1] if len(words) > 1 else "")
        terms = in_order(self.terms.values(), self.complain)
        by_office: dict[tuple[str | None, str], list[Term]] = {}
        by_person: dict[str, list[Term]] = {}
        for term in terms:
            by_office.setdefault((term.country, term.office), []).append(term)
            by_person.setdefault(term.person, []).append(term)
        return Knowledge(
            entries=self.entries,
            forms={k: tuple(v) for k, v in forms.items()},
            first_words=first_words,
            follows={k: frozenset(v) for k, v in follows.items()},
            demonyms={k: tuple(v) for k, v in self.demonyms.items()},
            terms=terms,
            capitals=self.capitals,
            iso2=self.iso2,
            offices=self.offices,
            titles=self.titles,
            head_offices=self.head_offices,
            given_names=frozenset(self._given_names()),
            _by_office={k: tuple(v) for k, v in by_office.items()},
            _by_person={k: tuple(v) for k, v in by_person.items()},
        )

    def _given_names(self) -> Iterator[str]:
        for key, listed in self.forms.items():
            words = [form.text.split() for form in listed if key[0] == "person"]
            yield from (w[0] for w in words if len(w) > 1 and w[0].isalpha())
