"""The development sets of the evaluation folder: our records of each set's texts, and their scores against its gold.

The gate holds these scores to its floors, the page of accuracy prints them; both read here, so they cannot disagree.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..model.interchange import record_to_dict
from ..model.record import Record
from ..reader import read_many
from ..reading.articles import article_from_mapping
from .agreement import Score
from .conditionals import load_conditionals, score_conditionals
from .constructions import load_constructions, score_constructions
from .names import load_brat, score_names
from .quotes import load_quotes, score_quotes
from .records import Comparable, load_gold, our_record
from .timex import load_timeml, score_times

LANGUAGE = "fr"
GOLD = Path("gold", "dev")
QUOTES = Path("eval", "quotes", "fr_news", "gold.jsonl")
CONDITIONALS = Path("eval", "quotes", "fr_conditionals", "gold.json")
TIMES = Path("eval", "times", "fr_timebank")
CONSTRUCTIONS = Path("eval", "events", "fr_constructions.tsv")
NAMES = Path("eval", "names", "winer_fr_2016")
ALL = (GOLD, QUOTES, CONDITIONALS, TIMES, CONSTRUCTIONS, NAMES)
EVERY = 4  # of the articles with names the gate reads one in so many: all of them take as long as the other sets together

Records = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Measured:
    """A set's number of documents (or rows), those of them for which the gold has nothing, and its scores by name."""

    documents: int
    empty: int
    scores: Mapping[str, Score]


def read_rows(rows: Iterator[Mapping[str, Any]]) -> Records:
    """The records of articles given as mappings, by id; raises when one is refused, since gold must be readable."""
    out: Records = {}
    for result in read_many(map(article_from_mapping, rows)):
        if not isinstance(result, Record):
            raise AssertionError(f"gold article refused: {result.where}: {result.reason}")
        out[result.article.id] = record_to_dict(result)
    return out


def read_gold(shared: Path) -> tuple[list[Comparable], dict[str, Comparable]]:
    """The French gold records, and ours of the same articles by id."""
    folder = shared / GOLD
    paths = sorted((folder / "articles").glob(f"{LANGUAGE}-*.json"))
    records = read_rows(json.loads(p.read_text(encoding="utf-8")) for p in paths)
    gold = [g for g in load_gold(folder / "records") if g.language == LANGUAGE]
    return gold, {i: our_record(r) for i, r in records.items()}


def measure_quotes(shared: Path) -> Measured:
    """News with attributed quotations; the scores are those of `quotes.score_quotes`."""
    gold = load_quotes(shared / QUOTES)
    records = read_rows({"id": g["doc"], "text": g["text"], "language": LANGUAGE} for g in gold)
    return Measured(len(gold), sum(not g["quotes"] for g in gold), score_quotes(gold, records))


def measure_conditionals(shared: Path) -> Measured:
    """Verb forms with their class; the scores are those of `conditionals.score_conditionals`."""
    rows = load_conditionals(shared / CONDITIONALS)
    return Measured(len(rows), 0, score_conditionals(rows)[0])


def measure_times(shared: Path) -> Measured:
    """News with TimeML; the scores are those of `timex.score_times`."""
    gold = load_timeml(shared / TIMES)
    rows = ({"id": g.id, "text": g.text, "language": LANGUAGE, "published": g.published} for g in gold)
    return Measured(len(gold), sum(not g.gold for g in gold), score_times(gold, read_rows(rows)))


def measure_constructions(shared: Path) -> Measured:
    """One-sentence constructions; the scores are those of `constructions.score_constructions`."""
    rows = load_constructions(shared / CONSTRUCTIONS)
    records = read_rows(
        {"id": r["id"], "text": r["text"], "language": LANGUAGE, "published": "2025-09-03"} for r in rows
    )
    return Measured(len(rows), sum(not r["plover"] for r in rows), score_constructions(rows, records)[0])


def measure_names(shared: Path) -> Measured:
    """A fixed part of the articles with their names, every fourth one; the scores are those of `names.score_names`."""
    gold = load_brat(shared / NAMES)[::EVERY]
    return Measured(len(gold), sum(not g.gold for g in gold), score_names(gold)[0])
