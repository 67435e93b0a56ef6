"""Who does a matched act, and to whom: the roles of a pattern's slots and the parties that French hides elsewhere.

`fill_parties(setting, frame, match)` reads the slots first; then it looks where the words of an act are carried by others:
the owner of a noun, the subject above an infinitive, the companion behind "avec", the state whose ground is struck.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..language.frames import Frame, Role
from .answered import ANSWERED, BY_WORD, HARMLESS, Answers
from .elsewhere import Elsewhere
from .matching import Match
from .slots import Party, Setting

SUFFERED = frozenset(
    {"ASSAULT", "COERCE", "ACCUSE", "REJECT", "SANCTION", "SUPPORT", "THREATEN"}
)  # done to somebody
OWN_FORCES = frozenset(
    {"MOBILIZE", "RETREAT"}
)  # "le retrait de l'armée": the forces moved are the actor's own


def fill_parties(setting: Setting, frame: Frame, match: Match) -> tuple[list[Party], list[Party]]:
    """Actors and recipients of a matched frame."""
    return _Filler(setting, Elsewhere(setting), Answers(setting)).fill(frame, match)


@dataclass(frozen=True, slots=True)
class _Filler:
    setting: Setting
    elsewhere: Elsewhere
    answers: Answers

    def fill(self, frame: Frame, match: Match) -> tuple[list[Party], list[Party]]:
        """Actors and recipients of a matched frame."""
        bound = dict(match.bound)
        taken = {r for roles in bound.values() for r in roles}
        if "actor" not in bound:
            free = [r for r in frame.roles if r not in taken and self._may_act(frame, r)]
            if free:
                bound["actor"] = tuple(free)
        if frame.kind in ("noun", "light") and "recipient" not in bound:
            free = [r for r in frame.roles if r not in taken and r.case in self.setting.words.against]
            if free:
                bound["recipient"] = tuple(free)
        if frame.kind in ("noun", "light"):
            self.elsewhere.take_from_participle(frame, match, bound)
        if "recipient" not in bound and match.pattern.kind == "noun":
            behind = self.elsewhere.behind(frame, match)
            if behind:
                bound["recipient"] = behind
        if (
            "recipient" not in bound
            and frame.kind in ("noun", "light")
            and (aimed := self.elsewhere.aimed_at(frame))
        ):
            bound["recipient"] = aimed
        self._turn_round(frame, match, bound)
        if match.pattern.row.type in ANSWERED and self.answers.is_an_act(frame, bound.get("recipient", ())):
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
                self.elsewhere.demonyms(frame.head)
                or self.elsewhere.agents_further_on(frame)
                or self.elsewhere.owners_of_list(frame)
            )
            actors = [p for p in found if p.actor not in {q.actor for q in recipients}]
        actors = [p for p in actors if not self._is_only_named(p, frame, match.pattern.row.type)]
        if not actors and frame.kind == "verb":
            actors = self.elsewhere.controllers(frame) or self.elsewhere.owners_of_words(
                frame, match, recipients
            )
        if (actors or frame.passive) and not recipients and match.pattern.row.type in SUFFERED:
            recipients = self.answers.sufferers(frame, match, bound) or self.answers.addressees(frame, match)
            if not recipients and match.pattern.row.type in ANSWERED:
                recipients = self.answers.answered(frame, match, bound)
        if not recipients:
            mine = {p.actor for p in actors}
            recipients = [p for p in self.answers.asked(frame, match, bound) if p.actor not in mine]
        if frame.passive and recipients and match.pattern.row.type in BY_WORD:
            fellows = self.setting.parties(r for r in frame.roles if r.case in self.setting.words.comitative)
            recipients += [p for p in fellows if p.actor not in {q.actor for q in (*actors, *recipients)}]
        if match.pattern.row.symmetric:
            together = self.setting.parties(
                self.elsewhere.widened(r)
                for r in frame.roles
                if r.name == "party" or r.case in self.setting.words.between
            )
            if not recipients and not together and len(actors) == 1:
                together = self.elsewhere.companions(frame)
            everyone = {p.actor: p for p in (*actors, *recipients, *together)}
            actors, recipients = list(everyone.values()), []
        if actors and not recipients and match.pattern.row.type == "ASSAULT":
            recipients = self.elsewhere.states_struck(frame, actors)
        mine = {p.actor for p in actors}
        return actors, [p for p in recipients if p.actor not in mine]

    def _turn_round(self, frame: Frame, match: Match, bound: dict[str, tuple[Role, ...]]) -> None:
        """ "le blocus de X" is done to X, "le blocus de X contre Y" by X, "X a lancé son invasion de Y" by X to Y."""
        agents = tuple(r for r in frame.roles if r.name == "agent")
        owned = any(r.name == "owner" for r in frame.roles)
        doing = bound.get("actor", ())
        if frame.kind == "light" and agents and owned and doing:
            if all(r.case in self.setting.words.genitive for r in doing):
                bound["actor"] = agents
                bound.setdefault("recipient", doing)
        suffered = bound.get("recipient", ())
        if match.pattern.kind != "noun" or "actor" in bound or not suffered:
            return
        if all(r.case in self.setting.words.genitive for r in suffered):
            against = tuple(r for r in frame.roles if r.case in self.setting.words.against)
            if against:
                bound["actor"], bound["recipient"] = suffered, against

    def _is_only_named(self, p: Party, frame: Frame, type_: str) -> bool:
        """Whether the complement of a subject noun does not act itself: an armament of X does not visit, nor does "la destruction de l'hôpital" starve anybody."""
        if "complement of the noun" not in p.rule:
            return False
        if type_ == "CONSULT":
            return frame.kind == "verb"
        return type_ in BY_WORD and self.setting.has_role(p.actor, HARMLESS)

    def _is_place(self, token: int) -> bool:
        return token in self.setting.places.by_token

    def _suffers(self, match: Match, bound: Mapping[str, tuple[Role, ...]]) -> bool:
        """Whether the "de X" of an event noun names the victim: "le bombardement d'un hôpital", but "les frappes de l'armée"."""
        if "recipient" in bound or "actor" not in bound or match.pattern.kind != "noun":
            return False
        owners = [r for r in bound["actor"] if r.name == "owner"]
        genitive = [r for r in bound["actor"] if r.case in self.setting.words.genitive]
        takes = any(
            i.slot == "recipient" and set(i.prepositions) & self.setting.words.genitive
            for i in match.pattern.items
        )
        if takes and owners == list(bound["actor"]) and match.pattern.row.type in BY_WORD:
            return all(self.setting.is_person(p.actor) for p in self.setting.parties(owners))
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
