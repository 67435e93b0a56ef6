"""The names of an article: persons, places and organisations, from the model, the knowledge base and their own words.

`find_entities(tree, layout, ...)` brings the model's names to their bounds (namebounds.py), lays known names and names with
a head noun over them (orgnames.py), and settles one class for every name over the article (namechains.py).

A name is what stands with capitals, without article, title, role or common noun before it: "Macron" in "le président
Macron", "Crimée" in "la péninsule de Crimée", "ONU" in "l'ONU"; an organisation begins with its noun ("ministère de la
Défense"). States and capitals are places here, whatever part they play. Peoples, days and offices are no names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..knowledge.base import Knowledge, Match, fold
from ..language.registry import Language
from ..language.tree import Entity, Tree
from ..structure.layout import Layout
from .gazetteer import cities
from .locatives import Surroundings, load_locatives
from .namebounds import model_names
from .namechains import settle_over_article
from .namesakes import settle_namesakes
from .namewords import Candidate, Names
from .orgnames import DEPARTMENT, acronyms, departments, headed_names, ministers
from .roles import load_roles

TOWN = 100_000  # people of a town that is looked for inside the name of an event
PROSE = frozenset({"headline", "dateline", "body", "caption"})


def find_entities(
    tree: Tree, layout: Layout, language: Language, knowledge: Knowledge
) -> tuple[Candidate, ...]:
    """The names in text order, none inside another; those of every part of the page (`in_prose` takes out the others)."""
    on = layout.article.published
    matches = settle_namesakes(knowledge.scan([t.text for t in tree.tokens], language.code, on))
    n = Names(tree, layout.article.text, language, knowledge, load_roles(language), matches, on)
    offices = list(departments(n))
    strong = [*acronyms(n), *headed_names(n), *offices, *ministers(n, offices)]
    plain = [*known_names(n), *model_names(n), *event_places(n)]
    found = _longest(strong, n.blocked)
    found += _longest(plain, {i for c in found for i in c.tokens} | n.blocked)
    found = settle_over_article(n, found)
    return tuple(sorted(found, key=lambda c: c.first))


def with_names(tree: Tree, names: Iterable[Candidate], language: Language) -> Tree:
    """The tree with the names of the article in place of the model's, as the finders of actors and places want them.

    They trim names for themselves and read the noun before one ("la prison de X"), so a name that agrees with the model in
    class keeps the model's bounds, and a site ("l'université de X") stays the place that it is. A place inside the name of
    an event, and the department of a minister, add nobody.
    """
    around = Surroundings(tree, load_locatives(language))
    kept: list[Entity] = []
    names = tuple(names)
    offices = {i for c in names if c.rule == DEPARTMENT for i in c.tokens}
    left = {i: c for c in names if c.rule != DEPARTMENT for i in c.tokens}
    for entity in tree.entities:
        span = range(entity.first, entity.last + 1)
        inside = list(dict.fromkeys(left[i] for i in span if i in left))
        event = entity.label == "MISC" and all(c.label == "LOC" for c in inside)
        same = len(inside) == 1 and inside[0].label == entity.label and set(inside[0].tokens) <= set(span)
        small = any(tree.tokens[k].text[0].islower() for k in (entity.first, *(c.first for c in inside[:1])))
        site = entity.label == "LOC" and (around.noun_at(entity.first) == "sites" or (small and bool(inside)))
        office = not inside and any(i in offices for i in span)
        if event or same or site or office:
            kept.append(entity)
            for c in inside:
                for i in (i for i in c.tokens if left.get(i) == c):
                    del left[i]
    kept += [Entity(c.first, c.last, c.label) for c in dict.fromkeys(left.values())]
    return replace(tree, entities=tuple(sorted(kept, key=lambda e: e.first)))


def in_prose(names: Iterable[Candidate], tree: Tree, layout: Layout) -> tuple[Candidate, ...]:
    """The names in the headline, the text and the captions."""
    parts = ((c, layout.part_at(tree.tokens[c.first].start)) for c in names)
    return tuple(c for c, part in parts if part is None or part.kind in PROSE)


def _longest(candidates: Iterable[Candidate], taken: Iterable[int] = ()) -> list[Candidate]:
    """The longest candidates without overlap, known ones first among equals."""
    held = set(taken)
    out = []
    for c in sorted(candidates, key=lambda c: (c.first - c.last, not c.known, c.first)):
        if held.isdisjoint(c.tokens):
            held.update(c.tokens)
            out.append(c)
    return out


def event_places(n: Names) -> Iterator[Candidate]:
    """The towns and states in the names of events, where they are said with a preposition: "les Jeux de Turin"."""
    for entity in n.tree.entities:
        if entity.label != "MISC":
            continue
        for i in range(entity.first + 1, entity.last + 1):
            if n.capital(i) and i not in n.match_at and n.low[i - 1] in n.places.genitive | n.places.bare:
                if any(c.people >= TOWN for c in cities(n.words[i])):
                    yield Candidate(i, i, "LOC", "town in the name of an event")


def known_names(n: Names) -> Iterator[Candidate]:
    """The names of the knowledge base, where the surroundings do not speak against them."""
    for match in n.matches:
        label = _label(n, match)
        if label:
            first = _bare(n, match)
            yield Candidate(first, match.last, label, match.entries[0].rule, known=True)


def _label(n: Names, match: Match) -> str:
    kinds = {e.kind: e for e in reversed(match.entries)}
    entity = n.tree.entity_of.get(match.first)
    label = entity.label if entity is not None else ""
    if (match.weak and not label) or _is_misspelled(n, match):
        return ""
    if match.first == match.last and n.means_people(match.first):
        return ""
    if "country" in kinds or ("metonym" in kinds and "place" in kinds):
        return "" if match.weak and label != "LOC" else "LOC"
    if "place" in kinds and "organisation" in kinds:
        return label if label in ("LOC", "ORG") else "ORG"
    if "place" in kinds:
        return "" if match.weak and label != "LOC" else "LOC"
    if "person" in kinds and ("organisation" not in kinds or label == "PER"):
        return "" if match.weak and label != "PER" else "PER"
    if "organisation" in kinds or "metonym" in kinds:
        return "" if match.weak and label not in ("ORG", "MISC") else "ORG"
    return ""


def _is_misspelled(n: Names, match: Match) -> bool:
    """ "la radio France X": a known name begins with a capital in every spelling, and these words do not."""
    if n.capital(match.first) or match.first == match.last:
        return False
    forms = n.knowledge.forms.get(fold(n.surface(match.first, match.last)), ())
    return bool(forms) and all(f.text[:1].isupper() for f in forms) and n.capital(match.last + 1)


def _bare(n: Names, match: Match) -> int:
    """Where a known place begins: without its noun in small letters if the entry has a name without it ("mer Méditerranée")."""
    first = match.first
    while (
        first < match.last
        and not n.is_in(first, "place_heads")
        and not (n.capital(first) and not _is_office(n, first))
    ):
        first += 1
    if first == match.first:
        return first
    entry = match.entries[0]
    if entry.kind == "person":
        return first
    bare = n.knowledge.lookup(n.surface(first, match.last), n.on, n.language.code)
    return first if entry.id in {e.id for e in bare} else match.first


def _is_office(n: Names, i: int) -> bool:
    """Whether a word is a title or the office of a person: "Pape" in "le Pape François"."""
    role = n.book.match(n.low, i)
    return n.low[i] in n.book.titles or (role is not None and role.role.kind == "person")
