"""What of a sentence its source does not vouch for: the background that the article adds, and an act of speech that is relayed.

"Le préfet, qui avait été limogé en mai, a été arrêté, selon la police": the police tells of the arrest. "Le groupe menace
de tuer les otages, selon le procureur": the threat is the group's own act, but it is the prosecutor who tells of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..language.frames import Frame
from ..model.span import Cue
from ..model.statement import Statement
from .slots import Setting

SOURCE_BEHIND = ("F12", "F7")  # constructions in which a whole sentence stands before its source
BACKGROUND = "pluperfect"  # the tense of what was so before
MEDIA = frozenset({"JRN"})
MAX_CLIMB = 4  # clauses from an act to the relative that holds it


def vouched_for(setting: Setting, frame: Frame, around: Sequence[Statement]) -> list[Statement]:
    """The statements around an act without those whose source only vouches for the main clause."""
    if not around or not _is_background(setting, frame):
        return list(around)
    return [s for s in around if not s.rule.startswith(SOURCE_BEHIND) or s.kind != "indirect"]


def relays_of_act(setting: Setting, frame: Frame) -> tuple[tuple[str, ...], list[Cue]]:
    """Those through whom the article has an act of speech ("X menace Y, selon le procureur"); media only pass it on."""
    for s in setting.statements:
        if s.via and s.cue is not None and s.cue.meets(frame.trigger):
            relays = tuple(v for v in s.via if not setting.has_role(v, MEDIA))
            return relays, [Cue("according_to", s.cue, s.rule)] if relays else []
    return (), []


def _is_background(setting: Setting, frame: Frame) -> bool:
    """Whether an act stands in a relative of the pluperfect that a comma sets apart."""
    at: Frame | None = frame
    for _ in range(MAX_CLIMB):
        if at is None:
            return False
        if at.relation == "relative" and at.tense == BACKGROUND:
            first = min(at.words, default=at.head)
            before = setting.tree.tokens[max(0, first - 3) : first]
            return any(t.text == "," for t in before)
        at = setting.frames[at.governor] if at.governor is not None else None
    return False
