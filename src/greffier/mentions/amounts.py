"""The numbers of a stretch of text one by one: figures and words, round counts, fractions, with the currency before them.

Works on lower-case text alone; two numbers are put together in ranges.py, what they count is read in counted.py, what is
no amount is sorted out in quantities.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ..model.quantity import PERCENT, Kind, Reach
from .quantitywords import QuantityWords

SEVERAL = 2  # "des dizaines" are at least two of them
MANY = 9  # and nine at most, else the text would name the next round count
NEAR = 0.1  # "environ 50" is within a tenth
LOOSE = 0.2  # "une dizaine" within a fifth
YEARS = range(1900, 2101)  # a bare number like these is a year
FEW = 10  # below it "près de deux écoles" is a place, "près de 300 écoles" a number
DIGITS = 2  # a third is 33.33 %
INSIDE = re.compile(r"[-/:.,]\d|h\d|h\b|\s*[/:]\s*\d")  # a score, an hour, a part of a longer number


@dataclass(frozen=True, slots=True)
class Amount:
    """A number on the way: characters of the text, its range and kind, and the line that says so.

    `scale` is what its last word multiplied by; `sign` the currency before it; `leeway` how far an "about" reaches to
    either side (a share of the number), `below` that it reaches down only; `word` begins at the number itself, behind
    what bounds it. `dashed` numbers need a counted noun behind them.
    """

    start: int
    end: int
    low: float | None
    high: float | None
    rule: str
    kind: Kind = "exact"
    scale: float = 1
    sign: str | None = None
    leeway: float = NEAR
    below: bool = False
    approximate: bool = False
    dashed: bool = False
    of: str | None = None
    word: int = -1

    @property
    def at(self) -> int:
        """Where the number itself begins, behind the words that bound it."""
        return self.word if self.word >= 0 else self.start

    @property
    def is_bounded(self) -> bool:
        return self.start < self.at

    @property
    def reach(self) -> Reach:
        """What the words leave room for."""
        if self.low is None or self.high is None:
            return (self.low, self.low / SEVERAL * MANY if self.kind == "order" and self.low else self.high)
        if self.kind != "about":
            return (self.low, self.high)
        most = self.high if self.below else self.high * (1 + self.leeway)
        return (round(self.low * (1 - self.leeway), DIGITS), round(most, DIGITS))

    def bounded(self, bound: str) -> Amount:
        """With what a word beside it makes of it: about, below (about, from below), min or max."""
        amount = replace(self, approximate=True)
        if self.kind == "order":  # "jusqu'à plusieurs centaines" are still hundreds
            return amount
        if bound == "min":
            return replace(amount, high=None, kind="at_least")
        if bound == "max":
            return replace(
                amount, low=None, high=self.low if self.high is None else self.high, kind="at_most"
            )
        if self.kind in ("exact", "share"):
            return replace(amount, kind="about", below=bound == "below")
        return replace(amount, below=bound == "below") if self.kind == "about" else amount


def read_amounts(text: str, words: QuantityWords) -> list[Amount]:
    """Every number of lower-case text in text order, not yet joined to ranges."""
    found = [a for m in words.dashed.finditer(text) if (a := _dashed(m, words))]
    for pattern, read in ((words.fraction, _fraction), (words.group, _group), (words.number, _number)):
        for m in pattern.finditer(text):
            if not any(a.start < m.end() and m.start() < a.end for a in found):
                if (amount := read(m, words)) is not None:
                    found.append(_signed(text, amount, words))
    return sorted(found, key=lambda a: a.start)


def last_word(text: str, end: int) -> str:
    """The word before a character, without apostrophe."""
    before = text[:end].replace("'", " ").rsplit(None, 1)
    return before[-1] if before else ""


# ------------------------------------------------------------------------------------------------ one number


def _number(m: re.Match[str], words: QuantityWords) -> Amount | None:
    """ "2 000", "quatre-vingts", "3bn", "deux millions et demi"."""
    text, end, said = m.string, m.end(), m.group()
    last = _last_scale(said, words)
    if last in words.words["metric"] and not _has_currency(m, words) and not _is_multiplied(text, end, words):
        short = re.compile(words.numbers.regex).match(text, m.start())  # "300 m": metres, not millions
        if short is None or text[short.end() : short.end() + 1].isalpha():
            return None
        said, end, last = short.group(), short.end(), ""
    value = words.numbers.value(said)
    if value is None or not _is_amount(text, m.start(), end, words):
        return None
    scale = _scale(last, words)
    if half := words.half.match(text, end):
        end = half.end()
        if half["scale"]:
            scale = words.numbers.scales[half["scale"]]
            value *= scale
        value += scale / 2
    return Amount(m.start(), end, value, value, words.rule, scale=scale)


def _is_amount(text: str, start: int, end: int, words: QuantityWords) -> bool:
    if text[end : end + 1].isalpha() or INSIDE.match(text, end):  # "12e", "3-1", "14 h 30"
        return False
    figures = text[start].isdigit()
    if figures and re.match(r"0\d", text[start:end]):  # a telephone number
        return False
    if start and (text[start - 1].isalnum() or text[start - 1] in "-/:.,'_"):
        return text[start - 1] == "'" and not text[:start].rstrip("'")[-1:].isdigit()  # "d'1,5 million"
    return last_word(text, start) not in words.words["naming"]


def _last_scale(said: str, words: QuantityWords) -> str:
    last = re.search(r"[^\W\d_]+$", said)
    return last.group() if last else ""


def _scale(word: str, words: QuantityWords) -> float:
    numbers = words.numbers
    return numbers.hundreds.get(word) or numbers.scales.get(word) or numbers.short.get(word) or 1


def _has_currency(m: re.Match[str], words: QuantityWords) -> bool:
    if words.sign.search(m.string[: m.start()]):
        return True
    unit = words.unit_word.match(m.string, m.end())
    return unit is not None and words.units.get(unit.group().strip()) in words.currencies


def _is_multiplied(text: str, end: int, words: QuantityWords) -> bool:
    following = re.match(r"\s+([\w'-]+)", text[end:])
    return following is not None and following.group(1) in words.words["multiplied"]


def _signed(text: str, a: Amount, words: QuantityWords) -> Amount:
    """With the currency that stands before it: "$2 million", "EUR 2bn"."""
    if not text[a.start].isdigit() or not (m := words.sign.search(text[: a.start])):
        return a
    return replace(a, start=m.start(), sign=words.units[m["sign"]])


def _group(m: re.Match[str], words: QuantityWords) -> Amount | None:
    """ "une dizaine", "des centaines de milliers", "several thousand"; None for "deux millions", which is a plain number."""
    names = [g for g in re.findall(r"[\w-]+", m["groups"]) if g in words.groups]
    count = words.numbers.value(m["n"]) if m["n"] else None
    plain = names[0] in words.numbers.scales or names[0] in words.numbers.hundreds
    several = names[0] in words.several
    few = m["article"] is not None and m["article"] in words.words["few"]
    if (m["n"] and (count is None or plain)) or (plain and not several and not few):
        return None
    value = 1.0
    for name in names:
        value *= words.groups[name]
    if count is None and (several or few):
        return Amount(m.start(), m.end(), SEVERAL * value, None, words.rule, "order", value, approximate=True)
    value *= count or 1
    return Amount(
        m.start(), m.end(), value, value, words.rule, "about", leeway=LOOSE, approximate=True,
        scale=_scale(names[-1], words),
    )  # fmt: skip


def _fraction(m: re.Match[str], words: QuantityWords) -> Amount | None:
    """ "la moitié", "un tiers des", "two thirds" in percent; "half a million" as a number."""
    text, part = m.string, m["part"]
    count = words.numbers.value(m["n"]) if m["n"] else None
    parts = words.fractions[part]
    named = last_word(text, m.start()) in words.words["naming"] - words.words["genitive"]
    if (m["n"] and count is None) or (count or 1) >= parts or named:
        return None
    if any(h.start() < m.end() and m.start() < h.end() for h in words.half.finditer(text)):
        return None  # "two and a half million"
    if scaled := words.scaled.match(text, m.end()):
        value = (count or 1) / parts * words.numbers.scales[scaled["scale"]]
        return Amount(m.start(), scaled.end(), value, value, words.rule, "about", approximate=True)
    if (count or 1) == 1 and not _is_part(m, words):
        return None
    share = round(100 * (count or 1) / parts, DIGITS)
    return Amount(m.start(), m.end(), share, share, words.rule, "share", sign=PERCENT)


def _is_part(m: re.Match[str], words: QuantityWords) -> bool:
    """Whether one third is a part ("un tiers des voix", "chuter d'un tiers"), not another party or a place in a row."""
    text, lists = m.string, words.words
    before = text[: m.start()].replace("'", "' ").split()
    following = re.match(r"\s+(\w'|\w+)", text[m.end() :])
    of = bool(before) and before[-1] in lists["genitive"]
    of = of and (following is None or m["part"] in lists["certain"])  # "la mort d'un sixième manifestant"
    whole = following is not None and following[1] in lists["whole"]
    bounded = words.before.search(text[: m.start()]) is not None
    if m["article"] is None and m["n"] is None:
        halved = of and words.fractions[m["part"]] == 2  # "réduit de moitié"
        return halved or ((of or m["part"] in lists["bare"]) and (whole or bounded))
    if m["article"] in lists["parting"] and m["part"] not in lists["certain"]:  # "the third of May"
        return False
    return whole or of or bounded or words.fractions[m["part"]] == 2


def _dashed(m: re.Match[str], words: QuantityWords) -> Amount | None:
    """ "10-15 (%)", "2–3 millions"; years and scores are none."""
    one, two = words.numbers.value(m["one"]), words.numbers.value(m["two"])
    if one is None or two is None or one in YEARS or last_word(m.string, m.start()) in words.words["naming"]:
        return None
    if m.string[m.end() : m.end() + 1].isalpha() or re.match(r"0\d", m.string[m.start() :]):
        return None
    scale = _scale(_last_scale(m["two"], words), words)
    one *= scale if one < scale else 1
    if not one or one >= two:
        return None
    found = Amount(m.start(), m.end(), one, two, words.rule, "between", scale, dashed=True)
    return _signed(m.string, found, words)
