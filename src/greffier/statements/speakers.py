"""Who is at the cue: the subject of a cue verb, before it or after it.

Dates, places and addressees beside the cue are no speakers; a parser's slip is mended by looking at the words.
"""

from __future__ import annotations

from ..language.cues import read_form
from .phrases import NOMINAL, head_from, is_person_like, past_phrase, phrase, phrase_head, speaks_here
from .scene import MARKS, CueUse, Scene

MAX_LOOK = 40  # tokens between a subject and its verb, apposition and relative clause included
MAX_AFTER = 16  # tokens between an inverted verb and its subject: dates, addressees, places
CHAIN = 5  # how many governing verbs may be climbed to find the subject of an infinitive


def subject_of(scene: Scene, use: CueUse) -> int | None:
    """The head of the subject of a cue, wherever it stands; None when there is none in sight."""
    if use.inverted is not None:
        return use.inverted
    if use.passive or use.shape == "participle":
        return _agent(scene, use.token)
    if use.shape == "finite":
        found = _finite_subject(scene, use)
    else:
        found = _governing_subject(scene, use)
    return found


def _finite_subject(scene: Scene, use: CueUse) -> int | None:
    if not use.doubtful:
        subjects = tuple(scene.tree.children(use.token, "nsubj"))
        for t in reversed(subjects):  # the nearest first
            bare = scene.word(t.i - 1) == "," and not any(scene.tree.children(t.i, "det"))
            if bare and t.i != subjects[0].i:
                continue  # "le Conseil, entité proche de l'État, a dit": an apposition
            if t.i < use.first and _can_speak(scene, t.i) and _same_side(scene, t.i, use.first):
                if ":" in scene.low[t.i : use.first]:
                    continue  # "France : les parents menacent de ...": the topic of a headline
                return _antecedent(scene, t.i, use)
    if scene.is_in(use.first - 1, "coordinators"):
        return _shared_subject(scene, use)
    near = _look_left(scene, use)
    if near is not None:
        return near
    return None


def _shared_subject(scene: Scene, use: CueUse) -> int | None:
    """The subject of a cue after "et": that of the verb it is coordinated with, else of the cue before,
    else the first."""
    first, _ = scene.bounds_of_sentence(use.first)
    token = scene.tokens[use.token]
    for i in range(use.first - 1, first - 1, -1):
        other = scene.uses.get(i)
        if (
            other is not None
            and other.shape == "finite"
            and other.inverted is None
            and scene.quote[i] == scene.quote[use.token]
        ):
            return subject_of(scene, other)
    if (
        token.dep == "conj"
        and first <= token.head < use.token
        and (found := _climb(scene, token.head)) is not None
    ):
        return found
    return first_subject(scene, first, use.first - 1)


def _governing_subject(scene: Scene, use: CueUse) -> int | None:
    """The subject of the clause on which a gerund or infinitive hangs."""
    first, _ = scene.bounds_of_sentence(use.first)
    head = scene.tokens[use.token].head
    verb = scene.tokens[use.token]
    if (own := _own_subject(scene, use, first)) is not None:
        return own
    up = None
    said = next(
        (
            u
            for u in reversed(tuple(scene.uses_between(first, use.first - 2)))
            if u.shape == "finite" and u.inverted is None and scene.quote[u.token] == scene.quote[use.token]
        ),
        None,
    )
    if (
        scene.word(use.first - 1) == ","
        and said is not None
        and scene.is_in(said.last + 1, "complementizers")
    ):
        return subject_of(scene, said)  # "a nié que la digue fût fissurée, précisant que ..."
    if (
        verb.dep.startswith("acl")
        and scene.pos(head) in NOMINAL
        and head < use.token
        and not _is_en(scene, use)
    ):
        up = _subject_or_acl(scene, head)
    elif head != use.token:
        up = _climb(scene, head)
    if (
        up is not None
        and scene.tree.sentence_of[up] == scene.tree.sentence_of[use.token]
        and _same_side(scene, up, use.first)
    ):
        return up
    best = None
    for i in range(
        use.first - 1, first - 1, -1
    ):  # the nearest finite cue before, or the main verb of the sentence
        other = scene.uses.get(i)
        if other is not None and other.shape == "finite" and scene.quote[i] == scene.quote[use.token]:
            found = subject_of(scene, other)
            if found is not None and found < use.first:
                best = found
                break
    if best is None:
        best = first_subject(scene, first, use.first - 1)
    if best is None and scene.starts_clause(use.first):
        _, last = scene.bounds_of_sentence(use.first)
        best = first_subject(scene, use.last + 1, last)  # "Expliquant que P, il affirmait ..."
    return best


def _own_subject(scene: Scene, use: CueUse, first: int) -> int | None:
    """The name between a comma and a gerund: "outre les critiques, Le Monde le qualifiant de « Q », il est ..."."""
    i = use.first - 1
    if use.shape != "gerund" or _is_en(scene, use):
        return None
    if scene.is_in(i, "latter") or scene.is_in(i, "these"):
        return i  # "..., ce dernier estimant que P"
    if scene.pos(i) != "PROPN":
        return None
    head = phrase_head(scene, i)
    start = phrase(scene, head)[0]
    return head if start > first and scene.word(start - 1) == "," and is_person_like(scene, head) else None


def _is_en(scene: Scene, use: CueUse) -> bool:
    return scene.is_in(use.first - 1, "gerund_marks") or scene.is_in(use.first, "gerund_marks")


def _subject_or_acl(scene: Scene, head: int) -> int | None:
    """The noun that a participle hangs on when it can speak itself, else the subject of its clause."""
    t = scene.tokens[head]
    if is_person_like(scene, head) and not t.dep.startswith(("obl", "nmod")):
        return head
    if t.lemma in scene.words["documents"] and not scene.is_in(head, "days"):
        return head
    return _climb(scene, t.head) if t.head != head else None


def first_subject(scene: Scene, first: int, last: int) -> int | None:
    """The first subject between two tokens, outside quotations."""
    for i in range(first, last + 1):
        t = scene.tokens[i]
        if t.dep.partition(":")[0] == "nsubj" and scene.quote[i] < 0 and _can_speak(scene, i) and t.head > i:
            return _antecedent(scene, i, None)
    return None


def main_subject(scene: Scene, first: int, last: int) -> int | None:
    """The last subject of a main clause between two tokens, outside quotations."""
    for i in range(last, first - 1, -1):
        t = scene.tokens[i]
        if (
            t.dep.partition(":")[0] == "nsubj"
            and scene.quote[i] < 0
            and i < t.head <= last
            and _can_speak(scene, i)
        ):
            if scene.tokens[t.head].dep in ("ROOT", "conj", "parataxis") and not scene.is_in(i, "relatives"):
                return i
    return first_subject(scene, first, last)


def _climb(scene: Scene, i: int) -> int | None:
    for _ in range(CHAIN):
        for t in scene.tree.children(i, "nsubj"):
            if _can_speak(scene, t.i) and scene.quote[t.i] == scene.quote[i]:
                return _antecedent(scene, t.i, None)
        t = scene.tokens[i]
        if t.dep == "acl" and scene.tokens[t.head].pos in NOMINAL and _can_speak(scene, t.head):
            verb = scene.tokens[t.head]
            return t.head if verb.dep.startswith(("nsubj", "appos", "ROOT")) else None
        if t.head == i:
            return None
        i = t.head
    return None


def _agent(scene: Scene, i: int) -> int | None:
    for t in scene.tree.children(i, "obl:agent"):
        return t.i
    for t in scene.tree.children(i, "obl"):
        if any(scene.is_in(c.i, "by") for c in scene.tree.children(t.i, "case")):
            return t.i
    _, last = scene.bounds_of_sentence(i)
    for j in range(i + 1, last):
        if (
            scene.is_in(j, "by")
            and scene.pos(j - 1) not in ("VERB", "AUX", "ADJ")
            and scene.tokens[j].head > j
            and scene.tokens[scene.tokens[j].head].dep == "obl:agent"
        ):
            return scene.tokens[j].head
    return None


def _same_side(scene: Scene, a: int, b: int) -> bool:
    return scene.quote[a] == scene.quote[b] or scene.quote[a] < 0 or scene.size(scene.quote[a]) <= 3


def _antecedent(scene: Scene, i: int, use: CueUse | None) -> int | None:
    """The noun that a relative pronoun stands for; the token itself otherwise."""
    if not scene.is_in(i, "relatives"):
        return i
    verb = scene.tokens[i].head
    head = scene.tokens[verb].head
    if scene.tokens[verb].dep.startswith("acl") and head < i and scene.pos(head) in (*NOMINAL, "PRON"):
        return _person_above(scene, head)
    return before(scene, i)


def _person_above(scene: Scene, i: int) -> int:
    """The office that a place belongs to: "le chef de la mission pour la Syrie qui considère"."""
    entity = scene.tree.entity_of.get(i)
    if entity is None or entity.label != "LOC" or not scene.tokens[i].dep.startswith("nmod"):
        return i
    for up in scene.tree.ancestors(i):
        if scene.pos(up) != "NOUN":
            return i
        if scene.is_in(up, "people"):
            return up
    return i


def before(scene: Scene, i: int) -> int | None:
    """The noun that stands nearest before token `i`, as the head of its phrase."""
    first, _ = scene.bounds_of_sentence(i)
    for j in range(i - 1, first - 1, -1):
        if scene.pos(j) in (*NOMINAL, "PRON") and _can_speak(scene, j):
            return phrase_head(scene, j)
    return None


def _can_speak(scene: Scene, i: int) -> bool:
    if i in scene.dates or scene.is_in(i, "days", "empty_subjects") or scene.is_in(i, "euphonic"):
        return False
    if scene.is_in(i + 1, "by") and scene.tokens[i].morph.get("Gender") and is_participle_form(scene, i):
        return False  # "Interrogée par l'AFP, la cheffe a ..."
    if scene.is_in(i, "themselves") or (scene.is_in(i, "aside_nouns") and scene.is_in(i - 1, "possessives")):
        return False  # "M. Durand lui-même"
    return scene.pos(i) in (*NOMINAL, "PRON", "ADJ", "NUM", "DET", "X") or scene.tokens[i].dep.startswith(
        "nsubj"
    )


def is_participle_form(scene: Scene, i: int) -> bool:
    """Whether a word can be a past participle of a cue verb, whatever the tagger says."""
    return any(f.shape == "participle" for f in read_form(scene.low[i], scene.language))


def _look_left(scene: Scene, use: CueUse) -> int | None:
    """The nearest noun phrase before the verb that no preposition governs."""
    first, _ = scene.bounds_of_sentence(use.first)
    i, steps = use.first - 1, 0
    while i >= first and steps < MAX_LOOK:
        if scene.low[i] in (";", ":") or (
            scene.quote[i] >= 0
            and scene.quote[i] != scene.quote[use.token]
            and scene.size(scene.quote[i]) > 3
        ):
            return None
        if scene.word(i) in scene.words["complementizers"]:
            return None
        if scene.is_in(i, "relatives") and scene.pos(i) == "PRON":
            return before(scene, i)
        if scene.pos(i) in (*NOMINAL, "PRON") and not scene.is_in(i, "clitics") and _can_speak(scene, i):
            if (owner := _owner_of_relative(scene, i, use)) is not None:
                i = owner
            if scene.pos(i) == "PRON":
                return i
            head = phrase_head(scene, i)
            start, end = phrase(scene, head)
            t = scene.tokens[head]
            opens = (
                end == use.first - 1 and scene.word(start - 1) == ","
            )  # ", le nouveau chef de l'État a dit"
            if not _governed(scene, start) and (opens or not (t.dep in ("obj", "xcomp") and t.head < head)):
                return head
            i = start - 1
        elif use.doubtful and i == use.first - 1 and scene.pos(i) not in ("ADJ",):
            return None
        else:
            i -= 1
        steps += 1
    return None


def _owner_of_relative(scene: Scene, i: int, use: CueUse) -> int | None:
    """The noun whose relative clause token `i` is the subject of: "les engins dont ils disposent exigent"."""
    verb = scene.tokens[i].head
    t = scene.tokens[verb]
    in_relative = scene.tokens[i].dep.startswith("nsubj") and i < verb < use.first and t.dep.startswith("acl")
    return t.head if in_relative and t.head < i and scene.pos(t.head) in NOMINAL else None


def _governed(scene: Scene, start: int) -> bool:
    return scene.pos(start - 1) == "ADP" or scene.is_in(start - 1, "of", "to")


def subject_after(scene: Scene, start: int, limit: int) -> int | None:
    """The subject that follows its verb: the first noun phrase from `start` on that is no date, place or
    addressee."""
    i = start
    while i <= min(limit, start + MAX_AFTER):
        if speaks_here(scene, i) or scene.low[i] in (".", ";", ":"):
            return None
        if (
            scene.low[i] in (",", "(", ")", "-", "–")
            or scene.low[i] in MARKS
            or scene.pos(i) in ("ADV", "CCONJ")
            or scene.is_in(i, "negators")
        ):
            i += 1
        elif scene.is_in(i, "complementizers") or scene.pos(i) == "SCONJ":
            return None
        elif i in scene.dates or scene.is_in(i, "days") or scene.pos(i) == "NUM":
            i += 1
        elif scene.pos(i) == "ADP" or scene.is_in(i, "to"):
            i = past_phrase(scene, i + 1, limit)
        elif scene.pos(i) == "DET" and (scene.is_in(i + 1, "days") or i + 1 in scene.dates):
            i += 2
        elif (
            scene.pos(i) in ("DET", "ADJ", "NOUN", "PROPN", "PRON", "X", "INTJ")
            or scene.low[i][:1] != scene.tokens[i].text[:1]
        ):
            return head_from(scene, i, limit)
        else:
            return None
    return None


def cited_after(scene: Scene, comma: int) -> tuple[int, int] | None:
    """The head and the last token of the source that a source cites: "selon le journal, citant un diplomate"."""
    use = scene.uses.get(comma + 1)
    if scene.word(comma) != "," or use is None or use.shape != "gerund":
        return None
    if not any(p.words[0] == use.line.lemma for p in scene.cues.relays_of("verb")):
        return None
    head = head_from(scene, use.last + 1, scene.bounds_of_sentence(use.last)[1])
    return None if head is None else (head, phrase(scene, head)[1])
