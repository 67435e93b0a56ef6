"""Infinitives, opening participles and asides that the parser hung on the wrong word.

Every function mends one class of fault in a view, from token `first` to `last` of one sentence.
"""

from __future__ import annotations

from itertools import pairwise

from .verbgroup import particle_of
from .view import View

DASHES = frozenset({"—", "–", "-"})


def keep_names(view: View, first: int, last: int) -> None:
    """ "Nacer Belder": what stands inside the name of a person is no verb, whatever its last letters."""
    for i in range(first + 1, last + 1):
        entity = view.tree.entity_of.get(i)
        if view.pos[i] != "VERB" or entity is None or entity.label != "PER" or entity.first == entity.last:
            continue
        if not view.tokens[i].text[:1].isupper() or view.one(i, "aux", "cop", "nsubj") is not None:
            continue
        view.pos[i] = "PROPN"
        if entity.first <= view.head[i] < i:
            view.attach(i, entity.first, "flat:name")


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


def turn_openings(view: View, first: int, last: int) -> None:
    """ "Accusé de vol, Luc Roy a été arrêté": a participle that opens the sentence goes with the verb behind it."""
    i = first
    if first == last or view.pos[i] not in ("VERB", "ADJ", "NOUN", "PROPN") or view.tokens[i].text.isupper():
        return
    if (
        not view.rules.may_be(view.low[i], "participle")
        or view.one(i, "aux", "cop", "det", "nsubj") is not None
    ):
        return
    comma = next((j for j in range(i + 1, last) if view.low[j] == ","), None)
    if comma is None:
        return
    if view.head[i] == i and view.pos[i] == "VERB":
        verb = next((k for k in view.of(i, "advcl", "ccomp", "parataxis", "conj") if k > comma), None)
        if verb is None or not any(comma < n < verb for n in view.of(verb, "nsubj")):
            return
        view.attach(verb, verb, "ROOT")
        for k in tuple(view.kids[i]):
            if k > comma and k != verb:
                view.attach(k, verb, view.dep[k])
    elif view.base[i] == "nsubj" and view.head[i] > comma and view.pos[view.head[i]] in ("VERB", "AUX"):
        verb = view.head[i]
        subject = _nominal_ending(view, verb - 1)
        if subject is None or subject <= comma or view.case_of(subject):
            return
        view.attach(subject, verb, "nsubj")
    else:
        return
    view.pos[i] = "VERB"
    view.lemma[i] = view.rules.verb_of(view.low[i]) or view.lemma[i]
    view.attach(i, verb, "advcl")


def _nominal_ending(view: View, i: int) -> int | None:
    """The head of the noun phrase whose last word is token `i`."""
    while view.base[i] in ("flat", "amod", "nummod", "nmod") and 0 <= view.head[i] < i:
        i = view.head[i]
    return i if i >= 0 and view.is_nominal(i) else None
