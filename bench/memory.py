"""Whether a long ingest grows: memory of the process that holds the store, and of the largest reader, by thousands of articles.

python bench/memory.py [ARTICLES]      (default 4,000 short articles with many words that no model knows)
"""

from __future__ import annotations

import os
import random
import resource
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from greffier.ingesting import ingest
from greffier.model.article import Article

SYLLABLES = [
    "ba",
    "be",
    "bi",
    "bo",
    "bu",
    "da",
    "de",
    "di",
    "do",
    "du",
    "ka",
    "ke",
    "ki",
    "ko",
    "ku",
    "la",
    "le",
    "li",
    "lo",
    "lu",
    "ma",
    "me",
    "mi",
    "mo",
    "mu",
    "na",
    "ne",
    "ni",
    "no",
    "nu",
    "ra",
    "re",
    "ri",
    "ro",
    "ru",
    "ta",
    "te",
    "ti",
    "to",
    "tu",
]
STEP = 500  # articles between two lines


def articles(count: int) -> Iterator[Article]:
    """Articles of sentences with new names and words."""
    chance = random.Random(5)

    def word() -> str:
        return "".join(chance.choices(SYLLABLES, k=chance.randint(2, 5)))

    for n in range(count):
        sentences = [
            f"Le ministre {word().title()} {word().title()} a condamné mardi l'attaque de {word().title()} par des {word()}s {word()}."
            for _ in range(8)
        ]
        yield Article(f"m{n}", " ".join(sentences), language="fr", where=f"memory:{n}")


def resident(pid: int) -> float:
    """MB of a process that are in memory."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * resource.getpagesize() / 1e6


def readers() -> list[int]:
    """The processes that read for this one."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
        if parent == os.getpid():
            found.append(int(path.parent.name))
    return found


def main(count: int = 4_000) -> None:
    done, last = 0, 0

    def advance(lines: int) -> None:
        nonlocal done, last
        done += lines
        if done - last >= STEP:
            last = done
            largest = max((resident(p) for p in readers()), default=0.0)
            print(
                f"{done:6} articles: store {resident(os.getpid()):6.0f} MB, largest reader {largest:6.0f} MB",
                flush=True,
            )

    with tempfile.TemporaryDirectory() as folder:
        ingest(articles(count), Path(folder), advance=advance)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
