"""How many: numbers in figures and words, with what bounds them and the thing that they count.

Conventions: "au moins N" begins at N and is open above, "environ N" is N, "une centaine" is 100, "des milliers" begin at
twice the word's value and are open above; all of these are approximate, "entre 10 et 20" is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..language.registry import Language
from ..language.tree import Tree
from ..model.quantity import Quantity
from ..model.span import Span
from ..model.when import When
from .quantitywords import QuantityWords, load_quantity_words

SEVERAL = 2  # "des dizaines" are at least two of them
MAX_BETWEEN = 5  # words between a number and what it counts: "douze des vingt-cinq autres personnes"
YEARS = range(1900, 2101)  # a bare number like these is a year
THOUSAND = 1000  # "10 à 20 000": the figures of the second number stand for the first as well
OPENING = frozenset("«\"“'‘")
INSIDE = re.compile(r"[-/:.,]\d|h\d|h\b|\s*[/:]\s*\d")  # a score, an hour, a part of a longer number
NOUN = re.compile(r"[^\W\d_][\w'-]*")  # "voix.15" is a slip of the tokenizer


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number on the way: characters of the text, its range, whether it is approximate, and the line that says so."""

    start: int
    end: int
    low: float | None
    high: float | None
    approximate: bool
    rule: str

    def bounded(self, bound: str) -> _Amount:
        """With what a word beside it makes of it: about, min or max."""
        if bound == "min":
            return replace(self, high=None, approximate=True)
        if bound == "max":
            return replace(
                self, low=None, high=self.low if self.high is None else self.high, approximate=True
            )
        return replace(self, approximate=True)


def find_quantities(tree: Tree, language: Language, times: Sequence[When] = ()) -> tuple[Quantity, ...]:
    """The counted amounts of an article in text order; numbers inside times are none."""
    if not tree.tokens:
        return ()
    words = load_quantity_words(language)
    taken = sorted((w.span for w in times), key=lambda s: s.start)
    found: list[Quantity] = []
    for first, last in tree.sentences:
        low = tree.low[first : last + 1]
        if not words.triggers.isdisjoint(low) or any(w[0].isdigit() or "-" in w for w in low):
            found += _Sentence(tree, words, first, last).quantities(taken)
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
            for a in sorted(self._amounts(), key=lambda a: a.start)
            if not any(s.meets(Span(self.offset + a.start, self.offset + a.end)) for s in taken)
        ]
        for amount in self._ranges(amounts):
            if amount.start > amounts[0].start and self._is_compared(amount, taken):
                continue
            if (found := self._counted(amount)) is not None:
                yield found

    def _is_compared(self, amount: _Amount, taken: Sequence[Span]) -> bool:
        """Whether a bare number is only what another is set against: "90 000 personnes, contre 166 000 samedi dernier"."""
        before = self.text[: amount.start].replace("'", " ").rsplit(None, 1)
        end = self.offset + amount.end
        bare = self._unit(amount.end)[0] is None or any(0 <= s.start - end <= 1 for s in taken)
        return bool(before) and before[-1] in self.words.words["comparing"] and bare

    # -------------------------------------------------------------------------------------------- numbers

    def _amounts(self) -> Iterator[_Amount]:
        words, spans = self.words, []
        for m in words.group.finditer(self.text):
            if found := self._group(m):
                spans.append(m.span())
                yield found
        for m in words.number.finditer(self.text):
            if any(a < m.end() and m.start() < b for a, b in spans):
                continue
            number = words.numbers.value(m.group())
            if number is not None and self._is_amount(m):
                yield _Amount(m.start(), m.end(), number, number, False, words.rule)

    def _group(self, m: re.Match[str]) -> _Amount | None:
        """ "une dizaine", "des centaines de milliers"; None for "deux millions", which is a plain number."""
        words = self.words
        names = [g for g in re.findall(r"[\w-]+", m["groups"]) if g in words.groups]
        count = words.numbers.value(m["n"]) if m["n"] else None
        if m["n"] and (count is None or names[0] in words.numbers.scales):
            return None
        value = 1.0
        for name in names:
            value *= words.groups[name]
        if count is None and names[0] in words.several:
            return _Amount(m.start(), m.end(), SEVERAL * value, None, True, words.rule)
        value *= count or 1
        return _Amount(m.start(), m.end(), value, value, True, words.rule)

    def _is_amount(self, m: re.Match[str]) -> bool:
        text, start, end = self.text, m.start(), m.end()
        if text[end : end + 1].isalpha() or INSIDE.match(text, end):  # "12e", "3-1", "14 h 30"
            return False
        figures = m.group()[0].isdigit()
        if figures and re.match(r"0\d", m.group()):  # a telephone number
            return False
        if start and (text[start - 1].isalnum() or text[start - 1] in "-/:.,'_"):
            return text[start - 1] == "'" and not figures
        before = text[:start].replace("'", " ").rsplit(None, 1)
        return not (before and before[-1] in self.words.words["naming"])

    def _ranges(self, amounts: list[_Amount]) -> Iterator[_Amount]:
        """ "entre 10 et 20", "5 000 à 7 000": two numbers that bound one amount."""
        k = 0
        while k < len(amounts):
            joined = self._range(amounts[k], amounts[k + 1]) if k + 1 < len(amounts) else None
            yield joined or amounts[k]
            k += 2 if joined else 1

    def _range(self, one: _Amount, two: _Amount) -> _Amount | None:
        words, text = self.words, self.text
        between = text[one.end : two.start].strip()
        if between not in words.joins or one.approximate or two.approximate:
            return None
        before = text[: one.start].split()
        opened = before[-1] if before and before[-1] in words.opens else ""
        if between == "et" and not opened:
            return None
        low, high = one.low or 0, two.high or 0
        scale = words.numbers.scales.get(text[one.start : two.end].split()[-1], THOUSAND)
        if low < scale and high % scale == 0 and low * scale < high:  # "quatre à cinq mille", "10 à 20 000"
            low *= scale
        start = text.rfind(opened, 0, one.start) if opened else one.start
        if opened and self._token(two.end) not in words.units and self._changes(one):  # "passer de 650 à 830"
            return replace(two, start=start)
        return replace(two, start=start, low=low) if low < high else None

    def _changes(self, a: _Amount) -> bool:
        """Whether the numbers are the beginning and the end of a change."""
        tokens, i = self.tree.tokens, self.tree.at(self.offset + a.start)
        return i is not None and any(tokens[k].lemma in self.words.changing for k in self.tree.ancestors(i))

    # -------------------------------------------------------------------------------------------- what is counted

    def _counted(self, a: _Amount) -> Quantity | None:
        words, text = self.words, self.text
        head = text[: a.start].rstrip()
        if head.endswith(tuple(words.words["age"])):
            return None
        bare = a
        if m := words.before.search(text[: a.start]):
            a = replace(a.bounded(words.bound_before[m["phrase"]]), start=m.start("phrase"),
                        rule=f"{words.rule} {m['phrase']}")  # fmt: skip
        elif m := words.after.match(text, a.end):
            a = replace(a.bounded(words.bound_after[m["phrase"]]), end=m.end("phrase"),
                        rule=f"{words.rule} {m['phrase']}")  # fmt: skip
        unit, end = self._unit(a.end)
        if unit in words.words["skipped"]:
            return None
        if a is bare and unit is not None and (m := words.after.match(text, end)):  # "dix soldats au moins"
            a = replace(a.bounded(words.bound_after[m["phrase"]]), rule=f"{words.rule} {m['phrase']}")
            end = m.end("phrase")
        if text[bare.start : bare.end] in words.words["single"] and a.start == bare.start:
            following = self._token(bare.end)
            if (
                unit not in words.words["counted"] or following in words.words["genitive"]
            ):  # "une des victimes"
                return None
        if unit is None and not self._stands_alone(a, bare):
            return None
        what = "money" if unit in words.currencies else words.what.get(unit or "")
        span = Span(self.offset + a.start, self.offset + max(a.end, end))
        return Quantity(span, a.low, a.high, a.approximate, unit, what, a.rule)

    def _one_counts(self, a: _Amount, bare: _Amount, unit: str | None) -> bool:
        """Whether "un" counts: "un mort", "au moins un policier"; not "une réunion", "une des victimes", "près d'une ligne"."""
        if self._token(bare.end) in self.words.words["genitive"]:
            return False
        if unit in self.words.words["counted"]:
            return True
        phrase = self.text[a.start : bare.start].replace("'", "' ").split()
        return bool(phrase) and a.high is None and phrase[-1] not in self.words.words["genitive"]

    def _token(self, at: int) -> str:
        """The word that holds or follows a character."""
        i = self.tree.at(self.offset + at)
        return self.tree.low[i] if i is not None and i <= self.last else ""

    def _stands_alone(self, a: _Amount, bare: _Amount) -> bool:
        """A number without a noun that still counts: "54 ont été tués", "dont une vingtaine", "des centaines d'entre eux"."""
        words, tokens = self.words, self.tree.tokens
        before = self.text[: a.start].replace("'", " ").rsplit(None, 1)
        last = before[-1] if before else ""
        i = self.tree.at(self.offset + bare.end - 1)
        if i is None or last in words.words["definite"] or last in words.words["naming"]:
            return False
        if a.approximate or a.start != bare.start:
            return True
        if bare.low in YEARS or (i and tokens[i - 1].pos == "PROPN"):  # "2019", "France 2"
            return False
        if last in words.words["partitive"] or self._token(bare.end) in words.words["partitive"]:
            return True
        return tokens[i].dep.partition(":")[0] in ("nsubj", "obj") or (
            i < self.last and tokens[i + 1].pos == "AUX"
        )

    def _unit(self, at: int) -> tuple[str | None, int]:
        """The dictionary form of the counted noun (or a currency code) behind a number, and where it ends."""
        tokens, words, i = self.tree.tokens, self.words, self.tree.at(self.offset + at)
        if i is None:
            return None, at
        fallback: tuple[str | None, int] = (
            None,
            at,
        )  # "des centaines d'anonymes": the tagger took the noun for an adjective
        of = False
        for k in range(i, min(self.last, i + MAX_BETWEEN) + 1):
            t = tokens[k]
            end = t.end - self.offset
            if k < self.last:
                after = tokens[k + 1]
                code = words.units.get(f"{t.lemma} {after.lemma}") or words.units.get(
                    f"{t.lower} {after.lower}"
                )
                if code is not None:
                    return code, after.end - self.offset
            if (code := words.units.get(t.lemma) or words.units.get(t.lower)) is not None:
                return code, end
            if (
                t.lower in words.words["genitive"]
                or t.pos in ("NUM", "DET")
                or t.text in OPENING
                or t.text.isdigit()
            ):
                continue
            if t.lemma in words.what or t.lower in words.forms:
                return (t.lemma if t.lemma in words.what else words.forms[t.lower]), end
            if t.pos in ("NOUN", "PROPN"):
                noun = NOUN.match(t.text)
                if noun is None:
                    break
                whole = noun.end() == len(t.text)
                return (t.lemma if whole else noun.group()).lower(), t.start + noun.end() - self.offset
            if of and t.pos == "ADJ" and fallback[0] is None:
                fallback = t.lemma.lower(), end
            if t.pos != "ADJ" and not (of and t.pos == "ADV"):
                break
        return fallback
