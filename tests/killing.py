"""A process that ingests, killed at random moments and started again: what it acknowledged must be there once.

python tests/killing.py STORE COUNT     ingest COUNT articles without a model, printing every acknowledgement
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

HERE = Path(__file__).parent


def killed_runs(command: Sequence[str], kills: int, seed: int, longest: float) -> Iterator[int]:
    """Run a command, kill -9 after a random time up to `longest` seconds after its first output, and again; after the last kill it
    runs to its end. Yields how many lines of acknowledgement each run had printed."""
    chance = random.Random(seed)
    for _ in range(kills):
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
        )
        assert process.stdout is not None
        first = process.stdout.readline()  # "start": the imports are done
        time.sleep(chance.uniform(0, longest))
        os.killpg(process.pid, signal.SIGKILL)
        rest, _ = process.communicate()
        yield len([line for line in (first + rest).splitlines() if line.startswith(b"ack")])
    done = subprocess.run(command, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    yield len([line for line in done.stdout.splitlines() if line.startswith(b"ack")])


def slow_articles(count: int) -> Iterable[object]:
    from stores import article

    for n in range(count):
        time.sleep(0.001)
        yield article(n, "illisible" if n % 17 == 3 else None)


def main(folder: str, count: str) -> None:
    sys.path.insert(0, str(HERE))
    from greffier import ingesting
    from stores import fill

    ingesting.SEGMENT_LINES = 4
    ingesting.INDEX_FROM = 10
    print("start", flush=True)
    fill(Path(folder), slow_articles(int(count)), advance=lambda lines: print("ack", lines, flush=True))  # type: ignore[arg-type]


if __name__ == "__main__":
    main(*sys.argv[1:])
