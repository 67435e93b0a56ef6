"""Which words of the text are cue verbs, with their verb group: the lexicon and generated forms decide,
not the tagger."""

from __future__ import annotations

from dataclasses import replace

from ..language.cues import CueLine, Form, forms_of, read_form
from .scene import MARKS, CueUse, Scene

SUBJECTS = frozenset({"NOUN", "PROPN", "PRON"})
LONG_ASIDE = 8  # tokens of an aside between an auxiliary and its participle
REACH = 6  # tokens between an auxiliary and its participle: "n'a d'ailleurs pas encore formellement confirmé"


def find_uses(scene: Scene) -> dict[int, CueUse]:
    """The cue verbs of the readable parts, by token."""
    out: dict[int, CueUse] = {}
    known = forms_of(scene.language)
    for i, word in enumerate(scene.low):
        forms = known.get(word)
        if forms is None:
            forms = read_form(word, scene.language)
        if forms and (use := _read_use(scene, i, forms)) and not _is_noun(scene, use):
            out[i] = replace(use, doubtful=False) if _is_only_verb(scene, use) else use
    return out


def _is_only_verb(scene: Scene, use: CueUse) -> bool:
    """Whether a form that the tagger took for another word is the verb that its sentence lacks: "Paris dément
    toute implication"."""
    if not use.doubtful or use.shape != "finite" or scene.pos(use.first - 1) not in SUBJECTS:
        return False
    first, last = scene.bounds_of_sentence(use.token)
    return not any(
        scene.pos(i) in ("VERB", "AUX")
        and scene.tokens[i].morph.get("VerbForm", "Fin") == "Fin"
        and scene.quote[i] == scene.quote[use.token]
        for i in range(first, last + 1)
    )


def _is_noun(scene: Scene, use: CueUse) -> bool:
    """Whether a form that the tagger took for another word is one: "la note", "un juge", "maintenant"."""
    if not use.doubtful or use.inverted is not None:
        return False
    if use.shape == "gerund" and scene.is_in(use.last + 1, "complementizers"):
        return False  # "regrettant que", taken for an adjective
    if use.shape != "finite" or scene.pos(use.token) in (
        "ADP",
        "DET",
        "PRON",
        "SCONJ",
        "CCONJ",
        "PROPN",
        "NUM",
    ):
        return True
    before = use.token - 1
    if scene.pos(before) == "ADJ" and scene.pos(before - 1) in ("NOUN", "PROPN"):
        return False  # "l'armée turque annonce"
    return scene.pos(before) in ("DET", "ADP", "ADJ", "NUM") or (
        scene.is_in(before, "determiners") and scene.pos(before) != "PRON"
    )


def _read_use(scene: Scene, i: int, forms: tuple[Form, ...]) -> CueUse | None:
    first, helper, inverted, reflexive, negated = _look_left(scene, i)
    be = helper is not None and any(scene.is_in(j, "be") for j in range(helper, i))
    shape, lemma, person = _shape(scene, i, forms, helper)
    if not shape:
        return None
    line, last = _line(scene, i, lemma, reflexive)
    if line is None:
        return None
    if inverted is None and shape == "finite" and helper is None:
        last, inverted = _look_right(scene, last)
    negated = negated or (scene.is_in(i + 1, "negators") and scene.is_in(first, "negating"))
    finite = [f for f in forms if f.shape == "finite"]
    future = helper is None and bool(finite) and all(f.future for f in finite)
    passive = be and not reflexive and not line.reflexive
    doubtful = _is_doubtful(scene, i, helper)
    return CueUse(i, first, last, shape, line, inverted, negated, passive, future, doubtful, person)


def _look_left(scene: Scene, i: int) -> tuple[int, int | None, int | None, bool, bool]:
    """First token of the verb group, auxiliary, inverted pronoun, reflexive, negated."""
    first, helper, inverted, reflexive, negated = i, None, None, False, False
    j = i - 1
    while j >= 0 and i - j <= REACH:
        word = scene.low[j]
        if scene.is_in(j, "have", "be") and scene.pos(j) != "NOUN":
            helper, first = j, j
        elif word in ("-t", "-") and helper is None:
            pass
        elif scene.is_in(j, "inverted") and helper is None:
            inverted = j
        elif scene.is_in(j, "clitics") and (
            helper is not None or scene.pos(j) == "PRON" or j == i - 1 or first == j + 1
        ):
            if scene.pos(j) == "DET":
                break
            first = j
            reflexive = reflexive or scene.is_in(j, "reflexives")
            negated = negated or scene.is_in(j, "negating")
        elif scene.is_in(j, "aside_nouns") and scene.is_in(j - 1, "possessives") and helper is None:
            j -= 2  # "a de son côté rappelé"
        elif scene.is_in(j, "repeated") and helper is None and scene.pos(j - 1) in ("ADJ", "DET", "NUM"):
            j -= 1 + (scene.pos(j - 2) == "DET")  # "a une nouvelle fois dénoncé"
        elif scene.low[j] in MARKS and scene.quote[j] >= 0 and scene.size(scene.quote[j]) == 1:
            pass  # "a « fermement » appelé"
        elif scene.is_in(j, "negators", "asides") or scene.pos(j) == "ADV":
            if helper is not None:
                break
        else:
            break
        j -= 1
    if helper is None:
        first, inverted = _without_helper(scene, i, first)
        helper = _helper_of_tree(scene, i)
        if helper is None:
            helper = _helper_past_aside(scene, i)
        if helper is not None:
            first = helper
    return first, helper, inverted, reflexive, negated


def _without_helper(scene: Scene, i: int, first: int) -> tuple[int, None]:
    """Only clitics that touch the verb belong to a group without auxiliary."""
    j = i
    while j > first and (scene.is_in(j - 1, "clitics")) and scene.pos(j - 1) != "DET":
        j -= 1
    return j, None


def _helper_of_tree(scene: Scene, i: int) -> int | None:
    first = scene.bounds_of_sentence(i)[0]
    found = [
        t.i for t in scene.tree.children(i, "aux") if first <= t.i < i and scene.is_in(t.i, "have", "be")
    ]
    if found and all(scene.quote[k] == scene.quote[i] for k in range(found[0], i)):
        return found[0]
    return None


def _helper_past_aside(scene: Scene, i: int) -> int | None:
    """The auxiliary before an aside between commas: "a, à ce sujet, proposé"."""
    if scene.word(i - 1) != "," or scene.tokens[i].morph.get("VerbForm") != "Part":
        return None
    for j in range(i - 2, max(0, i - LONG_ASIDE), -1):
        if scene.pos(j) in ("VERB", "AUX", "PRON") or scene.quote[j] != scene.quote[i]:
            return None
        if scene.low[j] == ",":
            k = j - 1
            while k > 0 and (scene.pos(k) in ("ADV", "DET", "ADP") or scene.is_in(k, "asides", "negators")):
                k -= 1
            return k if scene.is_in(k, "have") and scene.pos(k) in ("AUX", "VERB") else None
    return None


def _shape(scene: Scene, i: int, forms: tuple[Form, ...], helper: int | None) -> tuple[str, str, int]:
    by = {f.shape: f for f in reversed(forms)}
    if helper is not None and "participle" in by:
        shape = "finite"
        if scene.is_in(helper, "gerund_helpers"):
            shape = "gerund"
        elif scene.is_in(helper, "infinitive_helpers"):
            shape = "infinitive"
        return shape, by["participle"].lemma, 1 if scene.is_in(helper, "first_person_helpers") else 3
    if "gerund" in by:
        return "gerund", by["gerund"].lemma, 3
    if "infinitive" in by:
        return "infinitive", by["infinitive"].lemma, 3
    if "finite" in by and helper is None:
        return "finite", by["finite"].lemma, by["finite"].person
    if "participle" in by:
        goes_on = scene.is_in(i - 1, "coordinators") and (
            scene.is_in(i + 1, "complementizers")  # "a dit P et ajouté que"
            or _shares_helper(scene, i)
        )
        return "finite" if goes_on else "participle", by["participle"].lemma, 3
    return "", "", 3


def _shares_helper(scene: Scene, i: int) -> bool:
    """Whether a participle goes on a compound tense: "a dénoncé la loi et réclamé son retrait"."""
    t = scene.tokens[i]
    if t.pos != "VERB" or t.morph.get("VerbForm") != "Part":
        return False
    if t.dep == "conj" and t.head < i:
        return any(scene.is_in(k.i, "have") for k in scene.tree.children(t.head, "aux"))
    first, _ = scene.bounds_of_sentence(i)
    for j in range(i - 1, first - 1, -1):  # the verb before is one in a compound tense
        other = scene.tokens[j]
        if scene.quote[j] < 0 and other.pos == "VERB":
            return any(scene.is_in(k.i, "have") for k in scene.tree.children(j, "aux"))
    return False


def _line(scene: Scene, i: int, lemma: str, reflexive: bool) -> tuple[CueLine | None, int]:
    for rest, line in scene.cues.groups.get(lemma, ()):
        if tuple(scene.low[i + 1 : i + 1 + len(rest)]) == rest:
            return line, i + len(rest)
        j = i + 1
        while j < i + 4 and (
            scene.is_in(j, "clitics", "inverted") or scene.pos(j) == "ADV" or scene.word(j) == "-t"
        ):
            j += 1
        if tuple(scene.low[j : j + len(rest)]) == rest:
            return line, j + len(rest) - 1
    if reflexive and lemma in scene.cues.reflexive_verbs:
        return scene.cues.reflexive_verbs[lemma], i
    return scene.cues.verbs.get(lemma), i


def _look_right(scene: Scene, last: int) -> tuple[int, int | None]:
    j = last + 1
    if scene.word(j) in ("-t", "-") or (
        scene.word(j) == "-" and scene.word(j + 1) in scene.words["pronouns"]
    ):
        j += 1
    if scene.word(j) == "-":
        j += 1
    if scene.is_in(j, "inverted") or (scene.word(j - 1) == "-" and scene.is_in(j, "pronouns")):
        return j, j
    return last, None


def _is_doubtful(scene: Scene, i: int, helper: int | None) -> bool:
    return scene.pos(i) not in ("VERB", "AUX") and helper is None
