"""Agencies, papers and broadcasters: known names, nouns for them, and what the article's cast knows as a medium."""

from __future__ import annotations

from .scene import Scene
from .speakers import phrase


def outlet_at(scene: Scene, i: int) -> int | None:
    """The head of the outlet whose noun phrase begins at token `i`: "l'agence Reuters", "la BBC", "RIA
    Novosti"."""
    j = i
    while j < i + 4 and (scene.pos(j) in ("DET", "ADJ") or scene.is_in(j, "determiners")):
        if _named_outlet(scene, j):
            return j
        j += 1
    if j >= len(scene.tokens):
        return None
    if (
        scene.tokens[j].lemma in scene.cues.outlets
        or scene.low[j] in scene.cues.outlets
        or _named_outlet(scene, j)
    ):
        return j
    return None


def _named_outlet(scene: Scene, i: int) -> bool:
    for length in (4, 3, 2, 1):
        if tuple(scene.low[i : i + length]) in scene.cues.outlet_names:
            return True
    if not scene.is_in(i - 1, "definite"):
        return False
    return any(
        (article, scene.word(i)) in scene.cues.outlet_names for article in scene.words["definite"]
    )  # "au Monde"


def outlet_end(scene: Scene, i: int) -> int:
    """The last token of the known outlet whose name begins at token `i`, `i` if there is none."""
    for length in (4, 3, 2):
        if tuple(scene.low[i : i + length]) in scene.cues.outlet_names:
            return i + length - 1
    return i


def is_outlet(scene: Scene, head: int) -> bool:
    """Whether a speaker is a medium: an outlet noun, or a known name anywhere in its phrase."""
    first, last = phrase(scene, head)
    return scene.is_medium(head) or any(
        scene.tokens[i].lemma in scene.cues.outlets or _named_outlet(scene, i)
        for i in range(first, min(last, first + 6) + 1)
    )
