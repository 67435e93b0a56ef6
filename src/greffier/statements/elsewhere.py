"""The parties of an act that French tells elsewhere: with its participle, its list, its companion, the ground that is struck."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..language.frames import Frame, Role
from .matching import Match
from .slots import Party, Setting

FORCEFUL = frozenset(
    {"GOV", "MIL", "COP", "SPY", "JUD", None}
)  # at home, force by these is not done to their own state
ARMED = frozenset({"REB", "PRM", "MIL"})  # who fights a state
CARRIED = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "AID"})  # acts that a verb only carries on
WITHIN_NAME = frozenset({"flat:name", "flat:foreign", "amod", "nmod", "case"})  # what a name goes on with
COMPANION = 5  # tokens from a noun to its companion: "entretiens bilatéraux avec le premier ministre"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where to look for a party that does not stand with its word."""

    setting: Setting

    def take_from_participle(self, frame: Frame, match: Match, bound: dict[str, tuple[Role, ...]]) -> None:
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

    def behind(self, frame: Frame, match: Match) -> tuple[Role, ...]:
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
            if t.pos == "VERB" and self.setting.spellings.get(t.lower) in cases:  # "envers", taken for a verb
                found = next(self.setting.tree.children(i, "obj"), None)
                return (
                    (Role("oblique", found.i, self.setting.spellings[t.lower], (), "behind the noun"),)
                    if found is not None
                    else ()
                )
            if t.pos not in ("ADJ", "ADV"):
                break
        return ()

    def aimed_at(self, frame: Frame) -> tuple[Role, ...]:
        """The object of a participle that says at whom a noun aims: "une enquête visant X"."""
        below = self.setting.aiming.get(frame.head, ())
        return tuple(r for f in below for r in f.roles if r.name == "patient")

    def owners_of_words(self, frame: Frame, match: Match, recipients: Sequence[Party]) -> list[Party]:
        """Whose act it is that a passive verb speaks of: "les sanctions de X ont été prolongées"."""
        known = {p.actor for p in recipients}
        if not frame.passive:
            return [p for p in self._makers_of_subject(frame, match) if p.actor not in known]
        if match.pattern.row.type not in CARRIED:
            return []
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

    def _makers_of_subject(self, frame: Frame, match: Match) -> list[Party]:
        """Who did what is the subject of its verb: "l'attentat, mené par X, visait une école"."""
        subject = frame.role("agent")
        if subject is None or subject.head not in match.words:
            return []
        below = (
            f
            for f in self.setting.described.get(subject.head, ())
            if f.lemma in self.setting.words.performing
        )
        return self.setting.parties(r for f in below for r in f.roles if r.name == "agent")

    def agents_further_on(self, frame: Frame) -> list[Party]:
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

    def owners_of_list(self, frame: Frame) -> list[Party]:
        """ "son refus de négocier ainsi que la sortie de l'Union": a list of acts has one owner."""
        token = self.setting.tree.tokens[frame.head]
        index = self.setting.frame_at.get(token.head) if token.dep == "conj" else None
        if index is None or self.setting.frames[index].kind not in ("noun", "light"):
            return []
        return self.setting.parties(
            r for r in self.setting.frames[index].roles if r.name in ("owner", "agent")
        )

    def widened(self, role: Role) -> Role:
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

    def companions(self, frame: Frame) -> list[Party]:
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

    def states_struck(self, frame: Frame, actors: Iterable[Party]) -> list[Party]:
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

    def controllers(self, frame: Frame) -> list[Party]:
        """The subject of the verb that an infinitive without a subject of its own hangs on ("compte augmenter")."""
        if frame.mood != "infinitive" and frame.modal is None:
            return []
        if frame.governor is None or frame.relation != "complement" or frame.passive:
            return []
        above = self.setting.frames[frame.governor]
        if above.lemma != frame.modal and (above.role("patient") is not None or self._calls(above, frame)):
            return []
        return self.setting.parties(r for r in above.roles if r.name == "agent")

    def _calls(self, above: Frame, frame: Frame) -> bool:
        """Whether a verb calls on others to do what its infinitive says: "appeler à manifester", but "demander à rencontrer X"."""
        control = self.setting.words.control.get(above.lemma)
        marks = {t.lower for t in self.setting.tree.children(frame.head, "mark", "case")}
        return control == "object" or (control == "addressee" and not marks & self.setting.words.dative)

    def demonyms(self, head: int) -> list[Party]:
        out = []
        for kid in self.setting.tree.children(head, "amod"):
            actor = self.setting.actor_at(kid.i)
            if actor is not None:
                out.append(Party(actor, kid.i, "demonym of the event noun"))
        return out
