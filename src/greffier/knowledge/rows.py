"""The knowledge files in, their rows out: cells by column, and what the marks in a cell mean.

Files hold one header, rows without line breaks inside, and comment lines that begin with #. In a cell of names, | parts
them, "~" in front marks one that is an ordinary word or a person's name as well, "en:" one of English texts only.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..errors import BadData
from .codes import ISO3, ROLES
from .entries import Entry, Form
from .folding import ARTICLES, fold_words

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "countries.csv": ("iso3", "iso2", "plover", "name_fr", "name_en", "aliases", "capital_fr", "capital_en", "metonyms",
                      "head_office", "lat", "lon"),
    "demonyms.csv": ("code", "masculine", "feminine", "english", "people", "until"),
    "claims.csv": ("country", "claimed_by", "what"),
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
        """Where the row stands."""
        return f"{self.path.name}:{self.line}"

    def bad(self, problem: str) -> BadData:
        """A mistake in this row."""
        return BadData(self.path.name, self.line, problem)


def rows_of(path: Path, complain: Complain) -> Iterator[Row]:
    """The rows of a file; a wrong header, or a row of another length, is a mistake."""
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
    return Form(text, entry, language, weak, article)


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


def day(row: Row, column: str) -> date | None:
    """A day, or the first day of a month or year."""
    cell = row[column]
    if not cell:
        return None
    try:
        return date.fromisoformat(cell + {4: "-01-01", 7: "-01"}.get(len(cell), ""))
    except ValueError:
        raise row.bad(f"{column} {cell!r} is no date. Write 2025-09-03, 2025-09 or 2025.") from None


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
