"""Who holds the office that an actor is called by: the knowledge base is asked for the day of the article.

"Le président russe" of an article of 2025 is Vladimir Poutine, "l'ancien président américain" the last whose term has ended.
The actor stays the office that the text names; whoever held it stands beside it, with the row that says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from ..knowledge.base import ORGANISATION_CODES, Knowledge
from ..model.actor import Holder
from .clusters import Cluster
from .drafts import Draft
from .reading import Reading
from .roles import HEAD

if TYPE_CHECKING:
    from .coreference import Linker

NEW = timedelta(days=365)  # in office for less: still "nouveau" in the press

Post = tuple[str | None, str]  # country (None: of an organisation of the world) and office


def post_of(knowledge: Knowledge, role: Draft, country: str | None) -> Post | None:
    """The country and office that a description means, None where it means no office that we know.

    An organisation tells by its title ("le secrétaire général de l'ONU"), a country may have titles of its own ("le secrétaire
    d'État américain"), and whom "le dirigeant" means is told by the country.
    """
    inner = role.complement
    if inner is not None and inner.kind != "state":
        entry = inner.entry
        office = knowledge.office_titled(entry.id, role.noun) if entry is not None else None
        return (entry.country, office) if entry is not None and office else None
    if role.world:
        office = knowledge.office_titled(ORGANISATION_CODES[role.world], role.noun)
        return (None, office) if office else None
    office = knowledge.office_titled(country, role.noun) if country else None
    if office is None and role.office == HEAD:
        office = knowledge.head_office(country) if country else None
    elif office is None:
        office = role.office
    return (country, office) if office else None


def find_holder(reading: Reading, cluster: Cluster) -> Holder | None:
    """What the knowledge base answers about the office of a participant; None for one that no office describes."""
    if cluster.kind != "office":
        return None
    for draft in cluster.drafts:
        if _is_elect(reading, draft):
            continue
        post = post_of(reading.knowledge, draft, draft.country or cluster.country) if draft.noun else None
        if post is not None and (post[0] or reading.knowledge.offices[post[1]] == "IGO"):
            return _ask(reading, draft, *post)
    return None


def give_counterparts(linker: Linker, owners: Mapping[int, tuple[Cluster, ...]]) -> None:
    """ "Son homologue polonais" holds the office of whoever "son" means; `owners` tells that by token."""
    for draft in linker.owner:
        if draft.form != "role" or draft.noun not in linker.r.book.words["counterparts"]:
            continue
        offices = {o for owner in owners.get(draft.first, ()) for o in _offices_of(linker.r, owner)}
        if len(offices) == 1:
            draft.office = offices.pop()


def _offices_of(reading: Reading, cluster: Cluster) -> set[str]:
    """The offices that a participant is known to hold: by the knowledge base, or called so."""
    posts = (post_of(reading.knowledge, d, d.country or cluster.country) for d in cluster.drafts if d.noun)
    return {office for office, _ in cluster.offices} | {post[1] for post in posts if post is not None}


def _is_elect(reading: Reading, draft: Draft) -> bool:
    """ "Le président élu", "le futur ministre" hold no office yet."""
    first, last = draft.core
    around = (*range(draft.first, first), *range(last + 1, draft.last + 1))
    return any(reading.any_of(k, "future", "elected") for k in around)


def _ask(reading: Reading, draft: Draft, country: str | None, office: str) -> Holder:
    on, knowledge = reading.on, reading.knowledge
    if on is None:
        return Holder(rule="the article has no date")
    answer = (knowledge.former_holders if draft.former else knowledge.holders)(country, office, on)
    if not answer.entries:
        return Holder(rule=f"no row of terms.csv for {country or 'the world'} {office} on {on}")
    names = tuple(e.name(reading.language.code) for e in answer.entries)
    one = answer.entry
    newly = any(reading.any_of(k, "newly") for k in range(draft.first, draft.core[0]))
    if newly and one is not None and not _is_new(reading, one.id, country, office):
        return Holder(rule=f"no row of terms.csv for a new {country or 'world'} {office} on {on}")
    return Holder(names, one.wikidata if one else None, answer.sure, "; ".join(answer.rules))


def _is_new(reading: Reading, person: str, country: str | None, office: str) -> bool:
    """Whether somebody took office within the last year: "le nouveau président" is nobody who has held it for long."""
    on, terms = reading.on, reading.knowledge.offices_of(person, reading.on)
    return on is not None and any(
        (t.country, t.office) == (country, office) and on - t.start < NEW for t in terms
    )
