"""The knowledge files in, their problems out: what the loader refuses, and what a careful editor would ask about."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

from ..errors import BadData
from .base import Form, Knowledge, folders_of
from .index import read_knowledge
from .rows import COLUMNS, rows_of


def check_knowledge(folder: Path | None = None) -> list[str]:
    """All problems of our files, with a user's folder laid over them if given; an empty list when there is none."""
    mistakes: list[BadData] = []
    knowledge = read_knowledge(folders_of(folder), mistakes.append)
    return [*map(str, mistakes), *_doubts(knowledge)]


def count_rows(folder: Path | None = None) -> dict[str, int]:
    """The number of rows by file, a user's folder added."""
    return {
        f: sum(1 for d in folders_of(folder) for _ in rows_of(d / f, lambda mistake: None)) for f in COLUMNS
    }


def _doubts(knowledge: Knowledge) -> list[str]:
    """A name for two things of one kind at one time; a person with neither role nor term; a demonym's country that is not listed."""
    doubts = []
    for name, forms in knowledge.forms.items():
        for a, b in combinations(forms, 2):
            if a.entry.kind == b.entry.kind and a.entry.id != b.entry.id and _together(a, b):
                doubts.append(
                    f"{b.entry.rule}: {name!r} is in {a.entry.rule} too. Keep it for one of the two."
                )
    for (kind, id), entry in knowledge.entries.items():
        if kind == "person" and entry.role is None and not knowledge.offices_of(id):
            doubts.append(f"{entry.rule}: {entry.name_fr} has neither a role nor a term of office. Give one.")
    for demonyms in knowledge.demonyms.values():
        for d in demonyms:
            if d.code and not knowledge.country(d.code) and not knowledge.organisation(d.code):
                doubts.append(
                    f"{d.rule}: {d.code} of {d.form!r} is in neither countries.csv nor organisations.csv."
                )
    return doubts


def _together(a: Form, b: Form) -> bool:
    """Whether two forms can stand in one text: a common language, a common day, and neither marked as weak."""
    if (a.language and b.language and a.language != b.language) or a.weak or b.weak or a.article != b.article:
        return False
    return not (
        (a.entry.end and b.entry.start and a.entry.end < b.entry.start)
        or (b.entry.end and a.entry.start and b.entry.end < a.entry.start)
    )
