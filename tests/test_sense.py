"""What tells no act although a row names its words, on parses made by hand: things, names, compounds, figures."""

from __future__ import annotations

from dataclasses import replace

from greffier.language.frames import Frame, Role
from greffier.language.lexicon import Lexicon, Pattern, Row
from greffier.language.patterns import Grammar, read_pattern
from greffier.language.tree import Tree
from greffier.model.actor import Actor
from greffier.statements.sense import Sense
from parses import tree_of

PREPOSITIONS = {"à": "à", "de": "de", "d'": "de"}
CLASSES = {
    "inanimes": frozenset({"loi", "somme", "bus"}),
    "etres": frozenset({"population"}),
    "_endings": frozenset({"tion", "ité"}),
    "_neutral": frozenset({"ce", "cela"}),
    "_bare": frozenset({"de", "d'"}),
    "groupements": frozenset({"comité"}),
    "genres": frozenset({"combat"}),
    "porteurs": frozenset({"scène"}),
    "paroles": frozenset({"résolution"}),
    "_figured": frozenset({"guerre"}),
    "_figures": frozenset({"commercial"}),
}


def sense_of(tree: Tree, *actors: int) -> Sense:
    lexicon = Lexicon((), {}, {}, {}, frozenset(), frozenset(), CLASSES)

    def case_of(token: int) -> str:
        return next((PREPOSITIONS.get(t.lower, t.lower) for t in tree.children(token, "case")), "")

    def actor_of(token: int) -> Actor | None:
        return Actor(str(token), "X", "group", None, "CVL") if token in actors else None

    return Sense(tree, (), lexicon, actor_of, frozenset({"de"}), case_of)


def pattern_of(text: str, type_: str, kind: str = "verb", *, personal: bool = False) -> Pattern:
    id = f"{type_.lower()}.x"
    row = Row(id, type_, "010", None, False, False, None, "", id, (), (), (), (), personal)
    shape = next(read_pattern(text, kind, Grammar(PREPOSITIONS, frozenset(), frozenset()), CLASSES))  # type: ignore[arg-type]
    return Pattern(shape.kind, shape.lemma, shape.reflexive, shape.subject, shape.subject_words, shape.items,
                   shape.specificity, shape.text, row)  # fmt: skip


def frame_of(tree: Tree, head: int, *roles: Role, kind: str = "verb") -> Frame:
    whole = tree.span(0, len(tree.tokens) - 1)
    return Frame(0, kind, head, tree.tokens[head].lemma, roles, (head,), tree.tokens[head].span, whole, 0)  # type: ignore[arg-type]


LAW = tree_of("Une/un/DET/det>1 loi/loi/NOUN/nsubj>2 oblige/obliger/VERB/ROOT>2 Paris/Paris/PROPN/obj>2")
OBLIGE = pattern_of("ACTOR obliger RECIPIENT", "COERCE")


def test_a_thing_obliges_nobody_and_a_member_of_the_cast_is_no_thing() -> None:
    frame = frame_of(LAW, 2, Role("agent", 1, how="active subject"), Role("patient", 3))
    assert "a thing cannot" in sense_of(LAW).objection(frame, OBLIGE, (), ())
    assert sense_of(LAW, 1).objection(frame, OBLIGE, (), ()) == ""


def test_a_guessed_subject_is_too_weak_to_say_that_a_thing_acts() -> None:
    frame = frame_of(LAW, 2, Role("agent", 1, how="shared subject"))
    assert sense_of(LAW).objection(frame, OBLIGE, (), ()) == ""


def test_what_a_text_says_is_an_act_of_words_only() -> None:
    tree = tree_of("La/le/DET/det>1 résolution/résolution/NOUN/nsubj>2 vise/viser/VERB/ROOT>2")
    frame = frame_of(tree, 2, Role("agent", 1, how="active subject"))
    assert sense_of(tree).objection(frame, pattern_of("ACTOR viser ACT", "ACCUSE"), (), ()) == ""
    assert sense_of(tree).objection(frame, pattern_of("ACTOR viser ACT", "CONCEDE"), (), ())


def test_a_row_done_to_people_is_silent_for_a_thing() -> None:
    tree = tree_of("Paul/Paul/PROPN/nsubj>1 loue/louer/VERB/ROOT>1 un/un/DET/det>3 bus/bus/NOUN/obj>1")
    bus = Role("patient", 3)
    praise = pattern_of("ACTOR louer RECIPIENT", "SUPPORT", personal=True)
    assert "done to people" in sense_of(tree).objection(frame_of(tree, 1, bus), praise, (), (bus,))
    assert sense_of(tree).objection(frame_of(tree, 1, bus), OBLIGE, (), (bus,)) == ""


def test_endings_tell_things_apart_from_the_exceptions() -> None:
    tree = tree_of(
        "situation/situation/NOUN/ROOT>0 population/population/NOUN/nmod>0 Action/Action/PROPN/flat>0"
    )
    assert [sense_of(tree).is_thing(i) for i in range(3)] == [True, False, False]


def test_a_participle_belongs_to_the_noun_that_it_agrees_with() -> None:
    tree = tree_of(
        "hausse/hausse/NOUN/ROOT>0|Number=Sing,Gender=Fem des/de/ADP/case>2 prix/prix/NOUN/nmod>0|Number=Plur,Gender=Masc "
        "provoquée/provoquer/VERB/acl>2|Number=Sing,Gender=Fem"
    )
    frame = frame_of(tree, 3, Role("patient", 2), kind="participle")
    sense = replace(sense_of(tree), case_of=lambda token: "de" if token == 2 else "")
    found = sense.agreeing(frame).role("patient")
    assert found is not None
    assert found.head == 0


def test_names_and_compounds_hold_no_event() -> None:
    tree = tree_of(
        "comité/comité/NOUN/ROOT>0 de/de/ADP/case>2 soutien/soutien/NOUN/nmod>0 "
        "avion/avion/NOUN/conj>0 de/de/ADP/case>5 combat/combat/NOUN/nmod>3 "
        "scène/scène/NOUN/conj>0 de/de/ADP/case>8 combat/combat/NOUN/nmod>6"
    )
    sense, row = sense_of(tree), pattern_of("combat", "ASSAULT", "noun")
    assert "part of a name" in sense.objection(frame_of(tree, 2, kind="noun"), row, (), ())
    assert "kind of the noun" in sense.objection(frame_of(tree, 5, kind="noun"), row, (), ())
    assert sense.objection(frame_of(tree, 8, kind="noun"), row, (), ()) == ""


def test_a_commercial_war_is_no_war() -> None:
    tree = tree_of("guerre/guerre/NOUN/ROOT>0 commerciale/commercial/ADJ/amod>0")
    war = pattern_of("guerre", "ASSAULT", "noun")
    assert sense_of(tree).objection(frame_of(tree, 0, kind="noun"), war, (), ()) == "a figure of speech"
