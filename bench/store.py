"""A million synthetic events in a store: how long the index takes, a dyad by months, and how many bytes an event needs.

python bench/store.py [EVENTS]      (default 1,000,000; four to an article, sentences of about 100 characters)
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa

from greffier.store.folder import make_store, writing
from greffier.store.index import ask_sql, build_index
from greffier.store.ledger import SCHEMA as LEDGER
from greffier.store.questions import Question, ask
from greffier.store.segments import FILES, write_aside
from greffier.store.tables import SCHEMAS

PER_ARTICLE, PER_SEGMENT = 4, 10_000  # events
COUNTRIES = [
    "FRA",
    "RUS",
    "UKR",
    "USA",
    "CHN",
    "DEU",
    "GBR",
    "MLI",
    "TUR",
    "IRN",
    "ISR",
    "SYR",
    "PRK",
    "KOR",
    "JPN",
    "IND",
    "PAK",
    "NGA",
    "TCD",
    "CMR",
]
TYPES = [
    "CONSULT",
    "SUPPORT",
    "COOPERATE",
    "AID",
    "AGREE",
    "CONCEDE",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]
WORDS = [
    "le",
    "ministre",
    "armée",
    "accord",
    "frappe",
    "ville",
    "soldats",
    "attaque",
    "président",
    "réunion",
    "sommet",
    "gouvernement",
    "rebelles",
    "mardi",
    "frontière",
    "civils",
    "ont",
    "a",
    "condamné",
    "visité",
    "tué",
]


def segment_tables(
    number: int, events: int, chance: np.random.Generator, words: random.Random
) -> dict[str, pa.Table]:
    """The tables of one segment with random events."""
    articles = events // PER_ARTICLE
    key = [f"{number:08x}{n:024x}" for n in range(articles)]
    days = [date(2015, 1, 1) + timedelta(days=int(d)) for d in chance.integers(0, 3650, articles)]
    of = np.repeat(np.arange(articles), PER_ARTICLE)
    ids = [f"e{n % PER_ARTICLE + 1}" for n in range(events)]

    def column(table: str, given: dict[str, object], rows: int) -> pa.Table:
        schema = FILES[table]
        return pa.table(
            [pa.array(given[f.name], f.type) if f.name in given else pa.nulls(rows, f.type) for f in schema],
            schema=schema,
        )

    sentence = [" ".join(words.choices(WORDS, k=15)) for _ in range(events)]
    event_key = [key[a] for a in of]
    who = chance.zipf(1.6, (2, events)) % len(COUNTRIES)
    return {
        "ledger": column("ledger", {"line": key, "where": key, "key": key, "status": ["read"] * articles}, articles),
        "records": column("records", {"key": key, "record": ["{}"] * articles}, articles),
        "articles": column("articles", {"key": key, "id": key, "published": days, "outlet": ["Journal"] * articles}, articles),
        "statements": column("statements", {}, 0),
        "events": column("events", {
            "key": event_key, "id": ids, "published": [days[a] for a in of], "outlet": ["Journal"] * events,
            "type": [TYPES[t] for t in chance.integers(0, 16, events)], "status": ["occurred"] * events, "hedged": [False] * events,
            "earliest": [days[a] for a in of], "latest": [days[a] for a in of], "place_country": [COUNTRIES[w] for w in who[1]],
            "trigger": [s.split(" ", 1)[0] for s in sentence], "evidence": sentence, "rule": ["fr/events/accuse.yaml:48"] * events,
            "confidence": chance.random(events).round(3)}, events),
        "parties": column("parties", {
            "key": event_key * 2, "event": ids * 2, "side": ["actor"] * events + ["recipient"] * events, "position": [0] * 2 * events,
            "actor": ["a1"] * events + ["a2"] * events, "name": [COUNTRIES[w] for w in who.reshape(-1)], "kind": ["state"] * 2 * events,
            "country": [COUNTRIES[w] for w in who.reshape(-1)], "role": ["GOV"] * 2 * events}, 2 * events),
        "places": column("places", {}, 0),
        "quantities": column("quantities", {}, 0),
        "evidence": column("evidence", {
            "key": event_key, "item": ids, "field": ["type"] * events, "start_char": chance.integers(0, 3000, events),
            "end_char": chance.integers(3000, 4000, events), "words": sentence, "rule": ["fr/events/accuse.yaml:48"] * events}, events),
    }  # fmt: skip


def main(events: int = 1_000_000) -> None:
    assert set(SCHEMAS) < set(FILES) and LEDGER is FILES["ledger"]
    chance, words = np.random.default_rng(7), random.Random(7)
    with tempfile.TemporaryDirectory() as folder:
        store = make_store(Path(folder))
        for number in range(1, events // PER_SEGMENT + 1):
            aside, final = write_aside(
                store, segment_tables(number, PER_SEGMENT, chance, words), f"{number:08d}-bench"
            )
            aside.rename(final)
        size = sum(p.stat().st_size for p in store.segments.rglob("*.parquet"))
        print(f"{events:,} events in {events // PER_SEGMENT} segments: {size / events:.0f} bytes an event")
        report("segments", store)
        began = time.perf_counter()
        with writing(store):
            built = build_index(store)
        size = sum(p.stat().st_size for p in built.path.glob("*.parquet"))
        print(f"index: {time.perf_counter() - began:.1f} s, {size / events:.0f} bytes an event")
        report("index", store)


def report(what: str, store: object) -> None:
    for name, question in {
        "dyad RUS UKR by month": lambda: ask(store, Question(dyad=("RUS", "UKR")), by="month"),
        "first 1,000 events of MLI": lambda: ask(store, Question(party="MLI")),
        "types by SQL": lambda: ask_sql(store, "SELECT type, count(*) FROM events GROUP BY 1"),
    }.items():  # fmt: skip
        times = []
        for _ in range(5):
            began = time.perf_counter()
            question()
            times.append(time.perf_counter() - began)
        print(f"  {what}: {name}: first {times[0]:.2f} s, median of 5 {statistics.median(times):.2f} s")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
