"""A harvest in, rows in the user's folder out: what we know already keeps its id and its names, the rest is added.

Rows of the same key that stand in the folder are replaced; other lines of its files stay as they are.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..base import Knowledge
from ..codes import ISO3, ORGANISATION_TYPES
from ..entries import Entry
from ..folding import fold, fold_words
from ..rows import COLUMNS, parts, rows_of
from .shapes import FoundOrganisation, FoundPerson, FoundTerm, Harvest

Cells = dict[str, str]
KEYS: Mapping[str, tuple[str, ...]] = {
    "claims.csv": ("country",), "countries.csv": ("iso3",), "demonyms.csv": ("masculine",), "places.csv": ("id",), "persons.csv": ("id",),
    "organisations.csv": ("id",), "offices.csv": ("office", "of"), "terms.csv": ("person", "office", "country", "start"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Written:
    """How many rows went into each file of the folder, and what was left out and why."""

    rows: Mapping[str, int]
    left: tuple[str, ...]


def write_harvest(harvest: Harvest, knowledge: Knowledge, folder: Path, today: date) -> Written:
    """Write everything found into the folder."""
    known = _Known(knowledge)
    checked = f"{today:%Y-%m}"
    ids: dict[str, str] = {}
    in_office = {t.person for t in harvest.terms}
    persons = []
    for person in harvest.persons:
        if person.country and person.country not in ISO3:
            harvest.left.append(f"{person.key}: unknown country {person.country!r}")
            continue
        entry = known.person(person)
        ids[person.key] = entry.id if entry else _id_of(person.wikidata or person.key, known.person_ids)
        persons.append(_person(person, entry, ids[person.key], known, checked, person.key in in_office))
    terms = [_term(t, ids[t.person], checked) for t in harvest.terms if t.person in ids]
    organisations = [_organisation(o, known, checked) for o in harvest.organisations]
    tables = {"persons.csv": persons, "terms.csv": terms, "organisations.csv": organisations}
    rows = {file: write_rows(folder / file, cells, harvest.source, today) for file, cells in tables.items()}
    return Written({file: n for file, n in rows.items() if n}, tuple(harvest.left))


def write_rows(path: Path, rows: Iterable[Cells], source: str, today: date) -> int:
    """Put rows into one file of the folder, each in place of one with the same key; how many were written."""
    fresh = {tuple(r[k] for k in KEYS[path.name]): r for r in rows}
    if not fresh:
        return 0
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = path.read_text(encoding="utf-8-sig").splitlines() if path.exists() else []
    replaced = {
        row.line
        for row in rows_of(path, lambda mistake: None)
        if tuple(row[k] for k in KEYS[path.name]) in fresh
    }
    kept = [line for n, line in enumerate(lines, 1) if n not in replaced]
    if not kept:
        kept = [",".join(COLUMNS[path.name])]
    columns = next(
        c for c in csv.reader([line for line in kept if line.strip() and not line.startswith("#")])
    )
    kept.append(f"# {source}, {today}")
    kept += [_line([cells[c.strip()] for c in columns]) for cells in fresh.values()]
    aside = path.with_suffix(".part")
    aside.write_text("\n".join(kept) + "\n", encoding="utf-8")
    aside.replace(path)
    return len(fresh)


def _line(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow([" ".join(c.split()) for c in cells])
    return out.getvalue()


class _Known:
    """What the knowledge base holds, by identifier of Wikidata and by name."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.by_wikidata = {e.wikidata: e for e in knowledge.entries.values() if e.wikidata}
        self.forms: dict[tuple[str, str], list[str]] = {}
        self.by_name: dict[tuple[str, str], list[Entry]] = {}
        for forms in knowledge.forms.values():
            for form in forms:
                written = ("~" * form.weak) + (f"{form.language}:" if form.language else "") + form.text
                self.forms.setdefault((form.entry.kind, form.entry.id), []).append(written)
                self.by_name.setdefault((form.entry.kind, fold(form.text)), []).append(form.entry)
        self.person_ids = {id for kind, id in knowledge.entries if kind == "person"}
        self.organisation_ids = {id for kind, id in knowledge.entries if kind == "organisation"}

    def person(self, found: FoundPerson) -> Entry | None:
        """The person that we know already: the same identifier, or the same name and no other country."""
        if found.wikidata and found.wikidata in self.by_wikidata:
            return self.by_wikidata[found.wikidata]
        for name in (found.name_fr, found.name_en):
            for entry in self.by_name.get(("person", fold(name)), ()):
                same = not (found.country and entry.country and found.country != entry.country)
                if same and not (found.wikidata and entry.wikidata) and len(fold_words(name)) > 1:
                    return entry
        return None

    def organisation(self, found: FoundOrganisation) -> Entry | None:
        """The organisation that we know already under its first name."""
        entries = self.by_name.get(("organisation", fold(found.names_fr[0])), ())
        return next(
            (e for e in entries if not (found.country and e.country and found.country != e.country)), None
        )


def _id_of(key: str, taken: set[str]) -> str:
    """An id in plain letters that nobody has yet."""
    plain = "_".join(fold_words(key)) or "x"
    id, n = plain, 2
    while id in taken:
        id, n = f"{plain}_{n}", n + 1
    taken.add(id)
    return id


def _person(
    found: FoundPerson, entry: Entry | None, id: str, known: _Known, checked: str, in_office: bool
) -> Cells:
    """The row of a person: what we knew stays, what is new is added."""
    before = known.forms.get(("person", id), []) if entry else []
    name_fr, name_en = (
        (entry.name_fr, entry.name_en) if entry else (_clean(found.name_fr), _clean(found.name_en))
    )
    spelled = [*before, *map(_clean, (found.name_fr, found.name_en, *found.aliases))]
    aliases = [a for a in dict.fromkeys(spelled) if a and a not in (name_fr, name_en)]
    old = (
        (entry.gender or "", entry.country or "", entry.role or "", entry.wikidata or "")
        if entry
        else ("",) * 4
    )
    new = (found.gender, found.country, found.role or ("GOV" if in_office else ""), found.wikidata)
    gender, country, role, wikidata = (o or n for o, n in zip(old, new, strict=True))
    return {
        "id": id, "name_fr": name_fr, "name_en": name_en, "aliases": "|".join(aliases), "gender": gender,
        "country": country, "role": role, "wikidata": wikidata, "sure": "yes", "checked": checked,
    }  # fmt: skip


def _term(found: FoundTerm, person: str, checked: str) -> Cells:
    return {
        "person": person, "office": found.office, "country": found.country, "start": found.start, "end": found.end,
        "sure": "yes" if found.end else "no", "checked": checked,
    }  # fmt: skip


def _organisation(found: FoundOrganisation, known: _Known, checked: str) -> Cells:
    entry = known.organisation(found)
    id = entry.id if entry else _id_of(found.key, known.organisation_ids)
    before = known.forms.get(("organisation", id), []) if entry else []
    names = dict.fromkeys([*before, *map(_clean, found.names_fr)])
    return {
        "id": id, "names_fr": "|".join(n for n in names if n), "names_en": "|".join(map(_clean, found.names_en)),
        "type": (entry.type if entry else "") or found.type, "country": (entry.country if entry else "") or found.country,
        "role": (entry.role if entry else "") or found.role or ORGANISATION_TYPES.get(found.type, ""),
        "state_controlled": "yes" if entry and entry.state_controlled else "",
        "from": found.start, "to": found.end, "sure": "yes", "checked": checked,
    }  # fmt: skip


def _clean(name: str) -> str:
    """A name without the marks that mean something in our cells."""
    return " ".join(" ".join(parts(name.lstrip("~"))).split())
