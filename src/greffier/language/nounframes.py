"""Event nouns in, roles out: "la rencontre entre X et Y", "l'arrestation de X par Y", "leur rencontre", "l'offensive russe"."""

from __future__ import annotations

from collections.abc import Iterator

from .frames import Role
from .view import View

MAX_DEPTH = 3  # complements of complements: "le déploiement de milliers de soldats russes en Biélorussie"
LATE = frozenset({"through a complement", "complement of a complement"})


def noun_roles(view: View, noun: int) -> list[Role]:
    """The roles that hang on an event noun; those that the parser hung on its complements come last."""
    direct = list(_direct(view, noun))
    seen = {h for r in direct for h in r.heads}
    late = [r for r in _through(view, noun, noun, 0) if r.head not in seen]
    carried = [r for r in _of_carrier(view, noun) if r.head not in seen and r.head != noun]
    return direct + late + carried


def _of_carrier(view: View, noun: int) -> Iterator[Role]:
    """What hangs on a noun that only counts or phases the event: "une série d'attaques contre X", "une tentative de coup par X"."""
    carrier = view.head[noun]
    if (
        view.base[noun] == "nmod"
        and view.lemma[carrier] in view.words.carriers
        and view.case_of(noun) == "de"
    ):
        for role in _direct(view, carrier):
            if role.case != "de" and role.name != "adjective":
                yield Role(role.name, role.head, role.case, role.others, "through a carrier")


def _direct(view: View, noun: int) -> Iterator[Role]:
    words = view.words
    adjectives: list[int] = []
    for k in view.kids[noun]:
        base = view.base[k]
        if base == "det":
            if view.low[k] in words.possessives:
                yield Role("owner", k, "", (), "possessive")
        elif base == "amod" or (base in ("conj", "nmod", "appos", "flat") and view.pos[k] == "ADJ"):
            if base != "conj":
                adjectives.append(k)
                adjectives += [c for c in view.kids[k] if view.base[c] == "conj" and view.pos[c] == "ADJ"]
        elif base in ("nmod", "obl") and view.is_nominal(k):
            yield from _complement(view, k)
        elif base in ("appos", "flat") and k > noun and view.pos[k] == "PROPN" and k == noun + 1:
            yield Role("oblique", k, "", view.coordinated(k), "set beside the noun")
    for a in adjectives:
        yield Role("adjective", a, "", (), "adjective")
        for k in view.kids[a]:  # "une attaque israélienne contre X": the parser hangs X on the adjective
            if k > a and view.is_nominal(k) and view.case_of(k) in words.behind_adjectives:
                yield from _complement(view, k)


def _complement(view: View, k: int) -> Iterator[Role]:
    words = view.words
    if view.low[k] in words.compounds:
        for n in view.kids[k]:
            if n > k and view.base[n] in ("nmod", "obl") and " " in (case := view.case_of(n)):
                yield Role("oblique", n, case, view.coordinated(n), "noun complement")
                return
    case = view.case_of(k)
    if case in words.agent_prepositions and view.lemma[k] in words.no_agents:
        return  # "par exemple"
    others = view.coordinated(k)
    if case in words.party_prepositions:
        yield Role("party", k, case, others, "entre")
    elif case:
        yield Role("oblique", k, case, others, "noun complement")
        for c in view.kids[k]:
            if view.base[c] == "conj" and c not in others and view.is_nominal(c) and (own := view.case_of(c)):
                yield Role("oblique", c, own, view.coordinated(c), "noun complement")
    elif view.lemma[k] not in words.temporal and view.pos[k] == "PROPN":
        yield Role("oblique", k, "", others, "set beside the noun")


def _through(view: View, top: int, noun: int, depth: int) -> Iterator[Role]:
    """What hangs below the complements but belongs to the event: prepositions other than "de", and a second "de"."""
    words = view.words
    for k in view.kids[noun]:
        if k < top or view.base[k] not in ("nmod", "obl", "conj", "appos") or not view.is_nominal(k):
            continue
        if noun != top:
            case = view.case_of(k)
            if view.base[k] in ("nmod", "obl") and view.lemma[k] not in words.temporal:
                if case in words.party_prepositions:
                    yield Role("party", k, case, view.coordinated(k), "through a complement")
                elif case in words.through_object:
                    yield Role("oblique", k, case, view.coordinated(k), "through a complement")
                elif (
                    case == "de"
                    and noun != top
                    and not any(view.base[d] in ("det", "nummod") for d in view.kids[noun])
                ):
                    yield Role("oblique", k, case, view.coordinated(k), "complement of a complement")
        if depth < MAX_DEPTH and view.base[k] in ("nmod", "obl") and view.case_of(k) in ("de", ""):
            yield from _through(view, top, k, depth + 1)
