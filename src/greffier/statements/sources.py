"""Source phrases of a text: "selon X", "d'après X", "de source policière", "pour X", each with where it ends; the false
ones ("selon la tradition") are left out (F13)."""

from __future__ import annotations

from dataclasses import dataclass

from ..language.cues import Phrase
from .outlets import is_outlet
from .phrases import is_person_like, phrase
from .saying import is_finite
from .scene import FULL_STOPS, CueUse, Scene
from .speakers import before, cited_after

MAX_SOURCE = 22  # tokens of a source with its apposition
LONG_APPOSITION = 16  # tokens of one apposition
SCARE = 3  # words: a shorter quotation is no speech


@dataclass(frozen=True, slots=True)
class SourcePhrase:
    """A source phrase of the text: tokens `first` to `last`, the head of its noun and the line of
    sources.csv."""

    first: int
    last: int
    head: int
    line: Phrase
    relative: bool = False
    via: int | None = None
    cue: tuple[int, int] | None = None


def find_sources(scene: Scene) -> list[SourcePhrase]:
    """All source phrases outside quotations; false ones ("selon la tradition") are left out."""
    out = []
    i = 0
    while i < len(scene.tokens):
        found = source_at(scene, i)
        if found is not None and scene.is_read(i):
            out.append(found)
            i = found.last
        i += 1
    return out


def _matches(scene: Scene, i: int, line: Phrase) -> bool:
    if len(line.words) > 1 and scene.word(i + 1) != line.words[1] and len(line.words) > 2:
        return False
    words = [line.words[0], *scene.low[i + 1 : i + len(line.words)]]
    if tuple(words) == line.words:
        return True
    return (
        len(words) == len(line.words)
        and tuple(words[:-1]) == line.words[:-1]
        and line.words[-1] in scene.words["of"]
        and words[-1] in scene.words["of"]
    )


def source_at(scene: Scene, i: int) -> SourcePhrase | None:
    """The source phrase that begins at token `i`."""
    word = scene.low[i]
    if word not in scene.cues.sources and scene.tokens[i].text[0].isupper():
        word = scene.cues.unaccented.get(word, word)  # a capital without its accent: "A ses yeux"
    line = next((p for p in scene.cues.sources.get(word, ()) if _matches(scene, i, p)), None)
    if line is None:
        return None
    if line.kind == "none":
        return _source_of_relative(scene, i, line)
    apart = scene.starts_clause(i) or scene.word(i - 1) == ","
    if not apart and line.kind == "source" and _depends(scene, i):
        return None
    learned = _learned_before(scene, i)
    if (
        (line.kind == "person" and not (scene.starts_clause(i) or _behind_quotation(scene, i)))
        or (line.kind in ("opinion", "unnamed") and not apart and learned is None)
        or (line.kind == "asked" and learned is None)
    ):
        return None
    start = i + len(line.words)
    if line.kind == "inherit":
        return SourcePhrase(i, start - 1, i + 1, line) if scene.quote[i] < 0 else None
    if start >= len(scene.tokens) or scene.tree.sentence_of[start] != scene.tree.sentence_of[i]:
        return None
    for t in scene.tokens[start : start + 3]:
        if t.lemma in scene.words["own_words"]:
            return _own_words(scene, i, start, t.i, line)
    if scene.is_in(start, "relatives"):
        owner = before(scene, i)
        return (
            SourcePhrase(i, start, owner, line, relative=True)
            if owner is not None and scene.quote[i] < 0
            else None
        )
    head = noun_head(scene, start)
    if line.kind == "unnamed":  # the source itself: "de source proche du dossier"
        head = next((j for j in range(i + 1, start) if scene.pos(j) == "NOUN"), head)
    if head is None or scene.quote[i] >= 0:
        return None
    if (
        scene.tokens[head].lemma in scene.words["not_speakers"]
        or scene.low[head] in scene.words["not_speakers"]
        or scene.is_in(head, "own_voice", "empty_subjects")
    ):
        return None
    if head in scene.dates or scene.is_in(head, "days"):
        return None
    if line.kind == "person" and not _may_opine(scene, head, start):
        return None
    if line.kind == "heard" and not is_person_like(scene, head):
        return None  # "suivant l'attaque": after it
    end = _end(scene, i, head, line)
    if learned is not None:
        return SourcePhrase(learned.first, end, head, line, cue=(learned.first, learned.last))
    cited = cited_after(scene, end + 1)
    if cited is not None:
        return SourcePhrase(i, cited[1], cited[0], line, via=head)
    return SourcePhrase(i, end, head, line)


def _depends(scene: Scene, i: int) -> bool:
    """Whether the verb before says what something depends on: "le prix varie selon les communes"."""
    first, _ = scene.bounds_of_sentence(i)
    verb = next((j for j in range(i - 1, first - 1, -1) if scene.pos(j) == "VERB"), None)
    return verb is not None and scene.tokens[verb].lemma in scene.words["depending"]


def _behind_quotation(scene: Scene, i: int) -> bool:
    """Whether a phrase follows a quotation and ends its sentence: "« Q », pour Le Monde"."""
    return scene.word(i - 1) == "," and scene.closes(i - 2) is not None


def _source_of_relative(scene: Scene, i: int, line: Phrase) -> SourcePhrase | None:
    """ ", selon lequel P" behind somebody; "une rumeur selon laquelle P" is left to the nouns."""
    if scene.word(i - 1) != "," or not scene.is_in(i + 1, "relatives") or scene.quote[i] >= 0:
        return None
    owner = before(scene, i)
    if owner is None or not is_person_like(scene, owner):
        return None
    return SourcePhrase(i, i + 1, owner, line, relative=True)


def _learned_before(scene: Scene, i: int) -> CueUse | None:
    """The "a-t-on appris" on which "de source policière" or "auprès du ministère" follows."""
    j = i - 1
    while j > 0 and (
        j in scene.dates or scene.is_in(j, "days") or scene.pos(j) == "ADV" or scene.low[j] == ","
    ):
        j -= 1
    use = next((u for u in scene.uses_between(j - 1, j) if u.last == j), None)
    if use is None or use.inverted is None or scene.word(use.first - 1) != ",":
        return None
    return use if scene.low[use.inverted].endswith(tuple(scene.words["indefinite"])) else None


def _own_words(scene: Scene, i: int, start: int, noun: int, line: Phrase) -> SourcePhrase | None:
    """ "selon ses propres termes", "d'après le récit qu'elle livre", "selon les mots du ministre": whose
    words they are."""
    if scene.quote[i] >= 0:
        return None
    if scene.is_in(noun + 1, "of"):
        head = noun_head(scene, noun + 2)
        return None if head is None else SourcePhrase(i, phrase(scene, head)[1], head, line)
    if scene.is_in(noun + 1, "complementizers") and scene.pos(noun + 2) in ("PRON", "PROPN", "DET"):
        _, limit = scene.bounds_of_sentence(i)
        end = noun + 2
        while end < limit and scene.low[end + 1] not in (",", ".", ";"):
            end += 1
        return SourcePhrase(i, end, noun + 2, line)
    return SourcePhrase(i, noun, start, line) if scene.is_in(start, "possessives") else None


def noun_head(scene: Scene, i: int) -> int | None:
    limit = min(len(scene.tokens) - 1, i + 6)
    while i <= limit:
        if scene.pos(i) in ("NOUN", "PROPN", "PRON"):
            return i
        if scene.pos(i) not in ("DET", "ADJ", "NUM", "ADV") and not scene.is_in(i, "determiners"):
            return i if scene.tokens[i].text[:1].isupper() else None
        i += 1
    return None


def _may_opine(scene: Scene, head: int, start: int) -> bool:
    many = scene.tokens[head].morph.get("Number") == "Plur" or scene.is_in(head, "plural_pronouns")
    if many and not scene.is_in(head, "opining") and not scene.is_in(start, "some", "of"):
        return False  # "pour les habitants, la levée est une bonne nouvelle": to whom, not according to whom
    if scene.pos(start) in ("VERB", "AUX") or not (is_person_like(scene, head) or is_outlet(scene, head)):
        return False
    _, last = phrase(scene, head)
    if scene.closes(start - 3) is not None and (
        scene.word(last + 1) in FULL_STOPS or scene.is_in(last + 1, "relatives")
    ):
        return True
    return scene.word(last + 1) in (",", ":") or scene.opens(last + 2) is not None


def _end(scene: Scene, i: int, head: int, line: Phrase) -> int:
    """The last token of the phrase; at the start of a sentence up to the comma before P, apposition
    included."""
    _, limit = scene.bounds_of_sentence(i)
    end = phrase(scene, head)[1]
    if line.kind == "unnamed":
        while (
            end < limit
            and scene.low[end + 1] not in (",", ".", ";", ":")
            and scene.pos(end + 1) in ("ADJ", "ADP", "NOUN", "PROPN", "DET")
        ):
            end += 1
    if not scene.starts_clause(i):
        while (
            end < limit
            and scene.is_in(end + 1, "coordinators")
            and scene.pos(end + 2) in ("DET", "PROPN", "NOUN")
        ):
            end = max(end + 2, phrase(scene, noun_head(scene, end + 2) or end + 2)[1])
        return end
    j = end
    while j < min(
        limit, i + MAX_SOURCE
    ):  # the source may go on: "selon un rapport publié mardi par l'ONU, P"
        if scene.word(j + 1) == "(":
            while j < limit and scene.word(j + 1) != ")":
                j += 1
            end = j + 1
        if scene.word(j + 1) == ",":
            return j if not _apposition(scene, j + 1, limit) else _apposition(scene, j + 1, limit)
        if scene.low[j + 1] in (".", ";", ":") or scene.opens(j + 1) is not None:
            break
        j += 1
    return end


def is_participle(scene: Scene, i: int) -> bool:
    morph = scene.tokens[i].morph if i < len(scene.tokens) else {}
    return morph.get("VerbForm") == "Part" and morph.get("Tense") == "Past"


def _apposition(scene: Scene, comma: int, limit: int) -> int:
    """The last token of the appositions set off by commas after the source, 0 if there is none."""
    end = 0
    while (stop := _next_mark(scene, comma + 1, limit)) and _is_apposition(scene, comma, stop, limit):
        end, comma = stop - 1, stop
        if scene.low[stop] != ",":
            break
    return end


def _next_mark(scene: Scene, i: int, limit: int) -> int:
    """The comma, colon, semicolon or opening quotation mark that comes next, 0 if none is near."""
    for j in range(i, min(limit, i + LONG_APPOSITION)):
        if scene.low[j] in (",", ":", ";"):
            return j
        if (k := scene.opens(j)) is not None:
            return j if scene.size(k) > SCARE else 0
    return 0


def _is_apposition(scene: Scene, comma: int, stop: int, limit: int) -> bool:
    """Whether what stands between a comma and the next mark only says who the source is."""
    inside, first = range(comma + 1, stop), comma + 1
    if scene.is_in(first, "relatives"):
        return True  # "selon un comptage, qui ne concerne que Paris, P"
    if any(is_finite(scene, k) for k in inside) or cited_after(scene, comma) is not None:
        return False
    if scene.low[stop] != ",":
        return scene.pos(first) in ("NOUN", "DET", "ADJ", "PROPN", "ADP")  # "selon X, de l'université, « Q »"
    after = scene.pos(stop + 1)
    noun = noun_head(scene, first)
    told = (
        (noun is not None and noun < stop and is_person_like(scene, noun))
        or (scene.pos(first) == "NOUN" and scene.pos(first + 1) not in ("VERB", "AUX"))  # ", soutien de X,"
        or scene.is_in(first, "of_which")
        or scene.tokens[first].morph.get("VerbForm") == "Part"
        or (scene.is_in(first, "of") and first not in scene.dates)
    )
    goes_on = (
        after in ("DET", "PRON", "PROPN", "NOUN", "ADP", "VERB")
        or scene.opens(stop + 1) is not None
        or is_participle(scene, stop + 1)
    )
    return told and goes_on and any(is_finite(scene, k) for k in range(stop + 1, limit + 1))
