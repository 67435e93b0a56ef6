"""Which roles stand beside the name of whoever holds them: "le maire Luc Roy", "Luc Roy, maire de Vals", "le maire, Luc Roy,"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .drafts import Draft

if TYPE_CHECKING:
    from .coreference import Linker

BESIDE = frozenset(
    {"office", "unnamed", "organisation", "group"}
)  # kinds of descriptions that stand behind a name
ENDS = frozenset(',.;:)»"—–')  # what ends an apposition


def find_beside(linker: Linker, names: list[Draft], roles: list[Draft]) -> dict[Draft, Draft]:
    """The roles that stand in apposition to a name: before it, after a comma, or behind it."""
    starts = {d.first: d for d in names} | {d.core[0]: d for d in names}
    ends = {d.last: d for d in names}
    out: dict[Draft, Draft] = {}
    for role in roles:
        name = _name_after(linker, role, starts) or _name_before(linker, role, ends)
        if name is not None and agree(linker, role, name):
            out[role] = name
    return out


def _name_after(linker: Linker, role: Draft, starts: dict[int, Draft]) -> Draft | None:
    r, k = linker.r, role.last + 1
    if k < len(r.words) and r.words[k] in '«"“':  # l'unité « Hawks »
        k += 1
    if (name := starts.get(k)) is not None:
        return name
    if (
        k + 1 < len(r.words)
        and r.words[k] == ","
        and role.kind == "office"
        and (name := starts.get(k + 1)) is not None
    ):
        after = name.last + 1
        ended = after >= len(r.words) or r.words[after] in ENDS or r.tree.tokens[after].pos in ("VERB", "AUX")
        return name if name.kind == "person" and ended and not _in_list(linker, role, name) else None
    return None


def _name_before(linker: Linker, role: Draft, ends: dict[int, Draft]) -> Draft | None:
    r = linker.r
    start = role.first
    if start >= 2 and r.words[start - 1] in (",", "(") and role.kind in BESIDE:
        name = ends.get(start - 2)
        if name is None or (name.kind == "person") != (role.kind in ("office", "unnamed")):
            return None
        after = role.last + 1
        stop = (
            after >= len(r.words)
            or r.words[after] in ENDS
            or r.tree.tokens[after].pos in ("VERB", "AUX", "PRON", "ADP")
        )
        acts = any(r.tree.tokens[h].dep == "nsubj" for h in role.heads)
        aside = any(any(r.tree.children(h, "case")) for h in name.heads)
        if acts and aside and not role.bare:
            return None  # "dans une lettre à M. Kim, le président a dit": two people
        if role.kind == "unnamed":
            return name if not acts and not _in_list(linker, name, role) else None
        if role.bare or (role.definite and stop and not _in_list(linker, name, role)):
            return name
    return None


def _in_list(linker: Linker, one: Draft, two: Draft) -> bool:
    """Whether a coordinator stands near: "le président, M. Li et leurs ministres"."""
    after = two.last + 1
    return after < len(linker.r.words) and linker.r.tree.tokens[after].pos == "CCONJ"


def agree(linker: Linker, role: Draft, name: Draft) -> bool:
    if role.complement is name:
        return False
    if role.plural and name.kind == "person":
        return False
    if name.kind == "person":
        if role.kind not in ("office", "unnamed"):
            return False
        cluster = linker.owner[name]
        return not (role.gender and cluster.gender and role.gender != cluster.gender and name.entry is None)
    if name.kind == "organisation":
        return role.kind in ("organisation", "group") and not role.plural
    return False
