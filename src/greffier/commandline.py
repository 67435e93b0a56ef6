"""What all commands share: exit statuses, and errors told in one sentence."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .errors import GreffierError

if TYPE_CHECKING:
    from .model.article import Article
    from .reading.files import Refusal

EXIT_REFUSED = 3  # finished, but some articles were refused, or a check found something

LEXICON = click.option(
    "--lexicon",
    type=click.Path(path_type=Path, file_okay=False),
    help="A folder of your own laid over the language's.",
)
PUBLISHED = click.option(
    "--published", metavar="DATE", help="Day of publication (2025-09-03), for articles without one."
)
LANGUAGE = click.option(
    "--language", metavar="CODE", help="Language of all articles (fr); recognised when not given."
)
OUTLET = click.option("--outlet", help="Name of the outlet, for articles without one.")


def read_articles(
    files: Iterable[str], published: str | None, language: str | None, outlet: str | None
) -> Iterator[Article | Refusal]:
    """The articles of all files; what an article does not say of itself is taken from the options."""
    from dataclasses import replace

    from .reading.articles import read_day
    from .reading.files import Refusal, read_any

    day = read_day(published)
    for item in chain.from_iterable(map(read_any, files)):
        if isinstance(item, Refusal):
            yield item
        else:
            yield replace(
                item,
                published=item.published or day,
                language=language or item.language,
                outlet=item.outlet or outlet,
            )


class friendly:
    """Turn an error raised on purpose into one sentence on standard error and exit status 3."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, GreffierError):
            click.echo(f"greffier: {error}", err=True)
            sys.exit(EXIT_REFUSED)
        if isinstance(error, BrokenPipeError):  # `greffier read … | head`
            sys.stderr.close()
            sys.exit(0)
