"""The surface subject of a verb group, as the finders of subjects hand it on."""

from __future__ import annotations

from dataclasses import dataclass

FINITE = frozenset({"indicative", "conditional", "subjunctive", "imperative"})
MAX_CLIMB = 30  # heads above a word; no sentence nests deeper, and a mended tree must not loop


@dataclass(frozen=True, slots=True)
class Subject:
    """The surface subject: its heads (none for an impersonal verb) and how it was found."""

    heads: tuple[int, ...] = ()
    how: str = ""


NOBODY = Subject()
