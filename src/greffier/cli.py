"""The command line: parse options, call one function of the library, print.

Records go to standard output, progress and refusals to standard error. Exit status: 0 all read; 3 finished, some articles
refused; 2 wrong usage; 1 a fault of greffier.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import __version__
from .cli_export import export
from .cli_knowledge import KNOWLEDGE, kb
from .cli_store import COMMANDS
from .commandline import EXIT_REFUSED, LANGUAGE, LEXICON, OUTLET, PUBLISHED, friendly, read_articles

if TYPE_CHECKING:
    from .model.article import Article
    from .model.record import Record
    from .reading.files import Refusal

PROGRESS_FROM = 10  # articles; fewer are done before a bar would be read
COUNT_UP_TO = 2_000  # articles looked at beforehand, so that the bar of an ordinary file knows its end


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="greffier")
def main() -> None:
    """Read news articles and write down who did what to whom, when, where, according to whom, and how sure."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--format", "shape", type=click.Choice(["table", "json", "jsonl"]), default="table", help="What to print."
)
@PUBLISHED
@LANGUAGE
@OUTLET
@LEXICON
@KNOWLEDGE
def read(
    files: tuple[str, ...],
    shape: str,
    published: str | None,
    language: str | None,
    outlet: str | None,
    lexicon: Path | None,
    knowledge: Path | None,
) -> None:
    """Read articles from FILE... and print what they say.

    FILE is text, JSON or JSON Lines, a web page, a feed, a web archive, NewsML-G2, NITF or ninjs, packed or in a zip or
    tar, a folder of such files, - for standard input, or an address that begins with http:// or https:// (nothing else
    goes to the network). What a file is shows in its content; its name does not count.

    A table for people, JSON for programs: one record a line with --format jsonl.
    """
    with friendly():
        from .model.record import Record

        printer = _Printer(shape)
        done = refused = 0
        for result in _with_progress(
            read_articles(files, published, language, outlet), _reader(language, lexicon, knowledge)
        ):
            skipped = not isinstance(result, Record) and result.skipped
            done += not skipped
            refused += not printer.show(result) and not skipped
    if refused:
        click.echo(f"{refused} of {done} articles refused.", err=True)
        sys.exit(EXIT_REFUSED)


@main.command()
@click.argument("file", metavar="FILE")
@click.argument("event", required=False)
@click.option(
    "--article",
    "wanted",
    metavar="ID",
    help="Which article of a file that holds several (default: the first).",
)
@PUBLISHED
@LANGUAGE
@LEXICON
@KNOWLEDGE
def explain(
    file: str,
    event: str | None,
    wanted: str | None,
    published: str | None,
    language: str | None,
    lexicon: Path | None,
    knowledge: Path | None,
) -> None:
    """Show for each field the sentence, its words underlined, and the line of the lexicon that fired.

    EVENT (e2, or s1 for a statement) shows one; without it also the sentences that gave nothing, and why.
    """
    with friendly():
        from .explaining import explain as explain_record
        from .output.reasons import print_explanation
        from .reading.files import Refusal

        items = list(read_articles((file,), published, language, None))
        item = next((a for a in items if wanted is None or getattr(a, "id", None) == wanted), None)
        if item is None:
            raise click.UsageError(f"{file} holds no article {wanted!r}.")
        result: Record | Refusal = next(_reader(language, lexicon, knowledge)([item]))
        if isinstance(result, Refusal):
            click.echo(f"{result.where}: {result.reason}", err=True)
            sys.exit(EXIT_REFUSED)
        print_explanation(explain_record(result, event), _console())


@main.command("eval")
@click.argument("gold", type=click.Path(exists=True, path_type=Path))
@click.argument("output", type=click.Path(exists=True, path_type=Path), required=False)
@click.option("--json", "as_json", is_flag=True, help="Figures as one JSON object.")
@click.option("--misses", is_flag=True, help="List what was missed and what was wrongly said.")
def evaluate(gold: Path, output: Path | None, as_json: bool, misses: bool) -> None:
    """Score the records of OUTPUT (JSON Lines) against GOLD.

    GOLD is a folder of gold records, a folder of TimeML files, a file of attributed quotations, a table of constructions
    or, without OUTPUT, a list of classified conditionals or a folder of annotated names (*.ann).
    """
    with friendly():
        from .evaluation.command import evaluate as score

        click.echo(score(gold, output, as_json=as_json, misses=misses))


@main.command()
@click.argument("shared", type=click.Path(path_type=Path), default=Path("../shared"))
@click.option("--floors", type=click.Path(path_type=Path), help="Another file of floors.")
def gate(shared: Path, floors: Path | None) -> None:
    """Score the development gold under SHARED and fail below the pinned floors; skip when it is absent."""
    with friendly():
        from .evaluation.gate import run_gate

        passed, report = run_gate(shared, floors)
        click.echo(report)
        if not passed:
            sys.exit(1)


@main.command()
@click.argument("shared", type=click.Path(path_type=Path), default=Path("../shared"))
def accuracy(shared: Path) -> None:
    """Measure the development sets under SHARED and print the page docs/accuracy.md."""
    with friendly():
        from .evaluation.accuracy import accuracy_page

        click.echo(accuracy_page(shared), nl=False)


@main.command()
def schema() -> None:
    """Print the JSON Schema of a record."""
    import json

    from .model.interchange import load_schema

    click.echo(json.dumps(load_schema(), ensure_ascii=False, indent=1))


@main.command()
def codebook() -> None:
    """Print the codebook as Markdown: types, modes, statuses, contexts, sectors, CAMEO codes, and what we decided."""
    with friendly():
        from .ontology.codebook import write_codebook

        click.echo(write_codebook(), nl=False)


for command in (kb, *COMMANDS, export):
    main.add_command(command)


@main.group()
def lexicon() -> None:
    """The lexicon of a language: what every row says and whether its examples hold."""


@lexicon.command("check")
@click.argument("language", default="fr")
@LEXICON
def lexicon_check(language: str, lexicon: Path | None) -> None:
    """Run every example of every row of the LANGUAGE's lexicon."""
    with friendly():
        from .language.registry import load_language
        from .lexicon_check import check_lexicon

        result = check_lexicon(load_language(language, lexicon=lexicon))
        for failure in result.failures:
            click.echo(str(failure), err=True)
        click.echo(result.summary())
        if result.failures:
            sys.exit(EXIT_REFUSED)


@lexicon.command("missing")
@click.argument("corpus", nargs=-1, required=True)
@click.option("--language", default="fr", show_default=True)
@click.option(
    "--least", default=2, show_default=True, help="How often a predicate must stand between two actors."
)
@LEXICON
def lexicon_missing(corpus: tuple[str, ...], language: str, least: int, lexicon: Path | None) -> None:
    """List the frequent predicates between two political actors in CORPUS that no row of the lexicon names."""
    with friendly():
        from .language.registry import load_language
        from .lexicon_use import missing

        for row in missing(
            read_articles(corpus, None, language, None), load_language(language, lexicon=lexicon), least=least
        ):
            click.echo(str(row))


@lexicon.command("unused")
@click.argument("corpus", nargs=-1, required=True)
@click.option("--language", default="fr", show_default=True)
@LEXICON
def lexicon_unused(corpus: tuple[str, ...], language: str, lexicon: Path | None) -> None:
    """List the rows of the lexicon that code no event in CORPUS."""
    with friendly():
        from .language.registry import load_language
        from .lexicon_use import unused

        for row in unused(
            read_articles(corpus, None, language, None), load_language(language, lexicon=lexicon)
        ):
            click.echo(row.rule)


class _Printer:
    """Prints results in one of the formats; `show` says whether the result was a record."""

    def __init__(self, shape: str) -> None:
        self.shape = shape

    def show(self, result: Record | Refusal) -> bool:
        from .model.record import Record

        if not isinstance(result, Record):
            click.echo(f"{result.where}: {result.reason}", err=True)
            return False
        if self.shape == "table":
            from .output.table import print_record

            print_record(result, _console())
        else:
            import json

            from .model.interchange import record_to_dict, record_to_json

            if self.shape == "jsonl":
                click.echo(record_to_json(result))
            else:
                click.echo(json.dumps(record_to_dict(result), ensure_ascii=False, indent=1))
        return True


def _console() -> Any:
    from rich.console import Console

    return Console(highlight=False, soft_wrap=False)


Reader = Callable[[Iterable["Article | Refusal"]], Iterator["Record | Refusal"]]


def _reader(language: str | None, lexicon: Path | None, knowledge: Path | None) -> Reader:
    from .reader import read_many

    return partial(read_many, language=language, lexicon=lexicon, knowledge=knowledge)


def _with_progress(articles: Iterator[Article | Refusal], reader: Reader) -> Iterator[Record | Refusal]:
    first = list(islice(articles, COUNT_UP_TO))
    results = reader(chain(first, articles))
    if len(first) < PROGRESS_FROM or not sys.stderr.isatty():
        yield from results
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), redirect_stdout=False) as progress:
        task = progress.add_task("reading", total=len(first) if len(first) < COUNT_UP_TO else None)
        for result in results:
            yield result
            progress.advance(task)
