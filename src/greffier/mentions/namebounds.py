"""The model's names brought to their bounds: without articles, titles, roles and peoples, cut where two stand together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..language.tree import BY_MODEL, Entity
from .gazetteer import cities, has_article
from .namewords import Candidate, Names

INITIAL = re.compile(r"[A-ZÀ-Þ]\.")  # "Khaled A."
DASHES = frozenset("-–—/")
LONGEST = 14  # tokens of a name; longer ones are slips of the model


def model_names(n: Names) -> Iterator[Candidate]:
    """The persons, places and organisations of the model that are names."""
    for entity in n.tree.entities:
        if entity.label == "MISC":
            continue
        for first, last in _parts(n, entity):
            found = _read(n, first, last, entity.label)
            if found is not None and found.last - found.first < LONGEST:
                yield found


def _parts(n: Names, entity: Entity) -> Iterator[tuple[int, int]]:
    """ "Norvège - Chili" are two names: cut at a dash between blanks, at a bracket and at the end of a sentence."""
    first = entity.first
    for i in range(entity.first, entity.last + 1):
        dash = n.words[i] in DASHES and not (n.joined(i) or n.joined(i - 1)) and i not in n.match_at
        if dash or n.words[i] in "()[];:":
            if i > first:
                yield first, i - 1
            first = i + 1
        elif i > first and not n.same_sentence(i, i - 1):
            yield first, i - 1
            first = i
    if first <= entity.last:
        yield first, entity.last


def _read(n: Names, first: int, last: int, label: str) -> Candidate | None:
    role = n.book.match(n.low, first)
    if role is not None and role.role.kind == "person" and first + role.length > last:
        return None  # "président de la République"
    noun, whole = n.around.noun_at(first) if first < last else None, first
    first, person = _left(n, first, last, label)
    last = _right(n, first, last, label)
    if first > last or not any(n.capital(i) for i in range(first, last + 1)):
        return None
    if label == "LOC" and noun == "sites" and n.phrase(first, "empty") == last - first + 1:
        return Candidate(whole, last, label, BY_MODEL)  # "gare du Nord"
    label, person = _class(n, first, last, label, person)
    first, last = WHOLE[label](n, first, _cut_short(n, first, last))
    return None if is_empty(n, first, last, label) else Candidate(first, last, label, BY_MODEL, sure=person)


def _class(n: Names, first: int, last: int, label: str, person: bool) -> tuple[str, bool]:
    """The class that the words themselves tell, else the model's; and whether the words before make it sure."""
    if (
        label == "LOC"
        and first
        and n.people(first - 1)
        and n.capital(first - 1)
        and n.same_sentence(first, first - 1)
    ):
        return "PER", True  # "l'Américaine Binet"
    if person or (label != "PER" and _has_given_name(n, first, last)):
        return "PER", person
    acronym = label == "PER" and first == last and n.acronym(first)
    return ("ORG" if acronym or (label != "ORG" and _is_club(n, first, last)) else label), False


def _left(n: Names, first: int, last: int, label: str) -> tuple[int, bool]:
    """Where the name begins, and whether what stood before tells that it is a person's."""
    person = False
    while first <= last:
        low = n.low[first]
        title = low in n.book.titles or low.rstrip(".") in n.book.titles
        if not n.words[first][0].isalnum():
            first += 1
        elif title and first < last and n.capital(first + 1):
            first, person = first + 1, True
        elif _is_article(n, first, last, label):
            first, person = first + 1, person and n.is_in(first, "articles")
        elif n.people(first) and first < last and n.capital(first + 1) and label != "ORG":
            first, person = first + 1, True
        elif (length := _role(n, first, last, label)) > 0:
            role = n.book.match(n.low, first)
            first, person = first + length, person or (role is not None and role.role.kind == "person")
            if n.low[first] in n.places.genitive:
                return last + 1, False  # "le président de la République"
        elif (
            label == "LOC"
            and n.capital(first)
            and first < last
            and (n.is_in(first, "lands") or n.low[first] in n.places.bare)
        ):
            first += 1
        elif not n.capital(first) and not _keeps(n, first, last, label):
            first, person = first + 1, False
        else:
            break
    return first, person and first <= last and n.capital(first)


def _is_article(n: Names, i: int, last: int, label: str) -> bool:
    """An article or genitive that is no part of the name; one with a capital may be, inside a sentence."""
    if not (n.is_in(i, "articles", "determiners") or n.low[i] in n.places.genitive):
        return False
    if not n.capital(i):
        return not (label == "PER" and n.is_in(i, "particles") and i + 1 == last)
    if i in n.starts or i + 1 in n.match_at:
        return not (label == "LOC" and i < last and cities(n.surface(i, last)))
    return False


def _role(n: Names, first: int, last: int, label: str) -> int:
    """The tokens of a role in front of a name: "président Binet", "Premier ministre X"."""
    role = n.book.match(n.low, first)
    if role is None or first + role.length > last:
        return 0
    if role.role.kind == "person" or (label == "PER" and role.role.kind != "organisation"):
        return role.length
    return 0


def _keeps(n: Names, i: int, last: int, label: str) -> bool:
    """Whether a name of this class may begin with this small word."""
    if label == "ORG":
        return n.phrase(i, "lower_heads") > 0 and i < last
    if label == "LOC":
        return n.is_in(i, "place_heads")
    return label == "PER" and n.is_in(i, "particles")


def _right(n: Names, first: int, last: int, label: str) -> int:
    """Where the name ends: before marks, days and small words that name nothing."""
    while last >= first and not _ends(n, first, last, label):
        last -= 1
    return last


def _ends(n: Names, first: int, last: int, label: str) -> bool:
    """Whether a name of this class may end in a word."""
    if not n.words[last][-1].isalnum():
        return label == "PER" and last > first and INITIAL.fullmatch(n.words[last]) is not None
    if n.capital(last):
        return True
    if n.low[last] in n.temporal or n.is_in(last, "joints", "articles", "and", "determiners"):
        return False
    if label == "PER":
        return last == first or n.words[last][0].isdigit()
    return not (label == "LOC" and last > first and n.tree.tokens[last].pos in ("VERB", "ADV", "PRON"))


def _cut_short(n: Names, first: int, last: int) -> int:
    """The last token with the further names behind one word that is no town, or that the parser ties to it: "Karel | Vermeulen"."""
    alone = first == last and first not in n.match_at and not cities(n.words[first])
    while last + 1 < len(n.words) and n.same_sentence(last, last + 1):
        t = n.tree.tokens[last + 1]
        tied = first <= t.head <= last or first <= n.tree.tokens[last].head <= t.i
        flat = (tied or alone) and n.capital(t.i) and t.pos == "PROPN" and n.words[t.i].isalpha()
        if not flat or t.i in n.tree.entity_of or t.i in n.match_at:
            break
        last += 1
    return last


def _whole_person(n: Names, first: int, last: int) -> tuple[int, int]:
    """The particle and the hyphenated parts that the model left out: "| Van Damme"."""
    while (
        first > 0
        and n.words[first - 1].istitle()
        and n.is_in(first - 1, "particles")
        and n.same_sentence(first, first - 1)
    ):
        if first - 1 in n.starts and n.is_in(first - 1, "articles", "determiners"):
            break
        first -= 1
    while last + 2 < len(n.words) and n.words[last + 1] in "-'’" and n.joined(last) and n.joined(last + 1):
        last += 2
    return first, last


def _has_given_name(n: Names, first: int, last: int) -> bool:
    """Two or three words with capitals of which the first is a given name of known persons, and no such town or head noun."""
    if not 1 <= last - first <= 2 or n.words[first] not in n.knowledge.given_names or first in n.match_at:
        return False
    if n.is_in(first, "articles", "particles"):
        return False  # "Le Courrier"
    if not all(n.capital(i) and n.words[i].isalpha() and not n.acronym(i) for i in range(first, last + 1)):
        return False
    return not (n.phrase(first, "heads") or _is_club(n, first, last) or cities(n.surface(first, last)))


def _whole_compound(n: Names, first: int, last: int) -> tuple[int, int]:
    """ "CNT-FTE", "al-Bab": what a hyphen joins."""
    while last + 2 < len(n.words) and n.words[last + 1] == "-" and n.joined(last) and n.joined(last + 1):
        last += 2
    while first >= 2 and n.words[first - 1] == "-" and n.joined(first - 1) and n.joined(first - 2):
        first -= 2
    return first, last


def _is_club(n: Names, first: int, last: int) -> bool:
    """Whether a mark of a sports club stands at either end of a name of several words."""
    return first < last and (n.is_in(first, "clubs") or n.is_in(last, "clubs"))


def _whole_place(n: Names, first: int, last: int) -> tuple[int, int]:
    """ "La Haye": the article that a city has, and what a hyphen joins."""
    first, last = _whole_compound(n, first, last)
    before = first - 1
    if before >= 0 and n.capital(before) and n.is_in(before, "articles") and before not in n.starts:
        if has_article(name := n.surface(before, last)) and cities(name):
            first = before
    return first, last


def is_empty(n: Names, first: int, last: int, label: str) -> bool:
    """Whether the words name nobody and no place: a people, a day, a role, a letter."""
    match = n.match_at.get(first)
    if match is not None and match.last == last and not match.weak and not n.people(first):
        return False
    if n.phrase(first, "empty") == last - first + 1:
        return True
    if first == last and _is_no_name(n, first, label):
        return True
    if n.words[first][0].isdigit() and last - first < 2 and not n.capital(last):
        return True
    if all(n.people(i) or n.is_in(i, "determiners") for i in range(first, last + 1)):
        return True
    role = n.book.match(n.low, first)
    if role is None or first + role.length <= last or (n.acronym(first) and label == "LOC"):
        return False
    return role.role.kind != "organisation" or not n.phrase(first, "organs")


def _is_no_name(n: Names, i: int, label: str) -> bool:
    """Whether one word is no name: a letter, a day, a people, the noun or the small word that a sentence begins with."""
    starts = i in n.starts
    timely = n.low[i] in n.temporal and (not n.capital(i) or starts or label != "LOC")
    if len(n.words[i]) < 2 or timely or n.people(i) or (label != "ORG" and _is_inhabitant(n, i)):
        return True
    if starts and n.phrase(i, "heads") and not n.phrase(i, "organs"):
        return True
    return starts and n.tree.tokens[i].pos in ("ADV", "DET", "PRON", "ADP", "SCONJ", "CCONJ")


def _is_inhabitant(n: Names, i: int) -> bool:
    """ "les Lillois": an ending of inhabitants behind a determiner, and no town of that name."""
    word = n.low[i]
    if not word.endswith(tuple(n.lists.words["inhabitants"])) or cities(n.words[i]):
        return False
    k = i - 2 if i > 1 and n.tree.tokens[i - 1].pos == "ADJ" else i - 1
    return k >= 0 and n.is_in(k, "determiners")


WHOLE = {"PER": _whole_person, "LOC": _whole_place, "ORG": _whole_compound}
