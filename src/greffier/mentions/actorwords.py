"""The small words around the names of people and groups, read from the `actors.toml` of a language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..datafiles import file_name, line_of, read_toml
from ..errors import BadData
from ..language.grammar import spell
from ..language.registry import Language

FILE = "actors.toml"
LISTS = (
    "genitive", "attached", "articles", "singular", "definite", "indefinite", "plural", "nobody", "former",
    "former_fronts", "plural_endings", "present_endings", "and", "stressed", "existing", "adjectives",
    "name_stand_ins", "stand_ins", "future", "elected", "counterparts", "newly", "naming_sources", "asking",
    "opening", "locative", "private_sites", "of_acts", "abroad", "origins", "of_others", "fronted", "pointing",
    "here", "callings", "twosomes", "sexed", "elided", "feminine_endings", "masculine_countries",
)  # fmt: skip
AGREEING = ("pronouns", "clitics", "latter", "reprise")  # tables of words with their gender and number
TABLES = ("genders", "sectors", *AGREEING)
AGREEMENT = re.compile(r"([mf-]) (sing|plur)")

Agreement = tuple[str, bool]  # gender (m, f or ""), and whether it is plural


@dataclass(frozen=True)
class ActorWords:
    """The lists of actors.toml by name (`words`) and its tables; `blocked` are the phrases that mean nobody, by their last word."""

    words: Mapping[str, frozenset[str]]
    pronouns: Mapping[str, Agreement]
    clitics: Mapping[str, Agreement]
    latter: Mapping[str, Agreement]
    reprise: Mapping[str, Agreement]
    sectors: Mapping[str, str]
    genders: Mapping[str, str]
    blocked: Mapping[str, tuple[tuple[str, ...], ...]]

    def gender_by_ending(self, word: str) -> str:
        """The gender that the last letters of a country's name tell: "Allemagne" is feminine."""
        return "f" if word.endswith(tuple(self.words["feminine_endings"])) else "m"


def load_actor_words(language: Language) -> ActorWords:
    """The words of a language; a list or table of a later file stands for the earlier one. BadData for a mistake in a file."""
    read: dict[str, Any] = {}
    for path in language.files(FILE):
        for name, value in read_toml(path).items():
            _check(path, name, value)
            read[name] = value
    for name in (*LISTS, *TABLES):
        if name not in read:
            raise BadData(
                f"{language.code}/{FILE}", 1, f"the list {name!r} is missing. Give it, be it empty."
            )
    return ActorWords(
        words={name: frozenset(read[name]) for name in LISTS},
        sectors=read["sectors"],
        genders=read["genders"],
        blocked=_by_last_word(read["nobody"]),
        **{name: {word: _agreement(text) for word, text in read[name].items()} for name in AGREEING},
    )


def _check(path: Path, name: str, value: object) -> None:
    kind = list if name in LISTS else dict if name in TABLES else None
    if kind is None or not isinstance(value, kind):
        what = (
            f"unknown list {name!r}"
            if kind is None
            else f"{name!r} is no {'list' if kind is list else 'table'}"
        )
        raise BadData(
            file_name(path), line_of(path, name), f"{what}. Choose one of {', '.join((*LISTS, *TABLES))}."
        )
    if name in AGREEING and isinstance(value, dict):
        for word, text in value.items():
            if not AGREEMENT.fullmatch(str(text)):
                raise BadData(
                    file_name(path), line_of(path, word), f"{text!r} is no agreement. Write 'm sing'."
                )


def _agreement(text: str) -> Agreement:
    gender, number = text.split()
    return gender.replace("-", ""), number == "plur"


def _by_last_word(phrases: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    out: dict[str, tuple[tuple[str, ...], ...]] = {}
    for words in map(spell, phrases):
        out[words[-1]] = (*out.get(words[-1], ()), words)
    return out
