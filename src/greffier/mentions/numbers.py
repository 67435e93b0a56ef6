"""Numbers in figures and in words, for every language by its `numbers.toml`.

>>> from greffier.language.registry import load_language
>>> french = load_numbers(load_language("fr"))
>>> [french.value(words) for words in ("2 000", "quatre-vingt-dix-sept", "mille deux cents", "2,5 millions")]
[2000.0, 97.0, 1200.0, 2500000.0]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from ..datafiles import read_toml
from ..language.registry import Language

# At most eleven figures before the decimal sign: longer runs are telephone or account numbers, and no sum in the news.
# Three figures behind the sign are thousands of another custom ("3,000"), unless a scale follows ("1,234 million").
FIGURES = (
    r"\d{{1,3}}(?:[{thousands}]\d{{3}})+(?!\d)(?:{decimal}\d+)?"
    r"|\d{{1,11}}(?!\d)(?:(?:{decimal}|\.)\d{{1,2}}(?!\d)|{decimal}\d+(?=\s+(?:{scales})(?!\w)))?"
)
GAP = r"(?:\s+|-)"


@dataclass(frozen=True)
class Numbers:
    """The number words of a language.

    `small` add up (vingt et un), `hundreds` multiply what stands before them below a thousand, `scales` close a group
    (mille, millions), `short` are scales written on the figures or just behind them (3bn, 2 Md€). `groups` are round
    counts used like nouns (dizaine, centaine). A word of `joins` may stand inside a number, between one of `joining`
    and one of `joined`: "vingt et un" is one number, "deux et trois" are two.
    """

    small: Mapping[str, float]
    hundreds: Mapping[str, float]
    scales: Mapping[str, float]
    short: Mapping[str, float]
    groups: Mapping[str, float]
    joins: tuple[str, ...]
    joining: tuple[str, ...]
    joined: tuple[str, ...]
    decimal: str
    thousands: str

    @cached_property
    def figures(self) -> str:
        """The regular expression of a number in figures."""
        return FIGURES.format(
            thousands=self.thousands, decimal=re.escape(self.decimal), scales=any_of(self.scales)
        )

    @cached_property
    def regex(self) -> str:
        """The regular expression of a number in figures or words, in lower-case text."""
        word = rf"(?:{any_of([*self.small, *self.hundreds, *self.scales])})(?!\w)"
        if self.joins:
            joint = f"(?:{any_of(self.joining)}){GAP}(?:{any_of(self.joins)}){GAP}(?:{any_of(self.joined)})"
            another = rf"{GAP}(?:{any_of(self.hundreds)})(?!\w)"  # "between two hundred and three hundred"
            word = rf"(?:{joint}(?!\w|{another})|{word})"
        return rf"(?:(?:{self.figures})(?:\s+(?:{any_of(self.scales)})(?!\w))*|{word}(?:{GAP}{word})*)"

    @cached_property
    def amount(self) -> str:
        """The regular expression of a number that may end in a short scale: "3bn", "2 Md"."""
        return rf"(?:(?:{self.figures})\s?(?:{any_of(self.short)})(?![^\W_])|{self.regex})"

    @cached_property
    def _compounds(self) -> re.Pattern[str]:
        """Hyphenated words that may be written apart: "quatre vingt"."""
        words = [w for w in self.small if "-" in w]
        return re.compile(rf"\b(?:{any_of(words).replace(re.escape('-'), GAP)})\b" if words else r"(?!)")

    @cached_property
    def words(self) -> frozenset[str]:
        """The words that a number can begin with, by their parts: "quatre", "vingt" for quatre-vingt."""
        return frozenset(p for w in (*self.small, *self.hundreds, *self.scales) for p in w.split("-"))

    def value(self, text: str) -> float | None:
        """The number that stands in `text`, which holds nothing else; None if it is no number."""
        text = text.lower().replace("’", "'")
        total = group = 0.0
        last = inf = float(
            "inf"
        )  # each small word is smaller than the one before it: "deux trois" is no number
        seen = False
        if figures := re.match(self.figures, text):
            group, seen = self._read_figures(figures.group()), True
            text = text[figures.end() :]
        for word in self._split(text):
            if word in self.small:
                if self.small[word] >= last:
                    return None
                last = self.small[word]
                group += last
            elif word in self.hundreds:
                group, last = max(group, 1) * self.hundreds[word], inf
            elif word in self.scales or word in self.short:
                scale, last = self.scales.get(word) or self.short[word], inf
                if total and group == 0:  # "deux mille millions"
                    total *= scale
                else:
                    total += max(group, 1) * scale
                group = 0
            elif word not in self.joins:
                return None
            seen = True
        return total + group if seen else None

    def _split(self, text: str) -> list[str]:
        """Words, hyphenated ones whole where the list knows them whole (quatre-vingt)."""
        out: list[str] = []
        for chunk in self._compounds.sub(lambda m: re.sub(r"\s+", "-", m.group()), text).split():
            pieces = chunk.split("-")
            while pieces:
                for n in range(len(pieces), 0, -1):
                    word = "-".join(pieces[:n])
                    if n == 1 or word in self.small or word in self.hundreds:
                        out.append(word)
                        del pieces[:n]
                        break
        return [w for w in out if w]

    def _read_figures(self, text: str) -> float:
        if re.fullmatch(rf"\d{{1,3}}(?:[{self.thousands}]\d{{3}})+(?:{re.escape(self.decimal)}\d+)?", text):
            whole, _, rest = text.partition(self.decimal)
            if self.decimal in self.thousands:
                whole, rest = text, ""
            return float(re.sub(r"\D", "", whole) + ("." + rest if rest else ""))
        return float(text.replace(self.decimal, "."))


def any_of(phrases: Iterable[str]) -> str:
    """The regular expression of any of some phrases, the longest first; a blank is any blank, also one that does not break."""
    escaped = (re.escape(p).replace(r"\ ", r"\s+") for p in sorted(phrases, key=lambda p: (-len(p), p)))
    return "|".join(escaped) or r"(?!)"


@lru_cache(maxsize=8)
def load_numbers(language: Language) -> Numbers:
    """The numbers of a language; a table of the user's folder adds to ours."""
    tables: dict[str, dict[str, float]] = {
        "small": {},
        "hundreds": {},
        "scales": {},
        "short": {},
        "groups": {},
    }
    settings = {"joins": (), "joining": (), "joined": (), "decimal": ".", "thousands": r" \u00a0\u202f"}
    for path in language.files("numbers.toml"):
        data = read_toml(path)
        for name, table in tables.items():
            table.update({word: float(n) for word, n in data.get(name, {}).items()})
        settings.update({k: data[k] for k in settings if k in data})
    return Numbers(**tables, joins=tuple(settings["joins"]), joining=tuple(settings["joining"]),
                   joined=tuple(settings["joined"]), decimal=str(settings["decimal"]), thousands=str(settings["thousands"]))  # fmt: skip
