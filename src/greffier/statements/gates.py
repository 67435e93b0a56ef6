"""Why a composed draft is left out after all: nobody political takes part, its words only describe, nobody is in reach.

What the words alone show is sorted out before (`sense.py`, the exclusions of a row); here the parties are known.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..language.frames import Frame
from .answered import HARMLESS
from .composition import Draft
from .matching import Match
from .slots import PEOPLE_KINDS, Setting

PRIVATE = frozenset({"REF", "UAF", "CRM", "CVL"})  # who arrives or meets so makes no diplomacy
POLITICIANS = frozenset({"PTY", "OPP", "LEG"})  # who attack with words
ALLIANCES = frozenset({"IGO"})
# Rows that are also said of words.
FIGURATIVE = frozenset({"assault.attack", "assault.invade", "assault.clash", "assault.war"})
HAPPENING = frozenset(
    {"ASSAULT", "PROTEST", "COERCE", "MOBILIZE", "AGREE", "CONCEDE", "RETREAT"}
)  # told with a place, a date or a number alone: "le cessez-le-feu de mai", "les négociations de Genève"
TALKS = frozenset({"negotiate", "multilateral"})  # so are these; "une réunion lundi" may be anybody's
SIDES = 2  # a war is told of two
DESCRIBING = frozenset(
    {"AID", "SUPPORT", "COOPERATE"}
)  # "des hommes armés", "une radio soutenue": no act is told


@dataclass(frozen=True)
class Gates:
    """The objections to drafts of one article."""

    setting: Setting
    takeable: frozenset[str] = frozenset()  # nouns of places that are taken: "la colline"

    def objection(self, draft: Draft, frame: Frame, match: Match | None) -> str:
        """Why a composed draft is left out after all; "" if it stays."""
        if (
            draft.type == "CONSULT"
            and draft.actors
            and all(
                self.setting.has_role(a, PRIVATE) or (self._is_nobody(a) and not draft.recipients)
                for a in draft.actors
            )
        ):
            return "nobody political takes part"
        if match is not None and (reason := self._nobody_there(draft, frame, match)):
            return reason
        if (
            draft.type == "RETREAT"
            and draft.actors
            and all(self.setting.has_role(a, HARMLESS) for a in draft.actors)
        ):
            return "people who leave do not retreat"
        described = (
            draft.type in DESCRIBING or draft.family == "request.order"
        )  # "le ministre chargé de la Défense"
        if frame.kind == "participle" and not draft.actors and described:
            return "a participle without its agent only describes"
        if not draft.parties:
            if draft.status == "demanded" and draft.outer is not None:
                return ""  # "appeler à manifester": who is to do it is left open
            named = bool(draft.place or draft.time or draft.quantities)
            known = draft.type in HAPPENING or (draft.type == "CONSULT" and draft.mode in TALKS)
            if not (frame.kind in ("noun", "light") and named and known):
                return "no actor and no recipient in reach"
        return ""

    def _nobody_there(self, draft: Draft, frame: Frame, match: Match) -> str:
        """What keeps an act from being told although its words are there."""
        met = match.bound.get("recipient", ())
        if draft.family == "sanction.flee" and not draft.actors:
            return "nobody drives them out"
        if draft.type == "COOPERATE" and draft.symmetric and frame.kind == "verb" and len(draft.actors) < 2:
            return "nobody works with them"
        if draft.family in FIGURATIVE and frame.kind in ("noun", "light"):
            counted = any(q.what == "killed" for q in draft.quantities)
            if draft.family == "assault.war" and len(set(draft.parties)) < SIDES and not counted:
                return "a war without its sides is background"
            if draft.actors and all(self.setting.has_role(a, POLITICIANS) for a in draft.parties):
                return "politicians attack with words"
            owner = frame.role("owner")
            if owner is not None and len(set(draft.parties)) < SIDES and draft.symmetric:
                return "a struggle of one's own is no fighting"
        if draft.family == "assault.attack" and draft.actors and draft.recipients:
            if all(self._is_politician(a) for a in draft.parties):
                return "politicians attack with words"
        if draft.type == "COOPERATE" and draft.mode == "join":
            allied = any(self.setting.has_role(r, ALLIANCES) for r in draft.recipients)
            if all(self.setting.has_kind(a, PEOPLE_KINDS) for a in draft.actors) and not (
                allied and not draft.actors
            ):
                return "people who join a party or go to a place do not cooperate"
        if draft.type == "CONSULT" and frame.kind == "verb":
            if draft.symmetric and met and len(draft.actors) < 2:
                return "nobody is met"
            if draft.mode == "visit" and not draft.actors and not frame.passive:
                return "nobody comes"
        if draft.family == "request.wish" and frame.negation is not None:
            return "a wish that is denied asks for nothing"
        if draft.family == "assault.take" and "place" in match.bound:
            taken = [h for r in match.bound["place"] for h in r.heads]
            if not any(self._is_place(h) for h in taken):
                return "no place is taken"
        if draft.type == "CONCEDE" and draft.mode == "release":
            if met and all(h in self.setting.places.by_token for r in met for h in r.heads):
                return "a place is not released"
        return ""

    def _is_place(self, token: int) -> bool:
        """Whether a token names a place or is a noun of places that are taken."""
        named = token in self.setting.places.by_token
        return named or self.setting.tree.tokens[token].lemma.lower() in self.takeable

    def _is_nobody(self, id: str) -> bool:
        """Whether an actor is a person of whom the text tells no part in politics."""
        return self.setting.has_role(id, (None,)) and self.setting.has_kind(id, ("person", "unnamed"))

    def _is_politician(self, id: str) -> bool:
        actor = self.setting.by_id.get(id)
        if actor is None or actor.kind == "state":
            return False
        return actor.role in POLITICIANS or (actor.role == "GOV" and actor.kind in ("person", "office"))
