"""Makes a loaded spaCy pipeline faster without changing one result.

Two causes were measured (they halve the time on common server processors):
- the matrix library that spaCy brings runs a generic kernel on processors it does not know; numpy's own is then three times
  as fast, and as fast on the others. It is always taken: a choice by timing could differ from run to run;
- the French lemmatizer looks words up in lists of up to 66,000 entries; as sets they answer at once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from typing import Any

log = logging.getLogger(__name__)


def mend(nlp: Any) -> None:
    """Apply both mends in place."""
    use_numpy(nlp)
    sets = use_sets(nlp)
    log.debug("speed mends: numpy, %s", "sets" if sets else "no word lists to turn into sets")


def use_numpy(nlp: Any) -> None:
    """Let every layer multiply with numpy instead of BLIS."""
    from thinc.api import NumpyOps

    ops = NumpyOps(use_blis=False)
    for _, pipe in nlp.pipeline:
        model: Any = getattr(pipe, "model", None)
        if model is not None and hasattr(model, "walk"):
            for node in model.walk():
                node.ops = ops


def use_sets(nlp: Any) -> bool:
    """Turn the word lists of a rule lemmatizer into sets; says whether there were any."""
    changed = False
    for name, pipe in nlp.pipeline:
        if name != "lemmatizer" or not getattr(pipe, "lookups", None) or "lemma_index" not in pipe.lookups:
            continue
        table = pipe.lookups.get_table("lemma_index")
        for key in list(table):
            if isinstance(table[key], list):
                table[key] = frozenset(table[key])
                changed = True
    return changed


def one_thread() -> AbstractContextManager[Any]:
    """While it lasts, numpy multiplies with one thread: small matrices lose more by sharing than they win.

    Without threadpoolctl nothing is limited; OPENBLAS_NUM_THREADS=1 does the same from outside.
    """
    controller = _controller()
    return nullcontext() if controller is None else controller()


@cache
def _controller() -> Callable[[], AbstractContextManager[Any]] | None:
    try:
        from threadpoolctl import ThreadpoolController
    except ImportError:
        return None
    found = ThreadpoolController()
    return lambda: found.limit(limits=1, user_api="blas")


def in_batches(sizes: Iterator[tuple[Any, int]], limit: int) -> Iterator[list[Any]]:
    """Group things with their sizes into lists whose sizes add up to about `limit`."""
    batch: list[Any] = []
    total = 0
    for thing, size in sizes:
        batch.append(thing)
        total += size
        if total >= limit:
            yield batch
            batch, total = [], 0
    if batch:
        yield batch
