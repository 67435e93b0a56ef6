"""The shapes of export by name: what each is for, the files it writes, how it is written and read."""

from __future__ import annotations

from collections.abc import Mapping

from . import followthemoney, gdelt, graphml, jsonl, jsonld, parquet, phoenix, plover, spreadsheet
from .shape import Format

_ALL = (
    Format("csv", "one row per event with its sentence and source, safe for spreadsheets", (spreadsheet.FILE,),
           spreadsheet.write, spreadsheet.read),
    Format("parquet", "the same rows with their types", (parquet.FILE,), parquet.write, parquet.read, binary=True),
    Format("parquet-tables", "all flat tables of the store, a Parquet file each", parquet.TABLES, parquet.write_tables,
           parquet.read_tables, binary=True),
    Format("jsonl", "the records themselves, one a line", (jsonl.FILE,), jsonl.write, jsonl.read, names="all"),
    Format("plover", "PLOVER's JSON records, one a line", (plover.FILE,), plover.write, plover.read, facts=True),
    Format("phoenix", "Phoenix lines, a dyad a line", (phoenix.FILE,), phoenix.write, phoenix.read, facts=True, coded=True),
    Format("petrarch", "PETRARCH lines, a dyad a line", (phoenix.PETRARCH_FILE,), phoenix.write_petrarch,
           phoenix.read_petrarch, facts=True, coded=True),
    Format("gdelt", "GDELT 2.0 EVENT and MENTIONS tables", (gdelt.EVENTS_FILE, gdelt.MENTIONS_FILE), gdelt.write,
           gdelt.read, facts=True, coded=True),
    Format("followthemoney", "FollowTheMoney entities, one a line", (followthemoney.FILE,), followthemoney.write,
           followthemoney.read, facts=True),
    Format("jsonld", "JSON-LD in the words of schema.org and SEM", (jsonld.FILE,), jsonld.write, jsonld.read, facts=True),
    Format("graphml", "a graph of countries and their dyads", (graphml.FILE,), graphml.write, graphml.read, facts=True),
)  # fmt: skip
FORMATS: Mapping[str, Format] = {f.name: f for f in _ALL}
