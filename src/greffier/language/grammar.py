"""The small words of a language's grammar that frames are read with: negators, clitics, relatives, modals, light verbs.

`load_words(language)` reads `frames.toml`, `modals.csv`, `control.csv` and `light.csv` of the language once; the plain light
verbs and verbs of occurrence are the word classes `classes/_light.txt` and `classes/_occurrence.txt`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache

from ..datafiles import file_name, read_csv, read_toml
from ..errors import BadData
from .registry import Language

PHRASES = "compound_prepositions"
CONTROLLERS = frozenset({"object", "addressee"})


@dataclass(frozen=True, slots=True)
class Modal:
    """A verb that only colours its infinitive; `framed` is True when it is a predicate of its own as well (vouloir)."""

    lemma: str
    framed: bool


@dataclass(frozen=True, slots=True)
class Light:
    """A verb that lends an event noun its subject.

    `noun` says where the noun stands: "object", "subject" or a preposition; `word` is a noun or adjective in between
    ("faire l'objet de", "avoir lieu"); `subject` and `object` say what the verb's own subject and object are to the noun:
    "agent", "party", "opposed" (the object and its "à" are parties), or the preposition that the noun would take them with
    ("subir une attaque": an attack "contre" the subject); nothing where they play no part.
    """

    lemma: str
    word: str
    noun: str
    subject: str
    object: str


@dataclass(frozen=True)
class Words:
    """All small words of one language; the word lists are told in `frames.toml`.

    `compounds` are prepositions of several words by their last word but one: what stands before it, and the dictionary form.
    """

    reflexives: frozenset[str]
    negative_particles: frozenset[str]
    negators: frozenset[str]
    weak_negators: frozenset[str]
    negative_determiners: frozenset[str]
    restrictive: frozenset[str]
    bare_negation: frozenset[str]
    without: frozenset[str]
    subject_relatives: frozenset[str]
    object_relatives: frozenset[str]
    genitive_relatives: frozenset[str]
    place_relatives: frozenset[str]
    other_relatives: frozenset[str]
    dative_relatives: frozenset[str]
    object_clitics: frozenset[str]
    dative_clitics: frozenset[str]
    person_clitics: frozenset[str]
    pro_places: frozenset[str]
    pro_genitives: frozenset[str]
    subject_pronouns: frozenset[str]
    emphatic: frozenset[str]
    impersonal_pronouns: frozenset[str]
    inverted: frozenset[str]
    possessives: frozenset[str]
    complementizers: frozenset[str]
    condition_marks: frozenset[str]
    purpose_marks: frozenset[str]
    gerund_marks: frozenset[str]
    interrogatives: frozenset[str]
    name_particles: frozenset[str]
    lone_name_particles: frozenset[str]
    agent_prepositions: frozenset[str]
    party_prepositions: frozenset[str]
    temporal_prepositions: frozenset[str]
    through_object: frozenset[str]
    behind_adjectives: frozenset[str]
    no_agents: frozenset[str]
    genitive_agents: frozenset[str]
    temporal: frozenset[str]
    quantifiers: frozenset[str]
    partitives: frozenset[str]
    bounding: frozenset[str]
    carriers: frozenset[str]
    etre_verbs: frozenset[str]
    causatives: frozenset[str]
    own_causatives: frozenset[str]
    impersonal: frozenset[str]
    impersonal_reflexive: frozenset[str]
    contractions: Mapping[str, str]
    compounds: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    modals: Mapping[tuple[str, bool, str], Modal]
    control: Mapping[str, str]
    light: Mapping[tuple[str, bool], tuple[Light, ...]]


LISTS = tuple(f.name for f in fields(Words) if f.type == "frozenset[str]")


def spell(text: str) -> tuple[str, ...]:
    """The words of a phrase as the tokenizer cuts them.

    >>> spell("à l'égard de")
    ('à', "l'", 'égard', 'de')
    """
    out: list[str] = []
    for word in text.split():
        head, mark, tail = word.partition("'")
        out += [head + mark, tail] if mark and tail and word != "aujourd'hui" else [word]
    return tuple(out)


def uninverted(word: str) -> str:
    """A pronoun without the marks of inversion: "il" for "-il" and "-t-il"."""
    return word.lstrip("-").removeprefix("t-")


@lru_cache(maxsize=8)
def load_words(language: Language) -> Words:
    """The grammar words of a language; BadData for a mistake in a file."""
    lists: dict[str, frozenset[str]] = {}
    contractions: dict[str, str] = {}
    for path in language.files("frames.toml"):
        data = read_toml(path)
        contractions.update(data.pop("contractions", {}))
        for name, words in data.items():
            if name not in LISTS and name != PHRASES:
                raise BadData(
                    file_name(path),
                    1,
                    f"unknown list {name!r}. Choose one of {', '.join(sorted((*LISTS, PHRASES)))}.",
                )
            lists[name] = lists.get(name, frozenset()) | frozenset(words)
    return Words(
        **{name: lists.get(name, frozenset()) for name in LISTS},
        contractions=contractions,
        compounds=_compounds(lists.get(PHRASES, frozenset()), contractions),
        modals=dict(_modals(language)),
        control=dict(_control(language)),
        light=_light(language),
    )


def _compounds(
    phrases: frozenset[str], contractions: Mapping[str, str]
) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Prepositions of several words by their last word but one: what stands before it, and the dictionary form."""
    out: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase in sorted(phrases, key=lambda p: (-len(p), p)):
        words = spell(phrase)
        if len(words) > 1:
            out.setdefault(words[-2], []).append((words[:-2], phrase))
    return {k: tuple(v) for k, v in out.items()}


def _rows(
    language: Language, file: str, columns: tuple[str, ...]
) -> Iterator[tuple[str, int, dict[str, str]]]:
    for path in language.files(file):
        for line, row in read_csv(path, columns):
            if not row["example"].strip():
                raise BadData(file_name(path), line, "the line has no example. Write a sentence.")
            yield file_name(path), line, row


def _modals(language: Language) -> Iterator[tuple[tuple[str, bool, str], Modal]]:
    for _, _, row in _rows(language, "modals.csv", ("lemma", "reflexive", "particle", "frame", "example")):
        lemma = row["lemma"].replace("_", " ")
        yield (lemma, row["reflexive"] == "yes", row["particle"]), Modal(lemma, row["frame"] == "yes")


def _control(language: Language) -> Iterator[tuple[str, str]]:
    for where, line, row in _rows(language, "control.csv", ("lemma", "controller", "example")):
        if row["controller"] not in CONTROLLERS:
            raise BadData(
                where, line, f"unknown controller {row['controller']!r}. Choose object or addressee."
            )
        yield row["lemma"], row["controller"]


def _light(language: Language) -> dict[tuple[str, bool], tuple[Light, ...]]:
    out: dict[tuple[str, bool], list[Light]] = {}
    columns = ("verb", "reflexive", "noun", "subject", "object", "example")
    for where, line, row in _rows(language, "light.csv", columns):
        if not row["verb"] or not row["noun"]:
            raise BadData(where, line, "the verb and the place of the noun must be given.")
        verb, _, word = row["verb"].partition(" ")
        entry = Light(verb, word, row["noun"], row["subject"], row["object"])
        out.setdefault((verb, row["reflexive"] == "yes"), []).append(entry)
    special = {(lemma, light.noun) for (lemma, _), lights in out.items() for light in lights}
    for file, noun, subject in (("_light", "object", "agent"), ("_occurrence", "subject", "")):
        for path in language.files(f"classes/{file}.txt"):
            for text in path.read_text(encoding="utf-8").splitlines():
                verb = text.partition("#")[0].strip()
                if (
                    verb
                    and not verb.startswith(("-", "{"))
                    and "_" not in verb
                    and (verb, noun) not in special
                ):
                    out.setdefault((verb, False), []).append(Light(verb, "", noun, subject, ""))
    return {key: tuple(lights) for key, lights in out.items()}
