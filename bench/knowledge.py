"""What the knowledge base and the gazetteer of cities cost: start-up, memory, time of a lookup.

    python bench/knowledge.py

Prints one table. A measurement is a function that yields rows (what, figure, unit) and stands in `MEASUREMENTS`; those of
memory run in a process of their own, so that nothing else that was loaded counts.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

Row = tuple[str, float, str]

NAMES = (
    "Pékin", "Mossoul", "N'Djamena", "Le Havre", "Valence", "Tripoli", "San José", "Cordoue", "Marseille", "Zzyzx",
    "Kharkiv", "Alep", "Saint-Denis", "Birmingham", "Nouakchott", "Rabat",
)  # fmt: skip
ROUNDS = 200  # lookups of every name
MOST = 60.0  # MB that the gazetteer may take

OPENING = """
import resource, sys
from pathlib import Path
def rss():
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1e6
from greffier.knowledge.base import load_knowledge
from greffier.mentions import gazetteer
load_knowledge()
if "memory" in sys.argv:
    gazetteer.cache_folder = lambda: Path("/dev/null")
before = rss()
gazetteer._database()
opened = rss()
for name in sys.argv[2:]:
    gazetteer.cities(name)
print(opened - before, rss() - before)
"""


def gazetteer_memory() -> Iterator[Row]:
    """Resident memory that the cities add: as a file, and where no file can be written."""
    _in_own_process(OPENING, "file")  # the first run builds the file
    for how, what in (("file", "cities as a file"), ("memory", "cities without a cache folder")):
        opened, used = _in_own_process(OPENING, how, *NAMES)
        yield f"{what}, opened", opened, "MB"
        yield (
            f"{what}, after {len(NAMES)} lookups",
            used,
            f"MB (at most {MOST:.0f})" if how == "file" else "MB",
        )


def gazetteer_lookups() -> Iterator[Row]:
    """Time to open the file, of a first lookup and of a repeated one."""
    from greffier.mentions import gazetteer

    gazetteer._database.cache_clear()
    gazetteer.cities.cache_clear()
    yield "cities opened", _seconds(gazetteer._database) * 1e3, "ms"
    bare = gazetteer.cities.__wrapped__
    first = _seconds(lambda: [bare(n) for _ in range(ROUNDS) for n in NAMES])
    yield "a city looked up", first / (ROUNDS * len(NAMES)) * 1e6, "us"
    again = _seconds(lambda: [gazetteer.cities(n) for _ in range(ROUNDS) for n in NAMES])
    yield "a city looked up again", again / (ROUNDS * len(NAMES)) * 1e6, "us"


LOADING = """
import resource, time
from pathlib import Path
def rss():
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1e6
from greffier.knowledge import base, index
before, start, spent = rss(), time.perf_counter(), time.process_time()
base.load_knowledge()
print(time.perf_counter() - start, time.process_time() - spent, rss() - before)
"""
ACTORS = ("Vladimir Poutine", "Poutine", "ONU", "Emmanuel Macron", "Hamas", "RDC", "Bruxelles", "Zzyzx")
STARTS = 5  # processes whose start-up is measured; the median counts


def knowledge_start() -> Iterator[Row]:
    """Time to read all files of the knowledge base in a fresh process, and what it takes of memory."""
    runs = sorted(_in_own_process(LOADING) for _ in range(STARTS))
    wall, spent, memory = runs[STARTS // 2]
    yield "knowledge base read, wall time", wall * 1e3, "ms (at most 200)"
    yield "knowledge base read, processor time", spent * 1e3, "ms"
    yield "knowledge base, memory", memory, "MB"


def knowledge_lookups() -> Iterator[Row]:
    """A name at a day, the holder of an office, an adjective: the time of each."""
    from datetime import date

    from greffier.knowledge.base import load_knowledge

    known, day = load_knowledge(), date(2023, 5, 4)
    posts = [(t.country, t.office) for t in known.terms[:: len(known.terms) // 50]]
    names = _seconds(lambda: [known.lookup(n, day, "fr") for _ in range(ROUNDS) for n in ACTORS])
    yield "an actor looked up by name", names / (ROUNDS * len(ACTORS)) * 1e6, "us (at most 50)"
    held = _seconds(lambda: [known.holders(c, o, day) for _ in range(ROUNDS) for c, o in posts])
    yield "the holder of an office", held / (ROUNDS * len(posts)) * 1e6, "us (at most 50)"
    adjectives = ("russe", "nord-coréenne", "franco-allemand", "bleu")
    peoples = _seconds(lambda: [known.peoples(a, day) for _ in range(ROUNDS) for a in adjectives])
    yield "a people by its adjective", peoples / (ROUNDS * len(adjectives)) * 1e6, "us"


MEASUREMENTS: tuple[Callable[[], Iterator[Row]], ...] = (
    knowledge_start,
    knowledge_lookups,
    gazetteer_memory,
    gazetteer_lookups,
)


def _seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def _in_own_process(source: str, *arguments: str) -> tuple[float, ...]:
    """The figures that a piece of Python prints."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", source, *arguments], capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(f"A measurement failed: {done.stderr.strip()}")
    return tuple(float(x) for x in done.stdout.split())


def main() -> None:
    if not Path("/proc/self/statm").exists():
        sys.exit("Memory is read from /proc, which this system does not have.")
    for measure in MEASUREMENTS:
        for what, figure, unit in measure():
            print(f"{what:48s} {figure:10.1f} {unit}")


if __name__ == "__main__":
    main()
