"""Frames go in, coded events come out: who did what to whom, when, where, how sure, in whose words.

`find_events` runs five steps: match every frame against the lexicon, fill the slots of what matched, judge its certainty,
compose what is embedded, and merge the mentions of one act. What gave no event is returned too, with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from ..language.frames import Frame
from ..language.lexicon import Lexicon
from ..language.registry import Language
from ..language.tree import Tree
from ..model.event import Event
from ..model.quantity import Quantity
from ..model.record import Seen
from ..model.statement import Statement
from ..model.when import When
from ..structure.layout import Layout
from .aims import find_aims, find_inside
from .composition import Draft, class_of, compose
from .contexts import set_contexts
from .drafting import Drafting
from .embedding import Governors, find_rule, load_governors
from .finishing import are_kin, finish, is_vague
from .footing import set_confidence
from .gates import Gates
from .homeland import set_at_home
from .matching import Match, Matcher
from .merging import join_effects, merge_drafts
from .slots import Setting, load_slot_words

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
    coder, gates = (
        Drafting(setting, language, governors),
        Gates(setting, lexicon.classes.get("territoires", frozenset())),
    )
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
        reason = gates.objection(draft, frames[draft.frames[0]], matches.get(draft.frames[0]))
        if reason:
            seen.append(Seen(draft.trigger, draft.lemma, reason))
        else:
            kept.append(finish(setting, draft))
    events = set_at_home(
        merge_drafts(kept, partial(are_kin, setting), partial(is_vague, setting)), places.places, cast.actors
    )
    events = set_confidence(set_contexts(events, layout, tree, language), language)
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
        bare = (
            not drafts[i].parties and drafts[verb].mode == "disapprove"
        )  # "qualifier la famine de génocide"
        if drafts[verb].type != drafts[i].type and frames[i].governor == verb and not bare:
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
