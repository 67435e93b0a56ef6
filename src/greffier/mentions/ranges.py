"""Numbers put together and bounded: "entre 10 et 20", "trois sur quatre", "3 millions 200 000", "plus de quelque 300"."""

from __future__ import annotations

from dataclasses import replace

from ..model.quantity import PERCENT
from .amounts import DIGITS, Amount
from .quantitywords import QuantityWords

THOUSAND = 1000  # "10 à 20 000": the figures of the second number stand for the first as well
PARTS_OF = (*range(2, 11), 100, 1000)  # "un sur cinq", "trois sur mille" are shares; "12 sur 25" is a count
MAX_BOUNDS = 2  # "plus de quelque 300"


def join_range(text: str, one: Amount, two: Amount, words: QuantityWords) -> tuple[Amount, str] | None:
    """ "entre 10 et 20", "5 000 à 7 000": two numbers that bound one amount, and the word that opens the range."""
    kinds = {one.kind, two.kind}
    if kinds & {"order", "between"} or ("share" in kinds and len(kinds) > 1):
        return None
    unit = words.unit_word.match(text, one.end)
    between = text[unit.end() if unit else one.end : two.start].strip()
    opened = _opening(text[: one.start], words)
    if unit and PERCENT in map(words.units.get, unit.group().split()) and opened not in words.closed:
        return None  # "la hausse du taux de 9 % à 20 %" tells two levels
    if between not in words.joins or (between in words.closes and opened not in words.closed):
        return None
    low, high = one.low or 0, two.high or 0
    scale = two.scale if two.scale > 1 else THOUSAND
    if low < scale and high % scale == 0 and low * scale < high:  # "quatre à cinq mille", "10 à 20 000"
        low *= scale
    start = text.rindex(opened, 0, one.start) if opened else one.start
    joined = replace(
        two, start=start, word=start, low=low, kind="between", sign=two.sign or one.sign,
        approximate=one.approximate or two.approximate,
    )  # fmt: skip
    return (joined, opened) if low < high or opened else None


def _opening(before: str, words: QuantityWords) -> str:
    last = before.split()[-1:]
    if not last:
        return ""
    return next((w for w in (last[0], last[0].lstrip("(«\"'")) if w in words.opens), "")


def join_sum(text: str, one: Amount, two: Amount, words: QuantityWords) -> Amount | None:
    """ "3 millions 200 000": two numbers side by side, the second below the scale of the first."""
    exact = one.kind == "exact" and two.kind == "exact" and not two.sign
    if not exact or one.low is None or two.low is None or not two.low < one.scale:
        return None
    if not one.end < two.start or text[one.end : two.start].strip():
        return None
    value = one.low + two.low
    return replace(one, end=two.end, low=value, high=value, scale=two.scale)


def join_share(text: str, one: Amount, two: Amount, words: QuantityWords) -> Amount | None:
    """ "trois Français sur quatre", "one in five" in percent; the caller knows that the second number counts nothing."""
    exact = one.kind == "exact" and two.kind == "exact" and not one.sign and not two.sign
    if not exact or not one.low or not two.low or two.low not in PARTS_OF or one.low >= two.low:
        return None
    if not words.ratio.fullmatch(text[one.end : two.start].rstrip()):
        return None
    share = round(100 * one.low / two.low, DIGITS)
    return replace(two, start=one.start, low=share, high=share, kind="share", sign=PERCENT)


def bound_before(text: str, a: Amount, words: QuantityWords, small: bool) -> Amount:
    """With the words before it: "plus de quelque 300"; `small`: a few things, near which something may stand."""
    for _ in range(MAX_BOUNDS):
        m = words.before.search(text[: a.start])
        if m is None:
            break
        phrase = " ".join(m["phrase"].split())
        if small and phrase in words.words["beside"]:
            break
        a = replace(a.bounded(words.bound_before[phrase]), start=m.start("phrase"), word=a.at,
                    rule=f"{a.rule} {phrase}")  # fmt: skip
    return a


def bound_after(text: str, a: Amount, at: int, words: QuantityWords) -> tuple[Amount, int]:
    """With the words behind a character and where they end: "dix soldats au moins"."""
    m = words.after.match(text, at)
    if m is None:
        return a, at
    phrase = " ".join(m["phrase"].split())
    bounded = a.bounded(words.bound_after[phrase])
    return replace(bounded, word=a.at, rule=f"{a.rule} {phrase}"), m.end("phrase")
