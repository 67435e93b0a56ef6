"""The data set's card: what an export holds, from where and when, by which versions, how often it errs, what may be done with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from ..datafiles import read_toml
from .protection import PUBLIC_ROLES
from .rows import COLUMNS
from .selection import FACTS, Selection, Tally
from .shape import Format

FLOORS = Path(__file__).parents[1] / "evaluation" / "floors.toml"
T = TypeVar("T")
SHOWN = 40  # outlets named on the card; the rest is counted
# Figures of floors.toml and how the card names them.
FIGURES = (
    ("statements.content", "the words of a statement found as somebody's (F1)"),
    ("statements.speaker", "and given to the right speaker (F1)"),
    ("events.type", "an act found with the right type (F1)"),
    ("events.dyad", "and with all the right parties (F1)"),
    ("events.full", "and with the right date, status, hedging and claimant (F1)"),
    ("date right", "date right, of the acts found"),
    ("status right", "status right, of the acts found"),
    ("hedged right", "hedging right, of the acts found"),
    ("place_country right", "country of the place right, of the acts found"),
    ("according_to right", "claimant right, of the acts found"),
)
LICENCES = (
    "The program is under the Apache License 2.0. It claims no right in what it writes.",
    "Titles, sentences and statements are words of their outlets and remain theirs: as short quotations with their source they may usually "
    "be shown; whole articles (`jsonl`) may be passed on only with the outlet's leave.",
    "Event types, modes, contexts and sectors are PLOVER's (Open Event Data Alliance, CC BY-SA 4.0); event codes are CAMEO's, their scores "
    "Goldstein's (1992). Cite them.",
    "Places are from GeoNames (CC BY 4.0), items of persons and organisations from Wikidata (CC0).",
)


def write_card(tally: Tally, selection: Selection, shape: Format | None) -> str:
    """The card as Markdown. The same store and choice give the same bytes: it bears no date of its making."""
    blocks = (
        ("# Data set card", _head(tally, shape)),
        ("## What was chosen", _choice(selection, shape)),
        ("## What was left out", _left(tally)),
        ("## Sources", _sources(tally)),
        ("## Events", _events(tally)),
        ("## Versions", _versions(tally)),
        ("## Known error rates", _errors(tally)),
        ("## Persons", _persons(tally, selection)),
        ("## Licences", (f"- {line}" for line in LICENCES)),
        *((("## Columns", _columns()),) if shape and shape.name in ("csv", "parquet") else ()),
    )
    return "\n".join(line for title, lines in blocks for line in (title, "", *lines, ""))


def _head(tally: Tally, shape: Format | None) -> Iterator[str]:
    yield "Events read in news articles by greffier: who did what to whom, when, where, according to whom, how sure the text is of it."
    yield ""
    if shape:
        yield f"- shape: `{shape.name}`, {shape.about}"
    days = f"{tally.first} to {tally.last}" if tally.first else "no article says its day"
    yield f"- articles: {tally.articles}, published {days}"
    yield f"- events: {tally.events}, of which {tally.attributed} are somebody's words and not the article's own"


def _choice(selection: Selection, shape: Format | None) -> Iterator[str]:
    def listed(values: frozenset[str]) -> str:
        return ", ".join(sorted(values)) or "all"

    yield f"- days (of the event, else of its article): {selection.since or 'from the first'} to {selection.until or 'the last'}"
    yield f"- types: {listed(selection.types)}"
    yield f"- statuses: {listed(selection.statuses)}; hedged: {'with' if selection.hedged else 'without'}"
    yield f"- articles that a later version or a correction replaced: {'with' if selection.superseded else 'without'}"
    if shape and shape.facts:
        yield (
            "- this shape has no place for the status of an act, so a reader takes every row for a fact"
            + ("." if selection.statuses and selection.statuses <= FACTS and not selection.hedged
               else ": **acts that are no facts are in it because that was asked for.**")
        )  # fmt: skip


def _left(tally: Tally) -> Iterator[str]:
    yield f"- {tally.superseded} articles that were replaced"
    for reason, n in sorted(tally.left.items()):
        yield f"- {n} events: {reason}"
    for path in tally.damaged:
        yield f"- **the segment {path.name} is damaged: its articles are missing** (`greffier status --check` names them)"


def _sources(tally: Tally) -> Iterator[str]:
    yield from _counted(tally.outlets, "outlet", "articles")
    yield ""
    yield (
        "Languages: " + ", ".join(f"{code or 'not told'} ({n})" for code, n in _ranked(tally.languages)) + "."
    )


def _events(tally: Tally) -> Iterator[str]:
    yield "Only `occurred` and `ongoing` are facts, as the text has it; the others are plans, threats, demands and denials."
    yield ""
    yield from _counted(tally.statuses, "status", "events")
    yield ""
    yield from _counted(tally.types, "type", "events")


def _versions(tally: Tally) -> Iterator[str]:
    for versions, n in _ranked(tally.made_by):
        told = ", ".join(f"{name} {value}" for name, value in versions) or "not told"
        yield f"- {n} articles: {told}"
    if len(tally.made_by) > 1:
        yield "- **More than one version: counts over time may change where the version does. Read the articles again with one.**"


def _errors(tally: Tally) -> Iterator[str]:
    yield "Measured on whole French articles coded by hand, apart from this data set. No version of greffier is released below these figures:"
    yield ""
    floors = read_toml(FLOORS).get("gold", {})
    for name, meaning in FIGURES:
        if name in floors:
            yield f"- {floors[name]:.2f}: {meaning}"
    yield ""
    yield "Most errors are in the parties: check a row against its sentence before it is cited, and a count against a sample of its rows."
    others = sorted(code for code in tally.languages if code and code != "fr")
    if others:
        yield f"Nothing is measured for: {', '.join(others)}."


def _persons(tally: Tally, selection: Selection) -> Iterator[str]:
    if selection.names == "all":
        yield "- **All names are in, those of private persons too (`--names all`).** Victims, suspects and minors may be among them."
        return
    yield (
        f"- {tally.withheld} times a person of an article is called by their role and blacked out in its words: those whom the knowledge "
        f"base does not know and to whom the text gives no public role ({', '.join(sorted(PUBLIC_ROLES))})."
    )
    yield "- Addresses of articles are as they were and may hold a name."


def _columns() -> Iterator[str]:
    yield "| column | kind | meaning |"
    yield "|---|---|---|"
    yield from (f"| {name} | {kind} | {meaning} |" for name, kind, meaning in COLUMNS)


def _counted(counts: Counter[str], what: str, of: str) -> Iterator[str]:
    yield f"| {what} | {of} |"
    yield "|---|---:|"
    ranked = _ranked(counts)
    yield from (f"| {name.replace('|', '/') or 'not told'} | {n} |" for name, n in ranked[:SHOWN])
    if len(ranked) > SHOWN:
        yield f"| {len(ranked) - SHOWN} others | {sum(n for _, n in ranked[SHOWN:])} |"


def _ranked(counts: Counter[T]) -> list[tuple[T, int]]:
    """Most frequent first, those of one number by name."""
    return sorted(counts.items(), key=lambda c: (-c[1], str(c[0])))
