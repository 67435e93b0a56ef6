"""Quotations and who says them: with an incise, interrupted, after a colon, after the verb, resumed, or
floating.

Each function takes the scene and yields candidates of one construction of the guide (F3 to F6, F21).
"""

from __future__ import annotations

from collections.abc import Iterator

from ..language.cues import CueLine
from ..model.span import Span
from .clauses import clause_end
from .incises import INCISE, cited_behind, read_incise
from .phrases import head_from, is_person_like, phrase_head
from .scene import FULL_STOPS, Candidate, CueUse, Scene
from .speakers import main_subject, subject_after, subject_of

# tokens: a cue further than this from its colon, with another verb between, does not open the quotation
FAR = 14
NAME = 4  # tokens of a name that stands alone before a colon
CONNECTIVE = 4  # tokens of "Par exemple," before a quotation
ADDRESSEE = 9  # tokens of "à la police de la ville" between a cue and its quotation
SCARE = 3  # words: a shorter quotation without a cue is a scare quote
INTERRUPTED, COLON, VERB, FLOATING = 10, 30, 34, 90


def find_quoted(scene: Scene) -> Iterator[Candidate]:
    """All quotations that a cue or their place gives to somebody."""
    taken: set[int] = set()
    for k in sorted(scene.bounds):
        if k in taken or not scene.is_read(scene.bounds[k][0]):
            continue
        for find in (incise_after, dash_after, colon_before, verb_before, _announced, floating):
            found = find(scene, k, taken)
            if found is not None:
                yield found
                taken.update(found.quotes)
                break


def incise_after(scene: Scene, k: int, taken: set[int]) -> Candidate | None:
    """F3 and F4: « Q », a déclaré X. « Q1 », dit X, « Q2 »."""
    _, last = scene.bounds[k]
    incise = read_incise(scene, last + 1)
    if incise is None:
        where = _read_where(scene, last + 1)
        return (
            None
            if where is None
            else Candidate("F17 seen", INCISE, (scene.inner(k),), where[0], None, where[1], quotes=(k,))
        )
    use, subject, end = incise
    if use.line is not None and not use.line.frames & {"incise", "quote"}:
        return None
    content, quotes, rule, order = [_content_before(scene, k, taken)], [k], "F3 incise", INCISE
    for span_of in _continued(scene, end, quotes):
        content.append(span_of)
        rule, order = "F4 interrupted", INTERRUPTED
    speaker, via = cited_behind(scene, subject, end, scene.bounds_of_sentence(end)[1])
    cue = (use.first, use.last)
    return Candidate(rule, order, tuple(content), cue, use.line, speaker, via=via, quotes=tuple(quotes))


def _read_where(scene: Scene, i: int) -> tuple[tuple[int, int], int] | None:
    """The words and the bearer of "« Q », pouvait-on lire sur une banderole"."""
    for j in range(i + 1, i + 5):
        if scene.is_in(j, "inverted") and scene.low[j].endswith(tuple(scene.words["indefinite"])):
            seen = next(
                (k for k in range(i + 1, j + 3) if scene.tokens[k].lemma in scene.words["seeing"]), None
            )
            here = j + 1 if seen is None or seen < j else seen + 1
            if seen is None or not scene.is_in(here, "medium_prepositions"):
                return None
            head = head_from(scene, here + 1, scene.bounds_of_sentence(here)[1])
            return None if head is None else ((i + 1, here - 1), head)
    return None


def _announced(scene: Scene, k: int, taken: set[int]) -> Candidate | None:
    """F3 in front: « dit encore X, « Q »; the incise stands before the quotation, perhaps with its medium."""
    first, _ = scene.bounds[k]
    if scene.word(first - 1) != "," and scene.pos(first - 1) not in ("PROPN", "NOUN"):
        return None
    start, _ = scene.bounds_of_sentence(first)
    for use in reversed(tuple(scene.uses_between(max(start, first - FAR), first - 2))):
        if not use.line.frames & {"incise"} or scene.quote[use.token] >= 0:
            continue
        opens = use.first - 1
        while scene.pos(opens) == "ADV":
            opens -= 1
        if scene.word(opens) not in (",", ":") and not (opens < start):
            return None
        found = read_incise(scene, opens)
        if found is None or found[0] is not use:
            return None
        between = range(found[2] + 1, first - 1)
        if any(scene.pos(j) in ("VERB", "AUX", "PRON", "SCONJ") or scene.low[j] == "," for j in between):
            return None
        cue = (use.first, use.last)
        return Candidate("F3 incise", INCISE, (scene.inner(k),), cue, use.line, found[1], quotes=(k,))
    return None


def dash_after(scene: Scene, k: int, taken: set[int]) -> Candidate | None:
    """« Q » — NAME, role: a pull quote with its signature."""
    _, last = scene.bounds[k]
    entity = scene.tree.entity_of.get(last + 2)
    if (
        scene.word(last + 1) not in ("-", "–", "—")
        or entity is None
        or entity.label != "PER"
        or entity.first != last + 2
    ):
        return None
    return Candidate("F6 signature", COLON, (scene.inner(k),), None, None, entity.first, quotes=(k,))


def _content_before(scene: Scene, k: int, taken: set[int]) -> Span:
    """The quotation, with the words of its sentence before it when it does not begin the sentence."""
    first, last = scene.bounds[k]
    inner = scene.inner(k)
    start, _ = scene.bounds_of_sentence(first)
    if start == first:
        return inner
    i = first - 1
    while i >= start:
        word, other = scene.low[i], scene.quote[i]
        if other >= 0 and other not in taken and _adjoins(scene, scene.bounds[other][1], first):
            i = scene.bounds[other][0] - 1  # « Q1 », « Q2 » et « Q3 », a dit X
            continue
        if word in (":", ";") or (other >= 0 and (other in taken or scene.size(other) > 12)):
            break
        use = scene.uses.get(i)
        if use is not None and use.shape == "finite" and not use.doubtful and other < 0:
            if use.line.frames & {"quote", "incise"}:
                return inner
        i -= 1
    if i >= start:
        return inner
    if not scene.has_finite(start, first - 1) and not _cut(scene, first):
        return inner
    span = scene.trim(start, last)
    return span or inner


def _adjoins(scene: Scene, end: int, first: int) -> bool:
    """Whether only commas, conjunctions and other quotations stand between two tokens."""
    return all(
        scene.quote[j] >= 0 or scene.low[j] == "," or scene.is_in(j, "coordinators")
        for j in range(end + 1, first)
    )


def _cut(scene: Scene, first: int) -> bool:
    """Whether the quotation goes on with a sentence that began before it."""
    joined = (
        scene.word(first - 1) in (",", *scene.words["coordinators"]) and scene.closes(first - 2) is not None
    )
    verbal = scene.pos(first + 1) in ("AUX", "VERB") or scene.is_in(first + 1, "negating", "clitics")
    if scene.word(first - 1) == "," and verbal and scene.tokens[first + 1].text[:1].islower():
        return True  # "Ce Français, Paul Durand, « n'était pas connu », a déclaré X"
    return (joined or scene.word(first - 1) not in (",", ":", ".")) and scene.tokens[
        first + 1 if first + 1 < len(scene.tokens) else first
    ].text[:1].islower()


def _continued(scene: Scene, end: int, quotes: list[int]) -> Iterator[Span]:
    """The quotations that go on after an incise in the same sentence."""
    i, limit = end + 1, min(len(scene.tokens), end + 18)
    while i < limit:
        k = scene.opens(i)
        if k is not None:
            joined = scene.is_in(i - 1, "going_on") and scene.word(i - 2) == ","  # ", car « Q2 »"
            if scene.word(i - 1) not in (",", ":", "-", "–", "—") and i - 1 != end and not joined:
                return
            if scene.word(i - 1) == ":" or not _goes_on(scene, k):
                return
            if read_incise(scene, scene.bounds[k][1] + 1) is not None:
                return
            quotes.append(k)
            yield scene.inner(k)
            return
        if scene.low[i] in FULL_STOPS or scene.low[i] == ";" or scene.pos(i) in ("VERB", "AUX"):
            return
        i += 1


def _goes_on(scene: Scene, k: int) -> bool:
    first, _ = scene.bounds[k]
    return scene.size(k) > SCARE or scene.tokens[min(first + 1, len(scene.tokens) - 1)].text[:1].islower()


def colon_before(scene: Scene, k: int, taken: set[int]) -> Candidate | None:
    """F6: X dit : « Q », X : « Q », and a sentence that ends in a colon."""
    first, _ = scene.bounds[k]
    if scene.word(first - 1) != ":" and not scene.is_in(first - 1, "announcing"):
        return None
    colon = first - 1
    start, _ = scene.bounds_of_sentence(colon)
    for i in range(colon - 1, start - 1, -1):
        if scene.quote[i] >= 0 and scene.size(scene.quote[i]) > SCARE:
            start = i + 1
            break
    cue = _cue_before_colon(scene, start, colon)
    if cue is not None:
        subject = subject_of(scene, cue)
        if subject is None and cue.shape == "finite":
            subject = subject_after(scene, cue.last + 1, colon - 1)
        return Candidate(
            "F6 colon",
            COLON,
            (scene.inner(k),),
            (cue.first, cue.last),
            cue.line,
            subject,
            inherits=subject is None,
            quotes=(k,),
        )
    if scene.size(k) <= SCARE and not scene.has_finite(*scene.bounds[k]):
        return None
    speaker = _speaker_before_colon(scene, start, colon)
    noun = _noun_before_colon(scene, start, colon)
    if speaker is None and noun is None and not scene.has_finite(start, colon):
        return None
    return Candidate(
        "F6 colon without cue" if noun is None else "F6 colon",
        COLON + 1,
        (scene.inner(k),),
        None if noun is None else (noun[0], noun[0]),
        None if noun is None else noun[1],
        speaker,
        inherits=speaker is None,
        quotes=(k,),
    )


def _cue_before_colon(scene: Scene, start: int, colon: int) -> CueUse | None:
    for i in range(colon - 1, start - 1, -1):
        use = scene.uses.get(i)
        if (
            use is not None
            and use.line.frames & {"quote", "incise", "que"}
            and not use.passive
            and scene.quote[i] < 0
        ):
            if use.doubtful and use.shape != "finite":
                continue
            if use.shape == "participle":
                continue
            return (
                use
                if use.line.kind in ("neutral", "factive") or not scene.has_finite(use.last + 1, colon)
                else None
            )
        if i < colon - FAR and use is None and scene.has_finite(i, i):
            return None
    return None


def _noun_before_colon(scene: Scene, start: int, colon: int) -> tuple[int, CueLine] | None:
    """The last noun for something said before a colon: "le message du maire : « Q »"."""
    for i in range(colon - 1, start - 1, -1):
        line = scene.cues.nouns.get(scene.tokens[i].lemma) if scene.pos(i) == "NOUN" else None
        if line is not None and "quote" in line.frames and scene.quote[i] < 0:
            return i, line
    return None


def _speaker_before_colon(scene: Scene, start: int, colon: int) -> int | None:
    subject = main_subject(scene, start, colon - 1)
    if subject is not None and is_person_like(scene, subject):
        return subject
    if colon - start <= NAME and all(scene.pos(i) == "PROPN" for i in range(start, colon)):
        return start  # "Ilan Roche : « Q »"
    for i in range(colon - 1, start - 1, -1):
        entity = scene.tree.entity_of.get(i)
        if entity is not None and entity.label == "PER":
            return entity.first
    if scene.pos(start) == "NOUN" and not scene.has_finite(start, colon):
        return None  # "Banques piratées : « Q »": the topic of a headline
    for i in range(colon - 1, start - 1, -1):
        if scene.is_in(i, "people") and scene.pos(i) == "NOUN":
            return phrase_head(scene, i)
    if subject is not None and scene.pos(subject) == "PRON" and not scene.is_in(subject, "empty_subjects"):
        return subject
    return None


def verb_before(scene: Scene, k: int, taken: set[int]) -> Candidate | None:
    """F6 without a colon: X écrit « Q », and X a parlé d'une « Q » is left to the namers."""
    first, last = scene.bounds[k]
    i = first - 1
    if scene.word(i) == "," and scene.pos(i - 1) == "PRON":
        i -= 1
    for _ in range(3):
        if scene.pos(i) == "ADV" or (scene.is_in(i, "by") and i == first - 1):
            i -= 1
    use = next((u for u in scene.uses_between(max(0, i - 2), i) if u.last == i), None)
    if use is None:
        use = _told_to(scene, i)
    if use is None or not use.line.frames & {"quote"} or use.passive or use.shape == "participle":
        return None
    if scene.size(k) <= SCARE and not scene.has_finite(first, last) and "short" not in use.line.frames:
        return None
    if use.token == i and scene.pos(i - 1) in ("NOUN", "ADJ") and not scene.has_finite(first + 1, last):
        return None  # "la loi dite « de compétence universelle »"
    subject = subject_of(scene, use)
    if subject is None:
        return None
    content = scene.inner(k)
    if scene.tokens[min(first + 1, last)].text[:1].islower() and i == first - 2 + (use.last == first - 1):
        content = scene.trim(first, clause_end(scene, first, use)) or content
    return Candidate("F6 verb", VERB, (content,), (use.first, use.last), use.line, subject, quotes=(k,))


def _told_to(scene: Scene, i: int) -> CueUse | None:
    """The cue before the addressee that ends with token `i`: "il déclare à la police « Q »"."""
    for j in range(i, max(0, i - ADDRESSEE), -1):
        uses = scene.uses_between(j - 3, j - 1)
        found = next((u for u in uses if u.last == j - 1 and not u.doubtful), None)
        if found is not None:
            told = scene.is_in(j, "to") or (
                scene.is_in(j, "medium_prepositions") and _holds_medium(scene, j, i)
            )
            return found if told else None
        if scene.pos(j) not in ("NOUN", "PROPN", "DET", "ADJ", "ADP", "CCONJ") and scene.low[j] != ",":
            return None
    return None


def _holds_medium(scene: Scene, first: int, last: int) -> bool:
    return any(scene.tokens[k].lemma in scene.cues.media for k in range(first, last + 1))


def _is_connective(scene: Scene, start: int, first: int) -> bool:
    """Whether only a connective stands before the quotation: "Par exemple, « Q »"."""
    return (
        first - start <= CONNECTIVE
        and scene.word(first - 1) == ","
        and all(scene.pos(i) in ("ADV", "ADP", "CCONJ", "NOUN", "PUNCT", "X") for i in range(start, first))
        and not scene.is_in(start, "like")
    )


def floating(scene: Scene, k: int, taken: set[int]) -> Candidate | None:
    """F5 and F21: a sentence wholly in quotation marks without a cue; its speaker goes on from before."""
    first, last = scene.bounds[k]
    called = scene.size(k) > 1 and scene.has_finite(first, last) and scene.word(last - 1) in ("!", "?")
    if scene.size(k) <= SCARE and not called:
        return None
    start, _ = scene.bounds_of_sentence(first)
    if start != first and scene.closes(first - 1) is None and not _is_connective(scene, start, first):
        if not (
            scene.is_in(first - 1, "coordinators")
            and scene.tokens[first + 1].text[:1].islower()
            and scene.closes(first - 3) is not None
        ):
            return None
    after = scene.word(last + 1)
    _, end = scene.bounds_of_sentence(last)
    ends = end <= last + 1 or after in FULL_STOPS or after == ""
    starts_next = scene.tokens[last + 1].text[:1].isupper() if last + 1 < len(scene.tokens) else True
    resumes = after == "," and scene.is_in(last + 2, "coordinators") and scene.opens(last + 3) is not None
    if (
        not ends
        and not starts_next
        and not resumes
        and scene.layout.shadow[scene.tokens[last].start - 1 : scene.tokens[last].start]
        not in (".", "!", "?")
    ):
        return None
    if not scene.has_finite(first, last) and not scene.is_in(first + 1, "own_voice"):
        return None
    return Candidate(
        "F21 floating", FLOATING, (scene.inner(k),), None, None, None, inherits=True, quotes=(k,)
    )
