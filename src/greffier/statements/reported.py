"""Indirect speech: that-clauses, infinitives, requests and accusations (F1, F2, F8, F9, F10).

One function per construction of the guide; `find_reported` tries them, and those of `naming.py`, for every
cue.
"""

from __future__ import annotations

from collections.abc import Iterator

from .acts import act_at, confirmed, noun_at, noun_phrase
from .clauses import clause_end
from .naming import adjective, naming
from .phrases import phrase
from .saying import finish, is_finite, is_infinitive
from .scene import MARKS, Candidate, CueUse, Scene
from .sources import source_at
from .speakers import subject_of

APART = frozenset({",", "'"})  # a comma, or the apostrophe of "qu' «" that the tokenizer cuts off
QUE, INFINITIVE, REQUEST, COLON_LIST = 40, 42, 44, 46
BEFORE_QUE = 14  # tokens between the verb and "que": addressee, date and place
BEFORE_INFINITIVE = 18  # "a demandé au président de la Cour suprême du pays de ..."


def find_reported(scene: Scene) -> Iterator[Candidate]:
    """The first construction that fits, for every cue."""
    for use in scene.uses.values():
        if not scene.is_read(use.token) or use.person != 3 or use.future or _is_silenced(scene, use):
            continue
        if use.inverted is not None and scene.low[scene.bounds_of_sentence(use.token)[1]] == "?":
            continue
        for find in CONSTRUCTIONS:
            found = find(scene, use)
            if found is not None:
                yield found
                break


def _is_silenced(scene: Scene, use: CueUse) -> bool:
    """A negated plain report is no statement: "n'a pas précisé que"; a negated opinion is one."""
    return use.negated and use.line.kind in ("neutral", "factive", "accusing")


def that_clause(scene: Scene, use: CueUse) -> Candidate | None:
    """F1, F2, F8: V que P; the content ends with its clause, "et que P2" included."""
    if "que" not in use.line.frames or (use.passive and use.shape != "finite"):
        return None
    que = _find_que(scene, use)
    if que is None or que + 1 >= len(scene.tokens):
        return None
    rule = "F8 participle" if use.shape == "gerund" else "F1 que"
    start = _past_source(scene, que + 1)
    leads = use.shape == "gerund" and scene.starts_clause(use.first)  # "Affirmant que P, le maire a fui"
    end = clause_end(scene, start, use, bare=leads)
    return finish(scene, use, rule, QUE, start, end) if scene.has_verb(start, end) else None


def _past_source(scene: Scene, i: int) -> int:
    """The first token of P behind "que", past a comma and a source phrase: "rappelle que, selon lui, P"."""
    while scene.word(i) in APART:
        i += 1
    if scene.word(i) in scene.cues.sources and (found := source_at(scene, i)) is not None:
        j = found.last + 1
        if scene.word(j) == "," or scene.opens(j) is not None:
            return j + (scene.word(j) == ",")
    return i


def _find_que(scene: Scene, use: CueUse) -> int | None:
    _, last = scene.bounds_of_sentence(use.last)
    for i in range(use.last + 1, min(last, use.last + BEFORE_QUE) + 1):
        word = scene.low[i]
        if scene.is_in(i, "complementizers"):
            if i > use.last + 1 and scene.word(i - 1) in scene.words["not_complementizers_after"]:
                if not _still_complements(scene, i, use):
                    return None
            if _is_relative(scene, i, use):
                return None
            return i
        if word in (";", ":", "»") or scene.opens(i) is not None:
            return None
        if i in scene.uses and not scene.uses[i].doubtful and scene.uses[i].shape != "infinitive":
            return None
        if (
            scene.pos(i) in ("VERB", "AUX")
            and scene.tokens[i].morph.get("VerbForm") in ("Fin", "Inf")
            and not scene.tokens[i].text[0].isupper()  # "au Washington Post que"
        ):
            return None
        if scene.pos(i) == "SCONJ" or scene.is_in(i, "relatives"):
            return None
        if scene.is_in(i - 1, "coordinators") and scene.tokens[i].morph.get("VerbForm") == "Part":
            return None  # "a observé et tenu compte de l'évolution, qu'il a accompagnée"
    return None


def _still_complements(scene: Scene, que: int, use: CueUse) -> bool:
    """Whether the word before "que" belongs to the verb: "estime ainsi que P", "demande à ce que P"."""
    before = que - 1
    if before == use.last + 1:
        return scene.is_in(before, "adverbs_before_que")
    return before == use.last + 2 and scene.is_in(before, "this") and scene.is_in(before - 1, "to")


def _is_relative(scene: Scene, que: int, use: CueUse) -> bool:
    """Whether "que" continues a noun ("les mesures qu'il prendra") instead of opening what is said."""
    prev = que - 1
    if (
        prev == use.last
        or scene.word(prev) == ","
        or scene.pos(prev) in ("ADV", "VERB", "AUX", "PUNCT", "PRON")
    ):
        return False
    if prev in scene.dates or scene.is_in(prev, "days"):
        return False
    if "tell" in use.line.frames:
        return False
    t = scene.tokens[que]
    if t.dep == "mark" and scene.tokens[t.head].head == use.token:
        return False
    first = use.last + 1
    while first < que and (
        scene.pos(first) == "ADV"
        or first in scene.dates
        or scene.is_in(first, "days")
        or scene.low[first] == ","
    ):
        first += 1
    return not (
        scene.pos(first) == "ADP" or any(scene.is_in(i, "to") for i in range(first, que))
    )  # "sur Twitter que", "à X que"


def infinitive(scene: Scene, use: CueUse) -> Candidate | None:
    """F9: affirme avoir vu, nie avoir reçu; the speaker is the agent."""
    if "inf" not in use.line.frames or use.passive:
        return None
    i = _infinitive_after(scene, use)
    if i is None:
        return None
    start = i
    while scene.is_in(start - 1, "negators", "clitics") and start - 1 > use.last:
        start -= 1
    return finish(scene, use, "F9 infinitive", INFINITIVE, start, clause_end(scene, start, use, bare=True))


def _infinitive_after(scene: Scene, use: CueUse) -> int | None:
    """The bare infinitive after a cue, over adverbs, dates and "dans un communiqué publié mardi"."""
    _, last = scene.bounds_of_sentence(use.last)
    aside = False
    for i in range(use.last + 1, min(last, use.last + BEFORE_INFINITIVE) + 1):
        if is_infinitive(scene, i):
            return i if scene.pos(i - 1) != "ADP" and not scene.is_in(i - 1, "of", "to") else None
        if (
            scene.pos(i) == "ADV"
            or scene.is_in(i, "negators", "clitics")
            or i in scene.dates
            or scene.is_in(i, "days")
            or scene.low[i] in MARKS
        ):
            continue
        if scene.pos(i) == "ADP" or scene.low[i] == ",":
            aside = True
        if (
            not aside
            or scene.is_in(i, "complementizers", "relatives")
            or scene.low[i] in (":", ";")
            or scene.is_in(i, "place_relatives")
            or is_finite(scene, i)
        ):
            return None
    return None


def request(scene: Scene, use: CueUse) -> Candidate | None:
    """F10: demander à Y de, appeler Y à, menacer de, promettre de, accuser Y de."""
    frames = use.line.frames
    if not frames & {"de", "a", "accuse"} or (use.shape == "participle" and "accuse" not in frames):
        return None
    if use.shape == "gerund" and use.line.kind == "promising" and use.line.reflexive:
        return None  # "signent un accord, s'engageant à": an act of the sentence, not a report
    _, last = scene.bounds_of_sentence(use.last)
    addressee: int | None = None
    for i in range(use.last + 1, min(last, use.last + BEFORE_INFINITIVE) + 1):
        word = scene.low[i]
        if "de" in frames and scene.opens(i) is not None and scene.is_in(i - 1, "to") and _orders(scene, i):
            end = scene.bounds[scene.quote[i]][1]
            return finish(
                scene, use, "F10 request", REQUEST, i, clause_end(scene, i, use) if i > end else end
            )
        if (
            word in (";", ":")
            or scene.is_in(i, "complementizers", "relatives")
            or (
                scene.opens(i) is not None
                and scene.size(scene.quote[i]) > 3
                and not scene.is_in(i + 1, "of", "to")
            )
        ):
            return None
        if (frames & {"de", "accuse"} and scene.is_in(i, "of")) or ("a" in frames and scene.is_in(i, "to")):
            j = _past_clitics(scene, i + 1)
            if is_infinitive(scene, j):
                return finish(
                    scene,
                    use,
                    "F10 request",
                    REQUEST,
                    i + 1,
                    clause_end(scene, i + 1, use, bare=True),
                    addressee,
                )
            if (
                "accuse" in frames
                and (addressee is not None or use.shape == "participle" or _has_object_clitic(scene, use))
                and scene.is_in(i, "of")
                and _is_charge(scene, i, use, addressee, last)
            ):
                end = clause_end(scene, i + 1, use, bare=True)
                agent = subject_of(scene, use) if use.shape == "participle" else None
                if agent is not None and i < agent <= end:
                    end = phrase(scene, agent)[0] - 2
                return finish(scene, use, "F10 accusation", REQUEST + 1, i + 1, end, addressee)
        if i in scene.uses and scene.uses[i].shape == "finite" and not scene.uses[i].doubtful:
            return None
        if (
            scene.pos(i) in ("NOUN", "PROPN")
            and addressee is None
            and i not in scene.dates
            and not scene.is_in(i, "days")
        ):
            addressee = i
        elif scene.is_in(i, "clitics") and scene.pos(i) == "PRON":
            continue
    return None


def _orders(scene: Scene, i: int) -> bool:
    """Whether a quotation holds the addressee and what he is asked for: "demande à « ses confrères de respecter ...»"."""
    first, last = scene.bounds[scene.quote[i]]
    return any(
        scene.is_in(j, "of") and is_infinitive(scene, _past_clitics(scene, j + 1)) for j in range(first, last)
    )


def _has_object_clitic(scene: Scene, use: CueUse) -> bool:
    """Whether the accused stands before the verb: "l'accusent d'intimidation"."""
    return any(scene.is_in(i, "clitics") for i in range(use.first, use.token))


def _is_charge(scene: Scene, i: int, use: CueUse, addressee: int | None, last: int) -> bool:
    charge = _charge(scene, addressee, last)
    return i == charge if charge is not None else _hangs_on(scene, i, use)


def _charge(scene: Scene, addressee: int | None, last: int) -> int | None:
    """The "de" before what somebody is accused of, when the parser hangs it on the accused: "accuse le chef de
    guerre de meurtre"."""
    bare = None
    for i in range((addressee if addressee is not None else last) + 1, min(last, (addressee or 0) + 10)):
        if not scene.is_in(i, "of"):
            if scene.pos(i) not in ("DET", "NOUN", "ADJ", "PROPN", "ADP"):
                break
            continue
        head = act_at(scene, i + 1)
        if (head is not None and scene.tokens[head].text[0].islower()) or noun_at(
            scene, i + 1, "claimed_nouns"
        ) is not None:
            return i
        if bare is None and scene.pos(i + 1) == "NOUN" and scene.is_in(i, "bare_of"):
            bare = i
    return bare


def _past_clitics(scene: Scene, i: int) -> int:
    while i < len(scene.tokens) and (
        scene.is_in(i, "clitics", "negators") or scene.pos(i) == "ADV" or scene.low[i] in MARKS
    ):
        i += 1
    return i


def _hangs_on(scene: Scene, case: int, use: CueUse) -> bool:
    noun = scene.tokens[case].head
    return scene.tokens[noun].head == use.token and noun > case


def indirect_question(scene: Scene, use: CueUse) -> Candidate | None:
    """F10: se demande si P; the content begins with the question word."""
    if "si" not in use.line.frames or use.passive:
        return None
    start = use.last + 1
    while scene.pos(start) == "ADV" and not scene.is_in(start, "questions"):
        start += 1
    if not scene.is_in(start, "questions"):
        return None
    end = clause_end(scene, start, use)
    return finish(scene, use, "F10 question", REQUEST + 1, start, end) if scene.has_verb(start, end) else None


def colon_list(scene: Scene, use: CueUse) -> Candidate | None:
    """F6 without marks: ont raconté des histoires semblables : P."""
    if (
        not use.line.frames & {"quote", "incise"}
        or use.line.kind not in ("neutral", "factive", "opinion")
        or use.passive
    ):
        return None
    if use.shape not in ("finite", "infinitive") or use.doubtful:
        return None
    _, last = scene.bounds_of_sentence(use.last)
    for i in range(use.last + 1, min(last, use.last + 12) + 1):
        if scene.low[i] == ":":
            if scene.opens(i + 1) is not None or i + 4 > last:
                return None
            end = clause_end(scene, i + 1, use)
            return finish(scene, use, "F6 colon without marks", COLON_LIST, i + 1, end)
        if scene.low[i] in (";", ",") or scene.quote[i] >= 0 or scene.pos(i) in ("AUX", "SCONJ"):
            return None
        if scene.is_in(i, "complementizers", "relatives") or (
            scene.pos(i) == "VERB" and scene.tokens[i].morph.get("VerbForm") == "Fin"
        ):
            return None
    return None


CONSTRUCTIONS = (
    that_clause,
    indirect_question,
    request,
    infinitive,
    colon_list,
    adjective,
    naming,
    noun_phrase,
    confirmed,
)
