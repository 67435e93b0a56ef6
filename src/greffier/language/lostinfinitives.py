"""Infinitives and asides that the parser hung on the wrong word.

Every function mends one class of fault in a view, from token `first` to `last` of one sentence.
"""

from __future__ import annotations

from itertools import pairwise

from .verbgroup import particle_of
from .view import View

DASHES = frozenset({"—", "–", "-"})


def give_infinitives(view: View, first: int, last: int) -> None:
    """ "est venue pour empêcher le groupe de prendre la ville": the infinitive is that of the nearest verb that controls one."""
    for i in range(first, last + 1):
        above = view.head[i]
        if view.base[i] != "xcomp" or above >= i or particle_of(view, i) not in ("de", "à"):
            continue
        if view.pos[i] != "VERB" or view.lemma[above] in view.words.control:
            continue
        for v in range(i - 1, above, -1):
            if (
                view.pos[v] != "VERB"
                or view.lemma[v] not in view.words.control
                or not view.climbs_to(v, above)
            ):
                continue
            if view.one(v, "obj") is not None and view.one(v, "xcomp", "ccomp") is None:
                view.attach(i, v, "xcomp")
            break


def pass_by_asides(view: View, first: int, last: int) -> None:
    """ "Les deux élus — le maire, X, et le préfet, Y — ont signé": what stands between dashes is not the verb's subject."""
    dashes = [i for i in range(first, last) if view.low[i] in DASHES and view.pos[i] == "PUNCT"]
    for left, right in pairwise(dashes):
        inside = [
            (k, v)
            for k in range(left + 1, right)
            if view.base[k] == "nsubj" and (v := view.head[k]) > right and view.pos[v] in ("VERB", "AUX")
        ]
        whole = _nominal_ending(view, left - 1)
        if len(inside) != 1 or whole is None or whole < first or view.case_of(whole):
            continue
        k, verb = inside[0]
        if any(view.low[j] == "," for j in range(right, verb)) or view.plural(whole) is None:
            continue
        if view.base[whole] in ("obj", "obl", "nmod") or (whole == verb or view.climbs_to(whole, k)):
            continue
        if view.climbs_to(verb, whole):
            above, dep = (verb, "ROOT") if view.head[whole] == whole else (view.head[whole], view.dep[whole])
            view.attach(verb, above, dep)
        view.attach(whole, verb, "nsubj")
        view.attach(k, whole, "appos")


def _nominal_ending(view: View, i: int) -> int | None:
    """The head of the noun phrase whose last word is token `i`."""
    while view.base[i] in ("flat", "amod", "nummod", "nmod") and 0 <= view.head[i] < i:
        i = view.head[i]
    return i if i >= 0 and view.is_nominal(i) else None
