"""The noun phrases of speakers: where one begins and ends, its head, the name set beside it, and whether it can be
somebody who speaks."""

from __future__ import annotations

from ..language.tree import Entity
from ..model.span import Span
from .scene import MARKS, Scene

NOMINAL = frozenset({"NOUN", "PROPN"})
MAX_PHRASE = 14  # tokens of a speaker's noun phrase
NICKNAME = 3  # words: marks around so few hold a name and no speech


def phrase_head(scene: Scene, i: int) -> int:
    """The head of the noun phrase around token `i`: up flat names, complements and appositions that stand
    before it."""
    for _ in range(6):
        t = scene.tokens[i]
        if (
            t.dep.partition(":")[0] in ("flat", "nmod", "appos", "amod", "compound")
            and t.head < i
            and scene.pos(t.head) in NOMINAL
        ):
            if any(scene.low[k] in (",", ";", ":") for k in range(t.head, i)):
                return i
            i = t.head
        else:
            break
    return i


def head_from(scene: Scene, i: int, limit: int) -> int | None:
    """The head of the noun phrase that begins at token `i`."""
    j = i
    while j <= limit and (
        scene.low[j] in MARKS
        or (
            scene.pos(j) in ("DET", "ADJ", "ADV", "NUM")
            and not (_is_name(scene, j) or _is_nickname(scene, j))
        )
    ):
        if scene.pos(j) == "ADJ" and scene.pos(j + 1) not in ("NOUN", "PROPN", "ADJ"):
            break
        j += 1
    return (
        j if j <= limit and scene.low[j] not in (",", ".", ";", ":") and not speaks_here(scene, j) else None
    )


def speaks_here(scene: Scene, i: int) -> bool:
    """Whether token `i` stands in a quotation that is more than a nickname in marks: "les « gilets jaunes »"."""
    k = scene.quote[i]
    return k >= 0 and scene.size(k) > NICKNAME


def _is_nickname(scene: Scene, i: int) -> bool:
    return scene.quote[i] >= 0


def _is_name(scene: Scene, i: int) -> bool:
    return scene.pos(i) == "PROPN"


def past_phrase(scene: Scene, i: int, limit: int) -> int:
    """The token after the noun phrase that begins at `i`, its complements with "de" included."""
    seen = False
    entity = None
    while i <= limit:
        pos, word = scene.pos(i), scene.low[i]
        titled = pos == "DET" and scene.tokens[i].text[0].isupper()  # "au quotidien La Gazette"
        if (
            seen
            and ((pos == "DET" and not titled) or scene.is_in(i, "titles"))
            and not scene.is_in(i - 1, "of")
        ):
            return i
        entity = None if titled else entity
        if pos in NOMINAL or pos == "PRON":
            own = scene.tree.entity_of.get(i)
            if seen and pos == "PROPN" and own is not entity and not scene.is_in(i - 1, "of"):
                return i
            if (
                seen
                and pos == "PROPN"
                and scene.pos(i - 1) == "PROPN"
                and (scene.low[i - 1],) in scene.cues.outlet_names
            ):
                return i
            seen, entity = True, own
        elif pos in ("DET", "ADJ", "NUM") or scene.is_in(i, "of"):
            pass
        elif word == "," or pos in ("ADP", "ADV", "PUNCT", "CCONJ", "VERB", "AUX", "SCONJ"):
            return i
        i += 1
    return i


def phrase(scene: Scene, head: int) -> tuple[int, int]:
    """First and last token of the noun phrase of a head, without relative clauses and what a comma sets
    off."""
    first, last = scene.bounds_of_sentence(head)
    low = head
    while low > first and head - low < MAX_PHRASE:
        t = scene.tokens[low - 1]
        if t.pos in ("DET", "ADJ", "NUM") or (
            t.pos in NOMINAL and t.head in (head, low) and t.dep != "nsubj"
        ):
            if scene.quote[low - 1] != scene.quote[head] or t.i in scene.dates:
                break
            low -= 1
        elif t.pos == "ADV" and scene.pos(low) in ("NUM", "ADJ"):
            low -= 1
        else:
            break
    high = head
    while high < last and high - head < MAX_PHRASE:
        i = high + 1
        word, pos = scene.low[i], scene.pos(i)
        if (
            word in (",", ";", ":", "(", ")", ".")
            or scene.quote[i] != scene.quote[head]
            or i in scene.dates
            or scene.is_in(i, "days")
        ):
            break
        if i in scene.uses and scene.uses[i].shape == "finite" and scene.uses[i].first == i:
            break  # "la commission pointe une série d'erreurs", with the verb taken for a noun
        if scene.is_in(i, "relatives", "complementizers", "coordinators") or pos in (
            "VERB",
            "AUX",
            "SCONJ",
            "CCONJ",
            "ADV",
        ):
            break
        if pos == "PRON" and not scene.is_in(i, "of"):
            break
        if pos == "ADP" and not scene.is_in(i, "of") and not _belongs(scene, i, head):
            break
        if pos == "ADP" and _is_name(scene, head) and scene.tokens[scene.tokens[i].head].head < low:
            break  # "l'annonce par Berlin du retrait"
        if pos == "DET" and not (scene.pos(high) == "ADP" or scene.is_in(high, "of", "to")):
            entity = scene.tree.entity_of.get(i)
            if entity is None or not (_is_name(scene, head) or entity.first == i):
                break
        entity = scene.tree.entity_of.get(high)
        high = max(high + 1, entity.last if entity is not None and entity.last <= last else 0)
    while high > head and (scene.pos(high) in ("ADP", "DET", "PUNCT") and high not in scene.tree.entity_of):
        high -= 1
    return low, high


def _belongs(scene: Scene, case: int, head: int) -> bool:
    """Whether the noun after a preposition hangs on the phrase's head ("le procureur à Bruxelles")."""
    noun = scene.tokens[case].head
    return scene.tokens[noun].dep.startswith("nmod") and head in scene.tree.ancestors(noun)


def name_beside(scene: Scene, head: int) -> int | None:
    """The name set off by a comma after a role: "le ministre de la Justice, Bekir Bozdag"."""
    if scene.pos(head) == "PROPN":
        return None
    _, last = phrase(scene, head)
    if scene.pos(last + 1) == "ADP":  # "le commandant des forces de l'OTAN en Europe, le général W. Clark"
        last = next((j - 1 for j in range(last + 2, last + 5) if scene.word(j) == ","), last)
    if scene.word(last + 1) != ",":
        return None
    i = last + 2
    while i < last + 6 and scene.pos(i) in ("DET", "NOUN", "ADJ") and i not in scene.tree.entity_of:
        i += 1
    entity = scene.tree.entity_of.get(i)
    if entity is None or entity.label != "PER" or entity.first != i:
        return None
    after = scene.word(entity.last + 1)
    ends = after in (",", ".", "", ":", "»") or scene.pos(entity.last + 1) == "PUNCT"
    first = phrase(scene, head)[0]
    acts = scene.pos(entity.last + 1) in ("AUX", "VERB") and scene.word(first - 1) not in scene.cues.sources
    if not (ends or acts) or scene.tokens[head].morph.get("Number") == "Plur":
        return None  # "selon les enquêteurs, Paul Durand a fui" names no enquirer
    return (
        entity.first if i == last + 2 or scene.is_in(i - 1, "people") or scene.pos(i - 1) == "ADJ" else None
    )


def said_at(scene: Scene, i: int, limit: int) -> int | None:
    """The office or circle at token `i` in which "on" says something: "au ministère", "dans l'entourage du maire"."""
    if not scene.is_in(i, "spoken_at"):
        return None
    head = head_from(scene, i + 1, limit)
    return (
        head if head is not None and (is_person_like(scene, head) or scene.is_in(head, "circles")) else None
    )


def mention(scene: Scene, head: int) -> Span:
    """The words that name the speaker at the cue."""
    first, last = phrase(scene, head)
    return scene.tree.span(first, last)


def _is_titled(scene: Scene, entity: Entity) -> bool:
    """Whether a name begins with a capital article in the middle of a sentence, as those of papers do: "Pour L'Opinion"."""
    first = entity.first
    capital = scene.tokens[first].text[0].isupper() and scene.pos(first) == "DET"
    return capital and first > scene.bounds_of_sentence(first)[0] and entity.last > first


def is_person_like(scene: Scene, head: int) -> bool:
    """Whether a head may be somebody who speaks: a name, a pronoun, or a noun for people and offices."""
    t = scene.tokens[head]
    entity = scene.tree.entity_of.get(head)
    if entity is not None and (entity.label in ("PER", "ORG") or _is_titled(scene, entity)):
        return True
    behind = scene.tree.entity_of.get(head + 1)
    if t.pos == "NOUN" and behind is not None and behind.label == "PER" and behind.first == head + 1:
        return True  # "le vigneron Luc Berthe"
    if scene.is_in(head, "no_persons"):
        return False
    if (
        t.pos == "PRON"
        or scene.knows(head)
        or scene.is_in(head, "people")
        or t.lemma in scene.words["people"]
    ):
        return True
    return t.lemma.endswith(tuple(scene.words["person_endings"])) and t.lemma not in scene.words["no_persons"]
