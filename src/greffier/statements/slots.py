"""A matched frame goes in; its parties, place, time and counts come out, each with the words that show it.

A role names a token; who stands there is looked up in the cast, and where nobody does, one noun further down: "un convoi
de l'armée malienne" is the army, "un dépôt du Hezbollah" is Hezbollah. Nobody ever stands on both sides of an act.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any

from ..datafiles import read_toml
from ..language.frames import Frame, Role
from ..language.grammar import load_words
from ..language.registry import Language
from ..language.tree import Token, Tree
from ..model.actor import Actor
from ..model.place import Place
from ..model.quantity import Quantity
from ..model.span import Span
from ..model.statement import Statement
from ..model.when import When
from ..structure.layout import Layout
from .contents import Contents
from .matching import Match

MAX_DEPTH = 3  # "des membres d'un groupe de soldats de l'armée": no deeper
PEOPLE = frozenset({"killed", "injured", "detained", "displaced"})  # these amounts count people
PEOPLE_KINDS = frozenset({"person", "unnamed", "group", "people"})  # who is arrested, not who arrests
OFFICES = frozenset({"office"})
CIVIL = frozenset({"CVL", None})  # the roles of an office that holds no power
TOLLS = frozenset({"killed", "injured"})
FEW = 10  # "deux ministres" are named rather than counted, "cinquante pays" are counted
CURRENCY = 3  # a unit of three capitals is a currency code (ISO 4217)


@dataclass(frozen=True, slots=True)
class SlotWords:
    """The words of `slots.toml` of one language."""

    genitive: frozenset[str]
    agentive: frozenset[str]
    between: frozenset[str]
    comitative: frozenset[str]
    dative: frozenset[str]
    performing: frozenset[str]
    against: frozenset[str]
    towards: frozenset[str]
    locative: frozenset[str]
    demonstrative: frozenset[str]
    definite: frozenset[str]
    since: frozenset[str]
    aiming: frozenset[str]
    victims: frozenset[str]
    sayings: frozenset[str]
    joined: frozenset[str]
    general: frozenset[str]
    counted: Mapping[str, str]
    acts: Mapping[str, str]
    control: Mapping[str, str]  # verbs that make others act ("appeler X à"): "object" or "addressee"
    uncounted: frozenset[str] = frozenset()
    comparing: frozenset[str] = frozenset()
    locals: frozenset[str] = frozenset()
    during: frozenset[str] = frozenset()
    limits: frozenset[str] = frozenset()
    joining: frozenset[str] = frozenset()
    ranges: frozenset[str] = frozenset()
    firsts: frozenset[str] = frozenset()
    superlative: frozenset[str] = frozenset()
    happening: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()
    contracted: frozenset[str] = frozenset()
    towns: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()


@lru_cache(maxsize=8)
def load_slot_words(language: Language) -> SlotWords:
    """The slot words of a language; a later file replaces whole lists of an earlier one."""
    data: dict[str, Any] = {}
    for path in language.files("slots.toml"):
        data |= read_toml(path)
    lists = {
        name: frozenset(data.get(name, ()))
        for name in SlotWords.__slots__
        if name not in ("counted", "acts", "control")
    }
    return SlotWords(
        **lists,
        counted={word: what for what, words in data.get("counted", {}).items() for word in words},
        acts={word: what for what, words in data.get("acts", {}).items() for word in words},
        control=load_words(language).control,
    )


@dataclass(frozen=True, slots=True)
class Party:
    """One who takes part, the token that names him and the rule that found him there."""

    actor: str
    token: int
    rule: str


@dataclass(frozen=True)
class Setting:
    """What one article offers to fill slots with."""

    layout: Layout
    tree: Tree
    frames: Sequence[Frame]
    cast: Any
    places: Any
    times: Sequence[When]
    quantities: Sequence[Quantity]
    statements: Sequence[Statement]
    words: SlotWords
    spellings: Mapping[str, str]
    coded: frozenset[int] = frozenset()
    is_thing: Callable[[int], bool] = field(default=lambda token: False)  # whether a noun names no people

    @cached_property
    def contents(self) -> Contents:
        return Contents(self.statements)

    @cached_property
    def by_id(self) -> dict[str, Actor]:
        """The actors of the cast by their ids."""
        return {a.id: a for a in self.cast.actors}

    def has_role(self, id: str, roles: Container[str | None]) -> bool:
        """Whether an actor of the cast plays one of these roles."""
        actor = self.by_id.get(id)
        return actor is not None and actor.role in roles

    def is_person(self, id: str) -> bool:
        """Whether an actor of the cast is one or more people without an office: "son arrestation" happens to them."""
        return self.has_kind(id, PEOPLE_KINDS) or (self.has_kind(id, OFFICES) and self.has_role(id, CIVIL))

    def has_kind(self, id: str, kinds: Container[str]) -> bool:
        """Whether an actor of the cast is of one of these kinds."""
        actor = self.by_id.get(id)
        return actor is not None and actor.kind in kinds

    @cached_property
    def governed(self) -> dict[int, list[Frame]]:
        """The frames that hang on a frame, by its index."""
        out: dict[int, list[Frame]] = {}
        for frame in self.frames:
            if frame.governor is not None:
                out.setdefault(frame.governor, []).append(frame)
        return out

    def below(self, frame: Frame, relation: str) -> list[Frame]:
        """The frames that hang on a frame in a relation: those that it embeds ("complement"), those "coordinated" with it."""
        return [f for f in self.governed.get(frame.index, ()) if f.relation == relation]

    @cached_property
    def told_in(self) -> dict[int, list[Frame]]:
        """The frames of every sentence."""
        out: dict[int, list[Frame]] = {}
        for frame in self.frames:
            out.setdefault(frame.sentence, []).append(frame)
        return out

    @cached_property
    def described(self) -> dict[int, list[Frame]]:
        """The participles that modify a noun, by its token."""
        out: dict[int, list[Frame]] = {}
        for frame in self.frames:
            patient = frame.role("patient") if frame.kind == "participle" else None
            if patient is not None and frame.relation == "modifier":
                out.setdefault(patient.head, []).append(frame)
        return out

    @cached_property
    def aiming(self) -> dict[int, list[Frame]]:
        """The participles that say of a noun at whom it aims ("une enquête visant X"), by its token."""
        out: dict[int, list[Frame]] = {}
        for frame in self.frames:
            if frame.kind == "participle" and frame.lemma in self.words.aiming and not frame.passive:
                for token in dict.fromkeys(r.head for r in frame.roles if r.name == "agent"):
                    out.setdefault(token, []).append(frame)
        return out

    # ------------------------------------------------------------------------------------------ whose token is it

    @cached_property
    def frame_at(self) -> dict[int, int]:
        """The frame whose predicate a token is part of."""
        out: dict[int, int] = {}
        for f in self.frames:
            for token in (f.head, f.light, f.finite, *f.words):
                if token is not None:
                    out.setdefault(token, f.index)
        for f in self.frames:
            out[f.head] = f.index
        return out

    @cached_property
    def owner(self) -> tuple[int | None, ...]:
        """The nearest frame at or above every token."""
        memo: list[int | None] = [None] * len(self.tree.tokens)
        done = [False] * len(self.tree.tokens)
        for start in range(len(memo)):
            path, i = [], start
            while not done[i]:
                path.append(i)
                done[i] = True
                found = self.frame_at.get(i)
                head = self.tree.tokens[i].head
                if found is not None:
                    memo[i] = found
                    break
                if head == i:
                    break
                i = head
            for k in path:
                memo[k] = memo[i]
        return tuple(memo)

    def top_of(self, span: Span) -> int | None:
        """The token of a stretch of text that governs the others."""
        first, last = self.tree.at(span.start), self.tree.at(max(span.start, span.end - 1))
        if first is None or last is None:
            return None
        for i in range(first, last + 1):
            if not first <= self.tree.tokens[i].head <= last or self.tree.tokens[i].head == i:
                return i
        return first

    def case_of(self, token: int) -> str:
        """The preposition of a nominal in its dictionary form."""
        words = [t.lower for t in self.tree.children(token, "case")]
        if not words:
            return ""
        joined = " ".join(words)
        return self.spellings.get(joined, self.spellings.get(words[0], words[0]))

    # ------------------------------------------------------------------------------------------ parties

    def actor_at(self, token: int) -> str | None:
        """The id of the actor that a token stands for."""
        found = self.cast.actor_of(token)
        if found is not None:
            return found.id if isinstance(found, Actor) else str(found)
        t = self.tree.tokens[token]
        if t.morph.get("Person") == "1" and t.pos in ("PRON", "DET"):
            return self.speaker_at(t)
        return None

    def actors_at(self, token: int) -> tuple[str, ...]:
        """The ids of all that a token stands for: two for "ils" after "Poutine et Kim"."""
        if token in self.cast.pairs:
            return tuple(a.id for a in self.cast.actors_of(token))
        one = self.actor_at(token)
        return () if one is None else (one,)

    def speaker_at(self, token: Token) -> str | None:
        """Who says "I" here: the speaker of the statement around a token."""
        inside = self.statements_at(token.span)
        return inside[0].speaker if inside else None

    def statements_at(self, span: Span) -> list[Statement]:
        """The statements whose content holds a stretch, innermost first."""
        return list(self.contents.around(span))

    def who(self, token: int, depth: int = 0) -> Iterator[Party]:
        """Those for whom a nominal stands: itself, or the complement and the demonym of a thing."""
        actors = self.actors_at(token)
        if actors:
            yield from (Party(actor, token, "named" if not depth else "complement") for actor in actors)
            return
        if depth >= MAX_DEPTH:
            return
        for kid in self.tree.children(token, "appos", "flat", "nmod", "amod"):
            if kid.dep == "appos" and not self.is_thing(token) and not self.actors_at(kid.i):
                continue  # "son frère, autre figure française": the demonym of what he is called is no party
            if kid.dep.partition(":")[0] == "nmod" and self.case_of(kid.i) not in self.words.genitive | {""}:
                continue
            found = list(self.who(kid.i, depth + 1))
            if found:
                yield from found
                for other in self.tree.children(kid.i, "conj"):
                    yield from self.who(other.i, depth + 1)
                return

    def parties(self, roles: Iterable[Role]) -> list[Party]:
        """Those who stand in the given roles, each once."""
        out: dict[str, Party] = {}
        for role in roles:
            for head in role.heads:
                for party in self.who(head):
                    rule = role.how or role.name
                    if party.rule == "complement":
                        rule += ", complement of the noun"
                    out.setdefault(party.actor, Party(party.actor, party.token, rule))
        return list(out.values())

    # ------------------------------------------------------------------------------------------ place

    @cached_property
    def place_tokens(self) -> list[tuple[int, Place]]:
        """The top token of every mention of a place, in text order."""
        found = [(self.top_of(span), place) for place in self.places.places for span in place.mentions]
        return sorted(((top, place) for top, place in found if top is not None), key=lambda f: f[0])

    @cached_property
    def places_of(self) -> dict[int, list[tuple[int, Place]]]:
        """The places in the territory of every frame: the top token of the mention and the place."""
        out: dict[int, list[tuple[int, Place]]] = {}
        for top, place in self.place_tokens:
            owner = self.owner[top]
            if owner is not None and self.frame_at.get(top) != owner:
                out.setdefault(owner, []).append((top, place))
        return out

    @cached_property
    def _happenings(self) -> dict[int, list[int]]:
        """The plain verbs that say of a noun that it took place: "le sommet qui s'est tenu à X", "l'attaque survenue à X"."""
        out: dict[int, list[int]] = {}
        for f in self.frames:
            told = f.role("agent", "patient")
            if told is not None and f.lemma in self.words.happening and f.index not in self.coded:
                if told.head < f.head and "subject" not in told.how:
                    out.setdefault(told.head, []).append(f.index)
        return out

    def territories(self, frame: Frame) -> Iterator[int]:
        """The frames whose words tell of an act: its own, and the plain verb that carries its noun."""
        yield frame.index
        yield from self._happenings.get(frame.head, ())
        above = self.tree.tokens[frame.head].head
        carrier = self.owner[above] if above != frame.head else None
        if frame.kind == "noun" and carrier not in (None, frame.index) and carrier not in self.coded:
            yield carrier

    # ------------------------------------------------------------------------------------------ counts

    def counts(self, frame: Frame, match: Match) -> tuple[Quantity, ...]:
        """The counted amounts that belong to an act, with what they count."""
        own = tuple(dict.fromkeys((*self.territories(frame), *self._tolls(frame))))
        found = [q for index in own for q in self.quantities_of.get(index, ())]
        counted = (self._counted(q, frame, match) for q in found)
        return tuple(q for q in counted if q.what != "other" or self._is_telling(q))

    def _tolls(self, frame: Frame) -> Iterator[int]:
        """The plain nouns of victims that hang on an act: "quinze morts dans une attaque", "l'attentat (trois blessés)"."""
        for toll in self.governed.get(frame.index, ()):
            if toll.kind == "noun" and toll.index not in self.coded:
                if self.words.counted.get(toll.lemma) in TOLLS:
                    yield toll.index

    def _is_telling(self, q: Quantity) -> bool:
        """Whether an amount that counts no victims tells of an act: not a share, a bare figure or "deux ministres"."""
        few = q.high is not None and q.high < FEW
        return q.unit not in (None, "%") and not (few and q.unit in self.words.uncounted)

    @cached_property
    def quantities_of(self) -> dict[int, list[Quantity]]:
        """The amounts in the territory of every frame."""
        out: dict[int, list[Quantity]] = {}
        for q in self.quantities:
            top = self.top_of(q.span)
            if top is None:
                continue
            owner = self.owner[top]
            if owner is not None:
                out.setdefault(owner, []).append(q)
        return out

    def _counted(self, q: Quantity, frame: Frame, match: Match) -> Quantity:
        what = self.what_of(q, frame.lemma, match.pattern.row.counts)
        if what in PEOPLE and q.unit not in self.words.counted and self._counts_things(q):
            what = "other"  # "500 grammes", "400 crimes"
        return replace_what(q, what)

    def _counts_things(self, q: Quantity) -> bool:
        """Whether what an amount counts is no people."""
        if q.unit == "%":
            return True
        first, last = self.tree.at(q.span.start), self.tree.at(max(q.span.start, q.span.end - 1))
        if first is None or last is None or not q.unit:
            return False
        return any(
            self.is_thing(i) for i in range(first, last + 1) if self.tree.tokens[i].lemma.lower() == q.unit
        )

    def what_of(self, q: Quantity, lemma: str, counts: str | None) -> str:
        """What an amount counts: by its own noun, by the act that counts it, else "other"."""
        unit = q.unit or ""
        if len(unit) == CURRENCY and unit.isupper():
            return "money"
        by_unit = self.words.counted.get(unit)
        by_act = counts or self.words.acts.get(lemma)
        if by_act in ("killed", "injured", "detained", "displaced"):
            lone = (
                by_unit == "displaced" and lemma not in self.words.acts
            )  # "ont fait cent morts et mille déplacés"
            return by_unit if by_unit is not None and (by_unit in TOLLS or lone) else by_act
        return by_unit or by_act or "other"


def replace_what(q: Quantity, what: str) -> Quantity:
    """The amount with what it counts."""
    return replace(q, what=what)
