"""Terms of office in their order: who follows whom, and what cannot be, two holders of one office at a time."""

from __future__ import annotations

from collections.abc import Collection

from ..errors import BadData
from .entries import Term
from .rows import Complain


def in_order(terms: Collection[Term], complain: Complain) -> tuple[Term, ...]:
    """The terms, latest first; two holders of one office at a time are a mistake, but a user's term puts ours aside."""
    own: dict[tuple[str | None, str], list[Term]] = {}
    for term in terms:
        if not _is_ours(term):
            own.setdefault((term.country, term.office), []).append(term)
    kept: list[Term] = []
    last: dict[tuple[str | None, str], Term] = {}
    for term in sorted(terms, key=lambda t: (t.start, t.rule)):
        post = (term.country, term.office)
        if _is_ours(term) and any(_overlap(term, other) for other in own.get(post, ())):
            continue
        before = last.get(post)
        if before and (before.end is None or before.end > term.start_by):
            file, _, line = term.rule.rpartition(":")
            problem = (
                f"the term begins {term.start}, before that of {before.rule} ends ({before.end or 'open'})."
            )
            complain(BadData(file, int(line), f"{problem} Close or move one."))
            continue
        last[post] = term
        kept.append(term)
    return tuple(reversed(kept))


def _is_ours(term: Term) -> bool:
    return "/" not in term.rule  # rows of a user's folder name it


def _overlap(one: Term, two: Term) -> bool:
    """Whether two terms share a day for certain."""
    return (two.end is None or one.start_by < two.end) and (one.end is None or two.start_by < one.end)
