"""Every error that greffier raises on purpose.

GreffierError
├── BadInput        an article, a file or a line of it cannot be read
│   ├── UnknownLanguage   the text is in a language for which there is no folder
│   ├── TooBig            a limit of reading/guard.py was met
│   ├── Damaged           a packed file or a record of an archive is torn or was changed
│   └── MissingExtra      an optional package for this kind of file is not installed; says the command that installs it
├── BadData         a lexicon or knowledge file holds a mistake; says file and line
├── BadStore        a store cannot be opened or written
│   ├── StoreBusy         another process is writing it
│   └── StoreFull         the disk is full
└── MissingModel    the language model of a language is not installed; says the command that installs it
"""

from __future__ import annotations


class GreffierError(Exception):
    """Base of all errors raised on purpose; its text says what happened, where, and what to do next."""


class BadInput(GreffierError):
    """An article, a file or a line of a file that cannot be read."""


class UnknownLanguage(BadInput):
    """The text is in a language for which greffier has no folder."""


class TooBig(BadInput):
    """A limit of `reading.guard` was met."""


class Damaged(BadInput):
    """A packed file or a record of an archive was changed, or (`cut`) ends too early: what follows cannot be read."""

    def __init__(self, message: str, *, cut: bool = False) -> None:
        super().__init__(message)
        self.cut = cut


class MissingExtra(BadInput):
    """An optional package, or one that it needs itself, is missing; `extra` is the one of greffier that brings them."""

    def __init__(self, what: str, error: ImportError, extra: str) -> None:
        missing = error.name or str(error).partition("\n")[0]
        super().__init__(
            f"{what} needs a package that is not installed ({missing}): pip install 'greffier[{extra}]'"
        )


class BadData(GreffierError):
    """A mistake in a lexicon or knowledge file: `file:line: what is wrong. What to do`."""

    def __init__(self, where: str, line: int, problem: str) -> None:
        super().__init__(f"{where}:{line}: {problem}")
        self.where, self.line, self.problem = where, line, problem


class MissingModel(GreffierError):
    """The language model that a language needs is not installed."""


class BadStore(GreffierError):
    """A store that cannot be opened or written."""


class StoreBusy(BadStore):
    """Another process is writing the store; the text names it."""


class StoreFull(BadStore):
    """No room is left where the store lies; what was acknowledged is safe."""
