"""What the words beside a predicate say of whether it is done: "sa volonté de", "l'arrivée prochaine", "les fréquentes attaques".

The functions look at one frame in its tree and return the words that show it, or None; `statements/modality.py` asks them in
the order of its rules. The words are lists of `modality.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..language.frames import Frame
from ..language.tree import Token, Tree
from ..model.span import Span

NOMINAL = frozenset({"noun", "light"})
Words = Mapping[str, frozenset[str]]
REACH = 4  # words between a noun of intention and its infinitive: "de ne pas les"
BETWEEN = frozenset({"ADP", "PRON", "ADV", "DET"})
CLIMB = 2  # nouns from a predicate to the noun of refusal: "question de projets d'attentats"
EVE = 2  # words between "à la veille" and its noun: "de", an article


def intended(frame: Frame, tree: Tree, words: Words) -> Span | None:
    """A noun of intention or need above: "sa volonté de renforcer", "le projet d'attentat", "est en mesure de frapper"."""
    known = words.get("intentions", frozenset())
    top = _top(frame, tree)
    above = tree.tokens[top.head]
    if above.lemma in known and above.i < top.i and top.dep.partition(":")[0] in ("acl", "nmod"):
        return above.span
    if frame.mood != "infinitive":
        return None
    for t in reversed(tree.tokens[max(0, top.i - REACH) : top.i]):  # the parser may hang it elsewhere
        if t.pos not in BETWEEN:
            return t.span if t.lemma in known else None
    return None


def withheld(frame: Frame, tree: Tree, words: Words) -> Span | None:
    """A noun of refusal above ("sa réticence à condamner X"), or a negated question ("il n'est pas question de négocier")."""
    above = _top(frame, tree)
    for _ in range(CLIMB):
        if above.dep.partition(":")[0] not in ("acl", "nmod", "obl", "xcomp", "ccomp"):
            return None
        above = tree.tokens[above.head]
        if above.lemma in words.get("reluctances", ()):
            return above.span if frame.mood == "infinitive" or frame.kind in NOMINAL else None
        if above.lemma in words.get("questions", ()):
            negated = (t for t in tree.children(above.i, "advmod") if t.lower in words.get("negations", ()))
            return next((t.span for t in negated), None)
    return None


def as_subject(frame: Frame, tree: Tree) -> Span | None:
    """An infinitive that is itself the subject of a sentence: "maintenir des troupes aidera la région"."""
    if frame.mood != "infinitive" or frame.tense == "past":
        return None
    top, label = _top(frame, tree), _top(frame, tree).dep.partition(":")[0]
    between = tree.tokens[
        top.i + 1 : top.head
    ]  # the parser hangs it there as a clause, but nothing sets it apart
    bare = label == "advcl" and bool(between) and not any(tree.children(top.i, "mark", "case"))
    bare = bare and not any(t.pos in ("PUNCT", "PRON") for t in between)
    return top.span if label in ("csubj", "nsubj") or bare else None


def announced_before(frame: Frame, tree: Tree, words: Words) -> Span | None:
    """A verb of planning right before an infinitive that the parser took for the head: "le Canada compte rapatrier"."""
    if frame.mood != "infinitive" or frame.modal is not None or frame.head == 0:
        return None
    before = tree.tokens[frame.head - 1]
    planned = before.lemma in words.get("planning", ()) and before.morph.get("VerbForm") == "Fin"
    return before.span if planned else None


def coming(frame: Frame, tree: Tree, words: Words) -> Span | None:
    """An adjective of the future beside an event noun ("l'arrivée prochaine", "les élections à venir"), or its eve."""
    if frame.kind not in NOMINAL:
        return None
    for kid in tree.children(frame.head, "amod", "acl", "nmod"):
        if kid.lemma in words.get("coming", ()):
            return kid.span
    for kid in tree.children(frame.head, "case"):
        eve = next(
            (t for t in tree.tokens[max(0, kid.i - EVE) : kid.i] if t.lower in words.get("eves", ())), None
        )
        if eve is not None:
            return eve.span
    head = tree.tokens[tree.tokens[frame.head].head]
    return head.span if head.lower in words.get("eves", ()) else None


def repeated(frame: Frame, tree: Tree, words: Words) -> Span | None:
    """An adjective of repetition or duration beside an event noun: "les fréquentes attaques", "les combats en cours"."""
    if frame.kind not in NOMINAL:
        return None
    kids = tree.children(frame.head, "amod", "nmod")
    return next((k.span for k in kids if {k.lemma, k.lower} & words.get("repeated", frozenset())), None)


def _top(frame: Frame, tree: Tree) -> Token:
    """The token by which a predicate hangs in the tree."""
    spots = [i for i in (frame.light, frame.modal_token, frame.head) if i is not None]
    mine = {*spots, *frame.words}
    return next((tree.tokens[i] for i in spots if tree.tokens[i].head not in mine), tree.tokens[frame.head])
