"""The knowledge files in, their rows out: cells by column, and what the marks in a cell mean.

Files hold one header, rows without line breaks inside, and comment lines that begin with #. In a cell of names, | parts
them, "~" in front marks one that is an ordinary word or a person's name as well, "en:" one of English texts only. Every file
ends in two columns: `sure` (yes or no: may a detail be off?) and `checked` (the month up to which the row is known to hold).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from ..datafiles import file_name
from ..errors import BadData
from .codes import ISO3, ROLES
from .entries import Entry, Form
from .folding import ARTICLES, fold_words

OURS = Path(__file__).parent
CARE = ("sure", "checked")  # how sure a row is, and up to when
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "countries.csv": ("iso3", "iso2", "plover", "name_fr", "name_en", "aliases", "capital_fr", "capital_en", "metonyms",
                      "head_office", "lat", "lon", *CARE),
    "demonyms.csv": ("code", "masculine", "feminine", "english", "people", "until", *CARE),
    "claims.csv": ("country", "claimed_by", "what", *CARE),
    "places.csv": ("id", "names_fr", "names_en", "type", "country", "claimed_by", "lat", "lon", "from", "to", *CARE),
    "persons.csv": ("id", "name_fr", "name_en", "aliases", "gender", "country", "role", "wikidata", *CARE),
    "terms.csv": ("person", "office", "country", "start", "end", *CARE),
    "offices.csv": ("office", "sector", "of", "titles_fr", "titles_en", *CARE),
    "organisations.csv": ("id", "names_fr", "names_en", "type", "country", "role", "state_controlled", "from", "to", *CARE),
}  # fmt: skip


CHECKED = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?")
LONGEST = len("2025-09-03")
FIRST_DAY = {4: "-01-01", 7: "-01"}  # what makes a year and a month a day

Complain = Callable[[BadData], None]


def refuse(problem: BadData) -> None:
    """A `Complain` that lets no mistake pass."""
    raise problem


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a file, its cells by column; `file` is how messages and rules call the file."""

    path: Path
    file: str
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    @property
    def rule(self) -> str:
        """Where the row stands."""
        return f"{self.file}:{self.line}"

    def bad(self, problem: str) -> BadData:
        """A mistake in this row."""
        return BadData(self.file, self.line, problem)


def _called(path: Path) -> str:
    """How messages and rules call a file: ours by its name, a user's by its folder as well."""
    return path.name if path.parent == OURS else file_name(path)


def rows_of(path: Path, complain: Complain, columns: tuple[str, ...] = ()) -> Iterator[Row]:
    """The rows of a file; a wrong header, or a row of another length, is a mistake. `columns` are those of a file not in `COLUMNS`.

    Read is what spreadsheets write too: columns in any order, semicolons or tabs for commas, a byte order mark.
    """
    if not path.exists():
        return
    header: tuple[str, ...] | None = None
    comma, called, wanted = ",", _called(path), columns or COLUMNS[path.name]
    for number, line in enumerate(_lines(path, complain), 1):
        if not line.strip(" ,;\t") or line.startswith(("#", '"#')):
            continue
        if header is None:
            comma = delimiter_of(line)
        quoted = '"' in line
        cells = [
            c.strip() for c in (next(csv.reader([line], delimiter=comma)) if quoted else line.split(comma))
        ]
        if header is None:
            header = tuple(cells)
            if sorted(header) != sorted(wanted):
                complain(BadData(called, number, f"The columns must be {','.join(wanted)}."))
                return
        elif len(cells) != len(header):
            problem = f"{len(cells)} cells, the header has {len(header)}. Count the commas."
            complain(BadData(called, number, problem))
        else:
            yield Row(path, called, number, dict(zip(header, cells, strict=True)))


def _lines(path: Path, complain: Complain) -> list[str]:
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        complain(BadData(_called(path), line, "this is not UTF-8. Save the file as CSV UTF-8."))
        return []


def delimiter_of(header: str) -> str:
    """What parts the cells: a comma, or the semicolon or tab of some spreadsheets."""
    return max(",;\t", key=header.count)


def parts(cell: str) -> list[str]:
    """The names in a cell."""
    return [p for p in (p.strip() for p in cell.split("|")) if p] if cell else []


def english(name: str) -> str:
    """English names of our own columns count in every language unless they are short acronyms ("UN")."""
    letters = [c for c in name if c.isalpha()]
    return f"en:{name}" if len(letters) <= 3 and name.isupper() and ":" not in name else name


def bare(name: str) -> str:
    """A name without its marks."""
    return name.partition(":")[2] if name.startswith(("en:", "fr:")) else name.lstrip("~")


def form_of(written: str, entry: Entry) -> Form | None:
    """The form of a name as written in a cell; None where no word is in it."""
    weak = written.startswith("~")
    text = written.lstrip("~")
    language = None
    if text[2:3] == ":":
        language, text = text[:2], text[3:]
    words = fold_words(text)
    if not words:
        return None
    article = len(words) > 1 and words[0] in ARTICLES and text[0].isupper()
    key = " ".join(words[1:] if len(words) > 1 and words[0] in ARTICLES else words)
    return Form(text, entry, language, weak, article, key)


def plural_of(form: str, language: str) -> str:
    """The plural of a demonym by the rule of its language."""
    if language == "fr":
        return form if form[-1] in "sx" else f"{form}s"
    return form if form.endswith(("ese", "ish", "ch", "ss", "s", "man", "Roma")) else f"{form}s"


def country_of(row: Row, code: str) -> str:
    """A code that must be a country's."""
    if code not in ISO3:
        raise row.bad(f"unknown country code {code!r}. Give ISO 3166-1 alpha-3, or leave it empty.")
    return code


def country_or_none(row: Row) -> str | None:
    """The row's country."""
    return country_of(row, row["country"]) if row["country"] else None


def role_of(row: Row) -> str | None:
    """The row's role."""
    if row["role"] and row["role"] not in ROLES:
        raise row.bad(f"unknown role {row['role']!r}. Choose one of {', '.join(sorted(ROLES))}.")
    return row["role"] or None


def checked(row: Row) -> tuple[bool, str]:
    """How sure a row is, and the month up to which it is known to hold."""
    if row["sure"] not in ("yes", "no"):
        raise row.bad(f"sure {row['sure']!r} must be yes or no.")
    if not _is_month(row["checked"]):
        raise row.bad(f"checked {row['checked']!r} is no month. Write 2025-09.")
    return row["sure"] == "yes", row["checked"]


@lru_cache(maxsize=256)
def _is_month(cell: str) -> bool:
    return CHECKED.fullmatch(cell) is not None


def last_day(row: Row, column: str) -> date | None:
    """The day of a cell, or the last day of its month or year."""
    first = day(row, column)
    if first is None or len(row[column]) == LONGEST:
        return first
    months = 12 if len(row[column]) == 4 else 1
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1) - timedelta(days=1)


def validity(row: Row) -> tuple[date | None, date | None]:
    """The first and the last day on which the thing of a row existed."""
    start, end = day(row, "from"), last_day(row, "to")
    if start and end and end < start:
        raise row.bad(f"it ends ({row['to']}) before it begins ({row['from']}).")
    return start, end


def day(row: Row, column: str) -> date | None:
    """A day, or the first day of a month or year."""
    cell = row[column]
    if not cell:
        return None
    try:
        return _first_day(cell)
    except ValueError:
        raise row.bad(f"{column} {cell!r} is no date. Write 2025-09-03, 2025-09 or 2025.") from None


@lru_cache(maxsize=4096)
def _first_day(cell: str) -> date:
    return date.fromisoformat(cell + FIRST_DAY.get(len(cell), ""))


def degrees(row: Row) -> tuple[float | None, float | None]:
    """Latitude and longitude, both or neither."""
    if not row["lat"] and not row["lon"]:
        return None, None
    try:
        lat, lon = float(row["lat"]), float(row["lon"])
    except ValueError:
        raise row.bad(f"lat {row['lat']!r} and lon {row['lon']!r} must be decimal degrees.") from None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise row.bad(f"lat {lat}, lon {lon} is not on the globe.")
    return lat, lon
