"""The country of participants whose own words do not say it: that of their owner, or of whom they belong to.

"Les chefs de l'opposition" are of the country of the opposition, "son procureur" of that of whoever "son" means. What
belongs to nobody spoken of is left to its acts and to the article (statements/belonging.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..language.grammar import load_words
from .clusters import Cluster
from .drafts import Draft
from .naming import Reading

if TYPE_CHECKING:
    from .coreference import Linker

OF_ARTICLE = "country of the article"
DEEPEST = 3  # "un membre de la direction de la branche armée du parti": complements in complements


def is_owned(reading: Reading, draft: Draft) -> bool:
    """Whether "son", "sa", "leur" opens a description: its owner is somebody spoken of."""
    word = reading.low[draft.first]
    return word in reading.book.pronouns and word in load_words(reading.language).possessives


def give_countries(linker: Linker, pairs: Mapping[int, tuple[Cluster, ...]]) -> None:
    """Let the owned and the parts take the country of their owner or whole; `pairs` are the owners of "leurs"."""
    owners = {d.core[0]: (c,) for d, c in linker.owner.items() if d.form == "pronoun"}
    for draft, cluster in linker.owner.items():
        if draft.form != "role" or not draft.home or cluster.country is not None:
            continue
        if is_owned(linker.r, draft):
            owned_by = pairs.get(draft.first) or owners.get(draft.first, ())
            countries = {c.country for c in owned_by if c.country}
            if len(countries) == 1:
                cluster.country, cluster.because = countries.pop(), f"country of {owned_by[0].name}"
            elif not countries and linker.home:
                cluster.country, cluster.because = linker.home, OF_ARTICLE
    for _ in range(DEEPEST):
        for draft, cluster in linker.owner.items():
            whole = linker.owner.get(draft.complement) if draft.complement is not None else None
            if whole is None or cluster.country is not None or cluster.entry is not None:
                continue
            others = draft.noun in linker.r.book.words["of_others"]
            if draft.form == "role" and whole.country and not draft.former and not others:
                cluster.country, cluster.because = whole.country, f"country of {whole.name}"
