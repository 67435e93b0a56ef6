"""A line of the event lexicon in, a compiled pattern out: "ACTOR livrer {armes} à RECIPIENT".

A pattern is a sentence in dictionary forms. Words in capitals are slots:

- `ACTOR`, `RECIPIENT`: who did it, to whom;
- `PLACE`: where it was done or where somebody went;
- `ACT`: what is asked, refused, promised ...: a clause, an infinitive or a noun ("à la retenue", "que P", "de partir");
- `THING`: anything at all, without a part in the event.

Small words are themselves ("être en grève"), alternatives are joined by a bar ("contre|sur RECIPIENT",
"ouvrir feu|hostilités"), `{armes}` is the word class of classes/armes.txt, brackets hold what may be missing
("(à RECIPIENT)"), a colon narrows a slot ("RECIPIENT:{otages}"), underscores join compounds ("auprès_de RECIPIENT").
Articles are skipped. A verb pattern begins with the slot of its subject and its infinitive may have "se"; an adjective
pattern may begin with a slot too ("ACTOR favorable à RECIPIENT").

A part without preposition is the object of a verb (or the subject of its passive) and the modifier of a noun ("mise
en examen", "frappe aérien"). In a verb pattern everything must be there unless in brackets. In a noun pattern words
must be there and slots may be missing, except a slot with an exclamation mark ("accord entre ACTOR!").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

PatternKind = Literal["verb", "noun", "adjective"]
Slot = Literal["actor", "recipient", "place", "act", "thing"]
SLOTS: tuple[str, ...] = get_args(Slot)

# What makes one pattern more specific than another: a word that must be there says more than a slot that must be filled.
WORTH_OF_WORDS, WORTH_OF_SLOT, WORTH_OF_PREPOSITION = 8, 2, 1


class PatternMistake(ValueError):
    """A pattern that cannot be read; the loader adds file and line."""


@dataclass(frozen=True, slots=True)
class Item:
    """One part of a pattern beside its head.

    `prepositions` are the case words that may introduce it, none for an object or a noun's own modifier. `slot` says
    which part of the event it fills (None: no part). `words` are the dictionary forms, in lower case, that its head
    must be (None: any word); a literal word is an item without a slot. `required` is False for what may be missing.
    """

    prepositions: tuple[str, ...]
    slot: Slot | None
    words: frozenset[str] | None
    required: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """A pattern without the row it belongs to: the head's kind, lemma and reflexivity, the subject's slot, the items."""

    kind: PatternKind
    lemma: str
    reflexive: bool
    subject: Slot | None
    subject_words: frozenset[str] | None
    items: tuple[Item, ...]
    specificity: int
    text: str

    @property
    def slots(self) -> frozenset[str]:
        """The slots that it can fill."""
        return frozenset(s for s in (self.subject, *(i.slot for i in self.items)) if s)


@dataclass(frozen=True, slots=True)
class Grammar:
    """The small words of a language that patterns are written with.

    `prepositions` maps every spelling to its dictionary form ("aux" to "à"), `determiners` are skipped, `reflexives`
    are the particles of a reflexive infinitive, `elisions` the determiners and prepositions glued to the next word.
    """

    prepositions: Mapping[str, str]
    determiners: frozenset[str]
    reflexives: frozenset[str]


def read_pattern(
    text: str, kind: PatternKind, grammar: Grammar, classes: Mapping[str, frozenset[str]]
) -> Iterator[Shape]:
    """The shapes that a line stands for: one per alternative of its head ("rencontre|réunion de ACTOR").

    Raises PatternMistake with a sentence.
    """
    words = _split(text, grammar)
    subject, subject_words, rest = _read_subject(words, kind, classes)
    reflexive = bool(rest) and kind == "verb" and rest[0] in grammar.reflexives
    if reflexive:
        rest = rest[1:]
    if not rest or rest[0] in "()" or _slot_of(rest[0]):
        raise PatternMistake(f"the pattern {text!r} has no {kind}")
    items = tuple(_read_items(rest[1:], kind, grammar, classes, text))
    if kind == "noun":
        items = tuple(sorted(items, key=_rank))
    specificity = sum(_worth(i) for i in items) + (WORTH_OF_WORDS if subject_words else 0)
    for lemma in sorted(_words(rest[0], classes)):
        yield Shape(kind, lemma, reflexive, subject, subject_words, items, specificity, text)


def _split(text: str, grammar: Grammar) -> list[str]:
    out: list[str] = []
    for raw in text.replace("’", "'").replace("(", " ( ").replace(")", " ) ").split():
        head, mark, rest = raw.partition("'")
        glued = head.lower() + "'"
        if (
            mark
            and rest
            and (glued in grammar.prepositions or glued in grammar.determiners or glued in grammar.reflexives)
        ):
            out += [glued, rest]
        else:
            out.append(raw)
    return [w for w in out if w not in grammar.determiners]


def _read_subject(
    words: list[str], kind: PatternKind, classes: Mapping[str, frozenset[str]]
) -> tuple[Slot | None, frozenset[str] | None, list[str]]:
    if words and (slot := _slot_of(words[0])):
        narrowed = words[0].partition(":")[2]
        return slot, (_words(narrowed, classes) if narrowed else None), words[1:]
    if kind == "verb":
        raise PatternMistake(f"the pattern {' '.join(words)!r} does not begin with the slot of its subject")
    return None, None, words


def _read_items(
    words: list[str], kind: PatternKind, grammar: Grammar, classes: Mapping[str, frozenset[str]], text: str
) -> Iterator[Item]:
    optional, prepositions = False, None
    for word in words:
        if word in "()":
            if (word == "(") == optional or prepositions is not None:
                raise PatternMistake(f"the brackets of the pattern {text!r} do not fit")
            optional = word == "("
            continue
        cases = [grammar.prepositions.get(p.replace("_", " ")) for p in word.split("|")]
        if prepositions is None and all(cases):
            prepositions = tuple(dict.fromkeys(c for c in cases if c))
            continue
        if prepositions is None and len(cases) > 1 and any(cases):
            strange = word.split("|")[cases.index(None)]
            raise PatternMistake(f"{strange!r} in {word!r} is no preposition of classes/_prepositions.txt")
        insisted, word = word.endswith("!"), word.removesuffix("!")
        slot = _slot_of(word)
        if "|" in word and any(w.lower() in SLOTS and w.isupper() for w in word.split("|")):
            raise PatternMistake(f"a slot stands alone: write two patterns instead of {word!r}")
        if slot is None and word.partition(":")[0].isupper() and word[0].isalpha():
            raise PatternMistake(
                f"unknown slot {word!r}. Choose one of {', '.join(s.upper() for s in SLOTS)}"
            )
        narrowed = word.partition(":")[2] if slot else word
        must = insisted or (not optional and (slot is None or kind != "noun"))
        yield Item(prepositions or (), slot, _words(narrowed, classes) if narrowed else None, must)
        prepositions = None
    if prepositions is not None or optional:
        raise PatternMistake(f"the pattern {text!r} ends in the middle")


def _slot_of(word: str) -> Slot | None:
    name = word.partition(":")[0]
    return next((s for s in get_args(Slot) if name == s.upper()), None)


def _words(text: str, classes: Mapping[str, frozenset[str]]) -> frozenset[str]:
    out: set[str] = set()
    for part in text.split("|"):
        if part.startswith("{") and part.endswith("}"):
            if part[1:-1] not in classes:
                raise PatternMistake(f"the word class {part} has no file classes/{part[1:-1]}.txt")
            out |= classes[part[1:-1]]
        elif part and not part.isupper() and not set(part) & set("{}[]<>:"):
            out.add(part.replace("_", " ").lower())
        else:
            raise PatternMistake(f"{text!r} cannot be read")
    return frozenset(out)


def _rank(item: Item) -> int:
    """Words that must be there are looked for first, lest an open slot takes them: "retrait (de ACTOR) de {accords}"."""
    return 0 if item.required and item.words else 1


def _worth(item: Item) -> int:
    if not item.required:
        return 0
    worth = WORTH_OF_WORDS if item.words else WORTH_OF_SLOT
    return worth + (WORTH_OF_PREPOSITION if item.prepositions else 0)
