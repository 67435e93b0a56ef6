"""How long reading takes beside the stock language pipeline alone, on the same texts and in one process.

    python bench/speed.py [ARTICLES.jsonl] [--language fr] [--limit N]

Prints seconds and microseconds a token of both, their ratio, and where greffier's own time goes. The runs are interleaved
and the best of each counts, so that another program's load on the machine weighs on both.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import sys
import time
from collections.abc import Callable
from pathlib import Path

DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "articles.jsonl"
RUNS = 2
STAGES = (
    "lay_out", "prepare", "_run", "_add", "find_times", "find_quantities", "find_places", "find_frames", "find_actors",
    "find_statements", "find_events", "assemble",
)  # fmt: skip


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("articles", nargs="?", type=Path, default=DEFAULT)
    options.add_argument("--language", default="fr")
    options.add_argument("--limit", type=int, default=None, help="read only so many articles")
    options.add_argument("--stages", action="store_true", help="say where the time goes as well (slower)")
    given = options.parse_args()
    if not given.articles.exists():
        sys.exit(f"{given.articles} does not exist. Give a JSON Lines file of articles.")
    rows = [json.loads(line) for line in given.articles.open(encoding="utf-8")]
    rows = [r for r in rows if (r.get("language") or r.get("lang")) == given.language][: given.limit]

    import spacy

    from greffier.language.registry import load_language
    from greffier.model.article import Article
    from greffier.reader import read_many
    from greffier.reading.articles import article_from_mapping

    language = load_language(given.language)
    articles: list[Article] = [
        article_from_mapping({**r, "language": given.language}, id=str(n)) for n, r in enumerate(rows)
    ]
    texts = [a.text for a in articles]
    stock = spacy.load(language.model)
    tokens = sum(len(doc) for doc in stock.pipe(texts[:20]))  # warm-up of both
    list(read_many(articles[:20]))
    best: dict[str, float] = {}
    for _ in range(RUNS):
        for name, run in (
            ("stock pipeline", lambda: list(stock.pipe(texts))),
            ("greffier read", lambda: list(read_many(articles))),
        ):
            best[name] = min(best.get(name, float("inf")), _seconds(run))
    tokens = sum(len(stock.make_doc(t)) for t in texts)
    print(f"{len(texts)} articles, {sum(map(len, texts)):,} characters, {tokens:,} tokens")
    for name, seconds in best.items():
        print(f"{name:16s} {seconds:7.2f} s   {seconds / tokens * 1e6:6.1f} us a token")
    print(f"ratio            {best['greffier read'] / best['stock pipeline']:7.3f}")
    if given.stages:
        _stages(lambda: list(read_many(articles)), tokens)


def _seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def _stages(run: Callable[[], object], tokens: int) -> None:
    """Where the time goes, by stage (under a profiler, which slows our own code more than the language model's)."""
    profiler = cProfile.Profile()
    profiler.runcall(run)
    spent: dict[str, float] = {}
    for (file, _, name), (_, _, _, cumulative, _) in pstats.Stats(profiler).stats.items():  # type: ignore[attr-defined]
        if name in STAGES and "greffier" in file:
            spent[name] = spent.get(name, 0.0) + cumulative
    print("by stage, profiled:")
    for name in STAGES:
        print(
            f"  {name:16s} {spent.get(name, 0.0):7.2f} s   {spent.get(name, 0.0) / tokens * 1e6:6.1f} us a token"
        )


if __name__ == "__main__":
    main()
