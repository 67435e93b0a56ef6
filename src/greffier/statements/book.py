"""The actors of one article, with those that reported speech and events add to the cast ("un document",
"une étude")."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from ..mentions.countries import Roots
from ..model.actor import Actor, ActorKind
from ..model.span import Span


class Cast(Protocol):
    """What the book needs of the cast that `mentions.actors` finds."""

    @property
    def actors(self) -> tuple[Actor, ...]: ...

    @property
    def quiet(self) -> frozenset[str]: ...

    @property
    def roots(self) -> Roots: ...

    @property
    def pairs(self) -> Mapping[int, tuple[int, ...]]: ...

    def actor_of(self, head: int) -> Actor | None: ...

    def actors_of(self, head: int) -> tuple[Actor, ...]: ...


class ActorBook:
    """The cast of an article, open for more: `actor_for` adds an actor where the cast has none.

    Ids go on where the cast's end. Asking twice for the same words gives the same actor.
    """

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self._added: dict[str, Actor] = {}
        self._by_head: dict[int, str] = {}
        self._next = 1 + max((int(a.id[1:]) for a in cast.actors if a.id[1:].isdigit()), default=0)

    @property
    def actors(self) -> tuple[Actor, ...]:
        """The cast's actors, then the added ones."""
        return (*self.cast.actors, *self._added.values())

    @property
    def quiet(self) -> frozenset[str]:
        """The ids of actors that only places and adjectives speak of."""
        return self.cast.quiet

    @property
    def pairs(self) -> Mapping[int, tuple[int, ...]]:
        """The plural pronouns that mean several actors."""
        return self.cast.pairs

    @property
    def roots(self) -> Roots:
        """What may give a country to the actors without one."""
        return self.cast.roots

    def get(self, id: str) -> Actor:
        """The actor of this id."""
        return next(a for a in self.actors if a.id == id)

    def actor_of(self, head: int) -> Actor | None:
        """The actor that the token is the head of, in the cast or added."""
        if (found := self.cast.actor_of(head)) is not None:
            return found
        key = self._by_head.get(head)
        return self._added[key] if key is not None else None

    def actors_of(self, head: int) -> tuple[Actor, ...]:
        """All actors that the token means: several for the pronoun of a pair."""
        if found := self.cast.actors_of(head):
            return found
        one = self.actor_of(head)
        return (one,) if one else ()

    def actor_for(
        self,
        span: Span,
        head: int,
        text: str,
        *,
        kind: ActorKind = "unnamed",
        role: str | None = None,
        rule: str = "",
    ) -> Actor:
        """The actor of the token, added under the words of `span` if nobody knows it."""
        if (found := self.actor_of(head)) is not None:
            return found
        name = span.words(text)
        key = name.casefold()
        old = self._added.get(key)
        if old is None:
            actor = Actor(f"a{self._next}", name, kind, role=role, mentions=(span,), rule=rule)
            self._next += 1
        else:
            mentions = old.mentions if span in old.mentions else (*old.mentions, span)
            actor = Actor(old.id, old.name, old.kind, old.country, old.role, old.wikidata, mentions, old.rule)
        self._added[key] = actor
        self._by_head[head] = key
        return actor
