"""How many: numbers in figures and words, with what bounds them and the thing that they count.

Conventions (GUIDELINE of the gold, "Decisions"): "au moins N" is open above, "environ N" is N and approximate, "une
centaine" is 100 and approximate, "des milliers" begins at twice the word's value and is open above.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..errors import BadData
from ..language.registry import Language
from ..language.tree import Tree
from ..model.quantity import Quantity
from ..model.span import Span
from ..model.when import When
from .numbers import Numbers, load_numbers

SEVERAL = 2  # "des dizaines" are at least two of them
MAX_ADJECTIVES = 3  # between a number and what it counts
BOUNDS = ("about", "min", "max")


@dataclass(frozen=True)
class QuantityWords:
    """The words of quantities.toml of one language; phrases are matched against the text just before or after a number."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    bound_before: Mapping[str, str]
    bound_after: Mapping[str, str]
    opens: frozenset[str]
    joins: frozenset[str]
    words: Mapping[str, frozenset[str]]
    ages: tuple[str, ...]
    currencies: Mapping[str, str]
    what: Mapping[str, str]
    numbers: Numbers
    number: re.Pattern[str]
    group: re.Pattern[str]
    triggers: frozenset[str]
    rule: str


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number on the way: characters of the text, its range and whether it is approximate."""

    start: int
    end: int
    low: float | None
    high: float | None
    approximate: bool
    rule: str


def find_quantities(tree: Tree, language: Language, times: Sequence[When] = ()) -> tuple[Quantity, ...]:
    """The counted amounts of an article in text order; numbers inside times are none."""
    if not tree.tokens:
        return ()
    words = load_quantity_words(language)
    taken = sorted((w.span for w in times), key=lambda s: s.start)
    finder = _Finder(tree, words, taken)
    return tuple(q for first, last in tree.sentences for q in finder.in_sentence(first, last))


class _Finder:
    def __init__(self, tree: Tree, words: QuantityWords, taken: Sequence[Span]) -> None:
        self.tree, self.words, self.taken = tree, words, taken
        self.at = {t.start: t.i for t in tree.tokens}
        self.ends = {t.end: t.i for t in tree.tokens}

    def in_sentence(self, first: int, last: int) -> Iterator[Quantity]:
        tokens = self.tree.tokens
        offset = tokens[first].start
        low = self.tree.low[first : last + 1]
        if self.words.triggers.isdisjoint(low) and not any(w[0].isdigit() or "-" in w for w in low):
            return
        text = self._text(first, last)
        amounts = [
            a
            for a in self._amounts(text, offset)
            if not any(s.meets(Span(a.start, a.end)) for s in self.taken)
        ]
        for amount in self._ranges(amounts, text, offset):
            found = self._counted(amount, text, offset, last)
            if found is not None:
                yield found

    def _text(self, first: int, last: int) -> str:
        """The words of the sentence in lower case, each at its own offset."""
        tokens = self.tree.tokens
        out: list[str] = []
        at = tokens[first].start
        for t in tokens[first : last + 1]:
            out.append(" " * (t.start - at) + self.tree.low[t.i])
            at = t.end
        return "".join(out)

    # -------------------------------------------------------------------------------------------- numbers

    def _amounts(self, text: str, offset: int) -> Iterator[_Amount]:
        rule = self.words.rule
        spans: list[tuple[int, int]] = []
        for m in self.words.group.finditer(text):
            value = self.words.numbers.groups[m["group"]]
            several = m["group"].endswith("s")
            count = self.words.numbers.value(m["n"]) if m["n"] else None
            if count is not None:
                low = high = count * value
                yield _Amount(offset + m.start(), offset + m.end(), low, high, True, rule)
            elif several:
                yield _Amount(offset + m.start(), offset + m.end(), SEVERAL * value, None, True, rule)
            else:
                yield _Amount(offset + m.start(), offset + m.end(), value, value, True, rule)
            spans.append(m.span())
        for m in self.words.number.finditer(text):
            if any(a < m.end() and m.start() < b for a, b in spans):
                continue
            number = self.words.numbers.value(m.group())
            if number is not None and self._is_amount(m, text):
                yield _Amount(offset + m.start(), offset + m.end(), number, number, False, rule)

    def _is_amount(self, m: re.Match[str], text: str) -> bool:
        after = text[m.end() :]
        if after[:1].isalpha():  # "12e"
            return False
        if after[:1] == "%" or re.match(r"[-/:.,]\d|h\d|h\b|\s*[/:]\s*\d", after):
            return after[:1] == "%"
        if m.start() and (text[m.start() - 1].isalnum() or text[m.start() - 1] in "-/:.,'_"):
            return text[m.start() - 1] == "'" and not m.group()[0].isdigit()
        before = text[: m.start()].replace("'", " ").split()
        return not (before and before[-1] in self.words.words["naming"])

    def _ranges(self, amounts: list[_Amount], text: str, offset: int) -> Iterator[_Amount]:
        """ "entre 10 et 20", "5 000 à 7 000": two numbers that bound one amount."""
        amounts = sorted(amounts, key=lambda a: a.start)
        k = 0
        while k < len(amounts):
            one = amounts[k]
            two = amounts[k + 1] if k + 1 < len(amounts) else None
            if two is not None and not one.approximate and not two.approximate:
                between = text[one.end - offset : two.start - offset].strip()
                before = text[: one.start - offset].split()
                opened = before[-1] if before and before[-1] in self.words.opens else ""
                if between in self.words.joins and (opened or between != "et"):
                    low, high = one.low or 0, two.high or 0
                    scale = next(
                        (s for s in (1e6, 1e3, 1e9) if high >= s > low and low * s <= high and s > 1), 1
                    )
                    if low < high and low * scale <= high and (high <= 1000 or scale > 1 or low * 20 >= high):
                        start = (
                            text.rfind(opened, 0, one.start - offset) + offset
                            if opened and opened != "d'"
                            else one.start
                        )
                        yield _Amount(start, two.end, low * scale, high, False, two.rule)
                        k += 2
                        continue
            yield one
            k += 1

    # -------------------------------------------------------------------------------------------- what is counted

    def _counted(self, a: _Amount, text: str, offset: int, last: int) -> Quantity | None:
        words = self.words
        if any(text[: a.start - offset].rstrip().endswith(age) for age in words.ages):
            return None
        start, end, low, high, approximate, rule = a.start, a.end, a.low, a.high, a.approximate, a.rule
        if m := words.before.search(text[: a.start - offset]):
            low, high, approximate = _bounded(low, high, approximate, words.bound_before[m["phrase"]])
            start, rule = offset + m.start("phrase"), f"{words.rule} {m['phrase']}"
        elif m := words.after.match(text[a.end - offset :]):
            low, high, approximate = _bounded(low, high, approximate, words.bound_after[m["phrase"]])
            end, rule = a.end + m.end("phrase"), f"{words.rule} {m['phrase']}"
        unit, unit_end = self._unit(end, last)
        alone = text[a.start - offset : a.end - offset].strip() in words.words["single"]
        if alone and (unit is None or unit not in words.words["counted"] or start != a.start):
            return None
        if unit in words.words["skipped"]:
            return None
        if unit is None and (start == a.start and not self._stands_alone(a)):
            return None
        what = words.what.get(unit or "")
        if unit is not None and len(unit) == 3 and unit.isupper():
            what = "money"
        return Quantity(Span(start, max(end, unit_end)), low, high, approximate, unit, what, rule)

    def _stands_alone(self, a: _Amount) -> bool:
        """A number that itself is the subject or object ("54 ont été tués")."""
        token = self.at.get(a.start)
        return token is not None and self.tree.tokens[token].dep in ("nsubj", "nsubj:pass", "obj")

    def _unit(self, end: int, last: int) -> tuple[str | None, int]:
        """The dictionary form of the counted noun (or a currency code) behind a number, and where it ends."""
        tokens, words = self.tree.tokens, self.words
        i = self.tree.at(end)
        if i is None or i > last:
            return None, end
        skipped = 0
        while i <= last and skipped <= MAX_ADJECTIVES + 2:
            t = tokens[i]
            if t.lower in words.words["genitive"] or t.pos in ("NUM", "DET") or t.text.isdigit():
                i, skipped = i + 1, skipped + 1
                continue
            if t.text == "%":
                return "%", t.end
            pair = f"{t.lemma} {tokens[i + 1].text}" if i < last else ""
            if pair in words.currencies:
                return words.currencies[pair], tokens[i + 1].end
            if (code := words.currencies.get(t.lemma) or words.currencies.get(t.lower)) is not None:
                return code, t.end
            if t.pos in ("NOUN", "PROPN"):
                return t.lemma.lower(), t.end
            if t.lemma in words.what or t.lower.rstrip("s") in words.what:
                return t.lower.rstrip("s"), t.end
            if t.pos == "ADJ":
                i, skipped = i + 1, skipped + 1
                continue
            break
        return None, end


def _bounded(
    low: float | None, high: float | None, approximate: bool, bound: str
) -> tuple[float | None, float | None, bool]:
    if bound == "min":
        return low, None, approximate
    if bound == "max":
        return None, high if high is not None else low, approximate
    return low, high, True


@lru_cache(maxsize=8)
def load_quantity_words(language: Language) -> QuantityWords:
    """The quantity words of a language; BadData for a mistake in the file."""
    data: dict[str, dict[str, object]] = {}
    where = f"{language.code}/quantities.toml"
    for path in language.files("quantities.toml"):
        try:
            for name, table in tomllib.loads(path.read_text(encoding="utf-8")).items():
                data.setdefault(name, {}).update(table)
        except tomllib.TOMLDecodeError as error:
            raise BadData(where, 1, f"the file is not TOML: {error}.") from error
    numbers = load_numbers(language)
    before, after = (
        {str(p): bound for bound in BOUNDS for p in _list(data.get(side, {}).get(bound))}
        for side in ("before", "after")
    )
    lists = {k: frozenset(_list(v)) for k, v in data.get("words", {}).items()}
    plural_of_counted = lists.get("counted", frozenset())  # "un mort" counts: the noun calls for a look
    groups = "|".join(sorted(map(re.escape, numbers.groups), key=lambda g: (-len(g), g)))
    plural = "|".join(map(re.escape, sorted(lists.get("plural", ()))))
    single = "|".join(map(re.escape, sorted(lists.get("single", ()))))
    return QuantityWords(
        before=re.compile(rf"(?:^|[\s(«\"'])(?P<phrase>{_alternatives(before)})\s*$"),
        after=re.compile(rf"\s*(?P<phrase>{_alternatives(after)})(?!\w)"),
        bound_before=before,
        bound_after=after,
        opens=frozenset(_list(data.get("ranges", {}).get("open"))),
        joins=frozenset(_list(data.get("ranges", {}).get("join"))),
        words={
            k: lists.get(k, frozenset())
            for k in ("genitive", "single", "counted", "naming", "skipped", "plural")
        },
        ages=tuple(sorted(lists.get("age", ()))),
        currencies={str(k): str(v) for k, v in data.get("currencies", {}).items()},
        what={noun: kind for kind, nouns in data.get("what", {}).items() for noun in _list(nouns)},
        numbers=numbers,
        number=re.compile(rf"(?<![\w.,]){numbers.regex}"),
        group=re.compile(
            rf"(?<!\w)(?:(?P<n>{numbers.regex})\s+|(?:{plural}|{single})\s+)?(?P<group>{groups})(?!\w)"
        ),
        triggers=(numbers.words | frozenset(numbers.groups) | frozenset(plural_of_counted))
        - lists.get("single", frozenset()),
        rule=where,
    )


def _alternatives(phrases: Mapping[str, str]) -> str:
    return "|".join(map(re.escape, sorted(phrases, key=lambda p: (-len(p), p)))) or r"(?!)"


def _list(value: object) -> list[str]:
    return [str(v) for v in value] if isinstance(value, list) else []
