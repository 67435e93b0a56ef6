"""A matched frame goes in; its parties, place, time and counts come out, each with the words that show it.

A role names a token; who stands there is looked up in the cast, and where nobody does, one noun further down: "un convoi
de l'armée malienne" is the army, "un dépôt du Hezbollah" is Hezbollah. Nobody ever stands on both sides of an act.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from ..language.frames import Frame, Role
from ..language.registry import Language
from ..language.tree import Token, Tree
from ..model.actor import Actor
from ..model.event import EventTime
from ..model.place import Place
from ..model.quantity import Quantity
from ..model.span import Cue, Span
from ..model.statement import Statement
from ..model.when import When
from ..structure.layout import Layout
from .contents import Contents
from .matching import Match

MAX_DEPTH = 3  # "des membres d'un groupe de soldats de l'armée": no deeper
CURRENCY = 3  # a unit of three capitals is a currency code (ISO 4217)
HARMLESS = frozenset(
    {"CVL", "MED", "EDU", "REF", "JRN", "NGO", "REL", "LAB"}
)  # sectors that suffer force and do not use it
SUFFERED = frozenset(
    {"ASSAULT", "COERCE", "ACCUSE", "REJECT", "SANCTION", "SUPPORT", "THREATEN"}
)  # done to somebody
BY_WORD = frozenset(
    {"ASSAULT", "COERCE", "SANCTION"}
)  # ... even where a word of the pattern names him ("bloquer {medias}")
FORCEFUL = frozenset(
    {"GOV", "MIL", "COP", "SPY", "JUD", None}
)  # at home, force by these is not done to their own state
ANSWERED = frozenset({"REJECT", "ACCUSE", "SUPPORT"})  # what somebody offers or does stands for him
CARRIED = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "AID"})  # acts that a verb only carries on
WITHIN_NAME = frozenset({"flat:name", "flat:foreign", "amod", "nmod", "case"})  # what a name goes on with
COMPANION = 5  # tokens from a noun to its companion: "entretiens bilatéraux avec le premier ministre"
OWN_FORCES = frozenset(
    {"MOBILIZE", "RETREAT"}
)  # "le retrait de l'armée": the forces moved are the actor's own
COUNTABLE = frozenset({"killed", "injured", "displaced", "detained", "troops", "money"})


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
    counted: Mapping[str, str]
    acts: Mapping[str, str]


@lru_cache(maxsize=8)
def load_slot_words(language: Language) -> SlotWords:
    """The slot words of a language; a later file replaces whole lists of an earlier one."""
    data: dict[str, Any] = {}
    for path in language.files("slots.toml"):
        data |= tomllib.loads(path.read_text(encoding="utf-8"))
    lists = {
        name: frozenset(data.get(name, ())) for name in SlotWords.__slots__ if name not in ("counted", "acts")
    }
    return SlotWords(
        **lists,
        counted={word: what for what, words in data.get("counted", {}).items() for word in words},
        acts={word: what for what, words in data.get("acts", {}).items() for word in words},
    )


@dataclass(frozen=True, slots=True)
class Party:
    """One who takes part, the token that names him and the rule that found him there."""

    actor: str
    token: int
    rule: str


@dataclass(frozen=True, slots=True)
class Filled:
    """The slots of one event."""

    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    place: str | None = None
    place_country: str | None = None
    wide_place: bool = False
    time: EventTime | None = None
    quantities: tuple[Quantity, ...] = ()
    cues: tuple[Cue, ...] = ()


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

    @cached_property
    def contents(self) -> Contents:
        return Contents(self.statements)

    @cached_property
    def by_id(self) -> dict[str, Actor]:
        """The actors of the cast by their ids."""
        return {a.id: a for a in self.cast.actors}

    @cached_property
    def coordinated_with(self) -> dict[int, list[Frame]]:
        """The frames that are coordinated with a frame, by its index."""
        out: dict[int, list[Frame]] = {}
        for frame in self.frames:
            if frame.governor is not None and frame.relation == "coordinated":
                out.setdefault(frame.governor, []).append(frame)
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
    def embedded(self) -> dict[int, list[Frame]]:
        """The frames that a frame embeds as its complement, by its index."""
        out: dict[int, list[Frame]] = {}
        for frame in self.frames:
            if frame.governor is not None and frame.relation == "complement":
                out.setdefault(frame.governor, []).append(frame)
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

    def fill_parties(self, frame: Frame, match: Match) -> tuple[list[Party], list[Party]]:
        """Actors and recipients of a matched frame."""
        slots = match.pattern.slots
        bound = dict(match.bound)
        taken = {r for roles in bound.values() for r in roles}
        if "actor" not in bound and "actor" in slots | {"actor"}:
            free = [r for r in frame.roles if r not in taken and self._may_act(frame, r)]
            if free:
                bound["actor"] = tuple(free)
        if frame.kind in ("noun", "light") and "recipient" not in bound:
            free = [r for r in frame.roles if r not in taken and r.case in self.words.against]
            if free:
                bound["recipient"] = tuple(free)
        if frame.kind == "noun":
            self._take_from_participle(frame, match, bound)
        if "recipient" not in bound and match.pattern.kind == "noun":
            behind = self._behind(frame, match)
            if behind:
                bound["recipient"] = behind
        self._turn_round(frame, match, bound)
        if self._suffers(match, bound):
            bound["recipient"] = bound.pop("actor")
            free = [r for r in frame.roles if r not in bound["recipient"] and self._may_act(frame, r)]
            if free:
                bound["actor"] = tuple(free)
        actors = self.parties(bound.get("actor", ()))
        recipients = self.parties(bound.get("recipient", ()))
        if not actors and not recipients and match.pattern.row.type in OWN_FORCES:
            moved = [r for r in frame.roles if r.case in self.words.genitive or r.name == "patient"][:1]
            actors = [p for p in self.parties(moved) if not self._is_place(p.token)]
        if not recipients and "place" in bound and match.pattern.row.mode == "visit":
            recipients = self.parties(bound["place"])
        if not actors and frame.kind in ("noun", "light"):
            actors = [p for p in self._demonyms(frame.head) if p.actor not in {q.actor for q in recipients}]
        actors = [p for p in actors if not self._is_only_named(p, frame, match.pattern.row.type)]
        if not actors and frame.kind == "verb":
            actors = self._controllers(frame) or self._owners_of_words(frame, match, recipients)
        if (actors or frame.passive) and not recipients and match.pattern.row.type in SUFFERED:
            recipients = self._sufferers(frame, match, bound) or self._addressees(frame, match)
        if frame.passive and recipients and match.pattern.row.type in BY_WORD:
            fellows = self.parties(r for r in frame.roles if r.case in self.words.comitative)
            recipients += [p for p in fellows if p.actor not in {q.actor for q in (*actors, *recipients)}]
        if match.pattern.row.symmetric:
            together = self.parties(self._widened(r) for r in frame.roles if r.name == "party")
            if not recipients and not together and len(actors) == 1:
                together = self._companions(frame)
            everyone = {p.actor: p for p in (*actors, *recipients, *together)}
            actors, recipients = list(everyone.values()), []
        if actors and not recipients and match.pattern.row.type == "ASSAULT":
            recipients = self._states_struck(frame, actors)
        mine = {p.actor for p in actors}
        return actors, [p for p in recipients if p.actor not in mine]

    def _take_from_participle(self, frame: Frame, match: Match, bound: dict[str, tuple[Role, ...]]) -> None:
        """The parties that stand with a participle of the noun: "les sanctions décidées par X contre Y"."""
        for below in self.described.get(frame.head, ()):
            if below.lemma not in self.words.performing or below.index in self.coded:
                continue
            agents = tuple(r for r in below.roles if r.name == "agent")
            if agents and (
                "actor" not in bound or all(r.case in self.words.genitive for r in bound["actor"])
            ):
                bound["actor"] = agents
            for item in match.pattern.items:
                if item.slot == "recipient" and "recipient" not in bound:
                    found = tuple(
                        r
                        for r in below.roles
                        if r.case in item.prepositions and r.case not in self.words.genitive
                    )
                    if found:
                        bound["recipient"] = found

    def _behind(self, frame: Frame, match: Match) -> tuple[Role, ...]:
        """The recipient right behind a noun that the parser hung on something above: "connu pour ses critiques envers X"."""
        cases = (
            {c for i in match.pattern.items if i.slot == "recipient" for c in i.prepositions}
            - self.words.genitive
            - self.words.locative
        )
        tokens, taken = self.tree.tokens, {h for r in frame.roles for h in r.heads}
        for i in range(frame.head + 1, min(frame.head + COMPANION, len(tokens))):
            t = tokens[i]
            if t.pos == "ADP" and self.spellings.get(t.lower) in cases and t.head not in taken:
                return (Role("oblique", t.head, self.spellings[t.lower], (), "behind the noun"),)
            if t.pos not in ("ADJ", "ADV"):
                break
        return ()

    def _addressees(self, frame: Frame, match: Match) -> list[Party]:
        """To whom the refused act was to be done: "refuser de répondre à X"."""
        if match.pattern.row.type != "REJECT":
            return []
        clauses = (f for f in self.embedded.get(frame.index, ()) if f.kind == "verb")
        return self.parties(r for c in clauses for r in c.roles if r.case in self.words.dative)

    def _turn_round(self, frame: Frame, match: Match, bound: dict[str, tuple[Role, ...]]) -> None:
        """ "le blocus de X" is done to X, "le blocus de X contre Y" by X."""
        suffered = bound.get("recipient", ())
        if match.pattern.kind != "noun" or "actor" in bound or not suffered:
            return
        if all(r.case in self.words.genitive for r in suffered):
            against = tuple(r for r in frame.roles if r.case in self.words.against)
            if against:
                bound["actor"], bound["recipient"] = suffered, against

    def _owners_of_words(self, frame: Frame, match: Match, recipients: Sequence[Party]) -> list[Party]:
        """Whose act it is that a passive verb speaks of: "les sanctions de X ont été prolongées"."""
        if not frame.passive or match.pattern.row.type not in CARRIED:
            return []
        known = {p.actor for p in recipients}
        for word in match.words:
            index = self.frame_at.get(word)
            if index is None or index == frame.index:
                continue
            roles = (
                r for r in self.frames[index].roles if r.case in self.words.genitive or r.name == "owner"
            )
            found = [p for p in self.parties(roles) if p.actor not in known]
            if found:
                return found
        return []

    def _sufferers(self, frame: Frame, match: Match, bound: Mapping[str, tuple[Role, ...]]) -> list[Party]:
        """Whoever is named as what the act is done to, where the pattern only asked for a thing or an act."""
        roles = [r for r in (*bound.get("act", ()), *bound.get("thing", ()), *frame.roles) if r.name == "patient" or r not in frame.roles
                 or r in bound.get("act", ())]  # fmt: skip
        literal = set() if match.pattern.row.type in BY_WORD else set(match.words)
        heads = (h for r in roles if not literal & set(r.heads) for h in r.heads)
        found: dict[str, Party] = {}
        for head in heads:
            if head in self.frame_at and head not in match.words:
                continue  # "condamner le meurtre de X": composition knows who did it
            for p in self.who(head):
                meant = match.pattern.row.type in ANSWERED and not self._is_harmless(p)
                if p.rule == "named" or meant:  # "rejeter la candidature de X"
                    found.setdefault(p.actor, p)
        return list(found.values())

    def _widened(self, role: Role) -> Role:
        """ "entre X et Y" with the Y that the parser hung elsewhere."""
        if role.others or role.case not in self.words.between:
            return role
        tokens = self.tree.tokens
        i = role.head + 1
        while i < len(tokens) and i <= role.head + COMPANION and tokens[i].dep in WITHIN_NAME:
            i += 1
        if i + 1 >= len(tokens) or tokens[i].pos != "CCONJ":
            return role
        i += 2 if tokens[i + 1].pos == "DET" else 1
        if i < len(tokens) and tokens[i].pos in ("PROPN", "NOUN"):
            return Role(role.name, role.head, role.case, (i,), role.how)
        return role

    def _is_only_named(self, p: Party, frame: Frame, type_: str) -> bool:
        """Whether the complement of a subject noun does not act itself: an armament of X does not visit, nor does "la destruction de l'hôpital" starve anybody."""
        if "complement of the noun" not in p.rule:
            return False
        if type_ == "CONSULT":
            return frame.kind == "verb"
        return type_ in BY_WORD and self._is_harmless(p)

    def _companions(self, frame: Frame) -> list[Party]:
        """Who stands with "avec" right behind a noun but hangs on its verb: "au cours de ses entretiens avec X"."""
        if frame.kind != "noun" or frame.governor is None:
            return []
        reach = frame.head + COMPANION
        near = (
            r
            for r in self.frames[frame.governor].roles
            if r.case in self.words.comitative and frame.head < r.head <= reach
        )
        return self.parties(near)

    def _states_struck(self, frame: Frame, actors: Iterable[Party]) -> list[Party]:
        """Force used in a country by others than its own forces is done to that state."""
        known = self.by_id
        own = {known[p.actor].country for p in actors if p.actor in known and known[p.actor].role in FORCEFUL}
        for token, place in self.places_of.get(frame.index, ()):
            state = self.actor_at(token)
            if (
                place.country
                and place.country not in own
                and state is not None
                and known[state].kind == "state"
            ):
                return [Party(state, token, "state of the place struck")]
        return []

    def _controllers(self, frame: Frame) -> list[Party]:
        """The subject of the verb that an infinitive without a subject of its own hangs on ("compte augmenter")."""
        if frame.mood != "infinitive" and frame.modal is None:
            return []
        if frame.governor is None or frame.relation != "complement" or frame.passive:
            return []
        above = self.frames[frame.governor]
        if above.lemma != frame.modal and above.role("patient") is not None:
            return []
        return self.parties(r for r in above.roles if r.name == "agent")

    def _is_place(self, token: int) -> bool:
        return token in self.places.by_token

    def _suffers(self, match: Match, bound: Mapping[str, tuple[Role, ...]]) -> bool:
        """Whether the "de X" of an event noun names the victim: "le bombardement d'un hôpital", but "les frappes de l'armée"."""
        if "recipient" in bound or "actor" not in bound or match.pattern.kind != "noun":
            return False
        genitive = [r for r in bound["actor"] if r.case in self.words.genitive]
        takes = any(
            i.slot == "recipient" and set(i.prepositions) & self.words.genitive for i in match.pattern.items
        )
        if not takes or len(genitive) != len(bound["actor"]):
            return False
        return all(self._is_harmless(p) for p in self.parties(genitive))

    def _is_harmless(self, party: Party) -> bool:
        actor = self.by_id.get(party.actor)
        return actor is not None and actor.role in HARMLESS

    def _may_act(self, frame: Frame, role: Role) -> bool:
        if role.name in ("agent", "owner", "party"):
            return True
        above = self.frames[self.frame_at.get(self.tree.tokens[role.head].head, frame.index)]
        if above.kind in ("verb", "participle") and above.index not in (frame.index, frame.governor):
            return False  # "un hôpital tenu par X": that "par" is another predicate's
        return frame.kind in ("noun", "light") and role.case in self.words.agentive

    def _demonyms(self, head: int) -> list[Party]:
        out = []
        for kid in self.tree.children(head, "amod"):
            actor = self.actor_at(kid.i)
            if actor is not None:
                out.append(Party(actor, kid.i, "demonym of the event noun"))
        return out

    # ------------------------------------------------------------------------------------------ place

    @cached_property
    def places_of(self) -> dict[int, list[tuple[int, Place]]]:
        """The places in the territory of every frame: the top token of the mention and the place."""
        out: dict[int, list[tuple[int, Place]]] = {}
        for place in self.places.places:
            for span in place.mentions:
                top = self.top_of(span)
                if top is None:
                    continue
                owner = self.owner[top]
                if owner is not None and self.frame_at.get(top) != owner:
                    out.setdefault(owner, []).append((top, place))
        return {k: sorted(v, key=lambda f: f[0]) for k, v in out.items()}

    def where(
        self, frame: Frame, parties: Iterable[Party], bound: Iterable[Role]
    ) -> tuple[int, Place] | None:
        """The place of an act: in its own clause, or in that of a plain verb that carries it."""
        named = {p.token for p in parties}
        direct = {h for r in bound for h in r.heads}
        for index in self._territories(frame):
            found = self.places_of.get(index, ())
            best = [(t, p) for t, p in found if t in direct]
            best += [(t, p) for t, p in found if self._is_locative(t) and t not in named]
            best += [
                (t, p) for t, p in found if self._is_locative(t) and t in named
            ]  # struck and scene at once
            if best:
                return best[0]
        return None

    def _is_locative(self, token: int) -> bool:
        """Whether a place name says where: a locative preposition, on the way up to its predicate at the latest."""
        return token in self.places.by_token or self.case_of(token) in self.words.locative

    def _territories(self, frame: Frame) -> Iterator[int]:
        yield frame.index
        above = self.tree.tokens[frame.light if frame.light is not None else frame.head].head
        carrier = self.owner[above] if above != frame.head else None
        if (
            frame.kind in ("noun", "light")
            and carrier not in (None, frame.index)
            and carrier not in self.coded
        ):
            yield carrier

    # ------------------------------------------------------------------------------------------ time

    @cached_property
    def times_of(self) -> dict[int, list[tuple[int, When]]]:
        """The dated expressions in the territory of every frame."""
        out: dict[int, list[tuple[int, When]]] = {}
        for when in self.times:
            if when.earliest is None or when.kind not in ("date", "time"):
                continue
            top = self.top_of(when.span)
            owner = self.owner[top] if top is not None else None
            if top is not None and owner is not None:
                out.setdefault(owner, []).append((top, when))
        return out

    @cached_property
    def dates_in(self) -> dict[int, list[When]]:
        """The dated expressions of every sentence."""
        out: dict[int, list[When]] = {}
        for when in self.times:
            if when.earliest is not None and when.kind in ("date", "time"):
                token = self.tree.at(when.span.start)
                if token is not None:
                    out.setdefault(self.tree.sentence_of[token], []).append(when)
        return out

    def when(self, frame: Frame) -> When | None:
        """The date of an act: in its own clause, in that of its carrier, else the only one of the sentence of a main clause."""
        for index in self._territories(frame):
            found = self.times_of.get(index)
            if found:
                return min(found, key=lambda f: abs(f[0] - frame.head))[1]
        if frame.governor is None:
            only = self.dates_in.get(frame.sentence, [])
            if len(only) == 1:
                return only[0]
        return None

    # ------------------------------------------------------------------------------------------ counts

    def counts(self, frame: Frame, match: Match) -> tuple[Quantity, ...]:
        """The counted amounts that belong to an act, with what they count."""
        found = [q for index in self._territories(frame) for q in self.quantities_of.get(index, ())]
        return tuple(self._counted(q, frame, match) for q in found)

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
        return replace_what(q, self.what_of(q, frame.lemma, match.pattern.row.counts))

    def what_of(self, q: Quantity, lemma: str, counts: str | None) -> str:
        """What an amount counts: by its own noun, by the act that counts it, else "other"."""
        unit = q.unit or ""
        if len(unit) == CURRENCY and unit.isupper():
            return "money"
        by_unit = self.words.counted.get(unit)
        by_act = counts or self.words.acts.get(lemma)
        if by_act in ("killed", "injured", "detained", "displaced"):
            return by_unit if by_unit in ("killed", "injured") else by_act
        return by_unit or by_act or "other"


def replace_what(q: Quantity, what: str) -> Quantity:
    """The amount with what it counts."""
    return Quantity(q.span, q.low, q.high, q.approximate, q.unit, what, q.rule)


def to_event_time(when: When) -> EventTime:
    """The day or period of an event; the hour stays with the expression of time."""
    return EventTime(re.sub(r"(?<=\d)T.*", "", when.value), when.earliest, when.latest)
