"""Named questions to a store: who dealt with whom, when, where, how sure; as rows, or counted by month, year, day, type or status."""

from __future__ import annotations

import re
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
    pairs = by is not None and _is_of_pairs(question)
    where = _where(question, pairs)
    if by is not None:
        source, count = ("dyads", "count(DISTINCT (e.key, e.id))") if pairs else ("events", "count(*)")
        group = GROUPS[by].replace(DAY, "e.day") if pairs else GROUPS[by]
        sql = f'SELECT {group} AS "{by}", {count} AS events FROM {source} e WHERE {where.sql} GROUP BY 1 ORDER BY 1 NULLS LAST'
    else:
        sql = _listing(where, rows)
    database = connect(store)
    try:
        cursor = database.execute(sql, where.values)
        head = tuple(d[0] for d in cursor.description or ())
        found = cursor.fetchall()
    except duckdb.Error as error:
        raise BadStore(
            f"{store.folder}: {str(error).splitlines()[0]} Try: greffier status --check"
        ) from error
    finally:
        database.close()
    return Answer(head, found[:rows] if by is None else found, by is None and len(found) > rows)


def _listing(where: _Where, rows: int) -> str:
    """The SQL of a list: the events first, then the names of the parties of those that are shown."""
    sides = {"actors": "actor", "recipients": "recipient", "claimants": "claimant"}
    names = ", ".join(
        f"string_agg(name, '; ' ORDER BY position) FILTER (WHERE side = '{side}') AS {column}"
        for column, side in sides.items()
    )
    columns = ", ".join(f"{'n' if c in sides else 'e'}.{c}" for c in COLUMNS)
    return (
        f"WITH e AS (SELECT * FROM events e WHERE {where.sql} ORDER BY {DAY} NULLS LAST, e.key, e.id LIMIT {int(rows) + 1}), "
        f"n AS (SELECT key, event, {names} FROM parties WHERE (key, event) IN (SELECT key, id FROM e) GROUP BY ALL) "
        f"SELECT {columns} FROM e LEFT JOIN n ON n.key = e.key AND n.event = e.id ORDER BY {DAY} NULLS LAST, e.key, e.id"
    )


def _is_of_pairs(q: Question) -> bool:
    """Whether a question can be counted over the pairs alone."""
    return q.dyad is not None and not (q.actor or q.recipient or q.claimant or q.party)


def _where(q: Question, pairs: bool) -> _Where:
    """The conditions of a question over events, or over their pairs."""
    where = _Where()
    day = "e.day" if pairs else DAY
    if not q.superseded:
        where.add("e.key NOT IN (SELECT key FROM superseded)")
    for column, value in (("type", q.type), ("status", q.status), ("outlet", q.outlet)):
        if value:
            where.add(f"lower(e.{column}) = lower(?)", value)
    if q.place:
        where.add("(e.place_country = ? OR lower(e.place) = lower(?))", q.place, q.place)
    if q.since:
        where.add(f"{day} >= ?", q.since)
    if q.until:
        where.add(f"{day} <= ?", q.until)
    for side, who in (
        ("= 'actor'", q.actor),
        ("= 'recipient'", q.recipient),
        ("= 'claimant'", q.claimant),
        ("<> 'claimant'", q.party),
    ):
        if who:
            condition, value = _is("p.", who)
            where.add(
                f"(e.key, e.id) IN (SELECT key, event FROM parties p WHERE p.side {side} AND {condition})",
                value,
            )
    if q.dyad:
        _add_dyad(where, *q.dyad, q.directed, "e." if pairs else "")
    return where


CODE, ITEM = re.compile(r"[A-Z]{3}"), re.compile(r"Q[0-9]+")


def _is(column: str, who: str) -> tuple[str, str]:
    """The condition that a party is somebody, and its value: a country by its code, an item of Wikidata, else a name."""
    if CODE.fullmatch(who):
        return f"{column}country = ?", who
    if ITEM.fullmatch(who):
        return f"{column}wikidata = ?", who
    return f"lower({column}name) = lower(?)", who


def _add_dyad(where: _Where, one: str, two: str, directed: bool, of: str) -> None:
    """Events between two: one does it to the other, or both act together with nobody on the receiving side."""

    def pair(first: str, second: str) -> tuple[str, list[str]]:
        (a, x), (b, y) = (_is(f"{of}{side}_", who) for side, who in (("one", first), ("two", second)))
        return f"({a} AND {b})".replace("one_name", "one").replace("two_name", "two"), [x, y]

    there, values = pair(one, two)
    if directed:
        condition = f"({there} AND {of}directed)"
    else:
        back, more = pair(two, one)
        condition, values = f"({there} OR {back})", values + more
    where.add(condition if of else f"(e.key, e.id) IN (SELECT key, id FROM dyads WHERE {condition})", *values)
