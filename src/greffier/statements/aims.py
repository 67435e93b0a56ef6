"""Purposes that are acts, and moves of forces that are none: matched frames in, what to add and what to leave out.

"déployés pour secourir les villageois" is help and no show of force (PLOVER 2.0); what people demonstrate for by demanding
it is a request beside the protest (our guideline); the deployment of those who attack is a part of the attack.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..language.frames import Frame
from .matching import Match, Matcher

AIMS = frozenset(
    {("MOBILIZE", "AID"), ("PROTEST", "REQUEST")}
)  # PLOVER: relief by troops; GUIDELINE: demands


def find_aims(frames: Sequence[Frame], matches: Mapping[int, Match], matcher: Matcher) -> dict[int, Match]:
    """The purposes that are told as acts: help by troops, and what demonstrators demand (`AIMS`)."""
    out: dict[int, Match] = {}
    for frame in frames:
        above = matches.get(frame.governor) if frame.governor is not None else None
        if frame.relation != "purpose" or above is None:
            continue
        found = matcher.match(frame)
        if isinstance(found, Match) and (above.pattern.row.type, found.pattern.row.type) in AIMS:
            out[frame.index] = found
    return out


def find_inside(
    frames: Sequence[Frame], matches: Mapping[int, Match], aims: Mapping[int, Match]
) -> list[int]:
    """Moves of forces that are only a part of another act: "déployés pour secourir", "les troupes déployées ont bombardé"."""
    inside = {frames[i].governor for i in aims if matches[i].pattern.row.type == "AID"}
    fighters = {
        head
        for i, m in matches.items()
        if m.pattern.row.type == "ASSAULT" and frames[i].kind != "participle"
        for role in frames[i].roles
        if role.name == "agent"
        for head in role.heads
    }
    for i, m in matches.items():
        patient = frames[i].role("patient")
        if m.pattern.row.type == "MOBILIZE" and frames[i].kind == "participle" and patient is not None:
            if fighters & set(patient.heads):
                inside.add(i)
    return sorted(i for i in inside if i is not None)
