"""Through whom: agencies, papers, broadcasters and spokesmen that relay a statement (F19), nearest first."""

from __future__ import annotations

from .outlets import is_outlet, outlet_at
from .phrases import head_from
from .scene import Candidate, CueUse, Scene
from .sources import SourcePhrase
from .speakers import subject_after


def relays_near(scene: Scene, first: int, last: int, *, talks: bool = False) -> tuple[int, ...]:
    """The relays named between two tokens by a preposition, "cité par" or "par la voix de"; those that were spoken to only
    with `talks`."""
    out: list[int] = []
    for i in range(first, last + 1):
        if scene.quote[i] >= 0:
            continue
        lines = scene.cues.relay_openings.get(scene.low[i], ())
        if scene.is_in(i, "to") and scene.low[i] != scene.cues.to:
            lines += scene.cues.relay_openings.get(scene.cues.to, ())
        for line in lines:
            if len(line.words) > 1 and not _fits(scene, i, line.words):
                continue
            if talks and line.kind != "preposition":
                continue
            after = i + len(line.words)
            head = outlet_at(scene, after) if line.kind == "preposition" else head_from(scene, after, last)
            if head is not None and head not in out:
                out.append(head)
                break
    return tuple(out)


def _fits(scene: Scene, i: int, words: tuple[str, ...]) -> bool:
    for k, word in enumerate(words):
        here = scene.word(i + k)
        if here != word and not (word in scene.words["of"] and here in scene.words["of"]):
            return False
    return True


def relays_of(scene: Scene, candidate: Candidate, sources: list[SourcePhrase]) -> tuple[int, ...]:
    """The relays of one candidate: in its incise or before its content, then the sentence's source phrase."""
    out: list[int] = list(candidate.via)
    if candidate.cue is not None:
        start, end = scene.bounds_of_sentence(candidate.cue[0])
        for i in relays_near(scene, start, end):
            if not candidate.covers(scene.tokens[i].start) and i != candidate.speaker:
                out.append(i)
        for i in _relay_incises(scene, candidate, start, end):
            if i not in out:
                out.append(i)
    own = candidate.rule.startswith(("F11", "F12"))
    if not own and candidate.quotes + candidate.content:
        last = scene.tree.at(candidate.content[-1].end - 1)
        sentences = {scene.tree.sentence_of[last]} if last is not None else set()
        if candidate.cue is not None:
            sentences.add(scene.tree.sentence_of[candidate.cue[1]])
        for source in sources:
            if scene.tree.sentence_of[source.first] in sentences and not candidate.covers(
                scene.tokens[source.first].start
            ):
                if (
                    source.line.kind == "source"
                    and source.head != candidate.speaker
                    and source.head not in out
                    and scene.pos(source.head) != "PRON"  # "selon lui" is the speaker himself
                ):
                    out.append(source.head)
    return tuple(i for i in out if i != candidate.speaker)


def spoken_to(scene: Scene, candidate: Candidate) -> tuple[int, ...]:
    """The media to which a candidate was said: "a déclaré à l'AFP", not those that pass it on ("rapporte l'AFP")."""
    if candidate.cue is None:
        return ()
    start, end = scene.bounds_of_sentence(candidate.cue[0])
    return tuple(
        i for i in relays_near(scene, start, end, talks=True) if not candidate.covers(scene.tokens[i].start)
    )


def _relay_incises(scene: Scene, candidate: Candidate, first: int, last: int) -> list[int]:
    """ ", rapporte l'AFP" beside a statement that has its own speaker."""
    verbs = {line.words[0] for line in scene.cues.relays_of("verb")}
    out = []
    for use in scene.uses_between(first, last):
        if candidate.cue is not None and use.first == candidate.cue[0]:
            continue
        if (
            use.shape == "finite"
            and scene.word(use.first - 1) == ","
            and not candidate.covers(scene.tokens[use.token].start)
        ):
            subject = subject_after(scene, use.last + 1, last)
            if (
                subject is not None
                and (use.line.lemma in verbs or is_outlet(scene, subject))
                and is_outlet(scene, subject)
            ):
                out.append(subject)
    return out


def cue_of(scene: Scene, candidate: Candidate) -> CueUse | None:
    """The cue use of a candidate."""
    if candidate.cue is None:
        return None
    return next(scene.uses_between(candidate.cue[0], candidate.cue[1]), None)
