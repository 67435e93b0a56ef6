"""What every finder of names needs: the words of an article, what is known of them, and the lists of `names.toml`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from ..datafiles import file_name, line_of, read_toml
from ..errors import BadData
from ..knowledge.base import Knowledge, Match, demonym_key
from ..language.grammar import load_words, spell
from ..language.registry import Language
from ..language.tree import Tree
from .locatives import Surroundings, load_locatives
from .roles import RoleBook

FILE = "names.toml"
LISTS = (
    "heads", "lower_heads", "state_heads", "organs", "ministers", "joints", "articles", "and", "place_heads", "empty",
    "inhabitants", "determiners", "particles", "lands", "services", "prizes", "events", "clubs",
    "masculine", "aims", "named_after", "short_heads", "abroad",
)  # fmt: skip
PHRASES = frozenset({"heads", "lower_heads", "state_heads", "organs", "ministers", "empty", "events"})

Label = str  # PER, LOC or ORG


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tokens `first` to `last` (inclusive) that may be a name, its label (PER, LOC, ORG) and the rule that says so.

    `known` candidates have their class from the knowledge base; `sure` ones from their words (a title, a head noun): the
    rest of the article does not change it.
    """

    first: int
    last: int
    label: Label
    rule: str
    known: bool = False
    sure: bool = False

    @property
    def tokens(self) -> range:
        return range(self.first, self.last + 1)


@dataclass(frozen=True)
class NameWords:
    """The lists of `names.toml` of one language; phrases stand under their first word, the longest first."""

    words: Mapping[str, frozenset[str]]
    phrases: Mapping[str, Mapping[str, tuple[tuple[str, ...], ...]]]

    def __hash__(self) -> int:
        return id(self)


@lru_cache(maxsize=8)
def load_name_words(language: Language) -> NameWords:
    """The lists of a language, those of a later file for ours; BadData where one is unknown or missing."""
    lists: dict[str, Any] = {}
    for path in language.files(FILE):
        for name, words in read_toml(path).items():
            if name not in LISTS or not isinstance(words, list):
                raise BadData(
                    file_name(path),
                    line_of(path, name),
                    f"unknown list {name!r}. Choose one of {', '.join(LISTS)}.",
                )
            lists[name] = words
    for name in LISTS:
        if name not in lists:
            raise BadData(
                f"{language.code}/{FILE}", 1, f"the list {name!r} is missing. Give it, be it empty."
            )
    return NameWords(
        {k: frozenset(v) for k, v in lists.items() if k not in PHRASES},
        {k: _by_first_word(map(_cut, v)) for k, v in lists.items() if k in PHRASES},
    )


def _by_first_word(phrases: Iterable[tuple[str, ...]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    out: dict[str, tuple[tuple[str, ...], ...]] = {}
    for words in sorted(phrases, key=lambda w: (-len(w), w)):
        out[words[0]] = (*out.get(words[0], ()), words)
    return out


def _cut(phrase: str) -> tuple[str, ...]:
    """The words of a phrase as the tokenizer cuts them, hyphens apart as well."""
    return tuple(p for w in spell(phrase) for p in w.replace("-", " - ").split())


@dataclass
class Names:
    """One article on the way to its names."""

    tree: Tree
    text: str
    language: Language
    knowledge: Knowledge
    book: RoleBook
    matches: tuple[Match, ...]
    on: date | None
    words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.words = [t.text for t in self.tree.tokens]
        self.low = self.tree.low
        self.lists = load_name_words(self.language)
        self.temporal = load_words(self.language).temporal
        self.places = load_locatives(self.language)
        self.around = Surroundings(self.tree, self.places)
        self.match_at = {i: m for m in self.matches for i in range(m.first, m.last + 1)}

    @cached_property
    def starts(self) -> frozenset[int]:
        """The first words of the sentences, marks and quotation marks passed over."""
        out = set()
        for first, last in self.tree.sentences:
            while first < last and not self.words[first][:1].isalnum():
                first += 1
            out.add(first)
        return frozenset(out)

    def is_in(self, i: int, *lists: str) -> bool:
        """Whether a token is in one of the word lists."""
        return 0 <= i < len(self.low) and any(self.low[i] in self.lists.words[name] for name in lists)

    def phrase(self, i: int, name: str) -> int:
        """How many tokens at `i` are the longest entry of a list of phrases; 0 without one."""
        for words in self.lists.phrases[name].get(self.low[i], ()):
            if self.low[i : i + len(words)] == words:
                return len(words)
        return 0

    def capital(self, i: int) -> bool:
        return 0 <= i < len(self.words) and self.words[i][:1].isupper()

    def acronym(self, i: int) -> bool:
        """ "ONU", "CNDD", "TF1": at least two capitals and no small letter."""
        word = self.words[i]
        return word == word.upper() and sum(c.isupper() for c in word) > 1 and word[0].isalpha()

    def joined(self, i: int) -> bool:
        """Whether no blank stands between a token and the next one."""
        tokens = self.tree.tokens
        return i + 1 < len(tokens) and tokens[i].end == tokens[i + 1].start

    def people(self, i: int) -> bool:
        """Whether a word is the adjective or the name of a people, listed or by its ending."""
        if i in self.match_at and not self.means_people(i):
            return False
        low = self.low[i]
        listed = self.knowledge.demonyms.get(demonym_key(low), ())
        if listed and all(d.language != self.language.code for d in listed):
            return False  # "British Museum" is no museum of theirs
        return bool(listed) or bool(self.knowledge.peoples(low, self.on))

    def means_people(self, i: int) -> bool:
        """ "le Suisse Binet", "un Suisse": a person of the country, not the country, which is feminine or has no article."""
        if not self.knowledge.peoples(self.low[i], self.on):
            return False
        return self.is_in(i - 1, "masculine") or self.tree.tokens[i].pos == "ADJ"

    @cached_property
    def blocked(self) -> frozenset[int]:
        """The tokens of races, prizes and services, in which no name is looked for."""
        out: set[int] = set()
        for i in range(len(self.low)):
            out.update(range(i, i + self.phrase(i, "events")))
            if self.is_in(i, "services") and self.capital(i):
                out.add(i)
            if self.is_in(i, "prizes") and self.capital(i + 1):
                out.add(i + 1)
        return frozenset(out)

    def surface(self, first: int, last: int) -> str:
        """The words of the text, blanks made single."""
        return self.tree.span(first, last).words(self.text)

    def same_sentence(self, i: int, k: int) -> bool:
        return 0 <= k < len(self.words) and self.tree.sentence_of[i] == self.tree.sentence_of[k]
