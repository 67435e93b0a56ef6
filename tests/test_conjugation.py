"""Inflected French verb forms and their dictionary forms."""

from __future__ import annotations

import time

import pytest

from greffier.language.cues import load_cues
from greffier.language.fr import conjugation
from greffier.language.fr.conjugation import Analysis, analyses, knows_verb, lemma_of
from greffier.language.lexicon import load_lexicon
from greffier.language.registry import load_language

FORMS = [
    # form, lemma, mood, tense, person, number
    ("aurait", "avoir", "conditional", "present", 3, "sing"),
    ("seraient", "être", "conditional", "present", 3, "plur"),
    ("eût", "avoir", "subjunctive", "imperfect", 3, "sing"),
    ("fut", "être", "indicative", "past", 3, "sing"),
    ("alla", "aller", "indicative", "past", 3, "sing"),
    ("iront", "aller", "indicative", "future", 3, "plur"),
    ("faites", "faire", "indicative", "present", 2, "plur"),
    ("interdisez", "interdire", "indicative", "present", 2, "plur"),
    ("prévoira", "prévoir", "indicative", "future", 3, "sing"),
    ("obtint", "obtenir", "indicative", "past", 3, "sing"),
    ("vînt", "venir", "subjunctive", "imperfect", 3, "sing"),
    ("combattirent", "combattre", "indicative", "past", 3, "plur"),
    ("rompt", "rompre", "indicative", "present", 3, "sing"),
    ("connait", "connaître", "indicative", "present", 3, "sing"),
    ("convainquit", "convaincre", "indicative", "past", 3, "sing"),
    ("conquiert", "conquérir", "indicative", "present", 3, "sing"),
    ("contraignit", "contraindre", "indicative", "past", 3, "sing"),
    ("dément", "démentir", "indicative", "present", 3, "sing"),
    ("fallut", "falloir", "indicative", "past", 3, "sing"),
    ("accueillera", "accueillir", "indicative", "future", 3, "sing"),
    ("mange", "manger", "indicative", "present", 3, "sing"),
    ("lança", "lancer", "indicative", "past", 3, "sing"),
    ("protègent", "protéger", "indicative", "present", 3, "plur"),
    ("céderait", "céder", "conditional", "present", 3, "sing"),
    ("cèderait", "céder", "conditional", "present", 3, "sing"),
    ("rappellera", "rappeler", "indicative", "future", 3, "sing"),
    ("jettent", "jeter", "indicative", "present", 3, "plur"),
    ("harcèle", "harceler", "indicative", "present", 3, "sing"),
    ("enverra", "envoyer", "indicative", "future", 3, "sing"),
    ("déploie", "déployer", "indicative", "present", 3, "sing"),
    ("paie", "payer", "indicative", "present", 3, "sing"),
    ("saisissent", "saisir", "indicative", "present", 3, "plur"),
    ("saisissions", "saisir", "indicative", "imperfect", 1, "plur"),
]


@pytest.mark.parametrize(("form", "lemma", "mood", "tense", "person", "number"), FORMS)
def test_a_form_is_read(form: str, lemma: str, mood: str, tense: str, person: int, number: str) -> None:
    assert Analysis(lemma, mood, tense, person, number) in analyses(form)  # type: ignore[arg-type]


def test_past_participles_have_gender_and_number() -> None:
    assert analyses("convoquées") == (Analysis("convoquer", "participle", "past", 0, "plur", "fem"),)
    assert {(a.number, a.gender) for a in analyses("pris") if a.mood == "participle"} == {
        ("sing", "masc"),
        ("plur", "masc"),
    }
    assert lemma_of("due", "VERB") == "devoir"


def test_present_participles_and_infinitives() -> None:
    assert [(a.mood, a.tense) for a in analyses("sachant")] == [("participle", "present")]
    assert [(a.mood, a.tense) for a in analyses("étant")] == [("participle", "present")]
    assert Analysis("déployer", "infinitive", "none") in analyses("déployer")


@pytest.mark.parametrize(("form", "pos", "lemma"), [
    ("suis", "AUX", "être"), ("vit", "VERB", "vivre"), ("tue", "VERB", "tuer"), ("fondent", "VERB", "fonder"),
    ("Menace", "VERB", "menacer"), ("réunis", "ADJ", "réunir"), ("est", "AUX", "être"), ("a", "VERB", "avoir"),
    ("plut", "VERB", None), ("maison", "NOUN", None), ("maison", "VERB", None), ("", "VERB", None),
])  # fmt: skip
def test_lemma_of(form: str, pos: str, lemma: str | None) -> None:
    assert lemma_of(form, pos) == lemma


def test_what_is_no_verb_has_no_reading() -> None:
    assert analyses("gouvernement") == ()
    assert analyses("é") == ()


def test_every_dictionary_form_reads_as_its_own_infinitive() -> None:
    wrong = [
        v for v in conjugation.dictionary().lemmas if Analysis(v, "infinitive", "none") not in analyses(v)
    ]
    assert wrong == []
    assert knows_verb("exhorter") and not knows_verb("exorter")


def test_the_dictionary_is_ready_at_once() -> None:
    start = time.perf_counter()
    conjugation.dictionary.__wrapped__()
    assert time.perf_counter() - start < 1.0  # 0.08 s on a laptop; a loaded test machine gets room


def test_every_verb_of_the_lexicon_is_conjugated() -> None:
    french = load_language("fr")
    verbs = {lemma for lemma, _ in load_lexicon(french).verbs} | set(load_cues(french).verbs)
    unknown = {v for v in verbs if " " not in v and not any(a.lemma == v for a in analyses(v))}
    assert unknown <= {
        "en",
        "argüer",
        "déchoir",
        "découdre",
    }  # a phrase's first word, a second spelling, defective verbs
