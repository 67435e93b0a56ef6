"""How well web pages are read beside trafilatura alone, on the same pages and in one process; every page is accounted for.

    python bench/pages.py [FOLDER] [--bad 20]

FOLDER holds `html/*.html.gz` and `ground-truth.json` ({name: {"articleBody", "url"}}). Prints the mean precision, recall and F1
of bags of tokens and of 4-grams of tokens (a token is a run of letters and digits, case counts), pages a second, and the ledger. `--bad` puts so many bytes that are no UTF-8
behind blanks of each page, as templates and broken editors leave them; both get the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import logging
import re
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from greffier.model.article import Article
from greffier.reading.files import read_stream

DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "pages"
Scores = tuple[float, float, float]


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("folder", nargs="?", type=Path, default=DEFAULT)
    options.add_argument("--bad", type=int, default=0, help="bad bytes put into each page")
    options.add_argument("--misses", action="store_true", help="name the pages on which the two differ")
    given = options.parse_args()
    logging.disable(logging.ERROR)
    truth = json.loads((given.folder / "ground-truth.json").read_text(encoding="utf-8"))
    files = sorted((given.folder / "html").glob("*.html.gz"))
    pages = {f.name: with_bad_bytes(gzip.decompress(f.read_bytes()), given.bad) for f in files}
    ours, theirs = _timed("greffier", pages, _our_text), _timed("trafilatura", pages, _their_text)
    for name, size in (("tokens", 1), ("4-grams", 4)):
        for who, texts in (("greffier", ours), ("trafilatura", theirs)):
            rows = [
                score(texts[f.name] or "", truth[f.name.split(".")[0]]["articleBody"], size) for f in files
            ]
            p, r, f1 = (sum(row[k] for row in rows) / len(rows) for k in range(3))
            print(f"{name:8} {who:12} P {p:.4f}  R {r:.4f}  F1 {f1:.4f}")
    read = sum(text is not None for text in ours.values())
    print(f"ledger: {len(files)} pages = {read} read + {len(files) - read} refused")
    if given.misses:
        for f in files:
            if (ours[f.name] or "").split() != (theirs[f.name] or "").split():
                body = truth[f.name.split(".")[0]]["articleBody"]
                print(f.name[:12], *(f"{score(t[f.name] or '', body, 1)[2]:.3f}" for t in (ours, theirs)))


def score(text: str, gold: str, size: int) -> Scores:
    """Precision, recall and F1 of the bag of n-grams of one page."""
    found, wanted = _bag(text, size), _bag(gold, size)
    both = sum((found & wanted).values())
    precision = both / max(1, sum(found.values()))
    recall = both / max(1, sum(wanted.values()))
    return precision, recall, 2 * precision * recall / (precision + recall) if both else 0.0


def _bag(text: str, size: int) -> Counter[tuple[str, ...]]:
    tokens = re.findall(r"\w+", text)
    return Counter(zip(*(tokens[k:] for k in range(size)), strict=False))


def with_bad_bytes(data: bytes, number: int) -> bytes:
    """The page with so many stray bytes of Latin-1 behind blanks, evenly over the page, the same at every run."""
    blanks = [m.end() for m in re.finditer(rb"[a-z] (?=[a-z])", data)]
    places = blanks[:: max(1, len(blanks) // number)][:number] if number else []
    for at in reversed(places):
        data = data[:at] + b"\xe9 " + data[at:]
    return data


def _timed(
    who: str, pages: dict[str, bytes], read: Callable[[str, bytes], str | None]
) -> dict[str, str | None]:
    begin = time.process_time()
    texts = {name: read(name, data) for name, data in pages.items()}
    print(f"{who:12} {len(pages) / (time.process_time() - begin):.1f} pages/s")
    return texts


def _our_text(name: str, data: bytes) -> str | None:
    """The body of the article: without the headline that stands in front of it."""
    (item,) = read_stream(io.BytesIO(data), name, name)
    if not isinstance(item, Article):
        print(f"refused: {item.where}: {item.reason}")
        return None
    return item.text[item.title_end :] if "title" in item.origin.field else item.text


def _their_text(name: str, data: bytes) -> str | None:
    import trafilatura

    text: str | None = trafilatura.extract(data, include_comments=False)
    return text


if __name__ == "__main__":
    main()
