"""A question to the knowledge base in words, and its answer in lines: for the eye of whoever checks a row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from ..errors import BadInput
from .base import Entry, Knowledge, load_knowledge
from .rows import COLUMNS

POST = re.compile(r"([A-Z]{3})?:([A-Z]+)")  # RUS:MFA, :UNSG


def ask(name: str, on: date | None = None, folder: Path | None = None) -> list[str]:
    """What a name, an adjective or a post ("RUS:MFA", ":UNSG") means on a day, one line each; empty when nothing is known.

    >>> ask("RUS:HOS", date(2010, 1, 1))
    ['RUS HOS: Dmitri Medvedev (terms.csv:8)']
    """
    knowledge = load_knowledge(folder)
    if post := POST.fullmatch(name):
        return [_post(knowledge, post[1], post[2], on)]
    return [*map(_entry, knowledge.lookup(name, on)), *_peoples(knowledge, name, on)]


def _post(knowledge: Knowledge, country: str | None, office: str, on: date | None) -> str:
    if office not in knowledge.offices:
        raise BadInput(f"There is no office {office!r}. Choose one of {', '.join(knowledge.offices)}.")
    answer = knowledge.holders(country, office, on)
    called = f"{country or ''} {office}".strip()
    if not answer.entries:
        return f"{called}: unknown, no row of terms.csv"
    names = " or ".join(f"{e.name()} ({rule})" for e, rule in zip(answer.entries, answer.rules, strict=True))
    doubt = "" if answer.sure else ", not sure"
    return f"{called}: {names}{doubt}" if answer.entry else f"{called}: ambiguous, {names}{doubt}"


def _entry(entry: Entry) -> str:
    parts = [entry.name(), entry.kind, entry.type, entry.country, entry.role, entry.wikidata]
    claims = f"claimed by {' '.join(entry.claimed_by)}" if entry.claimed_by else ""
    held = "" if entry.sure else "not sure"
    said = ", ".join(dict.fromkeys(p for p in (*parts, claims, held) if p))
    return f"{said} ({entry.rule}, checked {entry.checked})"


def _peoples(knowledge: Knowledge, name: str, on: date | None) -> Iterator[str]:
    codes = knowledge.peoples(name, on)
    if codes:
        yield f"{name}: adjective or people of {' and '.join(codes)}"


def start_folder(folder: Path) -> list[Path]:
    """Files of our columns without rows, in a folder that is made; those that are there already stay as they are."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for file, columns in COLUMNS.items():
        path = folder / file
        if not path.exists():
            path.write_text(",".join(columns) + "\n", encoding="utf-8")
            made.append(path)
    return made
