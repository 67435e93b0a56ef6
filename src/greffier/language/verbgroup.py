"""The verb group: auxiliaries, modals, clitics, negation and the verb that carries the meaning, read as one.

"n'auraient pas pu être arrêtés" is one group of `arrêter`: conditional, past, passive, negated, modal "pouvoir".
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .frames import Mood, Tense
from .view import View

FINITE = {"VerbForm": "Fin", "Mood": "Ind", "Tense": "Pres"}  # how to read a form that can be no participle
NEGATING = frozenset({"advmod", "nsubj", "obj", "det", "obl", "cc", "dep", "mark"})


@dataclass(slots=True)
class Group:
    """One predicate made of verb forms.

    `head` is the token of the meaning, `top` the token by which the group hangs in the tree (a modal, or the head),
    `members` are the verbs from top to head, `aux` their auxiliaries. `finite` is the token that carries the tense.
    """

    head: int
    top: int
    members: list[int]
    lemma: str
    aux: list[int] = field(default_factory=list)
    finite: int | None = None
    reflexive: int | None = None
    passive: bool = False
    negation: int | None = None
    mood: Mood = "none"
    tense: Tense = "none"
    number: str = ""
    modal: str | None = None
    modal_token: int | None = None
    mark: int | None = None
    bare_participle: bool = False

    @property
    def first(self) -> int:
        """The leftmost verb form."""
        return min((*self.members, *self.aux))

    @property
    def last(self) -> int:
        """The rightmost verb form."""
        return max((*self.members, *self.aux))

    def dependents(self, view: View) -> list[int]:
        """All that hangs on the group from outside."""
        own = {*self.members, *self.aux}
        return sorted(k for m in self.members for k in view.kids[m] if k not in own)


def find_groups(view: View) -> dict[int, Group]:
    """The verb groups of a tree by the token of their meaning."""
    heads = [i for i in range(len(view.head)) if is_predicate(view, i)]
    above: dict[
        int, tuple[int, str, bool]
    ] = {}  # infinitive -> its modal, the modal's lemma, whether it is framed too
    for i in heads:
        found = _modal_of(view, i)
        if found is not None:
            above[i] = found
    swallowed = {modal for modal, _, framed in above.values() if not framed}
    groups: dict[int, Group] = {}
    for i in heads:
        if i not in swallowed:
            groups[i] = _read_group(view, i, above)
    for group in groups.values():
        _share_auxiliaries(view, group, groups)
    return groups


def is_predicate(view: View, i: int) -> bool:
    """Whether a token is a verb with a meaning of its own."""
    pos, base = view.pos[i], view.base[i]
    if pos == "VERB":
        if base in ("aux", "cop", "case", "fixed", "cc", "mark", "det"):
            return False
        if base in ("nsubj", "obj", "obl", "nmod", "appos", "iobj", "flat", "conj") and any(
            view.base[k] == "det" for k in view.kids[i]
        ):
            return any(view.base[k] == "cop" for k in view.kids[i]) or view.one(i, "aux") is not None
        if (
            base in ("appos", "nmod", "nsubj", "obj", "obl", "flat", "amod")
            and view.rules.verb_of(view.low[i]) is None
        ):
            return view.one(i, "aux") is not None  # "représentante" tagged as a verb
        return True
    if pos == "AUX":
        return base not in (
            "aux",
            "cop",
            "fixed",
            "case",
            "mark",
            "det",
            "obl",
            "nmod",
            "flat",
        ) and not _only_carries(view, i)
    if pos == "ADJ" and view.rules.may_be(view.low[i], "participle"):
        return any(view.dep[k].startswith("obl:agent") or view.dep[k] == "aux:pass" for k in view.kids[i])
    return False


def _only_carries(view: View, i: int) -> bool:
    """An auxiliary that is part of another token's predicate after all."""
    return any(view.base[k] in ("det", "case") for k in view.kids[i])


def particle_of(view: View, i: int) -> str:
    """The small word in front of an infinitive ("de", "à", "pour"), "" without one."""
    for k in view.kids[i]:
        if k < i and view.base[k] in ("mark", "case") and view.pos[k] != "SCONJ":
            return view.words.contractions.get(view.low[k], view.low[k])
    return ""


def _is_infinitive(view: View, i: int) -> bool:
    if view.rules.may_be(view.low[i], "infinitive"):
        return True
    return any(view.base[k] == "aux" and view.rules.may_be(view.low[k], "infinitive") for k in view.kids[i])


def _modal_of(view: View, i: int) -> tuple[int, str, bool] | None:
    base, head = view.base[i], view.head[i]
    if base not in ("xcomp", "ccomp", "advcl", "acl", "obl") or head == i or head > i:
        return None
    lemma = view.lemma[head]
    reflexive = any(
        view.low[k] in view.words.reflexives and view.base[k] in ("expl", "obj", "iobj")
        for k in view.kids[head]
    )
    particle = particle_of(view, i)
    if view.pos[head] in ("VERB", "AUX"):
        modal = view.words.modals.get((lemma, reflexive, particle))
        if modal is not None and _is_infinitive(view, i):
            if lemma == "aller" and view.low[head] in ("aller", "allé", "allée", "allés"):
                return None
            return head, modal.lemma, modal.framed
        return None
    # "en train de", "sur le point de": a noun with a copula
    cop = view.one(head, "cop")
    if cop is not None and view.lemma[cop] == "être" and particle == "de":
        for phrase in ("en train", "sur le point"):
            words = tuple(phrase.split())
            start = head - len(words) + 1
            if start >= 0 and view.low[start : head + 1] == words:
                return head, f"être {phrase}", False
    return None


def _read_group(view: View, i: int, above: dict[int, tuple[int, str, bool]]) -> Group:
    members, modal, modal_token = [i], None, None
    top = i
    borrowed: list[int] = []  # verbs that colour the group but are predicates of their own (vouloir)
    at = i
    while at in above and len(members) + len(borrowed) < 5:
        at, name, framed = above[at]
        modal, modal_token = name, at
        if framed or borrowed:
            borrowed.append(at)
        else:
            members.insert(0, at)
            top = at
    lemma = view.lemma[i]
    if view.pos[i] == "ADJ":
        lemma = view.rules.verb_of(view.low[i]) or lemma
    group = Group(head=i, top=top, members=members, lemma=lemma, modal=modal, modal_token=modal_token)
    chain = [*reversed(borrowed), *members]
    for m in members:
        for k in view.kids[m]:
            if view.base[k] in ("aux", "cop") and (view.pos[k] == "AUX" or view.base[k] == "aux"):
                group.aux.append(k)
            elif view.base[k] == "mark" and m == top and group.mark is None:
                group.mark = k
    for k in view.kids[i]:
        if (
            view.low[k] in view.words.reflexives
            and view.pos[k] != "SCONJ"
            and view.base[k] in ("expl", "obj", "iobj", "obl", "dep")
        ):
            group.reflexive = k
    _read_form(view, group, chain)
    group.negation = _negation(view, chain, group)
    return group


def _read_form(view: View, group: Group, chain: list[int]) -> None:
    """Voice from the head's own auxiliaries, tense and mood from the outermost verb form."""
    words, rules = view.words, view.rules
    head = group.head
    own_aux = [k for k in view.kids[head] if k in group.aux]
    participle = rules.may_be(view.low[head], "participle")
    if group.reflexive is not None and group.lemma not in words.own_causatives:
        if any(view.dep[k] == "aux:caus" for k in own_aux):  # "s'est fait arrêter"
            group.passive, group.reflexive = True, None
    be = [k for k in own_aux if view.lemma[k] == "être"]
    if participle and be and group.reflexive is None:
        group.passive = group.lemma not in words.etre_verbs
    elif (
        participle
        and not own_aux
        and group.members == [head]
        and (not rules.may_be(view.low[head], "finite") or _modifies(view, head))
    ):
        group.bare_participle = True
        group.passive = group.lemma not in words.etre_verbs
    outer = chain[0]
    outer_aux = sorted(k for k in view.kids[outer] if view.base[k] in ("aux", "cop") and view.pos[k] == "AUX")
    forms = [
        (k, rules.read_form(view.tokens[k].text, view.lemma[k], view.tokens[k].morph))
        for k in (*outer_aux, outer)
    ]
    forms = [(k, f) for k, f in forms if f is not None]
    if not forms:
        return
    first, form = forms[0]
    if first == outer:
        if (
            form.mood == "participle"
            and not group.bare_participle
            and rules.may_be(view.low[outer], "finite")
        ):
            form = rules.read_form(view.tokens[outer].text, view.lemma[outer], FINITE) or form
        group.mood, group.tense = form.mood, form.tense
        if group.bare_participle:
            group.mood, group.tense = "participle", "past"
        elif form.person in (1, 2) and form.mood == "indicative" and not _has_subject(view, group):
            group.mood = "imperative"
    else:
        simple = len(outer_aux) == 1 and view.lemma[first] == "être" and outer == head and group.passive
        caused = view.dep[first] == "aux:caus"
        moved = participle and outer == head and group.lemma in words.etre_verbs  # "sont repartis" is past
        if caused or ((simple or view.base[first] == "cop") and not moved):
            group.mood, group.tense = form.mood, form.tense
        else:
            group.mood, group.tense = rules.compound(form)
    if group.mood in ("indicative", "conditional", "subjunctive", "imperative"):
        group.finite, group.number = first, form.number
    elif (group.mood == "participle" and group.tense == "present") or (
        first != outer and group.mood == "participle"
    ):
        if _gerund_mark(view, group) is not None:
            group.mood = "gerund"


def _gerund_mark(view: View, group: Group) -> int | None:
    """The "en" of a gerund, whatever label it got before a clitic: "en l'interpellant"."""
    words = view.words
    if group.mark is not None and view.low[group.mark] in words.gerund_marks:
        return group.mark
    before = min(group.members) - 1
    while before > 0 and view.head[before] == group.head and view.pos[before] == "PRON":
        before -= 1
    return (
        before
        if before >= 0 and view.low[before] in words.gerund_marks and view.pos[before] == "ADP"
        else None
    )


def _modifies(view: View, i: int) -> bool:
    """Whether a form that may be finite too stands as a participle with a noun."""
    marked = view.tokens[i].morph.get("VerbForm") == "Part" or view.dep[i] == "acl"
    return marked and view.base[i] in ("acl", "amod", "conj")


def _has_subject(view: View, group: Group) -> bool:
    return any(view.base[k] in ("nsubj", "expl") for m in group.members for k in view.kids[m])


def _negation(view: View, chain: list[int], group: Group) -> int | None:
    """The word that negates: "pas", "jamais", "aucun", "sans"; the bare "ne" of "ne peut"; never that of "ne ... que"."""
    words, low, base = view.words, view.low, view.base
    negators, particle, found = words.negators, None, None
    for m in chain:
        kids = view.kids[m]
        if group.aux:
            kids = kids + [x for a in group.aux if view.head[a] == m for x in view.kids[a]]
        for k in kids:
            word = low[k]
            if word in words.negative_particles:
                particle = k
            elif word in negators:
                if base[k] not in NEGATING and view.pos[k] != "ADV":
                    continue
                if any(base[d] in ("det", "case") for d in view.kids[k]):
                    continue  # "un pas vers la paix"
                if word in words.weak_negators and not _has_particle(view, m):
                    continue
                found = k if found is None else found
            elif base[k] in ("nsubj", "obj", "obl", "iobj"):
                found = _negated_nominal(view, k) if found is None else found
            elif k < m and word in words.without and found is None:
                found = k
    if found is not None:
        return found
    if particle is not None and any(view.lemma[m] in words.bare_negation for m in chain):
        restricted = any(
            low[k] in words.restrictive and base[k] in ("advmod", "fixed")
            for m in chain
            for k in view.kids[m]
        )
        if not restricted and not any(
            low[j] in words.restrictive for j in range(group.last + 1, min(group.last + 3, len(low)))
        ):
            return particle
    return None


def _negated_nominal(view: View, k: int) -> int | None:
    """The word that negates a whole clause from one of its nominals: "aucun suspect", "ni le maire ni le préfet"."""
    words, low, base = view.words, view.low, view.base
    for d in view.kids[k]:
        if low[d] in words.negative_determiners and base[d] in ("det", "amod"):
            return d
    for other in view.coordinated(k):
        for c in view.kids[other]:
            if base[c] == "cc" and low[c] in words.negators:
                return c
    return None


def _has_particle(view: View, m: int) -> bool:
    low, particles = view.low, view.words.negative_particles
    return any(low[k] in particles for k in view.kids[m]) or any(
        low[j] in particles for j in range(max(0, m - 6), m)
    )


def _share_auxiliaries(view: View, group: Group, groups: dict[int, Group]) -> None:
    """A coordinated participle has the auxiliaries of the first: "a fouillé les voitures et saisi deux fusils"."""
    if not group.bare_participle or view.base[group.top] != "conj":
        return
    first = groups.get(view.head[group.top])
    if first is None or first is group:
        return
    if first.aux and not first.bare_participle:
        group.bare_participle = False
        group.passive = first.passive
        group.mood, group.tense, group.finite, group.number = (
            first.mood,
            first.tense,
            first.finite,
            first.number,
        )
        group.modal, group.modal_token = first.modal, first.modal_token
        if group.negation is None:
            group.negation = first.negation
    elif not first.bare_participle and first.finite is not None and not first.passive:
        group.bare_participle = False
        group.passive = False
