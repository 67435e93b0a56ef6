"""The event engine on parses made by hand: matching, slots, gates. No model is loaded here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from greffier.language.frames import Frame, Role
from greffier.language.lexicon import Lexicon, Pattern, Row
from greffier.language.patterns import Grammar, read_pattern
from greffier.language.tree import Token, Tree
from greffier.model.actor import Actor
from greffier.model.article import Article, Part
from greffier.model.place import Place
from greffier.model.quantity import Quantity
from greffier.model.span import Span
from greffier.model.statement import Statement
from greffier.model.when import When
from greffier.statements.dating import Dates
from greffier.statements.matching import Match, Matcher, NoMatch
from greffier.statements.parties import fill_parties
from greffier.statements.placing import Whereabouts
from greffier.statements.slots import Setting, SlotWords
from greffier.structure.layout import Layout

PREPOSITIONS = {"à": "à", "au": "à", "de": "de", "d'": "de", "contre": "contre", "entre": "entre", "avec": "avec",
                "par": "par", "en": "en"}  # fmt: skip
GRAMMAR = Grammar(PREPOSITIONS, frozenset({"le", "la", "un", "une"}), frozenset({"se"}))
CLASSES = {
    "armes": frozenset({"arme", "missile", "char"}),
    "_prepositions": frozenset({"à", "au = à", "de", "d' = de", "contre", "entre", "avec", "par", "en"}),
}


def tree_of(words: str, heads: Sequence[int], deps: str, lemmas: str = "", pos: str = "") -> Tree:
    """A one-sentence tree; words, labels, lemmas and parts of speech are separated by blanks."""
    texts, labels, forms = words.split(), deps.split(), (lemmas or words).split()
    kinds = pos.split() or ["X"] * len(texts)
    tokens, at = [], 0
    for i, text in enumerate(texts):
        tokens.append(Token(i, text, forms[i], kinds[i], labels[i], heads[i], at, at + len(text)))
        at += len(text) + 1
    return Tree(tuple(tokens), ((0, len(tokens) - 1),))


def frame_of(tree: Tree, head: int, lemma: str, *roles: Role, kind: str = "verb", **more: object) -> Frame:
    whole = tree.span(0, len(tree.tokens) - 1)
    return Frame(0, kind, head, lemma, roles, (head,), tree.tokens[head].span, whole, 0, **more)  # type: ignore[arg-type]


def row_of(id: str, *, symmetric: bool = False, exclusions: Sequence[str] = (), kind: str = "verb") -> Row:
    shapes = [s for e in exclusions for s in read_pattern(e, kind, GRAMMAR, CLASSES)]  # type: ignore[arg-type]
    return Row(
        id,
        id.partition(".")[0].upper(),
        "010",
        None,
        symmetric,
        False,
        None,
        "",
        f"t.yaml:1 {id}",
        (),
        (),
        (),
        tuple(shapes),
    )


def lexicon_of(**rows: tuple[str, Row]) -> Lexicon:
    """A lexicon of patterns given as name=(pattern, row); nouns_ and adjectives_ prefixes choose the kind."""
    verbs: dict[tuple[str, bool], list[Pattern]] = {}
    nouns: dict[str, list[Pattern]] = {}
    for order, (name, (text, row)) in enumerate(rows.items()):
        kind = "noun" if name.startswith("noun") else "verb"
        for s in read_pattern(text, kind, GRAMMAR, CLASSES):  # type: ignore[arg-type]
            p = Pattern(
                s.kind,
                s.lemma,
                s.reflexive,
                s.subject,
                s.subject_words,
                s.items,
                s.specificity,
                s.text,
                row,
                order,
            )
            if kind == "verb":
                verbs.setdefault((s.lemma, s.reflexive), []).append(p)
            else:
                nouns.setdefault(s.lemma, []).append(p)

    def ranked(patterns: list[Pattern]) -> tuple[Pattern, ...]:
        return tuple(sorted(patterns, key=lambda p: -p.specificity))

    return Lexicon((), {k: ranked(v) for k, v in verbs.items()}, {k: ranked(v) for k, v in nouns.items()}, {},
                   frozenset(), frozenset(), CLASSES)  # fmt: skip


# Berlin livre un lot d' armes à Kiev
#   0     1    2  3  4   5   6   7
DELIVERY = tree_of(
    "Berlin livre un lot d' armes à Kiev", [1, 1, 3, 1, 5, 3, 7, 3],
    "nsubj ROOT det obj case nmod case nmod", "Berlin livrer un lot de arme à Kiev",
)  # fmt: skip
AGENT = Role("agent", 0, how="active subject")
OBJECT = Role("patient", 3, how="active object")


def match(tree: Tree, frame: Frame, lexicon: Lexicon) -> Match | NoMatch:
    return Matcher.of(tree, [frame], lexicon, ["de"]).match(frame)


def test_a_word_class_is_seen_through_the_noun_that_measures_it() -> None:
    lexicon = lexicon_of(a=("ACTOR livrer {armes} à RECIPIENT", row_of("aid.weapons")))
    found = match(DELIVERY, frame_of(DELIVERY, 1, "livrer", AGENT, OBJECT), lexicon)
    assert isinstance(found, Match)
    assert [r.head for r in found.bound["actor"]] == [0]


def test_a_recipient_that_hangs_on_the_object_is_found() -> None:
    lexicon = lexicon_of(a=("ACTOR livrer {armes} à RECIPIENT", row_of("aid.weapons")))
    found = match(DELIVERY, frame_of(DELIVERY, 1, "livrer", AGENT, OBJECT), lexicon)
    assert isinstance(found, Match)
    assert [r.head for r in found.bound["recipient"]] == [7]


def test_the_most_specific_row_wins() -> None:
    lexicon = lexicon_of(
        a=("ACTOR livrer THING", row_of("aid.any")),
        b=("ACTOR livrer {armes} à RECIPIENT", row_of("aid.weapons")),
    )
    found = match(DELIVERY, frame_of(DELIVERY, 1, "livrer", AGENT, OBJECT), lexicon)
    assert isinstance(found, Match)
    assert found.pattern.row.id == "aid.weapons"


def test_the_earlier_row_wins_a_tie_and_the_loser_is_named() -> None:
    lexicon = lexicon_of(
        a=("ACTOR livrer THING", row_of("aid.a")), b=("ACTOR livrer RECIPIENT", row_of("coerce.b"))
    )
    found = match(DELIVERY, frame_of(DELIVERY, 1, "livrer", AGENT, OBJECT), lexicon)
    assert isinstance(found, Match)
    assert (found.pattern.row.id, found.lost) == ("aid.a", ("coerce.b",))


def test_what_a_row_needs_is_told() -> None:
    lexicon = lexicon_of(a=("ACTOR livrer {armes} à RECIPIENT", row_of("aid.weapons")))
    found = match(DELIVERY, frame_of(DELIVERY, 1, "livrer", AGENT), lexicon)
    assert found == NoMatch("row aid.weapons needs an object: such as arme, char, missile")


def test_no_row_is_told() -> None:
    assert match(DELIVERY, frame_of(DELIVERY, 1, "livrer"), lexicon_of()) == NoMatch("no row for 'livrer'")


def test_an_exclusion_keeps_its_row_silent() -> None:
    row = row_of("aid.any", exclusions=["ACTOR livrer bataille"])
    tree = tree_of("Berlin livre bataille", [1, 1, 1], "nsubj ROOT obj", "Berlin livrer bataille")
    found = match(
        tree,
        frame_of(tree, 1, "livrer", AGENT, Role("patient", 2)),
        lexicon_of(a=("ACTOR livrer THING", row)),
    )
    assert found == NoMatch("row aid.any is blocked by its exclusion 'ACTOR livrer bataille'")


def test_a_noun_pattern_takes_what_is_there_and_misses_what_is_not() -> None:
    tree = tree_of("offensive contre Mossoul", [0, 2, 0], "ROOT case nmod")
    frame = frame_of(tree, 0, "offensive", Role("oblique", 2, "contre"), kind="noun")
    found = match(
        tree, frame, lexicon_of(noun_a=("offensive de ACTOR contre RECIPIENT", row_of("assault.x")))
    )
    assert isinstance(found, Match)
    assert {k: [r.head for r in v] for k, v in found.bound.items()} == {"recipient": [2]}


def test_a_light_verb_is_tried_with_its_noun_as_object() -> None:
    tree = tree_of(
        "Paris rend visite à Berlin",
        [1, 1, 1, 4, 1],
        "nsubj ROOT obj case obl",
        "Paris rendre visite à Berlin",
    )
    frame = frame_of(
        tree, 2, "visite", AGENT, Role("oblique", 4, "à"), kind="light", light=1, light_lemma="rendre"
    )
    found = match(tree, frame, lexicon_of(a=("ACTOR rendre visite à RECIPIENT", row_of("consult.visit"))))
    assert isinstance(found, Match)
    assert [r.head for r in found.bound["recipient"]] == [4]


# ---------------------------------------------------------------------------------------------------------------- slots


@dataclass
class FakeCast:
    """Actors by the token that names them."""

    by_token: dict[int, Actor]

    @property
    def actors(self) -> tuple[Actor, ...]:
        return tuple(dict.fromkeys(self.by_token.values()))

    @property
    def pairs(self) -> dict[int, tuple[int, ...]]:
        return {}

    def actor_of(self, head: int) -> Actor | None:
        return self.by_token.get(head)


@dataclass
class FakePlaces:
    places: tuple[Place, ...] = ()

    @property
    def by_token(self) -> dict[int, Place]:
        return {}


WORDS = SlotWords(
    genitive=frozenset({"de"}), agentive=frozenset({"par"}), between=frozenset({"entre"}), comitative=frozenset({"avec"}),
    dative=frozenset({"à"}), performing=frozenset({"décider"}), against=frozenset({"contre"}), towards=frozenset({"à"}), locative=frozenset({"à", "en"}),
    demonstrative=frozenset({"cette"}), since=frozenset({"depuis"}), aiming=frozenset({"viser"}), victims=frozenset({"victime"}), sayings=frozenset({"propos"}),
    joined=frozenset(), general=frozenset(), control={}, definite=frozenset({"la"}), counted={"mort": "killed", "soldat": "troops"}, acts={"tuer": "killed"},
)  # fmt: skip


def setting_of(tree: Tree, frames: Sequence[Frame], cast: FakeCast, **more: object) -> Setting:
    text = " ".join(t.text for t in tree.tokens)
    layout = Layout(
        Article("x", text), text, (Part("body", Span(0, len(text))),), (), (Span(0, len(text)),), ()
    )
    base = {"places": FakePlaces(), "times": (), "quantities": (), "statements": ()}
    return Setting(
        layout=layout,
        tree=tree,
        frames=frames,
        cast=cast,
        words=WORDS,
        spellings=PREPOSITIONS,
        **(base | more),
    )  # type: ignore[arg-type]


def actor(id: str, **more: object) -> Actor:
    return Actor(id, id, "organisation", **more)  # type: ignore[arg-type]


def fill(
    tree: Tree, frame: Frame, pattern: str, cast: FakeCast, *, symmetric: bool = False
) -> tuple[list[str], list[str]]:
    name = "noun_a" if frame.kind == "noun" else "a"
    found = match(tree, frame, lexicon_of(**{name: (pattern, row_of("assault.x", symmetric=symmetric))}))
    assert isinstance(found, Match)
    actors, recipients = fill_parties(setting_of(tree, [frame], cast), frame, found)
    return [p.actor for p in actors], [p.actor for p in recipients]


# Il attaque un convoi de l' armée
CONVOY = tree_of(
    "Il attaque un convoi de l' armée",
    [1, 1, 3, 1, 6, 6, 3],
    "nsubj ROOT det obj case det nmod",
    "il attaquer un convoi de le armée",
)
ATTACK = frame_of(CONVOY, 1, "attaquer", Role("agent", 0), Role("patient", 3))


def test_a_thing_stands_for_its_owner() -> None:
    cast = FakeCast({0: actor("a1"), 6: actor("a2")})
    assert fill(CONVOY, ATTACK, "ACTOR attaquer RECIPIENT", cast) == (["a1"], ["a2"])


def test_nobody_is_on_both_sides() -> None:
    one = actor("a1")
    assert fill(CONVOY, ATTACK, "ACTOR attaquer RECIPIENT", FakeCast({0: one, 6: one})) == (["a1"], [])


def test_a_symmetric_act_has_all_parties_under_actors() -> None:
    cast = FakeCast({0: actor("a1"), 6: actor("a2")})
    assert fill(CONVOY, ATTACK, "ACTOR attaquer RECIPIENT", cast, symmetric=True) == (["a1", "a2"], [])


def test_the_demonym_of_an_event_noun_is_its_actor() -> None:
    tree = tree_of("offensive russe contre Kiev", [0, 0, 3, 0], "ROOT amod case nmod")
    frame = frame_of(tree, 0, "offensive", Role("oblique", 3, "contre"), kind="noun")
    cast = FakeCast({1: actor("rus"), 3: actor("ukr")})
    assert fill(tree, frame, "offensive (contre RECIPIENT)", cast) == (["rus"], ["ukr"])


def test_coordinated_heads_are_all_parties() -> None:
    tree = tree_of(
        "Paris attaque Rome et Kiev", [1, 1, 1, 4, 2], "nsubj ROOT obj cc conj", "Paris attaquer Rome et Kiev"
    )
    frame = frame_of(tree, 1, "attaquer", Role("agent", 0), Role("patient", 2, others=(4,)))
    cast = FakeCast({0: actor("a1"), 2: actor("a2"), 4: actor("a3")})
    assert fill(tree, frame, "ACTOR attaquer RECIPIENT", cast) == (["a1"], ["a2", "a3"])


def test_with_against_the_complement_of_a_noun_is_the_actor() -> None:
    tree = tree_of("blocus de Riyad contre Doha", [0, 2, 0, 4, 0], "ROOT case nmod case nmod")
    frame = frame_of(tree, 0, "blocus", Role("oblique", 2, "de"), Role("oblique", 4, "contre"), kind="noun")
    cast = FakeCast({2: actor("sau"), 4: actor("qat")})
    assert fill(tree, frame, "blocus (de RECIPIENT)", cast) == (["sau"], ["qat"])


def test_a_recipient_right_behind_the_noun_is_found_where_the_parser_hung_it_elsewhere() -> None:
    tree = tree_of(
        "connu pour ses critiques contre Rome",
        [0, 3, 3, 0, 5, 0],
        "ROOT case det obl case obl",
        pos="VERB ADP DET NOUN ADP PROPN",
    )
    frame = frame_of(tree, 3, "critique", Role("owner", 2), kind="noun")
    cast = FakeCast({2: actor("a1"), 5: actor("a2")})
    assert fill(tree, frame, "critique (de ACTOR) (contre RECIPIENT)", cast) == (["a1"], ["a2"])


def test_the_second_of_a_pair_is_found_where_the_parser_hung_it_elsewhere() -> None:
    tree = tree_of(
        "dialogue entre Paris et Berlin continue",
        [5, 2, 0, 4, 5, 5],
        "nsubj case nmod cc nsubj ROOT",
        pos="NOUN ADP PROPN CCONJ PROPN VERB",
    )
    frame = frame_of(tree, 0, "dialogue", Role("party", 2, "entre"), kind="noun")
    cast = FakeCast({2: actor("fra"), 4: actor("deu")})
    assert fill(tree, frame, "dialogue (entre ACTOR)", cast, symmetric=True) == (["fra", "deu"], [])


def test_the_first_person_inside_a_statement_is_its_speaker() -> None:
    tokens = list(CONVOY.tokens)
    tokens[0] = replace(tokens[0], text="Je", pos="PRON", morph={"Person": "1"})
    tree = Tree(tuple(tokens), CONVOY.sentences)
    setting = setting_of(
        tree, [ATTACK], FakeCast({}), statements=(Statement("s1", "direct", (Span(0, 30),), speaker="a9"),)
    )
    assert setting.actor_at(0) == "a9"


def test_place_and_date_come_from_the_clause() -> None:
    tree = tree_of("Il attaque Kiev à Alep mercredi", [1, 1, 1, 4, 1, 1], "nsubj ROOT obj case obl obl")
    frame = frame_of(tree, 1, "attaquer", Role("agent", 0), Role("patient", 2))
    where = Place("p1", "Alep", "SYR", mentions=(tree.tokens[4].span,))
    when = When("t1", "date", tree.tokens[5].span, "2025-09-03", date(2025, 9, 3), date(2025, 9, 3))
    setting = setting_of(tree, [frame], FakeCast({}), places=FakePlaces((where,)), times=(when,))
    assert Whereabouts(setting, {}).of(frame, [], []) == (4, where, "place in the clause")
    assert Dates(setting, {}).of(frame) == (when, "time in the clause")


def test_a_duration_is_no_date() -> None:
    tree = tree_of("Il attaque Kiev récemment", [1, 1, 1, 1], "nsubj ROOT obj advmod")
    frame = frame_of(tree, 1, "attaquer")
    setting = setting_of(
        tree, [frame], FakeCast({}), times=(When("t1", "date", tree.tokens[3].span, "PAST_REF"),)
    )
    assert Dates(setting, {}).of(frame) is None


def test_what_a_number_counts() -> None:
    setting = setting_of(CONVOY, [ATTACK], FakeCast({}))
    span = Span(0, 2)
    assert setting.what_of(Quantity(span, 3, 3, unit="mort"), "attaquer", None) == "killed"
    assert setting.what_of(Quantity(span, 3, 3, unit="civil"), "tuer", None) == "killed"
    assert setting.what_of(Quantity(span, 3, 3, unit="EUR"), "livrer", None) == "money"
    assert setting.what_of(Quantity(span, 3, 3, unit="soldat"), "tuer", None) == "killed"
    assert setting.what_of(Quantity(span, 3, 3, unit="soldat"), "déployer", None) == "troops"
    assert setting.what_of(Quantity(span, 3, 3, unit="manifestant"), "défiler", None) == "other"
