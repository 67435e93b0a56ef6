"""Parquet: the rows of the CSV with their types in one file, or all flat tables of the store (store/tables.py) in a folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from ..store.tables import SCHEMAS, rows_of
from .rows import COLUMNS, event_rows
from .shape import Item, Options, Row, Sinks

FILE = "greffier.parquet"
BATCH = 10_000  # rows in memory and in a row group
ARTICLES = 500  # articles whose tables are in memory
TYPES: Mapping[str, pa.DataType] = {
    "text": pa.string(),
    "words": pa.list_(pa.string()),
    "whole": pa.int64(),
    "real": pa.float64(),
    "truth": pa.bool_(),
    "day": pa.date32(),
}
SCHEMA = pa.schema(
    [pa.field(name, TYPES[kind], metadata={"meaning": meaning}) for name, kind, meaning in COLUMNS]
)
T = TypeVar("T")
TABLES = tuple(f"{table}.parquet" for table in SCHEMAS)


def write(items: Iterator[Item], sinks: Sinks, options: Options) -> None:
    """One row per event; every column's meaning stands in its metadata."""
    with pq.ParquetWriter(sinks[FILE], SCHEMA, compression="zstd") as file:
        for rows in _batches(event_rows(items), BATCH):
            file.write_table(pa.Table.from_pylist(rows, schema=SCHEMA))


def read(path: Path) -> Iterator[Row]:
    """The rows that `write` wrote."""
    for batch in pq.ParquetFile(path).iter_batches(BATCH):
        yield from batch.to_pylist()


def write_tables(items: Iterator[Item], sinks: Sinks, options: Options) -> None:
    """The flat tables of the articles, a file each; of events and what hangs on them only the chosen ones."""
    files = {
        name: pq.ParquetWriter(sinks[f"{name}.parquet"], schema, compression="zstd")
        for name, schema in SCHEMAS.items()
    }
    try:
        for articles in _batches(items, ARTICLES):
            rows: dict[str, list[Row]] = {name: [] for name in SCHEMAS}
            for item in articles:
                for name, found in rows_of(item.key, {**item.record, "events": item.events}).items():
                    rows[name] += found
            for name, schema in SCHEMAS.items():
                files[name].write_table(pa.Table.from_pylist(rows[name], schema=schema))
    finally:
        for file in files.values():
            file.close()


def _batches(of: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(of)
    while batch := list(islice(rest, size)):
        yield batch


def read_tables(folder: Path) -> Iterator[tuple[str, Row]]:
    """The rows that `write_tables` wrote, each with the name of its table."""
    for name in SCHEMAS:
        for row in read(folder / f"{name}.parquet"):
            yield name, row
