"""Plural descriptions beside the names they stand for: "les deux dirigeants, X et Y," and "X et Y, deux Belges,".

`find_named(...)` reads the first shape, `describe_named(...)` the second: whom the plural means, who learns from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .clusters import Cluster
from .drafts import Draft
from .numbers import load_numbers

if TYPE_CHECKING:
    from .coreference import Linker

CLOSING = {",": ",", "(": ")", "—": "—", "–": "–", "-": "-", ":": "."}
FEWEST, MOST = 2, 8  # names of a list
LONGEST_ASIDE = 40  # tokens between dashes or brackets


def find_named(linker: Linker, phrases: list[Draft]) -> dict[int, tuple[Cluster, ...]]:
    """Whom a plural description means that an aside with names follows, by its heads."""
    out: dict[int, tuple[Cluster, ...]] = {}
    for draft in phrases:
        k = draft.last + 1
        if draft.form not in ("role", "people") or not draft.plural or k + 1 >= len(linker.r.words):
            continue
        opening = linker.r.words[k]
        if (
            opening not in CLOSING
            or linker.r.tree.sentence_of[k + 1] != linker.r.tree.sentence_of[draft.last]
        ):
            continue
        names = _listed(linker, k + 1) if opening in (",", ":") else _inside(linker, k + 1, CLOSING[opening])
        found = tuple(dict.fromkeys(linker.owner[n] for n in names))
        number = _number(linker, draft)
        if not FEWEST <= len(found) <= MOST or (number and number != len(found)):
            continue
        if all(c.kind == "person" for c in found):
            out.update(dict.fromkeys(draft.heads, found))
            countries = draft.members if len(draft.members) == len(found) else (draft.country,) * len(found)
            for cluster, country in zip(found, countries, strict=True):
                _learn(cluster, country, draft.sector)

    return out


def describe_named(linker: Linker, phrases: list[Draft]) -> dict[int, tuple[Cluster, ...]]:
    """ "X et Y, deux Belges": both are of that country and of that sector, and whoever says "deux Belges" means them."""
    out: dict[int, tuple[Cluster, ...]] = {}
    ends = {d.last: d for d in linker.name_at.values() if d.kind == "person"}
    for draft in phrases:
        before = draft.first - 2
        if draft.form not in ("role", "people") or not draft.plural or draft.first < 1 or draft.definite:
            continue
        if linker.r.words[draft.first - 1] != "," or before not in ends:
            continue
        after = draft.last + 1
        if after < len(linker.r.words) and linker.r.tree.tokens[after].pos == "CCONJ":
            continue  # "X et Y, des ouvriers et des élus": a list goes on
        names = [ends[before]]
        while (left := _partner(linker, names[0], ends)) is not None:
            names.insert(0, left)
        found = tuple(dict.fromkeys(linker.owner[n] for n in names))
        if len(found) < FEWEST or _number(linker, draft) not in (0, len(found)):
            continue
        for cluster in found:
            _learn(cluster, draft.country, draft.sector)
        out.update(dict.fromkeys(draft.heads, found))
    return out


def _learn(cluster: Cluster, country: str | None, sector: str | None) -> None:
    if cluster.entry is None:
        cluster.country, cluster.sector = cluster.country or country, cluster.sector or sector


def _number(linker: Linker, draft: Draft) -> int:
    """How many a description says there are, 0 where it does not."""
    numbers = load_numbers(linker.r.language)
    said = (numbers.value(linker.r.low[i]) for i in range(draft.first, draft.core[0]))
    return int(next((n for n in said if n), 0))


def _partner(linker: Linker, name: Draft, ends: dict[int, Draft]) -> Draft | None:
    """The name joined to a name from the left by "et" or a comma."""
    joint = name.first - 1
    if joint < 1 or not (linker.r.tree.tokens[joint].pos == "CCONJ" or linker.r.words[joint] == ","):
        return None
    return ends.get(joint - 1)


def _listed(linker: Linker, k: int) -> list[Draft]:
    """The names of a list that begins at a token: "X, Y et Z", closed by a mark or the verb."""
    starts = {d.first: d for d in linker.name_at.values()}
    names: list[Draft] = []
    joined = False
    while (name := starts.get(k)) is not None and len(names) < MOST:
        names.append(name)
        k = name.last + 1
        if k + 1 >= len(linker.r.words) or joined:
            break
        joined = linker.r.tree.tokens[k].pos == "CCONJ"
        if not joined and linker.r.words[k] != ",":
            break
        k += 1
    return names if joined else []


def _inside(linker: Linker, k: int, closing: str) -> list[Draft]:
    """The persons named in an aside, those that only belong to another name left out."""
    tree = linker.r.tree
    end = next(
        (j for j in range(k, min(k + LONGEST_ASIDE, len(tree.tokens))) if tree.tokens[j].text == closing),
        None,
    )
    if end is None:
        return []
    inside = dict.fromkeys(linker.name_at[i] for i in range(k, end) if i in linker.name_at)
    return [d for d in inside if d.kind == "person" and not _is_complement(linker, d)]


def _is_complement(linker: Linker, name: Draft) -> bool:
    """Whether a preposition stands with a name: "le fils de X" is not X."""
    tree = linker.r.tree
    return any(any(tree.children(h, "case")) for h in range(name.core[0], name.core[1] + 1))
