"""Frames go in, coded events come out: who did what to whom, when, where, how sure, in whose words.

`find_events` runs five steps: match every frame against the lexicon, fill the slots of what matched, judge its certainty,
compose what is embedded, and merge the mentions of one act. What gave no event is returned too, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..language.frames import Frame, Role
from ..language.lexicon import Lexicon
from ..language.registry import Language
from ..language.tree import Tree
from ..model.event import Event, Status
from ..model.quantity import Quantity
from ..model.record import Seen
from ..model.span import Cue, Span
from ..model.statement import Statement
from ..model.when import When
from ..structure.layout import Layout
from .aims import find_aims, find_inside
from .background import relays_of_act, vouched_for
from .composition import Draft, class_of, compose
from .contexts import set_contexts
from .dating import Dates
from .embedding import Governors, find_rule, load_governors
from .homeland import set_at_home
from .matching import Match, Matcher
from .merging import VERBAL, join_effects, merge_drafts
from .modality import judge
from .parties import HARMLESS, fill_parties
from .placing import Whereabouts
from .slots import Party, Setting, load_slot_words

DESCRIBED = frozenset({"group", "unnamed"})  # "huit soldats" and "des soldats" may be the same
PRIVATE = frozenset({"REF", "UAF", "CRM", "CVL"})  # who arrives or meets so makes no diplomacy
POLITICIANS = frozenset({"PTY", "OPP", "LEG"})  # who attack with words
FIGURATIVE = frozenset(
    {"assault.attack", "assault.invade", "assault.clash", "assault.war"}
)  # also said of words
SIDES = 2  # a war is told of two
DESCRIBING = frozenset(
    {"AID", "SUPPORT", "COOPERATE"}
)  # "des hommes armés", "une radio soutenue": no act is told
HISTORICAL = "historical"  # the field of the cue that marks an act as background
LONG_BEFORE = 365  # days: what is dated earlier is told as background of the news
COUNT = re.compile(r"\d+")
MAX_CAUSES = 3  # verbs between an effect and its cause: "ont permis de tuer" has one


def find_events(
    layout: Layout,
    tree: Tree,
    frames: Sequence[Frame],
    cast: Any,
    places: Any,
    times: Sequence[When],
    quantities: Sequence[Quantity],
    statements: Sequence[Statement],
    language: Language,
    lexicon: Lexicon,
) -> tuple[tuple[Event, ...], tuple[Seen, ...]]:
    """The events of an article, and the predicates that gave none with the reason."""
    seen: list[Seen] = []
    words = load_slot_words(language)
    matcher = Matcher.of(tree, frames, lexicon, words.genitive, cast.actor_of)
    matches: dict[int, Match] = {}
    for frame in frames:
        found = _match(frame, matcher)
        if isinstance(found, Match):
            matches[frame.index] = found
        elif found:
            seen.append(Seen(frame.trigger, frame.lemma, found))
    aims = find_aims(frames, matches, matcher)
    matches |= aims
    for index in find_inside(frames, matches, aims):
        seen.append(Seen(frames[index].trigger, frames[index].lemma, "told within another act"))
        del matches[index]
    seen = [s for s in seen if not any(s.span == frames[i].trigger for i in aims)]
    setting = Setting(layout, tree, frames, cast, places, times, quantities, statements, words,
                  matcher.spellings, frozenset(matches), matcher.sense.is_thing)  # fmt: skip
    governors = load_governors(language)
    coder = _Coder(setting, language, governors)
    drafts = {i: coder.draft(frames[i], m) for i, m in matches.items()}
    drafts = _one_of_each(frames, matches, drafts, governors)
    shells = {
        f.index: coder.shell(f) for f in frames if f.index not in drafts and class_of(f, None, governors)[0]
    }
    composed = join_effects(
        compose(list(drafts.values()), frames, governors, shells, words.performing), _causes(frames, matches)
    )
    kept: list[Draft] = []
    for draft in composed:
        reason = coder.objection(draft, frames[draft.frames[0]], matches.get(draft.frames[0]))
        if reason:
            seen.append(Seen(draft.trigger, draft.lemma, reason))
        else:
            kept.append(coder.finish(draft))
    events = set_at_home(merge_drafts(kept, coder.kin, coder.vague), places.places, cast.actors)
    events = set_contexts(events, layout, tree, language)
    return events, tuple(sorted(set(seen), key=lambda s: (s.span, s.predicate, s.reason)))


def _one_of_each(
    frames: Sequence[Frame], matches: Mapping[int, Match], drafts: dict[int, Draft], governors: Governors
) -> dict[int, Draft]:
    """ "accepter une trêve" is one act, not two: of a verb and the noun that its pattern names, the one that has parties.

    They are two where the verb embeds the noun's act: "annuler la visite" is a refusal of a visit.
    """
    speaker = {w: i for i, m in matches.items() for w in m.words}
    dropped: set[int] = set()
    for i in matches:
        verb = speaker.get(frames[i].head)
        if verb is None or verb == i or frames[i].kind != "noun":
            continue
        if drafts[verb].type != drafts[i].type and frames[i].governor == verb:
            name, _ = class_of(frames[verb], drafts[verb], governors)
            if name and find_rule(name, drafts[i].type) is not None:
                continue
        dropped.add(i if drafts[verb].parties or not drafts[i].parties else verb)
    return {i: d for i, d in drafts.items() if i not in dropped}


def _causes(frames: Sequence[Frame], matches: Mapping[int, Match]) -> dict[int, int]:
    """The forceful acts that only tell what another one did: "l'attaque a tué", "bombardé, tuant", "frappes qui ont permis de tuer"."""
    forceful = {i for i, m in matches.items() if m.pattern.row.type == "ASSAULT"}
    told_by = {w: i for i in forceful for w in (frames[i].head, *matches[i].words)}
    out: dict[int, int] = {}
    for i in forceful:
        frame: Frame | None = frames[i]
        if frame is not None and frame.relation == "adverbial" and "participle" in (frame.kind, frame.mood):
            if frame.governor in forceful:
                out[i] = frame.governor
                continue
        for _ in range(MAX_CAUSES):
            if frame is None:
                break
            agent = frame.role("agent")
            if agent is not None:
                cause = told_by.get(agent.head)
                if cause is not None and cause != i:
                    out[i] = cause
                break
            embedded = frame.relation == "complement" and frame.governor is not None
            frame = frames[frame.governor] if embedded and frame.governor is not None else None
    return {i: c for i, c in out.items() if c not in out}


def _match(frame: Frame, matcher: Matcher) -> Match | str:
    """The match of a frame, or why it tells no event; "" where it is not worth a word."""
    if not matcher.lexicon.candidates(frame):
        return f"no row for {frame.lemma!r}" if frame.kind in ("verb", "light") else ""
    if frame.question:
        return "a question tells no event"
    if frame.relation == "condition":
        return "a condition tells no event"
    if frame.relation == "purpose":
        return "a purpose tells no event"
    found = matcher.match(frame)
    return found if isinstance(found, Match) else found.reason


class _Coder:
    """Makes drafts of matched frames in one article."""

    def __init__(self, setting: Setting, language: Language, governors: Governors) -> None:
        self.setting = setting
        self.language = language
        self.dates = Dates(setting, governors)
        self.places = Whereabouts(setting, governors)

    # ------------------------------------------------------------------------------------------ one draft

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
            evidence=self._evidence(frame, trigger, (*actors, *recipients)),
            actors=tuple(p.actor for p in actors),
            recipients=tuple(p.actor for p in recipients),
            symmetric=row.symmetric,
            victims=frozenset(p.actor for p in recipients if self._is_victim(p)),
            quantities=quantities,
            cues=(*cues, *shell.cues),
            confidence=_confidence(match, actors, recipients),
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
            wide_place=bool(place and self._is_country(place[1])),
            time=self.dates.time(dated[0]) if dated else None,
            status=status,
            hedged=hedged,
            according_to=according_to,
            statement=statement,
            own_voice=statement is None,
            headline=part is not None and part.kind == "headline",
            anaphoric=self._points_back(frame),
            tenseless=frame.kind in ("noun", "participle") and not any(c.field == "status" for c in cues),
            cues=tuple(cues),
        )

    def _acts(self, frame: Frame, role: Role) -> bool:
        """Whether a role is the actor of a word that embeds: its agent, or whose or by whom a noun is."""
        if role.name == "agent" or frame.kind != "noun":
            return role.name == "agent"
        words = self.setting.words
        return role.name == "owner" or role.case in words.agentive or role.case in words.genitive

    def _is_country(self, place: Any) -> bool:
        return place.country is not None and place.rule.startswith("countries")

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
                if self.dates.opens_period(when):
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

    # ------------------------------------------------------------------------------------------ evidence

    def _evidence(self, frame: Frame, trigger: Span, parties: Sequence[Party]) -> Span:
        """The clause of a frame, cut where a coordinated clause begins, inside the statement that holds it."""
        setting = self.setting
        span = frame.clause
        if frame.kind == "noun" and not any(span.holds(setting.tree.tokens[p.token].span) for p in parties):
            above = setting.owner[setting.tree.tokens[frame.head].head]
            if above is not None and setting.frames[above].sentence == frame.sentence:
                span = Span.cover([span, setting.frames[above].clause])
        span = Span.cover([span, trigger])
        for other in setting.coordinated_with.get(frame.index, ()):
            if trigger.end <= other.clause.start < span.end:
                span = Span(span.start, other.clause.start)
        for statement in setting.statements_at(trigger):
            for content in statement.content:
                if content.holds(trigger) and content.meets(span):
                    span = Span(max(span.start, content.start), min(span.end, content.end))
        return self._trim(span, trigger)

    def _trim(self, span: Span, trigger: Span) -> Span:
        """Without the conjunctions and marks at its ends."""
        tokens = self.setting.tree.tokens
        first, last = self.setting.tree.at(span.start), self.setting.tree.at(max(span.start, span.end - 1))
        if first is None or last is None:
            return span
        while (
            last > first
            and tokens[last].pos in ("PUNCT", "CCONJ", "SPACE")
            and tokens[last].start >= trigger.end
        ):
            last -= 1
        while (
            first < last
            and tokens[first].pos in ("PUNCT", "CCONJ", "SCONJ")
            and tokens[first].end <= trigger.start
        ):
            first += 1
        return Span.cover([Span(tokens[first].start, tokens[last].end), trigger])

    # ------------------------------------------------------------------------------------------ gates

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
            named = bool(draft.place or draft.time or draft.quantities)
            if not (frame.kind in ("noun", "light") and named and draft.type in ("ASSAULT", "PROTEST")):
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
            allied = any(self.setting.has_role(r, frozenset({"IGO"})) for r in draft.recipients)
            if all(self._is_private(a) for a in draft.actors) and not (allied and not draft.actors):
                return "people who join a party or go to a place do not cooperate"
        if draft.type == "CONSULT" and frame.kind == "verb":
            if draft.symmetric and met and len(draft.actors) < 2:
                return "nobody is met"
            if draft.mode == "visit" and not draft.actors and not frame.passive:
                return "nobody comes"
        if draft.type == "CONCEDE" and draft.mode == "release":
            if met and all(h in self.setting.places.by_token for r in met for h in r.heads):
                return "a place is not released"
        return ""

    def _is_nobody(self, id: str) -> bool:
        """Whether an actor is a person of whom the text tells no part in politics."""
        actor = self.setting.by_id.get(id)
        return actor is not None and actor.role is None and actor.kind in ("person", "unnamed")

    def _is_politician(self, id: str) -> bool:
        actor = self.setting.by_id.get(id)
        if actor is None or actor.kind == "state":
            return False
        return actor.role in POLITICIANS or (actor.role == "GOV" and actor.kind in ("person", "office"))

    def _is_private(self, id: str) -> bool:
        actor = self.setting.by_id.get(id)
        return actor is not None and actor.kind in ("person", "group", "unnamed", "people")

    def finish(self, draft: Draft) -> Draft:
        """The draft as it is recorded: a speaker does not vouch for what he does by speaking, the past is marked."""
        if draft.type in VERBAL and draft.according_to and set(draft.according_to) <= set(draft.actors):
            cues = tuple(c for c in draft.cues if c.field != "according_to")
            draft = replace(draft, according_to=(), cues=cues)
        past = self._long_past(draft)
        return draft if past is None else replace(draft, cues=(*draft.cues, past))

    def _long_past(self, draft: Draft) -> Cue | None:
        """What marks an act as background ("historical" in PLOVER): its date, else a pluperfect in the article's own voice."""
        if draft.status not in ("occurred", "ongoing"):
            return None
        published = self.setting.layout.article.published
        dated = next((c.span for c in draft.cues if c.field == "time"), None)
        latest = draft.time.latest if draft.time is not None else None
        if latest is not None and published is not None:
            old = (published - latest).days > LONG_BEFORE
            return (
                Cue(HISTORICAL, dated or draft.trigger, "dated more than a year before the article")
                if old
                else None
            )
        frame = self.setting.frames[draft.frames[0]]
        if (
            frame.tense == "pluperfect"
            and draft.own_voice
            and frame.relation not in ("complement", "condition")
        ):
            return Cue(HISTORICAL, frame.trigger, "pluperfect in the article's own voice")
        return None

    def kin(self, a: str, b: str) -> bool:
        """Whether two actors may stand for each other: the same, or a state and one of its offices."""
        if a == b:
            return True
        x, y = self.setting.by_id.get(a), self.setting.by_id.get(b)
        if x is not None and y is not None and x.kind in DESCRIBED and y.kind in DESCRIBED:
            counts = [COUNT.findall(n.name) for n in (x, y)]
            if all(counts) and counts[0] != counts[1]:
                return False  # "31 hommes" are not "200 personnes"
            return x.role == y.role and (x.country == y.country or None in (x.country, y.country))
        if x is None or y is None or x.country is None or x.country != y.country:
            return False
        return "state" in (x.kind, y.kind) and {x.role, y.role} <= {"GOV", None}

    def vague(self, a: str) -> bool:
        """Whether an actor is only described."""
        actor = self.setting.by_id.get(a)
        return actor is not None and actor.kind in ("group", "unnamed", "people")


def _party_cues(field: str, parties: Iterable[Party], setting: Setting) -> list[Cue]:
    return [Cue(field, setting.tree.tokens[p.token].span, p.rule) for p in parties]


def _confidence(match: Match, actors: Sequence[Party], recipients: Sequence[Party]) -> float:
    """How sure we are, before calibration: how specific the row is and how many of its roles were found."""
    specific = min(1.0, 0.7 + 0.05 * match.pattern.specificity)
    slots = match.pattern.slots & {"actor", "recipient"}
    filled = bool(actors) + bool(recipients)
    roles = 1.0 if filled >= len(slots) else 0.8 if filled else 0.5
    contested = 0.85 if match.lost else 1.0
    return round(specific * roles * contested, 3)
