"""The words of a language by which the lines of a page are told apart, read from its `layout.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import BadData

if TYPE_CHECKING:
    from ..language.registry import Language

Words = frozenset[str]
NOTHING: Words = frozenset()

_WORD = re.compile(r"[\w'-]+")
_INVERTED = re.compile(r"-t?-?(?:il|elle|on|ils|elles|je|vous|nous)$")


@dataclass(frozen=True)
class LayoutWords:
    """The lists of `layout.toml`, in lower case; a list that a language lacks is empty."""

    credit: Words = NOTHING
    caption: Words = NOTHING
    byline: Words = NOTHING
    teaser: Words = NOTHING
    notice: Words = NOTHING
    notice_line: Words = NOTHING
    tags: Words = NOTHING
    updated: Words = NOTHING
    months: Words = NOTHING
    weekdays: Words = NOTHING
    abbreviations: Words = NOTHING
    abbreviations_maybe: Words = NOTHING
    starters: Words = NOTHING
    dangling: Words = NOTHING
    titles: Words = NOTHING
    entitled: Words = NOTHING
    finite: Words = NOTHING
    finite_beginnings: Words = NOTHING
    finite_endings: Words = NOTHING
    finite_not: Words = NOTHING
    day: str = r"\d{1,2}"

    @cached_property
    def date(self) -> str:
        """A pattern for a written date ("mercredi 3 septembre 2025", "3 sept.")."""
        if not self.months:
            return r"\d{1,2}[./]\d{1,2}[./]\d{2,4}"
        month = _alternatives(self.months)
        weekday = rf"(?:(?:{_alternatives(self.weekdays)})\s+)?" if self.weekdays else ""
        written = rf"{weekday}(?:le\s+)?{self.day}\s+(?:{month})\.?(?:\s+\d{{4}})?"
        return rf"(?:{written}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}})"

    @cached_property
    def speaks(self) -> re.Pattern[str]:
        """A pattern for a line that begins with an opener of any kind; most lines of prose do not."""
        return _opener_pattern(
            self.tags | self.updated | self.credit | self.caption | self.byline | self.teaser
        )

    @cached_property
    def noticed(self) -> re.Pattern[str]:
        """A pattern for the phrases of paywalls and newsletters anywhere in a line."""
        return re.compile(_alternatives(self.notice) if self.notice else r"(?!)")

    def opens(self, kind: str, *, within: bool = False) -> re.Pattern[str]:
        """A pattern for a line that begins with an opener of this kind; `within` a line the opener is capitalised."""
        return _opener_within(getattr(self, kind)) if within else _opener_pattern(getattr(self, kind))

    def looks_finite(self, text: str) -> bool:
        """Whether a stretch of text seems to hold a finite verb: known forms and endings, no parse."""
        for word in _WORD.findall(text.lower().replace("’", "'")):
            bare = word.strip("'-")
            if bare in self.finite or any(word.startswith(b) for b in self.finite_beginnings):
                return True
            if "'" in bare and bare.rpartition("'")[2] in self.finite:
                return True
            if _INVERTED.search(bare):
                return True
            stemmed = any(len(bare) > len(e) + 1 and bare.endswith(e) for e in self.finite_endings)
            if stemmed and bare not in self.finite_not:
                return True
        return False


def _alternatives(words: Words) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


@lru_cache(maxsize=64)
def _opener_pattern(words: Words) -> re.Pattern[str]:
    if not words:
        return re.compile(r"(?!)")
    return re.compile(rf"[\s>•▶►→*\[(-]{{0,9}}(?:{_alternatives(words)})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=8)
def _opener_within(words: Words) -> re.Pattern[str]:
    if not words:
        return re.compile(r"(?!)")
    return re.compile(rf"(?<=\s)(?:{_alternatives(frozenset(w.capitalize() for w in words))})(?!\w)")


def layout_words(language: Language) -> LayoutWords:
    """The words of a language; those of the user's folder are added to ours."""
    return _read(language.files("layout.toml"))


@lru_cache(maxsize=8)
def _read(paths: tuple[Path, ...]) -> LayoutWords:
    lists: dict[str, set[str]] = {}
    day = LayoutWords.day
    known = {f.name for f in fields(LayoutWords)}
    for path in paths:
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            line = re.search(r"line (\d+)", str(error))
            raise BadData(path.name, int(line.group(1)) if line else 1, f"no TOML: {error}") from error
        for name, value in data.items():
            if name not in known:
                choice = ", ".join(sorted(known))
                raise BadData(path.name, 1, f"unknown list {name!r}. Choose one of {choice}.")
            if name == "day":
                day = str(value)
            elif not isinstance(value, list) or not all(isinstance(v, str) for v in value):
                raise BadData(path.name, 1, f"{name} must be a list of words.")
            else:
                lists.setdefault(name, set()).update(v.lower() for v in value)
    return LayoutWords(**{name: frozenset(values) for name, values in lists.items()}, day=day)
