"""The whole record of one article."""

from __future__ import annotations

from dataclasses import dataclass

from .actor import Actor
from .article import Article, Part
from .event import Event
from .place import Place
from .span import Span
from .statement import Statement
from .when import When


@dataclass(frozen=True, slots=True)
class Seen:
    """A predicate that was looked at and gave no event, with the reason: what `explain` shows for a silent sentence."""

    span: Span
    predicate: str
    reason: str


@dataclass(frozen=True, slots=True)
class Record:
    """Everything that greffier read in one article.

    `notes` are doubts in words (a weekday that does not fit its date, a part that was left unread). `made_by` names the
    versions that made the record: the program's and the language model's.
    """

    article: Article
    parts: tuple[Part, ...] = ()
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[When, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    notes: tuple[str, ...] = ()
    seen: tuple[Seen, ...] = ()
    made_by: tuple[tuple[str, str], ...] = ()
