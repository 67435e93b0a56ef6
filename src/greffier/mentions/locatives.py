"""Whether a name stands where a place stands: the small words in front of it, read by the lists of `places.toml`.

"à X", "près de X", "dans toute la X" say where something is. "la ville de X" is X itself, "la prison de X" a place of
its own, "le maire de X" speaks of X whatever its government does; "la réponse de X" says nothing about a place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from ..datafiles import file_name, line_of, read_toml
from ..errors import BadData
from ..language.registry import Language
from ..language.tree import ACTING, Tree

FILE = "places.toml"
LISTS = (
    "articles", "between", "contracted", "genitive", "prepositions", "bare", "dative", "towns", "sites", "scenes",
    "directions", "lands", "capitals", "borders", "across", "countries", "inside",
)  # fmt: skip
LONGEST = 4  # words of an entry of a list
BETWEEN = 3  # adjectives between a noun and its "of X": "la base militaire aérienne de X"
MODIFIERS = frozenset({"ADJ", "PROPN"})

Noun = Literal["towns", "sites", "scenes", "directions"]


@dataclass(frozen=True, slots=True)
class LocativeWords:
    """The lists of `places.toml` of one language; `nouns` gives the list that a word or phrase stands in, `grounds` are the
    nouns of places without a name."""

    articles: frozenset[str]
    skipped: frozenset[str]
    contracted: frozenset[str]
    genitive: frozenset[str]
    prepositions: frozenset[tuple[str, ...]]
    ends: frozenset[str]
    bare: frozenset[str]
    dative: frozenset[str]
    nouns: Mapping[tuple[str, ...], Noun]
    lands: frozenset[tuple[str, ...]]
    capitals: frozenset[str]
    heads: frozenset[str]
    sides: frozenset[tuple[str, ...]]
    borders: frozenset[str]
    across: frozenset[str]
    countries: frozenset[str]
    inside: frozenset[str]
    grounds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Stand:
    """How a name stands: `located` after a locative preposition; else the `noun` list and the first token of that noun.

    `article` tells whether an article that is no part of the name stands before it; `toward` that "à" stands before that
    article, which locates a palace but no state ("s'en prendre à la X").
    """

    located: bool = False
    noun: Noun | None = None
    noun_first: int = -1
    article: bool = False
    toward: bool = False


class Surroundings:
    """The words around names in one tree."""

    def __init__(self, tree: Tree, words: LocativeWords) -> None:
        self.tree, self.low, self.words = tree, tree.low, words

    @cached_property
    def starts(self) -> frozenset[int]:
        """The first tokens of the sentences."""
        return frozenset(first for first, _ in self.tree.sentences)

    def acts(self, first: int, last: int) -> bool:
        """Whether the name is a subject or an agent."""
        tokens = self.tree.tokens
        return any(tokens[i].dep in ACTING for i in range(first, last + 1))

    def before(self, i: int) -> Stand:
        """How the name that begins at token `i` stands."""
        words, low = self.words, self.low
        k, article = i, False
        while k not in self.starts and low[k - 1] in words.skipped:
            k -= 1
            article = article or low[k] in words.articles
        if k in self.starts:
            return Stand(article=article)
        k -= 1
        article = article or low[k] in words.contracted
        if self.ends_preposition(k):
            toward = low[k] in words.bare and article
            return Stand(located=not self._is_recipient(k, i), article=article, toward=toward)
        if low[k] in words.genitive:
            noun, first = self.noun_before(k)
            return Stand(noun=noun, noun_first=first, article=article)
        if k == i - 1:  # "la gare X", without any word between
            noun, first = self.noun_ending(k)
            return Stand(noun=noun, noun_first=first, article=article)
        return Stand(article=article)

    def ends_preposition(self, k: int) -> bool:
        """Whether a locative preposition ends at token `k`."""
        low = self.low
        return low[k] in self.words.ends and any(
            tuple(low[k + 1 - n : k + 1]) in self.words.prepositions
            for n in range(1, LONGEST + 1)
            if n <= k + 1
        )

    def noun_before(self, k: int) -> tuple[Noun | None, int]:
        """The noun of the lists whose "of" stands at token `k`, adjectives between them left out."""
        tokens = self.tree.tokens
        for back in range(1, BETWEEN + 2):
            at = k - back
            if at < 0:
                break
            noun, first = self.noun_ending(at)
            if noun is not None:
                return noun, first
            if tokens[at].pos not in MODIFIERS or at in self.starts:
                break
        return None, -1

    def noun_ending(self, k: int) -> tuple[Noun | None, int]:
        """The noun of the lists that ends at token `k`, and its first token."""
        low = self.low
        for n in range(min(LONGEST, k + 1), 0, -1):
            noun = self.words.nouns.get(tuple(low[k + 1 - n : k + 1]))
            if noun is not None:
                return noun, k + 1 - n
        return None, -1

    def noun_at(self, i: int) -> Noun | None:
        """The list of the noun that begins at token `i`."""
        low = self.low
        return next(
            (noun for n in range(LONGEST, 0, -1) if (noun := self.words.nouns.get(tuple(low[i : i + n])))),
            None,
        )

    def _is_recipient(self, preposition: int, name: int) -> bool:
        """ "demander à Moscou": the word that the name hangs on takes somebody."""
        if self.low[preposition] not in self.words.bare | self.words.contracted:
            return False
        tokens = self.tree.tokens
        above = tokens[tokens[name].head]
        return above.lemma in self.words.dative


@lru_cache(maxsize=8)
def load_locatives(language: Language) -> LocativeWords:
    """The locative words of a language; BadData for a mistake in the file."""
    lists: dict[str, list[tuple[str, ...]]] = {name: [] for name in LISTS}
    for path in language.files(FILE):
        for name, words in read_toml(path).items():
            if name not in lists or not isinstance(words, list):
                raise BadData(
                    file_name(path),
                    line_of(path, name),
                    f"unknown list {name!r}. Choose one of {', '.join(LISTS)}.",
                )
            lists[name] += [_parts(str(w)) for w in words]

    def single(name: str) -> frozenset[str]:
        return frozenset(w[0] for w in lists[name])

    nouns: dict[tuple[str, ...], Noun] = {}
    kinds: tuple[Noun, ...] = ("scenes", "directions", "sites", "towns")
    for kind in kinds:
        nouns |= dict.fromkeys(lists[kind], kind)
    heads = single("lands") | single("capitals")
    return LocativeWords(
        articles=single("articles"),
        skipped=single("articles") | single("between"),
        contracted=single("contracted"),
        genitive=single("genitive"),
        prepositions=frozenset(lists["prepositions"]),
        ends=frozenset(p[-1] for p in lists["prepositions"]),
        bare=single("bare"),
        dative=single("dative"),
        nouns=nouns,
        lands=frozenset(lists["lands"]),
        capitals=single("capitals"),
        heads=heads,
        sides=frozenset(lists["directions"]),
        borders=single("borders"),
        across=single("across"),
        countries=single("countries"),
        inside=single("inside"),
        grounds=heads | single("directions") | single("borders"),
    )


def _parts(written: str) -> tuple[str, ...]:
    """The tokens of an entry: an apostrophe ends one."""
    return tuple(written.replace("'", "' ").split())
