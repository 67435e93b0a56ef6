"""The calendar without any language: days, weeks, months and seasons as periods with a TIMEX3 value.

>>> month(2024, 2)
Period(value='2024-02', earliest=datetime.date(2024, 2, 1), latest=datetime.date(2024, 2, 29))
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Literal

Direction = Literal["past", "future", "before", "after", "near"]

SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # meteorological seasons: whole months, three each
UNIT_CODE = {"year": "Y", "month": "M", "week": "W", "day": "D", "hour": "H", "minute": "M", "second": "S"}
SMALLER = {"year": (12, "month"), "month": (30, "day"), "week": (7, "day")}  # of which half a unit is counted
CLOCK_UNITS = {"hour", "minute", "second"}
MULTIPLES = {"decade": (10, "year"), "century": (100, "year"), "quarter": (3, "month"), "half": (6, "month"),
             "weekend": (1, "week")}  # fmt: skip

AHEAD_COSTS = 3  # without a hint, 19 April read in December is the last one, 7 January the next
UNKNOWN = {"year": "XXXX", "month": "XXXX-XX", "week": "XXXX-WXX", "weekend": "XXXX-WXX-WE", "day": "XXXX-XX-XX",
           "decade": "XXX", "century": "XX", "quarter": "XXXX-QX", "half": "XXXX-HX"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Period:
    """A TIMEX3 value and the first and last day of the interval (None where there is none)."""

    value: str
    earliest: date | None = None
    latest: date | None = None


def valid_day(y: int, m: int, d: int) -> date | None:
    """The date, or None if the calendar has no such day (31 June)."""
    try:
        return date(y, m, d)
    except ValueError:
        return None


def day(d: date, time: str = "") -> Period:
    """One day, or a time of that day: `time` is "T14:30", "TEV" or empty."""
    return Period(d.isoformat() + time, d, d)


def between(first: date, last: date) -> Period:
    """From one day to another as A/B."""
    return Period(f"{first.isoformat()}/{last.isoformat()}", first, last)


def week(d: date) -> Period:
    """Monday to Sunday around a day."""
    monday = d - timedelta(days=d.weekday())
    return between(monday, monday + timedelta(days=6))


def weekend(d: date) -> Period:
    """Saturday and Sunday of the week of a day."""
    saturday = d - timedelta(days=d.weekday()) + timedelta(days=5)
    return between(saturday, saturday + timedelta(days=1))


def month(y: int, m: int) -> Period:
    return Period(f"{y:04d}-{m:02d}", date(y, m, 1), date(y, m, monthrange(y, m)[1]))


def months(y: int, first: int, last: int) -> Period:
    """From one month to another of the same year as 2023-01/2023-06."""
    return Period(f"{y:04d}-{first:02d}/{y:04d}-{last:02d}", date(y, first, 1), month(y, last).latest)


def year(y: int) -> Period:
    return Period(f"{y:04d}", date(y, 1, 1), date(y, 12, 31))


def years(first: int, last: int) -> Period:
    return Period(f"{first:04d}/{last:04d}", date(first, 1, 1), date(last, 12, 31))


def decade(y: int) -> Period:
    """The ten years that share three figures with `y`; the value is those three figures ("199")."""
    y -= y % 10
    return Period(f"{y // 10:03d}", date(max(1, y), 1, 1), date(y + 9, 12, 31))


def century(n: int) -> Period:
    """The n-th century; the value is the first two figures of its years ("19" for the twentieth)."""
    return Period(f"{n - 1:02d}", date(max(1, (n - 1) * 100), 1, 1), date(n * 100 - 1, 12, 31))


def season(y: int, code: str) -> Period:
    """A season of a year, SP SU FA WI; the winter of a year begins in its December."""
    first = SEASON_START[code]
    last = month(y + 1, 2) if code == "WI" else month(y, first + 2)
    return Period(f"{y:04d}-{code}", date(y, first, 1), last.latest)


def unit_period(d: date, unit: str) -> Period:
    """The period of this unit that holds a day."""
    if unit == "year":
        return year(d.year)
    if unit == "month":
        return month(d.year, d.month)
    if unit == "week":
        return week(d)
    if unit == "weekend":
        return weekend(d)
    if unit == "decade":
        return decade(d.year)
    if unit == "century":
        return century(d.year // 100 + 1)
    if unit == "quarter":
        first = (d.month - 1) // 3 * 3 + 1
        return months(d.year, first, first + 2)
    if unit == "half":
        return months(d.year, 1, 6) if d.month < 7 else months(d.year, 7, 12)
    return day(d)


def unknown(unit: str) -> Period:
    """A period of this unit of which only the unit is known: "hier" in an article without a date."""
    return Period(UNKNOWN.get(unit, UNKNOWN["day"]))


def shift(d: date, n: float, unit: str) -> date | None:
    """The day `n` units later (earlier below zero), half a unit in the next smaller one; None when it leaves the calendar."""
    factor, unit = MULTIPLES.get(unit, (1, unit))
    whole, rest = divmod(abs(n) * factor, 1)
    sign = -1 if n < 0 else 1
    moved = _shift(d, sign * int(whole), unit)
    if not rest or moved is None or unit not in SMALLER:
        return moved
    parts, smaller = SMALLER[unit]
    return _shift(moved, sign * int(rest * parts), smaller)


def _shift(d: date, n: int, unit: str) -> date | None:
    try:
        if unit in ("year", "month"):
            y, m = divmod(d.year * 12 + d.month - 1 + (n * 12 if unit == "year" else n), 12)
            return date(y, m + 1, min(d.day, monthrange(y, m + 1)[1])) if MINYEAR <= y <= MAXYEAR else None
        return d + timedelta(days={"week": 7, "day": 1}.get(unit, 0) * n)
    except (OverflowError, ValueError):
        return None


def since(period: Period) -> Period:
    """From a period on, without an end: "2019/.." (ISO 8601-2)."""
    return Period(f"{period.value.partition('/')[0]}/..", period.earliest, None)


def until(period: Period) -> Period:
    """Up to a period, without a beginning: "../2019"."""
    return Period(f"../{period.value.rpartition('/')[2]}", None, period.latest)


def duration(n: str, unit: str) -> str:
    """The TIMEX3 value of a duration; `n` is a number in figures or X.

    >>> duration("3", "day"), duration("24", "hour"), duration("2", "decade")
    ('P3D', 'PT24H', 'P20Y')
    """
    factor, unit = MULTIPLES.get(unit, (1, unit))
    if factor > 1 and n != "X":
        n = f"{float(n) * factor:g}"
    return ("PT" if unit in CLOCK_UNITS else "P") + n + UNIT_CODE[unit]


def pick(candidates: list[date], reference: date, direction: Direction) -> date | None:
    """The candidate nearest in a direction: past and future hold the reference itself, before and after do not.

    Where nothing tells the direction ("near"), a day ahead counts as farther than it is: news is mostly about the past.
    """
    tests: dict[Direction, Callable[[date], bool]] = {
        "past": lambda d: d <= reference,
        "before": lambda d: d < reference,
        "future": lambda d: d >= reference,
        "after": lambda d: d > reference,
        "near": lambda d: True,
    }
    allowed = tests[direction]

    def distance(d: date) -> tuple[int, date]:
        days = (d - reference).days
        return (days * AHEAD_COSTS if direction == "near" and days > 0 else abs(days)), d

    return min((d for d in candidates if allowed(d)), key=distance, default=None)


def nearest_weekday(reference: date, weekday: int, direction: Direction) -> date:
    """The weekday (Monday is 0) nearest to a day in a direction."""
    back = (reference.weekday() - weekday) % 7
    candidates = [reference - timedelta(days=back + 7 * k) for k in (-1, 0, 1)]
    return pick(candidates, reference, direction) or reference


def easter(y: int) -> date:
    """Easter Sunday (Gregorian computus of Meeus, Jones and Butcher)."""
    a, (b, c) = y % 19, divmod(y, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    ell = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * ell) // 433
    n = (h + ell - 7 * m + 90) // 25
    return date(y, n, (h + ell - 7 * m + 33 * n + 19) % 32)


def feast(y: int, when: str) -> date | None:
    """A feast of a year: "12-25", or "easter+49" counted from Easter Sunday; a day known by its date has its own year."""
    if len(when) == 10 and when[:4].isdigit():
        return date.fromisoformat(when)
    if when.startswith("easter"):
        return easter(y) + timedelta(days=int(when[6:] or 0))
    m, d = when.split("-")
    return valid_day(y, int(m), int(d))
