"""The words that tell what an event is about, read from a language's `contexts.yaml`, and where they stand in a text.

    health:
      - hôpital, épidémie*, vaccin*           # any of these, one is enough
      - urgence médicale, soin?               # a word with ? tells only beside another word of its context
    none:
      - bras de fer                           # look-alikes: these words tell nothing

Words are dictionary forms or forms as they stand in the text, in lower case; articles in between may be added ("arme du
crime"), a final * stands for any ending. Of two that overlap the longer one counts, so "virus informatique" is no virus; of equals the one under `none`.
A user's file adds words; what it names has only the contexts that it gives it there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from unicodedata import normalize

import yaml

from ..datafiles import compose_yaml, file_name
from ..errors import BadData
from ..model.span import Span
from ..ontology.plover import load_ontology
from .registry import Language
from .tree import Token, Tree

FILE = "contexts.yaml"
NONE = "none"  # the key of words that tell nothing
SHORTEST_STEM = 3  # letters before a *; shorter ones begin too many words
ELISION = re.compile(r"(?<=')")


@dataclass(frozen=True, slots=True)
class ContextWord:
    """A word or phrase of one context: its parts in order, whether it needs company, and its address."""

    text: str
    parts: tuple[str, ...]
    context: str
    weak: bool
    rule: str


@dataclass(frozen=True, slots=True)
class Found:
    """Where a word of a context stands."""

    span: Span
    token: int
    word: ContextWord


@dataclass(frozen=True)
class ContextWords:
    """All words of a language."""

    words: tuple[ContextWord, ...]

    def find(self, tree: Tree) -> Iterator[Found]:
        """The words that stand in a text, in its order; the longest of those that begin at a place, none inside another."""
        i = 0
        while i < len(tree.tokens):
            found = [
                (end, w) for w in self._beginning(tree.tokens[i]) if (end := _ends(w.parts, tree.tokens, i))
            ]
            last = max((end for end, _ in found), default=i + 1)
            longest = sorted((w for end, w in found if end == last), key=lambda w: w.weak)
            of_context = {
                w.context: w for w in reversed(longest)
            }  # the first of them, a strong one if there is
            if NONE not in of_context:
                yield from (Found(tree.span(i, last - 1), i, word) for word in of_context.values())
            i = last

    def _beginning(self, token: Token) -> Iterator[ContextWord]:
        for form in _forms(token):
            yield from self._by_word.get(form, ())
        low = token.lower
        for length in range(SHORTEST_STEM, len(low) + 1):
            yield from self._by_stem.get(low[:length], ())

    @cached_property
    def _by_word(self) -> Mapping[str, list[ContextWord]]:
        return _index((w.parts[0], w) for w in self.words if not w.parts[0].endswith("*"))

    @cached_property
    def _by_stem(self) -> Mapping[str, list[ContextWord]]:
        return _index((w.parts[0][:-1], w) for w in self.words if w.parts[0].endswith("*"))


def _index(pairs: Iterable[tuple[str, ContextWord]]) -> dict[str, list[ContextWord]]:
    out: dict[str, list[ContextWord]] = {}
    for key, word in pairs:
        out.setdefault(key, []).append(word)
    return out


def _forms(token: Token) -> tuple[str, ...]:
    """A token as it may be listed. A finite verb is its infinitive only: in "il juge" stands no judge."""
    lemma = token.lemma.lower().replace("’", "'")
    if lemma == token.lower or token.morph.get("VerbForm") == "Fin":
        return (lemma,)
    return lemma, token.lower


def _is(part: str, token: Token) -> bool:
    return token.lower.startswith(part[:-1]) if part.endswith("*") else part in _forms(token)


def _ends(parts: Sequence[str], tokens: Sequence[Token], start: int) -> int:
    """The token after the last of `parts`, which begin at `start`; 0 where they do not stand there."""
    i = start
    for n, part in enumerate(parts):
        if n and i < len(tokens) and not _is(part, tokens[i]) and tokens[i].pos == "DET":
            i += 1
        if i >= len(tokens) or not _is(part, tokens[i]):
            return 0
        i += 1
    return i


@lru_cache(maxsize=8)
def load_context_words(language: Language) -> ContextWords:
    """The words of a language; BadData names the file and line of a mistake."""
    words: dict[str, list[ContextWord]] = {}
    for path in language.files(FILE):
        own: dict[str, list[ContextWord]] = {}
        for word, line in _read(path):
            same = own.setdefault(word.text, [])
            if any(word.context == other.context for other in same):
                raise BadData(file_name(path), line, f"{word.text!r} stands twice under {word.context}.")
            same.append(word)
        words |= own
    return ContextWords(tuple(v for same in words.values() for w in same for v in _spellings(w)))


def _spellings(word: ContextWord) -> Iterator[ContextWord]:
    """A word, and as newspapers spell it with a capital ("coup d'Etat" for "coup d'État")."""
    yield word
    bare = tuple(_bare(p) if len(p) > SHORTEST_STEM else p for p in word.parts)
    if bare != word.parts:
        yield replace(word, parts=bare)


def _bare(part: str) -> str:
    """A word without the accent of its first letter."""
    return normalize("NFD", part[0])[0] + part[1:]


def _read(path: Path) -> Iterator[tuple[ContextWord, int]]:
    where, contexts = file_name(path), load_ontology().contexts
    for key, node in _entries(path, where):
        context, line = key.value, key.start_mark.line + 1
        if context not in contexts and context != NONE:
            raise BadData(
                where, line, f"unknown context {context!r}. Choose one of {', '.join(contexts)}, or {NONE}."
            )
        if not isinstance(node, yaml.SequenceNode):
            raise BadData(where, line, f"{context} is a list: put '- ' before each line of words.")
        for item in node.value:
            line = item.start_mark.line + 1
            if not isinstance(item, yaml.ScalarNode):
                raise BadData(where, line, "a line of words has commas between them and nothing else.")
            for text in item.value.split(","):
                yield _word(text.strip(), context, where, line), line


def _entries(path: Path, where: str) -> list[tuple[yaml.ScalarNode, yaml.Node]]:
    root = compose_yaml(path, where)
    if root is None:
        return []
    if not isinstance(root, yaml.MappingNode):
        raise BadData(where, root.start_mark.line + 1, "the file has contexts, each with a list of words.")
    return list(root.value)


def _word(text: str, context: str, where: str, line: int) -> ContextWord:
    plain = text.removesuffix("?").rstrip().lower().replace("’", "'")
    parts = tuple(part for word in plain.split() for part in ELISION.split(word) if part)
    if not parts:
        raise BadData(where, line, "a comma without a word before or after it.")
    for part in parts:
        if "*" in part and (part.index("*") != len(part) - 1 or len(part) <= SHORTEST_STEM):
            raise BadData(
                where,
                line,
                f"in {text!r} the * must follow at least {SHORTEST_STEM} letters and end the word.",
            )
    return ContextWord(plain, parts, context, text.endswith("?"), f"{where}:{line} {context}")
