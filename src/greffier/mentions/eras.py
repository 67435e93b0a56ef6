"""Longer stretches of the calendar and what returns with it: seasons, halves and quarters, years, decades, centuries, feasts."""

from __future__ import annotations

from datetime import date, timedelta

from . import calendar as cal
from .calendar import Period
from .timecase import Case


def season(c: Case) -> Period | None:
    """ "L'été dernier": the season of a year said, else of the one that lies in the direction of the words."""
    code, now = c.mean("season") or "SU", c.scene.now
    if (y := c.year()) is not None:
        return cal.season(y, code)
    if now is None:
        return Period(f"XXXX-{code}")
    if c.direction is None and "this" in c.args:
        return cal.season(now.year, code)
    reference = now.replace(day=1)
    starts = [date(now.year + k, cal.SEASON_START[code], 1) for k in (-2, -1, 0, 1)]
    chosen = cal.pick(starts, reference, c.toward("near"))
    return cal.season(chosen.year, code) if chosen else None


def part_of_year(c: Case, size: int) -> Period | None:
    """A half or a quarter (`size` months) of a year said, else of this one."""
    n = int(c.mean("ordinal") or next((a for a in c.args if a.isdigit()), 1))
    y = c.year() or (c.scene.now.year if c.scene.now else None)
    return cal.months(y, (n - 1) * size + 1, n * size) if y is not None and n * size <= 12 else None


def years(c: Case) -> Period | None:
    """ "2014-2018", "1998-99": some years, no more than two hundred."""
    first = int(c.groups["year"])
    last = (
        int(c.groups["year_after"]) if "year_after" in c.groups else first // 100 * 100 + int(c.groups["yy"])
    )
    return cal.years(first, last) if first < last < first + 200 else None


def decade(c: Case) -> Period | None:
    """ "Les années 1990", "les années 90", "les années quatre-vingt-dix": of the last century where only two figures are said."""
    text = c.groups.get("year") or c.groups.get("yy")
    if text is None:
        value = c.words.numbers.value(c.groups["n"])
        text = f"{value:g}" if value is not None else ""
    if not text.isdigit() or int(text) % 10:
        return None
    return cal.decade(int(text) if len(text) == 4 else 1900 + int(text))


def century(c: Case) -> Period | None:
    """ "Le XIXe siècle", "le dix-neuvième siècle"."""
    if "roman" in c.groups:
        return cal.century(_from_roman(c.groups["roman"]))
    n = c.mean("ordinal")
    return cal.century(int(n)) if n else None


def _from_roman(text: str) -> int:
    figures = [{"i": 1, "v": 5, "x": 10}[x] for x in text]
    return sum(-a if a < b else a for a, b in zip(figures, [*figures[1:], 0], strict=True))


def feast(c: Case) -> Period | None:
    """ "Noël", "la veille de Noël": the day of the year said, else the one in the direction of the words."""
    rule, now = c.mean("feast") or "", c.scene.now
    away = timedelta(days=int(c.args[0]) if c.args else 0)  # "la veille de Noël"
    if (y := c.year()) is not None:
        found = cal.feast(y, rule)
        return cal.day(found + away) if found else None
    if now is None:
        return None
    days = [d + away for k in (-1, 0, 1) if (d := cal.feast(now.year + k, rule))]
    chosen = cal.pick(days, now, c.toward())
    return cal.day(chosen) if chosen else None
