"""Stores made by hand for tests: records without a language model, and a reader that needs none."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from greffier.ingesting import Summary, ingest
from greffier.model.article import Article
from greffier.pool import Done
from greffier.reading.files import Refusal
from greffier.store.ledger import Line

MADE = {"greffier": "0.test", "model": "none", "lexicon": "a", "knowledge": "b"}


def article(n: int, text: str | None = None, **more: Any) -> Article:
    """The n-th article of a test: a sentence about two states."""
    words = text or f"La France a condamné le Mali mardi. Article {n}."
    given = {
        "published": date(2024, 1 + n % 12, 1 + n % 28),
        "outlet": f"Journal {n % 3}",
        "language": "fr",
        **more,
    }
    return Article(f"id{n}", words, where=f"file.jsonl:{n}", **given)


def record(a: Article, made: dict[str, str] = MADE) -> dict[str, Any]:
    """A record with one event and one statement in the interchange shape."""
    actor = {"kind": "state", "role": "GOV", "wikidata": None, "rule": "countries.csv:1", "holder": None}
    why = [{"field": "type", "start": 10, "end": 18, "rule": "fr/events/accuse.yaml:1"}]
    day = a.published.isoformat() if a.published else None
    return {
        "document": {"id": a.id, "title": a.title, "text": a.text, "language": "fr", "published": day, "outlet": a.outlet,
                     "url": a.url, "guid": a.guid, "version": a.version, "partly": a.partly, "sha256": "0" * 64,
                     "parts": [{"kind": "body", "start": 0, "end": len(a.text)}], "repairs": []},
        "actors": [{"id": "a1", "name": "France", "country": "FRA", "mentions": [[3, 9]], **actor},
                   {"id": "a2", "name": "Mali", "country": "MLI", "mentions": [[22, 26]], **actor}],
        "places": [{"id": "p1", "name": "Mali", "country": "MLI", "lat": 12.6, "lon": -8.0, "mentions": [[22, 26]],
                    "claimed_by": [], "rule": "countries.csv:2"}],
        "times": [{"id": "t1", "kind": "date", "text": "mardi", "start": 27, "end": 32, "value": day, "earliest": day,
                   "latest": day, "rule": "fr/times.yaml:1"}],
        "statements": [{"id": "s1", "kind": "indirect", "content": [[10, 32]], "cue": [10, 18], "speaker": "a1",
                        "speaker_mention": [3, 9], "addressee": None, "via": [], "time": "t1", "status": "occurred",
                        "hedged": False, "cue_class": "speech", "rule": "fr/speech.csv:1", "confidence": 0.9, "why": why}],
        "events": [{"id": "e1", "type": "ACCUSE", "mode": None, "cameo": "111", "actors": ["a1"], "recipients": ["a2"],
                    "place": "p1", "place_country": "MLI", "time": {"value": day, "earliest": day, "latest": day},
                    "status": "occurred", "hedged": False, "according_to": ["a2"], "statement": "s1",
                    "quantities": [{"what": "other", "min": 1.0, "max": None, "approximate": True, "unit": "mot", "start": 0,
                                    "end": 2, "rule": "fr/quantities.toml"}],
                    "trigger": [10, 18], "evidence": [0, 33], "rule": "fr/events/accuse.yaml:1 accuse", "confidence": 0.8,
                    "outer": None, "mentions": [], "contexts": ["diplomatic"], "why": why}],
        "notes": [], "seen": [], "made_by": made,
    }  # fmt: skip


class PlainPool:
    """Reads in this process and without a model; an article whose text holds "illisible" is refused."""

    def __init__(self, made: dict[str, str] = MADE) -> None:
        self.made = made
        self.read: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def versions(self, language: str) -> dict[str, str]:
        return self.made

    def run(self, articles: Iterable[tuple[Line, Article]]) -> Iterator[Done]:
        for line, a in articles:
            self.read.append(a.id)
            if "illisible" in a.text:
                yield Done(line, a, None, "nothing to read")
            else:
                yield Done(
                    line, a, json.dumps(record(a, self.made), ensure_ascii=False, separators=(",", ":"))
                )


def fill(folder: Path, items: Iterable[Article | Refusal], **options: Any) -> Summary:
    """Ingest without a model."""
    return ingest(items, folder, pool=options.pop("pool", None) or PlainPool(), **options)
