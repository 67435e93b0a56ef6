"""The last touch of a draft before merging, and which parties may stand for each other when mentions are merged."""

from __future__ import annotations

import re
from dataclasses import replace

from ..model.span import Cue
from .composition import Draft
from .merging import VERBAL
from .slots import PEOPLE_KINDS, Setting

DESCRIBED = frozenset({"group", "unnamed"})  # "huit soldats" and "des soldats" may be the same
HISTORICAL = "historical"  # the field of the cue that marks an act as background
LONG_BEFORE = 365  # days: what is dated earlier is told as background of the news
COUNT = re.compile(r"\d+")


def finish(setting: Setting, draft: Draft) -> Draft:
    """The draft as it is recorded: a speaker does not vouch for what he does by speaking, the past is marked."""
    if draft.type in VERBAL and draft.according_to and set(draft.according_to) <= set(draft.actors):
        cues = tuple(c for c in draft.cues if c.field != "according_to")
        draft = replace(draft, according_to=(), cues=cues)
    past = _long_past(setting, draft)
    return draft if past is None else replace(draft, cues=(*draft.cues, past))


def _long_past(setting: Setting, draft: Draft) -> Cue | None:
    """What marks an act as background ("historical" in PLOVER): its date, else a pluperfect in the article's own voice."""
    if draft.status not in ("occurred", "ongoing"):
        return None
    published = setting.layout.article.published
    dated = next((c.span for c in draft.cues if c.field == "time"), None)
    latest = draft.time.latest if draft.time is not None else None
    if latest is not None and published is not None:
        old = (published - latest).days > LONG_BEFORE
        return (
            Cue(HISTORICAL, dated or draft.trigger, "dated more than a year before the article")
            if old
            else None
        )
    frame = setting.frames[draft.frames[0]]
    if frame.tense == "pluperfect" and draft.own_voice and frame.relation not in ("complement", "condition"):
        return Cue(HISTORICAL, frame.trigger, "pluperfect in the article's own voice")
    return None


def are_kin(setting: Setting, a: str, b: str) -> bool:
    """Whether two actors may stand for each other: the same, or a state and one of its offices."""
    if a == b:
        return True
    x, y = setting.by_id.get(a), setting.by_id.get(b)
    if x is not None and y is not None and x.kind in DESCRIBED and y.kind in DESCRIBED:
        counts = [COUNT.findall(n.name) for n in (x, y)]
        if all(counts) and counts[0] != counts[1]:
            return False  # "31 hommes" are not "200 personnes"
        return x.role == y.role and (x.country == y.country or None in (x.country, y.country))
    if x is None or y is None or x.country is None or x.country != y.country:
        return False
    return "state" in (x.kind, y.kind) and {x.role, y.role} <= {"GOV", None}


def is_vague(setting: Setting, a: str) -> bool:
    """Whether an actor is only described."""
    return setting.has_kind(a, PEOPLE_KINDS - {"person"})
