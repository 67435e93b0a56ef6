"""Does a date look back or ahead? Read from the verb that governs it."""

from __future__ import annotations

from collections.abc import Set
from typing import Literal

from ..language.tree import Token, Tree

Outlook = Literal["past", "future", "present"]


NOTHING: frozenset[str] = frozenset()


def outlook(
    tree: Tree, i: int, ahead: Set[str], opening: Set[str] = NOTHING, aiming: Set[str] = NOTHING
) -> Outlook | None:
    """Past, future or present, from the nearest verb above token `i`; None without a verb.

    `ahead` are words that look forward whatever their tense ("devoir", "prévu", "s'apprêter"), `opening` those that do so
    in the present ("le sommet s'ouvre vendredi"), `aiming` those whose infinitive does ("a appelé à manifester samedi").
    """
    below: Token | None = None
    for k in (i, *tree.ancestors(i)):
        t = tree.tokens[k]
        if below is not None and t.lemma in aiming and below.head == k and _is_to_come(tree, below):
            return "future"
        if t.pos in ("VERB", "AUX") and (found := _of_verb(tree, t, ahead, opening)):
            return found
        if (t.lower in ahead and t.i != i) or any(c.lower in ahead for c in tree.children(k, "amod")):
            return "future"
        for child in tree.children(k, "cop"):
            if found := _of_forms([child, *tree.children(k, "aux")]):
                return found
        below = t
    return None


def _is_to_come(tree: Tree, verb: Token) -> bool:
    """Whether a verb is an infinitive of the present: "manifester", not "avoir manifesté"."""
    return verb.morph.get("VerbForm") == "Inf" and not any(tree.children(verb.i, "aux:tense"))


def _of_verb(tree: Tree, verb: Token, ahead: Set[str], opening: Set[str]) -> Outlook | None:
    helpers = [t for t in tree.children(verb.i, "aux", "cop") if t.dep != "aux:caus"]
    tensed = any(t.dep == "aux:tense" for t in helpers)
    form = verb.morph.get("VerbForm")
    if found := _of_forms([*helpers] if helpers else [verb], compound=tensed):
        looks_ahead = verb.lemma in ahead or verb.lower in ahead
        if looks_ahead and (found == "present" or not tensed):
            return "future"
        return "future" if found == "present" and verb.lemma in opening else found
    if verb.lemma in ahead or verb.lower in ahead:
        return "future"
    if any(t.morph.get("VerbForm") == "Inf" and t.dep != "aux:tense" for t in helpers):
        return None  # "devrait être connu": a passive infinitive
    if form == "Part" and verb.morph.get("Tense") == "Past":
        return "past"
    if tensed and form == "Part":
        return "past"
    return None  # an infinitive or a present participle: its governor decides


def _of_forms(forms: list[Token], *, compound: bool = False) -> Outlook | None:
    """What the finite forms say; in a compound tense the auxiliary's present and conditional are past."""
    for t in forms:
        mood, tense = t.morph.get("Mood"), t.morph.get("Tense")
        if t.morph.get("VerbForm") == "Part" and t.dep.startswith("aux"):
            continue
        if tense == "Fut":
            return "future"
        if mood == "Cnd":
            return "past" if compound else "future"
        if tense in ("Past", "Imp") and t.morph.get("VerbForm") == "Fin":
            return "past"
        if mood == "Sub":
            return "past" if compound else "future"
        if tense == "Pres" and t.morph.get("VerbForm") == "Fin":
            return "past" if compound else "present"
    return "past" if compound else None
