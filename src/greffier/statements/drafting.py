"""Matched frames go in, drafts of events come out, before composition and merging.

A draft has everything that the words of one frame tell: type and mode of the row that matched, parties, place, time, status,
hedging, who vouches for it, amounts, and the clause that is its evidence; each field with its cue.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from ..language.frames import Frame, Role
from ..language.registry import Language
from ..model.event import Status
from ..model.span import Cue, Span
from .background import relays_of_act, vouched_for
from .composition import Draft
from .dating import Dates
from .embedding import Governors
from .evidence import evidence_of
from .matching import Match
from .modality import judge
from .parties import fill_parties
from .placing import Whereabouts, is_country
from .pointing import calls_back
from .since import opens_period
from .slots import Party, Setting


class Drafting:
    """Makes drafts of matched frames in one article."""

    def __init__(self, setting: Setting, language: Language, governors: Governors) -> None:
        self.setting = setting
        self.language = language
        self.dates = Dates(setting, governors)
        self.places = Whereabouts(setting, governors)

    def draft(self, frame: Frame, match: Match) -> Draft:
        """The draft of a matched frame before composition."""
        row = match.pattern.row
        actors, recipients = fill_parties(self.setting, frame, match)
        shell = self.shell(
            frame, (*actors, *recipients), tuple(r for roles in match.bound.values() for r in roles)
        )
        if (going_on := self._goes_on(frame, shell, row.lasting)) is not None:
            shell = replace(shell, status="ongoing", cues=(*shell.cues, going_on))
        quantities = self.setting.counts(frame, match)
        trigger = Span.cover([frame.trigger, *(self.setting.tree.tokens[w].span for w in match.words)])
        cues = [
            Cue("type", trigger, row.rule),
            *_party_cues("actors", actors, self.setting),
            *_party_cues("recipients", recipients, self.setting),
            *(Cue("quantities", q.span, q.rule or "counted in the clause") for q in quantities),
        ]
        shell = self.dates.without_past(shell, frame)
        return replace(
            shell,
            rule=row.rule,
            family=row.id,
            type=row.type,
            mode=row.mode,
            cameo=row.cameo,
            trigger=trigger,
            evidence=evidence_of(self.setting, frame, trigger, (*actors, *recipients)),
            actors=tuple(p.actor for p in actors),
            recipients=tuple(p.actor for p in recipients),
            symmetric=row.symmetric,
            victims=frozenset(p.actor for p in recipients if self._is_victim(p)),
            quantities=quantities,
            cues=(*cues, *shell.cues),
        )

    def shell(self, frame: Frame, parties: Sequence[Party] = (), bound: Sequence[Any] = ()) -> Draft:
        """All that a frame tells apart from type and matched parties."""
        setting, cues = self.setting, []
        agents = setting.parties(r for r in frame.roles if self._acts(frame, r))
        patients = setting.parties(r for r in frame.roles if r.name != "agent" and not r.case)
        if not parties:
            cues += _party_cues("actors", agents, setting)
        place = self.places.of(frame, parties, bound)
        if place is not None:
            token, where, how = place
            at = setting.tree.tokens[token].span
            cues += [Cue("place", at, how)] if where.id else []
            if where.country:
                cues.append(Cue("place_country", at, how))
        dated = self.dates.of(frame)
        if dated is not None:
            cues.append(Cue("time", dated[0].span, dated[1]))
        elif (relation := self.dates.relation(frame)) is not None:
            cues.append(relation)
        status, hedged, more = self._judge(frame)
        cues += more
        statement, according_to, more = self._voice(frame)
        cues += more
        part = setting.layout.part_at(frame.trigger.start)
        return Draft(
            frames=(frame.index,),
            lemma=frame.lemma,
            rule="",
            family="",
            type="",
            trigger=frame.trigger,
            evidence=frame.clause,
            sentence=frame.sentence,
            actors=tuple(p.actor for p in agents),
            recipients=tuple(p.actor for p in patients if p.actor not in {a.actor for a in agents}),
            place=(place[1].id or None) if place else None,
            place_country=place[1].country if place else None,
            wide_place=bool(place and is_country(place[1])),
            time=self.dates.time(dated[0]) if dated else None,
            status=status,
            hedged=hedged,
            according_to=according_to,
            statement=statement,
            own_voice=statement is None,
            headline=part is not None and part.kind == "headline",
            anaphoric=self._points_back(frame),
            general=calls_back(setting, frame),
            tenseless=frame.kind in ("noun", "participle") and not any(c.field == "status" for c in cues),
            cues=tuple(cues),
        )

    def _acts(self, frame: Frame, role: Role) -> bool:
        """Whether a role is the actor of a word that embeds: its agent, or whose or by whom a noun is."""
        if role.name == "agent" or frame.kind != "noun":
            return role.name == "agent"
        words = self.setting.words
        return role.name == "owner" or role.case in words.agentive or role.case in words.genitive

    def _points_back(self, frame: Frame) -> bool:
        """ "cette attaque", or "l'attaque" without a word on whose it was."""
        words = self.setting.words
        dets = [t.lower for t in self.setting.tree.children(frame.head, "det")]
        if any(d in words.demonstrative for d in dets):
            return True
        return frame.kind in ("noun", "light") and any(d in words.definite for d in dets)

    def _judge(self, frame: Frame) -> tuple[Status, bool, list[Cue]]:
        setting = self.setting
        if (
            frame.relation == "coordinated"
            and frame.mood == "infinitive"
            and frame.modal is None
            and frame.governor is not None
        ):
            frame = setting.frames[frame.governor]  # "doit renforcer et accroître": one modal for both
        if frame.relation == "purpose" and frame.governor is not None:
            frame = setting.frames[frame.governor]  # a purpose that is told as an act is as sure as its act
        found = judge(frame, setting.frames, setting.tree, setting.contents, self.language)
        scare = self._scare(frame) if found.statement is None else None
        cues = [*found.cues, *((Cue("hedged", scare, "scare quotes"),) if scare is not None else ())]
        return found.status, found.hedged or scare is not None, cues

    def _goes_on(self, frame: Frame, draft: Draft, lasting: bool) -> Cue | None:
        """Why an act is still going on: the present tense of what lasts, of any act with "depuis"."""
        if draft.status != "occurred" or any(c.field == "status" for c in draft.cues):
            return None
        present = frame.finite is not None and (frame.tense, frame.mood) == ("present", "indicative")
        if present and lasting and frame.finite is not None:
            return Cue(
                "status", self.setting.tree.tokens[frame.finite].span, "C8 present of an act that lasts"
            )
        for index in self.setting.territories(frame) if present or lasting else ():
            for when in self.dates.within(index):
                if opens_period(self.setting, when):
                    return Cue("status", when.span, "C8 an act that goes on, since")
        return None

    def _is_victim(self, party: Party) -> bool:
        """Whether a party is named by its part in an act that is told elsewhere: "les victimes"."""
        tree, words = self.setting.tree, self.setting.words
        definite = any(t.lower in words.definite for t in tree.children(party.token, "det"))
        return (
            definite
            and tree.tokens[party.token].lemma in words.victims
            and not any(tree.children(party.token, "nmod"))
        )

    def _scare(self, frame: Frame) -> Span | None:
        """The marks around a word by which the article keeps its distance from it: les « bavures » de l'armée."""
        layout = self.setting.layout
        k = layout.quote_at(frame.trigger.start)
        quote = layout.quotes[k] if k is not None else None
        inside = quote is not None and quote.kind == "scare" and quote.span.holds(frame.trigger)
        return quote.span if quote is not None and inside else None

    def _voice(self, frame: Frame) -> tuple[str | None, tuple[str, ...], list[Cue]]:
        """The statement that holds the trigger and those who stand behind it, nearest first."""
        around = vouched_for(self.setting, frame, self.setting.statements_at(frame.trigger))
        if not around:
            return None, *relays_of_act(self.setting, frame)
        speakers = [s.speaker for s in around if s.speaker] + [v for s in around for v in s.via]
        cues = [
            Cue(
                "according_to",
                s.speaker_mention or s.cue or s.content[0],
                s.rule or "speaker of the statement",
            )
            for s in around
            if s.speaker
        ]
        return around[0].id, tuple(dict.fromkeys(speakers)), cues


def _party_cues(field: str, parties: Iterable[Party], setting: Setting) -> list[Cue]:
    return [Cue(field, setting.tree.tokens[p.token].span, p.rule) for p in parties]
