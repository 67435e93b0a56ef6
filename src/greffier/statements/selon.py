"""What is said according to a source: "Selon X, P", "P, d'après X", "De source policière, P", and passives and incises with
"comme" that name the source beside P (F11, F12, F17, F18, F20)."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.span import Span
from .clauses import clause_end, is_dash, past_connective, resumes
from .incises import read_incise
from .phrases import is_person_like, phrase
from .saying import is_finite
from .scene import Candidate, CueUse, Scene
from .sources import SourcePhrase, is_participle, noun_head
from .speakers import subject_after, subject_of

INITIAL, FINAL, OPINION, PASSIVE = 60, 62, 64, 70
LABEL = 4  # tokens of "France :" before a headline


def find_selon(scene: Scene, sources: list[SourcePhrase]) -> Iterator[Candidate]:
    """F11 and F12: the content is the sentence without the phrase."""
    starts = {source.first for source in sources}
    for source in sources:
        start, last = scene.bounds_of_sentence(source.first)
        cue = source.cue or (source.first, source.first + len(source.line.words) - 1)
        via = () if source.via is None else (source.via,)
        quoted = scene.closes(source.first - 1)
        if quoted is not None and scene.is_in(source.head, "possessives"):
            yield Candidate(
                "F12 own words",
                FINAL - 30,
                (scene.inner(quoted),),
                cue,
                None,
                None,
                inherits=True,
                quotes=(quoted,),
            )
            continue
        if source.relative:
            end = clause_end(scene, source.last + 1, None)
            back = next(
                (j for j in range(source.last + 2, end) if scene.low[j] == "," and resumes(scene, j + 1)),
                None,
            )
            content = scene.trim(source.last + 1, end if back is None else back - 1)
            if content is not None:
                yield Candidate("F12 source of a relative", FINAL - 1, (content,), cue, None, source.head)
        elif scene.starts_clause(source.first):
            begin = source.last + 1
            while begin <= last and scene.low[begin] in (",", ":", "-", "–"):
                begin += 1
            if begin > last:
                continue
            end = _sentence_end(scene, begin, last)
            content = scene.trim(begin, end)
            if content is None or not scene.has_verb(begin, end):
                continue
            order = OPINION if source.line.kind in ("opinion", "person") else INITIAL
            own = source.line.kind == "inherit" or scene.is_in(source.head, "possessives")
            yield Candidate(
                "F11 source first",
                order,
                (content,),
                cue,
                None,
                None if own else source.head,
                inherits=own,
                via=via,
            )
        else:
            spans = _around(scene, source, start, last, starts)
            if spans:
                own = source.line.kind == "inherit" or scene.is_in(source.head, "possessives")
                yield Candidate(
                    "F12 source after",
                    FINAL,
                    spans,
                    cue,
                    None,
                    None if own else source.head,
                    inherits=own,
                    via=via,
                )


def _sentence_end(scene: Scene, begin: int, last: int) -> int:
    """The end of the sentence, or of the quotation that runs past it, or where somebody else is reported: "et le maire
    estime que ..."."""
    end = last
    for use in scene.uses_between(begin + 1, last):
        if scene.quote[use.token] >= 0 or use.doubtful or use.shape != "finite" or use.inverted is not None:
            continue
        subject = subject_of(scene, use) if scene.is_in(use.last + 1, "complementizers") else None
        if subject is not None and begin < subject < use.first:
            joint = phrase(scene, subject)[0] - 1
            if joint > begin and scene.is_in(joint, "coordinators") and scene.has_verb(begin, joint - 1):
                end = joint - 1
                break
    for i in range(begin, end + 1):
        k = scene.quote[i]
        if k >= 0:
            end = max(end, scene.bounds[k][1])
    return end


def _around(scene: Scene, source: SourcePhrase, start: int, last: int, starts: set[int]) -> tuple[Span, ...]:
    """The sentence before the phrase, and after it when the phrase stands in the middle."""
    begin = past_connective(scene, start, source.first)
    for i in range(source.first - 1, start - 1, -1):
        label = scene.low[i] == ":" and i - start <= LABEL and not scene.has_finite(start, i)
        if scene.low[i] == ";" or label:  # "France : le chômage remonte, selon X"
            begin = i + 1
            break
    own = _phrase_alone(scene, source, begin, last)
    if own is not None:
        return (own,)
    before = scene.trim(begin, source.first - 1)
    if before is None:
        return ()
    if not scene.has_finite(begin, source.first - 1):
        quoted = scene.closes(source.first - (2 if scene.word(source.first - 1) == "," else 1))
        if quoted is not None and scene.size(quoted) > 1:
            return (scene.inner(quoted),)  # "Gaza : « une catastrophe » selon l'ONU"
    after_start, after = source.last + 1, None
    if (
        scene.word(after_start) == ","
        and after_start + 2 < last
        and not scene.is_in(after_start + 1, "coordinators", "relatives")
    ):
        apposed = scene.has_finite(begin, source.first - 1) and _is_role(scene, after_start + 1, last)
        if not apposed and (
            not scene.has_finite(begin, source.first - 1) or scene.word(source.first - 1) == ","
        ):
            after = scene.trim(after_start + 1, last)
    if scene.is_in(after_start, "coordinators") and _shares_subject(scene, after_start + 1, last):
        after = scene.trim(after_start, last)
    if any(i in starts for i in range(after_start, last + 1)):
        after = None  # "12 morts selon la police, 20 selon l'opposition"
    if after is not None and not scene.has_finite(begin, source.first - 1):
        return (before, after)
    if not scene.has_verb(begin, source.first - 1):
        return ()
    return (before, after) if after is not None else (before,)


def _phrase_alone(scene: Scene, source: SourcePhrase, begin: int, last: int) -> Span | None:
    """What the source alone stands for when its words are set off from the sentence: "la société, liée au Kremlin selon
    X, a ...", "des manifestants, 14 000 selon la police"."""
    if scene.word(source.first - 1) == "," or not scene.has_finite(source.last + 1, last):
        return None
    for i in range(source.first - 1, begin, -1):
        if scene.low[i] in (",", "(") or is_dash(scene, i):
            inside = range(i + 1, source.first)
            counted = any(scene.pos(j) == "NUM" for j in inside)
            told = is_participle(scene, i + 1)
            if (counted or told) and not any(is_finite(scene, j) for j in inside):
                return scene.trim(i + 1, source.first - 1)
            return None
    return None


def _is_role(scene: Scene, i: int, last: int) -> bool:
    """Whether only a name or an office follows, that says who the source is: ", selon X, ministre de Y."."""
    noun = noun_head(scene, i)
    return noun is not None and is_person_like(scene, noun) and not scene.has_finite(i, last)


def _shares_subject(scene: Scene, i: int, last: int) -> bool:
    """Whether a finite verb without a subject of its own follows: "P, selon X, et porterait ..."."""
    while i <= last and (scene.pos(i) == "ADV" or scene.is_in(i, "clitics")):
        i += 1
    return i <= last and is_finite(scene, i) and i not in scene.uses


def find_passives(scene: Scene) -> Iterator[Candidate]:
    """F17: il a été annoncé que P, on apprend que P; nobody is named."""
    for use in scene.uses.values():
        if (
            scene.quote[use.token] >= 0
            or not scene.is_read(use.token)
            or use.shape != "finite"
            or "que" not in use.line.frames
        ):
            continue
        impersonal = (
            use.passive
            and scene.is_in(use.first - 1, "impersonal")
            and use.line.kind in ("neutral", "expecting")
        )
        anyone = "learn" in use.line.frames and scene.is_in(use.first - 1, "indefinite")
        if not (impersonal or anyone) or not scene.is_in(use.last + 1, "complementizers"):
            continue
        content = scene.trim(use.last + 2, clause_end(scene, use.last + 2, use))
        if content is not None:
            yield Candidate("F17 no source", PASSIVE, (content,), (use.first, use.last), use.line, None)


def find_hearsay(scene: Scene) -> Iterator[Candidate]:
    """F17: Il paraît que P."""
    for i, t in enumerate(scene.tokens):
        if t.lemma in scene.words["hearsay"] and scene.is_in(i - 1, "impersonal") and scene.is_read(i):
            if scene.is_in(i + 1, "complementizers") and scene.quote[i] < 0:
                content = scene.trim(i + 2, clause_end(scene, i + 2, None))
                if content is not None:
                    yield Candidate("F17 hearsay", PASSIVE, (content,), (i - 1, i), None, None)


def _like(use: CueUse, subject: int | None, *parts: Span | None) -> Candidate | None:
    """F20 with this cue and subject; None when a part of its content is empty."""
    content = tuple(p for p in parts if p is not None)
    if len(content) < len(parts):
        return None
    return Candidate("F20 comme", INITIAL + 1, content, (use.first, use.last), use.line, subject)


def _like_behind(scene: Scene, use: CueUse) -> Candidate | None:
    """F20 at the end: P, comme X l'avait dit."""
    it = any(scene.is_in(j, "it") for j in range(use.first, use.token))
    if not it or use.shape != "finite" or use.passive or scene.quote[use.token] >= 0:
        return None
    subject = subject_of(scene, use)
    if subject is None or subject >= use.first or not scene.is_read(use.token):
        return None
    start, _ = scene.bounds_of_sentence(use.token)
    like = phrase(scene, subject)[0] - 1
    if not scene.is_in(like, "like") or scene.word(like - 1) != "," or not scene.has_finite(start, like - 2):
        return None
    return _like(use, subject, scene.trim(start, like - 2))


def _what_is(scene: Scene, use: CueUse) -> Candidate | None:
    """F20: P, ce que dément X."""
    i = use.first - 1
    if not scene.is_in(i, "complementizers") or not scene.is_in(i - 1, "this") or scene.word(i - 2) != ",":
        return None
    start, last = scene.bounds_of_sentence(i)
    subject = subject_after(scene, use.last + 1, last) if use.shape == "finite" and not use.passive else None
    if subject is None or scene.quote[use.token] >= 0 or not scene.has_verb(start, i - 3):
        return None
    return _like(use, subject, scene.trim(start, i - 3))


def _like_inside(scene: Scene, use: CueUse) -> Candidate | None:
    """F20 in the middle: La trêve, comme le rappelle X, n'a jamais été signée."""
    i = use.first - 1
    if not scene.is_in(i, "like") or scene.word(i - 1) != "," or scene.quote[use.token] >= 0:
        return None
    found = read_incise(scene, i)
    start, last = scene.bounds_of_sentence(i)
    if (
        found is None
        or found[0] is not use
        or scene.word(found[2] + 1) != ","
        or not resumes(scene, found[2] + 2)
    ):
        return None
    if scene.has_finite(start, i - 2):
        return None
    return _like(use, found[1], scene.trim(start, i - 2), scene.trim(found[2] + 2, last))


def find_like(scene: Scene) -> Iterator[Candidate]:
    """F20: Comme l'a rappelé X, P. P, comme X l'avait dit."""
    for use in scene.uses.values():
        behind = _like_behind(scene, use) or _what_is(scene, use) or _like_inside(scene, use)
        if behind is not None:
            yield behind
            continue
        i = use.first - 1
        if (
            not scene.is_in(i, "like")
            or not scene.starts_clause(i)
            or use.shape != "finite"
            or not scene.is_read(use.token)
        ):
            continue
        found = read_incise(scene, i)
        if found is None:
            continue
        _, last = scene.bounds_of_sentence(i)
        for j in range(found[2] + 1, last):
            if scene.low[j] == ",":
                ahead = _like(use, found[1], scene.trim(j + 1, _sentence_end(scene, j + 1, last)))
                if ahead is not None and scene.has_finite(j + 1, last):
                    yield ahead
                break
