"""The command `greffier export`: a store in one of the shapes that other tools read, and the card of the data set."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .commandline import EXIT_REFUSED, friendly

if TYPE_CHECKING:
    from .export.selection import Selection, Tally
    from .export.shape import Format

# Names alone: `greffier --help` loads nothing of the shapes. tests/test_export_command.py holds them to export/formats.py.
SHAPES = ("csv", "parquet", "parquet-tables", "jsonl", "plover", "phoenix", "petrarch", "gdelt", "followthemoney", "jsonld", "graphml")  # fmt: skip
FILE = click.Path(path_type=Path)


@click.command()
@click.option(
    "--store", "folder", type=click.Path(path_type=Path, file_okay=False), required=True, help="The store."
)
@click.option(
    "--format",
    "name",
    type=click.Choice(SHAPES),
    help="The shape; may be left out where only the card is wanted.",
)
@click.option(
    "--out",
    type=FILE,
    help="File to write, or folder for a shape of several files; standard output when not given.",
)
@click.option(
    "--since", metavar="DATE", help="First day of the events (their own day, else their article's)."
)
@click.option("--until", metavar="DATE", help="Last day of the events.")
@click.option(
    "--type", "types", multiple=True, metavar="TYPE", help="Only this PLOVER type; may be repeated."
)
@click.option(
    "--status", "statuses", multiple=True, metavar="STATUS", help="Only this status; may be repeated."
)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="All statuses and hedged acts, also in shapes that have no place for a status.",
)
@click.option(
    "--superseded", is_flag=True, help="Also articles that a later version or a correction replaced."
)
@click.option(
    "--names",
    type=click.Choice(["public", "all"]),
    help="public: persons without a public role are called by their role and blacked out in the text (default, except for jsonl); all: every name.",
)
@click.option(
    "--delimiter",
    default=",",
    show_default=True,
    help="Between the cells of CSV: a comma, a semicolon, a tab (\\t) or |.",
)
@click.option(
    "--encoding",
    type=click.Choice(["utf-8", "utf-8-sig"]),
    default="utf-8",
    show_default=True,
    help="Of CSV; utf-8-sig is what Excel wants.",
)
@click.option(
    "--card",
    type=FILE,
    help="Write the card of the data set: sources, days, versions, error rates, licences.",
)
def export(**given: Any) -> None:
    """Write the events of a store in a shape that other tools read.

    Shapes without a status (plover, phoenix, petrarch, gdelt, followthemoney, jsonld, graphml) hold facts only: what occurred or goes
    on, and is not hedged; --status or --all asks for more. What is left out is counted in the card. docs/export.md tells what each shape holds.
    """  # fmt: skip
    with friendly():
        _export(**given)


def _export(
    folder: Path,
    name: str | None,
    out: Path | None,
    delimiter: str,
    encoding: str,
    card: Path | None,
    everything: bool,
    **chosen: Any,
) -> None:
    from .export import exporting
    from .export.formats import FORMATS
    from .export.shape import Options
    from .store.folder import open_store

    if name is None and card is None:
        raise click.UsageError("Give --format, or --card for the card alone.")
    shape = FORMATS[name] if name else None
    selection = _selection(shape, everything, **chosen)
    store = open_store(folder)
    if shape is None:
        tally = exporting.count(store, selection)
    else:
        options = Options({"\\t": "\t"}.get(delimiter, delimiter), encoding)
        target = sys.stdout.buffer if out is None or str(out) == "-" else out
        tally = exporting.export(store, shape, target, selection, options)
    if card is not None:
        exporting.put_card(card, tally, selection, shape)
    _report(tally, selection, shape)


def _selection(
    shape: Format | None,
    everything: bool,
    since: str | None,
    until: str | None,
    types: tuple[str, ...],
    statuses: tuple[str, ...],
    superseded: bool,
    names: Any,
) -> Selection:
    from .export.exporting import facts
    from .export.selection import Selection
    from .reading.articles import read_day

    if everything and statuses:
        raise click.UsageError("--all and --status contradict each other.")
    selection = Selection(
        since=read_day(since),
        until=read_day(until),
        types=frozenset(t.upper() for t in types),
        statuses=frozenset(s.lower() for s in statuses),
        superseded=superseded,
        names=names or (shape.names if shape else "public"),
    )
    return facts(selection) if shape and shape.facts and not everything else selection


def _report(tally: Tally, selection: Selection, shape: Format | None) -> None:
    """What was written and what not, on standard error."""
    left = ", ".join(f"{n} {reason}" for reason, n in sorted(tally.left.items()))
    click.echo(
        f"{tally.events} events of {tally.articles} articles"
        + (f"; left out: {left}" if left else "")
        + (f"; {tally.superseded} replaced articles left out" if tally.superseded else "")
        + (f"; {tally.withheld} private names withheld (--names all keeps them)" if tally.withheld else "")
        + ".",
        err=True,
    )
    if selection.names == "all" and shape is not None:
        click.echo("All names are in it, those of private persons too.", err=True)
    for path in tally.damaged:
        click.echo(f"{path}: damaged, its articles are missing. Try: greffier status --check", err=True)
    if tally.damaged:
        sys.exit(EXIT_REFUSED)
