"""Organisations by their words: a head noun with its complement ("Cour d'appel de X"), and an acronym with what it stands for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .namewords import Candidate, Names

DEPARTMENT = "department of a minister"
HEAD = "head noun of an organisation"
EXPANSION = "the words that the acronym stands for"
ACRONYM = "acronym with its expansion"
LONGEST = 14  # tokens of a name
COMPLEMENTS = 2  # with a capital: "Conseil de sécurité des Nations unies"
INITIALS = 12  # tokens back from an acronym to the first word that it stands for
NAMING = ("NOUN", "PROPN", "X")
CLOSED = ("VERB", "AUX", "PRON", "DET")


def headed_names(n: Names) -> Iterator[Candidate]:
    """The names that begin with a head noun."""
    i = 0
    while i < len(n.words):
        last = _headed(n, i)
        if last is not None:
            yield Candidate(i, last, "ORG", HEAD, sure=True)
            i = last
        i += 1


def _headed(n: Names, i: int) -> int | None:
    """The last token of the name that begins at a head noun, None where there is none."""
    match = n.match_at.get(i)
    if match is not None and (match.first < i or match.entries[0].kind == "organisation"):
        return None
    if length := n.phrase(i, "state_heads"):
        end = i + length
        return end if end < len(n.words) and n.people(end) and n.tree.tokens[end].pos != "VERB" else None
    if not n.capital(i):
        length = n.phrase(i, "lower_heads")
        end = _Growth(n, i, i + length - 1).grow() if length else i
        return end if any(n.capital(k) for k in range(i + length, end + 1)) else None
    if length := n.phrase(i, "organs"):
        return _Growth(n, i, i + length - 1, complements=1).grow()
    length = n.phrase(i, "heads")
    acronym = n.is_in(i, "short_heads")
    if not length or (acronym and not n.acronym(i)) or n.tree.tokens[i].pos in ("VERB", "AUX", "ADV"):
        return None
    end = _Growth(n, i, i + length - 1).grow()
    return end if end >= i + length and (i not in n.starts or _speaks_as_name(n, i, end)) else None


def _speaks_as_name(n: Names, first: int, last: int) -> bool:
    """At the start of a sentence a capital tells nothing: the model must see a name, or the complement have a capital."""
    entity = n.tree.entity_of.get(first)
    seen = entity is not None and entity.label in ("ORG", "LOC")
    return seen or any(n.capital(k) for k in range(first + 1, last + 1))


@dataclass
class _Growth:
    """A name on its way from its head noun to its end: adjectives, words with a capital, complements, what the model adds.

    `complements` counts those read so far. Only the first one may be a common noun ("Parti des travailleurs"); an organ of
    the state begins at one, for it has none ("Sénat", not "Sénat des riches").
    """

    n: Names
    head: int
    end: int
    complements: int = 0

    def __post_init__(self) -> None:
        self.base = self.end
        self.model = self.n.tree.entity_of.get(self.head)
        named = self.model is not None and self.model.label != "PER"
        self.reach = self.model.last if self.model is not None and named else -1

    def grow(self) -> int:
        """The last token of the name."""
        n, i = self.n, self.end + 1
        while i < len(n.words) and i - self.head < LONGEST and n.same_sentence(self.head, i):
            last = self._word(i)
            if last is None:
                break
            if not n.is_in(last, "and"):
                self.end = last
            i = last + 1
        return self.end

    def _word(self, i: int) -> int | None:
        """The last token of what goes on at a word, None where the name has ended."""
        n, t = self.n, self.n.tree.tokens[i]
        if _is_somebody(n, i) and not (i == self.base + 1 and n.is_in(self.head, "named_after")):
            return None  # "le Sénat Binet"
        if n.acronym(i) and i > max(self.reach, self.base + 1) and n.tree.tokens[i - 1].pos == "ADJ":
            return None
        if n.words[i] == "-" and n.joined(i - 1) and n.joined(i):
            return i + 1
        match = n.match_at.get(i)
        if match is not None and match.first == i and n.capital(i) and not match.weak:
            return match.last
        if n.capital(i) and t.pos not in CLOSED and len(n.words[i]) > 1 and n.words[i][0].isalpha():
            return i
        if t.pos == "ADJ" and n.words[i][0].isalpha() and self._agrees(i):
            return i
        if n.is_in(i, "joints"):
            return self._behind(i)
        told = i <= self.reach and self.model is not None and self.model.label == "ORG"
        return i if told and (n.is_in(i, "and") or t.pos in NAMING) else None

    def _behind(self, joint: int) -> int | None:
        """The last token of the complement behind "de" or "pour", None where it is no part of the name."""
        n, k = self.n, joint + 1
        while n.is_in(k, "articles"):
            k += 1
        if k >= len(n.words) or not self._is_complement(joint, k):
            return None
        self.complements += 1
        match = n.match_at.get(k)
        return match.last if match is not None and not match.weak else k

    def _is_complement(self, joint: int, k: int) -> bool:
        """A common noun only once, and a place after "à" or "en" only where the head or the model asks for one."""
        n = self.n
        if k <= self.reach:
            return n.low[k] not in n.temporal or not n.capital(k)
        if n.low[joint] not in n.places.genitive:
            if k in n.match_at and n.is_in(self.head, "abroad"):
                return n.match_at[k].entries[0].kind in ("country", "place")
            if k in n.match_at or n.capital(k) or not n.is_in(joint, "aims"):
                return False
        role = n.book.match(n.low, k)
        person = (
            role is not None and role.role.kind == "person" and not role.plural
        )  # "Parti des travailleurs"
        if person or _is_somebody(n, k) or n.low[k] in n.temporal:
            return False
        if n.capital(k):
            return self.complements < COMPLEMENTS
        return n.tree.tokens[k].pos == "NOUN" and self.complements == 0 and n.capital(self.head)

    def _agrees(self, i: int) -> bool:
        """Whether an adjective still belongs to the name: behind the head, or behind a common noun where it names no people."""
        return self.end == self.base or i <= self.reach or not (self.n.capital(self.end) or self.n.people(i))


def _is_somebody(n: Names, i: int) -> bool:
    """Whether the name of a person begins at a word."""
    entity, match = n.tree.entity_of.get(i), n.match_at.get(i)
    if match is not None and match.first == i and match.entries[0].kind == "person":
        return True
    return entity is not None and entity.label == "PER" and entity.first == i


# ------------------------------------------------------------------------------------------------ acronyms


def acronyms(n: Names) -> Iterator[Candidate]:
    """An acronym in brackets behind the words whose initials it holds, and those words."""
    for i in range(2, len(n.words) - 1):
        if n.words[i - 1] != "(" or n.words[i + 1] != ")" or not n.acronym(i):
            continue
        first = _initials(n, i)
        if first is not None and n.capital(first):
            yield Candidate(first, i - 2, "ORG", EXPANSION, sure=True)
            yield Candidate(i, i, "ORG", ACRONYM, sure=True)


def _initials(n: Names, i: int) -> int | None:
    """The first of the words before a bracket whose initials are the letters of the acronym."""
    letters = [c for c in n.words[i].lower() if c.isalpha()]
    k = i - 2
    while letters and k >= max(0, i - INITIALS) and n.same_sentence(i, k):
        word = n.low[k]
        if word[:1] == letters[-1] and word[:1].isalpha() and not (n.is_in(k, "articles", "joints")):
            letters.pop()
            if not letters:
                return k
        elif not (n.is_in(k, "joints", "articles", "and") or not word[:1].isalnum()):
            return None
        k -= 1
    return None


# ------------------------------------------------------------------------------------------------ departments


def _goes_with(n: Names, noun: int, adjective: int) -> bool:
    """The adjective of a people goes with the minister, unless both words are plural ("Affaires européennes")."""
    plural = tuple(n.book.words["plural_endings"])
    return not n.people(adjective) or (n.low[noun].endswith(plural) and n.low[adjective].endswith(plural))


def departments(n: Names) -> Iterator[Candidate]:
    """ "le ministre de l'Intérieur": the name of a department of state behind its minister."""
    for i in range(len(n.words)):
        k = i + n.phrase(i, "ministers")
        if k > i and k < len(n.words) and n.people(k) and not n.capital(k):
            k += 1
        if k == i or k >= len(n.words) or n.low[k] not in n.places.genitive:
            continue
        k += 1
        while n.is_in(k, "articles"):
            k += 1
        if not n.capital(k) or k in n.match_at or not n.same_sentence(i, k):
            continue
        end = k
        while end + 1 < len(n.words) and n.tree.tokens[end + 1].pos == "ADJ" and _goes_with(n, end, end + 1):
            end += 1
        yield Candidate(k, end, "ORG", DEPARTMENT, sure=True)


def ministers(n: Names, found: Iterable[Candidate]) -> Iterator[Candidate]:
    """ "la ministre du Travail Louise Binet", that the model takes for one name: the rest of it is a person's."""
    for c in found:
        entity = n.tree.entity_of.get(c.last)
        rest = range(c.last + 1, entity.last + 1) if entity is not None else range(0)
        if len(rest) > 1 and all(n.capital(i) for i in rest):
            yield Candidate(rest[0], rest[-1], "PER", "behind the department of a minister", sure=True)
