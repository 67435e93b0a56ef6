"""Articles in, a store out: reads what the store does not have yet, several processes at once, a segment at a time.

`ingest(items, folder)` may be killed at any moment and given again: what was acknowledged is there once, the rest is read then.
"""

from __future__ import annotations

import json
import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from .model.article import Article
from .model.interchange import record_from_dict
from .pool import Done, Pool, ReaderPool
from .reader import Options
from .reading.files import Refusal
from .store.folder import Store, make_store, writing
from .store.forgetting import Forgotten, read_forgotten
from .store.index import beside, build_index, find_index
from .store.ledger import Line, Status, key_of, line_of
from .store.plan import carry_out
from .store.segments import (
    Batch,
    Segment,
    find_segments,
    read_articles,
    read_lines,
    read_records,
    set_damaged_aside,
    sweep,
    write_segment,
)  # fmt: skip

log = logging.getLogger(__name__)

SEGMENT_LINES = 200  # articles in a segment: seconds of work lost at most by a kill, and few enough files
SEGMENT_SECONDS = 20.0  # or what was read in so long
INDEX_FROM = 20  # segments outside the index that make gathering them worth while


@dataclass(slots=True)
class Summary:
    """What an ingest did: lines by status, those that the ledger had already, damaged segments set aside, records read again,
    and hidden files passed over."""

    counts: Counter[Status] = field(default_factory=Counter)
    known: int = 0
    again: int = 0
    damaged: tuple[Path, ...] = ()
    skipped: int = 0

    @property
    def given(self) -> int:
        return sum(self.counts.values()) + self.known


@dataclass(slots=True)
class _Known:
    """What the store holds: ledger lines with their status, keys, and which article last bore an address or a source's own id."""

    lines: dict[str, Status] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)
    reading: dict[str, list[Line]] = field(default_factory=dict)  # keys being read, with the copies that wait
    by_url: dict[str, str] = field(default_factory=dict)
    by_guid: dict[tuple[str | None, str], tuple[int | None, str]] = field(default_factory=dict)

    def note(
        self, key: str, url: str | None, outlet: str | None, guid: str | None, version: int | None
    ) -> None:
        self.keys.add(key)
        if url:
            self.by_url[url] = key
        if guid:
            before = self.by_guid.get((outlet, guid))
            if before is None or (version or 0) >= (before[0] or 0):
                self.by_guid[outlet, guid] = (version, key)

    def place(self, line: Line, article: Article) -> Line:
        """The line with the version that the article replaces, or the later one that replaces it."""
        before = self.by_guid.get((article.outlet, article.guid)) if article.guid else None
        if before is not None:
            older = article.version is not None and before[0] is not None and article.version < before[0]
            return replace(line, superseded_by=before[1]) if older else replace(line, supersedes=before[1])
        earlier = self.by_url.get(article.url) if article.url else None
        return replace(line, supersedes=earlier) if earlier else line


def ingest(
    items: Iterable[Article | Refusal],
    folder: Path,
    *,
    options: Options | None = None,
    workers: int | None = None,
    again: bool = False,
    advance: Callable[[int], None] | None = None,
    pool: Pool | None = None,
) -> Summary:
    """Read articles into the store in a folder, made if there is none; `advance` is called with the lines acknowledged.

    `again` reads anew the records that another version made, and gives refused articles another try; `pool` reads in another way
    than processes of this machine. Raises StoreBusy when another
    process writes the store, StoreFull when the disk is full; what was acknowledged before is safe.
    """
    store = make_store(folder)
    with writing(store):
        carry_out(store)
        sweep(store)
        segments, summary = _open(store)
        known = _read_known(segments, again)
        with pool or ReaderPool(options or Options(), workers) as readers:
            writer = _Writer(store, summary, known, advance or (lambda lines: None))
            try:
                if again:
                    writer.take_again(readers.run(_older(segments, readers)))
                writer.take(readers.run(_wanted(items, known, read_forgotten(store), writer)))
            finally:
                writer.flush()
        segments, _ = find_segments(store)
        if len(beside(find_index(store, segments), segments)) >= INDEX_FROM:
            build_index(store)
    return summary


def _open(store: Store) -> tuple[list[Segment], Summary]:
    """The whole segments; damaged ones are set aside, so that their articles are read again when they are given."""
    good, aside = set_damaged_aside(store)
    for path in aside:
        log.warning("The segment %s was damaged and is set aside: give its articles again.", path)
    return good, Summary(damaged=aside)


def _read_known(segments: list[Segment], again: bool) -> _Known:
    known = _Known()
    for line in read_lines(segments):
        known.lines[line.line] = line.status
    if again:
        known.lines = {line: status for line, status in known.lines.items() if status != "refused"}
    for key, url, outlet, guid, version in read_articles(segments):
        if key not in known.keys:  # a record read again later is no later version
            known.note(key, url, outlet, guid, version)
    return known


def _wanted(
    items: Iterable[Article | Refusal], known: _Known, forgotten: Forgotten, writer: _Writer
) -> Iterator[tuple[Line, Article]]:
    """The articles to be read, each with its line; everything else goes to the ledger at once."""
    for item in items:
        if isinstance(item, Refusal):
            if item.skipped:  # a hidden file is no article
                writer.summary.skipped += 1
                continue
            given, hide = line_of(item.where, item.reason), forgotten.hide
            line = Line(given, hide(item.where), None, "refused", hide(item.reason))
            if not writer.knows(line):
                writer.add(line)
            continue
        key = key_of(item)
        given = line_of(item.where or item.id, key)
        item = forgotten.masked(item)
        line = Line(given, item.where or item.id, key, "read", None, len(item.text))
        if writer.knows(line):
            continue
        if forgotten.holds(key):
            writer.add(Line(given, "", None, "kept out", "forgotten by order"))
        elif key in known.keys:
            writer.add(_copy(line))
        elif key in known.reading:  # whether it is a copy or refused too is known when the first is read
            known.reading[key].append(line)
            known.lines[given] = "copy"
        else:
            known.reading[key] = []
            yield line, item


def _copy(line: Line) -> Line:
    return replace(line, status="copy", reason="the same article is there already")


def _older(segments: list[Segment], pool: Pool) -> Iterator[tuple[Line, Article]]:
    """The stored articles whose records another version made."""
    for key, text in read_records(segments):
        data: dict[str, Any] = json.loads(text)
        language = data["document"]["language"]
        if data.get("made_by") != pool.versions(language):
            article = record_from_dict(data).article
            yield Line("", article.id, key, "read", None, len(article.text)), article


class _Writer:
    """Takes results in order and writes them, a segment at a time."""

    def __init__(self, store: Store, summary: Summary, known: _Known, advance: Callable[[int], None]) -> None:
        self.store, self.summary, self.known, self.advance = store, summary, known, advance
        self.batch = Batch()
        self.last = time.monotonic()

    def knows(self, line: Line) -> bool:
        """Whether the ledger has a line already (it is counted then)."""
        if line.line in self.known.lines:
            self.summary.known += 1
            return True
        return False

    def take(self, results: Iterable[Done]) -> None:
        for done in results:
            same = self.known.reading.pop(done.line.key or "", [])
            if done.record is None:
                for line in (done.line, *same):
                    self.add(replace(line, status="refused", reason=done.reason))
                continue
            line = self.known.place(done.line, done.article)
            if done.article.partly:
                line = replace(line, status="partly read", reason=done.article.partly)
            assert line.key is not None
            self.batch.records[line.key] = done.record
            a = done.article
            self.known.note(line.key, a.url, a.outlet, a.guid, a.version)
            for told in (line, *map(_copy, same)):
                self.add(told)

    def take_again(self, results: Iterable[Done]) -> None:
        """Records read anew replace the old ones; the ledger stays as it is, and one that fails now keeps its old record."""
        for done in results:
            if done.record is not None and done.line.key is not None:
                self.batch.records[done.line.key] = done.record
                self.summary.again += 1
            self._flush_if_due()

    def add(self, line: Line) -> None:
        self.batch.lines.append(line)
        self.known.lines[line.line] = line.status
        self.summary.counts[line.status] += 1
        self._flush_if_due()

    def _flush_if_due(self) -> None:
        size = max(len(self.batch.lines), len(self.batch.records))
        if size >= SEGMENT_LINES or (size and time.monotonic() - self.last > SEGMENT_SECONDS):
            self.flush()

    def flush(self) -> None:
        """Write what is there: from now on it is acknowledged."""
        if self.batch:
            write_segment(self.store, self.batch)
            self.advance(len(self.batch.lines))
        self.batch = Batch()
        self.last = time.monotonic()
