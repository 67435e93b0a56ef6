"""How sure the text is of a predicate: its status, whether the text holds back its own belief, and the
words that show it.

`judge(frame, frames, tree, statements, language)` tries the rules C1 to C15 in order; the first that fits
gives the status. Hedging is found apart from it: "Le chef présumé aurait été arrêté" has two hedges and
one status. What a governing verb does to an embedded act (deny, demand, threaten) is also left to
`composition.py`, which knows the types of events.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..language.cues import Cues, Phrase, load_cues
from ..language.frames import Frame
from ..language.modality import load_modality
from ..language.registry import Language
from ..language.tree import Token, Tree
from ..model.event import Status
from ..model.span import Cue, Span
from .conditional import Reading, classify_conditional
from .contents import Contents
from .outlook import Words, announced_before, as_subject, coming, intended, repeated, withheld

DOUBTING = frozenset({"doubting", "accusing"})
HEDGE_REACH = 8  # tokens from the predicate to an adverb of doubt in the same clause


@dataclass(frozen=True, slots=True)
class Certainty:
    """What the text holds of a predicate.

    `cues` show why (fields "status" and "hedged"); `statement` is the id of the innermost statement that
    holds the predicate: the certainty is then its speaker's, and None means that the article says it in
    its own voice.
    """

    status: Status
    hedged: bool
    cues: tuple[Cue, ...] = ()
    statement: str | None = None


class _Case:
    """One predicate with what the rules ask about it."""

    def __init__(
        self,
        frame: Frame,
        frames: Sequence[Frame],
        tree: Tree,
        statements: Contents,
        language: Language,
    ) -> None:
        self.frame, self.frames, self.tree = frame, frames, tree
        self.cues: Cues = load_cues(language)
        self.words = load_modality(language)
        self.statements = statements.around(frame.trigger)
        self.governor = frames[frame.governor] if frame.governor is not None else None
        self.conditional = self._conditional(language)

    def _conditional(self, language: Language) -> tuple[int, Reading] | None:
        spots = {self.frame.finite, self.frame.modal_token, self.frame.light, self.frame.head}
        for i in sorted(s for s in spots if s is not None):
            reading = classify_conditional(self.tree, i, language)
            if reading is not None:
                return i, reading
        return None

    def span(self, i: int) -> Span:
        return self.tree.tokens[i].span

    def is_governed(self, kind: str) -> Span | None:
        """The verb above, when it takes this predicate as its complement and its cue class is `kind`."""
        above = self.governor
        if above is None or self.frame.relation != "complement":
            return None
        line = self.cues.verbs.get(above.lemma)
        if above.reflexive:
            line = self.cues.reflexive_verbs.get(above.lemma)
        return above.trigger if line is not None and line.kind == kind else None

    def in_statement(self, kind: str) -> Span | None:
        """The cue of the innermost statement, when its class is `kind` and the predicate is at the top of
        its content."""
        if not self.statements or self.statements[0].cue_class != kind:
            return None
        statement = self.statements[0]
        above = self.governor
        while above is not None:
            if any(c.holds(above.trigger) for c in statement.content):
                return None  # an inner clause of what is denied or demanded
            above = self.frames[above.governor] if above.governor is not None else None
        return statement.cue

    def lists(self, name: str) -> frozenset[str]:
        return self.words.get(name, frozenset())


Finding = tuple[Status, Span]
Test = Callable[[_Case], Span | None]


def _counterfactual(c: _Case) -> Span | None:
    return _reading(c, "counterfactual") or (
        _reading(c, "hypothesis") if c.conditional and c.conditional[1].rule.startswith("C7") else None
    )


def _reading(c: _Case, *kinds: str) -> Span | None:
    if c.conditional is not None and c.conditional[1].kind in kinds:
        return c.span(c.conditional[0])
    return None


def _negated(c: _Case) -> Span | None:
    if c.frame.negation is not None:
        return c.span(c.frame.negation)
    for t in c.tree.children(c.frame.head, "mark", "case", "advmod"):
        if t.lower in c.lists("without"):
            return t.span
    return None


def _unconfirmed(c: _Case) -> Span | None:
    """ "n'a pas confirmé l'attaque": open, not denied."""
    above = c.governor
    if above is not None and above.lemma in c.lists("confirming") and above.negation is not None:
        return c.span(above.negation)
    return None


def _denied(c: _Case) -> Span | None:
    above = c.governor
    found = c.is_governed("denying")
    if found is not None and above is not None and above.negation is None:
        return found
    return c.in_statement("denying")


def _demanded(c: _Case) -> Span | None:
    return c.is_governed("asking") or c.in_statement("asking")


def _planned_by(c: _Case) -> Span | None:
    found = c.is_governed("promising") or c.in_statement("promising")
    if found is not None:
        return found
    if (
        c.governor is not None
        and c.frame.relation == "complement"
        and c.governor.lemma in c.lists("planning")
        and (c.frame.mood == "infinitive" or c.governor.lemma not in c.lists("before_infinitives"))
    ):
        return c.governor.trigger
    return None


def _future(c: _Case) -> Span | None:
    if c.frame.tense == "future" and c.frame.finite is not None:
        return c.span(c.frame.finite)
    if c.frame.modal is not None and c.frame.modal in c.lists("planning") and c.frame.modal_token is not None:
        return c.span(c.frame.modal_token)
    return None


def _must(c: _Case) -> Span | None:
    if (
        c.frame.modal in c.lists("expecting")
        and c.frame.modal_token is not None
        and c.frame.tense in ("present", "imperfect")
    ):
        return c.span(c.frame.modal_token)
    return None


def _can(c: _Case) -> Span | None:
    if (
        c.frame.modal in c.lists("possible")
        and c.frame.modal_token is not None
        and c.frame.tense in ("present", "imperfect")
    ):
        return c.span(c.frame.modal_token)
    return None


def _beside(test: Callable[[Frame, Tree, Words], Span | None]) -> Test:
    return lambda c: test(c.frame, c.tree, c.words)


def _supposed(c: _Case) -> Span | None:
    if c.frame.relation == "condition":
        return c.frame.trigger
    return _reading(c, "hypothesis")


def _feared(c: _Case) -> Span | None:
    return (
        c.is_governed("threatening")
        or c.is_governed("expecting")
        or c.in_statement("threatening")
        or c.in_statement("expecting")
    )


def _going_on(c: _Case) -> Span | None:
    if c.frame.modal is not None and c.frame.modal in c.lists("ongoing") and c.frame.modal_token is not None:
        return c.span(c.frame.modal_token)
    if c.frame.light is not None and set((c.frame.light_lemma or "").split()) & c.lists("ongoing"):
        return c.span(c.frame.light)
    if c.frame.mood == "infinitive" and c.frame.tense == "past":
        return None  # "poursuivi pour avoir frappé"
    if c.governor is not None and c.governor.lemma in c.lists("ongoing") and c.frame.relation == "complement":
        return c.governor.trigger
    return None


RULES: tuple[tuple[str, Status, Test], ...] = (
    ("C10 not confirmed", "possible", _unconfirmed),
    ("C9 denied", "denied", _denied),
    ("C7 counterfactual", "not_occurred", _counterfactual),
    ("C7 advice", "demanded", lambda c: _reading(c, "advice") if not c.frame.question else None),
    ("C10 negation", "not_occurred", _negated),
    ("C10 noun of refusal", "not_occurred", _beside(withheld)),
    ("F10 demanded", "demanded", _demanded),
    ("C8 promised or planned", "planned", _planned_by),
    ("C8 a verb of planning before", "planned", _beside(announced_before)),
    ("C8 noun of intention or need", "planned", _beside(intended)),
    ("C8 still to come", "planned", _beside(coming)),
    ("F10 feared or threatened", "possible", _feared),
    ("C6 hypothesis", "possible", _supposed),
    ("C3 expected", "planned", lambda c: _reading(c, "expected")),
    ("C4 possible", "possible", lambda c: _reading(c, "possible")),
    ("C5 future in the past", "planned", lambda c: _reading(c, "future_in_past")),
    ("C8 future", "planned", _future),
    ("C8 devoir", "planned", _must),
    ("C4 pouvoir", "possible", _can),
    ("C15 purpose", "planned", lambda c: c.frame.trigger if c.frame.relation == "purpose" else None),
    ("C15 infinitive as subject", "possible", lambda c: as_subject(c.frame, c.tree)),
    ("C15 question", "possible", lambda c: c.frame.trigger if c.frame.question else None),
    ("C1 report", "occurred", lambda c: _reading(c, "report") if _is_past(c) else None),
    ("C2 report", "ongoing", lambda c: _reading(c, "report")),
    ("C8 ongoing", "ongoing", _going_on),
    ("C8 again and again", "ongoing", _beside(repeated)),
)


def _is_past(c: _Case) -> bool:
    return c.conditional is not None and c.conditional[1].rule == "C1 past conditional"


def _hedges(c: _Case, reading: Span | None) -> Iterator[Cue]:
    """Every mark by which the text, or the speaker's cue, holds back belief."""
    if reading is not None:
        yield Cue("hedged", reading, "C1 conditional of rumour")
    own = _clause_tokens(c)
    for i in sorted(own | _near(c)):
        for phrase in _phrases_at(c, i):
            if len(phrase.words) == 1 and (
                i not in own or (phrase.kind == "evidence" and i != c.frame.modal_token)
            ):
                continue
            if _fits(c.tree, i, phrase.words):
                yield Cue("hedged", c.tree.span(i, i + len(phrase.words) - 1), phrase.rule)
                break
    for statement in c.statements:
        if statement.cue_class in DOUBTING and statement.cue is not None:
            yield Cue("hedged", statement.cue, f"C13 {statement.cue_class} cue")
    if not c.statements and (found := c.is_governed("doubting")) is not None:
        yield Cue("hedged", found, "C13 doubting cue")  # what accusing does to E, `composition.csv` knows
    if (open_ := _unconfirmed(c)) is not None:
        yield Cue("hedged", open_, "C10 not confirmed")


def _phrases_at(c: _Case, i: int) -> Iterable[Phrase]:
    token = c.tree.tokens[i]
    found = c.cues.hedges.get(token.lower, ())
    return found if token.lemma == token.lower else found + c.cues.hedges.get(token.lemma, ())


def _near(c: _Case) -> set[int]:
    """The tokens near the predicate in its sentence: "semble-t-il" may stand in any place."""
    first, last = c.tree.sentences[c.tree.sentence_of[c.frame.head]]
    return set(range(max(first, c.frame.head - HEDGE_REACH), min(last, c.frame.head + HEDGE_REACH) + 1))


def _clause_tokens(c: _Case) -> set[int]:
    """The tokens of the predicate's clause that are near it or modify it or its parties."""
    near = {
        i
        for i in _near(c) - {c.frame.head}
        if c.frame.clause.holds(c.span(i))
        and c.tree.tokens[i].pos in ("ADV", "PRON", "VERB", "AUX", "ADP", "PUNCT")
    }
    if c.frame.modal_token is not None:
        near.add(c.frame.modal_token)
    for role in c.frame.roles:
        for head in role.heads:
            near.update(t.i for t in c.tree.children(head, "amod", "acl", "advmod"))
    near.update(t.i for t in c.tree.children(c.frame.head, "amod", "advmod"))
    above = set(c.tree.ancestors(c.frame.head))
    return {i for i in near if i in above or not _tells_more(c.tree, c.tree.tokens[i])}


def _tells_more(tree: Tree, told: Token) -> bool:
    """Whether a participle has a charge of its own: to arrest "un homme soupçonné d'avoir tué X" is sure."""
    charges = tree.children(told.i, "xcomp", "advcl", "ccomp")
    return told.dep.partition(":")[0] == "acl" and any(True for _ in charges)


def _fits(tree: Tree, i: int, words: tuple[str, ...]) -> bool:
    for k, word in enumerate(words):
        if i + k >= len(tree.tokens):
            return False
        token = tree.tokens[i + k]
        if token.lower != word and token.lemma != word:
            return False
    return True


def judge(
    frame: Frame, frames: Sequence[Frame], tree: Tree, statements: Contents, language: Language
) -> Certainty:
    """The certainty of a predicate; "occurred", not hedged, when nothing in the text says otherwise."""
    case = _Case(frame, frames, tree, statements, language)
    status: Status = "occurred"
    cues: list[Cue] = []
    for rule, outcome, test in RULES:
        found = test(case)
        if found is not None:
            status = outcome
            cues.append(Cue("status", found, rule))
            break
    hedges = list(dict.fromkeys(_hedges(case, _reading(case, "report"))))
    return Certainty(
        status, bool(hedges), (*cues, *hedges), case.statements[0].id if case.statements else None
    )
