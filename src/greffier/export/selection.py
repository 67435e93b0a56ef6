"""A store and a choice in, its articles with their chosen events out, one segment in memory at a time; what was left out is counted."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ..store.folder import Store
from ..store.index import connect
from ..store.segments import check_segments, find_segments, read_records
from .protection import protect
from .shape import Item, Json, Names, as_day, day_of

FACTS = frozenset(("occurred", "ongoing"))


@dataclass(frozen=True, slots=True)
class Selection:
    """Which events are exported; empty fields do not limit. Days are inclusive, and count as in `greffier query`.

    `hedged` False leaves out what the text holds back its own belief of ("aurait perdu"); `names` "public" blacks out private persons.
    """

    since: date | None = None
    until: date | None = None
    types: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    hedged: bool = True
    coded: bool = False  # only what has a CAMEO code
    superseded: bool = False
    names: Names = "public"

    @property
    def narrow(self) -> bool:
        """Whether events are chosen at all; if not, articles without events are exported too, where the shape has them."""
        return bool(
            self.since or self.until or self.types or self.statuses - FACTS or len(self.statuses) == 1
        )


@dataclass(slots=True)
class Tally:
    """What went into an export and what was left out: the card is written from it."""

    articles: int = 0
    events: int = 0
    superseded: int = 0  # articles left out
    damaged: tuple[Path, ...] = ()
    withheld: int = 0  # persons whose names are blacked out, counted in each article
    attributed: int = 0  # events that the text gives as somebody's words
    left: Counter[str] = field(default_factory=Counter)  # events by the reason why they are not in
    statuses: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    outlets: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    made_by: Counter[tuple[tuple[str, str], ...]] = field(default_factory=Counter)
    first: date | None = None
    last: date | None = None


def select(store: Store, selection: Selection, tally: Tally) -> Iterator[Item]:
    """The articles of a store in order of writing, each with its chosen events; the tally is complete when all are read."""
    segments, damaged = find_segments(store)
    good, wrong = check_segments(store, segments)
    tally.damaged = (*damaged, *(s.path for s in wrong))
    gone = _superseded(store)
    for key, text in read_records(good):
        if key in gone and not selection.superseded:
            tally.superseded += 1
            continue
        item = choose(key, json.loads(text), selection, tally, superseded=key in gone)
        if item is not None:
            yield item


def choose(
    key: str, record: Json, selection: Selection, tally: Tally, *, superseded: bool = False
) -> Item | None:
    """One article with its chosen events; None where events are chosen and it has none of them."""
    whole = Item(key, record, tuple(record["events"]), superseded)
    events = [e for e in whole.events if _is_chosen(whole, e, selection, tally)]
    if selection.narrow and not events:
        return None
    if selection.names == "public":
        record, withheld = protect(record)
        tally.withheld += withheld
        ids = {e["id"] for e in events}
        events = [e for e in record["events"] if e["id"] in ids]
    item = Item(key, record, tuple(events), superseded)
    _count(item, tally)
    return item


def _superseded(store: Store) -> set[str]:
    """The articles that a later version or a correction has replaced."""
    database = connect(store)
    try:
        return {key for (key,) in database.execute("SELECT key FROM superseded").fetchall()}
    finally:
        database.close()


def _is_chosen(item: Item, event: Json, selection: Selection, tally: Tally) -> bool:
    day = day_of(item, event)
    if selection.since and (day is None or day < selection.since):
        reason = "before the first day"
    elif selection.until and (day is None or day > selection.until):
        reason = "after the last day"
    elif selection.types and event["type"] not in selection.types:
        reason = "of another type"
    elif selection.statuses and event["status"] not in selection.statuses:
        reason = f"status {event['status']}"
    elif not selection.hedged and event["hedged"]:
        reason = "hedged"
    elif selection.coded and not event["cameo"]:
        reason = "without a CAMEO code"
    else:
        return True
    tally.left[reason] += 1
    return False


def _count(item: Item, tally: Tally) -> None:
    document = item.document
    tally.articles += 1
    tally.events += len(item.events)
    tally.attributed += sum(bool(e["according_to"]) for e in item.events)
    tally.statuses.update(e["status"] for e in item.events)
    tally.types.update(e["type"] for e in item.events)
    tally.outlets[document.get("outlet") or ""] += 1
    tally.languages[document.get("language") or ""] += 1
    tally.made_by[tuple(sorted((str(k), str(v)) for k, v in item.record.get("made_by", {}).items()))] += 1
    day = as_day(document.get("published"))
    if day is not None:
        tally.first = min(tally.first or day, day)
        tally.last = max(tally.last or day, day)
