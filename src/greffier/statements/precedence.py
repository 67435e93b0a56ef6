"""Which candidates become statements: a fixed order of constructions decides between those that claim the
same words."""

from __future__ import annotations

from collections.abc import Iterable

from .scene import Candidate, Scene

SAME = 0.6  # share of the smaller content that lies in the larger one: the two tell the same words
EQUAL = 0.7  # share of both: the two are the same content


def settle(scene: Scene, candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates that stand, in text order."""
    kept: list[Candidate] = []
    by_sentence: dict[int, list[Candidate]] = {}
    for c in sorted(candidates, key=lambda c: (c.order, c.start)):
        touched = _sentences(scene, c)
        if all(_agrees(scene, c, other) for n in touched for other in by_sentence.get(n, ())):
            kept.append(c)
            for n in touched:
                by_sentence.setdefault(n, []).append(c)
    return sorted(kept, key=lambda c: (c.start, c.order))


def without_repeats(scene: Scene, candidates: list[Candidate]) -> list[Candidate]:
    """Without the pull quotes: quotations without a cue whose words somebody says elsewhere in the article (F22)."""
    said = {id(c): _letters(scene, c) for c in candidates}
    reported = [c for c in candidates if c.cue is not None]
    return [
        c
        for c in candidates
        if c.cue is not None
        or not any(said[id(c)] in said[id(other)] and not _overlap(c, other) for other in reported)
    ]


def _letters(scene: Scene, c: Candidate) -> str:
    text = scene.layout.article.text
    return "".join(ch for s in c.content for ch in s.of(text).casefold() if ch.isalnum())


def _overlap(a: Candidate, b: Candidate) -> bool:
    return any(x.meets(y) for x in a.content for y in b.content)


def _sentences(scene: Scene, c: Candidate) -> set[int]:
    """The sentences that a candidate's cue and content touch."""
    tokens = list(c.cue or ())
    for span in c.content:
        first, last = scene.tree.at(span.start), scene.tree.at(max(span.start, span.end - 1))
        if first is not None:
            tokens += range(first, (last if last is not None else first) + 1)
    return {scene.tree.sentence_of[t] for t in tokens if t < len(scene.tokens)}


def _agrees(scene: Scene, new: Candidate, old: Candidate) -> bool:
    if new.rule.startswith("F12") and new.cue is not None and old.cue is not None:
        same = scene.tree.sentence_of[new.cue[0]] == scene.tree.sentence_of[old.cue[0]]
        if same and new.covers(scene.tokens[old.cue[0]].start):
            return False  # the sentence reports somebody already: the source phrase is a relay
    if new.rule.startswith("F7") and old.cue is not None and new.covers(scene.tokens[old.cue[0]].start):
        if new.line is not None and any(p.words[0] == new.line.lemma for p in scene.cues.relays_of("verb")):
            return False  # "P, a indiqué X, rapporte l'AFP": the agency is a relay
    if new.cue is not None and old.cue is not None and new.cue[0] <= old.cue[1] and old.cue[0] <= new.cue[1]:
        return False
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in new.content for b in old.content)
    if not shared:
        return True
    mine, theirs = sum(len(s) for s in new.content), sum(len(s) for s in old.content)
    if shared >= EQUAL * max(mine, theirs):
        return False
    if new.cue is None:
        return shared < SAME * min(mine, theirs)
    inside = old.covers(scene.tokens[new.cue[0]].start)
    holds = old.cue is not None and new.covers(scene.tokens[old.cue[0]].start)
    return inside or holds
