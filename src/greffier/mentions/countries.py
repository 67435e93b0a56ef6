"""What gives a country to participants whose own words do not say it: their owner here, their acts and the article later.

"Son procureur" is of the country of whoever "son" means, "son émissaire" of the organisation that sent him. What is not
settled by words goes on as `Roots` to be settled when the acts are known (statements/belonging.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..language.grammar import load_words
from .clusters import Cluster
from .drafts import Draft, Rooted
from .reading import Reading

if TYPE_CHECKING:
    from .coreference import Linker

OF_ARTICLE = "country of the article"
FAIR_SHARE = 0.5  # of all mentions of countries: those described without one are of this country
SOLE_SHARE = 0.8  # of all mentions of countries: the article is about this country alone
FEWEST = 3.0  # mentions of a country without which no unknown name is held to be of it
LENT = frozenset({"GOV", None})  # sectors of envoys and chiefs that their organisation overrides


@dataclass(frozen=True, slots=True)
class Roots:
    """What is known of an article beside the words of its participants.

    `home` is the country that it is about, None where it is about several; `sole` whether it is about that one alone.
    `rooted` tells of each actor (id) without a country what may give it one, `wholes` of whom it is a part.
    """

    home: str | None = None
    sole: bool = False
    rooted: Mapping[str, Rooted] = field(default_factory=dict)
    wholes: Mapping[str, str] = field(default_factory=dict)


def is_owned(reading: Reading, draft: Draft) -> bool:
    """Whether "son", "sa", "leur" opens a description: its owner is somebody spoken of."""
    word = reading.low[draft.first]
    return word in reading.book.pronouns and word in load_words(reading.language).possessives


def _is_of_many(reading: Reading, draft: Draft) -> bool:
    """Whether "leur" or "leurs" opens a description: several owners, whoever they are."""
    return reading.book.pronouns[reading.low[draft.first]][1]


def give_countries(linker: Linker, owners: Mapping[int, tuple[Cluster, ...]]) -> None:
    """Let the owned take the country of their owner, else that of the article; `owners` tells by token whom "son" means."""
    for draft, cluster in linker.owner.items():
        if draft.form != "role" or cluster.entry is not None or not is_owned(linker.r, draft):
            continue
        owned_by = owners.get(draft.first, ())
        for owner in owned_by:
            if owner.kind == "organisation" and owner.sector and draft.sector in LENT and not draft.home:
                cluster.sector = owner.sector
        countries = {c.country for c in owned_by if c.country}
        if len(countries) > 1 or (not owned_by and _is_of_many(linker.r, draft)):
            draft.rooted = None  # "leurs citoyens", of two governments
            continue
        if not draft.home or cluster.country is not None:
            continue
        if len(countries) == 1:
            cluster.country, cluster.because = countries.pop(), f"country of {owned_by[0].name}"
        elif linker.home:
            cluster.country, cluster.because = linker.home, OF_ARTICLE


def _is_of_organisation(linker: Linker, name: Draft) -> bool:
    """ "écrit Ann Lowe de BBC News": whom a name belongs to may be of any country."""
    k = name.last + 1
    while k < len(linker.r.low) and linker.r.any_of(k, "genitive", "articles"):
        k += 1
    other = linker.name_at.get(k) if k > name.last + 1 else None
    return other is not None and other.kind == "organisation"


def find_roots(linker: Linker, ids: Mapping[int, str]) -> Roots:
    """The roots of the actors of an article; `ids` are those of the clusters by their identity."""
    rooted = {ids[id(c)]: r for c in linker.clusters if id(c) in ids and (r := c.rooted) is not None}
    for draft, cluster in linker.owner.items():
        if draft.form == "name" and id(cluster) in ids and _is_of_organisation(linker, draft):
            rooted.pop(ids[id(cluster)], None)
    wholes: dict[str, str] = {}
    for draft, cluster in linker.owner.items():
        if draft.form != "role" or draft.former or draft.complement is None or cluster.entry is not None:
            continue
        whole = linker.owner.get(draft.complement)
        apart = whole is None or draft.noun in linker.r.book.words["of_others"] or cluster.country is not None
        if (
            whole is not None
            and not apart
            and id(cluster) in ids
            and id(whole) in ids
            and whole is not cluster
        ):
            wholes.setdefault(ids[id(cluster)], ids[id(whole)])
    home = linker.home if linker.share >= FAIR_SHARE else None
    return Roots(home, linker.share >= SOLE_SHARE and linker.weight >= FEWEST, rooted, wholes)
