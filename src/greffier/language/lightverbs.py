"""Event nouns that a light verb carries: "mener une frappe", "procéder à l'arrestation de", "la réunion a eu lieu", "être en grève"."""

from __future__ import annotations

from dataclasses import dataclass

from .grammar import Light
from .verbgroup import Group
from .view import View

MAX_CLIMB = 3  # quantifiers above a noun: "une série de dizaines de frappes"


@dataclass(frozen=True, slots=True)
class Carrier:
    """The verb group that carries a noun: where the noun stands, what the verb's subject and object are to it.

    `words` are the tokens of the verb and of a word in between, `chain` the tokens from the noun up to the verb's own
    dependent ("série" of "une série de frappes").
    """

    group: Group
    lemma: str
    position: str
    subject: str
    object: str
    words: tuple[int, ...]
    chain: tuple[int, ...]


def find_carriers(view: View, groups: dict[int, Group], nouns: list[int]) -> dict[int, Carrier]:
    """The carrier of every noun that has one."""
    at = {m: g for g in groups.values() for m in (g.head, *g.members)}
    out: dict[int, Carrier] = {}
    for noun in nouns:
        found = _copula(view, noun) or _carrier(view, noun, at)
        if found is not None:
            out[noun] = found
    return out


def _copula(view: View, noun: int) -> Carrier | None:
    """ "Les cheminots sont en grève", "la ville est sous embargo": the noun itself is the predicate."""
    cop = [k for k in view.kids[noun] if view.base[k] == "cop"]
    if not cop:
        return None
    case = view.case_of(noun)
    light = next(
        (x for x in view.words.light.get(("être", False), ()) if not x.word and x.noun == case), None
    )
    if light is None:
        return None
    group = Group(head=noun, top=noun, members=[noun], lemma="être")
    group.aux = [k for k in view.kids[noun] if view.base[k] in ("cop", "aux")]
    first = min(group.aux)
    form = view.rules.read_form(view.tokens[first].text, view.lemma[first], view.tokens[first].morph)
    if form is not None:
        group.mood, group.tense = (
            (form.mood, form.tense) if len(group.aux) == 1 else view.rules.compound(form)
        )
        group.finite, group.number = first, form.number
    group.negation = next((k for k in view.kids[noun] if view.low[k] in view.words.negators), None)
    return Carrier(group, "être", light.noun, light.subject, light.object, (max(group.aux),), (noun,))


def _carrier(view: View, noun: int, at: dict[int, Group]) -> Carrier | None:
    participle = _participle(view, noun, at)
    top, chain = noun, [noun]
    for _ in range(MAX_CLIMB):
        head = view.head[top]
        if head == top:
            return participle
        if head in at:
            return _of_verb(view, noun, top, tuple(chain), at[head]) or participle
        if view.base[top] == "conj" and view.is_nominal(head) and not view.case_of(top):
            top = head
        elif (
            view.base[top] == "nmod"
            and view.case_of(top) == "de"
            and view.lemma[head] in view.words.quantifiers
        ):
            top = head
            chain.append(head)
        elif view.base[top] == "nmod" and view.low[head] in ("objet", "cible", "victime", "part", "lieu"):
            return _through_word(view, top, head, tuple(chain), at) or participle
        else:
            return participle
    return participle


def _position(view: View, top: int, group: Group) -> str:
    """Where a dependent stands in deep structure: "object", "subject" or its preposition."""
    base, case = view.base[top], view.case_of(top)
    if base == "nsubj":
        return "object" if group.passive else "subject"
    if base == "obj" or (base in ("obl", "nmod", "dep") and not case and top > group.head):
        return case or "object"
    return case


def _of_verb(view: View, noun: int, top: int, chain: tuple[int, ...], group: Group) -> Carrier | None:
    words = view.words
    position = _position(view, top, group)
    if not position:
        return None
    for light in words.light.get((group.lemma, group.reflexive is not None), ()):
        if light.noun != position:
            continue
        tokens: tuple[int, ...] = (group.head,)
        if light.word:
            word = _word_beside(view, group, light)
            if word is None:
                continue
            tokens = (group.head, word)
        lemma = f"{light.lemma} {light.word}" if light.word else light.lemma
        return Carrier(group, lemma, position, light.subject, light.object, tokens, chain)
    return None


def _word_beside(view: View, group: Group, light: Light) -> int | None:
    """The word in between: "lieu" of "avoir lieu", "part" of "prendre part à"."""
    near: tuple[int, ...] = (
        *view.kids[group.head],
        *range(group.head + 1, min(group.head + 4, len(view.low))),
    )
    for k in near:
        if view.low[k] == light.word or view.lemma[k] == light.word:
            return k
    return None


def _through_word(
    view: View, top: int, word: int, chain: tuple[int, ...], at: dict[int, Group]
) -> Carrier | None:
    """ "faire l'objet d'une enquête", "être la cible d'une attaque": the noun hangs on the word in between."""
    words, case = view.words, view.case_of(top)
    name = view.low[word]
    group = at.get(view.head[word])
    if group is not None and view.head[word] != word:
        for light in words.light.get((group.lemma, False), ()):
            if light.word == name and light.noun == case:
                return Carrier(
                    group,
                    f"{light.lemma} {name}",
                    case,
                    light.subject,
                    light.object,
                    (group.head, word),
                    (*chain, word),
                )
    cop = [k for k in view.kids[word] if view.base[k] in ("cop", "aux")]
    if cop:
        for light in words.light.get(("être", False), ()):
            if light.word == name and light.noun == case:
                made = Group(head=word, top=word, members=[word], lemma="être", aux=cop)
                form = view.rules.read_form(view.tokens[min(cop)].text, "être", view.tokens[min(cop)].morph)
                if form is not None:
                    made.mood, made.tense = (
                        (form.mood, form.tense) if len(cop) == 1 else view.rules.compound(form)
                    )
                    made.finite, made.number = min(cop), form.number
                return Carrier(
                    made, f"être {name}", case, light.subject, light.object, (max(cop), word), (*chain, word)
                )
    return None


def _participle(view: View, noun: int, at: dict[int, Group]) -> Carrier | None:
    """ "l'attaque menée par l'armée", "l'attaque survenue lundi": a light participle on the noun itself."""
    for k in view.kids[noun]:
        group = at.get(k)
        if group is None or view.base[k] != "acl":
            continue
        if group.bare_participle:
            position = "object" if group.passive else "subject"
            for light in view.words.light.get((group.lemma, False), ()):
                if light.noun == position and not light.word:
                    return Carrier(group, light.lemma, position, light.subject, light.object, (k,), (noun,))
    return None
