"""Who said what: greffier beside textacy's direct quotations, on the same documents, by the same scoring rule, on one core.

    python bench/attribution.py [GOLD.jsonl] [--venv DIR]

GOLD holds attributed quotations (doc, text, quotes with spans and entity). Prints a Markdown table. textacy is no dependency of
greffier: it gets an environment of its own, made at the first run and kept, with our versions of spaCy and of the French model
(textacy 0.13.0 works with spaCy 3.8 and numpy 2, as pip resolves them).

What to keep in mind: textacy looks for direct quotations with a speaker and nothing else; greffier's time is that of the whole
record (actors, places, times, events too); the default gold is a development set of greffier's. Speed is the best of
interleaved runs, without loading the model or writing JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "eval" / "quotes" / "fr_news" / "gold.jsonl"
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "greffier-bench"
TEXTACY = "textacy==0.13.0"
RUNS = 2
WARM_UP = 20  # articles before the clock starts, as in textacy_quotations.py
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")


class Run(NamedTuple):
    """What one program made of the documents: its records by id, how many it refused, and the seconds it took."""

    records: dict[str, dict[str, Any]]
    refused: int
    seconds: float


def main() -> None:
    about = argparse.RawDescriptionHelpFormatter
    options = argparse.ArgumentParser(description=__doc__, formatter_class=about)
    options.add_argument("gold", nargs="?", type=Path, default=DEFAULT)
    options.add_argument("--venv", type=Path, default=CACHE, help="textacy's environment")
    given = options.parse_args()
    if not given.gold.exists():
        sys.exit(f"{given.gold} does not exist. Give a JSON Lines file of attributed quotations.")
    os.environ.update(
        dict.fromkeys(ONE_THREAD, "1")
    )  # before numpy is imported, here and in textacy's process

    from greffier.evaluation.quotes import load_quotes
    from greffier.language.registry import load_language

    gold, model = load_quotes(given.gold), load_language("fr").model
    python = _install(given.venv, model)
    rows = [{"id": g["doc"], "text": g["text"]} for g in gold]
    ours, theirs = [], []
    for _ in range(RUNS):
        ours.append(_greffier(rows))
        theirs.append(_textacy(python, model, rows))
    left, right = (_figures(gold, min(runs, key=lambda run: run.seconds)) for runs in (ours, theirs))
    print(f"{len(gold)} documents; spaCy {version('spacy')}, {model} {version(model)}, {TEXTACY}\n")
    print("| | greffier | textacy |\n|---|---:|---:|")
    for name, figure in left.items():
        print(f"| {name} | {figure} | {right[name]} |")


def _install(folder: Path, model: str) -> Path:
    """The Python of textacy's environment, made if it is not there; pip does nothing where all is installed."""
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    wanted = (TEXTACY, f"spacy=={version('spacy')}", f"{model}=={version(model)}")
    pip = (str(python), "-m", "pip", "install", "-qq", "--disable-pip-version-check")
    if subprocess.run([*pip, *wanted]).returncode:
        sys.exit(f"{' '.join(wanted)} could not be installed in {folder}. Remove the folder and try again.")
    return python


def _greffier(rows: list[dict[str, str]]) -> Run:
    from greffier.model.interchange import record_to_dict
    from greffier.model.record import Record
    from greffier.reader import read_many
    from greffier.reading.articles import article_from_mapping

    articles = [article_from_mapping({**row, "language": "fr"}) for row in rows]
    list(read_many(articles[:WARM_UP]))
    start = time.perf_counter()
    results = list(read_many(articles))
    seconds = time.perf_counter() - start
    records = {r.article.id: record_to_dict(r) for r in results if isinstance(r, Record)}
    return Run(records, len(results) - len(records), seconds)


def _textacy(python: Path, model: str, rows: list[dict[str, str]]) -> Run:
    script = Path(__file__).with_name("textacy_quotations.py")
    given = "".join(json.dumps(row) + "\n" for row in rows)
    done = subprocess.run([python, script, model], input=given, stdout=subprocess.PIPE, text=True, check=True)
    *records, last = map(json.loads, done.stdout.splitlines())
    refused = sum(r["refused"] is not None for r in records)
    return Run({r["document"]["id"]: r for r in records}, refused, last["seconds"])


def _figures(gold: list[dict[str, Any]], run: Run) -> dict[str, str]:
    from greffier.evaluation.agreement import Score
    from greffier.evaluation.quotes import score_quotes

    scores = score_quotes(gold, run.records)
    names = {"hit": "F1", "exact": "exact F1", "e2e": "e2e F1 (content and speaker)"}
    figures = {title: f"{scores[name].f1:.3f}" for name, title in names.items()}
    for kind in ("direct", "indirect", "mixed", "selon"):
        score = scores.get(f"recall.{kind}", Score())
        figures[f"recall, {kind} ({score.gold})"] = f"{score.recall:.3f}"
    silent = scores.get("silent", Score())
    title = f"false statements per 1,000 words (in {silent.gold:,} words of documents without any statement)"
    figures[title] = f"{1000 * silent.said / max(1, silent.gold):.2f}"
    figures["documents refused"] = str(run.refused)
    figures["documents per second"] = f"{len(gold) / run.seconds:.1f}"
    return figures


if __name__ == "__main__":
    main()
