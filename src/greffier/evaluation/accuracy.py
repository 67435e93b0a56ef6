"""The page of accuracy: the evaluation folder in, `docs/accuracy.md` out.

The page is `accuracy.md` beside this file: prose and tables that are typed by hand, with a line `<!-- measured: NAME -->`
wherever a block of figures goes. The same records give the same page, so a change of it is a change of accuracy.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from .. import __version__
from ..errors import BadInput
from . import confusions
from .agreement import Score
from .records import FIELDS, Report, score_records
from .sets import (
    ALL,
    LANGUAGE,
    Measured,
    measure_conditionals,
    measure_constructions,
    measure_names,
    measure_quotes,
    measure_times,
    read_gold,
)

PAGE = Path(__file__).parent / "accuracy.md"
PLACEHOLDER = re.compile(r"^<!-- measured: (.+) -->$", re.M)
MEASURES = {
    "statements.content": ("statements, content", "the right words are found as somebody's"),
    "statements.speaker": ("statements, speaker", "... and are given to the right speaker"),
    "statements.exact": ("statements, exact", "... with the right kind (direct, indirect, mixed) and relays"),
    "events.type": ("events, type", "the right act at the right place"),
    "events.dyad": ("events, who to whom", "... with all the right parties"),
    "events.full": ("events, complete", "... and the right date, status, hedging and claimant"),
    "times": ("times", "words and value"),
}
FIELD_NAMES = {
    "date": "the date", "status": "the status", "hedged": "hedging", "place_country": "the country of the place",
    "according_to": "the claimant",
}  # fmt: skip
KINDS = ("direct", "indirect", "mixed", "selon")


def accuracy_page(shared: Path) -> str:
    """Measure the development sets under `shared` and write the page. Raises BadInput where a set is absent."""
    absent = [str(path) for path in ALL if not (shared / path).exists()]
    if absent:
        raise BadInput(f"{shared} is no whole evaluation folder: it has no {', '.join(absent)}.")
    gold, said = read_gold(shared)
    return fill_page(
        PAGE.read_text(encoding="utf-8"),
        {
            "origin": origin(),
            **gold_blocks(score_records(gold, said), confusions.count_confusions(gold, said)),
            "public sets": public_sets(
                measure_times(shared),
                measure_quotes(shared),
                measure_conditionals(shared),
                measure_constructions(shared),
                measure_names(shared),
            ),
        },
    )


def fill_page(page: str, blocks: Mapping[str, str]) -> str:
    """The page with every placeholder replaced by its block; each block has one place and each place one block."""
    places = PLACEHOLDER.findall(page)
    if sorted(places) != sorted(blocks):
        raise ValueError(f"{PAGE.name} has places for {places}, measured are {list(blocks)}")
    return PLACEHOLDER.sub(lambda place: blocks[place.group(1)], page)


def origin() -> str:
    """By which command and from which version the page is made."""
    return (
        f"Made by `greffier accuracy` (`make accuracy`) with greffier {__version__}; do not edit. The gold and the public sets "
        "are measured anew each time;\nthe sections from the contexts of events on are typed by hand in "
        "`src/greffier/evaluation/accuracy.md`."
    )


def gold_blocks(report: Report, counts: confusions.Confusions) -> dict[str, str]:
    """The blocks about the gold records, by the name of their placeholder."""
    return {
        "whole records": _whole_records(report),
        "types": _types(report, counts),
        "confusions": _confusions(counts),
        "misses": _misses(counts),
        "parties": _parties(counts),
        "status": _status(counts),
        "values": _values(counts),
    }


def _whole_records(report: Report) -> str:
    scores = {m: report.scores.get((LANGUAGE, m), Score()) for m in MEASURES}
    sizes = [scores[m].gold for m in ("statements.content", "events.type", "times")]
    counts = "{} statements, {} events, {} times".format(*sizes)
    fields = (
        f"{name} in {_percent(*report.fields.get((LANGUAGE, key), (0, 0)))}"
        for key, name in ((key, FIELD_NAMES[key]) for key in FIELDS)
    )
    rows = (
        (name, *map(_two, (scores[m].precision, scores[m].recall, scores[m].f1)), what)
        for m, (name, what) in MEASURES.items()
    )
    return "\n\n".join(
        (
            f"{report.articles.get(LANGUAGE, 0)} articles: {counts}.",
            _table(("figure", "precision", "recall", "F1", "what counts"), rows),
            f"Right in the events found (the right type):\n{', '.join(fields)}.",
        )
    )


def _types(report: Report, counts: confusions.Confusions) -> str:
    rows = (
        (t, _two(s.precision), _two(s.recall), str(s.gold), str(s.said), _percent(counts.dyads[t], counts.found[t]))
        for t, s in report.types_of(LANGUAGE).items()
    )  # fmt: skip
    return _table(("type", "precision", "recall", "in the gold", "said", "parties right"), rows)


def _confusions(counts: confusions.Confusions) -> str:
    rows = ((*pair, str(n), str(counts.same_word[pair])) for pair, n in _most_first(counts.types))
    return _table(("in the gold", "ours", "events", "trigger shares a word"), rows)


def _misses(counts: confusions.Confusions) -> str:
    types = sorted({t for t, _ in (*counts.missed, *counts.spurious)})
    rows = [
        (
            t,
            *(
                str(kind[t, place])
                for kind in (counts.missed, counts.spurious)
                for place in confusions.PLACES
            ),
        )
        for t in types
    ]
    total = ("all", *(str(sum(int(row[i]) for row in rows)) for i in range(1, 5)))
    heads = (f"{kind}, {place}" for kind in ("missed", "too many") for place in confusions.PLACES)
    return _table(("type", *heads), [*rows, total])


def _parties(counts: confusions.Confusions) -> str:
    found, right = counts.found.total(), counts.dyads.total()
    rows = (
        (side, *(str(counts.parties[side, difference]) for difference in confusions.DIFFERENCES))
        for side in ("actors", "recipients")
    )
    return (
        f"In {found - right} of {found} events found the parties differ, on one side or on both:\n\n"
        + _table(("side", *confusions.DIFFERENCES), rows)
    )


def _status(counts: confusions.Confusions) -> str:
    rows = ((*pair, str(n)) for pair, n in _most_first(counts.status))
    return f"Another status in {counts.status.total()} of {counts.found.total()} events found:\n\n" + _table(
        ("in the gold", "ours", "events"), rows
    )


def _values(counts: confusions.Confusions) -> str:
    rows = (
        (name, *(str(counts.values[name, difference]) for difference in confusions.VALUES))
        for name in confusions.FIELDS
    )
    return _table(("what", *confusions.VALUES), rows)


def public_sets(
    times: Measured, quotes: Measured, conditionals: Measured, constructions: Measured, names: Measured
) -> str:
    """The table of the public sets."""

    def joined(measured: Measured, figure: Callable[[Score], float], *names: str) -> str:
        return " / ".join(_two(figure(measured.scores.get(name, Score()))) for name in names)

    silent = quotes.scores.get("silent", Score())
    alike = conditionals.scores.get("no conditional", Score()).gold
    rows = (
        ("French TimeBank", "relaxed span F1 / strict span F1 / value F1",
         joined(times, _f1, "relaxed", "strict", "value")),
        (f"French news quotations ({quotes.documents} documents)", "content / exact / with the right speaker (F1)",
         joined(quotes, _f1, "hit", "exact", "e2e")),
        ("...", f"recall: {' / '.join(KINDS)}", joined(quotes, _recall, *(f"recall.{kind}" for kind in KINDS))),
        ("...", f"false statements per 1,000 words in the {quotes.empty} documents that hold none",
         _two(1000 * silent.said / max(1, silent.gold))),
        (f"{conditionals.documents - alike} French conditionals", f"class right / the {alike} look-alikes not taken for one",
         joined(conditionals, _recall, "class", "no conditional")),
        (f"{constructions.documents} French constructions", "type / parties / status right",
         joined(constructions, _recall, "type", "parties", "status")),
        (f"Names in French Wikinews ({names.documents} articles)", "person / place / organisation / all (strict F1)",
         joined(names, _f1, "person", "place", "organisation", "all")),
    )  # fmt: skip
    return _table(("set", "figure", "value"), rows)


def _table(heads: Iterable[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; columns of nothing but figures are set right."""
    heads, rows = list(heads), list(rows)
    figures = [all(re.fullmatch(r"[\d. %–]+", row[i]) for row in rows) for i in range(len(heads))]
    rule = f"|{'|'.join('---:' if right else '---' for right in figures)}|"
    return "\n".join((_row(heads), rule, *map(_row, rows)))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _most_first(pairs: confusions.Pairs) -> list[tuple[tuple[str, str], int]]:
    return sorted(pairs.items(), key=lambda item: (-item[1], item[0]))


def _two(value: float) -> str:
    return f"{value:.2f}"


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "–"


def _f1(score: Score) -> float:
    return score.f1


def _recall(score: Score) -> float:
    return score.recall
