"""How sure a statement is of what it says: the status and the hedge of its main predicate, by the rules C1 to C15.

The certainty is the speaker's: what the article itself holds of it is told by the statement, not by the status. "Le
ministre a dit que le pont fermerait" is planned, "l'armée nie avoir tiré" denied, "selon Séoul, 2 000 soldats auraient
péri" hedged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ..language.cues import load_cues
from ..language.frames import Frame
from ..language.registry import Language
from ..language.tree import Tree
from ..model.event import Status
from ..model.span import Cue
from ..model.statement import Statement
from .conditional import classify_conditional
from .contents import Contents
from .modality import DOUBTING, judge

# What a cue makes of a content without a predicate of its own ("a demandé la libération immédiate des otages").
BY_CLASS: Mapping[str, Status] = {
    "asking": "demanded", "denying": "denied", "promising": "planned", "threatening": "possible", "expecting": "possible",
}  # fmt: skip


BY_READING: Mapping[str, Status] = {
    "report": "occurred", "expected": "planned", "possible": "possible", "future_in_past": "planned",
    "hypothesis": "possible", "advice": "demanded", "counterfactual": "not_occurred",
}  # fmt: skip


def with_certainty(
    statements: Iterable[Statement], frames: Sequence[Frame], tree: Tree, language: Language
) -> tuple[Statement, ...]:
    """The statements with `status` and `hedged`, and the words that show them among their cues."""
    statements = tuple(statements)
    contents = Contents(statements)
    main = _main_frames(contents, frames)
    return tuple(_judged(s, main.get(n), frames, tree, contents, language) for n, s in enumerate(statements))


def _main_frames(contents: Contents, frames: Sequence[Frame]) -> dict[int, Frame]:
    """The main predicate of every statement: the first that no other predicate of its content governs, verbs before nouns."""
    number = {s.id: n for n, s in enumerate(contents.statements)}
    best: dict[int, tuple[bool, int, Frame]] = {}
    for frame in frames:
        around = contents.around(frame.trigger)
        if not around:
            continue
        inner = around[0]
        above = frames[frame.governor] if frame.governor is not None else None
        if above is not None and any(c.holds(above.trigger) for c in inner.content):
            continue
        key = (frame.kind == "noun", frame.trigger.start, frame)
        old = best.get(number[inner.id])
        if old is None or key[:2] < old[:2]:
            best[number[inner.id]] = key
    return {n: frame for n, (_, _, frame) in best.items()}


def _judged(
    s: Statement,
    frame: Frame | None,
    frames: Sequence[Frame],
    tree: Tree,
    contents: Contents,
    language: Language,
) -> Statement:
    if frame is not None:
        found = judge(frame, frames, tree, contents, language)
        return replace(s, status=found.status, hedged=found.hedged, cues=(*s.cues, *found.cues))
    status = BY_CLASS.get(s.cue_class or "", "occurred")
    cues = list(s.cues)
    hedged = s.cue_class in DOUBTING
    if s.cue is not None and status != "occurred":
        cues.append(Cue("status", s.cue, f"{s.cue_class} cue"))
    elif (read := _by_form(s, tree, language)) is not None:
        status, token, rule = read
        cues.append(Cue("status", tree.tokens[token].span, rule))
        if rule.startswith(("C1 ", "C2 ")):
            hedged = True
            cues.append(Cue("hedged", tree.tokens[token].span, "C1 conditional of rumour"))
    if s.cue is not None and s.cue_class in DOUBTING:
        cues.append(Cue("hedged", s.cue, f"C13 {s.cue_class} cue"))
    if s.cue is not None and s.speaker is None and s.speaker_mention is None:
        hedged = True  # "dit-on", "il paraît que": nobody stands for it
        cues.append(Cue("hedged", s.cue, "F17 no source"))
    return replace(s, status=status, hedged=hedged, cues=tuple(cues))


def _by_form(s: Statement, tree: Tree, language: Language) -> tuple[Status, int, str] | None:
    """The status that the first verb of a content tells when it is no predicate of its own ("seraient en vie", "sera sec"),
    and that of what somebody says to be ready for."""
    words = load_cues(language).words
    start, end = s.content[0].start, s.content[-1].end
    i = tree.at(start)
    while i is not None and i < len(tree.tokens) and tree.tokens[i].start < end:
        t = tree.tokens[i]
        if s.rule.startswith("F14") and t.lower in words["ready"]:
            return "planned", i, "F14 ready"
        reading = classify_conditional(tree, i, language)
        if reading is not None:
            return BY_READING[reading.kind], i, reading.rule
        if t.pos in ("VERB", "AUX") and t.morph.get("VerbForm") == "Fin":
            return ("planned", i, "C8 future") if t.morph.get("Tense") == "Fut" else None
        i += 1
    return None
