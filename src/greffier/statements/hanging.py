"""What the clause of an act hangs on: the noun that a relative tells of, the clause whose time and place it shares."""

from __future__ import annotations

from ..language.frames import Frame
from .composition import class_of
from .embedding import Governors
from .slots import Setting

SHARING = frozenset(
    {"try", "fail", "begin", "continue"}
)  # classes of verbs that are done when and where their act is
TELLING = frozenset({"adverbial", "modifier", "relative"})  # relations of what is told of a noun
LATER = frozenset({"future", "pluperfect"})  # a clause of time in these tenses is of another day


def antecedent_of(setting: Setting, frame: Frame) -> int | None:
    """The noun that a relative clause or a participle tells of."""
    if frame.relation not in TELLING:
        return None
    token = setting.tree.tokens[frame.light if frame.light is not None else frame.head]
    return token.head if token.dep.partition(":")[0] == "acl" and token.head != token.i else None


def acts_through(setting: Setting, frame: Frame) -> list[Frame]:
    """The nouns of acts that do a deed or in which it is done: "tué dans l'attentat de Nice", "chassé par un soulèvement"."""
    heads = [
        head
        for role in frame.roles
        if role.name == "agent" or role.case in setting.words.during
        for head in role.heads
    ]
    found = (setting.frames[i] for h in heads if (i := setting.frame_at.get(h)) is not None)
    return [f for f in found if f.kind == "noun" and f is not frame]


def scene_above(setting: Setting, frame: Frame, governors: Governors) -> Frame | None:
    """The frame that an attempt, a beginning or a clause beside the main one shares its scene with."""
    if frame.governor is None:
        return None
    above = setting.frames[frame.governor]
    if frame.relation == "complement":
        return above if class_of(above, None, governors)[0] in SHARING else None
    return above if frame.relation == "adverbial" and frame.tense not in LATER else None
