"""How sure we are of a statement: how often its construction gave the right words, times how often its way of finding the
speaker gave the right one, on annotated articles.

The counts stand in the language's confidence.toml (right, found), written by `bench/calibration.py`; nothing else is learned.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from ..datafiles import read_toml
from ..language.registry import Language

Counts = Mapping[str, tuple[int, int]]
ALL = "all"  # the row of all together: what a rare one is thought to be like
WEIGHT = 2.0  # as many statements as that row stands for beside the counts of one


@dataclass(frozen=True, slots=True)
class Reliability:
    """Right and found, by construction ("F1") for the content and by way of finding ("pronoun") for the speaker."""

    content: Counts
    speaker: Counts

    def of(self, construction: str, how: str) -> float:
        """The chance that content and speaker are right, between 0 and 1.

        >>> seen = Reliability({"F1": (8, 8), "all": (8, 8)}, {"named": (7, 8), "all": (7, 8)})
        >>> round(seen.of("F1", "named"), 3), round(seen.of("F9", "named"), 3)
        (0.875, 0.875)
        """
        return share(self.content, construction) * share(self.speaker, how)


def share(counts: Counts, key: str) -> float:
    """The share of right ones, drawn towards that of all where few were counted; one half where nothing was."""
    all_right, all_found = counts.get(ALL, (0, 0))
    prior = all_right / all_found if all_found else 0.5
    right, found = counts.get(key, (0, 0))
    return (right + WEIGHT * prior) / (found + WEIGHT)


@lru_cache(maxsize=8)
def load_reliability(language: Language) -> Reliability:
    """The counts of a language; without a file nothing was counted."""
    tables = read_counts(language, "confidence.toml")
    return Reliability(tables.get("content", {}), tables.get("speaker", {}))


def read_counts(language: Language, file: str) -> Mapping[str, Counts]:
    """The tables of counts of a file of the language; later files win, row by row."""
    tables: dict[str, dict[str, tuple[int, int]]] = {}
    for path in language.files(file):
        for name, rows in read_toml(path).items():
            tables.setdefault(name, {}).update({key: (row[0], row[1]) for key, row in rows.items()})
    return tables
