"""Frames: a predicate with its roles, polarity, tense, mood, modality and governor, whatever the words around it.

`find_frames(tree, language)` turns each verb, event noun, light verb + noun and participle of a tree into a frame in
which the alternations are undone: the agent of a passive stands under "agent" like the subject of an active.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..model.span import Span

FrameKind = Literal["verb", "noun", "light", "participle", "adjective"]
Mood = Literal[
    "indicative", "conditional", "subjunctive", "imperative", "infinitive", "participle", "gerund", "none"
]
Tense = Literal["past", "imperfect", "pluperfect", "present", "future", "none"]


@dataclass(frozen=True, slots=True)
class Role:
    """One participant of a frame.

    `name` is the deep role: "agent" (deep subject), "patient" (deep object), "party" (one of several equals: "entre X
    et Y", reciprocal subjects with "avec"), "oblique" (with its preposition in `case`), "owner" (possessive).
    `head` is the token of the nominal, `others` the heads coordinated with it. `how` names the alternation that found it
    ("active subject", "passive agent", "recovered subject", "controlled subject", "antecedent of qui", "noun complement" ...).
    """

    name: str
    head: int
    case: str = ""
    others: tuple[int, ...] = ()
    how: str = ""

    @property
    def heads(self) -> tuple[int, ...]:
        """The head and those coordinated with it."""
        return (self.head, *self.others)


@dataclass(frozen=True, slots=True)
class Frame:
    """A predicate of the text.

    `head` is the token that carries the meaning (the noun of a light verb), `light` the token of the light verb, `lemma`
    the dictionary form of the head, `reflexive` whether "se" goes with the verb. `words` are the tokens of the trigger
    (verb group with its auxiliaries and negation left out, light verb and noun). `trigger` is their span, `clause` the
    span of the predicate with all that depends on it. `governor` is the index (in the list of frames) of the frame that
    embeds this one and `relation` how: "complement" (que P, infinitive, "de" + event noun), "relative", "adverbial",
    "condition" (si P), "purpose" (pour + infinitive), "coordinated", "modifier".
    `modal` is the lemma of a modal or aspect verb in between (devoir, pouvoir, vouloir, aller, venir de ...), `negation` the
    token that negates. `counterfactual` is True for "aurait pu/dû".
    """

    index: int
    kind: FrameKind
    head: int
    lemma: str
    roles: tuple[Role, ...]
    words: tuple[int, ...]
    trigger: Span
    clause: Span
    sentence: int
    reflexive: bool = False
    passive: bool = False
    light: int | None = None
    light_lemma: str | None = None
    negation: int | None = None
    tense: Tense = "none"
    mood: Mood = "none"
    modal: str | None = None
    modal_token: int | None = None
    finite: int | None = None
    governor: int | None = None
    relation: str = ""
    question: bool = False

    def role(self, *names: str) -> Role | None:
        """The first role of one of these names."""
        return next((r for r in self.roles if r.name in names), None)

    def obliques(self, *cases: str) -> tuple[Role, ...]:
        """The oblique roles with one of these prepositions (all without any)."""
        return tuple(r for r in self.roles if r.name == "oblique" and (not cases or r.case in cases))
