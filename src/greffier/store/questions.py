"""Named questions to a store: who dealt with whom, when, where, how sure; as rows, or counted by month, year, day, type or status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import duckdb

from ..errors import BadInput, BadStore
from .folder import Store
from .index import Answer, connect

# What counts may be made by, and the SQL of it. An event without a time of its own is counted on its article's day.
DAY = "coalesce(e.earliest, e.published)"
GROUPS: Mapping[str, str] = {
    "day": DAY,
    "month": f"strftime({DAY}, '%Y-%m')",
    "year": f"strftime({DAY}, '%Y')",
    "type": "e.type",
    "status": "e.status",
    "outlet": "e.outlet",
    "place": "e.place_country",
}
COLUMNS = ("key", "id", "published", "outlet", "type", "status", "hedged", "time_value", "place", "place_country", "actors", "recipients",
           "claimants", "evidence", "rule", "confidence")  # fmt: skip
ROWS = 1_000


@dataclass(frozen=True, slots=True)
class Question:
    """Which events are asked for; empty fields do not limit. `actor`, `recipient`, `claimant` and the two of `dyad` are a country code
    (RUS), a name, or an item of Wikidata; a dyad is counted in both directions unless `directed`."""

    dyad: tuple[str, str] | None = None
    directed: bool = False
    actor: str | None = None
    recipient: str | None = None
    claimant: str | None = None
    party: str | None = None
    type: str | None = None
    status: str | None = None
    place: str | None = None
    since: date | None = None
    until: date | None = None
    outlet: str | None = None
    superseded: bool = False


@dataclass(slots=True)
class _Where:
    """Conditions and the values that go with them."""

    conditions: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def add(self, condition: str, *values: Any) -> None:
        self.conditions.append(condition)
        self.values += values

    @property
    def sql(self) -> str:
        return " AND ".join(self.conditions) or "true"


def ask(store: Store, question: Question, *, by: str | None = None, rows: int = ROWS) -> Answer:
    """The events of a question in order of time, or (`by`) how many there are by month or another of GROUPS."""
    if by is not None and by not in GROUPS:
        raise BadInput(f"Events cannot be counted by {by!r}. Choose one of {', '.join(GROUPS)}.")
    where = _where(question)
    if by is not None:
        sql = f'SELECT {GROUPS[by]} AS "{by}", count(*) AS events FROM events e WHERE {where.sql} GROUP BY 1 ORDER BY 1 NULLS LAST'
    else:
        names = {
            name: f"(SELECT string_agg(p.name, '; ' ORDER BY p.position) FROM parties p WHERE p.key = e.key AND p.event = e.id AND p.side = '{side}')"
            for name, side in (("actors", "actor"), ("recipients", "recipient"), ("claimants", "claimant"))
        }
        columns = ", ".join(f'{names[c]} AS "{c}"' if c in names else f'e."{c}"' for c in COLUMNS)
        sql = f"SELECT {columns} FROM events e WHERE {where.sql} ORDER BY {DAY} NULLS LAST, e.key, e.id LIMIT {int(rows) + 1}"
    opened = connect(store)
    try:
        cursor = opened.database.execute(sql, where.values)
        head = tuple(d[0] for d in cursor.description or ())
        found = cursor.fetchall()
    except duckdb.Error as error:
        raise BadStore(
            f"{store.folder}: {str(error).splitlines()[0]} Try: greffier status --check"
        ) from error
    finally:
        opened.database.close()
    return Answer(head, found[:rows] if by is None else found, by is None and len(found) > rows)


def _where(q: Question) -> _Where:
    where = _Where()
    if not q.superseded:
        where.add("e.key NOT IN (SELECT key FROM superseded)")
    for column, value in (("type", q.type), ("status", q.status), ("outlet", q.outlet)):
        if value:
            where.add(f"lower(e.{column}) = lower(?)", value)
    if q.place:
        where.add("(e.place_country = ? OR lower(e.place) = lower(?))", q.place, q.place)
    if q.since:
        where.add(f"{DAY} >= ?", q.since)
    if q.until:
        where.add(f"{DAY} <= ?", q.until)
    for side, who in (("actor", q.actor), ("recipient", q.recipient), ("claimant", q.claimant)):
        if who:
            where.add(
                f"(e.key, e.id) IN (SELECT key, event FROM parties p WHERE p.side = '{side}' AND {_IS})",
                *[who] * 3,
            )
    if q.party:
        where.add(
            f"(e.key, e.id) IN (SELECT key, event FROM parties p WHERE p.side <> 'claimant' AND {_IS})",
            *[q.party] * 3,
        )
    if q.dyad:
        _add_dyad(where, *q.dyad, q.directed)
    return where


_IS = "(p.country = ? OR lower(p.name) = lower(?) OR p.wikidata = ?)"


def _add_dyad(where: _Where, one: str, two: str, directed: bool) -> None:
    """Events between two: one does it to the other, or both act together with nobody on the receiving side."""
    first, second = (_IS.replace("p.", f"{p}.") for p in ("a", "b"))
    sides = "(a.side = 'actor' AND b.side = 'recipient')"
    if not directed:
        sides += " OR (a.side = 'recipient' AND b.side = 'actor') OR (a.side = 'actor' AND b.side = 'actor' AND a.actor <> b.actor)"
    where.add(
        "(e.key, e.id) IN (SELECT a.key, a.event FROM parties a JOIN parties b ON a.key = b.key AND a.event = b.event "
        f"WHERE {first} AND {second} AND ({sides}))",
        *[one] * 3, *[two] * 3,
    )  # fmt: skip
