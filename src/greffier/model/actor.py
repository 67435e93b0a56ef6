"""Who takes part: a person, an office, a state, an organisation, a group, a people, or an unnamed source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .span import Span

ActorKind = Literal["person", "office", "state", "organisation", "group", "people", "unnamed"]


@dataclass(frozen=True, slots=True)
class Actor:
    """One participant of an article with all its mentions.

    `name` is the fullest name in the article. `country` is ISO 3166-1 alpha-3, `role` a PLOVER sector (or IGO, NGO);
    both None when the text and the knowledge base do not say. `rule` names what gave country and role.
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    role: str | None = None
    wikidata: str | None = None
    mentions: tuple[Span, ...] = ()
    rule: str = ""
