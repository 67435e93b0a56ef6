"""How many: a number with its range and the thing that it counts."""

from __future__ import annotations

from dataclasses import dataclass

from .span import Span


@dataclass(frozen=True, slots=True)
class Quantity:
    """A counted or measured amount.

    `low` and `high` bound it (None: open on that side), `approximate` marks "environ", "quelque", "une centaine".
    `unit` is the counted noun's lemma or a currency code ("soldat", "EUR"). `what` is killed, injured, displaced,
    detained, troops, money or other, None until an event says what is counted.
    """

    span: Span
    low: float | None
    high: float | None
    approximate: bool = False
    unit: str | None = None
    what: str | None = None
    rule: str = ""
