"""How many: a number with its range, the kind of count that it is, and the thing that it counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .span import Span

Kind = Literal["exact", "about", "at_least", "at_most", "between", "order", "share"]
Reach = tuple[float | None, float | None]

PERCENT = "%"  # the unit of shares


@dataclass(frozen=True, slots=True)
class Quantity:
    """A counted or measured amount.

    `low` and `high` bound it (None: open on that side), `approximate` marks "environ", "quelque", "une centaine".
    `kind` says how it is counted: exact, about ("environ 50"), at_least, at_most, between ("entre 20 et 30"), order (of
    magnitude: "des milliers"), share (an exact part of a whole, in percent: "la moitié des députés").
    `reach` is what the words leave room for, by the conventions of mentions/quantities.py: 45 to 55 for "environ 50".
    `unit` is the counted noun's lemma, a currency code or "%" ("soldat", "EUR"); `of` the noun of the whole of which a
    percentage is. `what` is killed, injured, displaced, detained, troops, money or other, None until an event says
    what is counted.
    """

    span: Span
    low: float | None
    high: float | None
    approximate: bool = False
    unit: str | None = None
    what: str | None = None
    rule: str = ""
    kind: Kind = "exact"
    reach: Reach | None = None
    of: str | None = None

    @property
    def room(self) -> Reach:
        """What the words leave room for, as far as it is known: `reach`, else the bounds."""
        return (self.low, self.high) if self.reach is None else self.reach


def kind_of(low: float | None, high: float | None, approximate: bool, unit: str | None) -> Kind:
    """The kind of an amount whose record does not say it (those written before `kind` was)."""
    if low is None:
        return "at_most"
    if high is None:
        return "at_least"
    if low < high:
        return "between"
    if approximate:
        return "about"
    return "share" if unit == PERCENT else "exact"
