"""How many: numbers in figures and words, with what bounds them and the thing that they count.

Conventions. `low` and `high` are what the words say, `reach` what they leave room for:

| kind | words | low, high | reach |
|---|---|---|---|
| exact | "300 soldats", "deux pays" | 300, 300 | the same |
| about | "environ 300", "quelque 300", "some 300" | 300, 300 | a tenth to either side: 270, 330 |
| about, from below | "près de 300", "nearly 300" | 300, 300 | a tenth below: 270, 300 |
| about, a round count | "une centaine", "a dozen" | 100, 100 | a fifth to either side: 80, 120 |
| at_least | "au moins 300", "plus d'une centaine" | 300, none | the same |
| at_most | "jusqu'à 300", "moins de 300" | none, 300 | the same |
| between | "entre 20 et 30", "2 à 3 millions" | 20, 30 | the same |
| order | "des milliers", "a few hundred" | twice the word, none | two to nine times the word: 2000, 9000 |
| share | "35 %", "la moitié des", "un sur cinq" | in percent: 50, 50 | the same |

All but exact, share and between are approximate. A bounded share has the kind of its bound ("plus de la moitié" is
at_least 50) and the unit "%"; `of` is the noun of its whole. Times, ages, ordinals, years and numbers that name
("article 49") are no quantities.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..language.registry import Language
from ..language.tree import Tree
from ..model.quantity import PERCENT, Quantity
from ..model.span import Span
from ..model.when import When
from .amounts import FEW, YEARS, Amount, last_word, read_amounts
from .counted import Counted, find_counted
from .numbers import any_of
from .quantitywords import QuantityWords, load_quantity_words
from .ranges import bound_after, bound_before, join_range, join_share, join_sum


def find_quantities(tree: Tree, language: Language, times: Sequence[When] = ()) -> tuple[Quantity, ...]:
    """The counted amounts of an article in text order; numbers inside times are none."""
    if not tree.tokens:
        return ()
    words = load_quantity_words(language)
    taken = sorted((w.span for w in times), key=lambda s: s.start)
    starts, longest = [s.start for s in taken], max(map(len, taken), default=0)
    found: list[Quantity] = []
    for first, last in tree.sentences:
        low = tree.low[first : last + 1]
        if not words.triggers.isdisjoint(low) or any(w[0].isdigit() or "-" in w for w in low):
            begins, ends = tree.tokens[first].start - longest, tree.tokens[last].end + 1
            near = taken[bisect_left(starts, begins) : bisect_right(starts, ends)]
            found += _Sentence(tree, words, first, last).quantities(near)
    return tuple(found)


class _Sentence:
    """One sentence as lower-case text, in which numbers are sought; offsets inside it count from its first character."""

    def __init__(self, tree: Tree, words: QuantityWords, first: int, last: int) -> None:
        self.tree, self.words, self.last = tree, words, last
        self.offset = at = tree.tokens[first].start
        pieces: list[str] = []
        for t in tree.tokens[first : last + 1]:
            pieces.append(" " * (t.start - at) + tree.low[t.i])
            at = t.end
        self.text = "".join(pieces)

    def quantities(self, taken: Sequence[Span]) -> Iterator[Quantity]:
        amounts = [
            a
            for a in read_amounts(self.text, self.words)
            if not any(s.meets(Span(self.offset + a.start, self.offset + a.end)) for s in taken)
        ]
        for amount in self._joined(amounts):
            if amount.start > amounts[0].start and self._is_compared(amount, taken):
                continue
            if (found := self._quantity(amount)) is not None:
                yield found

    def _is_compared(self, a: Amount, taken: Sequence[Span]) -> bool:
        """Whether a bare number is only what another is set against: "90 000 personnes, contre 166 000 samedi dernier"."""
        end = self.offset + a.end
        bare = self._counted(a.end).unit is None or any(0 <= s.start - end <= 1 for s in taken)
        return last_word(self.text, a.start) in self.words.words["comparing"] and bare and a.sign is None

    # -------------------------------------------------------------------------------------------- two numbers

    def _joined(self, amounts: list[Amount]) -> Iterator[Amount]:
        """The amounts with ranges and shares put together: "entre 10 et 20", "trois sur quatre"."""
        rest = list(reversed(amounts))
        while rest:
            one = rest.pop()
            joined = self._join(one, rest[-1]) if rest else None
            if joined is None:
                yield one
            else:
                rest[-1] = joined  # "270 milliards 666 millions 400 mille" goes on

    def _join(self, one: Amount, two: Amount) -> Amount | None:
        if (share := join_share(self.text, one, two, self.words)) is not None:
            behind = self._counted(two.end)
            of = self._counted(one.end).unit
            whole = self._token(two.end) in self.words.words["genitive"] or (
                self.words.noun_last and of is None
            )
            if behind.unit is None or (whole and behind.unit not in self.words.words["skipped"]):
                return replace(share, of=of or behind.unit)
        if (total := join_sum(self.text, one, two, self.words)) is not None:
            return total
        if (found := join_range(self.text, one, two, self.words)) is None:
            return None
        joined, opened = found
        if opened and self._token(two.end) not in self.words.units and self._changes(one):
            return replace(two, start=joined.start, word=joined.start)  # "passer de 650 à 830"
        return joined if (joined.low or 0) < (joined.high or 0) else None

    def _changes(self, a: Amount) -> bool:
        """Whether the numbers are the beginning and the end of a change."""
        tokens, i = self.tree.tokens, self.tree.at(self.offset + a.start)
        return i is not None and any(tokens[k].lemma in self.words.changing for k in self.tree.ancestors(i))

    # -------------------------------------------------------------------------------------------- one amount

    def _quantity(self, bare: Amount) -> Quantity | None:
        """The amount with its bounds and what it counts; None where it counts nothing."""
        words, text = self.words, self.text
        if text[: bare.start].rstrip().endswith(tuple(words.words["age"])):
            return None
        counted = self._counted(bare.end, whole=bare.sign == PERCENT)
        a = bound_before(text, bare, words, self._is_few(bare, counted.unit))
        if not a.is_bounded:
            a, counted = self._bounded_behind(a, counted)
        if counted.unit in words.words["skipped" if bare.sign != PERCENT else "turns"]:
            return None
        if self._is_article(a, counted.unit):
            return None
        if bare.sign is None and counted.unit is None and not self._stands_alone(a, bare):
            return None
        return self._made(a, counted)

    def _bounded_behind(self, a: Amount, counted: Counted) -> tuple[Amount, Counted]:
        """With what bounds it from behind: "300 au moins", "dix soldats au moins"."""
        bounded, end = bound_after(self.text, a, a.end, self.words)
        if end > a.end:
            return replace(bounded, end=end), self._counted(end)
        if counted.unit is None and a.sign is None:
            return a, counted
        bounded, end = bound_after(self.text, a, max(a.end, counted.end - self.offset), self.words)
        return bounded, replace(counted, end=max(counted.end, self.offset + end))

    def _is_few(self, a: Amount, unit: str | None) -> bool:
        """Whether an amount is so few things that "près de" tells where they are, not how many: "près de deux écoles"."""
        if a.sign or a.kind != "exact" or unit is None or unit in self.words.units.values():
            return False
        return unit not in self.words.words["measures"] and a.low in range(FEW)

    def _made(self, a: Amount, counted: Counted) -> Quantity:
        words = self.words
        unit, of, end = counted.unit, a.of, counted.end
        if a.sign is not None:
            of = of or (unit if a.sign == PERCENT else None)
            unit, end = a.sign, end if of and a.of is None else self.offset + a.end
        elif unit == PERCENT:
            of = self._whole(counted.end)
        if unit == PERCENT and a.kind == "exact":
            a = replace(a, kind="share")
        what = "money" if unit in words.currencies else words.what.get(unit or "")
        span = Span(self.offset + a.start, max(self.offset + a.end, end))
        return Quantity(span, a.low, a.high, a.approximate, unit, what, a.rule, a.kind, a.reach, of)

    def _counted(self, at: int, *, whole: bool = False) -> Counted:
        """What is counted behind a character of the sentence."""
        return find_counted(self.tree, self.words, self.offset + at, self.last, whole=whole)

    def _whole(self, end: int) -> str | None:
        """The noun of which a percentage is: "35 % des voix"."""
        if self._token(end - self.offset) not in self.words.words["genitive"]:
            return None
        return self._counted(end - self.offset).unit

    def _is_article(self, a: Amount, unit: str | None) -> bool:
        """Whether "un" or "one" counts nothing: "une réunion", "une des victimes", "près d'une ligne"; but "un mort" counts."""
        said = self.text[a.at : a.end]
        if a.kind == "share" or a.sign or not (a.low == 1 or a.high == 1):
            return False
        if self._token(a.end) in self.words.words["genitive"] and not a.is_bounded:
            return True
        if said not in self.words.words["single"]:
            return False
        if a.is_bounded:
            last = self.text[a.start : a.at].replace("'", "' ").split()[-1]
            return a.kind != "at_least" or last in self.words.words["genitive"]
        return unit not in self.words.words["counted"]

    def _token(self, at: int) -> str:
        """The word that holds or follows a character."""
        i = self.tree.at(self.offset + at)
        return self.tree.low[i] if i is not None and i <= self.last else ""

    def _stands_alone(self, a: Amount, bare: Amount) -> bool:
        """A number without a noun that still counts: "54 ont été tués", "dont une vingtaine", "15 000 selon la police"."""
        words, tokens = self.words.words, self.tree.tokens
        last = last_word(self.text, a.start)
        first, i = self.tree.at(self.offset + bare.at), self.tree.at(self.offset + bare.end - 1)
        if first is None or i is None or a.dashed or last in words["naming"]:
            return False
        if a.is_bounded:
            return last not in words["factors"]
        if last in words["definite"]:
            return False
        if a.approximate or (a.kind == "between" and a.low not in YEARS):
            return True
        year = bare.low in YEARS and self.text[bare.at : bare.end].isdigit()  # "2019", but not "2 000"
        if year or (first and tokens[first - 1].pos == "PROPN"):  # "France 2"
            return False
        if last in words["partitive"] or self._begins(bare.end, "partitive"):
            return True
        if last in words["copulas"] or self._begins(bare.end, "sourcing"):
            return True
        return self._is_elliptic(first, i) or (
            tokens[i].dep.partition(":")[0] in ("nsubj", "obj")
            or (i < self.last and tokens[i + 1].pos == "AUX")
        )

    def _is_elliptic(self, first: int, i: int) -> bool:
        """Whether a number takes up a noun said before: "4 300 à Nantes, 2 500 à Grenoble", "412 interpellées et 378 placées"."""
        tokens = self.tree.tokens
        if not first or i >= self.last or tokens[first - 1].pos not in ("PUNCT", "CCONJ"):
            return False
        elsewhere = tokens[i + 1].lower in self.words.words["sites"]
        if elsewhere and i + 2 <= self.last and tokens[i + 2].pos == "PROPN":
            return True
        return tokens[i + 1].morph.get("VerbForm") == "Part"

    def _begins(self, at: int, name: str) -> bool:
        """Whether one of the phrases of a list stands behind a character, also behind a comma."""
        phrase = rf"\s*,?\s*(?:{any_of(self.words.words[name])})(?!\w)"
        return re.match(phrase, self.text[at:]) is not None
