"""Who takes part: every nominal of an article that can stand for a person, state, organisation or group, and whom it means.

`find_actors(...)` finds names (naming.py) and descriptions (phrases.py), links them (coreference.py, pronouns.py) and
gives the cast of the article: its actors, and for every token that heads a mention the actor that it means.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ..knowledge.base import Knowledge
from ..language.registry import Language
from ..language.tree import Tree
from ..model.actor import Actor
from ..model.span import Span
from ..structure.layout import Layout
from .appositions import describe_named, find_named
from .clusters import Cluster
from .coreference import Linker
from .countries import Roots, find_roots, give_countries
from .drafts import Draft
from .holders import find_holder, give_counterparts
from .naming import find_names
from .phrases import Phrases
from .places import Places
from .pronouns import find_pronouns
from .reading import Reading
from .roles import load_roles
from .together import find_together

PROSE = frozenset(
    {"headline", "dateline", "body", "caption"}
)  # a photographer or a tag takes no part in the story

Form = Literal["name", "role", "people", "pronoun", "adjective"]


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention: the token that heads it, its words, its actor (an index of `Cast.actors`), and how it is said.

    `sure` is False for a name that nobody knows and the model did not call an organisation.
    """

    head: int
    span: Span
    actor: int
    form: Form
    sure: bool = True


@dataclass(frozen=True)
class Cast:
    """The participants of one article.

    `pairs` are the actors (indexes) of a plural pronoun that means several of them ("ils", after "Poutine et Kim");
    `quiet` the ids of those that only places and adjectives speak of. `roots` tell what
    may give a country to those without one.
    """

    actors: tuple[Actor, ...]
    by_head: Mapping[int, Mention]
    pairs: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    quiet: frozenset[str] = frozenset()
    roots: Roots = field(default_factory=Roots)

    def actor_of(self, head: int) -> Actor | None:
        """The actor that a token is the head of a mention of."""
        found = self.by_head.get(head)
        return self.actors[found.actor] if found else None

    def actors_of(self, head: int) -> tuple[Actor, ...]:
        """All actors that a token means: several for the pronoun of a pair."""
        if head in self.pairs:
            return tuple(self.actors[n] for n in self.pairs[head])
        found = self.by_head.get(head)
        return (self.actors[found.actor],) if found else ()

    def mention_of(self, head: int) -> Mention | None:
        """The mention that a token is the head of."""
        return self.by_head.get(head)


def find_actors(tree: Tree, layout: Layout, language: Language, knowledge: Knowledge, places: Places) -> Cast:
    """The cast of an article, looked up at its date of publication."""
    article = layout.article
    reading = Reading(
        tree, article.text, language, knowledge, load_roles(language), places, article.published
    )
    names = find_names(reading)
    phrases = Phrases(reading).find()
    for draft in (*names, *phrases):
        part = layout.part_at(tree.tokens[draft.core[0]].start)
        draft.quiet = draft.quiet or (part is not None and part.kind not in PROSE)
    phrases += _of_places(reading, (*names, *phrases))
    linker = Linker(reading, layout)
    linker.link(names, phrases)
    described = describe_named(linker, phrases)
    pairs = find_pronouns(reading, linker, layout) | linker.members()
    pairs |= find_together(linker, phrases) | described | find_named(linker, phrases)
    owners = linker.owners(pairs)
    give_counterparts(linker, owners)
    give_countries(linker, owners)
    return _cast(reading, linker, pairs)


def _of_places(reading: Reading, found: tuple[Draft, ...]) -> list[Draft]:
    """A place leads to the state that administers it: who shells Kharkiv does it to Ukraine."""
    taken = {k for d in found for k in range(d.core[0], d.core[1] + 1)}
    out: list[Draft] = []
    for place in reading.places.places:
        state = reading.knowledge.country(place.country) if place.country else None
        if state is None or len(place.country or "") != 3:
            continue
        for span in place.mentions:
            first, last = reading.tree.at(span.start), reading.tree.at(span.end - 1)
            if first is not None and reading.any_of(first, "private_sites"):
                continue  # who strikes a museum does not do it to the state
            if first is None or last is None or taken & set(range(first, last + 1)):
                continue
            out.append(
                Draft(
                    "adjective",
                    first,
                    last,
                    tuple(range(first, last + 1)),
                    "state",
                    state.name(reading.language.code),
                    state,
                    country=state.id,
                    sector="GOV",
                    quiet=True,
                    rule=f"country of the place, {place.rule}",
                    core=(first, last),
                )
            )
    return out


def _cast(reading: Reading, linker: Linker, pairs: Mapping[int, tuple[Cluster, ...]]) -> Cast:
    clusters = sorted((c for c in linker.clusters if c.drafts), key=lambda c: (c.first, c.drafts[0].core))
    index = {id(c): n for n, c in enumerate(clusters)}
    actors = tuple(_actor(f"a{n}", c, reading) for n, c in enumerate(clusters, 1))
    by_head: dict[int, Mention] = {}
    # names before descriptions before adjectives: a head that two mentions share belongs to the surer one
    rank = {"name": 0, "people": 1, "role": 1, "pronoun": 2, "adjective": 3}
    for draft, cluster in sorted(linker.owner.items(), key=lambda o: (rank[o[0].form], o[0].core)):
        if id(cluster) not in index:
            continue
        span = _span(reading, draft)
        for head in draft.heads:
            by_head.setdefault(head, Mention(head, span, index[id(cluster)], draft.form, draft.sure))
    quiet = frozenset(a.id for a, c in zip(actors, clusters, strict=True) if c.quiet)
    of_pair = {head: tuple(index[id(c)] for c in found if id(c) in index) for head, found in pairs.items()}
    roots = find_roots(linker, {id(c): a.id for a, c in zip(actors, clusters, strict=True)})
    return Cast(actors, by_head, of_pair, quiet, roots)


def _actor(id: str, cluster: Cluster, reading: Reading) -> Actor:
    entry = cluster.entry
    loud = [d for d in cluster.drafts if d.form != "pronoun" and not d.quiet]
    spans = sorted({_span(reading, d) for d in loud or cluster.drafts})
    country = cluster.country if cluster.country and len(cluster.country) == 3 else None
    return Actor(
        id=id,
        name=cluster.name,
        kind=cluster.kind,
        country=country,
        role=cluster.sector,
        wikidata=entry.wikidata if entry else None,
        mentions=tuple(spans),
        rule=f"{cluster.rule}; {cluster.because}" if country and cluster.because else cluster.rule,
        holder=find_holder(reading, cluster),
    )


def _span(reading: Reading, draft: Draft) -> Span:
    return reading.tree.span(draft.first, draft.last)
