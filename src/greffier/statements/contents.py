"""Which statements hold a stretch of text, found by its place and not by looking at all of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from ..model.span import Span
from ..model.statement import Statement


class Contents:
    """The contents of the statements of an article by their first character."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        found = sorted(
            ((c.start, c.end, n) for n, s in enumerate(statements) for c in s.content),
            key=lambda c: (c[0], -c[1]),
        )
        self.statements = tuple(statements)
        self.found = found
        self.starts = [start for start, _, _ in found]
        self.reach: list[int] = []  # the last character that any content up to here covers
        for _, end, _ in found:
            self.reach.append(max(end, self.reach[-1] if self.reach else 0))

    def around(self, span: Span) -> tuple[Statement, ...]:
        """The statements whose content holds the stretch, innermost first."""
        hits: dict[int, int] = {}
        k = bisect_right(self.starts, span.start) - 1
        while k >= 0 and self.reach[k] >= span.end:
            start, end, n = self.found[k]
            if end >= span.end:
                hits[n] = min(hits.get(n, end - start), end - start)
            k -= 1
        return tuple(self.statements[n] for n in sorted(hits, key=lambda n: (hits[n], n)))
