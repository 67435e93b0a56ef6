"""greffier reads news articles and keeps a sourced record of them.

>>> import greffier
>>> record = greffier.read("Paris a expulsé deux diplomates russes.")  # doctest: +SKIP
>>> record.events[0].type  # doctest: +SKIP
'SANCTION'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .errors import GreffierError

if TYPE_CHECKING:
    from .explaining import explain
    from .ingesting import ingest
    from .model.record import Record
    from .reader import read, read_many
    from .reading.files import read_any as read_articles
    from .store.folder import open_store
    from .store.index import ask_sql
    from .store.questions import Question, ask

__version__ = "0.1.0"
__all__ = [
    "GreffierError", "Question", "Record", "__version__", "ask", "ask_sql", "explain", "ingest", "open_store", "read",
    "read_articles", "read_many",
]  # fmt: skip

# The reader pulls in the language model's library; it is loaded when it is first asked for, so that `greffier --help`
# and programs that only look at records start at once.
_LAZY = {
    "Question": (".store.questions", "Question"),
    "Record": (".model.record", "Record"),
    "ask": (".store.questions", "ask"),
    "ask_sql": (".store.index", "ask_sql"),
    "explain": (".explaining", "explain"),
    "ingest": (".ingesting", "ingest"),
    "open_store": (".store.folder", "open_store"),
    "read": (".reader", "read"),
    "read_articles": (".reading.files", "read_any"),
    "read_many": (".reader", "read_many"),
}


def __getattr__(name: str) -> Any:
    if name in _LAZY:
        from importlib import import_module

        module, inner = _LAZY[name]
        return getattr(import_module(module, __name__), inner)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
