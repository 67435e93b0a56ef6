"""When: an expression of time and the interval that it stands for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from .span import Span

WhenKind = Literal["date", "time", "duration", "set"]


@dataclass(frozen=True, slots=True)
class When:
    """A TIMEX3 expression: its words, value (ISO 8601, ISO-TimeML 1.2.1), and first and last day of the interval.

    `earliest` and `latest` are None where there is no interval (durations, sets, PAST_REF ...).
    """

    id: str
    kind: WhenKind
    span: Span
    value: str
    earliest: date | None = None
    latest: date | None = None
    rule: str = ""
