"""Incises: ", a indiqué X", ", dit-il", ", comme le rappelle X", and the prose that they stand beside or
inside (F7)."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.span import Span
from .clauses import clause_end, past_connective
from .phrases import is_person_like, phrase, said_at
from .scene import Candidate, CueUse, Scene
from .speakers import cited_after, subject_after

INCISE = 20
INSIDE = 8  # the marks run around the incise: before everything that takes the quotation whole
INNER = 24  # tokens of the subject of an incise inside a quotation
BETWEEN = frozenset({",", "!", "?", "-", "–", "—", "…", "..."})


def read_incise(scene: Scene, i: int) -> tuple[CueUse, int, int] | None:
    """The cue, its inverted subject and the last token of an incise that begins at token `i`."""
    n = len(scene.tokens)
    j = i
    while j < n and scene.low[j] in BETWEEN and j < i + 3:
        j += 1
    if scene.is_in(j, "like"):
        j += 1
    while j < n and scene.pos(j) == "ADV" and j < i + 5 and scene.group_at(j) is None:
        j += 1
    use = scene.group_at(j)
    if use is None or use.shape != "finite" or use.passive:
        return None
    _, limit = scene.bounds_of_sentence(use.last)
    if use.inverted is not None:
        if scene.low[use.inverted].endswith(tuple(scene.words["indefinite"])):
            said = said_at(scene, use.last + 1, limit)
            if said is not None:
                return use, said, phrase(scene, said)[1]  # "a-t-on indiqué au cabinet du ministre"
        return use, use.inverted, use.last
    if use.person != 3:
        return None
    subject = subject_after(scene, use.last + 1, limit)
    if subject is None:
        return None
    return use, subject, phrase(scene, subject)[1]


def find_prose_incises(scene: Scene) -> Iterator[Candidate]:
    """F7: P, a indiqué X. / P, dit-il. without quotation marks, and the same in the middle of P."""
    for use in scene.uses.values():
        i = use.first - 1
        while i > 0 and scene.pos(i) == "ADV":
            i -= 1
        if scene.is_in(i, "like"):
            i -= 1
        if scene.word(i) != "," or scene.closes(i - 1) is not None or not scene.is_read(use.token):
            continue
        if use.shape != "finite" or not use.line.frames & {"incise"} or scene.quote[use.token] >= 0:
            continue
        found = read_incise(scene, i)
        if found is None or found[0] is not use:
            continue
        if _has_subject_before(scene, use) and not (
            is_person_like(scene, found[1]) and not use.line.frames & {"a", "de", "accuse"}
        ):
            continue
        start, last = scene.bounds_of_sentence(use.first)
        content = scene.trim(_content_start(scene, start, i), i - 1)
        if content is None or not (_is_whole(scene, start, i - 1) or _parts_subject(scene, found[2], last)):
            continue
        spans: tuple[Span, ...] = (content,)
        end = found[2]
        if scene.word(end + 1) == "," and end + 3 < last and scene.has_finite(end + 2, last):
            stop = clause_end(scene, end + 2, use)
            rest = scene.trim(end + 2, stop)
            parted = not _is_whole(scene, start, i - 1)
            if rest is not None and (parted or not _is_new_report(scene, end + 2)):
                spans = (content, rest)
        if use.inverted is None and not _ends_well(scene, end, last):
            continue
        speaker, via = cited_behind(scene, found[1], end, last)
        yield Candidate(
            "F7 prose incise", INCISE + 2, spans, (use.first, use.last), use.line, speaker, via=via
        )


def _parts_subject(scene: Scene, end: int, last: int) -> bool:
    """Whether the verb of the subject before an incise follows it: "M. Durand, a précisé le maire, est arrivé"."""
    return scene.word(end + 1) == "," and scene.pos(end + 2) in ("VERB", "AUX", "PRON")


def _is_whole(scene: Scene, start: int, end: int) -> bool:
    """Whether a finite verb stands between two tokens that belongs to no relative clause: "M. Durand, qui nie tout, ..."
    is no clause yet."""
    for i in range(start, end + 1):
        t = scene.tokens[i]
        if t.pos in ("VERB", "AUX") and t.morph.get("VerbForm", "Fin") == "Fin":
            verb = scene.tokens[t.head] if t.pos == "AUX" and t.dep.startswith(("aux", "cop")) else t
            between = range(max(start, verb.head + 1), i)
            linked = any(
                scene.is_in(j, "relatives", "complementizers", "of_which", "place_relatives") for j in between
            )
            if not (verb.dep.startswith("acl") and linked):
                return True
    return False


def find_inner_incises(scene: Scene) -> Iterator[Candidate]:
    """F4 inside the marks: « Le sommet, estime X, sera un échec »; the article speaks between two commas."""
    for use in scene.uses.values():
        k = scene.quote[use.token]
        if k < 0 or use.shape != "finite" or use.passive or not use.line.frames & {"incise"}:
            continue
        first, last = scene.bounds[k]
        i = use.first - 1
        if i <= first + 1 or scene.word(i) != "," or use.last >= last or not scene.is_read(use.token):
            continue
        if use.person != 3:
            continue
        subject = use.inverted if use.inverted is not None else _inner_subject(scene, use.last + 1, last)
        tells = use.line.kind == "neutral" and not use.line.frames & {"np", "name"}
        if subject is None or not (tells or is_person_like(scene, subject)):
            continue
        end = use.last if use.inverted is not None else _past_subject(scene, subject, last)
        if scene.word(end + 1) not in (",", ".") and end + 1 < last:
            continue
        before, after = scene.trim(first, i - 1), scene.trim(end + 1, last)
        if before is None:
            continue
        spans = (before,) if after is None else (before, after)
        cue = (use.first, use.last)
        yield Candidate("F4 incise inside", INSIDE, spans, cue, use.line, subject, quotes=(k,))


def _inner_subject(scene: Scene, start: int, last: int) -> int | None:
    """The subject behind an inverted verb inside quotation marks: a name, or a noun for people with its article."""
    i = start
    while i < last and (scene.pos(i) == "ADV" or i in scene.dates or scene.is_in(i, "days")):
        i += 1
    if scene.pos(i) == "DET":
        i += 1
        while i < last and scene.pos(i) in ("ADJ", "NUM"):
            i += 1
    return i if i < last and scene.pos(i) in ("NOUN", "PROPN") else None


def _past_subject(scene: Scene, subject: int, last: int) -> int:
    """The last token before the comma that ends an incise inside a quotation, an apposition included."""
    end = _next_stop(scene, subject, last) - 1
    noun = next((j for j in (end + 3, end + 4) if scene.pos(j) == "NOUN"), end + 3)
    aged = any(scene.is_in(j, "ages") for j in range(end + 3, min(end + INNER, last)))
    with_article = scene.pos(end + 2) == "DET" and (is_person_like(scene, noun) or aged)
    bare = scene.pos(end + 2) == "NOUN" and is_person_like(scene, end + 2)
    if scene.word(end + 1) == "," and (with_article or bare):
        stop = _next_stop(scene, end + 2, last)
        if not scene.has_finite(end + 2, stop - 1):
            return stop - 1  # "raconte Moussa Diarra, un berger de 50 ans."
    return end


def _next_stop(scene: Scene, i: int, last: int) -> int:
    return next((j for j in range(i, min(i + INNER, last)) if scene.low[j] in (",", ".")), last)


def cited_behind(scene: Scene, subject: int, end: int, last: int) -> tuple[int, tuple[int, ...]]:
    """Who is cited behind the subject of an incise, and the subject as relay: ", rapporte la radio, citant un
    diplomate"."""
    for i in range(end + 1, last):
        if scene.quote[i] >= 0:
            break
        found = cited_after(scene, i) if scene.low[i] == "," else None
        if found is not None:
            return found[0], (subject,)
    return subject, ()


def _is_new_report(scene: Scene, i: int) -> bool:
    use = scene.group_at(i)
    return (
        use is not None
        or scene.is_in(i, "relatives")
        or (scene.is_in(i, "coordinators") and scene.group_at(i + 1) is not None)
        or scene.pos(i) in ("VERB", "ADP", "DET", "NOUN", "PROPN", "ADJ")
    )


def _ends_well(scene: Scene, end: int, last: int) -> bool:
    """Whether the incise is over where its subject is over (else the subject was an object)."""
    if scene.is_in(end + 1, "days"):
        return True
    return (
        end >= last - 1
        or scene.word(end + 1) in (",", ".", ";", "(", ":", "-", "–", "»", "?", "!")
        or scene.pos(end + 1) in ("ADP", "ADV", "CCONJ", "PUNCT")
        or end + 1 in scene.dates
    )


def _has_subject_before(scene: Scene, use: CueUse) -> bool:
    if use.inverted is not None:
        return False
    return any(t.i < use.first and t.dep.startswith("nsubj") for t in scene.tree.children(use.token, "nsubj"))


def _content_start(scene: Scene, start: int, end: int) -> int:
    for i in range(end - 1, start - 1, -1):
        if scene.low[i] == ";" or (scene.low[i] == ":" and any(True for _ in scene.uses_between(start, i))):
            return i + 1
    return past_connective(scene, start, end)
