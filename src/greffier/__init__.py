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
    from .model.record import Record
    from .reader import read, read_many

__version__ = "0.1.0"
__all__ = ["GreffierError", "Record", "__version__", "explain", "read", "read_many"]

# The reader pulls in the language model's library; it is loaded when it is first asked for, so that `greffier --help`
# and programs that only look at records start at once.
_LAZY = {"read": ".reader", "read_many": ".reader", "explain": ".explaining", "Record": ".model.record"}


def __getattr__(name: str) -> Any:
    if name in _LAZY:
        from importlib import import_module

        return getattr(import_module(_LAZY[name], __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
