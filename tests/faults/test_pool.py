"""Table R of the fault guide: a process that dies or hangs costs its own article and no other; the order stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from greffier import pool
from greffier.ingesting import ingest
from greffier.model.article import Article
from greffier.model.record import Record
from greffier.reader import Options
from greffier.store.folder import open_store
from greffier.store.ledger import Line
from greffier.store.overview import look_over
from stores import article

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the processes of the test are forked"
)


def read_plainly(articles: Iterable[Article], **options: object) -> Iterator[Record]:
    """Stands for the reader: dies, hangs or reads, as the text says."""
    for a in articles:
        if "tue le processus" in a.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "ne finit pas" in a.text:
            time.sleep(60)
        yield Record(a)


@pytest.fixture(autouse=True)
def plain_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "read_many", read_plainly)
    monkeypatch.setattr(pool, "BATCH_ARTICLES", 4)


def lines(articles: Iterable[Article]) -> list[tuple[Line, Article]]:
    return [(Line(a.id, a.where, a.id, "read"), a) for a in articles]


@pytest.mark.parametrize("renewed", [2, 50])
def test_the_order_stays(renewed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "RENEWED", renewed)
    with pool.ReaderPool(Options(), 2) as readers:
        done = list(readers.run(lines(article(n) for n in range(30))))
    assert [d.article.id for d in done] == [f"id{n}" for n in range(30)]
    assert all(d.record is not None for d in done)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Cet article tue le processus.", "died"),
        ("Cet article ne finit pas.", "took more than 1 seconds, twice"),
    ],
)
def test_r2_whoever_dies_or_hangs_is_refused_alone(
    text: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "SECONDS", 1.0)
    monkeypatch.setattr(pool, "SECONDS_PER_THOUSAND", 0.0)
    items = [article(n, text if n == 5 else None) for n in range(12)]
    summary = ingest(items, tmp_path, workers=2)
    assert dict(summary.counts) == {"read": 11, "refused": 1}
    over = look_over(open_store(tmp_path))
    assert (over.articles, over.adds_up) == (11, True)
    with pool.ReaderPool(Options(), 1) as readers:
        (refused,) = [d for d in readers.run(lines(items)) if d.record is None]
    assert refused.article.id == "id5" and reason in (refused.reason or "")


def test_the_processes_end_with_the_one_that_was_killed() -> None:
    script = """
import os, time
from greffier import pool
from greffier.model.article import Article
from greffier.model.record import Record
def read(articles, **options):
    for a in articles:
        time.sleep(0.01)
        yield Record(Article(str(os.getpid()), "x"))
pool.read_many = read
with pool.ReaderPool(pool.Options(), 2) as readers:
    for done in readers.run((None, Article(str(n), "x")) for n in range(10**6)):
        print(done.record.split('"id":"')[1].split('"')[0], flush=True)
"""
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        pids = {int(process.stdout.readline()) for _ in range(120)}
        process.kill()
    for _ in range(100):
        if not any(Path(f"/proc/{pid}").exists() for pid in pids):
            return
        time.sleep(0.1)
    raise AssertionError(f"{pids} live on")
