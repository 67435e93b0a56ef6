"""What a conditional stands for: rumour, expectation, possibility, future in the past, hypothesis, or advice.

French news says "Pyongyang aurait perdu 2 000 soldats" for what it does not vouch for, and the same form
for what may happen, what was to come, and what would be if. The endings decide that a form is a
conditional; the words around it decide which. Rules stand in order; the first that fits gives the class
and its name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from ..language.cues import load_cues, read_form, verb_forms
from ..language.modality import load_modality
from ..language.registry import Language
from ..language.tree import Token, Tree

ConditionalClass = Literal[
    "report", "expected", "possible", "future_in_past", "hypothesis", "advice", "counterfactual"
]
NEAR = 6  # tokens from an auxiliary to its participle: "aurait, selon lui, déjà été"


@dataclass(frozen=True, slots=True)
class Reading:
    """The class of a conditional and the rule that gave it."""

    kind: ConditionalClass
    rule: str


class _View:
    """One conditional with what the rules ask about it."""

    def __init__(self, tree: Tree, i: int, lemma: str, language: Language) -> None:
        self.tree, self.i, self.lemma, self.language = tree, i, lemma, language
        self.words, self.cues = load_modality(language), load_cues(language)
        self.first, self.last = tree.sentences[tree.sentence_of[i]]
        self.low = [t.lower for t in tree.tokens[self.first : self.last + 1]]

    def token(self, i: int) -> Token:
        return self.tree.tokens[i]

    def word(self, i: int) -> str:
        """The word at `i` inside the sentence, "" outside."""
        return self.low[i - self.first] if self.first <= i <= self.last else ""

    @cached_property
    def participle(self) -> int | None:
        """The past participle of a compound or passive form."""
        if self.lemma not in self.words["past_helpers"] | self.words["being"]:
            return None
        for j in range(self.i + 1, min(self.last, self.i + NEAR) + 1):
            t = self.token(j)
            analyses = _analyses(self.word(j), self.language)
            participle = any(mood == "participle" and tense == "past" for _, mood, tense in analyses)
            if participle and (t.pos in ("VERB", "AUX", "ADJ") or j == self.i + 1):
                if self.word(j) in self.words["been"] and self._more(j):
                    continue
                return j
            if t.pos not in ("ADV", "PRON", "PUNCT", "ADP", "PROPN", "NOUN", "DET") or (
                t.pos in ("NOUN", "DET") and self.word(j - 1) not in (",", "-")
            ):
                return None
        return None

    def _more(self, j: int) -> bool:
        return (
            any(m == "participle" and t == "past" for _, m, t in _analyses(self.word(j + 1), self.language))
            or self.token(min(j + 1, self.last)).pos == "ADV"
        )

    @cached_property
    def is_past(self) -> bool:
        """Whether the form is a past conditional: with avoir, or with être and a verb of movement or
        dying."""
        if self.participle is None:
            return False
        if self.lemma in self.words["past_helpers"]:
            return True
        return self.token(self.participle).lemma in self.words["moving"]

    @cached_property
    def subject(self) -> Token | None:
        """The subject, by the tree or else the word before."""
        verb = self.participle if self.participle is not None else self.i
        for j in (verb, self.i, self.token(self.i).head):
            for t in self.tree.children(j, "nsubj", "expl"):
                if t.i < self.i and t.i >= self.first:
                    return t
        before = self.i - 1
        while before > self.first and self.word(before) in self.words["before_verbs"]:
            before -= 1
        return self.token(before) if before >= self.first else None

    @cached_property
    def in_relative(self) -> bool:
        before = self.i - 1
        while before > self.first and (
            self.word(before) in self.words["before_verbs"] or self.word(before) == ","
        ):
            before -= 1
        verbs = (self.i, self.participle, self.token(self.i).head)
        relatives = self.words["subject_relatives"]
        return self.word(before) in relatives or any(
            self.word(j) in relatives and self.token(j).head in verbs
            for j in range(max(self.first, self.i - 8), self.i)
        )

    @cached_property
    def infinitive(self) -> bool:
        """Whether an infinitive follows."""
        for j in range(self.i + 1, min(self.last, self.i + NEAR) + 1):
            if self.token(j).morph.get("VerbForm") == "Inf":
                return True
        return False

    @cached_property
    def past_cue(self) -> int | None:
        """The reporting verb in the past before the conditional, with "que" between."""
        seen_que = False
        for j in range(self.i - 1, self.first - 1, -1):
            word = self.word(j)
            if (
                word in self.cues.words["complementizers"]
                and self.word(j - 1) not in self.words["not_speech_before_que"]
            ):
                seen_que = True
            if word in (";", ":") and j < self.i - 1:
                return None
            if not seen_que:
                continue
            if self._is_past_speech(j):
                return j
        return None

    def _is_past_speech(self, j: int) -> bool:
        t = self.token(j)
        forms = read_form(self.word(j), self.language)
        for form in forms:
            if form.shape in ("gerund", "participle") and t.pos in ("VERB", "AUX", "ADJ", "NOUN", "ADV"):
                return True
            if form.shape == "infinitive" and self._told_in_past(j):
                return True
            if form.shape == "finite" and t.pos in ("VERB", "AUX"):
                tenses = {
                    (m, x) for lemma, m, x in _analyses(self.word(j), self.language) if lemma == form.lemma
                }
                if tenses & {("indicative", "imperfect"), ("indicative", "past")}:
                    return True
        if forms:
            return False
        if t.lemma in self.words["knowing"]:
            return t.pos in ("VERB", "AUX")
        return t.pos == "ADJ" and any(  # "on a compris que", taken for an adjective
            lemma in self.words["knowing"] and mood == "participle"
            for lemma, mood, _ in _analyses(self.word(j), self.language)
        )

    def _told_in_past(self, j: int) -> bool:
        """Whether an infinitive of speech hangs on a verb in a compound tense: "a tenu à rappeler que"."""
        return any(
            self.word(k) in self.cues.words["have"] and self.token(k).pos in ("AUX", "VERB")
            for k in range(max(self.first, j - NEAR), j)
        )

    @cached_property
    def present_cue(self) -> bool:
        """Whether a reporting verb or a source phrase stands in the sentence."""
        for j in range(self.first, self.last + 1):
            word = self.word(j)
            for phrase in self.cues.sources.get(word, ()):
                if phrase.kind == "none" or (
                    phrase.kind == "person" and (j != self.first or self.token(j).head <= j)
                ):
                    continue
                if tuple(self.low[j - self.first :][: len(phrase.words)]) == phrase.words:
                    return True
        return False

    @cached_property
    def supposes(self) -> str:
        """ "imperfect" or "present" by the tense of a si-clause, "phrase" for another condition, ""
        without one."""
        text = " ".join(self.low)
        for j in range(self.first, self.last + 1):
            if self.word(j) in self.words["suppositions"] and self._opens_condition(j):
                for k in range(j + 1, min(self.last, j + 14) + 1):
                    moods = {(m, t) for _, m, t in _analyses(self.word(k), self.language)}
                    if self.token(k).pos in ("VERB", "AUX") and k != self.i:
                        if ("indicative", "imperfect") in moods:
                            return "imperfect"
                        if ("indicative", "present") in moods or ("participle", "past") in moods:
                            return "present"
        padded = f" {text} ".replace("' ", "'")
        for phrase in self.words["suppose_phrases"]:
            if (
                f" {phrase} " in padded
                or padded.startswith(f" {phrase}")
                or (phrase.endswith("'") and f" {phrase}" in padded)
            ):
                return "phrase"
        return ""

    def _opens_condition(self, j: int) -> bool:
        if self.word(j) in self.words["elided_if"] and self.word(j + 1) not in self.words["after_elided_if"]:
            return False
        if read_form(self.word(j - 1), self.language):
            return False  # "indiquer s'il plaide coupable": an indirect question
        opens = self.token(j).pos == "SCONJ" or self.token(j).dep == "mark" or j == self.first
        return opens or self.word(j + 1) in self.words["after_if"]

    @cached_property
    def person(self) -> int:
        """The person of the form by its ending and subject."""
        word = self.word(self.i)
        if word.endswith(tuple(self.words["first_second_endings"])):
            return 1
        subject = self.subject
        return 1 if subject is not None and subject.lower in self.cues.words["own_voice"] else 3

    @cached_property
    def abstract_subject(self) -> bool:
        """Whether the subject is an act or a thing imagined ("une défaite", "le relèvement", "une telle
        mesure")."""
        s = self.subject
        if s is None or s.pos != "NOUN":
            return False
        if s.lower in self.cues.words["act_nouns"] or s.lemma in self.cues.words["act_nouns"]:
            return True
        return s.lower.endswith((*self.cues.words["nominal_endings"], *self.words["imagined_endings"]))


def _analyses(word: str, language: Language) -> tuple[tuple[str, str, str], ...]:
    module = verb_forms(language)
    if module is None:
        return ()
    return tuple((a.lemma, a.mood, a.tense) for a in module.analyses(word))


def conditional_lemma(tree: Tree, i: int, language: Language) -> str | None:
    """The verb of a conditional form, by its ending; None for any other form."""
    word = tree.tokens[i].lower
    if not word.endswith(tuple(load_modality(language)["conditional_endings"])):
        return None
    found = _analyses(word, language)
    if not found:
        return None
    conditional = [lemma for lemma, mood, _ in found if mood == "conditional"]
    others = [lemma for lemma, mood, _ in found if mood != "conditional"]
    return conditional[0] if conditional and not others else None


Rule = tuple[str, ConditionalClass, Callable[[_View], bool]]


def _advice(v: _View) -> bool:
    if v.lemma in v.words["advising"]:
        return v.token(min(v.i + 1, v.last)).pos != "NUM"
    if v.lemma in v.words["expecting"] and v.person == 1:
        return True
    if (
        v.lemma in v.words["being"]
        and v.word(v.i - 1) in v.words["impersonal"]
        and any(v.word(j) in v.words["advice_words"] for j in (v.i + 1, v.i + 2))
    ):
        return True
    return v.lemma in v.words["possible"] and v.person == 1


def _blamed(v: _View) -> bool:
    helped = v.lemma in v.words["past_helpers"] and v.participle is not None
    return helped and v.word(v.participle or v.i) in v.words["blaming_participles"]


def _imagined(v: _View) -> bool:
    return (
        v.is_past
        and v.participle is not None
        and v.word(v.participle) in v.words["counterfactual_participles"]
        and not v.present_cue
    )


def _question(v: _View) -> bool:
    inverted = v.cues.words["inverted"]
    return v.word(v.i + 1) in inverted or (v.word(v.i + 1) == "-t" and v.word(v.i + 2) in inverted)


def _future_in_past(v: _View) -> bool:
    if v.lemma in v.words["expecting"] | v.words["possible"] or v.is_past:
        return False
    return v.past_cue is not None


def _supposed(v: _View) -> bool:
    if v.supposes == "present":
        return v.lemma not in v.words["possible"] and not v.is_past
    return v.supposes != "" and not v.is_past


def _compared(v: _View) -> bool:
    start = v.i - 1
    while start > v.first and v.token(start).pos in ("PRON", "ADV"):
        start -= 1
    return v.word(start) in v.words["comparing"] or v.lemma in v.words["supposing_verbs"]


def _is_state(v: _View) -> bool:
    return v.lemma in v.words["being"] | v.words["past_helpers"]


def _imagined_relative(v: _View) -> bool:
    """Une loi qui permettrait ...; "qui serait un amendement" is a report."""
    return (
        v.in_relative and not v.is_past and not (_is_state(v) and v.participle is None) and not v.present_cue
    )


def _imagined_act(v: _View) -> bool:
    return v.abstract_subject and not _is_state(v) and not v.present_cue


RULES: tuple[Rule, ...] = (
    ("C15 question", "advice", _question),
    ("C7 advice", "advice", _advice),
    ("C7 blame", "counterfactual", _blamed),
    ("C7 counterfactual", "hypothesis", _imagined),
    ("C5 future in the past", "future_in_past", _future_in_past),
    ("C6 condition", "hypothesis", _supposed),
    ("C3 expected", "expected", lambda v: v.lemma in v.words["expecting"]),
    ("C4 possible", "possible", lambda v: v.lemma in v.words["possible"]),
    ("C1 past conditional", "report", lambda v: v.is_past),
    ("C6 comparison", "hypothesis", _compared),
    ("C2 with a source", "report", lambda v: v.present_cue),
    ("C6 relative", "hypothesis", _imagined_relative),
    ("C6 imagined act", "hypothesis", _imagined_act),
    ("C2 state", "report", lambda v: True),
)


def classify_conditional(tree: Tree, i: int, language: Language) -> Reading | None:
    """The class of the conditional at token `i`; None when the form is no conditional.

    "Pyongyang aurait perdu 2 000 soldats" is a report, "la date serait arrêtée" under "a indiqué que" a
    future in the past.
    """
    lemma = conditional_lemma(tree, i, language)
    if lemma is None:
        return None
    view = _View(tree, i, lemma, language)
    return next(Reading(kind, rule) for rule, kind, fits in RULES if fits(view))
