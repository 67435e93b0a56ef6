"""Whom "les deux hommes", "le couple", "les trois suspects" mean: the persons whom a sentence before named, where there are just so many."""

from __future__ import annotations

from .clusters import Cluster
from .coreference import Linker
from .drafts import Draft
from .numbers import load_numbers

REACH = 4  # sentences back
FEWEST, MOST = 2, 8  # persons
OPEN = frozenset(
    {"CVL", "CRM", "UNK", "UAF"}
)  # what anybody may be called: "les deux hommes", "les trois suspects"


def find_together(linker: Linker, phrases: list[Draft]) -> dict[int, tuple[Cluster, ...]]:
    """The persons that a counted description points back to, by its heads; none where the text leaves it open."""
    out: dict[int, tuple[Cluster, ...]] = {}
    for draft in phrases:
        number = _number(linker, draft)
        if number and (found := _named_together(linker, draft, number)):
            out.update(dict.fromkeys(draft.heads, found))
    return out


def _number(linker: Linker, draft: Draft) -> int:
    """How many persons spoken of before a description means; 0 where it may mean others."""
    if (
        draft.form not in ("role", "people")
        or not draft.definite
        or draft.complement is not None
        or draft.members
    ):
        return 0
    if draft.noun in linker.r.book.words["twosomes"]:
        return FEWEST if draft.last == draft.core[0] else 0
    if not draft.plural:
        return 0
    numbers = load_numbers(linker.r.language)
    said = (numbers.value(linker.r.low[i]) for i in range(draft.first, draft.core[0]))
    number = int(next((n for n in said if n), 0))
    return number if FEWEST <= number <= MOST else 0


def _named_together(linker: Linker, draft: Draft, number: int) -> tuple[Cluster, ...]:
    """The persons of the nearest sentence that names several, if they are as many as said."""
    here = linker.r.tree.sentence_of[draft.core[0]]
    by_sentence: dict[int, dict[int, Cluster]] = {}
    for other in linker.before(draft.first):
        sentence = linker.r.tree.sentence_of[other.core[0]]
        if here - sentence > REACH:
            break
        cluster = linker.owner[other]
        if other.form == "name" and cluster.kind == "person" and sentence < here:
            by_sentence.setdefault(sentence, {}).setdefault(id(cluster), cluster)
    nearest = next((found for _, found in sorted(by_sentence.items(), reverse=True) if len(found) > 1), {})
    persons = tuple(reversed(nearest.values()))
    if len(persons) != number or any(_unlike(draft, c, linker.r.book.words["sexed"]) for c in persons):
        return ()
    return persons


def _unlike(draft: Draft, person: Cluster, sexed: frozenset[str]) -> bool:
    """Whether a person cannot be one of those described: no woman is one of "les deux hommes", no minister of "les deux juges"."""
    if draft.gender and person.gender and draft.gender != person.gender and draft.noun in sexed:
        return True
    return bool(draft.sector and person.sector and draft.sector != person.sector and draft.sector not in OPEN)
