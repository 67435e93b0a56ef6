"""The event lexicon of a language: YAML rows that a political scientist writes in, compiled patterns out.

`load_lexicon(language)` reads `events/*.yaml` and `classes/*.txt` of the language's folder and of the user's. A row:

    - id: aid.weapons                        # type of event, dot, name; a user's row with the same id replaces ours
      cameo: "072"                           # the CAMEO code at the finest level that the words support
      mode: weapons                          # one of ontology/modes.csv for this type, or none
      counts: troops                         # what a number in front of the recipient or object counts
      symmetric: true                        # all parties are actors (a meeting)
      lasting: true                          # goes on for days: its present tense means that it is still going on
      personal: true                         # done to people: a thing as its object keeps the row silent
      verbs: ["ACTOR livrer {armes} à RECIPIENT"]
      nouns: ["livraison de {armes} (à RECIPIENT)"]
      adjectives: []
      not: ["ACTOR livrer bataille"]         # patterns that keep this row silent
      examples: ["[Berlin] a livré des chars à <Kiev>."]      # [actor] <recipient>; they are the row's tests
      hard: ["[Berlin] arme <Kiev>."]                         # what the row should code and does not yet: known misses
      never: ["Le pizzaïolo livre à domicile."]               # sentences in which the row must stay silent
      why: one line, when the choice needs a reason

How a pattern is written is told in `patterns.py`. Every mistake is refused with file and line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal

import yaml

from ..datafiles import compose_yaml
from ..errors import BadData
from ..model.span import Span
from ..ontology.plover import Ontology, load_ontology
from .frames import Frame
from .patterns import Grammar, Item, PatternKind, PatternMistake, Shape, Slot, read_pattern
from .registry import Language

__all__ = ["Example", "Item", "Lexicon", "Pattern", "Row", "Shape", "Slot", "load_lexicon"]

Counted = Literal["killed", "injured", "displaced", "detained", "troops", "money", "other"]
COUNTED = ("killed", "injured", "displaced", "detained", "troops", "money", "other")


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of a row with its marks taken out: where its actors and its recipients stand."""

    text: str
    actors: tuple[Span, ...]
    recipients: tuple[Span, ...]
    where: str


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One row of the lexicon. `rule` is its address ("fr/events/consult.yaml:12 consult.meet")."""

    id: str
    type: str
    cameo: str
    mode: str | None
    symmetric: bool
    lasting: bool
    counts: str | None
    why: str
    rule: str
    examples: tuple[Example, ...]
    hard: tuple[Example, ...]
    never: tuple[Example, ...]
    exclusions: tuple[Shape, ...]
    personal: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Pattern(Shape):
    """A shape that codes events of its row; `order` ranks equally specific ones (the user's rows come first)."""

    row: Row
    order: int = 0


@dataclass(frozen=True)
class Lexicon:
    """All rows of a language with their patterns by head, the most specific first.

    `light` are the verbs that lend a noun their subject (mener, lancer, procéder à), `occurrence` those that only say
    that a noun took place (avoir lieu, éclater).
    """

    rows: tuple[Row, ...]
    verbs: Mapping[tuple[str, bool], tuple[Pattern, ...]]
    nouns: Mapping[str, tuple[Pattern, ...]]
    adjectives: Mapping[str, tuple[Pattern, ...]]
    light: frozenset[str]
    occurrence: frozenset[str]
    classes: Mapping[str, frozenset[str]] = field(repr=False)

    @cached_property
    def event_nouns(self) -> frozenset[str]:
        """The nouns that may tell of an event."""
        return frozenset(self.nouns)

    def candidates(self, frame: Frame) -> tuple[Pattern, ...]:
        """The patterns to try on a frame, the most specific first.

        A light verb with its noun is tried as that noun, and as the verb with the noun as its object ("rendre visite").
        """
        if frame.kind in ("verb", "participle"):
            return self.verbs.get((frame.lemma, frame.reflexive), ())
        if frame.kind == "adjective":
            return self.adjectives.get(frame.lemma, ())
        if frame.kind == "light" and frame.light_lemma:
            phrases = self.verbs.get((frame.light_lemma, frame.reflexive), ())
            fitting = [
                p for p in phrases if any(i.required and i.words and frame.lemma in i.words for i in p.items)
            ]
            both = (*fitting, *self.nouns.get(frame.lemma, ()))
            return tuple(sorted(both, key=lambda p: -p.specificity))
        return self.nouns.get(frame.lemma, ())


@lru_cache(maxsize=8)
def load_lexicon(language: Language) -> Lexicon:
    """The lexicon of a language, the user's rows laid over ours; BadData names the file and line of a mistake."""
    ontology = load_ontology()
    classes = _load_classes(language)
    grammar = _grammar(classes, language)
    rows: dict[str, tuple[Row, tuple[Shape, ...], bool]] = {}
    for own, folder in enumerate(language.folders):
        seen: dict[str, str] = {}
        for path in sorted((folder / "events").glob("*.yaml")):
            reader = _RowReader(f"{folder.name}/events/{path.name}", ontology, grammar, classes)
            for row, shapes in reader.read(path):
                if row.id in seen:
                    line = int(row.rule.split()[0].rpartition(":")[2])
                    raise BadData(reader.where, line, f"the id {row.id!r} is already that of {seen[row.id]}.")
                seen[row.id] = row.rule.split()[0]
                rows[row.id] = row, shapes, bool(own)
    return _index(rows.values(), classes)


def _index(
    rows: Iterable[tuple[Row, tuple[Shape, ...], bool]], classes: Mapping[str, frozenset[str]]
) -> Lexicon:
    verbs: dict[tuple[str, bool], list[Pattern]] = {}
    nouns: dict[str, list[Pattern]] = {}
    adjectives: dict[str, list[Pattern]] = {}
    ranked = sorted(rows, key=lambda entry: not entry[2])  # the user's first
    for row, shapes, _ in ranked:
        for s in shapes:
            pattern = Pattern(
                s.kind, s.lemma, s.reflexive, s.subject, s.subject_words, s.items, s.specificity, s.text, row,
            )  # fmt: skip
            if s.kind == "verb":
                verbs.setdefault((s.lemma, s.reflexive), []).append(pattern)
            else:
                (nouns if s.kind == "noun" else adjectives).setdefault(s.lemma, []).append(pattern)
    return Lexicon(
        tuple(row for row, _, _ in ranked),
        {k: _by_specificity(v) for k, v in verbs.items()},
        {k: _by_specificity(v) for k, v in nouns.items()},
        {k: _by_specificity(v) for k, v in adjectives.items()},
        classes.get("_light", frozenset()),
        classes.get("_occurrence", frozenset()),
        classes,
    )


def _by_specificity(patterns: list[Pattern]) -> tuple[Pattern, ...]:
    return tuple(sorted(patterns, key=lambda p: -p.specificity))  # stable: the order of rows decides a tie


# ---------------------------------------------------------------------------------------------- word classes


def _load_classes(language: Language) -> dict[str, frozenset[str]]:
    """Every classes/*.txt: one dictionary form a line, `{other}` takes in another class, `#` begins a comment.

    A user's file adds its words to ours; a line "-word" takes one of ours out.
    """
    lines: dict[str, list[tuple[str, str, int]]] = {}
    for folder in language.folders:
        for path in sorted((folder / "classes").glob("*.txt")):
            where = f"{folder.name}/classes/{path.name}"
            for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if word := line.partition("#")[0].strip():
                    lines.setdefault(path.stem, []).append((word, where, n))
    done: dict[str, frozenset[str]] = {}

    def resolve(name: str, above: tuple[str, ...]) -> frozenset[str]:
        if name not in done:
            words: set[str] = set()
            for word, where, n in lines[name]:
                if word.startswith("{"):
                    other = word.strip("{}")
                    if other not in lines or other in above:
                        raise BadData(where, n, f"the word class {word} has no file, or takes in itself.")
                    words |= resolve(other, (*above, other))
                elif word.startswith("-"):
                    words.discard(word[1:].strip().lower())
                else:
                    words.add(word.lower())
            done[name] = frozenset(words)
        return done[name]

    return {name: resolve(name, (name,)) for name in lines}


def _grammar(classes: Mapping[str, frozenset[str]], language: Language) -> Grammar:
    """The small words, from the classes whose names begin with an underscore; "aux = à" gives a spelling its form."""
    prepositions: dict[str, str] = {}
    for line in classes.get("_prepositions", ()):
        spelling, _, form = line.partition("=")
        prepositions[spelling.strip()] = (form or spelling).strip()
    if not prepositions:
        raise BadData(f"{language.code}/classes/_prepositions.txt", 1, "the file is missing or empty.")
    return Grammar(
        prepositions, classes.get("_determiners", frozenset()), classes.get("_reflexives", frozenset())
    )


# ---------------------------------------------------------------------------------------------- rows

KEYS = frozenset({"id", "cameo", "mode", "symmetric", "lasting", "personal", "counts", "verbs", "nouns", "adjectives", "not", "examples", "hard", "never", "why"})  # fmt: skip
KINDS: dict[str, PatternKind] = {"verbs": "verb", "nouns": "noun", "adjectives": "adjective"}
Text = tuple[str, int]  # a word of the file and its line


@dataclass(frozen=True)
class _RowReader:
    where: str
    ontology: Ontology
    grammar: Grammar
    classes: Mapping[str, frozenset[str]]

    def read(self, path: Path) -> Iterator[tuple[Row, tuple[Shape, ...]]]:
        """The rows of one file with their shapes."""
        root = compose_yaml(path, self.where)
        if root is None:
            return
        if not isinstance(root, yaml.SequenceNode):
            raise BadData(
                self.where, _line(root), "a lexicon file is a list of rows, each beginning with '- id:'."
            )
        for node in root.value:
            yield self._row(node)

    def _row(self, node: yaml.Node) -> tuple[Row, tuple[Shape, ...]]:
        line = _line(node)
        if not isinstance(node, yaml.MappingNode):
            raise BadData(self.where, line, "a row is a block of 'key: value' lines.")
        values = {key.value: value for key, value in node.value}
        for key, _ in node.value:
            if key.value not in KEYS:
                raise BadData(
                    self.where,
                    _line(key),
                    f"unknown key {key.value!r}. Choose one of {', '.join(sorted(KEYS))}.",
                )
        ident, _ = self._text(values, "id", line)
        type_ = ident.partition(".")[0].upper()
        if type_ not in self.ontology.types:
            raise BadData(self.where, line, f"unknown type {type_!r} in the id {ident!r}. Choose one of {', '.join(self.ontology.types)}.")  # fmt: skip
        cameo, cameo_line = self._text(values, "cameo", line)
        if cameo not in self.ontology.cameo:
            raise BadData(
                self.where, cameo_line, f"unknown CAMEO code {cameo!r}. The codes are in ontology/cameo.csv."
            )
        shapes = tuple(
            s for key, kind in KINDS.items() for t in self._texts(values, key) for s in self._shapes(t, kind)
        )
        if not shapes:
            raise BadData(self.where, line, f"the row {ident!r} has no verbs, nouns or adjectives.")
        examples = tuple(self._example(t) for t in self._texts(values, "examples"))
        if not examples:
            raise BadData(self.where, line, f"the row {ident!r} has no example. Give a sentence with [actor] and <recipient>.")  # fmt: skip
        row = Row(
            id=ident,
            type=type_,
            cameo=cameo,
            mode=self._mode(values, type_),
            symmetric=self._choice(values, "symmetric", ("true", "false")) == "true",
            lasting=self._choice(values, "lasting", ("true", "false")) == "true",
            personal=self._choice(values, "personal", ("true", "false")) == "true",
            counts=self._choice(values, "counts", COUNTED),
            why=self._text(values, "why", line)[0] if "why" in values else "",
            rule=f"{self.where}:{line} {ident}",
            examples=examples,
            hard=tuple(self._example(t) for t in self._texts(values, "hard")),
            never=tuple(self._example(t) for t in self._texts(values, "never")),
            exclusions=tuple(s for t in self._texts(values, "not") for s in self._exclusions(t, shapes)),
        )
        return row, shapes

    def _mode(self, values: Mapping[str, yaml.Node], type_: str) -> str | None:
        if "mode" not in values:
            return None
        mode, line = self._text(values, "mode", 0)
        known = self.ontology.modes_of(type_)
        if mode not in known:
            raise BadData(self.where, line, f"unknown mode {mode!r} of {type_}. Choose one of {', '.join(known) or 'none at all'}.")  # fmt: skip
        return mode

    def _choice(self, values: Mapping[str, yaml.Node], key: str, choices: tuple[str, ...]) -> str | None:
        if key not in values:
            return None
        text, line = self._text(values, key, 0)
        if text not in choices:
            raise BadData(self.where, line, f"{key} is {text!r}. Choose one of {', '.join(choices)}.")
        return text

    def _text(self, values: Mapping[str, yaml.Node], key: str, line: int) -> Text:
        node = values.get(key)
        if not isinstance(node, yaml.ScalarNode) or not node.value:
            raise BadData(
                self.where, _line(node) if node else line, f"the row has no {key}, or more than one."
            )
        return node.value, _line(node)

    def _texts(self, values: Mapping[str, yaml.Node], key: str) -> Iterator[Text]:
        node = values.get(key)
        if node is None or (isinstance(node, yaml.ScalarNode) and not node.value):
            return
        if not isinstance(node, yaml.SequenceNode):
            raise BadData(self.where, _line(node), f"{key} is a list: put '- ' before each line.")
        for item in node.value:
            if not isinstance(item, yaml.ScalarNode):
                raise BadData(self.where, _line(item), f"put quotation marks around this line of {key}.")
            yield item.value, _line(item)

    def _shapes(self, text: Text, kind: PatternKind) -> tuple[Shape, ...]:
        try:
            return tuple(read_pattern(text[0], kind, self.grammar, self.classes))
        except PatternMistake as mistake:
            raise BadData(self.where, text[1], f"{mistake}.") from mistake

    def _exclusions(self, text: Text, shapes: tuple[Shape, ...]) -> Iterator[Shape]:
        """An exclusion begins with a slot if it speaks of a verb; else it speaks of the row's nouns or adjectives."""
        first = text[0].split()[0].partition(":")[0] if text[0].split() else ""
        kinds: tuple[PatternKind, ...] = ("verb",) if first.isupper() else ("noun", "adjective")
        heads = {(s.kind, s.lemma, s.reflexive) for s in shapes}
        found = [s for k in kinds for s in self._shapes(text, k) if (s.kind, s.lemma, s.reflexive) in heads]
        if not found:
            raise BadData(self.where, text[1], f"the exclusion {text[0]!r} speaks of no word of its row.")
        yield from found

    def _example(self, text: Text) -> Example:
        try:
            return read_example(text[0], f"{self.where}:{text[1]}")
        except ValueError as error:
            raise BadData(self.where, text[1], f"{error}.") from error


MARKS = {"[": "]", "<": ">"}


def read_example(text: str, where: str = "") -> Example:
    """A sentence whose actors stand in [] and recipients in <>, without these marks.

    >>> read_example("[Paris] a reçu <Berlin>.").text
    'Paris a reçu Berlin.'
    """
    out: list[str] = []
    spans: dict[str, list[Span]] = {"[": [], "<": []}
    opened, start = "", 0
    for c in text:
        if c in MARKS and not opened:
            opened, start = c, len(out)
        elif opened and c == MARKS[opened]:
            spans[opened].append(Span(start, len(out)))
            opened = ""
        elif c in "[]<>":
            raise ValueError(f"the marks of the example {text!r} do not fit")
        else:
            out.append(c)
    if opened:
        raise ValueError(f"the marks of the example {text!r} do not fit")
    return Example("".join(out), tuple(spans["["]), tuple(spans["<"]), where)


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
