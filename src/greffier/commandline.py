"""What all commands share: exit statuses, and errors told in one sentence."""

from __future__ import annotations

import sys

import click

from .errors import GreffierError

EXIT_REFUSED = 3  # finished, but some articles were refused, or a check found something


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
