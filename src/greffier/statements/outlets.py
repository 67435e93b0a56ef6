"""Agencies, papers and broadcasters: known names, nouns for them, and what the article's cast knows as a medium."""

from __future__ import annotations

from .phrases import phrase
from .scene import Scene


def outlet_at(scene: Scene, i: int) -> int | None:
    """The head of the outlet whose noun phrase begins at token `i`: "l'agence Reuters", "la BBC", "RIA
    Novosti"."""
    if scene.is_in(i, "indefinite_plurals"):
        return None  # "à des médias": which, is not said
    j = i
    while j < i + 4 and (scene.pos(j) in ("DET", "ADJ") or scene.is_in(j, "determiners")):
        if named_outlet(scene, j):
            return j
        j += 1
    if j >= len(scene.tokens):
        return None
    if scene.tokens[j].lemma in scene.words["own_channels"] and not is_named(scene, j):
        return None  # "sur le site de l'état-major": the speaker's own
    if (
        scene.tokens[j].lemma in scene.cues.outlets
        or scene.low[j] in scene.cues.outlets
        or named_outlet(scene, j)
    ):
        return j
    return None


def named_outlet(scene: Scene, i: int) -> bool:
    """Whether the known name of a medium begins at token `i`, with a capital somewhere ("la libération" is none)."""
    for length in (4, 3, 2, 1):
        words = scene.tokens[i : i + length]
        name = tuple(scene.low[i : i + length])
        if name in scene.cues.outlet_names:
            return name in scene.cues.small_outlets or any(t.text[0].isupper() for t in words)
    if not scene.is_in(i - 1, "definite") or not scene.tokens[i].text[0].isupper():
        return False
    return any(
        (article, scene.word(i)) in scene.cues.outlet_names for article in scene.words["definite"]
    )  # "au Monde"


def is_named(scene: Scene, head: int) -> bool:
    """Whether an outlet's noun goes on with the name of a medium: "le site Mediapart", "le site de la BBC"."""
    _, last = phrase(scene, head)
    return any(named_outlet(scene, i) or scene.is_medium(i) for i in range(head + 1, last + 1)) or (
        scene.pos(head + 1) == "PROPN"
    )


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
        scene.tokens[i].lemma in scene.cues.outlets or named_outlet(scene, i)
        for i in range(first, min(last, first + 6) + 1)
    )
