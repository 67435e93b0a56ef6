"""What a store holds: the ledger added up, the sources, the state of its segments and index."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .folder import Store
from .index import beside, connect, find_index
from .ledger import STATUSES
from .segments import check_segments, find_segments, forget_checks


@dataclass(frozen=True, slots=True)
class Overview:
    """The ledger's lines by status, and how many articles, statements, events and segments there are.

    `unindexed` are segments that the index does not hold yet; `damaged` those that do not match their checksums. `adds_up` says
    whether every article that the ledger counts as read, whole or in part, has its record, and no other has.
    """

    lines: Mapping[str, int]
    articles: int
    superseded: int
    statements: int
    events: int
    segments: int
    unindexed: int
    damaged: tuple[Path, ...]
    adds_up: bool

    @property
    def given(self) -> int:
        return sum(self.lines.values())


@dataclass(frozen=True, slots=True)
class Source:
    """One outlet: its articles, their first and last day, languages, and what was read in them."""

    outlet: str | None
    articles: int
    first: date | None
    last: date | None
    languages: str
    statements: int
    events: int


def look_over(store: Store, *, check: bool = False) -> Overview:
    """The state of a store; `check` reads every file against its checksum instead of those that changed."""
    if check:
        forget_checks(store)
    segments, torn = find_segments(store)
    good, wrong = check_segments(store, segments)
    index = find_index(store, good)
    database = connect(store)

    def number(sql: str) -> int:
        return int(database.execute(sql).fetchall()[0][0])

    counted = dict(database.execute("SELECT status, count(*) FROM ledger GROUP BY 1").fetchall())
    odd = number(
        "SELECT count(*) FROM (SELECT key FROM ledger WHERE status IN ('read', 'partly read')) l "
        "FULL JOIN (SELECT key FROM articles) a USING (key) WHERE l.key IS NULL OR a.key IS NULL"
    )
    result = Overview(
        {s: counted.get(s, 0) for s in STATUSES},
        number("SELECT count(*) FROM articles"),
        number("SELECT count(*) FROM superseded"),
        number("SELECT count(*) FROM statements"),
        number("SELECT count(*) FROM events"),
        len(segments),
        len(beside(index, segments)),
        (*torn, *(s.path for s in wrong)),
        odd == 0,
    )
    database.close()
    return result


def list_sources(store: Store) -> list[Source]:
    """The outlets of a store, those with most articles first; articles without one come together."""
    database = connect(store)
    rows = database.execute(
        "SELECT outlet, count(*), min(published), max(published), string_agg(DISTINCT language, ' ' ORDER BY language), "
        "sum(statements)::BIGINT, sum(events)::BIGINT FROM articles GROUP BY outlet ORDER BY 2 DESC, 1 NULLS LAST"
    ).fetchall()
    database.close()
    return [Source(*row) for row in rows]
