"""Makes a loaded spaCy pipeline faster without changing one result.

Two causes were measured (they halve the time on common server processors):
- the matrix library that spaCy brings runs a generic kernel on processors it does not know; numpy's own is then three times
  as fast. Which one is faster is found out by a short timing at load;
- the French lemmatizer looks words up in lists of up to 66,000 entries; as sets they answer at once.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from typing import Any

log = logging.getLogger(__name__)

ROWS, WIDTH = 2_000, 288  # about one batch of 2,000 words through a layer of the models
REPEATS = 3
WORTH = 0.9  # change the backend only if it takes less than this share of the time


def mend(nlp: Any, *, faster_backend: bool | None = None) -> dict[str, bool]:
    """Apply both mends in place; says which ones took effect. `faster_backend` decides instead of the timing."""
    wanted = numpy_is_faster() if faster_backend is None else faster_backend
    done = {"numpy": wanted and use_numpy(nlp), "sets": use_sets(nlp)}
    log.debug("speed mends: %s", done)
    return done


def use_numpy(nlp: Any) -> bool:
    """Let every layer multiply with numpy instead of BLIS."""
    from thinc.api import NumpyOps

    ops = NumpyOps(use_blis=False)
    for _, pipe in nlp.pipeline:
        model: Any = getattr(pipe, "model", None)
        if model is not None and hasattr(model, "walk"):
            for node in model.walk():
                node.ops = ops
    return True


def use_sets(nlp: Any) -> bool:
    """Turn the word lists of a rule lemmatizer into sets."""
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


@cache
def numpy_is_faster() -> bool:
    """Whether numpy multiplies faster than BLIS on this machine (a timing of some 50 ms, once a process)."""
    from thinc.api import NumpyOps

    with one_thread():
        return _time(NumpyOps(use_blis=False)) < WORTH * _time(NumpyOps(use_blis=True))


def _time(ops: Any) -> float:
    import numpy

    a = numpy.full((ROWS, WIDTH), 0.5, dtype="f")
    b = numpy.full((WIDTH, WIDTH), 0.25, dtype="f")
    ops.gemm(a, b)  # the first call loads the library
    best = float("inf")
    for _ in range(REPEATS):
        start = time.perf_counter()
        ops.gemm(a, b)
        best = min(best, time.perf_counter() - start)
    return best


def one_thread() -> AbstractContextManager[Any]:
    """While it lasts, numpy multiplies with one thread: small matrices lose more by sharing than they win."""
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
