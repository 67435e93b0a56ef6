"""What a record is made of: plain frozen dataclasses that import nothing else of ours."""

from .actor import Actor
from .article import Article, Part, PartKind
from .event import Event, EventTime
from .place import Place
from .quantity import Quantity
from .record import Record, Seen
from .span import Cue, Span
from .statement import Statement
from .when import When

__all__ = [
    "Actor",
    "Article",
    "Cue",
    "Event",
    "EventTime",
    "Part",
    "PartKind",
    "Place",
    "Quantity",
    "Record",
    "Seen",
    "Span",
    "Statement",
    "When",
]
