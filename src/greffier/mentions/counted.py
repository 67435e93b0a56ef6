"""What a number counts: the noun, the currency or the "%" behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..language.tree import Token, Tree
from .quantitywords import QuantityWords

MAX_BETWEEN = 5  # words between a number and what it counts: "douze des vingt-cinq autres personnes"
OPENING = frozenset("«\"“'‘")
NOUN = re.compile(r"[^\W\d_][\w'-]*")  # "voix.15" is a slip of the tokenizer
NOUNS = ("NOUN", "PROPN")


@dataclass(frozen=True, slots=True)
class Counted:
    """The dictionary form of a counted noun (or a currency code, or "%") and the character where it ends; None if there is none."""

    unit: str | None
    end: int


def find_counted(tree: Tree, words: QuantityWords, at: int, last: int, *, whole: bool = False) -> Counted:
    """What stands counted behind character `at` of the text, no further than token `last`.

    `whole`: what stands before is a share, whose whole may follow at once ("half the voters").
    """
    i = tree.at(at)
    if i is None or i > last:
        return Counted(None, at)
    fallback = Counted(None, at)  # "des centaines d'anonymes": the tagger took the noun for an adjective
    of = whole
    k = i - 1
    while k < min(last, i + MAX_BETWEEN):
        k += 1
        t = tree.tokens[k]
        if (unit := _unit(tree, words, at, k, last)) is not None:
            return unit
        if t.lower in words.words["genitive"]:
            of = True
        elif (
            t.pos == "DET" and k < last and tree.low[k + 1] in words.words["tally"]
        ):  # "à 86 le nombre de morts"
            k += 1
        elif t.pos in ("NUM", "SPACE") or t.text in OPENING or t.text.isdigit() or (of and t.pos == "DET"):
            continue
        elif t.pos in NOUNS and _owns(tree, words, k, last):  # "two of the country's airports"
            k += 1
        elif t.lemma in words.words["describing"] and k < last and tree.tokens[k + 1].pos in NOUNS:
            continue
        elif (noun := _known(t, words)) is not None and not _describes(tree, words, k, last):
            return Counted(noun, t.end)
        elif t.pos in NOUNS:
            return _head(tree, words, at, k, last) or fallback
        elif t.pos == "ADJ" or (t.pos == "ADV" and (of or words.noun_last)):
            if of and t.pos == "ADJ" and fallback.unit is None:
                fallback = Counted(t.lemma.lower(), t.end)
        elif not (t.pos == "VERB" and _describes(tree, words, k, last)):
            break
    return fallback


def _unit(tree: Tree, words: QuantityWords, at: int, k: int, last: int) -> Counted | None:
    """The currency or other unit at a token: "%", "euros", "dollars canadiens", "M€" from its sign on."""
    t = tree.tokens[k]
    if k < last:
        after = tree.tokens[k + 1]
        for pair in (f"{t.lemma} {after.lemma}", f"{t.lower} {after.lower}", f"{t.lemma} {after.lower}"):
            if pair in words.units:
                return Counted(words.units[pair], after.end)
    for form in (t.lemma, t.lower, t.lower[max(0, at - t.start) :], words.forms.get(t.lower, "")):
        if form in words.units:
            return Counted(words.units[form], t.end)
    return None


def _known(t: Token, words: QuantityWords) -> str | None:
    """The noun that says itself what it counts, also where the parse left its form as it stands."""
    noun = t.lemma if t.lemma in words.what else words.forms.get(t.lower, "")
    return noun if noun in words.what else None


def _head(tree: Tree, words: QuantityWords, at: int, k: int, last: int) -> Counted | None:
    """The noun at a token, or in a language whose nouns come last the one that ends the compound: "police officers"."""
    while words.noun_last and k < last and tree.tokens[k + 1].pos == "NOUN":
        k += 1
        if (unit := _unit(tree, words, at, k, last)) is not None:  # "5,000 US dollars"
            return unit
    t = tree.tokens[k]
    noun = NOUN.match(t.text)
    if noun is None:
        return None
    form = t.lemma if noun.end() == len(t.text) else noun.group()
    return Counted(form.lower(), t.start + noun.end())


def _describes(tree: Tree, words: QuantityWords, k: int, last: int) -> bool:
    """Whether the word describes a noun behind it, in a language whose nouns come last: "injured policemen"."""
    return words.noun_last and k < last and tree.tokens[k + 1].pos in (*NOUNS, "ADJ")


def _owns(tree: Tree, words: QuantityWords, k: int, last: int) -> bool:
    return k < last and tree.low[k + 1] in words.words["possessive"]
