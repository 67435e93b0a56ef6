"""What people and groups are called: `roles.csv` and `titles.csv` of a language, ready to be found in a row of words.

>>> from greffier.language.registry import load_language
>>> book = load_roles(load_language("fr"))
>>> found = book.match("le chef de la diplomatie chinoise".split(), 1)
>>> found.length, found.role.office, found.role.sector
(4, 'MFA', 'GOV')
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from unicodedata import normalize

from ..datafiles import file_name, read_csv
from ..errors import BadData
from ..knowledge.base import load_knowledge
from ..language.grammar import spell
from ..language.registry import Language
from .actorwords import ActorWords, load_actor_words

RoleKind = Literal["person", "organisation", "group", "people", "measure"]

KINDS = ("person", "organisation", "group", "people", "measure")
# What a trait means:
#   home     without a country it belongs to the country that the article is about ("la police")
#   local    ... or first to that of the place where it acts or suffers ("des passants", "une école")
#   of       its sector and country come from its complement where there is one ("le président de l'UA")
#   grade    it has no sector of its own but that of its complement or adjective ("un membre du Parlement")
#   field    a complement may follow an adjective in between ("le ministre russe de la Défense")
#   noun     it is an adjective as well: only as a noun does it mean somebody ("officiel")
#   people   the name of people of a part of the world or a faith: a capital in the text
#   capital  only with a capital ("l'État", "l'Union")
#   plural   only in the plural ("des sources")
#   state    a state ("les pays africains");  vatican  of the Holy See;  speaks  speaks for its complement
#   det      only with a determiner ("dix personnes", not the negation "personne")
#   thing    means its crew or owner ("un navire");  never  never takes the country of the article
TRAITS = frozenset(
    (
        "home",
        "local",
        "of",
        "grade",
        "field",
        "noun",
        "people",
        "capital",
        "plural",
        "state",
        "vatican",
        "speaks",
        "det",
        "thing",
        "never",
    )
)
COLUMNS = ("noun", "plural", "feminine", "gender", "kind", "sector", "traits", "example")
TITLE_COLUMNS = ("title", "gender", "sector", "example")
HEAD = "HEAD"  # the office of whoever leads the country, head of state or of government


@dataclass(frozen=True, slots=True)
class Role:
    """One line of roles.csv; `office` is a key of terms.csv or HEAD, `rule` the file and line."""

    noun: str
    kind: RoleKind
    sector: str | None
    traits: frozenset[str]
    office: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class Found:
    """A role in a text: how many words it has, its gender (m, f or "") and number.

    `invariant` says that both numbers are spelled alike ("porte-parole"): the determiner then tells.
    """

    role: Role
    length: int
    gender: str
    plural: bool
    invariant: bool = False


@dataclass(frozen=True, slots=True)
class Title:
    """A form of address: "Mme" is a woman, "Me" is a lawyer."""

    gender: str
    sector: str | None
    rule: str


@dataclass(frozen=True)
class RoleBook(ActorWords):
    """All roles and titles of one language, with the small words around them."""

    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Found], ...]]
    titles: Mapping[str, Title]

    def match(self, low: Sequence[str], i: int) -> Found | None:
        """The longest role that begins at word `i` of the lower-case words."""
        for words, found in self.phrases.get(low[i], ()):
            if len(words) == 1 or tuple(low[i : i + len(words)]) == words:
                return found
        return None


@lru_cache(maxsize=8)
def load_roles(language: Language) -> RoleBook:
    """The roles of a language; BadData with file and line for a mistake."""
    forms: dict[tuple[str, ...], Found] = {}
    for role, row in _roles(language):
        for words, gender, plural in _forms(row):
            if not plural and "plural" in role.traits:
                continue
            invariant = len(words) == 1 and row["noun"] == row["plural"]
            for spelling in {words, _apart(words)}:
                forms[spelling] = Found(role, len(spelling), gender, plural, invariant)
    phrases: dict[str, list[tuple[tuple[str, ...], Found]]] = {}
    for words, found in sorted(forms.items(), key=lambda f: (-len(f[0]), f[0])):
        phrases.setdefault(words[0], []).append((words, found))
    return RoleBook(
        **vars(load_actor_words(language)),
        phrases={k: tuple(v) for k, v in phrases.items()},
        titles=dict(_titles(language)),
    )


def _lines(
    language: Language, name: str, columns: tuple[str, ...]
) -> Iterator[tuple[str, int, dict[str, str]]]:
    for path in language.files(name):
        for line, row in read_csv(path, columns):
            yield file_name(path), line, row


def _roles(language: Language) -> Iterator[tuple[Role, dict[str, str]]]:
    for where, line, row in _lines(language, "roles.csv", COLUMNS):
        if tuple(row) != COLUMNS:
            raise BadData(where, 1, f"the columns must be {', '.join(COLUMNS)}.")
        traits = [t for t in row["traits"].split("|") if t]
        office = next((t.removeprefix("office=") for t in traits if t.startswith("office=")), None)
        plain = frozenset(t for t in traits if not t.startswith("office="))
        if row["kind"] not in KINDS:
            raise BadData(where, line, f"unknown kind {row['kind']!r}. Choose one of {', '.join(KINDS)}.")
        if unknown := plain - TRAITS:
            raise BadData(
                where, line, f"unknown trait {min(unknown)!r}. Choose of {', '.join(sorted(TRAITS))}."
            )
        if office is not None and office != HEAD and office not in (offices := load_knowledge().offices):
            raise BadData(
                where, line, f"unknown office {office!r}. Choose {HEAD} or one of {', '.join(offices)}."
            )
        if not row["noun"] or not row["example"]:
            raise BadData(where, line, "the noun and the example must be given.")
        kind: RoleKind = row["kind"]  # type: ignore[assignment]  # checked above
        yield Role(row["noun"], kind, row["sector"] or None, plain, office, f"{where}:{line}"), row


def _forms(row: Mapping[str, str]) -> Iterator[tuple[tuple[str, ...], str, bool]]:
    """The spellings of a row with gender and number, also as papers write them that leave the accents of capitals out."""
    yield from _spellings(row)
    plain = {column: _bare_capitals(cell) for column, cell in row.items()}
    if plain != row:
        yield from _spellings(plain)


def _bare_capitals(text: str) -> str:
    """ "chef de l'Etat" for "chef de l'État"."""
    return "".join(normalize("NFD", c)[0] if c.isupper() else c for c in text)


def _spellings(row: Mapping[str, str]) -> Iterator[tuple[tuple[str, ...], str, bool]]:
    noun, plural, feminine = row["noun"].lower(), row["plural"].lower(), row["feminine"].lower()
    own = row["gender"] if row["gender"] in ("m", "f") else ""
    if noun != plural or " " not in noun:  # "forces armées" is a plural only
        yield spell(noun), own, False
    if noun != plural:
        yield spell(plural or _plural(noun)), own, True
    elif " " in noun:
        yield spell(noun), own, True
    if feminine:
        yield spell(feminine), "f", False
        yield spell(_plural(feminine)), "f", True


def _apart(words: tuple[str, ...]) -> tuple[str, ...]:
    """As the tokenizer may cut joined words: "chef d' état - major"."""
    return tuple(part for w in words for part in re.split(r"(-)", w))


def _plural(noun: str) -> str:
    """The regular plural of the first word: an s unless it ends in s, x or z."""
    first, blank, rest = noun.partition(" ")
    return first + ("" if first[-1] in "sxz" else "s") + blank + rest


def _titles(language: Language) -> Iterator[tuple[str, Title]]:
    for where, line, row in _lines(language, "titles.csv", TITLE_COLUMNS):
        yield row["title"].lower(), Title(row["gender"], row["sector"] or None, f"{where}:{line}")
