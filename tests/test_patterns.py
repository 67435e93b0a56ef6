"""Patterns of the lexicon: what a line in words becomes, and what is refused with a sentence."""

from __future__ import annotations

import pytest

from greffier.language.patterns import Grammar, Item, PatternKind, PatternMistake, Shape, read_pattern

GRAMMAR = Grammar(
    {"à": "à", "aux": "à", "de": "de", "d'": "de", "contre": "contre", "au profit de": "au profit de"},
    frozenset({"le", "la", "l'", "un", "des"}),
    frozenset({"se", "s'"}),
)
CLASSES = {"armes": frozenset({"arme", "char"}), "troupes": frozenset({"soldat"})}


def read(text: str, kind: PatternKind = "verb") -> list[Shape]:
    return list(read_pattern(text, kind, GRAMMAR, CLASSES))


def test_a_verb_has_its_subject_first_and_then_what_goes_with_it() -> None:
    (shape,) = read("ACTOR livrer {armes} (à|au_profit_de RECIPIENT)")
    assert (shape.kind, shape.lemma, shape.subject, shape.reflexive) == ("verb", "livrer", "actor", False)
    assert shape.items == (
        Item((), None, frozenset({"arme", "char"}), True),
        Item(("à", "au profit de"), "recipient", None, False),
    )
    assert shape.slots == {"actor", "recipient"}


@pytest.mark.parametrize(
    ("text", "reflexive", "lemma"),
    [("ACTOR se rendre", True, "rendre"), ("ACTOR s'attaquer à RECIPIENT", True, "attaquer"), ("ACTOR rendre", False, "rendre")],
)  # fmt: skip
def test_the_reflexive_is_part_of_the_verb(text: str, reflexive: bool, lemma: str) -> None:
    assert [(s.reflexive, s.lemma) for s in read(text)] == [(reflexive, lemma)]


def test_alternatives_of_the_head_are_patterns_of_their_own() -> None:
    assert [s.lemma for s in read("raid|attaque (contre RECIPIENT)", "noun")] == ["attaque", "raid"]


def test_a_slot_or_a_subject_may_be_narrowed_to_words() -> None:
    (shape,) = read("ACTOR:{troupes}|garde bloquer RECIPIENT:route")
    assert shape.subject_words == {"soldat", "garde"}
    assert shape.items[0].slot == "recipient"
    assert shape.items[0].words == {"route"}


def test_the_slots_of_a_noun_may_be_missing_unless_the_pattern_insists() -> None:
    (shape,) = read("attaque de ACTOR contre RECIPIENT!", "noun")
    assert [i.required for i in shape.items] == [False, True]


def test_words_that_must_be_there_are_looked_for_before_the_open_slots_of_a_noun() -> None:
    (shape,) = read("retrait (de ACTOR) de {armes}", "noun")
    assert [i.slot for i in shape.items] == [None, "actor"]


def test_a_word_says_more_than_a_slot_and_a_slot_more_than_nothing() -> None:
    worth = [read(t)[0].specificity for t in ("ACTOR livrer {armes} à RECIPIENT", "ACTOR livrer {armes}", "ACTOR livrer RECIPIENT", "ACTOR livrer")]  # fmt: skip
    assert worth == sorted(worth, reverse=True)
    assert len(set(worth)) == len(worth)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("livrer {armes}", "does not begin with the slot of its subject"),
        ("ACTOR", "has no verb"),
        ("ACTOR livrer {balles}", "no file classes/balles.txt"),
        ("ACTOR livrer VICTIM", "unknown slot"),
        ("ACTOR livrer colis à|zut RECIPIENT", "is no preposition"),
        ("ACTOR livrer (à RECIPIENT", "ends in the middle"),
        ("ACTOR livrer à", "ends in the middle"),
        ("ACTOR livrer (à (RECIPIENT))", "brackets"),
        ("ACTOR livrer RECIPIENT|THING", "stands alone"),
    ],
)
def test_a_mistake_is_told_in_a_sentence(text: str, problem: str) -> None:
    with pytest.raises(PatternMistake, match=problem):
        read(text)
