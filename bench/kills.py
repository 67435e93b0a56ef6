"""`greffier ingest` killed with SIGKILL at random moments and given again each time, with the language model and several processes.

    python bench/kills.py ARTICLES.jsonl [KILLS] [SECONDS]     (default 100 kills, each within 6 seconds of the start)

Checks after every run that no article that was acknowledged is missing and none is doubled, and at the end that the store equals one
that was filled without interruption. Segments are made small, so that there is something to lose.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from greffier.store.folder import open_store
from greffier.store.overview import look_over
from greffier.store.segments import find_segments, read_lines, read_records

RUN = "from greffier import ingesting; ingesting.SEGMENT_LINES = 5\nimport sys\nfrom greffier.cli import main; main(sys.argv[1:])"


def main(articles: str, kills: int = 100, seconds: float = 6.0) -> None:
    chance = random.Random(11)
    with tempfile.TemporaryDirectory() as folder:
        whole, torn = Path(folder) / "whole", Path(folder) / "torn"
        command = [sys.executable, "-c", RUN, "ingest", articles, "--store"]
        subprocess.run([*command, str(whole)], check=True, capture_output=True)
        began, acknowledged, done = time.monotonic(), 0, 0
        for kill in range(kills):
            process = subprocess.Popen([*command, str(torn)], stderr=subprocess.PIPE, start_new_session=True)
            time.sleep(chance.uniform(0, seconds))
            finished = process.poll() is not None
            if not finished:
                os.killpg(process.pid, signal.SIGKILL)
            _, said = process.communicate()
            told = [
                line for line in said.decode().splitlines() if " of " in line and line.endswith("articles")
            ]
            acknowledged += int(told[-1].split(" of ")[0]) if told else 0
            check(torn, acknowledged)
            if finished:
                done += 1
                torn = torn.with_name(
                    f"torn{kill}"
                )  # filled: begin anew, so that every kill has something to hit
                acknowledged = 0
        subprocess.run([*command, str(torn)], check=True, capture_output=True)
        assert contents(torn) == contents(whole), "the store differs from one without interruption"
        assert look_over(open_store(torn)).adds_up
        print(
            f"{kills} runs, {kills - done} killed, {len(contents(whole)[0])} articles, {time.monotonic() - began:.0f} s: "
            "nothing lost, nothing doubled, the same store"
        )


def check(folder: Path, acknowledged: int) -> None:
    """Every acknowledged line is there, and every line and record once."""
    if not (folder / "store.json").exists():
        assert not acknowledged
        return
    lines, _ = contents(folder)
    assert len(lines) >= acknowledged, f"{acknowledged} were acknowledged, {len(lines)} are there"
    assert len(set(lines)) == len(lines), "a line is doubled"


def contents(folder: Path) -> tuple[list[str], list[tuple[str, str]]]:
    segments, damaged = find_segments(open_store(folder))
    assert not damaged
    records = sorted((key, json.dumps(json.loads(r)["events"])) for key, r in read_records(segments))
    return sorted(line.line for line in read_lines(segments)), records


if __name__ == "__main__":
    main(sys.argv[1], *(int(a) for a in sys.argv[2:3]), *(float(a) for a in sys.argv[3:4]))
