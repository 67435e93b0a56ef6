"""Nominals that the parser hung on the wrong word: subjects cut apart, objects behind a day, agents behind a companion.

Every function mends one class of fault in a view, from token `first` to `last` of one sentence.
"""

from __future__ import annotations

from .view import View

LIST = 8  # tokens from one name of a list to the next
RIGHT = frozenset({"obj", "obl", "iobj", "xcomp", "ccomp"})
MISLABELLED = frozenset(
    {"nsubj", "obl", "nmod", "dep", "punct", "appos", "flat"}
)  # what the parser calls such an object


def join_subjects(view: View, first: int, last: int) -> None:
    """ "X et Y <verb>" where only Y was taken for the subject: X, or what X belongs to, is the subject and Y goes with X."""
    for c in range(first + 1, last):
        verb = view.head[c]
        if view.base[verb] == "nsubj" and verb > c:
            verb = view.head[verb]  # "et" hangs on Y already
        if (
            view.base[c] != "cc"
            or (view.pos[c] != "CCONJ" and view.one(c, "fixed") is None)
            or verb <= c
            or view.pos[verb] not in ("VERB", "AUX")
        ):
            continue
        end = max((k for k in view.of(c, "fixed")), default=c)  # "ainsi que"
        y = next((k for k in view.of(verb, "nsubj") if c < k < verb and _starts_at(view, k, end + 1)), None)
        x = _nominal_before(view, c)
        others = [k for k in view.of(verb, "nsubj") if k < c]
        if (
            view.low[c - 1] == ","
            and len(others) == 1
            and c - 2 >= first
            and view.climbs_to(c - 2, others[0])
        ):
            x = others[0]  # "Le parti, le PND, et ses alliés": with the noun, not with what explains it
        elif others and x is not None and view.case_of(x) == "de" and view.climbs_to(x, others[-1]):
            x = others[-1]  # "une partie de la droite et le centre"
        if others and any(view.pos[j] in ("VERB", "AUX") for j in range(others[-1], c)):
            continue
        if y is None or x is None or view.low[y] in view.words.subject_pronouns:
            continue
        top = view.head[verb]
        while view.base[top] == "conj" and view.is_nominal(view.head[top]) and view.pos[top] != "VERB":
            top = view.head[top]
        if others and (others[-1] == x or view.climbs_to(x, others[-1])):
            pass
        elif (
            view.base[verb] == "conj"
            and top < c
            and view.is_nominal(top)
            and not view.is_clause(top)
            and view.climbs_to(x, top)
        ):
            above, dep = (verb, "ROOT") if view.head[top] == top else (view.head[top], view.dep[top])
            view.attach(verb, above, dep)
            view.attach(top, verb, "nsubj")
        else:
            continue
        view.attach(y, x, "conj")
        view.attach(c, y, "cc")
        for k in others[1:]:  # "Les pompiers, les médecins et la police sont intervenus"
            if view.low[view.span_of(k)[0] - 1] == "," and view.low[c - 1] != ",":
                view.attach(k, others[0], "conj")
        whole = view.head[x]
        bare = (
            view.base[x] in ("appos", "nmod")
            and not view.case_of(x)
            and view.low[view.span_of(x)[0] - 1] == ","
        )
        if bare and view.base[whole] == "nsubj" and view.low[c - 1] != ",":
            view.attach(x, whole, "conj")  # "le juge, la préfète et leurs conseillers" are a list


def join_lists(view: View, first: int, last: int) -> None:
    """ "Washington, Séoul et Tokyo": a name behind a comma that goes on with "et" and a name is one of a list."""
    for k in range(first + 2, last):
        head = view.head[k]
        if view.pos[k] != "PROPN" or head >= k or view.pos[head] != "PROPN" or view.low[k - 1] != ",":
            continue
        if view.base[k] not in ("nmod", "appos", "flat") or view.case_of(k) or view.base[head] != "nsubj":
            continue
        further = [c for c in view.of(k, "conj") if view.pos[c] == "PROPN" and k < c <= k + LIST]
        if (
            further
            and further[-1] - head <= 2 * LIST
            and all(view.climbs_to(j, head) or view.climbs_to(j, k) for j in range(head, further[-1]))
        ):
            view.attach(k, head, "conj")


def _starts_at(view: View, k: int, start: int) -> bool:
    """Whether nothing but what belongs to nominal `k` stands between `start` and it."""
    return all(view.climbs_to(j, k) for j in range(start, k))


def _nominal_before(view: View, c: int) -> int | None:
    """The head of the innermost nominal phrase that ends right before token `c`."""
    i = c - 1
    while 0 <= view.head[i] < i and view.is_nominal(view.head[i]):
        if not _is_name_of(view, i) and view.base[i] not in ("flat", "amod", "nummod"):
            break
        i = view.head[i]
    return i if view.is_nominal(i) else None


def _is_name_of(view: View, i: int) -> bool:
    """Whether a nominal is the name of the noun right before it: "la ministre Anne Rocher", "le syndicat CGT"."""
    if view.base[i] not in ("nmod", "appos") or view.pos[i] != "PROPN" or view.case_of(i):
        return False
    return all(
        view.base[j] in ("amod", "case") or view.low[j] == "«"
        for j in range(view.head[i] + 1, view.span_of(i)[0])
    )


def raise_partners(view: View, first: int, last: int) -> None:
    """ "la ministre Anne Rocher et le roi": the king goes with the minister, not with her name."""
    for k in range(first, last + 1):
        name = view.head[k]
        if view.base[k] == "conj" and name < k and _is_name_of(view, name) and not view.is_clause(k):
            if view.is_nominal(k) and any(view.base[d] == "det" for d in view.kids[k]):
                view.attach(k, view.head[name], "conj")


def pass_by_times(view: View, first: int, last: int) -> None:
    """ "a appelé dimanche le gouvernement": what hangs on the day without a preposition is the verb's object."""
    for i in range(first, last):
        verb = view.head[i]
        if (
            view.base[i] not in ("obl", "nmod", "obj")
            or view.lemma[i] not in view.words.temporal
            or view.pos[verb] != "VERB"
        ):
            continue
        for k in tuple(view.kids[i]):
            if (
                k > i
                and view.base[k] in ("obj", "nmod", "appos")
                and view.is_nominal(k)
                and not view.case_of(k)
            ):
                if (
                    view.lemma[k] not in view.words.temporal
                    and view.pos[k] != "NUM"
                    and any(view.base[c] == "det" for c in view.kids[k])
                ):
                    view.attach(k, verb, "obj")


def find_objects(view: View, first: int, last: int) -> None:
    """A nominal without a preposition right behind an active verb that has a subject and no object is its object."""
    for i in range(first, last):
        if view.pos[i] != "VERB" or any(
            view.base[k] in ("obj", "ccomp", "xcomp", "cop", "iobj") or view.dep[k] == "aux:pass"
            for k in view.kids[i]
        ):
            continue
        subject = next((k for k in view.of(i, "nsubj") if k < i), None)
        k = next((k for k in view.kids[i] if k > i and view.is_nominal(k)), None)
        if (
            subject is None
            or k is None
            or view.base[k] not in MISLABELLED
            or view.low[k] in view.words.subject_pronouns
        ):
            continue
        if (
            view.case_of(k)
            or view.lemma[k] in view.words.temporal
            or view.low[k] in view.words.inverted
            or k - i > 4
        ):
            continue
        if any(view.base[c] == "nummod" for c in view.kids[k]) and view.base[k] == "obl":
            continue  # "a duré trois jours"
        if all(view.pos[j] in ("DET", "ADJ", "ADV") or j in view.kids[k] for j in range(i + 1, k)):
            view.attach(k, i, "obj")


def find_relatives(view: View, first: int, last: int) -> None:
    """ "Les rebelles, que Kigali accuse de": a clause with a relative "que" right behind a nominal and a comma is said of it."""
    for k in range(first + 2, last):
        noun = view.head[k - 2] if view.base[k - 2] == "flat" else k - 2
        verb = view.head[k]
        if (
            view.low[k] not in view.words.object_relatives
            or view.pos[k] != "PRON"
            or view.low[k - 1] != ","
            or not view.is_nominal(noun)
            or view.base[noun] != "nsubj"
        ):
            continue
        if view.pos[verb] != "VERB" or view.base[verb] != "advcl" or view.head[verb] != view.head[noun]:
            continue
        if view.one(verb, "nsubj") is None or view.one(verb, "obj", "ccomp") is not None:
            continue
        view.attach(verb, noun, "acl:relcl")


def relate_objects(view: View, first: int, last: int) -> None:
    """The "que" of a relative clause without another object is its object, whatever the parser calls it."""
    for i in range(first, last + 1):
        if (
            view.dep[i] != "acl:relcl"
            or view.pos[i] != "VERB"
            or any(view.base[k] in ("obj", "ccomp") for k in view.kids[i])
        ):
            continue
        for k in view.kids[i]:
            if (
                k < i
                and view.base[k] == "mark"
                and view.low[k] in view.words.object_relatives
                and view.is_nominal(view.head[i])
            ):
                view.pos[k] = "PRON"
                view.attach(k, i, "obj")
                break


def release_subjects(view: View, first: int, last: int) -> None:
    """ "Le village où l'armée a brûlé deux maisons est vide": a subject that disagrees is the object of the clause before it."""
    for i in range(first, last + 1):
        k = next((k for k in view.of(i, "nsubj") if k < i), None)
        if k is None or view.pos[k] not in ("NOUN", "PROPN") or (plural := view.plural(k)) is None:
            continue
        number = _number(view, i)
        if number == "" or plural == (number == "plur"):
            continue
        w = view.span_of(k)[0] - 1
        noun = view.head[w]
        if w <= first or view.dep[w] != "acl:relcl" or any(view.base[o] == "obj" for o in view.kids[w]):
            continue
        if noun < w and view.plural(noun) in (None, not plural) and view.is_nominal(noun):
            view.attach(k, w, "obj")
            view.attach(noun, i, "nsubj")


def _number(view: View, i: int) -> str:
    """The number that a predicate's first verb form shows."""
    forms = [k for k in view.kids[i] if view.base[k] in ("aux", "cop")]
    j = min(forms, default=i)
    form = view.rules.read_form(view.tokens[j].text, view.lemma[j], view.tokens[j].morph)
    return "" if form is None else str(form.number)


def _is_passive(view: View, i: int) -> bool:
    """Whether a participle has the auxiliary of a passive, or shares that of the participle before "et"."""
    if view.base[i] == "conj" and view.pos[view.head[i]] == "VERB" and not any(view.of(i, "aux", "cop")):
        i = view.head[i]
    be = (k for k in view.of(i, "aux", "cop") if view.lemma[k] == "être")
    return any(view.dep[k] == "aux:pass" or view.low[k] == "été" for k in be)


def raise_agents(view: View, first: int, last: int) -> None:
    """ "est arrêté avec sept personnes par la police": the agent hangs on the verb, not on what stands between."""
    agents = view.words.agent_prepositions
    for i in range(first, last + 1):
        if view.pos[i] != "VERB" or not _is_passive(view, i):
            continue
        if any(view.dep[k] == "obl:agent" or view.case_of(k) in agents for k in view.kids[i]):
            continue
        for k in tuple(view.kids[i]):
            found = next(
                (
                    c
                    for c in view.kids[k]
                    if c > k > i and view.base[c] == "nmod" and view.case_of(c) in agents
                ),
                None,
            )
            if found is None and view.base[k] == "advmod":  # "lors d'une séance par deux députés"
                found = next(
                    (
                        c
                        for n in view.of(k, "obl", "nmod")
                        for c in view.kids[n]
                        if c > n > k > i and view.base[c] == "nmod" and view.case_of(c) in agents
                    ),
                    None,
                )
            if found is not None and view.base[k] in ("obl", "obj", "advmod"):
                view.attach(found, i, "obl:agent")
                break


def give_agents(view: View, first: int, last: int) -> None:
    """ "un hôpital tenu par X": what stands right behind a participle is its agent, not that of the verb above."""
    agents = view.words.agent_prepositions
    for i in range(first, last):
        agent = view.head[i + 1]
        if view.dep[i] != "acl" or view.low[i + 1] not in agents or view.base[i + 1] != "case":
            continue
        if view.head[agent] == i or not view.rules.may_be(view.low[i], "participle"):
            continue
        if not view.climbs_to(i, agent):
            view.attach(agent, i, "obl:agent")


def keep_right_dependents(view: View, first: int, last: int) -> None:
    """A complement behind a coordinated verb is that verb's, not the first one's."""
    for i in range(first, last + 1):
        if (
            view.base[i] != "conj"
            or view.pos[i] != "VERB"
            or view.head[i] >= i
            or view.pos[view.head[i]] not in ("VERB", "AUX")
        ):
            continue
        head = view.head[i]
        for k in tuple(view.kids[head]):
            if k > i and view.base[k] in RIGHT:
                nearest = max(
                    c for c in view.kids[head] if c < k and view.base[c] == "conj" and view.pos[c] == "VERB"
                )
                view.attach(k, nearest, view.dep[k])
