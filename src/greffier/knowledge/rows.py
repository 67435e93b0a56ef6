"""The knowledge files in, a `Knowledge` out; a mistake in a row is BadData with file and line.

Files hold one header, rows without line breaks inside, and comment lines that begin with #. In a cell of names, | parts
them, "~" in front marks one that is an ordinary word or a person's name as well, "en:" one of English texts only.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..errors import BadData
from .base import (
    ARTICLES,
    OFFICES,
    ORGANISATION_CODES,
    Demonym,
    Entry,
    Form,
    Knowledge,
    Term,
    demonym_key,
    fold,
    fold_words,
)

ROLES = frozenset(
    [
        "GOV",
        "MIL",
        "COP",
        "REB",
        "SPY",
        "UAF",
        "JUD",
        "LEG",
        "PTY",
        "PRM",
        "OPP",
        "BUS",
        "CRM",
        "CVL",
        "EDU",
        "JRN",
        "LAB",
        "AGR",
        "MED",
        "REF",
        "REL",
        "SOC",
        "UNK",
        "IGO",
        "NGO",
    ]
)
# ISO 3166-1 alpha-3, and XKX, which is in use for Kosovo.
ISO3 = frozenset(
    [
        "ABW",
        "AFG",
        "AGO",
        "AIA",
        "ALA",
        "ALB",
        "AND",
        "ARE",
        "ARG",
        "ARM",
        "ASM",
        "ATA",
        "ATF",
        "ATG",
        "AUS",
        "AUT",
        "AZE",
        "BDI",
        "BEL",
        "BEN",
        "BES",
        "BFA",
        "BGD",
        "BGR",
        "BHR",
        "BHS",
        "BIH",
        "BLM",
        "BLR",
        "BLZ",
        "BMU",
        "BOL",
        "BRA",
        "BRB",
        "BRN",
        "BTN",
        "BVT",
        "BWA",
        "CAF",
        "CAN",
        "CCK",
        "CHE",
        "CHL",
        "CHN",
        "CIV",
        "CMR",
        "COD",
        "COG",
        "COK",
        "COL",
        "COM",
        "CPV",
        "CRI",
        "CUB",
        "CUW",
        "CXR",
        "CYM",
        "CYP",
        "CZE",
        "DEU",
        "DJI",
        "DMA",
        "DNK",
        "DOM",
        "DZA",
        "ECU",
        "EGY",
        "ERI",
        "ESH",
        "ESP",
        "EST",
        "ETH",
        "FIN",
        "FJI",
        "FLK",
        "FRA",
        "FRO",
        "FSM",
        "GAB",
        "GBR",
        "GEO",
        "GGY",
        "GHA",
        "GIB",
        "GIN",
        "GLP",
        "GMB",
        "GNB",
        "GNQ",
        "GRC",
        "GRD",
        "GRL",
        "GTM",
        "GUF",
        "GUM",
        "GUY",
        "HKG",
        "HMD",
        "HND",
        "HRV",
        "HTI",
        "HUN",
        "IDN",
        "IMN",
        "IND",
        "IOT",
        "IRL",
        "IRN",
        "IRQ",
        "ISL",
        "ISR",
        "ITA",
        "JAM",
        "JEY",
        "JOR",
        "JPN",
        "KAZ",
        "KEN",
        "KGZ",
        "KHM",
        "KIR",
        "KNA",
        "KOR",
        "KWT",
        "LAO",
        "LBN",
        "LBR",
        "LBY",
        "LCA",
        "LIE",
        "LKA",
        "LSO",
        "LTU",
        "LUX",
        "LVA",
        "MAC",
        "MAF",
        "MAR",
        "MCO",
        "MDA",
        "MDG",
        "MDV",
        "MEX",
        "MHL",
        "MKD",
        "MLI",
        "MLT",
        "MMR",
        "MNE",
        "MNG",
        "MNP",
        "MOZ",
        "MRT",
        "MSR",
        "MTQ",
        "MUS",
        "MWI",
        "MYS",
        "MYT",
        "NAM",
        "NCL",
        "NER",
        "NFK",
        "NGA",
        "NIC",
        "NIU",
        "NLD",
        "NOR",
        "NPL",
        "NRU",
        "NZL",
        "OMN",
        "PAK",
        "PAN",
        "PCN",
        "PER",
        "PHL",
        "PLW",
        "PNG",
        "POL",
        "PRI",
        "PRK",
        "PRT",
        "PRY",
        "PSE",
        "PYF",
        "QAT",
        "REU",
        "ROU",
        "RUS",
        "RWA",
        "SAU",
        "SDN",
        "SEN",
        "SGP",
        "SGS",
        "SHN",
        "SJM",
        "SLB",
        "SLE",
        "SLV",
        "SMR",
        "SOM",
        "SPM",
        "SRB",
        "SSD",
        "STP",
        "SUR",
        "SVK",
        "SVN",
        "SWE",
        "SWZ",
        "SXM",
        "SYC",
        "SYR",
        "TCA",
        "TCD",
        "TGO",
        "THA",
        "TJK",
        "TKL",
        "TKM",
        "TLS",
        "TON",
        "TTO",
        "TUN",
        "TUR",
        "TUV",
        "TWN",
        "TZA",
        "UGA",
        "UKR",
        "UMI",
        "URY",
        "USA",
        "UZB",
        "VAT",
        "VCT",
        "VEN",
        "VGB",
        "VIR",
        "VNM",
        "VUT",
        "WLF",
        "WSM",
        "XKX",
        "YEM",
        "ZAF",
        "ZMB",
        "ZWE",
    ]
)

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "countries.csv": ("iso3", "iso2", "plover", "name_fr", "name_en", "aliases", "capital_fr", "capital_en", "metonyms",
                      "head_office", "lat", "lon"),
    "demonyms.csv": ("code", "masculine", "feminine", "english", "people", "until"),
    "places.csv": ("id", "names_fr", "names_en", "type", "country", "claimed_by", "lat", "lon", "from", "to"),
    "persons.csv": ("id", "name_fr", "name_en", "aliases", "gender", "country", "role", "wikidata"),
    "terms.csv": ("person", "office", "country", "start", "end", "sure", "checked"),
    "organisations.csv": ("id", "names_fr", "names_en", "type", "country", "role", "state_controlled", "from", "to"),
}  # fmt: skip

Complain = Callable[[BadData], None]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a file, its cells by column."""

    path: Path
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    @property
    def rule(self) -> str:
        return f"{self.path.name}:{self.line}"

    def bad(self, problem: str) -> BadData:
        return BadData(self.path.name, self.line, problem)


def _raise(problem: BadData) -> None:
    raise problem


def read_knowledge(folders: Iterable[Path], complain: Complain = _raise) -> Knowledge:
    """Read the files of the folders, later folders over earlier ones; each mistake goes to `complain`, its row is left out."""
    folders = tuple(folders)
    store = _Store(complain)

    def each(file: str, add: Callable[[Row], None]) -> None:
        for folder in folders:
            for row in _rows(folder / file, complain):
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


def _rows(path: Path, complain: Complain) -> Iterator[Row]:
    if not path.exists():
        return
    header: tuple[str, ...] | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [c.strip() for c in (next(csv.reader([line])) if '"' in line else line.split(","))]
        if header is None:
            header = tuple(cells)
            if header != COLUMNS[path.name]:
                complain(BadData(path.name, number, f"The columns must be {','.join(COLUMNS[path.name])}."))
                return
        elif len(cells) != len(header):
            complain(
                BadData(
                    path.name, number, f"{len(cells)} cells, the header has {len(header)}. Count the commas."
                )
            )
        else:
            yield Row(path, number, dict(zip(header, cells, strict=True)))


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
            f for n in dict.fromkeys(n for n in names if n) if (f := _form(n, entry)) is not None
        ]

    def add_country(self, row: Row) -> None:
        code = row["iso3"]
        if code not in ISO3:
            raise row.bad(f"unknown country code {code!r}. Give ISO 3166-1 alpha-3.")
        if row["head_office"] not in ("HOS", "HOG"):
            raise row.bad(f"head_office {row['head_office']!r} must be HOS or HOG.")
        lat, lon = _degrees(row)
        name_fr, name_en = _bare(row["name_fr"]), _bare(row["name_en"])
        country = Entry(
            code, "country", name_fr, name_en, code, "GOV", "country", lat=lat, lon=lon, rule=row.rule
        )
        self.add(row, country, [row["name_fr"], _english(row["name_en"]), *_parts(row["aliases"])])
        self.iso2[row["iso2"]] = code
        self.head_offices[code] = row["head_office"]
        seats = [*_parts(row["capital_fr"]), *_parts(row["capital_en"])]
        if seats:
            fr, en = _parts(row["capital_fr"]) or seats, _parts(row["capital_en"]) or seats
            capital = Entry(f"{code}-capital", "place", _bare(fr[0]), _bare(en[0]), code, None, "capital",
                            lat=lat, lon=lon, rule=row.rule)  # fmt: skip
            self.add(row, capital, seats)
            self.capitals[code] = capital
        metonym = Entry(code, "metonym", name_fr, name_en, code, "GOV", "metonym", rule=row.rule)
        self.add(row, metonym, [*seats, *_parts(row["metonyms"])])

    def add_demonym(self, row: Row) -> None:
        code = row["code"] or None
        if code and code not in ISO3 and code not in ORGANISATION_CODES:
            raise row.bad(
                f"unknown code {code!r}. Give ISO 3166-1 alpha-3 or one of {', '.join(ORGANISATION_CODES)}."
            )
        until = _date(row, "until")
        for column, language, gender in (
            ("masculine", "fr", "m"),
            ("feminine", "fr", "f"),
            ("english", "en", None),
        ):
            for form in _parts(row[column]):
                for plural in (False,) if form.endswith("-") else (False, True):
                    written = _plural(form, language) if plural else form
                    self._demonym(Demonym(written, code, language, gender, plural, until, row.rule))
        for form in _parts(row["people"]):
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
        lat, lon = _degrees(row)
        claims = tuple(_country(row, c) for c in row["claimed_by"].split())
        names_fr, names_en = _parts(row["names_fr"]), _parts(row["names_en"])
        if not names_fr:
            raise row.bad("names_fr is empty. A place needs a name.")
        self.add(
            row,
            Entry(row["id"], "place", _bare(names_fr[0]), _bare((names_en or names_fr)[0]), _country_or_none(row), None,
                  row["type"], lat=lat, lon=lon, claimed_by=claims, start=_date(row, "from"), end=_date(row, "to"),
                  rule=row.rule),
            [*names_fr, *map(_english, names_en)],
        )  # fmt: skip

    def add_person(self, row: Row) -> None:
        if row["gender"] not in ("m", "f", ""):
            raise row.bad(f"gender {row['gender']!r} must be m, f or empty.")
        name_en = row["name_en"] or row["name_fr"]
        self.add(
            row,
            Entry(row["id"], "person", row["name_fr"], name_en, _country_or_none(row), _role(row), "",
                  row["gender"] or None, row["wikidata"] or None, rule=row.rule),
            [row["name_fr"], name_en, *_parts(row["aliases"])],
        )  # fmt: skip

    def add_organisation(self, row: Row) -> None:
        names_fr, names_en = _parts(row["names_fr"]), _parts(row["names_en"])
        if not names_fr:
            raise row.bad("names_fr is empty. An organisation needs a name.")
        if row["state_controlled"] not in ("yes", "no", ""):
            raise row.bad(f"state_controlled {row['state_controlled']!r} must be yes, no or empty.")
        self.add(
            row,
            Entry(row["id"], "organisation", _bare(names_fr[0]), _bare((names_en or names_fr)[0]), _country_or_none(row),
                  _role(row), row["type"], state_controlled=row["state_controlled"] == "yes",
                  start=_date(row, "from"), end=_date(row, "to"), rule=row.rule),
            [*names_fr, *map(_english, names_en)],
        )  # fmt: skip

    def add_term(self, row: Row) -> None:
        if ("person", row["person"]) not in self.entries:
            raise row.bad(f"no person {row['person']!r} in persons.csv. Add the person first.")
        if row["office"] not in OFFICES:
            raise row.bad(f"unknown office {row['office']!r}. Choose one of {', '.join(OFFICES)}.")
        country, start, end = _country_or_none(row), _date(row, "start"), _date(row, "end")
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
        for name in forms:
            words = name.split()
            first_words[words[0]] = max(first_words.get(words[0], 0), len(words))
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
            demonyms={k: tuple(v) for k, v in self.demonyms.items()},
            terms=terms,
            capitals=self.capitals,
            iso2=self.iso2,
            head_offices=self.head_offices,
            _by_office={k: tuple(v) for k, v in by_office.items()},
            _by_person={k: tuple(v) for k, v in by_person.items()},
        )

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


def _parts(cell: str) -> list[str]:
    return [p for p in (p.strip() for p in cell.split("|")) if p] if cell else []


def _english(name: str) -> str:
    """English names of our own columns count in every language unless they are short acronyms ("UN")."""
    letters = [c for c in name if c.isalpha()]
    return f"en:{name}" if len(letters) <= 3 and name.isupper() and ":" not in name else name


def _bare(name: str) -> str:
    return name.partition(":")[2] if name.startswith(("en:", "fr:")) else name.lstrip("~")


def _form(written: str, entry: Entry) -> Form | None:
    weak = written.startswith("~")
    text = written.lstrip("~")
    language = None
    if text[2:3] == ":":
        language, text = text[:2], text[3:]
    words = fold_words(text)
    if not words:
        return None
    article = len(words) > 1 and words[0] in ARTICLES and text[0].isupper()
    return Form(text, entry, language, weak, article)


def _plural(form: str, language: str) -> str:
    if language == "fr":
        return form if form[-1] in "sx" else f"{form}s"
    return form if form.endswith(("ese", "ish", "ch", "ss", "s", "man", "Roma")) else f"{form}s"


def _country(row: Row, code: str) -> str:
    if code not in ISO3:
        raise row.bad(f"unknown country code {code!r}. Give ISO 3166-1 alpha-3, or leave it empty.")
    return code


def _country_or_none(row: Row) -> str | None:
    return _country(row, row["country"]) if row["country"] else None


def _role(row: Row) -> str | None:
    if row["role"] and row["role"] not in ROLES:
        raise row.bad(f"unknown role {row['role']!r}. Choose one of {', '.join(sorted(ROLES))}.")
    return row["role"] or None


def _date(row: Row, column: str) -> date | None:
    """A day, or the first day of a month or year."""
    cell = row[column]
    if not cell:
        return None
    try:
        return date.fromisoformat(cell + {4: "-01-01", 7: "-01"}.get(len(cell), ""))
    except ValueError:
        raise row.bad(f"{column} {cell!r} is no date. Write 2025-09-03, 2025-09 or 2025.") from None


def _degrees(row: Row) -> tuple[float | None, float | None]:
    if not row["lat"] and not row["lon"]:
        return None, None
    try:
        lat, lon = float(row["lat"]), float(row["lon"])
    except ValueError:
        raise row.bad(f"lat {row['lat']!r} and lon {row['lon']!r} must be decimal degrees.") from None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise row.bad(f"lat {lat}, lon {lon} is not on the globe.")
    return lat, lon
