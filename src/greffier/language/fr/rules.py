"""What French needs in code rather than in data: reading verb forms and compound tenses.

Endings before tags: the tagger misses one conditional in six ("auraient", "devrait"), so a form that the conjugation knows is
read from it, and the tag only decides between readings.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from ..frames import Mood, Tense
from .conjugation import Analysis, analyses, lemma_of

CONDITIONAL = re.compile(r"(?:e|i|u|o|d|v|t)r(?:ais|ait|ions|iez|aient)$")
MOODS: Mapping[str, Mood] = {
    "Ind": "indicative",
    "Cnd": "conditional",
    "Sub": "subjunctive",
    "Imp": "imperative",
}
TENSES: Mapping[str, Tense] = {"Pres": "present", "Past": "past", "Imp": "imperfect", "Fut": "future"}
TAGS = {"conditional": "Cnd", "indicative": "Ind", "subjunctive": "Sub"}
TENSE_TAGS = {"present": "Pres", "past": "Past", "imperfect": "Imp", "future": "Fut"}
INFINITIVE_ENDINGS = ("er", "ir", "re", "ïr")
RARE = frozenset(
    {"traire", "seoir", "paître", "clore", "gésir", "ouïr", "choir", "férir", "braire", "bruire", "sourdre"}
)
FITS = 5  # a reading of the form that the tag names, whatever its person
FINITE = frozenset({"indicative", "conditional", "subjunctive"})


@dataclass(frozen=True, slots=True)
class Form:
    """How a verb form reads: its mood, simple tense and number ("sing", "plur" or "")."""

    lemma: str
    mood: Mood
    tense: Tense
    number: str = ""
    person: int = 3


def read_form(text: str, lemma: str, morph: Mapping[str, str]) -> Form | None:
    """The likeliest reading of a verb form; None when neither the conjugation nor the tag knows it.

    >>> form = read_form("auraient", "avoir", {"Mood": "Imp"})
    >>> form.mood, form.tense
    ('conditional', 'present')
    """
    return _read(text.lower().replace("’", "'"), lemma, morph.get("VerbForm", ""), morph.get("Mood", ""),
                 morph.get("Tense", ""), morph.get("Number", ""))  # fmt: skip


@lru_cache(maxsize=20_000)
def _read(word: str, lemma: str, verb_form: str, mood: str, tense: str, number: str) -> Form | None:
    found = analyses(word)
    found = tuple(a for a in found if a.lemma not in RARE) or found
    own = [a for a in found if a.lemma == lemma] or list(found)
    if own and not any(_agreement(a, verb_form, mood, tense) >= FITS for a in own):
        own = list(found)
    if own:
        best = max(own, key=lambda a: (_agreement(a, verb_form, mood, tense), -own.index(a)))
        if best.mood == "indicative" and best.tense == "past":  # "il s'agit": news tells in the present
            best = next(
                (
                    a
                    for a in own
                    if (a.mood, a.tense, a.person, a.lemma) == (best.mood, "present", best.person, best.lemma)
                ),
                best,
            )
        return Form(best.lemma, best.mood, best.tense, best.number, best.person or 3)
    plural = {"Sing": "sing", "Plur": "plur"}.get(number, "")
    if verb_form == "Inf" and word.endswith(INFINITIVE_ENDINGS):
        return Form(lemma, "infinitive", "none")
    if verb_form == "Part":
        return Form(lemma, "participle", "present" if tense == "Pres" else "past", plural)
    if verb_form in ("Fin", "Inf"):
        if CONDITIONAL.search(word) and not lemma.endswith(("rer", "rir", "vrir")):
            return Form(lemma, "conditional", "present", plural)
        return Form(lemma, MOODS.get(mood, "indicative"), TENSES.get(tense, "present"), plural)
    return None


def _agreement(a: Analysis, verb_form: str, mood: str, tense: str) -> int:
    """How far a reading agrees with the tag: form first, then the indicative unless the tag says otherwise."""
    score = 0
    if verb_form == "Part":
        score += 8 if a.mood == "participle" else 0
        score += 2 if (a.tense == "present") == (tense == "Pres") else 0
    elif verb_form == "Inf":
        score += 8 if a.mood == "infinitive" else 0
    elif verb_form == "Fin":
        score += 8 if a.mood in FINITE else 0
        score += 2 if TAGS.get(a.mood) == mood else 0
        score += 1 if TENSE_TAGS.get(a.tense) == tense else 0
    if a.mood in ("imperative",) or a.person in (1, 2):
        score -= 3
    return score


def compound(auxiliary: Form) -> tuple[Mood, Tense]:
    """Mood and tense of an auxiliary with its past participle.

    >>> compound(Form("avoir", "indicative", "imperfect"))
    ('indicative', 'pluperfect')
    """
    if auxiliary.mood != "indicative":
        return auxiliary.mood, "past"
    tense: Tense = auxiliary.tense
    if tense == "present":
        return "indicative", "past"
    if tense in ("imperfect", "past"):
        return "indicative", "pluperfect"
    return "indicative", tense


@lru_cache(maxsize=20_000)
def may_be(word: str, shape: str) -> bool:
    """Whether a word (lower case) can be a "finite" third person, a past "participle", a "gerund" or an "infinitive"."""
    for a in analyses(word):
        if shape == "finite" and a.mood in FINITE and a.person == 3:
            return True
        if shape == "participle" and a.mood == "participle" and a.tense == "past":
            return True
        if shape == "gerund" and a.mood == "participle" and a.tense == "present":
            return True
        if shape == "infinitive" and a.mood == "infinitive":
            return True
    return False


def is_plural(word: str) -> bool:
    """Whether a finite form (lower case) stands with a plural subject: "dément" does not, "mènent" does."""
    finite = [a for a in analyses(word) if a.mood in FINITE]
    return any(a.number == "plur" for a in finite) and not any(a.number == "sing" for a in finite)


@lru_cache(maxsize=20_000)
def verb_of(word: str) -> str | None:
    """The verb that a word is likeliest a form of."""
    found = analyses(word)
    return found[0].lemma if found else None


@lru_cache(maxsize=50_000)
def correct_lemma(text: str, lemma: str, pos: str) -> str:
    """The dictionary form, mended where the model's is known to be wrong.

    >>> correct_lemma("indiquent", "indiquent", "VERB"), correct_lemma("aux", "au", "ADP"), correct_lemma("traite", "traire", "VERB")
    ('indiquer', 'à', 'traiter')
    """
    word = text.lower().replace("’", "'")
    if pos in ("VERB", "AUX"):
        if (found := lemma_of(word, pos)) is not None:
            return found
        known = [a.lemma for a in analyses(word)]
        if lemma in RARE or (known and lemma not in known):
            return next((k for k in known if k not in RARE), lemma)
        return lemma
    if pos == "ADP":
        return CONTRACTIONS.get(word, word)
    if pos == "NOUN":
        return LEMMAS.get(word, lemma)
    return lemma


CONTRACTIONS = {"au": "à", "aux": "à", "du": "de", "des": "de", "d'": "de", "jusqu'": "jusque"}
LEMMAS = {
    "obus": "obus",
    "tirs": "tir",
    "raids": "raid",
    "pourparlers": "pourparlers",
    "représailles": "représailles",
}


def correct_morph(text: str, lemma: str, pos: str, morph: dict[str, str]) -> dict[str, str]:
    """The tag with its mood and tense set from the endings: "auraient" is a conditional whatever the tag says."""
    if pos not in ("VERB", "AUX"):
        return morph
    form = read_form(text, lemma, morph)
    if form is None or form.mood not in FINITE:
        return morph
    wanted = {"Mood": TAGS[form.mood], "VerbForm": "Fin", "Tense": TENSE_TAGS.get(form.tense, "Pres")}
    return morph if all(morph.get(k) == v for k, v in wanted.items()) else {**morph, **wanted}
