"""Where clauses end: what is reported stops where its clause, not the cue's sentence, is over."""

from __future__ import annotations

from .scene import CueUse, Scene
from .speakers import subject_of

SUBORDINATE = frozenset({"acl:relcl", "ccomp", "advcl"})
DASHES = frozenset({"-", "–", "—", "--"})
MAX_CONTENT = (
    120  # tokens outside quotation marks: no clause of news is longer, and a page without stops must end
)


def clause_end(
    scene: Scene, start: int, cue: CueUse | None, *, commas: bool = False, bare: bool = False
) -> int:
    """The last token of reported content that begins at `start`: where its clause, not the cue's
    sentence, ends.

    `commas` ends it at the first comma, `bare` (content without a finite verb of its own: an infinitive, a
    noun) where a clause with its own subject follows.
    """
    n, k = len(scene.tokens), scene.quote[start]
    inside = k if k >= 0 and cue is not None and scene.quote[cue.token] == k else -1
    last = scene.bounds_of_sentence(start)[1]
    if inside >= 0:
        close, words_end = scene.bounds[inside][1], scene.inner(inside).end
        last = min(
            last, close if scene.tokens[close].start < words_end else close - 1
        )  # "aide»" may be one token
    above = _verbs_above(scene, cue)
    i, steps = start, 0
    while i < n:
        if i > last or steps > MAX_CONTENT:
            return i - 1
        q = scene.quote[i]
        if q >= 0 and q != inside and scene.bounds[q][0] >= start - 1:
            i = scene.bounds[q][1] + 1  # a quotation is taken whole, even past the end of the sentence
            continue
        if i > start and (_stops(scene, i, start, cue, commas) or _returns(scene, i, start, above)):
            return i - 1
        if i > start and inside < 0 and _turns(scene, start, i):
            return i - 1
        if bare and i > start and (_opens_clause(scene, i) or _goes_with(scene, i, cue)):
            return i - 1
        i, steps = i + 1, steps + 1
    return n - 1


def _stops(scene: Scene, i: int, start: int, cue: CueUse | None, commas: bool) -> bool:
    word = scene.low[i]
    if word == ";" or (word in (":", ".", "?", "!") and i > start + 1):
        return True
    if is_dash(scene, i) and _closes_dash(scene, start):
        return True
    if word == ",":
        if commas:
            return scene.opens(i + 1) is None  # "« dangereuse », « inutile » et « injuste »"
        return _stops_after_comma(scene, i + 1, start, cue)
    if (word, scene.word(i + 1)) in scene.cues.pairs and scene.pos(i) != "PRON":
        head = _subordinate_head(scene, i)
        return head is not None and not start <= head
    if word in scene.words["relatives"] and i > start + 1:
        use = scene.group_at(i + 1)
        return use is not None and use.shape == "finite" and scene.is_in(use.last + 1, "complementizers")
    if word in scene.words["coordinators"]:
        return _coordinates_cue(scene, i + 1, cue) or _back_to(scene, i, cue)
    if word in scene.cues.sources and i > start and scene.quote[i] < 0:
        return _source_closes(scene, i)
    return False


def _goes_with(scene: Scene, i: int, cue: CueUse | None) -> bool:
    """Whether a participle behind a comma belongs to the cue: "a sommé Paris de partir, brandissant des pancartes"."""
    if cue is None or scene.low[i] != "," or i + 1 >= len(scene.tokens):
        return False
    t = scene.tokens[i + 1]
    present = t.morph.get("VerbForm") == "Part" and t.morph.get("Tense") == "Pres"
    return present and t.head in (cue.token, scene.tokens[cue.token].head)


def _opens_clause(scene: Scene, i: int) -> bool:
    """Whether a main clause with its own subject opens behind a comma: ", mais l'explication ne convainc pas"."""
    if scene.is_in(i, "coordinators") and resumes(scene, i + 1):
        return True
    if scene.low[i] != "," and not scene.is_in(i, "coordinators"):
        return False
    joined = scene.is_in(i, "coordinators") or scene.is_in(i + 1, "coordinators")
    first = i + 2 if scene.is_in(i + 1, "coordinators") else i + 1
    last = scene.bounds_of_sentence(i)[1]
    for j in range(first, last + 1):
        t = scene.tokens[j]
        if t.pos == "SCONJ" or scene.is_in(j, "relatives", "complementizers", "of_which", "place_relatives"):
            return False
        if t.pos in ("VERB", "AUX") and t.morph.get("VerbForm", "Fin") == "Fin":
            if t.dep.startswith("flat") and scene.pos(first) in ("DET", "PROPN"):
                return True  # a name with its verb taken for a part of it: "Paul Durand critique"
            use = scene.uses.get(j)
            if use is not None and not use.doubtful and (subject := subject_of(scene, use)) is not None:
                if first <= subject < use.first and scene.pos(subject) != "PRON":
                    return joined or _has_main_verb(scene, first, j)
            verbs = (j, t.head)
            own = any(
                first <= k.i < j and k.dep.startswith("nsubj") and k.pos not in ("PRON",)
                for v in verbs
                for k in scene.tree.children(v, "nsubj")
            )
            return own and (joined or _has_main_verb(scene, first, j))
        if (not joined and scene.low[j] in (",", ";", ":")) or scene.quote[j] >= 0:
            return False
    return False


def _turns(scene: Scene, start: int, i: int) -> bool:
    """Whether the article takes the word back: "affirme que P, mais l'opposition ne le croit pas", without a second "que"."""
    turns = scene.low[i] == "," and scene.is_in(i + 1, "adversatives")
    return turns and scene.quote[i] < 0 and scene.has_finite(start, i - 1) and _opens_clause(scene, i)


def resumes(scene: Scene, i: int) -> bool:
    """Whether a finite verb without a subject stands here: "affirme avoir gagné et refuse de partir"."""
    while scene.is_in(i, "clitics", "negating"):
        i += 1
    if i >= len(scene.tokens):
        return False
    t = scene.tokens[i]
    return t.pos in ("VERB", "AUX") and t.morph.get("VerbForm") == "Fin"


def _has_main_verb(scene: Scene, first: int, verb: int) -> bool:
    """Whether the verb is the main one of its sentence, or hangs on nothing before the clause."""
    head = scene.tokens[verb].head if scene.tokens[verb].pos == "AUX" else verb
    t = scene.tokens[head]
    return t.dep == "ROOT" or t.head >= first


def is_dash(scene: Scene, i: int) -> bool:
    """Whether token `i` is a dash that stands apart, not the hyphen of "Al-Qaida"."""
    before = scene.tokens[i].start - 1
    return (
        scene.low[i] in DASHES and scene.quote[i] < 0 and before >= 0 and scene.layout.shadow[before] == " "
    )


def _closes_dash(scene: Scene, start: int) -> bool:
    """Whether a dash closes the parenthesis in which the content stands: "si rien - le maire appelle à P -, il ..."."""
    first = scene.bounds_of_sentence(start)[0]
    return sum(is_dash(scene, j) for j in range(first + 1, start)) % 2 == 1


def past_connective(scene: Scene, start: int, end: int) -> int:
    """The token behind a connective that opens a sentence: "De son côté, P", "Ainsi, P"."""
    comma = next((j for j in range(start + 1, min(start + 5, end)) if scene.low[j] == ","), None)
    if comma is None:
        return start
    side = scene.is_in(comma - 1, "aside_nouns") and scene.is_in(comma - 2, "possessives")
    alone = comma == start + 1 and scene.is_in(start, "connectives")
    return comma + 1 if side or alone else start


def _verbs_above(scene: Scene, cue: CueUse | None) -> frozenset[int]:
    """What governs a cue that stands in a clause of its own; elsewhere a parser's slip may put P above its cue."""
    if cue is None or not (cue.shape == "gerund" or scene.tokens[cue.token].dep in SUBORDINATE):
        return frozenset()
    return frozenset(scene.tree.ancestors(cue.token))


def _returns(scene: Scene, i: int, start: int, above: frozenset[int]) -> bool:
    """Whether the sentence goes back to a verb that governs the cue: "un groupe qui se disait
    intéressé n'a plus ..."."""
    if not above:
        return False
    t = scene.tokens[i]
    if t.i in above and t.i > start:
        return t.pos in ("VERB", "AUX")
    if (
        t.head in above
        and t.head > start
        and t.dep.partition(":")[0] in ("nsubj", "aux", "advmod", "expl", "iobj", "cop", "obj")
    ):
        return t.head > i and (t.dep.startswith("nsubj") or scene.tokens[i].pos in ("AUX", "ADV", "PRON"))
    subject = scene.tokens[t.head]
    return (
        t.dep == "det"
        and subject.dep.startswith("nsubj")
        and subject.head in above
        and subject.head > t.head > i
    )


def _source_closes(scene: Scene, i: int) -> bool:
    phrases = scene.cues.sources[scene.low[i]]
    hit = next((p for p in phrases if tuple(scene.low[i : i + len(p.words)]) == p.words), None)
    return hit is not None and hit.kind == "source"


def _reads(scene: Scene, i: int, words: tuple[str, ...]) -> bool:
    return all(scene.word(i + k) == w for k, w in enumerate(words))


def _subordinate_head(scene: Scene, i: int) -> int | None:
    for j in (i, i + 1):
        t = scene.tokens[j]
        if t.dep in ("mark", "fixed", "advmod") and t.head != j:
            verb = t.head if scene.tokens[t.head].dep not in ("mark", "fixed") else scene.tokens[t.head].head
            return scene.tokens[verb].head if scene.tokens[verb].head != verb else None
    return None


def _stops_after_comma(scene: Scene, i: int, start: int, cue: CueUse | None) -> bool:
    if i >= len(scene.tokens):
        return True
    word, after = scene.low[i], scene.word(i + 1)
    aside = cue is not None and (scene.is_in(cue.first - 1, "relatives") or cue.shape == "participle")
    if aside and resumes(scene, i):
        return True  # "le directeur, qui affirme que P, a vendu ses parts"
    gerund = i + 1 if scene.is_in(i, "all") else i
    if scene.is_in(gerund, "gerund_marks") and (said := scene.group_at(gerund + 1)) is not None:
        if said.shape == "gerund" and said is not cue:
            return True  # ", tout en reconnaissant une erreur"
    if (word, after) in scene.cues.pairs or word in scene.words["heavy_relatives"]:
        return True
    if scene.is_in(i + 1, "time_units") and scene.is_in(i + 2, "after", "before_time"):
        return True  # ", quelques semaines après l'annonce": when the article says it was said
    if word in scene.cues.sources and _source_closes(scene, i):
        return True
    if any(
        _reads(scene, i, p.words) for p in scene.cues.relay_openings.get(word, ()) if p.kind == "participle"
    ):
        return True  # ", cité par RIA Novosti"
    use = scene.group_at(i)
    if use is not None and use is not cue:
        if use.shape == "gerund" or use.inverted is not None:
            return True
        if use.shape == "finite" and not _own_subject(scene, use, start):
            return True
    if word in scene.words["relatives"]:
        t = scene.tokens[i]
        verb = t.head
        return scene.tokens[verb].dep.startswith("acl") and scene.tokens[verb].head < start and verb != i
    if word in scene.words["coordinators"]:
        return _coordinates_cue(scene, i + 1, cue) or _back_to(scene, i, cue)
    if scene.pos(i) == "ADP":
        return any(
            scene.tokens[j].lemma in scene.cues.media for j in range(i + 1, min(i + 4, len(scene.tokens)))
        )
    return False


def _own_subject(scene: Scene, use: CueUse, start: int) -> bool:
    return any(start <= t.i < use.first for t in scene.tree.children(use.token, "nsubj"))


def _back_to(scene: Scene, i: int, cue: CueUse | None) -> bool:
    """Whether "mais" joins a clause to the reporting verb itself: "X accuse Y de P, mais Z le nie"."""
    verb = scene.tokens[scene.tokens[i].head]
    if cue is None or scene.tokens[i].dep != "cc" or verb.i < i or scene.is_in(i + 1, "complementizers"):
        return False
    return verb.dep == "conj" and verb.head == cue.token and verb.pos in ("VERB", "AUX")


def _coordinates_cue(scene: Scene, i: int, cue: CueUse | None) -> bool:
    """Whether a cue verb without a subject of its own follows "et": the reporting sentence goes on,
    not its content."""
    if scene.is_in(i, "complementizers") or cue is None:
        return False
    j = i
    while scene.pos(j) == "ADV" and j < i + 2:
        j += 1
    use = scene.group_at(j)
    bare = use is not None and scene.is_in(use.last + 1, "of", "to", "determiners", "complementizers")
    if use is None or (use.doubtful and not bare) or use.token == cue.token:
        return False
    if use.shape == "participle":  # "a répété que P et menacé Y"
        return cue.first < cue.token
    return use.shape in (cue.shape, "finite", "gerund")
