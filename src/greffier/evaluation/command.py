"""`greffier eval GOLD OUTPUT`: recognises the kind of gold and prints its figures.

Kinds: a folder of gold records (JSON), a folder of TimeML (*.tml), a file of attributed quotations (JSON or JSON Lines with
"quotes"), a table of constructions (*.tsv). Read here, without output: a list of classified conditionals (JSON with "use")
and a folder of annotated names (brat's *.ann beside *.txt, also in folders below).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from ..errors import BadInput
from .agreement import Score
from .conditionals import load_conditionals, score_conditionals
from .constructions import load_constructions, score_constructions
from .names import is_brat, load_brat, score_names
from .quotes import load_quotes, score_quotes
from .records import FIELDS, MEASURES, Report, load_gold, load_output, our_record, score_records
from .timex import load_timeml, score_times


def evaluate(gold: Path, output: Path | None, *, as_json: bool = False, misses: bool = False) -> str:
    """The figures of `output` against `gold` as text (or one JSON object)."""
    if output is None:
        return _names(gold, as_json, misses) if is_brat(gold) else _conditionals(gold, as_json, misses)
    records = {r["document"]["id"]: r for r in load_output(output)}
    if gold.is_dir() and any(gold.glob("*.tml")):
        return _figures(score_times(load_timeml(gold), records), as_json)
    if gold.is_dir():
        report = score_records(load_gold(gold), {i: our_record(r) for i, r in records.items()})
        return json.dumps(report.as_dict()) if as_json else _report(report, misses)
    if gold.suffix == ".tsv":
        scores, missed = score_constructions(load_constructions(gold), records)
        return "\n".join([_figures(scores, as_json), *(missed if misses else ())])
    documents = load_quotes(gold)
    if not documents or "quotes" not in documents[0]:
        raise BadInput(
            f"{gold}: no gold that greffier knows. Give gold records, TimeML, quotations or constructions."
        )
    return _figures(score_quotes(documents, records), as_json)


def _names(gold: Path, as_json: bool, misses: bool) -> str:
    scores, missed = score_names(load_brat(gold))
    return "\n".join([_figures(scores, as_json), *(missed if misses else ())])


def _conditionals(gold: Path, as_json: bool, misses: bool) -> str:
    rows = load_conditionals(gold) if gold.suffix == ".json" else []
    if not rows or "use" not in rows[0]:
        raise BadInput(
            f"{gold} is scored against records. Give the file that `greffier read --format jsonl` wrote."
        )
    scores, missed = score_conditionals(rows)
    return "\n".join([_figures(scores, as_json), *(missed if misses else ())])


def _report(report: Report, misses: bool) -> str:
    lines = list(report.misses) if misses else []
    for code in report.languages():
        lines.append(f"[{code}] {report.articles[code]} articles")
        lines += [f"  {measure:20s} {report.scores[code, measure]}" for measure in MEASURES]
        lines += [f"    {name:18s} {score}" for name, score in report.types_of(code).items()]
        fields = (
            f"{name} {right}/{total}" for name in FIELDS for right, total in [report.fields[code, name]]
        )
        lines.append(f"  on matched events: {'  '.join(fields)}")
    if report.missing:
        lines.append(f"no record for: {', '.join(report.missing)}")
    return "\n".join(lines)


def _figures(scores: Mapping[str, Score], as_json: bool) -> str:
    if as_json:
        return json.dumps({name: score.rounded() for name, score in scores.items()})
    return "\n".join(f"{name:18s} {score}" for name, score in scores.items())
