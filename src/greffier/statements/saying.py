"""From a cue and its content to a candidate: who may say it, and whether it was said at all."""

from __future__ import annotations

from .outlets import is_outlet
from .phrases import is_person_like, said_at
from .scene import Candidate, CueUse, Scene
from .speakers import subject_of

HUMAN = frozenset({"asking", "accusing", "denying", "opinion"})  # things do none of it


def finish(
    scene: Scene, use: CueUse, rule: str, order: int, start: int, end: int, addressee: int | None = None
) -> Candidate | None:
    content = scene.trim(start, end)
    if content is None:
        return None
    subject = subject_of(scene, use)
    if subject is not None and scene.is_in(subject, "indefinite"):
        subject = _where_said(scene, use) or subject
    if subject is not None and (
        scene.is_in(subject, "own_voice", "indefinite", "empty_subjects")
        or scene.is_in(subject + 1, "indefinite")  # "l'on parlait"
        or _is_impersonal(scene, subject, use)
    ):
        return None
    if subject is None and use.passive:
        return None
    inherits = subject is None and use.shape in ("gerund", "infinitive", "finite")
    if inherits and use.shape != "gerund" and (use.doubtful or use.shape == "infinitive"):
        return None
    if use.shape == "participle" and (subject is None or "accuse" not in use.line.frames):
        return None  # "longtemps accusée de P par ses alliés" is the one participle that reports
    if use.shape == "infinitive" and not _is_spoken_infinitive(scene, use):
        return None
    if subject is not None and not _may_say(scene, subject, use, rule):
        return None
    return Candidate(
        rule,
        order,
        (content,),
        (use.first, use.last),
        use.line,
        subject,
        addressee=addressee,
        inherits=inherits,
    )


def _where_said(scene: Scene, use: CueUse) -> int | None:
    """Who says it when "on" does: "Dans l'entourage du ministre, on assure que", "au gouvernement, on indique que"."""
    first, _ = scene.bounds_of_sentence(use.first)
    i = first + (scene.pos(first) == "CCONJ")
    return said_at(scene, i, use.first) if "," in scene.low[i : use.first] else None


def _is_spoken_infinitive(scene: Scene, use: CueUse) -> bool:
    """Whether an infinitive tells of speech that took place: "Et de conclure :", "avant d'ajouter que", "a
    tenu à rappeler que"."""
    i = use.first - 1
    while scene.pos(i) == "ADV":
        i -= 1
    if scene.is_in(i, "of"):
        i -= 1
        told = scene.tokens[use.token]
        if scene.pos(i) in ("NOUN", "PROPN", "PRON") and scene.is_in(
            scene.bounds_of_sentence(i)[0], "coordinators"
        ):
            return told.dep.startswith(("acl", "ROOT")) and use.line.kind in (
                "neutral",
                "factive",
            )  # "Et X de conclure"
        return scene.is_in(i, "before_spoken") or scene.tokens[i].lemma in scene.words["spoken_helpers"]
    if scene.is_in(i, "after") and scene.is_in(use.first, "infinitive_helpers"):
        return True  # "après avoir regretté que P"
    if scene.is_in(i, "to"):
        i -= 1
        if scene.is_in(i, "up_to"):
            return scene.tokens[i - 1].lemma in scene.words["going"]  # "allant jusqu'à dire que P"
    while scene.pos(i) == "ADV":
        i -= 1
    return i >= 0 and scene.tokens[i].lemma in scene.words["spoken_helpers"]


def _may_say(scene: Scene, subject: int, use: CueUse, rule: str) -> bool:
    """Whether the subject can do what the cue says: seasons do not promise, and only documents and people
    conclude."""
    t = scene.tokens[subject]
    if "learn" in use.line.frames and is_person_like(scene, subject) and not is_outlet(scene, subject):
        return scene.is_in(use.token - 1, "own_voice")  # "la police a appris que" tells no speech
    document = t.lemma in scene.words["documents"] or scene.low[subject] in scene.words["documents"]
    if "person" in use.line.frames and t.pos == "NOUN" and not (is_person_like(scene, subject) or document):
        return False  # "ces engins exigent d'être servis"
    if "find" in use.line.frames:  # reports and inquiries show; a person who shows does not speak
        return t.pos == "NOUN" and (
            t.lemma in scene.words["documents"] or scene.low[subject] in scene.words["documents"]
        )
    if is_person_like(scene, subject) or scene.pos(subject) == "PROPN":
        return True
    if t.pos != "NOUN":
        return True
    if t.lemma in scene.words["documents"] or scene.low[subject] in scene.words["documents"]:
        return use.line.kind in (
            "neutral",
            "factive",
            "opinion",
            "expecting",
            "asking",
            "accusing",
        ) or rule.startswith("F1 ")
    if rule.startswith(("F1 ", "F8", "F6", "F9")) and use.line.kind != "asking":
        return not (rule.startswith("F9") and t.lemma.endswith(tuple(scene.words["nominal_endings"])))
    if use.line.kind in HUMAN and "person" not in use.line.frames and scene.is_in(subject - 1, "definite"):
        return not t.lemma.endswith(tuple(scene.words["nominal_endings"]))  # "le shérif accuse le maire"
    if rule.startswith("F15"):
        return False  # "les traces indiquent la sortie de route"
    return t.morph.get("Number") == "Plur" and not t.lemma.endswith(tuple(scene.words["nominal_endings"]))


def _is_impersonal(scene: Scene, subject: int, use: CueUse) -> bool:
    return use.passive and scene.is_in(subject, "impersonal")


def is_finite(scene: Scene, i: int) -> bool:
    t = scene.tokens[i]
    return t.pos in ("VERB", "AUX") and t.morph.get("VerbForm", "Fin") == "Fin"


def is_infinitive(scene: Scene, i: int) -> bool:
    if not 0 <= i < len(scene.tokens):
        return False
    t = scene.tokens[i]
    if t.morph.get("VerbForm") == "Inf":
        return True
    return (
        t.pos in ("VERB", "AUX") and t.text.lower() == t.lemma and t.lemma.endswith(("er", "ir", "re", "oir"))
    )
