"""Whether a noun only points back at the act told just before: "l'attaque", "cette opération", "ces violences ont fait trois morts"."""

from __future__ import annotations

from ..language.frames import Frame
from .slots import Setting


def calls_back(setting: Setting, frame: Frame) -> bool:
    """Whether an act is called by a general noun with nothing beside it that tells which act is meant.

    The noun is the frame's own or the subject of its verb. A plural needs "ces": "les attaques" may be any.
    """
    agent = frame.role("agent")
    heads = [frame.head] if frame.kind in ("noun", "light") else []
    return any(_is_general(setting, head) for head in (*heads, *(agent.heads if agent else ())))


def _is_general(setting: Setting, head: int) -> bool:
    token, words = setting.tree.tokens[head], setting.words
    if token.lemma not in words.general or any(setting.tree.children(head, "nmod", "flat", "appos")):
        return False
    before = {t.lower for t in setting.tree.children(head, "det")}
    plural = token.morph.get("Number") == "Plur" or token.lower != token.lemma
    return bool(before & words.demonstrative) or (bool(before & words.definite) and not plural)
