"""Who does a matched act, and to whom: the roles of a pattern's slots and the parties that French hides elsewhere.

`fill_parties(setting, frame, match)` reads the slots first; then it looks where the words of an act are carried by others:
the owner of a noun, the subject above an infinitive, the companion behind "avec", the state whose ground is struck.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..language.frames import Frame, Role
from .matching import Match
from .slots import Party, Setting

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
ARMED = frozenset({"REB", "PRM", "MIL"})  # who fights a state
ANSWERED = frozenset({"REJECT", "ACCUSE", "SUPPORT"})  # what somebody offers or does stands for him
CARRIED = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "AID"})  # acts that a verb only carries on
WITHIN_NAME = frozenset({"flat:name", "flat:foreign", "amod", "nmod", "case"})  # what a name goes on with
COMPANION = 5  # tokens from a noun to its companion: "entretiens bilatéraux avec le premier ministre"
OWN_FORCES = frozenset(
    {"MOBILIZE", "RETREAT"}
)  # "le retrait de l'armée": the forces moved are the actor's own


def fill_parties(setting: Setting, frame: Frame, match: Match) -> tuple[list[Party], list[Party]]:
    """Actors and recipients of a matched frame."""
    return _Filler(setting).fill(frame, match)


@dataclass(frozen=True, slots=True)
class _Filler:
    setting: Setting

    def fill(self, frame: Frame, match: Match) -> tuple[list[Party], list[Party]]:
        """Actors and recipients of a matched frame."""
        slots = match.pattern.slots
        bound = dict(match.bound)
        taken = {r for roles in bound.values() for r in roles}
        if "actor" not in bound and "actor" in slots | {"actor"}:
            free = [r for r in frame.roles if r not in taken and self._may_act(frame, r)]
            if free:
                bound["actor"] = tuple(free)
        if frame.kind in ("noun", "light") and "recipient" not in bound:
            free = [r for r in frame.roles if r not in taken and r.case in self.setting.words.against]
            if free:
                bound["recipient"] = tuple(free)
        if frame.kind == "noun":
            self._take_from_participle(frame, match, bound)
        if "recipient" not in bound and match.pattern.kind == "noun":
            behind = self._behind(frame, match)
            if behind:
                bound["recipient"] = behind
        if "recipient" not in bound and frame.kind in ("noun", "light") and (aimed := self._aimed_at(frame)):
            bound["recipient"] = aimed
        self._turn_round(frame, match, bound)
        if match.pattern.row.type in ANSWERED and self._is_an_act(frame, bound.get("recipient", ())):
            bound["act"] = (
                *bound.get("act", ()),
                *bound.pop("recipient"),
            )  # composition knows whom to blame for it
        if self._suffers(match, bound):
            bound["recipient"] = bound.pop("actor")
            free = [r for r in frame.roles if r not in bound["recipient"] and self._may_act(frame, r)]
            if free:
                bound["actor"] = tuple(free)
        actors = self.setting.parties(bound.get("actor", ()))
        recipients = self.setting.parties(bound.get("recipient", ()))
        if not actors and not recipients and match.pattern.row.type in OWN_FORCES:
            moved = [r for r in frame.roles if r.case in self.setting.words.genitive or r.name == "patient"][
                :1
            ]
            actors = [p for p in self.setting.parties(moved) if not self._is_place(p.token)]
        if not recipients and "place" in bound and match.pattern.row.mode == "visit":
            recipients = self.setting.parties(bound["place"])
        if not actors and frame.kind in ("noun", "light"):
            found = (
                self._demonyms(frame.head) or self._agents_further_on(frame) or self._owners_of_list(frame)
            )
            actors = [p for p in found if p.actor not in {q.actor for q in recipients}]
        actors = [p for p in actors if not self._is_only_named(p, frame, match.pattern.row.type)]
        if not actors and frame.kind == "verb":
            actors = self._controllers(frame) or self._owners_of_words(frame, match, recipients)
        if (actors or frame.passive) and not recipients and match.pattern.row.type in SUFFERED:
            recipients = self._sufferers(frame, match, bound) or self._addressees(frame, match)
            if not recipients and match.pattern.row.type in ANSWERED:
                recipients = self._answered(frame, match, bound)
        if frame.passive and recipients and match.pattern.row.type in BY_WORD:
            fellows = self.setting.parties(r for r in frame.roles if r.case in self.setting.words.comitative)
            recipients += [p for p in fellows if p.actor not in {q.actor for q in (*actors, *recipients)}]
        if match.pattern.row.symmetric:
            together = self.setting.parties(
                self._widened(r)
                for r in frame.roles
                if r.name == "party" or r.case in self.setting.words.between
            )
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
        for below in self.setting.described.get(frame.head, ()):
            if below.lemma not in self.setting.words.performing or below.index in self.setting.coded:
                continue
            agents = tuple(r for r in below.roles if r.name == "agent")
            if agents and (
                "actor" not in bound or all(r.case in self.setting.words.genitive for r in bound["actor"])
            ):
                bound["actor"] = agents
            for item in match.pattern.items:
                if item.slot == "recipient" and "recipient" not in bound:
                    found = tuple(
                        r
                        for r in below.roles
                        if r.case in item.prepositions and r.case not in self.setting.words.genitive
                    )
                    if found:
                        bound["recipient"] = found

    def _behind(self, frame: Frame, match: Match) -> tuple[Role, ...]:
        """The recipient right behind a noun that the parser hung on something above: "connu pour ses critiques envers X"."""
        cases = (
            {c for i in match.pattern.items if i.slot == "recipient" for c in i.prepositions}
            - self.setting.words.genitive
            - self.setting.words.locative
        )
        tokens, taken = self.setting.tree.tokens, {h for r in frame.roles for h in r.heads}
        for i in range(frame.head + 1, min(frame.head + COMPANION, len(tokens))):
            t = tokens[i]
            if t.pos == "ADP" and self.setting.spellings.get(t.lower) in cases and t.head not in taken:
                return (Role("oblique", t.head, self.setting.spellings[t.lower], (), "behind the noun"),)
            if t.pos not in ("ADJ", "ADV"):
                break
        return ()

    def _aimed_at(self, frame: Frame) -> tuple[Role, ...]:
        """The object of a participle that says at whom a noun aims: "une enquête visant X"."""
        below = (
            f
            for f in self.setting.frames
            if f.kind == "participle" and f.lemma in self.setting.words.aiming and not f.passive
        )
        return tuple(
            r
            for f in below
            if any(r.name == "agent" and r.head == frame.head for r in f.roles)
            for r in f.roles
            if r.name == "patient"
        )

    def _addressees(self, frame: Frame, match: Match) -> list[Party]:
        """To whom the refused act was to be done: "refuser de répondre à X"."""
        if match.pattern.row.type != "REJECT":
            return []
        clauses = (f for f in self.setting.embedded.get(frame.index, ()) if f.kind == "verb")
        return self.setting.parties(
            r for c in clauses for r in c.roles if r.case in self.setting.words.dative
        )

    def _turn_round(self, frame: Frame, match: Match, bound: dict[str, tuple[Role, ...]]) -> None:
        """ "le blocus de X" is done to X, "le blocus de X contre Y" by X."""
        suffered = bound.get("recipient", ())
        if match.pattern.kind != "noun" or "actor" in bound or not suffered:
            return
        if all(r.case in self.setting.words.genitive for r in suffered):
            against = tuple(r for r in frame.roles if r.case in self.setting.words.against)
            if against:
                bound["actor"], bound["recipient"] = suffered, against

    def _owners_of_words(self, frame: Frame, match: Match, recipients: Sequence[Party]) -> list[Party]:
        """Whose act it is that a passive verb speaks of: "les sanctions de X ont été prolongées"."""
        if not frame.passive or match.pattern.row.type not in CARRIED:
            return []
        known = {p.actor for p in recipients}
        for word in match.words:
            index = self.setting.frame_at.get(word)
            if index is None or index == frame.index:
                continue
            roles = (
                r
                for r in self.setting.frames[index].roles
                if r.case in self.setting.words.genitive or r.name == "owner"
            )
            found = [p for p in self.setting.parties(roles) if p.actor not in known]
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
            if self.setting.frame_at.get(head) in self.setting.coded and head not in match.words:
                continue  # "condamner le meurtre de X": composition knows who did it
            for p in self.setting.who(head):
                meant = match.pattern.row.type in ANSWERED and not self.setting.has_role(p.actor, HARMLESS)
                if p.rule == "named" or meant:  # "rejeter la candidature de X"
                    found.setdefault(p.actor, p)
        return list(found.values())

    def _is_an_act(self, frame: Frame, roles: Sequence[Role]) -> bool:
        """Whether what a slot asks somebody for is an act: "condamner la prise de X par Y"."""
        heads = [self.setting.frame_at.get(h) for r in roles for h in r.heads]
        return bool(heads) and all(
            i is not None and i != frame.index and i in self.setting.coded for i in heads
        )

    def _answered(self, frame: Frame, match: Match, bound: Mapping[str, tuple[Role, ...]]) -> list[Party]:
        """Who stands behind the thing that is blamed, praised or refused: its owner, its maker, who said it."""
        roles = (
            *bound.get("act", ()),
            *bound.get("thing", ()),
            *(r for r in frame.roles if r.name == "patient"),
        )
        for head in (h for r in roles for h in r.heads):
            owners = [Party(a, t.i, "owner of the thing") for t in self.setting.tree.children(head, "det")
                      if (a := self.setting.actor_at(t.i)) is not None]  # fmt: skip
            makers = self.setting.parties(
                r for f in self.setting.described.get(head, ()) for r in f.roles if r.name == "agent"
            )
            found = owners or makers or self._said_before(head)
            if found:
                return found
        return []

    def _said_before(self, head: int) -> list[Party]:
        """Whose words "ces propos" are: the speaker of the last statement before them."""
        token = self.setting.tree.tokens[head]
        pointing = any(
            t.lower in self.setting.words.demonstrative for t in self.setting.tree.children(head, "det")
        )
        if token.lemma not in self.setting.words.sayings or not pointing:
            return []
        before = [s for s in self.setting.statements if s.speaker and s.content[0].start < token.start]
        last = max(before, key=lambda s: s.content[-1].end, default=None)
        return (
            [Party(last.speaker, head, "speaker of the words")] if last is not None and last.speaker else []
        )

    def _agents_further_on(self, frame: Frame) -> list[Party]:
        """ "X a vu l'arrestation de Y par Z": the agent that the parser hung on the verb above the noun."""
        above = self.setting.tree.tokens[frame.head].head
        index = self.setting.frame_at.get(above)
        if frame.kind != "noun" or index is None or self.setting.frames[index].passive:
            return []
        return self.setting.parties(
            r
            for r in self.setting.frames[index].roles
            if r.case in self.setting.words.agentive and r.head > frame.head
        )

    def _owners_of_list(self, frame: Frame) -> list[Party]:
        """ "son refus de négocier ainsi que la sortie de l'Union": a list of acts has one owner."""
        token = self.setting.tree.tokens[frame.head]
        index = self.setting.frame_at.get(token.head) if token.dep == "conj" else None
        if index is None or self.setting.frames[index].kind not in ("noun", "light"):
            return []
        return self.setting.parties(
            r for r in self.setting.frames[index].roles if r.name in ("owner", "agent")
        )

    def _widened(self, role: Role) -> Role:
        """ "entre X et Y" with the Y that the parser hung elsewhere."""
        if role.others or role.case not in self.setting.words.between:
            return role
        tokens = self.setting.tree.tokens
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
        return type_ in BY_WORD and self.setting.has_role(p.actor, HARMLESS)

    def _companions(self, frame: Frame) -> list[Party]:
        """Who stands with "avec" right behind a noun but hangs on its verb: "au cours de ses entretiens avec X"."""
        if frame.kind != "noun" or frame.governor is None:
            return []
        reach = frame.head + COMPANION
        near = (
            r
            for r in self.setting.frames[frame.governor].roles
            if r.case in self.setting.words.comitative and frame.head < r.head <= reach
        )
        return self.setting.parties(near)

    def _states_struck(self, frame: Frame, actors: Iterable[Party]) -> list[Party]:
        """Force used in a country by others than its own forces is done to that state."""
        known = self.setting.by_id
        own = {known[p.actor].country for p in actors if p.actor in known and known[p.actor].role in FORCEFUL}
        if own <= {None} and not any(self.setting.has_role(p.actor, ARMED) for p in actors):
            return []  # "un homme a ouvert le feu à X": a crime, not a blow against a state
        for token, place in self.setting.places_of.get(frame.index, ()):
            state = self.setting.actor_at(token)
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
        above = self.setting.frames[frame.governor]
        if above.lemma != frame.modal and above.role("patient") is not None:
            return []
        return self.setting.parties(r for r in above.roles if r.name == "agent")

    def _is_place(self, token: int) -> bool:
        return token in self.setting.places.by_token

    def _suffers(self, match: Match, bound: Mapping[str, tuple[Role, ...]]) -> bool:
        """Whether the "de X" of an event noun names the victim: "le bombardement d'un hôpital", but "les frappes de l'armée"."""
        if "recipient" in bound or "actor" not in bound or match.pattern.kind != "noun":
            return False
        genitive = [r for r in bound["actor"] if r.case in self.setting.words.genitive]
        takes = any(
            i.slot == "recipient" and set(i.prepositions) & self.setting.words.genitive
            for i in match.pattern.items
        )
        takes = takes or match.pattern.row.type == "ASSAULT"
        if not takes or len(genitive) != len(bound["actor"]):
            return False
        return all(self.setting.has_role(p.actor, HARMLESS) for p in self.setting.parties(genitive))

    def _may_act(self, frame: Frame, role: Role) -> bool:
        if role.name in ("agent", "owner", "party"):
            return True
        above = self.setting.frames[
            self.setting.frame_at.get(self.setting.tree.tokens[role.head].head, frame.index)
        ]
        if above.kind in ("verb", "participle") and above.index not in (frame.index, frame.governor):
            return False  # "un hôpital tenu par X": that "par" is another predicate's
        return frame.kind in ("noun", "light") and role.case in self.setting.words.agentive

    def _demonyms(self, head: int) -> list[Party]:
        out = []
        for kid in self.setting.tree.children(head, "amod"):
            actor = self.setting.actor_at(kid.i)
            if actor is not None:
                out.append(Party(actor, kid.i, "demonym of the event noun"))
        return out
