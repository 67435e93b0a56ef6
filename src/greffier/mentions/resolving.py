"""From a matched pattern to a period: one function per reading named in `times.yaml`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from . import calendar as cal
from .calendar import Direction, Period
from .direction import Outlook
from .eras import century, decade, feast, part_of_year, season, years
from .timecase import Case, Scene
from .timewords import TimePattern, TimeWords

NEEDS_BEFORE = frozenset({"clock", "part"})  # these belong to a date named near them


def resolve(
    pattern: TimePattern, groups: Mapping[str, str], scene: Scene, words: TimeWords, look: Outlook | None
) -> Period | None:
    """The period of a matched pattern; None where it names no day of the calendar."""
    operation, *args = pattern.read
    case = Case(groups, tuple(args), scene, words, look, pattern.direction)
    try:
        return READINGS[operation](case)
    except (ValueError, OverflowError):  # a year 0, a day beyond the calendar: not a date
        return None


def _date(c: Case) -> Period | None:
    """A day, a month, a year or a weekday, with what the text leaves out taken from the direction."""
    part = _part_code(c)
    y, m, d = c.year(), c.month(), c.day()
    if m is None:
        if y is not None:
            return cal.year(y)
        return _weekday(c, part) if d is None else _weekday_of_some_month(c, d)
    now = c.scene.now
    if "unsaid" in c.args and y is None:
        return Period(f"XXXX-{m:02d}-{d:02d}" if d else f"XXXX-{m:02d}")
    if "year" in c.args and now is not None:  # "mai de l'année dernière"
        y = now.year + int(c.args[0])
    if y is None and d is None and c.scene.sentence_year and not c.direction:
        y = c.scene.sentence_year
    if y is not None:
        return _fixed(y, m, d, part)
    if now is None:
        return Period(f"XXXX-{m:02d}" + (f"-{d:02d}" if d else "") + part)
    if d is None:
        return _month(c, now, m)
    days = [day for k in (-4, -3, -2, -1, 0, 1, 2, 3, 4) if (day := cal.valid_day(now.year + k, m, d))]
    if "weekday" in c.groups:  # "mardi 29 août" is the 29 August that is a Tuesday, if one lies near
        days = [
            day
            for day in days
            if day.weekday() == int(c.mean("weekday") or 0) and abs((day - now).days) < 400
        ] or days
    chosen = cal.pick(days, now, c.toward())
    return cal.day(chosen, part) if chosen else None


def _weekday_of_some_month(c: Case, d: int) -> Period | None:
    """ "vendredi 12": the nearest Friday that is a twelfth."""
    if c.scene.now is None:
        return None
    months = [cal.shift(c.scene.now.replace(day=1), k, "month") for k in range(-14, 15)]
    days = [day for first in months if first and (day := cal.valid_day(first.year, first.month, d))]
    chosen = cal.pick(
        [x for x in days if x.weekday() == int(c.mean("weekday") or 0)], c.scene.now, c.toward()
    )
    return cal.day(chosen) if chosen else None


def _fixed(y: int, m: int, d: int | None, part: str) -> Period | None:
    if d is None:
        return cal.month(y, m)
    chosen = cal.valid_day(y, m, d)
    return cal.day(chosen, part) if chosen else None


def _month(c: Case, now: date, m: int) -> Period | None:
    firsts = [date(now.year + k, m, 1) for k in (-1, 0, 1)]
    chosen = cal.pick(firsts, now.replace(day=1), c.toward())
    return cal.month(chosen.year, m) if chosen else None


def _weekday(c: Case, part: str) -> Period | None:
    weekday = int(c.mean("weekday") or 0)
    base = c.reference()
    if base is None:
        return Period(f"XXXX-WXX-{weekday + 1}" + part)
    unknown: Direction = "past" if c.look == "present" or c.look is None else "near"
    return cal.day(cal.nearest_weekday(base, weekday, c.toward(unknown)), part)


def _part_code(c: Case) -> str:
    """ "TEV" for "soir"; empty without a part of the day."""
    found = c.mean("part")
    return f"T{found}" if found else ""


def _month_edge(c: Case) -> Period | None:
    """The beginning, middle or end of a year, month or week: the end of a year is its December."""
    edge = c.mean("edge")
    if "month" in c.groups:
        return _date(c)
    base: date | None = c.scene.now
    if (y := c.year()) is not None:
        base = date(y, 1, 1)
    if base is None:
        return None
    unit = "year" if y is not None else c.unit()
    if unit == "year":
        return cal.month(base.year, 12) if edge == "END" else cal.year(base.year)
    return cal.unit_period(base, unit)


def _day(c: Case) -> Period | None:
    base, part = c.reference(), _part_code(c)
    if base is None or ("then" in c.args and c.scene.is_wide):
        return Period(cal.unknown("day").value + part)
    moved = cal.shift(base, int(c.args[0]), "day")
    return cal.day(moved, part) if moved else None


def _period(c: Case) -> Period | None:
    base = c.reference()
    if c.unit() in cal.CLOCK_UNITS:
        return None
    if base is None:
        return cal.unknown(c.unit())
    moved = cal.shift(base, int(c.args[0]), c.unit())
    return cal.unit_period(moved, c.unit()) if moved else None


def _shift(c: Case) -> Period | None:
    base, n, unit = c.reference(), c.count(), c.unit()
    sign = -1 if "-" in c.args else 1
    if unit in cal.CLOCK_UNITS or n == "X":
        if "then" in c.args:
            return _open(c)
        return Period("FUTURE_REF" if sign > 0 else "PAST_REF")
    if base is None:
        return cal.unknown(unit)
    moved = cal.shift(base, sign * float(n), unit)
    return cal.unit_period(moved, cal.MULTIPLES.get(unit, (1, unit))[1]) if moved else None


def _open(c: Case) -> Period:
    """Later or earlier than the date named last: an interval with one end. Without such a date, or where the verb looks
    ahead, it is only the past or the future."""
    told, later = c.scene.told, "-" not in c.args
    if told is None or told.latest is None or c.look == "future":
        ahead = c.look == "future" or (later and c.look != "past")
        return Period("FUTURE_REF" if ahead else "PAST_REF")
    return cal.since(told) if later else cal.until(told)


def _duration(c: Case) -> Period:
    if fixed := c.mean("span_word"):
        return Period(fixed)
    return Period(cal.duration(c.count(), c.unit()))


def _ref(c: Case) -> Period:
    return Period(c.args[0])


def _clock(c: Case) -> Period | None:
    """An hour of the day named near it, else of the last day spoken of, else of publication."""
    if fixed := c.mean("noon"):
        time = f"T{fixed}"
    else:
        hour, minute = int(c.groups["hour"]), int(c.groups.get("minute", 0))
        if hour > 24 or (hour == 24 and minute):
            return None
        if hour <= 12 and (after := c.mean("half_day")):
            hour = hour % 12 + int(after)
        time = f"T{hour:02d}:{minute:02d}{c.mean('zone') or ''}"
    if "weekday" in c.groups:
        found = _weekday(c, "")
        return Period(found.value + time, found.earliest, found.latest) if found else None
    return _at(c, time)


def _part(c: Case) -> Period | None:
    """A part of the day: of the day spoken of, or of today ("ce soir")."""
    return _at(c, _part_code(c))


def _at(c: Case, time: str) -> Period | None:
    period = c.scene.near or c.scene.last
    if period and period.earliest and period.earliest == period.latest:
        return cal.day(period.earliest, time)
    return cal.day(c.scene.now, time) if c.scene.now else Period(cal.unknown("day").value + time)


def _night(c: Case) -> Period | None:
    """The night that begins on a day, or from one day to the next."""
    if "day" not in c.groups:
        return _weekday(c, "TNI")
    m = c.month() if "month_2" not in c.groups else int(c.mean("month", "month_2") or 0)
    y = c.year()
    first, last = c.day(), c.day("day_2")
    if m is None or first is None or last is None or (y is None and c.scene.now is None):
        return None
    if y is None:
        assert c.scene.now is not None
        chosen = cal.pick([d for k in (-1, 0, 1) if (d := cal.valid_day(c.scene.now.year + k, m, last))],
                          c.scene.now, c.toward())  # fmt: skip
        end = chosen
    else:
        end = cal.valid_day(y, m, last)
    return cal.between(end - timedelta(days=(last - first) if first < last else 1), end) if end else None


def _nth(c: Case) -> Period | None:
    """The n-th weekday of a month."""
    found = _date(
        Case(
            {k: v for k, v in c.groups.items() if k in ("month", "year")},
            c.args,
            c.scene,
            c.words,
            c.look,
            c.direction,
        )
    )
    if not found or not found.earliest:
        return None
    back = (int(c.mean("weekday") or 0) - found.earliest.weekday()) % 7
    return cal.day(found.earliest + timedelta(days=back + 7 * (int(c.mean("ordinal") or 1) - 1)))


def _to_date(c: Case) -> Period | None:
    """From the beginning of the unit to the day of publication."""
    now = c.scene.now
    start = cal.unit_period(now, c.unit()).earliest if now else None
    return cal.between(start, now) if start and now else None


READINGS: Mapping[str, Callable[[Case], Period | None]] = {
    "date": _date, "month_edge": _month_edge, "day": _day, "period": _period, "shift": _shift, "duration": _duration,
    "set": _duration, "ref": _ref, "clock": _clock, "part": _part, "night": _night, "season": season, "nth": _nth,
    "half": lambda c: part_of_year(c, 6), "quarter": lambda c: part_of_year(c, 3), "years": years,
    "decade": decade, "century": century, "feast": feast, "to_date": _to_date, "open": _open,
}  # fmt: skip
