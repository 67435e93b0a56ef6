"""When two words, names or parties count as the same: the yardsticks that every score uses."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

TITLE_WORDS = frozenset(
    [
        "le",
        "la",
        "les",
        "l",
        "de",
        "du",
        "des",
        "d",
        "un",
        "une",
        "et",
        "the",
        "of",
        "a",
        "an",
        "and",
        "mr",
        "mme",
        "m",
        "president",
        "présidente",
        "ministre",
        "minister",
        "premier",
        "first",
        "prime",
        "chef",
        "leader",
        "dirigeant",
        "porte",
        "parole",
        "spokesman",
        "spokesperson",
        "spokeswoman",
        "general",
    ]
)  # words that two different people share; they do not make two names the same

G = TypeVar("G")
P = TypeVar("P")


class Party(NamedTuple):
    """A party of an event as far as scoring looks at it."""

    name: str
    country: str | None
    role: str | None


@dataclass(frozen=True, slots=True)
class Score:
    """Hits against what the gold has and what was said."""

    hits: int = 0
    gold: int = 0
    said: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.hits + other.hits, self.gold + other.gold, self.said + other.said)

    @property
    def precision(self) -> float:
        return self.hits / self.said if self.said else 0.0

    @property
    def recall(self) -> float:
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def rounded(self) -> list[float]:
        """Precision, recall and F1 to four places."""
        return [round(x, 4) for x in (self.precision, self.recall, self.f1)]

    def __str__(self) -> str:
        figures = f"P {self.precision:.3f}  R {self.recall:.3f}  F1 {self.f1:.3f}"
        return f"{figures}   ({self.hits} of {self.gold}, {self.said} said)"


def fold(text: str | None) -> str:
    """Lower case, no accents, plain apostrophes.

    >>> fold("L’Élysée")
    "l'elysee"
    """
    decomposed = unicodedata.normalize("NFKD", text or "").replace("’", "'")
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


def words(text: str | None) -> list[str]:
    """The folded words of a text."""
    return re.findall(r"\w+", fold(text))


def token_f1(a: str | None, b: str | None) -> float:
    """F1 over the words that two texts share, each counted as often as it stands in both."""
    left, right = words(a), words(b)
    if not left or not right:
        return 0.0
    shared = sum((Counter(left) & Counter(right)).values())
    return 2 * shared / (len(left) + len(right))


def same_name(a: str | None, b: str | None) -> bool:
    """Two names agree when they share a word that is no title."""
    left, right = set(words(a)) - _FOLDED_TITLES, set(words(b)) - _FOLDED_TITLES
    if not left or not right:
        return fold(a).strip() == fold(b).strip()
    return not left.isdisjoint(right)


def same_names(a: Sequence[str], b: Sequence[str]) -> bool:
    """Two lists of names agree when both are empty or one name of each agrees."""
    return (not a and not b) or any(same_name(x, y) for x in a for y in b)


def same_party(a: Party, b: Party) -> bool:
    """Same name, or same country with same role."""
    return same_name(a.name, b.name) or (bool(a.country) and a.country == b.country and a.role == b.role)


def same_parties(gold: Sequence[Party], said: Sequence[Party]) -> bool:
    """Every gold party found, and no more than one stranger."""
    if not gold or not said:
        return not gold and not said
    strangers = sum(not any(same_party(g, s) for g in gold) for s in said)
    return strangers <= 1 and all(any(same_party(g, s) for s in said) for g in gold)


def pair(gold: Sequence[G], said: Sequence[P], weight: Callable[[G, P], float]) -> list[tuple[G, P]]:
    """One-to-one pairs of positive weight, heaviest first; ties in the order of the gold, then of what was said."""
    cells = [(weight(g, s), i, j) for i, g in enumerate(gold) for j, s in enumerate(said)]
    taken_gold: set[int] = set()
    taken_said: set[int] = set()
    pairs = []
    for _, i, j in sorted((c for c in cells if c[0] > 0), key=lambda c: (-c[0], c[1], c[2])):
        if i not in taken_gold and j not in taken_said:
            taken_gold.add(i)
            taken_said.add(j)
            pairs.append((gold[i], said[j]))
    return pairs


def count(items: Iterable[bool]) -> int:
    """How many are true."""
    return sum(1 for item in items if item)


_FOLDED_TITLES = frozenset(fold(w) for w in TITLE_WORDS)
