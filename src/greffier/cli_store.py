"""The commands of a store: ingest, status, sources, query, index, forget."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .cli_knowledge import KNOWLEDGE
from .commandline import EXIT_REFUSED, LANGUAGE, LEXICON, OUTLET, PUBLISHED, friendly, read_articles

if TYPE_CHECKING:
    from .ingesting import Summary
    from .store.index import Answer

STORE = click.option(
    "--store",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="The store's folder.",
)
FORMAT = click.option(
    "--format", "shape", type=click.Choice(["table", "csv", "jsonl"]), default="table", help="What to print."
)
COUNT_UP_TO = 2_000  # items looked at beforehand, so that an ordinary folder knows its end
STOPPED = {signal.SIGINT: 130, signal.SIGTERM: 143}


class _Stop(BaseException):
    """A signal asked the program to stop."""

    def __init__(self, number: int) -> None:
        self.number = number


@click.command()
@click.argument("paths", nargs=-1, metavar="PATH...")
@STORE
@click.option("--again", is_flag=True, help="Read anew what an older version made, and what was refused.")
@click.option("--workers", type=click.IntRange(1), help="Processes that read (default: one a core).")
@PUBLISHED
@LANGUAGE
@OUTLET
@LEXICON
@KNOWLEDGE
def ingest(
    paths: tuple[str, ...],
    folder: Path,
    again: bool,
    workers: int | None,
    published: str | None,
    language: str | None,
    outlet: str | None,
    lexicon: Path | None,
    knowledge: Path | None,
) -> None:
    """Read articles from PATH... (files, folders, archives, - for standard input) into a store.

    What the store has already is not read again: a run that was interrupted is given once more and goes on.
    """
    if not paths and not again:
        raise click.UsageError("Give files or folders, or --again.")
    with friendly():
        from .ingesting import ingest as fill
        from .reader import Options

        options = Options(language, lexicon, knowledge)
        items = read_articles(paths, published, language, outlet)
        first = list(islice(items, COUNT_UP_TO))
        total = len(first) if len(first) < COUNT_UP_TO else None
        acknowledged = 0

        def count(lines: int) -> None:
            nonlocal acknowledged
            acknowledged += lines

        try:
            with _stoppable(), _progress(total, count) as advance:
                summary = fill(
                    chain(first, items),
                    folder,
                    options=options,
                    workers=workers,
                    again=again,
                    advance=advance,
                )
        except _Stop as stop:
            click.echo(
                f"Stopped. {acknowledged} more articles are safe in {folder}; give the same command again to go on.",
                err=True,
            )
            sys.exit(STOPPED[signal.Signals(stop.number)])
        _tell(summary, folder)
    if summary.counts["refused"]:
        sys.exit(EXIT_REFUSED)


def _tell(summary: Summary, folder: Path) -> None:
    for path in summary.damaged:
        click.echo(f"{path}: damaged and set aside; give its articles again.", err=True)
    parts = [f"{n} {status}" for status, n in summary.counts.items() if n]
    parts += [f"{summary.known} known already"] if summary.known else []
    parts += [f"{summary.again} read again"] if summary.again else []
    parts += [f"{summary.skipped} hidden files passed over"] if summary.skipped else []
    click.echo(f"{folder}: {', '.join(parts) or 'nothing given'}.")


@contextmanager
def _stoppable() -> Iterator[None]:
    """Turn Ctrl-C and SIGTERM into an orderly end: what was read is written, the rest is left."""

    def stop(number: int, frame: object) -> None:
        raise _Stop(number)

    before = {s: signal.signal(s, stop) for s in STOPPED}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _progress(total: int | None, count: Callable[[int], None]) -> Iterator[Callable[[int], None]]:
    """A bar with rate and time left on a terminal; a line for each segment elsewhere."""
    if not sys.stderr.isatty():
        done = 0

        def say(lines: int) -> None:
            nonlocal done
            count(lines)
            done += lines
            click.echo(f"{done} of {total} articles" if total else f"{done} articles", err=True)

        yield say
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    speed = TextColumn("{task.fields[rate]}")
    columns = (TextColumn("ingesting"), BarColumn(), MofNCompleteColumn(), speed, TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), redirect_stdout=False) as bar:
        task = bar.add_task("ingesting", total=total, rate="")

        def advance(lines: int) -> None:
            count(lines)
            bar.advance(task, lines)
            spent = bar.tasks[0].elapsed or 0
            bar.update(task, rate=f"{bar.tasks[0].completed / spent:.1f}/s" if spent else "")

        yield advance


@click.command()
@STORE
@click.option("--check", is_flag=True, help="Read every file against its checksum.")
def status(folder: Path, check: bool) -> None:
    """Add up the ledger: every article given is read, partly read, refused, a copy, or kept out."""
    with friendly():
        from .store.folder import open_store
        from .store.overview import look_over

        found = look_over(open_store(folder), check=check)
        click.echo(f"{found.given} articles given")
        for name, number in found.lines.items():
            click.echo(f"  {number:>9} {name}")
        click.echo(
            f"{found.articles} articles ({found.superseded} superseded), {found.statements} statements, {found.events} events "
            f"in {found.segments} segments ({found.unindexed} outside the index)"
        )
        for path in found.damaged:
            click.echo(f"{path}: damaged. Give its articles to greffier ingest again.", err=True)
        if not found.adds_up:
            click.echo("The ledger does not add up: an article has no record, or a record no line.", err=True)
        if found.damaged or not found.adds_up:
            sys.exit(EXIT_REFUSED)


@click.command()
@STORE
@FORMAT
def sources(folder: Path, shape: str) -> None:
    """List the outlets of a store with their articles, days, languages, statements and events."""
    with friendly():
        from dataclasses import astuple, fields

        from .store.folder import open_store
        from .store.index import Answer
        from .store.overview import Source, list_sources

        rows = [astuple(s) for s in list_sources(open_store(folder))]
        _print(Answer(tuple(f.name for f in fields(Source)), rows), shape)


QUESTIONS = {
    "dyad": 2,
    "actor": 1,
    "recipient": 1,
    "party": 1,
    "place": 1,
    "type": 1,
    "status": 1,
    "claimant": 1,
    "all": 0,
}


@click.command()
@click.argument("question", type=click.Choice(list(QUESTIONS)), required=False)
@click.argument("values", nargs=-1)
@STORE
@click.option(
    "--by",
    type=click.Choice(["day", "month", "year", "type", "status", "outlet", "place"]),
    help="Count instead of listing.",
)
@click.option("--type", "kind", help="Only this PLOVER type.")
@click.option("--status", help="Only this status.")
@click.option("--place", help="Only in this country (FRA) or place.")
@click.option("--outlet", help="Only of this outlet.")
@click.option("--since", metavar="DATE", help="From this day on.")
@click.option("--until", metavar="DATE", help="Up to this day.")
@click.option("--directed", is_flag=True, help="Of a dyad only what the first does to the second.")
@click.option("--superseded", is_flag=True, help="With articles of which a later version is there.")
@click.option("--rows", default=1_000, show_default=True, type=click.IntRange(1), help="At most so many.")
@click.option("--sql", help="One SELECT over the tables of docs/store.md instead of a question.")
@click.option("--seconds", default=5.0, show_default=True, help="How long the SELECT may take.")
@FORMAT
def query(
    question: str | None, values: tuple[str, ...], folder: Path, by: str | None, kind: str | None, status: str | None,
    place: str | None, outlet: str | None, since: str | None, until: str | None, directed: bool, superseded: bool,
    rows: int, sql: str | None, seconds: float, shape: str,
) -> None:  # fmt: skip
    """Ask a store: dyad RUS UKR, actor "Emmanuel Macron", place MLI, type ASSAULT, status planned, claimant KOR, or all.

    A party is a country code, a name or an item of Wikidata. --by month counts.
    """
    if (sql is None) == (question is None):
        raise click.UsageError("Give a question or --sql.")
    if question is not None and len(values) != QUESTIONS[question]:
        raise click.UsageError(f"{question} takes {QUESTIONS[question]} values, {len(values)} are given.")
    with friendly():
        from .reading.articles import read_day
        from .store.folder import open_store
        from .store.index import ask_sql
        from .store.questions import Question, ask

        store = open_store(folder)
        if sql is not None:
            answer = ask_sql(store, sql, rows=rows, seconds=seconds)
        else:
            limits: dict[str, Any] = {
                "type": kind, "status": status, "place": place, "outlet": outlet, "since": read_day(since),
                "until": read_day(until), "directed": directed, "superseded": superseded,
            }  # fmt: skip
            if question == "dyad":
                limits["dyad"] = values
            elif question not in (None, "all"):
                limits[question] = values[0]
            answer = ask(store, Question(**limits), by=by, rows=rows)
        _print(answer, shape)
        if answer.cut:
            click.echo(f"There are more than {rows} rows: give --rows.", err=True)


@click.command()
@STORE
def index(folder: Path) -> None:
    """Gather the segments of a store anew, so that questions are answered faster."""
    with friendly():
        from .store.folder import open_store, writing
        from .store.index import build_index
        from .store.plan import carry_out
        from .store.segments import sweep

        store = open_store(folder)
        with writing(store):
            carry_out(store)
            sweep(store)
            built = build_index(store)
        click.echo(f"{built.path}: {len(built.covers)} segments gathered.")


@click.command()
@STORE
@click.option("--article", metavar="KEY", help="The key, id or address of an article: all of it goes.")
@click.option("--person", metavar="NAME", help="A person's full name: it is masked wherever it stands.")
def forget(folder: Path, article: str | None, person: str | None) -> None:
    """Take an article, or a person's name, out of every file of a store, and keep it out from now on."""
    if (article is None) == (person is None):
        raise click.UsageError("Give --article or --person.")
    with friendly():
        from .store.folder import open_store, writing
        from .store.forgetting import forget_article, forget_person

        store = open_store(folder)
        with writing(store):
            receipt = forget_article(store, article) if article else forget_person(store, person or "")
        click.echo(
            f"Forgotten: {receipt.kind} {receipt.hash}, {receipt.articles} articles in {receipt.segments} segments. Keep this line as receipt."
        )


def _print(answer: Answer, shape: str) -> None:
    if shape == "jsonl":
        import json

        for row in answer.rows:
            click.echo(
                json.dumps(dict(zip(answer.columns, row, strict=True)), ensure_ascii=False, default=str)
            )
    elif shape == "csv":
        import csv

        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(answer.columns)
        writer.writerows(answer.rows)
    else:
        from rich.console import Console
        from rich.table import Table

        table = Table(*answer.columns, box=None, header_style="bold")
        for row in answer.rows:
            table.add_row(*("" if v is None else str(v) for v in row))
        Console(highlight=False).print(table)


COMMANDS: Iterable[click.Command] = (ingest, status, sources, query, index, forget)
