"""Every error that greffier raises on purpose.

GreffierError
├── BadInput        an article, a file or a line of it cannot be read
│   ├── UnknownLanguage   the text is in a language for which there is no folder
│   └── TooBig            a limit of reading/guard.py was met
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
