"""F15: acts announced, denied or denounced in a noun phrase ("a annoncé l'arrestation de huit soldats"), in the active and
the passive."""

from __future__ import annotations

from .clauses import clause_end
from .phrases import phrase
from .saying import finish
from .scene import MARKS, Candidate, CueUse, Scene
from .speakers import subject_of

NOUN_PHRASE = 50
MIN_ACT = 2  # words: a shorter noun phrase names no act
MIN_THING = 4  # words: "dénonce un troisième mandat" and more says something, "dénonce la loi" does not
NEXT = 6  # tokens from a noun to the cue that it is the subject of
ASIDE = 12  # tokens of a date or place between commas behind the cue
REPORTING = frozenset({"neutral", "factive", "denying"})
WEIGHING = frozenset({"opinion", "accusing"})


def noun_phrase(scene: Scene, use: CueUse) -> Candidate | None:
    """F15: a annoncé l'arrestation de huit soldats; the object must name an act, or hold words in quotation
    marks."""
    frames = use.line.frames
    if (
        not frames & {"np", "claim", "mixed", "idea", "anything"}
        or use.passive
        or use.shape not in ("finite", "gerund", "infinitive")
        or use.doubtful
    ):
        return None
    i, addressee = _object_start(scene, use)
    claimed = "claim" in frames and noun_at(scene, i, "claimed_nouns") is not None
    announced = "np" in frames and (
        act_at(scene, i) is not None or _opens_soon(scene, i, weighed=use.line.kind in WEIGHING)
    )
    announced = announced or ("mixed" in frames and _opens_soon(scene, i, weighed=True))
    announced = announced or ("idea" in frames and _is_idea(scene, i))
    if "definite" in frames and not scene.is_in(i, "definite", "possessives"):
        announced = False  # "propose une exposition": an offer
    anything = "anything" in frames and _head_noun(scene, i) is not None
    if "indefinite" in frames and (scene.is_in(i, "some_articles") or scene.pos(i) == "NUM"):
        anything = (
            _head_noun(scene, i) is not None
        )  # "annonce un plan de formation", not "annonce la couleur"
    if not announced and not claimed and not anything:
        return None
    head = _head_noun(scene, i)
    if head is not None and (scene.tokens[head].dep.startswith("nsubj") or _speaks_next(scene, head)):
        return None  # the subject of the next sentence
    if scene.is_in(i, "pointing") and not claimed and use.line.kind != "accusing":
        return None  # "annonce cette décision": of what the article told before
    end = _before_medium(scene, i, clause_end(scene, i, use, bare=True))
    words = sum(1 for k in range(i, end + 1) if scene.tokens[k].text[0].isalnum())
    quoted = any(scene.opens(j) is not None for j in range(i, end + 1))
    counted = scene.pos(i) == "NUM"
    if words <= MIN_ACT and not (claimed or quoted or counted) and not scene.is_in(i, "possessives"):
        return None
    if anything and not announced and not claimed and words < MIN_THING - ("indefinite" in frames):
        return None
    return finish(scene, use, "F15 act", NOUN_PHRASE, i, end, addressee)


def _object_start(scene: Scene, use: CueUse) -> tuple[int, int | None]:
    """The first token of what is announced, after dates, prepositions and media, and who is addressed: "met en
    garde Moscou contre une attaque", "a fait part au conseil de ses craintes"."""
    i = _past_asides(scene, use.last + 1)
    of = "of" in use.line.frames
    addressee: int | None = None
    while True:
        if (
            scene.pos(i) == "ADV"
            or i in scene.dates
            or scene.is_in(i, "days")
            or (scene.pos(i) in ("DET", "ADP") and (scene.is_in(i + 1, "days") or i + 1 in scene.dates))
        ):
            i += 1
        elif (behind := _past_medium(scene, i)) is not None:
            i = behind
        elif (
            of
            and scene.is_in(i, "to")
            and act_at(scene, i + 1) is None
            and (behind := _next_of(scene, i)) is not None
        ):
            addressee = next((k for k in range(i, behind) if scene.pos(k) in ("NOUN", "PROPN")), None)
            i = behind + 1
            break
        elif of and scene.is_in(i, "of", "to"):
            i += 1
        else:
            break
    if not of:
        return i, None
    if scene.is_in(i, "against"):
        return i + 1, addressee
    for j in range(i, i + 7):
        if scene.is_in(j, "against"):
            to = next((k for k in range(i, j) if scene.pos(k) in ("NOUN", "PROPN")), None)
            return j + 1, to
        if scene.pos(j) not in ("DET", "NOUN", "PROPN", "ADJ", "ADP"):
            break
    return i, addressee


def _past_medium(scene: Scene, i: int) -> int | None:
    """The token behind "sur Twitter" or "dans un communiqué" at token `i`."""
    if not scene.is_in(i, "medium_prepositions"):
        return None
    for j in range(i + 1, i + 4):
        if scene.pos(j) in ("NOUN", "PROPN"):
            named = scene.pos(j) == "PROPN"  # "sur CNews"
            return j + 1 if named or scene.tokens[j].lemma in scene.cues.media else None
        if scene.pos(j) not in ("DET", "ADJ"):
            return None
    return None


def _next_of(scene: Scene, i: int) -> int | None:
    """The "de" behind the addressee that begins at token `i`."""
    for j in range(i + 1, i + 8):
        if scene.is_in(j, "of") and scene.is_in(j + 1, "determiners", "possessives"):
            return j
        if j >= i + 2 and scene.is_in(j, "of") and scene.is_in(j, "fused_of"):
            return j
        if scene.pos(j) not in ("DET", "NOUN", "PROPN", "ADJ", "ADP"):
            return None
    return None


def _speaks_next(scene: Scene, head: int) -> bool:
    """Whether the noun behind a cue is the subject of the next one, where a full stop is missing."""
    after = next(scene.uses_between(head + 1, head + NEXT), None)
    if after is None or after.shape != "finite" or not scene.is_in(after.last + 1, "complementizers"):
        return False
    return not any(scene.low[i] == "," or scene.is_in(i, "relatives") for i in range(head, after.first))


def _is_idea(scene: Scene, i: int) -> bool:
    """Whether the noun phrase is an idea with what it is of: "la possibilité que P", "l'idée de INF"."""
    noun = noun_at(scene, i, "ideas")
    return noun is not None and scene.is_in(noun + 1, "of", "complementizers")


def _past_asides(scene: Scene, i: int) -> int:
    """The token after "de plus", "en outre" and the like."""
    while f"{scene.word(i)} {scene.word(i + 1)}" in scene.words["asides_of_two"]:
        i += 2 + (scene.word(i + 2) == ",")
    if scene.word(i) == ",":  # "a fait l'annonce, dans la nuit, de ..."
        for j in range(i + 1, min(i + ASIDE, len(scene.tokens))):
            if scene.pos(j) in ("VERB", "AUX", "PRON", "SCONJ") or scene.quote[j] >= 0:
                break
            if scene.low[j] == "," and j > i + 1:
                return j + 1
    return i


def _opens_soon(scene: Scene, i: int, *, weighed: bool = False) -> bool:
    """Whether words in quotation marks, more than a name, stand in the noun phrase: "sa « vive opposition »".

    One word is enough, and an article may stand before it, where the cue tells an opinion ("déplore l'« inertie » du
    maire"): elsewhere that is a name.
    """
    for j in range(i, i + (6 if weighed else 3)):
        k = scene.opens(j)
        if k is not None:
            named = scene.is_in(j - 1, "definite") or scene.size(k) <= 1
            return not named or (weighed and scene.tokens[j + 1].text[:1].islower())
        if scene.pos(j) not in ("DET", "NOUN", "ADJ") and not (weighed and scene.pos(j) in ("ADP", "NUM")):
            return False
    return False


def _before_medium(scene: Scene, start: int, end: int) -> int:
    """The last token before "dans un communiqué", which tells where and not what was said."""
    for i in range(start + 1, end):
        if scene.quote[i] < 0 and scene.is_in(i, "medium_prepositions"):
            for j in range(i + 1, min(i + 3, end) + 1):
                if scene.tokens[j].lemma in scene.cues.media and scene.pos(j) in ("NOUN", "PROPN"):
                    return i - 1
                if scene.pos(j) not in ("DET", "ADJ"):
                    break
    return end


def _head_noun(scene: Scene, i: int) -> int | None:
    """The noun of the noun phrase that begins at token `i`."""
    j = i
    while (
        j < len(scene.tokens)
        and j < i + 5
        and (scene.pos(j) in ("DET", "ADJ", "NUM") or scene.low[j] in MARKS)
    ):
        j += 1
    return j if scene.pos(j) == "NOUN" else None


def noun_at(scene: Scene, i: int, name: str) -> int | None:
    """The head of the noun phrase at token `i` if it is in one of the language's lists."""
    j = _head_noun(scene, i)
    if j is None:
        return None
    return j if scene.is_in(j, name) or scene.tokens[j].lemma in scene.words[name] else None


def act_at(scene: Scene, i: int) -> int | None:
    """The head of the noun phrase at token `i` if it names an act."""
    j = _head_noun(scene, i)
    if j is None:
        return None
    word = scene.low[j]
    lemma = scene.tokens[j].lemma
    if lemma in scene.words["not_act_nouns"] or word in scene.words["not_act_nouns"]:
        return None
    if word in scene.words["act_nouns"] or lemma in scene.words["act_nouns"]:
        return j
    return j if word.endswith(tuple(scene.words["nominal_endings"])) else None


def confirmed(scene: Scene, use: CueUse) -> Candidate | None:
    """F15 in the passive: la prise de la ville a été confirmée par l'armée; the subject is what is said."""
    if use.shape == "participle":
        return _claimed_by(scene, use)
    if not use.passive or use.shape != "finite" or "np" not in use.line.frames or use.negated:
        return None
    if use.line.kind not in REPORTING or scene.quote[use.token] >= 0:
        return None
    agent = subject_of(scene, use)
    about = next((t.i for t in scene.tree.children(use.token, "nsubj") if t.i < use.first), None)
    if agent is None or agent < use.last or about is None or scene.pos(about) != "NOUN":
        return None
    first, last = phrase(scene, about)
    claimed = "claim" in use.line.frames and noun_at(scene, first, "claimed_nouns") == about
    if act_at(scene, first) != about and not claimed:
        return None
    if not claimed and last - first < MIN_ACT:
        return None  # "les résultats ont été annoncés par"
    content = scene.trim(first, use.first - 1 if scene.word(use.first - 1) == "," else last)
    return (
        Candidate("F15 passive", NOUN_PHRASE, (content,), (use.first, use.last), use.line, agent)
        if content
        else None
    )


def _claimed_by(scene: Scene, use: CueUse) -> Candidate | None:
    """F15: un attentat revendiqué par X."""
    agent, t = subject_of(scene, use), scene.tokens[use.token]
    if "claim" not in use.line.frames or agent is None or not t.dep.startswith("acl") or t.head > use.first:
        return None
    first, _ = phrase(scene, t.head)
    if noun_at(scene, first, "claimed_nouns") != t.head or scene.quote[use.token] >= 0:
        return None
    content = scene.trim(first, use.first - 1) if use.first - first > MIN_ACT else None
    cue = (use.first, use.last)
    return (
        None if content is None else Candidate("F15 passive", NOUN_PHRASE, (content,), cue, use.line, agent)
    )
