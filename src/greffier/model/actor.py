"""Who takes part: a person, an office, a state, an organisation, a group, a people, or an unnamed source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .span import Span

ActorKind = Literal["person", "office", "state", "organisation", "group", "people", "unnamed"]


HolderStatus = Literal["found", "ambiguous", "unknown"]


@dataclass(frozen=True, slots=True)
class Holder:
    """Who held the office that an actor is called by, on the day of the article, as the knowledge base answers.

    One name is found, several are ambiguous (a month of handing over), none is unknown; `rule` names the rows or says what
    is missing, `sure` is False where a row says that it may be off.
    """

    names: tuple[str, ...] = ()
    wikidata: str | None = None
    sure: bool = True
    rule: str = ""

    @property
    def status(self) -> HolderStatus:
        """Whether one holder is known, several may be, or none is."""
        return "unknown" if not self.names else "found" if len(self.names) == 1 else "ambiguous"


@dataclass(frozen=True, slots=True)
class Actor:
    """One participant of an article with all its mentions.

    `name` is the fullest name in the article. `country` is ISO 3166-1 alpha-3, `role` a PLOVER sector (or IGO, NGO);
    both None when the text and the knowledge base do not say. `rule` names what gave country and role. `holder` is given
    for an office: its name stays what the article says.
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    role: str | None = None
    wikidata: str | None = None
    mentions: tuple[Span, ...] = ()
    rule: str = ""
    holder: Holder | None = None
