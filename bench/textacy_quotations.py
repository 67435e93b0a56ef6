"""Articles in, textacy's direct quotations out; attribution.py runs it in textacy's own environment.

    python bench/textacy_quotations.py fr_core_news_md < ARTICLES.jsonl > RECORDS.jsonl

Reads {"id", "text"} a line and writes a record a line, reduced to text, actors and statements; the last line holds the seconds
of parsing and extraction after a warm-up. A text that textacy declines has no statement, and the reason under "refused".
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

WARM_UP = 20  # articles before the clock starts, as in attribution.py


def main() -> None:
    import spacy

    nlp = spacy.load(sys.argv[1])
    rows = [json.loads(line) for line in sys.stdin]
    _extract(nlp, rows[:WARM_UP])
    start = time.perf_counter()
    found = _extract(nlp, rows)
    seconds = time.perf_counter() - start
    for row, (triples, refused) in zip(rows, found, strict=True):
        print(json.dumps({**_record(row, triples), "refused": refused}))
    print(json.dumps({"seconds": seconds}))


def _extract(nlp: Any, rows: list[dict[str, str]]) -> list[tuple[list[Any], str | None]]:
    """The (speaker, cue, content) triples of every text, or none and why textacy declines it."""
    from textacy.extract import direct_quotations  # type: ignore[import-not-found]

    out: list[tuple[list[Any], str | None]] = []
    for doc in nlp.pipe(row["text"] for row in rows):
        try:
            out.append((list(direct_quotations(doc)), None))
        except ValueError as error:  # an odd number of quotation marks
            out.append(([], str(error)))
    return out


def _record(row: dict[str, str], triples: list[Any]) -> dict[str, Any]:
    actors, statements = [], []
    for n, (speaker, cue, content) in enumerate(triples, 1):
        actors.append({"id": f"a{n}", "name": " ".join(token.text for token in speaker)})
        span, said = [content.start_char, content.end_char], [cue[0].idx, cue[-1].idx + len(cue[-1])]
        statements.append({"content": [span], "cue": said, "speaker": f"a{n}"})
    return {"document": row, "actors": actors, "statements": statements}


if __name__ == "__main__":
    main()
