"""Names of people, states and organisations: after a title, from the model, and from the knowledge base (knownnames.py).

`find_names(...)` gives one draft for each. The longest reading wins: a name of the model that holds a known name is a name of
its own ("Michelle Obama", "Banque de France"), a known name that holds one of the model stays whole.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..knowledge.base import Match
from ..language.grammar import load_words
from ..language.tree import ACTING, BY_MODEL, Entity
from .drafts import Draft
from .knownnames import draft_name, find_known, person_of
from .reading import Reading

LONGEST = 14  # tokens of a name; longer ones are slips of the model


def find_names(reading: Reading) -> list[Draft]:
    """The names of an article in text order; fills `reading.name_at`."""
    found: list[Draft] = []
    matches = reading.places.known
    by_token = {i: m for m in matches for i in range(m.first, m.last + 1)}
    for draft in (
        *_titled(reading, by_token),
        *_of_model(reading, by_token),
        *find_known(reading, matches),
        *_loose(reading),
    ):
        if any(i in reading.name_at for i in range(draft.core[0], draft.core[1] + 1)):
            continue
        for i in range(draft.core[0], draft.core[1] + 1):
            reading.name_at[i] = draft
        found.append(draft)
    return sorted(found, key=lambda d: d.first)


# ------------------------------------------------------------------------------------------------ after a title


def _titled(r: Reading, known: dict[int, Match]) -> Iterator[Draft]:
    """ "Mme Binet": whoever stands after a form of address is a person."""
    for i, low in enumerate(r.low[:-1]):
        title = r.book.titles.get(low)
        if (
            title is None
            or not r.capital(i + 1)
            or (not r.words[i + 1].isalpha() and "-" not in r.words[i + 1])
        ):
            continue
        if not r.capital(i) and r.tree.tokens[i].pos not in ("NOUN", "PROPN"):
            continue
        entity = r.tree.entity_of.get(i + 1)
        last = entity.last if entity and entity.label == "PER" else i + 1
        while last + 1 < len(r.words) and r.tree.tokens[last + 1].dep == "flat:name" and r.capital(last + 1):
            last += 1
        match = known.get(i + 1)
        whole = match is not None and match.first == i + 1 and match.last == last
        entry = person_of(match) if match is not None and whole else None
        draft = draft_name(r, i + 1, last, "person", entry=entry, rule=entry.rule if entry else title.rule)
        draft.first, draft.heads = i, (i, *draft.heads)
        draft.gender = title.gender or draft.gender
        draft.sector = draft.sector or title.sector
        yield draft


# ------------------------------------------------------------------------------------------------ of the model


def _of_model(r: Reading, known: dict[int, Match]) -> Iterator[Draft]:
    for entity in r.tree.entities:
        trimmed = _trim(r, entity)
        if trimmed is None:
            continue
        first, last = trimmed
        if entity.label == "ORG" and r.book.match(r.low, first) is not None:
            last = _whole(r, known, first, last)
        if last - first >= LONGEST or _is_known(r, known, first, last, entity.label):
            continue
        if (
            entity.label == "PER"
            or _is_office(r, entity.first, last)
            or _is_office(r, entity.first + 1, last)
        ):
            if any(i in r.places.by_token for i in range(first, last + 1)):
                continue
            kind = "people" if first == last and first and r.any_of(first - 1, "plural") else "person"
            yield draft_name(r, first, last, kind, plural=kind == "people", rule=BY_MODEL)
        elif entity.label == "ORG" or _may_act(r, entity, first, last):
            yield _organisation(r, known, first, last, entity.label == "ORG")


def _trim(r: Reading, entity: Entity) -> tuple[int, int] | None:
    """A name without article, title and role in front of it; None where nothing but these is left."""
    first, last = entity.first, entity.last
    while first <= last:
        if r.any_of(first, "genitive") and first > entity.first:
            return None
        if (
            not any(c.isalnum() for c in r.words[first])
            or r.any_of(first, "articles", "indefinite")
            or r.low[first] in r.book.titles
        ):
            first += 1
        elif not r.capital(first) or entity.label == "PER" or _is_office(r, first, last):
            role = r.book.match(r.low, first)
            if role is None and r.capital(first):
                break
            if role is None or first + role.length > last + 1:
                return None
            first += role.length
            while first <= last and not r.capital(first) and r.tree.tokens[first].pos == "ADJ":
                first += 1
        else:
            break
    while last >= first and not (any(c.isalnum() for c in r.words[last]) and not _is_loose_end(r, last)):
        last -= 1
    if entity.label == "PER":
        while last > first and not r.capital(last):
            last -= 1
    if first > last or not any(r.capital(i) for i in range(first, last + 1)):
        return None
    if len(r.words[first]) < 2 and first == last:
        return None
    return (first, last) if any(c.isalpha() for c in r.words[first]) or last > first else None


def _is_office(r: Reading, first: int, last: int) -> bool:
    """ "Premier ministre Paul Kaba", taken for one name: an office of a person in front of a name of a person."""
    role = r.book.match(r.low, first) if first < last else None
    if role is None or role.role.kind != "person" or first + role.length > last:
        return False
    rest = range(first + role.length, last + 1)
    return all(r.capital(i) and r.book.match(r.low, i) is None and i not in r.places.by_token for i in rest)


def _is_loose_end(r: Reading, i: int) -> bool:
    """Whether no name ends in this word: a day ("l'ONU lundi") or what should lead to a further word ("Conseil de")."""
    words = load_words(r.language)
    return not r.capital(i) and (r.low[i] in words.temporal or r.any_of(i, "genitive", "articles", "and"))


def _whole(r: Reading, known: dict[int, Match], first: int, last: int) -> int:
    """The last token of a name that was cut before its complement: "Conseil de sécurité | des Nations unies"."""
    i = last + 1
    while i < len(r.words) and r.any_of(i, "genitive", "articles"):
        i += 1
    if i == last + 1 or i >= len(r.words) or not r.any_of(last + 1, "genitive"):
        return last
    match = known.get(i)
    if match is not None and match.first == i and match.entries[0].kind == "organisation":
        return match.last
    return last


def _is_known(r: Reading, known: dict[int, Match], first: int, last: int, label: str) -> bool:
    """Whether something better reads the name: the knowledge base whole, a demonym, or a role."""
    match = known.get(first)
    if match and match.first <= first and match.last >= last:
        return True
    if first == last and r.knowledge.peoples(r.low[first], r.on):
        return True
    role = r.book.match(r.low, first)
    if role is None:
        return False
    rest = first + role.length
    if rest > last:
        return True
    if label == "PER":
        return False
    named = r.capital(first) and not r.begins_sentence(
        first
    )  # "Organisation maritime internationale" is a name
    while rest <= last and (
        r.knowledge.peoples(r.low[rest], r.on) or (r.tree.tokens[rest].pos == "ADJ" and not named)
    ):
        rest += 1
    if rest > last:
        return True
    if r.any_of(rest, "genitive"):
        rest += 1 + (rest + 1 <= last and r.any_of(rest + 1, "articles"))
        inner = known.get(rest)
        return rest > last or (inner is not None and inner.first == rest and inner.last >= last)
    return False


def _may_act(r: Reading, entity: Entity, first: int, last: int) -> bool:
    """Whether a name that the model takes for a place or a work may be somebody all the same: it is a subject."""
    if any(i in r.places.by_token for i in range(first, last + 1)):
        return False
    acronym = first == last and len(r.words[first]) > 1 and r.words[first].isupper()
    acts = any(r.tree.tokens[i].dep in ACTING for i in range(first, last + 1))
    return acronym or (acts and entity.label == "MISC" and last - first < 5)


def _organisation(r: Reading, known: dict[int, Match], first: int, last: int, sure: bool) -> Draft:
    """A name of an organisation with what its words say: its role ("Front ..."), the country in it ("... au Tchad")."""
    draft = draft_name(r, first, last, "organisation", sure=sure, rule=BY_MODEL)
    role = r.book.match(r.low, first)
    if role is not None and role.role.kind in ("organisation", "group"):
        draft.sector, draft.noun, draft.rule = role.role.sector, role.role.noun, role.role.rule
        draft.gender = role.gender
    for i in range(first, last + 1):
        match = known.get(i)
        country = next((e for e in match.entries if e.kind == "country"), None) if match else None
        codes = () if country else r.knowledge.peoples(r.low[i], r.on)
        if country is not None:
            draft.country = country.id
        elif len(codes) == 1 and len(codes[0]) == 3 and r.knowledge.country(codes[0]):
            draft.country = codes[0]
        elif match and draft.sector is None and match.entries[0].kind == "organisation":
            draft.sector, draft.country = match.entries[0].role, match.entries[0].country
    return draft


# ------------------------------------------------------------------------------------------------ loose names


def _loose(r: Reading) -> Iterator[Draft]:
    """Capitalised subjects that nobody knows: somebody acts, but who that is stays unsure."""
    for t in r.tree.tokens:
        if t.pos != "PROPN" or t.dep not in ACTING or t.i in r.name_at or t.i in r.places.by_token:
            continue
        if (
            not r.capital(t.i)
            or len(t.text) < 2
            or r.begins_sentence(t.i)
            or r.knowledge.peoples(r.low[t.i], r.on)
        ):
            continue
        if r.book.match(r.low, t.i) is not None or r.low[t.i] in r.book.titles:
            continue
        last = t.i
        while (
            last + 1 < len(r.words) and r.capital(last + 1) and r.tree.tokens[last + 1].dep.startswith("flat")
        ):
            last += 1
        yield draft_name(r, t.i, last, "organisation", sure=False, rule="capitalised subject")
