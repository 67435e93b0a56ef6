"""A CSV of the user's in, its rows for our files out: one of our own files, or a plain list of persons.

A plain list has the column `name` and any of `aliases`, `country`, `gender`, `role`, `wikidata`, `office`, `start`, `end`; a person
with two terms stands on two lines. `country` is a code (alpha-2 or alpha-3) or a name, `office` a code of offices.csv or a title.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..base import Knowledge
from ..folding import fold_words
from .shapes import FoundPerson, FoundTerm, Harvest
from .titles import office_of_title

LIST = ("name", "name_en", "aliases", "country", "gender", "role", "wikidata", "office", "start", "end")


def read_persons(rows: list[tuple[int, Mapping[str, str]]], knowledge: Knowledge, harvest: Harvest) -> None:
    """Add the persons and terms of a plain list to the harvest."""
    seen: set[str] = set()
    for line, row in rows:
        name, country = row["name"].strip(), _country(row.get("country", ""), knowledge)
        if not name or country is None:
            harvest.left.append(
                f"line {line}: {'no name' if not name else 'unknown country'} {row.get('country', '')!r}"
            )
            continue
        key = "_".join(fold_words(name))
        if key not in seen:
            seen.add(key)
            aliases = tuple(a.strip() for a in row.get("aliases", "").split("|") if a.strip())
            harvest.persons.append(
                FoundPerson(key, name, row.get("name_en", "").strip() or name, aliases, row.get("gender", "").strip(),
                            country, row.get("role", "").strip(), row.get("wikidata", "").strip())
            )  # fmt: skip
        title, start = row.get("office", "").strip(), row.get("start", "").strip()
        if not title:
            continue
        office = (
            (title, country) if title in knowledge.offices else office_of_title(knowledge, title, country)
        )
        if office is None or not start:
            why = "no start" if office else f"unknown office {title!r}"
            harvest.left.append(f"line {line}: {why}, so no term of {name}")
        else:
            harvest.terms.append(FoundTerm(key, *office, start, row.get("end", "").strip()))


def _country(text: str, knowledge: Knowledge) -> str | None:
    """ISO alpha-3 of a code or a name; empty for an empty cell, None for what is no country."""
    text = text.strip()
    if not text:
        return ""
    known = knowledge.country(text.upper()) or knowledge.country_named(text)
    return known.id if known is not None else None
