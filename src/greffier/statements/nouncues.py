"""F15: nouns that report: les déclarations de X selon lesquelles P; l'annonce par X de Q."""

from __future__ import annotations

from collections.abc import Iterator

from .acts import act_at
from .clauses import clause_end
from .phrases import phrase
from .scene import Candidate, Scene

NOUN_CUE = 56


def noun_cues(scene: Scene) -> Iterator[Candidate]:
    """F15: les déclarations de X selon lesquelles P; l'annonce par X de Q."""
    for i, word in enumerate(scene.low):
        if word in scene.words["heavy_relatives"]:
            found = _noun_with_clause(scene, i)
        elif scene.tokens[i].lemma in scene.cues.nouns and scene.is_in(i + 1, "by"):
            found = _noun_by(scene, i)
        else:
            continue
        if found is not None and scene.is_read(i):
            yield found


def _noun_with_clause(scene: Scene, i: int) -> Candidate | None:
    if scene.word(i - 1) not in scene.cues.sources:
        return None
    first, _ = scene.bounds_of_sentence(i)
    for j in range(i - 2, max(first, i - 14) - 1, -1):
        line = scene.cues.nouns.get(scene.tokens[j].lemma) or scene.cues.nouns.get(scene.low[j])
        if line is None or scene.pos(j) not in ("NOUN", "PROPN", "VERB"):
            continue
        owner = next(
            (k for k in range(j + 1, i - 1) if scene.pos(k) in ("NOUN", "PROPN") and _owned(scene, j, k)),
            None,
        )
        if owner is None and scene.tokens[j].lemma in scene.words["documents"]:
            owner = j
        end = min(clause_end(scene, i + 1, None), _before_main_verb(scene, j, i))
        content = scene.trim(i + 1, end)
        if owner is None or content is None:
            return None
        return Candidate("F15 noun", NOUN_CUE, (content,), (j, j), line, owner)
    return None


def _before_main_verb(scene: Scene, noun: int, clause: int) -> int:
    """The last token before the verb of which the noun is the subject, when it stands behind the noun's clause."""
    t = scene.tokens[noun]
    if not t.dep.startswith("nsubj") or t.head < clause:
        return len(scene.tokens) - 1
    i = t.head
    while i > clause + 1 and (
        scene.pos(i - 1) in ("AUX", "ADV") or scene.is_in(i - 1, "clitics", "negators")
    ):
        i -= 1
    return i - 1


def _noun_by(scene: Scene, i: int) -> Candidate | None:
    """L'annonce par Berlin du retrait de ses troupes: the speaker is a phrase of its own, then "de" and the act."""
    line = scene.cues.nouns[scene.tokens[i].lemma]
    if "of" not in line.frames or scene.pos(i) != "NOUN" or scene.quote[i] >= 0:
        return None
    _, last = scene.bounds_of_sentence(i)
    owner = next((k for k in range(i + 2, min(i + 7, last)) if scene.pos(k) in ("NOUN", "PROPN")), None)
    if owner is None:
        return None
    for j in range(owner + 1, min(i + 14, last)):
        if scene.is_in(j, "of") and (head := act_at(scene, j + 1)) is not None:
            content = scene.trim(j + 1, phrase(scene, head)[1])
            return Candidate("F15 noun", NOUN_CUE, (content,), (i, i), line, owner) if content else None
        if scene.pos(j) not in ("ADP", "NOUN", "PROPN", "ADJ", "DET"):
            return None
    return None


def _owned(scene: Scene, noun: int, owner: int) -> bool:
    return any(scene.is_in(k, "of", "by") for k in range(noun + 1, owner))
