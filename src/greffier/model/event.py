"""Who did what to whom: one act, with its status, its claimants and the words that support each field."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from .quantity import Quantity
from .span import Cue, Span

Status = Literal["occurred", "ongoing", "planned", "possible", "demanded", "denied", "not_occurred"]


@dataclass(frozen=True, slots=True)
class EventTime:
    """The time of an event: a TIMEX3 value and its interval."""

    value: str
    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One act of one of the sixteen PLOVER types.

    Parties, places and statements are ids of the same record. `according_to` lists those to whom the text attributes
    the act, nearest first; empty when the article says it in its own voice. `rule` is the lexicon line that coded it;
    `cues` give the words and rule of every other field; `outer` is the id of the event that embeds this one
    (the accusation, the request, the refusal), `mentions` the triggers of the same act elsewhere in the article,
    `contexts` what it is about (PLOVER's names, in the order of the ontology).
    """

    id: str
    type: str
    trigger: Span
    evidence: Span
    rule: str
    mode: str | None = None
    cameo: str | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    place: str | None = None
    place_country: str | None = None
    time: EventTime | None = None
    status: Status = "occurred"
    hedged: bool = False
    according_to: tuple[str, ...] = ()
    statement: str | None = None
    quantities: tuple[Quantity, ...] = ()
    confidence: float = 0.5
    cues: tuple[Cue, ...] = ()
    outer: str | None = None
    mentions: tuple[Span, ...] = ()
    contexts: tuple[str, ...] = ()
