"""The commands `greffier kb ...`: check, look up, extend and import the knowledge base."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from .commandline import EXIT_REFUSED, friendly

FOLDER = click.Path(path_type=Path, file_okay=False)
KNOWLEDGE = click.option(
    "--knowledge", type=FOLDER, help="A folder of your own laid over the knowledge base."
)


@click.group()
def kb() -> None:
    """The knowledge base: who and where is meant, at which date, by which row of which file."""


@kb.command()
@click.argument("folder", type=FOLDER, required=False)
def check(folder: Path | None) -> None:
    """Check our files, with FOLDER (your own) laid over them: every mistake with file and line."""
    with friendly():
        from .knowledge.check import check_knowledge, count_rows

        problems = check_knowledge(folder)
        for problem in problems:
            click.echo(problem, err=True)
        counts = count_rows(folder)
        rows = ", ".join(f"{n} {file.removesuffix('.csv')}" for file, n in counts.items())
        click.echo(
            f"{sum(counts.values())} rows ({rows}): {len(problems) or 'no'} problem{'s' * (len(problems) != 1)}."
        )
        if problems:
            sys.exit(EXIT_REFUSED)


@kb.command()
@click.argument("name")
@click.option("--on", metavar="DATE", help="The day that counts (2025-09-03; default: today's rows).")
@KNOWLEDGE
def lookup(name: str, on: str | None, knowledge: Path | None) -> None:
    """Show what a NAME, an adjective ("russe") or a post ("RUS:MFA") means, with the rows that say so."""
    with friendly():
        from .knowledge.asking import ask
        from .reading.articles import read_day

        lines = ask(name, read_day(on), knowledge)
        for line in lines:
            click.echo(line)
        if not lines:
            click.echo(f"{name}: not in the knowledge base.")
            sys.exit(EXIT_REFUSED)


@kb.command()
@click.argument("folder", type=FOLDER)
def start(folder: Path) -> None:
    """Make FOLDER with empty files of the right columns, to be filled in a spreadsheet."""
    with friendly():
        from .knowledge.asking import start_folder

        for path in start_folder(folder):
            click.echo(path)


@kb.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--into", type=FOLDER, required=True, help="Your folder, made if it is not there.")
def import_(file: Path, into: Path) -> None:
    """Take FILE into a folder of your own: CSV, Wikidata entities (JSON) or FollowTheMoney (JSON lines)."""
    with friendly():
        from .knowledge.check import check_knowledge
        from .knowledge.imports.taking import import_file

        written = import_file(file, into)
        for left in written.left:
            click.echo(f"left out: {left}", err=True)
        rows = ", ".join(f"{n} rows of {f}" for f, n in written.rows.items()) or "nothing"
        click.echo(f"{into}: {rows}; {len(written.left)} left out.")
        problems = check_knowledge(into)
        for problem in problems:
            click.echo(problem, err=True)
        if problems:
            sys.exit(EXIT_REFUSED)
