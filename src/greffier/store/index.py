"""A connection of DuckDB with views over a store, and the index: all segments gathered into one file a table.

No DuckDB file is written: one writing process would shut every reader out. A reader has a database in memory whose views read
Parquet: the latest index and the segments written since. The index is a folder with a number, complete or not there; `build_index` makes
the next one, and deleting all of them loses nothing.
"""

from __future__ import annotations

import json
import os
import shutil
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from ..errors import BadInput, BadStore
from .folder import ASIDE, Store, room, sync_folder
from .segments import DIGITS, FILES, Segment, check_segments, checksum, find_segments, find_whole
from .tables import COLUMNS

MANIFEST = "index.json"
KEPT = 2  # the index before the latest stays for readers that have it open
# Pairs of parties with what questions about two of them ask of the event; both act when nobody receives.
DYADS = """SELECT e.key, e.id, coalesce(e.earliest, e.published) AS day, e.outlet, e.type, e.status, e.place, e.place_country,
    a.name AS one, a.country AS one_country, a.wikidata AS one_wikidata, b.name AS two, b.country AS two_country,
    b.wikidata AS two_wikidata, b.side = 'recipient' AS directed
  FROM {parties} a JOIN {parties} b ON a.key = b.key AND a.event = b.event JOIN {events} e ON e.key = a.key AND e.id = a.event
  WHERE a.side = 'actor' AND (b.side = 'recipient' OR (b.side = 'actor' AND a.actor < b.actor))"""
SORTED_BY = {
    "dyads": "one_country, two_country, day, key, id",
    "events": "published, key, id",
    "articles": "published, key",
    "statements": "published, key, id",
}
MEMORY = "2GB"


@dataclass(frozen=True, slots=True)
class Index:
    """A complete index: its folder and the names of the segments that it holds."""

    path: Path
    covers: frozenset[str]

    def file(self, table: str) -> Path:
        return self.path / f"{table}.parquet"


def connect(store: Store) -> duckdb.DuckDBPyConnection:
    """A connection whose views are the tables of a store: articles, statements, events, parties, places, quantities, evidence,
    ledger, records, dyads (pairs of an event's parties) and superseded (key, later). Damaged segments are left out: `look_over` names them."""
    segments, _ = find_segments(store)
    index = find_index(store, segments)
    live, _ = check_segments(store, beside(index, segments))
    database = duckdb.connect(":memory:")
    database.execute(f"SET memory_limit = '{MEMORY}'")
    _make_views(database, index, live)
    return database


def find_index(store: Store, segments: Iterable[Segment]) -> Index | None:
    """The latest complete index all of whose segments are still there, as they were."""
    names = {s.path.name for s in segments}
    for path in sorted(_indexes(store), reverse=True):
        try:
            manifest: dict[str, Any] = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
            covers = frozenset(manifest["covers"])
            files = {path / f"{table}.parquet": str(sum) for table, sum in manifest["files"].items()}
            whole = covers <= names and bool(find_whole(store, {f"index/{path.name}": files}))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue
        if whole and set(manifest["files"]) >= {*FILES, "dyads"}:
            return Index(path, covers)
    return None


def beside(index: Index | None, segments: Iterable[Segment]) -> list[Segment]:
    """The segments that an index does not hold, all of them where there is none."""
    return [s for s in segments if index is None or s.path.name not in index.covers]


def build_index(store: Store) -> Index:
    """Gather all segments into a new index. Only for whoever holds the store for writing."""
    segments, _ = find_segments(store)
    segments, _ = check_segments(store, segments)
    number = 1 + max((int(p.name) for p in _indexes(store)), default=0)
    final = store.index / f"{number:0{DIGITS}d}"
    aside = store.index / f"{ASIDE}{os.getpid()}-{final.name}"
    database = duckdb.connect(":memory:")
    _make_views(database, None, segments)
    with room(store.folder):
        try:
            aside.mkdir(parents=True)
            for table in (*FILES, "dyads"):
                order = f" ORDER BY {SORTED_BY[table]}" if table in SORTED_BY else ""
                target = _quoted(aside / f"{table}.parquet")
                database.execute(
                    f"COPY (SELECT * FROM {table}{order}) TO {target} (FORMAT parquet, COMPRESSION zstd)"
                )
            files = {table: checksum(aside / f"{table}.parquet") for table in (*FILES, "dyads")}
            covers = sorted(s.path.name for s in segments)
            (aside / MANIFEST).write_text(json.dumps({"covers": covers, "files": files}))
            sync_folder(aside)
            aside.rename(final)
            sync_folder(store.index)
        except duckdb.Error as error:
            raise _as_store_error(store, error) from error
        finally:
            shutil.rmtree(aside, ignore_errors=True)
            database.close()
    for old in sorted(_indexes(store))[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)
    return Index(final, frozenset(covers))


def _indexes(store: Store) -> list[Path]:
    return [p for p in store.index.iterdir() if p.name.isdigit()] if store.index.is_dir() else []


def _make_views(database: duckdb.DuckDBPyConnection, index: Index | None, live: Sequence[Segment]) -> None:
    sources: list[Index | Segment] = [*([index] if index else []), *live]
    again = False
    if not sources:
        for table, schema in FILES.items():
            columns = ", ".join(f'NULL::{_type(str(f.type))} AS "{f.name}"' for f in schema)
            database.execute(f"CREATE VIEW {table} AS SELECT {columns} WHERE false")
    elif len(sources) == 1:
        for table in FILES:
            database.execute(
                f"CREATE VIEW {table} AS SELECT * FROM read_parquet({_quoted(sources[0].file(table))})"
            )
    else:
        again = _make_joined_views(database, sources)
    _make_dyads(database, None if again else index, live)
    database.execute(
        "CREATE VIEW superseded AS SELECT DISTINCT * FROM (SELECT supersedes AS key, key AS later FROM ledger WHERE supersedes IS NOT NULL "
        "UNION ALL SELECT key, superseded_by FROM ledger WHERE superseded_by IS NOT NULL)"
    )


def _make_dyads(database: duckdb.DuckDBPyConnection, index: Index | None, live: Sequence[Segment]) -> None:
    """The pairs of an index as they stand there, those of segments beside it made from their tables."""
    if index is None:
        database.execute(f"CREATE VIEW dyads AS {DYADS.format(parties='parties', events='events')}")
        return
    parts = [f"SELECT * FROM read_parquet({_quoted(index.file('dyads'))})"]
    if live:
        tables = {
            table: f"read_parquet({_listed(str(s.file(table)) for s in live)})"
            for table in ("parties", "events")
        }
        parts.append(DYADS.format(**tables))
    database.execute(f"CREATE VIEW dyads AS {' UNION ALL '.join(parts)}")


def _make_joined_views(database: duckdb.DuckDBPyConnection, sources: Sequence[Index | Segment]) -> bool:
    """Views over several sources, in which a later one's rows of the same key (of the ledger: line) win; whether a key is in several."""
    files = {table: [str(s.file(table)) for s in sources] for table in FILES}
    database.execute("CREATE TABLE _sources (filename VARCHAR, source INTEGER)")
    for listed in files.values():
        database.execute(
            "INSERT INTO _sources SELECT unnest(?), unnest(?)", [listed, list(range(len(listed)))]
        )
    again = {
        by: _find_last(database, by, files[table]) for table, by in (("ledger", "line"), ("records", "key"))
    }
    for table, schema in FILES.items():
        by = "line" if table == "ledger" else "key"
        if not again[by]:
            database.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet({_listed(files[table])})")
            continue
        columns = ", ".join(f'r."{f.name}"' for f in schema)
        database.execute(
            f"CREATE VIEW {table} AS SELECT {columns} FROM read_parquet({_listed(files[table])}, filename = true) r "
            f"JOIN _sources USING (filename) JOIN _last_{by} USING ({by}, source)"
        )
    return again["key"]


def _find_last(database: duckdb.DuckDBPyConnection, by: str, files: Sequence[str]) -> bool:
    """Note the last source of every key or line; whether any has several."""
    database.execute(
        f"CREATE TABLE _last_{by} AS SELECT {by}, max(source) AS source, count(*) AS readings "
        f"FROM read_parquet({_listed(files)}, filename = true) JOIN _sources USING (filename) GROUP BY {by}"
    )
    return bool(database.execute(f"SELECT count(*) FROM _last_{by} WHERE readings > 1").fetchall()[0][0])


def _type(arrow: str) -> str:
    plain = {
        "string": "VARCHAR",
        "int64": "BIGINT",
        "double": "DOUBLE",
        "bool": "BOOLEAN",
        "date32[day]": "DATE",
    }
    return plain.get(arrow, "VARCHAR[]")


def _quoted(path: Path | str) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def _listed(files: Iterable[str]) -> str:
    return "[" + ", ".join(map(_quoted, files)) + "]"


def _as_store_error(store: Store, error: duckdb.Error) -> BadStore:
    return BadStore(
        f"{store.folder}: the segments cannot be read ({str(error).splitlines()[0]}). Try: greffier status --check"
    )


# ------------------------------------------------------------------------------------------------ SQL of the user

ROWS, SECONDS = 1_000, 5.0  # of an answer to SQL; options of the command


@dataclass(frozen=True, slots=True)
class Answer:
    """Columns and rows of an answer; `cut` when there were more rows than were asked for."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    cut: bool = False


def ask_sql(store: Store, sql: str, *, rows: int = ROWS, seconds: float = SECONDS) -> Answer:
    """One SELECT over the views of a store, locked down: it reads the store's own files alone and writes nothing.

    Raises BadInput for anything but one SELECT, for a mistake in it, and when it takes too long.
    """
    database = connect(store)
    database.execute(f"SET allowed_directories = {_listed([str(store.segments), str(store.index)])}")
    for setting in (
        "temp_directory = ''",  # else it may be written and read
        "enable_external_access = false",
        "lock_configuration = true",
    ):
        database.execute(f"SET {setting}")
    try:
        statements = duckdb.extract_statements(sql)
    except duckdb.Error as error:
        raise BadInput(f"This SQL cannot be read: {str(error).splitlines()[0]}") from error
    pragma = sql.lstrip().lower().startswith("pragma")  # DuckDB 1.4 takes some for a SELECT
    if pragma or len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise BadInput(
            "Give one SELECT and nothing else. The tables are: "
            + ", ".join([*COLUMNS, "ledger", "dyads", "superseded"])
            + "."
        )
    timer = threading.Timer(seconds, database.interrupt)
    timer.start()
    try:
        cursor = database.execute(sql)
        columns = tuple(d[0] for d in cursor.description or ())
        found = cursor.fetchmany(rows + 1)
    except duckdb.InterruptException as error:
        raise BadInput(
            f"The query took more than {seconds:g} seconds. Ask for less, or give --seconds."
        ) from error
    except duckdb.Error as error:
        raise BadInput(f"The query failed: {str(error).splitlines()[0]}") from error
    finally:
        timer.cancel()
        database.close()
    return Answer(columns, found[:rows], len(found) > rows)
