"""One expression of time to resolve: its captured words, and what the text has said before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from . import calendar as cal
from .calendar import Direction, Period
from .direction import Outlook
from .timewords import TimeWords

# A century of two figures: "en 97" written in 1999 or 2025 is 1997, "en 24" is 2024.
TWO_FIGURES_AHEAD = 10


@dataclass
class Scene:
    """What the text has said so far: the day it counts from, the last date, the date near by, a year of the sentence."""

    now: date | None
    last: Period | None = None
    near: Period | None = None
    sentence_year: int | None = None

    @property
    def then(self) -> date | None:
        """The day that "le lendemain" counts from."""
        period = self.near or self.last
        return period.earliest if period and period.earliest else self.now

    @property
    def told(self) -> Period | None:
        """The date that "plus tard" counts from; None where the text has named none."""
        return self.near or self.last

    @property
    def is_wide(self) -> bool:
        """Whether the date that "la veille" would count from is a month or a year: no day is known then."""
        period = self.near or self.last
        return bool(period and period.earliest and period.earliest != period.latest)

    def note_year(self, groups: Mapping[str, str], period: Period | None) -> None:
        """Remember a past year that the sentence names: months after it belong to it."""
        if period and period.earliest and ({"year", "yy"} & set(groups)):
            year = period.earliest.year
            self.sentence_year = year if self.now is None or year <= self.now.year else None


@dataclass(frozen=True, slots=True)
class Case:
    """One expression to resolve: captured words, arguments of the reading, and what surrounds it."""

    groups: Mapping[str, str]
    args: tuple[str, ...]
    scene: Scene
    words: TimeWords
    look: Outlook | None
    direction: str | None

    def mean(self, kind: str, group: str | None = None) -> str | None:
        """The meaning of the captured word of a class; None if it was not there."""
        word = self.groups.get(group or kind)
        if word is None:
            return None
        meaning = self.words.meanings[kind].get(" ".join(word.split()))
        return None if meaning is None else str(meaning)

    def toward(self, unknown: Direction = "near") -> Direction:
        """The direction that the pattern or the verb gives."""
        if self.direction:
            return self.direction  # type: ignore[return-value]
        return {"past": "past", "future": "future"}.get(self.look or "", unknown)  # type: ignore[return-value]

    def reference(self) -> date | None:
        return self.scene.then if "then" in self.args else self.scene.now

    def unit(self) -> str:
        """The unit: an argument of the reading or the captured word's."""
        for kind in ("unit", "short_unit"):
            if known := self.mean(kind):
                return known
        return next(a for a in self.args if a in cal.UNIT_CODE or a in cal.MULTIPLES)

    def count(self) -> str:
        """The number of units in figures, or X where the text does not say."""
        for given in self.args:
            if given == "X" or given.isdigit():
                return given
        text = self.groups.get("n")
        if text is None:
            group = self.groups.get("group")
            return f"{self.words.numbers.groups[group]:g}" if group else "1"
        if self.mean("vague", "n"):
            return "X"
        value = self.words.numbers.value(text)
        if value is not None and "half" in self.groups:
            value += 0.5
        return "X" if value is None else f"{value:.10g}"

    def year(self) -> int | None:
        for name in ("year", "year_after"):
            if name in self.groups:
                return int(self.groups[name])
        if "yy" in self.groups:
            century = (self.scene.now or date(2000, 1, 1)).year // 100 * 100
            y = century + int(self.groups["yy"])
            return y - 100 if y > (self.scene.now or date.max).year + TWO_FIGURES_AHEAD else y
        return None

    def month(self) -> int | None:
        if "month_figures" in self.groups:
            return int(self.groups["month_figures"])
        found = self.mean("month")
        return int(found) if found else None

    def day(self, group: str = "day") -> int | None:
        text = self.groups.get(group)
        if text is None:
            return None
        return int(text) if text.isdigit() else int(self.words.meanings["first_day"][text])
