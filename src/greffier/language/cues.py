"""The words that show who speaks: cue verbs and nouns, source phrases, relays and hedges of one language,
read from its CSV files.

`load_cues(language)` reads `speech.csv`, `speech_nouns.csv`, `sources.csv`, `relays.csv`, `hedges.csv` and
the word lists of `attribution.toml` once; a mistake names its file and line. A line of the user's own
folder replaces ours with the same word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from unicodedata import combining, normalize

from ..datafiles import file_name, read_csv, read_toml
from ..errors import BadData
from .registry import Language

CLASSES = frozenset(
    [
        "factive",
        "neutral",
        "doubting",
        "opinion",
        "expecting",
        "denying",
        "asking",
        "promising",
        "threatening",
        "accusing",
    ]
)
FRAMES = frozenset(
    [
        "que",
        "inf",
        "de",
        "a",
        "np",
        "claim",
        "of",
        "quote",
        "incise",
        "adj",
        "stance",
        "anything",
        "mixed",
        "see",
        "indefinite",
        "short",
        "idea",
        "definite",
        "person",
        "as",
        "name",
        "whole",
        "si",
        "accuse",
        "tell",
        "find",
        "learn",
        "selon",
    ]
)
SOURCE_KINDS = frozenset(
    [
        "asked",
        "heard",
        "inherit",
        "person",
        "source",
        "opinion",
        "factive",
        "doubting",
        "unnamed",
        "document",
        "none",
    ]
)
RELAY_KINDS = frozenset(["preposition", "spokesman", "participle", "verb", "outlet", "medium", "name"])
READINGS = frozenset(["hedged", "distanced", "evidence"])


@dataclass(frozen=True, slots=True)
class CueLine:
    """One line of speech.csv or speech_nouns.csv: the word, its class, the frames it takes, and where it
    stands.

    Frames: que (V que P), inf (V INF), de (V à Y de INF), a (V Y à INF), accuse (V Y de INF or NP), np (V
    + act), claim (V + one of claimed_nouns, however short), of (V + preposition + act), quote, incise, adj (se dit ADJ), stance (se montre + one of stances), anything (V + a noun phrase of some length), mixed (V + a noun phrase with words in
    marks), idea (V + one of ideas + de or que), definite (np only with a definite article), person (only people do it),
    indefinite (V + a noun phrase with an indefinite article or a number), short (quotations of a word or two count), see (y V « Q », V dans Y « Q »), as (V Y comme « Q »), name (V « Q »), whole (V Y de « Q
    », all of it is said), si (indirect question), tell (Y without preposition before que), find (only
    documents do it), learn (on apprend que).
    """

    lemma: str
    kind: str
    frames: frozenset[str]
    rule: str
    example: str = ""
    reflexive: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """One line of sources.csv, relays.csv or hedges.csv: its words in lower case, its kind, and where it
    stands.

    Words stand as the tokenizer cuts them ("semble -t -il"); those of hedges.csv may be dictionary forms. A source of
    kind asked ("auprès de") counts only behind "a-t-on appris".
    """

    words: tuple[str, ...]
    kind: str
    rule: str
    example: str = ""
    small: bool = True  # written without a capital


@dataclass(frozen=True)
class Cues:
    """All cue data of one language.

    `verbs` and `reflexive_verbs` by lemma; `groups` are cues of several words ("faire savoir") by their verb;
    `words` the lists of attribution.toml.
    """

    verbs: Mapping[str, CueLine]
    reflexive_verbs: Mapping[str, CueLine]
    groups: Mapping[str, tuple[tuple[tuple[str, ...], CueLine], ...]]
    nouns: Mapping[str, CueLine]
    sources: Mapping[str, tuple[Phrase, ...]]
    unaccented: Mapping[str, str]
    relays: tuple[Phrase, ...]
    relay_openings: Mapping[str, tuple[Phrase, ...]]
    hedges: Mapping[str, tuple[Phrase, ...]]
    words: Mapping[str, frozenset[str]]
    pairs: frozenset[tuple[str, ...]]
    outlets: frozenset[str]
    outlet_names: frozenset[tuple[str, ...]]
    small_outlets: frozenset[tuple[str, ...]]
    media: frozenset[str]
    to: str = ""

    def relays_of(self, kind: str) -> tuple[Phrase, ...]:
        """The relay lines of one kind."""
        return tuple(p for p in self.relays if p.kind == kind)


def _rows(path: Path, needed: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    for line, row in read_csv(path, needed):
        if not row[needed[0]].strip():
            raise BadData(file_name(path), line, f"the column {needed[0]!r} is empty.")
        if not row["example"].strip():
            raise BadData(file_name(path), line, f"{row[needed[0]]!r} has no example. Write a sentence.")
        yield line, row


def _check(value: str, allowed: frozenset[str], what: str, path: Path, line: int) -> str:
    if value not in allowed:
        raise BadData(
            file_name(path), line, f"unknown {what} {value!r}. Choose one of {', '.join(sorted(allowed))}."
        )
    return value


def _cue_lines(language: Language, file: str, column: str) -> Iterator[CueLine]:
    for path in language.files(file):
        for line, row in _rows(path, (column, "class", "frames", "example")):
            frames = frozenset(_check(f, FRAMES, "frame", path, line) for f in row["frames"].split("|"))
            kind = _check(row["class"], CLASSES, "class", path, line)
            word, reflexive = row[column].strip(), False
            for clitic in ("se ", "s'"):
                if word.startswith(clitic):
                    word, reflexive = word.removeprefix(clitic), True
            yield CueLine(
                word, kind, frames, f"{file_name(path)}:{line} {row[column]}", row["example"], reflexive
            )


def _phrases(
    language: Language, file: str, column: str, kinds: frozenset[str], what: str
) -> Iterator[Phrase]:
    for path in language.files(file):
        for line, row in _rows(path, ("pattern", column, "example")):
            kind = _check(row[column], kinds, what, path, line)
            words = tuple(split_words(row["pattern"].lower()))
            small = row["pattern"] == row["pattern"].lower()
            yield Phrase(words, kind, f"{file_name(path)}:{line} {row['pattern']}", row["example"], small)


def split_words(text: str) -> list[str]:
    """The words of a pattern as the tokenizer cuts them: an apostrophe ends a word.

    >>> split_words("d'après l'avis de")
    ["d'", 'après', "l'", 'avis', 'de']
    """
    out: list[str] = []
    for word in text.split():
        if word == "aujourd'hui":
            out.append(word)
            continue
        head, mark, tail = word.partition("'")
        out.extend([head + mark, tail] if mark and tail else [word])
    return out


@lru_cache(maxsize=8)
def load_cues(language: Language) -> Cues:
    """The cue data of a language; BadData for a mistake in a file."""
    verbs: dict[str, CueLine] = {}
    reflexive: dict[str, CueLine] = {}
    groups: dict[str, tuple[tuple[tuple[str, ...], CueLine], ...]] = {}
    for cue in _cue_lines(language, "speech.csv", "lemma"):
        parts = split_words(cue.lemma)
        if len(parts) > 1:
            groups[parts[0]] = (*groups.get(parts[0], ()), (tuple(parts[1:]), cue))
        else:
            (reflexive if cue.reflexive else verbs)[cue.lemma] = cue
    words: dict[str, frozenset[str]] = {}
    pairs: set[tuple[str, ...]] = set()
    for path in language.files("attribution.toml"):
        for name, value in read_toml(path).items():
            if value and isinstance(value[0], list):
                pairs.update(tuple(v) for v in value)
            else:
                words[name] = words.get(name, frozenset()) | frozenset(value)
    sources = _by_first(_phrases(language, "sources.csv", "kind", SOURCE_KINDS, "kind"))
    relays = tuple(_phrases(language, "relays.csv", "kind", RELAY_KINDS, "kind"))
    return Cues(
        verbs=verbs,
        reflexive_verbs=reflexive,
        groups=groups,
        nouns={c.lemma: c for c in _cue_lines(language, "speech_nouns.csv", "noun")},
        sources=sources,
        unaccented={_bare(first): first for first in sources if _bare(first) != first},
        relays=relays,
        relay_openings=_by_first(p for p in relays if p.kind in ("preposition", "participle", "spokesman")),
        hedges=_by_first(_phrases(language, "hedges.csv", "reading", READINGS, "reading")),
        words=words,
        pairs=frozenset(pairs),
        outlets=frozenset(p.words[0] for p in relays if p.kind == "outlet"),
        outlet_names=frozenset(p.words for p in relays if p.kind == "name"),
        small_outlets=frozenset(p.words for p in relays if p.kind == "name" and p.small),
        media=frozenset(p.words[0] for p in relays if p.kind == "medium"),
        to=next((p.words[0] for p in relays if p.words[0] in words["to"]), ""),
    )


def _bare(word: str) -> str:
    return "".join(c for c in normalize("NFD", word) if not combining(c))


def _by_first(phrases: Iterable[Phrase]) -> dict[str, tuple[Phrase, ...]]:
    out: dict[str, dict[tuple[str, ...], Phrase]] = {}
    for phrase in phrases:
        out.setdefault(phrase.words[0], {})[phrase.words] = phrase  # a later line of the same words wins
    return {first: tuple(sorted(group.values(), key=lambda p: -len(p.words))) for first, group in out.items()}


@dataclass(frozen=True, slots=True)
class Form:
    """A reading of a word as a cue verb: which verb, and as finite, participle (past), gerund or
    infinitive."""

    lemma: str
    shape: str
    person: int = 3
    future: bool = False


def verb_forms(language: Language) -> Any:
    """The language's own dictionary of verb forms (`<code>/conjugation.py`), None when it has none."""
    return _conjugation(language.code)


@lru_cache(maxsize=8)
def _conjugation(code: str) -> Any:
    name = f"{__package__}.{code}.conjugation"
    return import_module(name) if find_spec(name) else None


@lru_cache(maxsize=50_000)
def is_finite_form(word: str, language: Language) -> bool:
    """Whether a word (lower case) can be a verb in the third person."""
    module = verb_forms(language)
    if module is None:
        return False
    return any(a.person == 3 and a.mood in ("indicative", "conditional") for a in module.analyses(word))


@lru_cache(maxsize=8)
def _own_verbs(language: Language) -> Any:
    """The regular cue verbs that the language's dictionary of verbs lacks."""
    module, cues = verb_forms(language), load_cues(language)
    book = module.Dictionary()
    for lemma in (*cues.verbs, *cues.reflexive_verbs):
        if not module.knows_verb(lemma):
            book.add_regular(lemma)
    return book


MAX_FORMS = 200_000  # words remembered per language: a year of a newspaper has fewer different ones
_FORMS: dict[Language, dict[str, tuple[Form, ...]]] = {}


def forms_of(language: Language) -> dict[str, tuple[Form, ...]]:
    """What `read_form` has read so far, for loops that look up every word of an article."""
    return _FORMS.setdefault(language, {})


def read_form(word: str, language: Language) -> tuple[Form, ...]:
    """The readings of a word (lower case) as a form of a cue verb, by generated forms and not by the
    tagger."""
    known = forms_of(language)
    if word not in known:
        if len(known) >= MAX_FORMS:
            known.clear()
        known[word] = _read_form(word, language)
    return known[word]


def _read_form(word: str, language: Language) -> tuple[Form, ...]:
    module = verb_forms(language)
    if module is None:
        return ()
    cues = load_cues(language)
    readings = [(a.lemma, a.mood, a.tense, a.person) for a in module.analyses(word)]
    readings += [(lemma, r[0], r[1], r[2]) for lemma, r in _own_verbs(language).look_up(word)]
    out: dict[tuple[str, str], Form] = {}
    for lemma, mood, tense, person in readings:
        if lemma in cues.verbs or lemma in cues.reflexive_verbs or lemma in cues.groups:
            shape = "infinitive" if mood == "infinitive" else "finite"
            if mood == "participle":
                shape = "gerund" if tense == "present" else "participle"
            old = out.get((lemma, shape))
            if old is None or (person == 3 and old.person != 3):
                out[lemma, shape] = Form(
                    lemma,
                    shape,
                    person,
                    (mood == "indicative" and tense == "future") or mood == "conditional",
                )
    return tuple(out.values())
