"""What somebody is or is called: self-descriptions (F14) and names in quotation marks (F16)."""

from __future__ import annotations

from .clauses import clause_end
from .phrases import head_from
from .saying import finish
from .scene import Candidate, CueUse, Scene
from .speakers import subject_of

ADJECTIVE, NAMING = 52, 54


def adjective(scene: Scene, use: CueUse) -> Candidate | None:
    """F14: se dit prêt à Q, se déclare favorable à Q; the content begins with the adjective."""
    if not use.line.frames & {"adj", "stance"} or not use.line.reflexive or use.doubtful:
        return None
    i = use.last + 1
    while scene.pos(i) == "ADV" and i < use.last + 4:
        i += 1
    t = scene.tokens[i] if i < len(scene.tokens) else None
    opened = scene.opens(i) is not None
    if t is None or not (opened or t.pos == "ADJ" or (t.pos == "VERB" and t.morph.get("VerbForm") == "Part")):
        return None
    if "adj" not in use.line.frames and not scene.is_in(i + opened, "stances"):
        return None  # "se montre sûr de lui" tells how he looks
    end = clause_end(scene, i, use, bare=True)
    if end - i < 1:
        return None
    return finish(scene, use, "F14 adjective", ADJECTIVE, i, end)


def naming(scene: Scene, use: CueUse) -> Candidate | None:
    """F16: a qualifié Y de « Q », a parlé d'une « Q »."""
    whole = "whole" in use.line.frames
    if "see" in use.line.frames:
        return _seen_in(scene, use)
    if "as" in use.line.frames and (found := _named_as(scene, use)) is not None:
        return found
    if whole and (use.shape == "participle" or use.passive):
        return _called_by(scene, use)
    if (
        not (whole or "name" in use.line.frames)
        or use.passive
        or (use.doubtful and not whole)
        or use.shape not in ("finite", "gerund", "infinitive")
    ):
        return None
    _, last = scene.bounds_of_sentence(use.last)
    for i in range(use.last + 1, min(last, use.last + 14) + 1):
        k = scene.opens(i)
        if k is not None:
            start = i
            if not whole and scene.is_in(i - 1, "definite"):
                return None  # "évoque les « gilets jaunes »": a name
            while scene.pos(start - 1) in ("DET", "ADJ") and start - 1 > use.last:
                start -= 1
            if scene.is_in(start - 1, "of") and start == i - 1:
                start = i  # "parle d'une « réussite »"
            elif scene.pos(use.last + 1) == "DET" and _is_noun_phrase(scene, use.last + 1, i):
                start = use.last + 1  # "décrit un être « loyal »"
            if whole:
                start = _past_dates(scene, use.last + 1)
            return finish(scene, use, "F16 naming", NAMING, start, clause_end(scene, i, use, commas=True))
        if scene.low[i] in (",", ";", ":") or scene.is_in(i, "complementizers", "relatives"):
            return None
        if i in scene.uses and not scene.uses[i].doubtful:
            return None
    if (
        whole
        and not use.doubtful
        and "que" not in use.line.frames
        and any(scene.is_in(i, "of") for i in range(use.last + 1, min(last, use.last + 14)))
    ):
        start = _past_dates(scene, use.last + 1)
        return finish(scene, use, "F16 naming", NAMING, start, clause_end(scene, start, use, commas=True))
    return None


def _is_noun_phrase(scene: Scene, first: int, last: int) -> bool:
    """Whether only the words of one noun phrase stand between two tokens."""
    return all(
        scene.pos(i) in ("DET", "NOUN", "ADJ", "ADP", "ADV", "NUM", "PRON") and i not in scene.uses
        for i in range(first, last)
    )


def _named_as(scene: Scene, use: CueUse) -> Candidate | None:
    """F16: désigne les rebelles comme « terroristes »."""
    if use.passive or use.doubtful or use.shape not in ("finite", "gerund"):
        return None
    _, last = scene.bounds_of_sentence(use.last)
    for i in range(use.last + 1, min(last, use.last + 14) + 1):
        if scene.is_in(i, "as") and any(scene.opens(j) is not None for j in (i + 1, i + 2)):
            return finish(scene, use, "F16 naming", NAMING, i + 1, clause_end(scene, i + 1, use, commas=True))
        if scene.low[i] in (",", ";", ":") or i in scene.uses:
            return None
    return None


def _seen_in(scene: Scene, use: CueUse) -> Candidate | None:
    """F16: y voit « Q », voit dans cette crise « Q »."""
    there = any(scene.is_in(i, "there") for i in range(use.first, use.token))
    if use.passive or use.doubtful or not (there or scene.is_in(use.last + 1, "within")):
        return None
    _, last = scene.bounds_of_sentence(use.last)
    for i in range(use.last + 1, min(last, use.last + 10) + 1):
        if scene.opens(i) is not None:
            start = i - (scene.pos(i - 1) == "DET" and i - 1 > use.last)
            return finish(scene, use, "F16 naming", NAMING, start, clause_end(scene, i, use, commas=True))
        if scene.pos(i) in ("VERB", "AUX", "SCONJ") or scene.low[i] in (",", ";", ":"):
            return None
    return None


def _called_by(scene: Scene, use: CueUse) -> Candidate | None:
    """F16 in the passive: qualifié de « Q » par X."""
    k = next((k for i in range(use.last + 1, use.last + 6) if (k := scene.opens(i)) is not None), None)
    if k is None:
        return None
    agent, behind = subject_of(scene, use), scene.bounds[k][1] + 1
    if agent is None and scene.is_in(behind, "by"):
        agent = head_from(scene, behind + 1, scene.bounds_of_sentence(behind)[1])
    opens = use.last + 1 + (scene.word(use.last + 2) == "'")  # "d'«", that the tokenizer cuts in three
    if (
        agent is None
        or agent <= scene.bounds[k][1]
        or not (scene.is_in(opens, "of", "elided_of") or scene.opens(opens) == k)
    ):
        return None
    content = scene.trim(opens + 1, scene.bounds[k][1])
    if content is None:
        return None
    return Candidate("F16 passive", NAMING, (content,), (use.first, use.last), use.line, agent, quotes=(k,))


def _past_dates(scene: Scene, i: int) -> int:
    while scene.pos(i) == "ADV" or i in scene.dates or scene.is_in(i, "days"):
        i += 1
    return i
