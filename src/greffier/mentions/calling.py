"""Whom a description without a name means: the holder of the office, or the participant that was called so before."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from ..language.grammar import spell
from .beside import agree
from .clusters import Cluster, weighty
from .drafts import Draft
from .holders import post_of

if TYPE_CHECKING:
    from .coreference import Linker

CALLING_REACH = 3  # sentences back to whom "le magistrat" means
SHORT_ROLE = 2  # weighty words: an office and the adjective of its country
PARTICIPANTS = frozenset({"nsubj", "obj", "obl", "iobj"})
NAMED_REACH = 8  # sentences from "le groupe" back to its name
STATE_SECTORS = frozenset({"GOV", "MIL", "COP", "LEG", "JUD"})  # nobody calls these "le groupe"


def find_called(linker: Linker, draft: Draft) -> Cluster | None:
    """The participant that a description means, None where it means nobody spoken of."""
    found = _find(linker, draft)
    return None if found is not None and found in fellows(linker, draft) else found


def _find(linker: Linker, draft: Draft) -> Cluster | None:
    if draft.kind == "state":
        return _own_state(linker, draft)
    if draft.kind == "office":
        found = _named_by(linker, draft) or _holder(linker, draft) or _called_so(linker, draft, "person")
        found = found or _of_calling(linker, draft) or _of_longer(linker, draft)
        return found or _called_so(linker, draft, "office")
    if draft.kind == "unnamed" and draft.definite and not draft.plural:
        return _called_so(linker, draft, "person", "unnamed") or _of_calling(linker, draft)
    if draft.definite and draft.kind in ("organisation", "group", "people"):
        return _called_so(linker, draft, "organisation", "group", "people") or _named_before(linker, draft)
    return None


def _named_before(linker: Linker, draft: Draft) -> Cluster | None:
    """ "le groupe", "l'agence": the organisation named last that may be called so."""
    core = draft.core
    if (
        draft.home
        or draft.plural
        or draft.last != core[1]
        or draft.noun not in linker.r.book.words["name_stand_ins"]
        or _goes_on_with_name(linker, draft)
        or core[0] - draft.first > 1
    ):
        return None
    here = linker.r.tree.sentence_of[core[0]]
    for other in linker.before(core[0]):
        if here - linker.r.tree.sentence_of[other.core[0]] > NAMED_REACH:
            break
        cluster = linker.owner[other]
        if other.form == "name" and cluster.kind == "organisation" and cluster.sector not in STATE_SECTORS:
            if draft.sector is None or cluster.sector in (None, draft.sector):
                return cluster
    return None


def _goes_on_with_name(linker: Linker, draft: Draft) -> bool:
    """ "L'agence Sputnik" has a name of its own, known or not."""
    after = draft.last + 1
    return (
        after < len(linker.r.words) and linker.r.tree.tokens[after].pos == "PROPN" and linker.r.capital(after)
    )


def _of_calling(linker: Linker, draft: Draft) -> Cluster | None:
    """The one person named near of the same sector and gender: "le magistrat" after "le procureur Vasseur"."""
    if not draft.definite or draft.plural or draft.complement is not None or draft.sector is None:
        return None
    if draft.noun not in linker.r.book.words["callings"]:
        return None
    here = linker.r.tree.sentence_of[draft.core[0]]
    found: list[Cluster] = []
    for other in linker.before(draft.core[0]):
        if here - linker.r.tree.sentence_of[other.core[0]] > CALLING_REACH:
            break
        cluster = linker.owner[other]
        fits = cluster.kind == "person" and cluster.sector == draft.sector
        if fits and not (draft.gender and cluster.gender and draft.gender != cluster.gender):
            found.append(cluster)
    return found[0] if found and all(c is found[0] for c in found) else None


def _named_by(linker: Linker, draft: Draft) -> Cluster | None:
    """ "Le vice-président sera Mike Pence": the subject is the person that the sentence names."""
    tree = linker.r.tree
    for head in draft.heads if draft.definite and not draft.plural else ():
        t = tree.tokens[head]
        if t.dep == "nsubj" and any(tree.children(t.head, "cop")):
            name = linker.name_at.get(t.head)
            if name is not None and agree(linker, draft, name):
                return linker.owner[name]
    return None


def _own_state(linker: Linker, draft: Draft) -> Cluster | None:
    """ "le pays": the country of the article."""
    country = linker.r.knowledge.country(draft.country or linker.home or "")
    if country is None or not draft.definite:
        return None
    draft.quiet, draft.country = True, country.id
    found = linker.by_key.get(("country", country.id))
    if found is None:
        found = linker.by_key[("country", country.id)] = Cluster("state", country, country.id, "GOV")
    return found


def _holder(linker: Linker, draft: Draft) -> Cluster | None:
    """Who holds the office on the day of the article, if the article names him."""
    knowledge = linker.r.knowledge
    post = post_of(knowledge, draft, draft.country)
    if post is None:
        return None
    country, office = post
    if (country or knowledge.offices[office] == "IGO") and linker.r.on is not None:
        person = (knowledge.last_holder if draft.former else knowledge.holder)(country, office, linker.r.on)
        found = linker.by_key.get(("person", person.id)) if person else None
        if found is not None:
            return found
    if draft.former:
        return None
    for other in chain(linker.before(draft.core[0]), linker.after(draft.core[0])):
        cluster = linker.owner[other]
        if cluster.kind == "person" and any(o == office and c in (country, None) for o, c in cluster.offices):
            return cluster
    return None


def _called_so(linker: Linker, draft: Draft, *kinds: str) -> Cluster | None:
    """The nearest participant that was called by the same noun, of the same country and with the same complement."""
    own = linker.owner.get(draft.complement) if draft.complement is not None else None
    ahead = linker.after(draft.core[0]) if kinds == ("person",) else ()
    words = weighty(draft.name) - linker.r.book.words["stand_ins"]
    for other in chain(linker.before(draft.core[0]), ahead):
        cluster = linker.owner[other]
        if cluster.kind not in kinds or (cluster.gender and draft.gender and cluster.gender != draft.gender):
            continue
        if own is not None and own in cluster.complements and cluster.kind == "person":
            leads = draft.definite and own.kind != "person"  # there is one such person
            if draft.noun in cluster.nouns or (
                leads and _speaks(linker, draft.noun) == any(_speaks(linker, n) for n in cluster.nouns)
            ):
                return cluster
        if draft.noun not in cluster.nouns or cluster.plural != draft.plural:
            continue
        country = cluster.nouns[draft.noun] or cluster.country
        if draft.country and country and draft.country != country:
            continue
        if draft.complement is not None and cluster.complements and own not in cluster.complements:
            continue
        if (
            own is not None
            and not cluster.complements
            and cluster.kind != "person"
            and not _is_plain(draft, cluster)
        ):
            continue  # "le cabinet de X" after "un cabinet de conseil"
        same_country = cluster.kind == "person" and draft.country and draft.country == country
        same_country = same_country and len(words) <= SHORT_ROLE  # "le président russe", no more
        if same_country or _same_words(words, cluster):
            return cluster
    return None


def _is_plain(draft: Draft, cluster: Cluster) -> bool:
    """Whether a participant was once called by the bare noun."""
    noun = weighty(draft.noun)
    return any(said <= noun for said in cluster.said)


def _of_longer(linker: Linker, draft: Draft) -> Cluster | None:
    """ "le ministre italien" after "le ministre de l'Intérieur, X": the person named last whose office begins so."""
    if not draft.definite or draft.plural or draft.office is not None or draft.complement is not None:
        return None
    if len(weighty(draft.name)) > SHORT_ROLE:
        return None
    here = linker.r.tree.sentence_of[draft.core[0]]
    for other in linker.before(draft.core[0]):
        if here - linker.r.tree.sentence_of[other.core[0]] > NAMED_REACH:
            break
        cluster = linker.owner[other]
        if cluster.kind != "person" or not any(n.startswith(f"{draft.noun} ") for n in cluster.nouns):
            continue
        if draft.gender and cluster.gender and draft.gender != cluster.gender:
            continue
        if not (draft.country and cluster.country and draft.country != cluster.country):
            return cluster
    return None


def fellows(linker: Linker, draft: Draft) -> set[Cluster]:
    """Who stands beside a description as another participant of the same verb: "X a reçu le roi" has two."""
    tree = linker.r.tree
    sides: set[int] = set()
    for head in draft.heads:
        t = tree.tokens[head]
        verb = tree.tokens[t.head]
        if verb.pos != "VERB" or t.head == head or t.dep.partition(":")[0] not in PARTICIPANTS:
            continue
        subject = t.dep.startswith("nsubj")
        others = (
            tree.children(verb.i, "obj", "obl:arg", "iobj") if subject else tree.children(verb.i, "nsubj")
        )
        sides.update(o.i for o in others)
    if not sides or draft.bare:
        return set()
    return {linker.owner[d] for d in linker.order if sides & set(d.heads)}


def _speaks(linker: Linker, noun: str) -> bool:
    """Whether a role speaks for its complement instead of leading it: "le porte-parole de l'armée"."""
    found = linker.r.book.match(spell(noun), 0)
    return found is not None and "speaks" in found.role.traits


def _same_words(words: frozenset[str], cluster: Cluster) -> bool:
    """Whether one description says no more than the other ("l'armée" after "l'armée turque")."""
    return any(words <= said or said <= words for said in cluster.said)
