"""The subject of an infinitive: whom the verb, noun or adjective above it makes act (`control.csv` says which verbs)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .surface import NOBODY, Subject
from .verbgroup import Group, particle_of

if TYPE_CHECKING:
    from .subjects import Subjects


def infinitive_subject(s: Subjects, group: Group) -> Subject:
    """The subject of an infinitive."""
    view, top = s.view, group.top
    head, base = view.head[top], view.base[top]
    if head == top:
        return NOBODY
    if base == "conj" and head in s.at:
        return Subject(s.of(s.at[head]).heads, "shared subject")
    above = s.at.get(head)
    if _is_adverbial(s, group):
        above = above or s.group_above(top)
        if above is not None:
            return _of_adverbial(s, above, group)
    if above is not None and above is not group:
        return _controlled(s, above, group)
    return _of_nominal(s, head, group)


def _is_adverbial(s: Subjects, group: Group) -> bool:
    """ "afin de protester", "avant d'ouvrir le feu", "sans prévenir": the infinitive is no complement."""
    view, words = s.view, s.view.words
    marks = words.purpose_marks | words.temporal_prepositions | words.without
    return particle_of(view, group.top) in marks or view.low[view.head[group.top]] in marks


def _of_adverbial(s: Subjects, above: Group, group: Group) -> Subject:
    """Who does one thing before, after or for another; "arrêter X pour avoir volé" speaks of X."""
    view = s.view
    if group.aux and not above.passive and particle_of(view, group.top) in view.words.purpose_marks:
        patient = next((k for k in view.of(above.head, "obj") if k < group.first), None)
        if patient is not None and view.base[patient] == "obj":
            return Subject((patient, *view.coordinated(patient)), "controlled object")
    subject = s.of(above)
    return Subject(subject.heads, "controlled subject") if subject.heads else NOBODY


def _controlled(s: Subjects, above: Group, group: Group) -> Subject:
    if s.view.base[group.top] in ("xcomp", "ccomp", "obl", "obj", "advcl", "dep", "acl"):
        control = s.view.words.control.get(above.lemma)
        if control is not None and not (control == "addressee" and above.reflexive is not None):
            return controller(s, above) or NOBODY
    subject = s.of(above)
    return Subject(subject.heads, "controlled subject") if subject.heads else NOBODY


def controller(s: Subjects, above: Group) -> Subject | None:
    """The object or the addressee of a verb that makes somebody else act."""
    view = s.view
    control = view.words.control.get(above.lemma)
    if control == "object" and above.passive:
        found = s.of(above)
        return Subject(found.heads, "controlled object") if found.heads else None
    if control == "object":
        clitic = next((k for k in above.dependents(view) if _is_object_clitic(s, above, k)), None)
        if clitic is not None:
            return Subject((clitic,), "controlled object")
    wanted = ("obj",) if control == "object" else ("iobj", "obl", "nmod", "obj")
    for base in wanted:
        for k in above.dependents(view):
            if view.base[k] != base or view.low[k] in view.words.pro_genitives | view.words.pro_places:
                continue
            if k == above.reflexive or view.lemma[k] in view.words.temporal:
                continue
            case = view.case_of(k)
            if base in ("obl", "nmod") and case != "à":
                continue
            if base == "obj" and (
                case
                or (
                    control == "addressee"
                    and view.low[k] not in view.words.dative_clitics | view.words.person_clitics
                )
            ):
                continue
            if view.low[k] in view.words.object_relatives:
                return Subject(s.antecedent_of(k, above), "controlled object")
            return Subject(
                (k, *view.coordinated(k)),
                "controlled object" if control == "object" else "controlled addressee",
            )
    return None


def _is_object_clitic(s: Subjects, group: Group, k: int) -> bool:
    """ "m'ont forcé à payer": a person in front of the verb, whatever label it got."""
    view, words = s.view, s.view.words
    return (
        k < group.last
        and k != group.reflexive
        and view.base[k] in ("obj", "iobj", "expl", "obl")
        and view.low[k] in words.person_clitics
    )


def _of_nominal(s: Subjects, noun: int, group: Group) -> Subject:
    """An infinitive behind a noun or an adjective: of the verb that has the noun as its object, of the noun's owner, of the noun."""
    view = s.view
    above = s.at.get(view.head[noun]) if view.head[noun] != noun else None
    if view.pos[noun] == "ADJ" or (view.one(noun, "cop") is not None):
        subject = next(view.of(noun, "nsubj"), None)
        if subject is not None:
            if view.low[subject] in view.words.subject_relatives:
                return NOBODY
            return Subject((subject, *view.coordinated(subject)), "subject of the adjective")
        if above is not None:
            return Subject(s.of(above).heads, "controlled subject")
        head = view.head[noun]
        if view.base[noun] in ("amod", "acl", "appos", "nmod") and view.is_nominal(head):
            return Subject((head,), "modified noun")
        return NOBODY
    for k in view.kids[noun]:
        if view.base[k] == "det" and view.low[k] in view.words.possessives:
            return Subject((k,), "owner of the noun")
    if above is not None and above.passive and view.case_of(noun) in view.words.agent_prepositions:
        if view.words.control.get(above.lemma) == "object":  # "accusé par la police de préparer un coup"
            return controller(s, above) or NOBODY
    if above is not None and view.base[noun] in ("obj", "iobj", "obl", "nsubj"):
        control = view.words.control.get(above.lemma)
        if control is not None and (view.base[noun] == "obj") == (control == "object"):
            return Subject(
                (noun, *view.coordinated(noun)),
                "controlled " + ("object" if control == "object" else "addressee"),
            )
        if view.base[noun] == "obj":
            return Subject(s.of(above).heads, "controlled subject")
    for k in view.kids[noun]:
        if view.base[k] == "nmod" and k < group.first and view.case_of(k) == "de":
            return Subject((k, *view.coordinated(k)), "complement of the noun")
    if view.base[noun] == "nmod" and view.case_of(noun) == "de":  # "le refus du ministre de signer"
        return Subject((noun, *view.coordinated(noun)), "complement of the noun")
    return NOBODY
