"""Several processes that read articles: each batch has a time limit, and whoever dies or hangs costs one article, not the run.

A batch whose process dies or takes too long is cut in halves until the one article is found; it is tried once more alone, then
refused with the reason.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import TimeoutError as TooLong
from dataclasses import dataclass
from functools import lru_cache
from types import TracebackType
from typing import Protocol, Self

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from .errors import GreffierError
from .language.registry import load_language
from .model.article import Article
from .model.interchange import record_to_json
from .model.record import Record
from .reader import Options, read_many
from .store.ledger import Line
from .versions import made_by

BATCH_CHARACTERS = 60_000  # of a batch: a few seconds of work, so that a lost one is soon done again
BATCH_ARTICLES = 50
SECONDS = 60.0  # a batch may take, and so much more for every thousand characters (reading takes about 0.01)
SECONDS_PER_THOUSAND = 1.0
RENEWED = 50  # batches after which a process is renewed: the model's vocabulary grows with every new word
WATCH_SECONDS = 1.0  # between two looks whether the process that holds the store is still there
AHEAD = 3  # batches waiting for each process


@dataclass(frozen=True, slots=True)
class Done:
    """An article with its line and its record as JSON; without one `reason` says why."""

    line: Line
    article: Article
    record: str | None
    reason: str | None = None


Batch = tuple[tuple[Line, Article], ...]
Reading = ProcessFuture[list[tuple[str | None, str | None]]]


class Pool(Protocol):
    """Whatever reads articles in order; used as a context manager."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def versions(self, language: str) -> dict[str, str]:
        """What a record of this language is made by today."""

    def run(self, articles: Iterable[tuple[Line, Article]]) -> Iterator[Done]:
        """The articles read, in the order in which they were given."""


class ReaderPool:
    """Processes of this machine that read."""

    def __init__(self, options: Options, workers: int | None = None) -> None:
        self.options = options
        self.workers = workers or os.cpu_count() or 1
        self.pool: ProcessPool | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.pool is not None:
            if kind is None:
                self.pool.close()  # type: ignore[no-untyped-call]
            else:
                self.pool.stop()  # type: ignore[no-untyped-call]
            self.pool.join()

    def versions(self, language: str) -> dict[str, str]:
        """What a record of this language is made by today."""
        return _versions(language, self.options)

    def run(self, articles: Iterable[tuple[Line, Article]]) -> Iterator[Done]:
        """The articles read, in the order in which they were given."""
        waiting: deque[tuple[Batch, Reading]] = deque()
        for batch in _batches(articles):
            waiting.append((batch, self._send(batch)))
            while len(waiting) > AHEAD * self.workers or (waiting and waiting[0][1].done()):
                yield from self._collect(*waiting.popleft())
        while waiting:
            yield from self._collect(*waiting.popleft())

    def _send(self, batch: Batch) -> Reading:
        if self.pool is None:
            self.pool = _make_pool(self.options, self.workers, batch[0][1])
        size = sum(len(article.text) for _, article in batch)
        limit = SECONDS + SECONDS_PER_THOUSAND * size / 1000
        return self.pool.schedule(_read_batch, args=[tuple(a for _, a in batch), self.options], timeout=limit)

    def _collect(self, batch: Batch, future: Reading, tries: int = 2) -> Iterator[Done]:
        try:
            results = future.result()
        except TooLong as error:
            trouble = f"reading it took more than {error.args[1]:.0f} seconds"
        except ProcessExpired as error:
            trouble = f"the process that read it died (exit {error.exitcode})"
        else:
            yield from (Done(line, a, *r) for (line, a), r in zip(batch, results, strict=True))
            return
        if len(batch) > 1:
            half = len(batch) // 2
            for part in (batch[:half], batch[half:]):
                yield from self._collect(part, self._send(part))
        elif tries > 1:
            yield from self._collect(batch, self._send(batch), tries - 1)
        else:
            line, article = batch[0]
            yield Done(line, article, None, f"{trouble}, twice")


def _batches(articles: Iterable[tuple[Line, Article]]) -> Iterator[Batch]:
    batch: list[tuple[Line, Article]] = []
    size = 0
    for line, article in articles:
        batch.append((line, article))
        size += len(article.text)
        if size >= BATCH_CHARACTERS or len(batch) >= BATCH_ARTICLES:
            yield tuple(batch)
            batch, size = [], 0
    if batch:
        yield tuple(batch)


def _make_pool(options: Options, workers: int, first: Article) -> ProcessPool:
    """A pool whose processes share the loaded model where the system can fork, and load it themselves elsewhere."""
    can_fork = sys.platform.startswith("linux")
    if can_fork:
        list(
            read_many([Article("warm", "Paris.", language=first.language or "fr")], language=options.language)
        )
        gc.collect()
        gc.freeze()
    context = multiprocessing.get_context("fork" if can_fork else "spawn")
    return ProcessPool(
        max_workers=workers, max_tasks=RENEWED, context=context, initializer=_begin, initargs=[os.getpid()]
    )


def _begin(parent: int) -> None:
    """In a new process: leave Ctrl-C to the one that holds the store, and end when that one is gone, however it went."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(WATCH_SECONDS)
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()


def _read_batch(articles: tuple[Article, ...], options: Options) -> list[tuple[str | None, str | None]]:
    """In a process of the pool: record as JSON, or the reason of a refusal, for each article."""
    results = read_many(
        articles, language=options.language, lexicon=options.lexicon, knowledge=options.knowledge
    )
    return [(record_to_json(r), None) if isinstance(r, Record) else (None, r.reason) for r in results]


@lru_cache(maxsize=32)
def _versions(language: str, options: Options) -> dict[str, str]:
    try:
        return dict(made_by(load_language(language, lexicon=options.lexicon), options.knowledge))
    except GreffierError:  # a language that is read no more: its records stay
        return {}
