"""The last step: what the stages found becomes one record with the ids renumbered and nothing left dangling.

Actors that no statement and no event refers to are kept only when they are known by name, country or role; things never
were actors. Ids count from 1 in order of first mention.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..model.actor import Actor
from ..model.event import Event
from ..model.place import Place
from ..model.record import Record, Seen
from ..model.statement import Statement
from ..model.when import When
from ..structure.layout import Layout

FAR = 1 << 60  # an actor without a mention sorts last


def assemble(
    layout: Layout,
    actors: Iterable[Actor],
    quiet: frozenset[str],
    places: Iterable[Place],
    times: Iterable[When],
    statements: Iterable[Statement],
    events: Iterable[Event],
    seen: Iterable[Seen],
    made_by: tuple[tuple[str, str], ...] = (),
) -> Record:
    """The record of one article."""
    statements, events = tuple(statements), tuple(events)
    used = _referred(statements, events)
    kept = sorted((a for a in actors if a.id in used or _worth_keeping(a, quiet)), key=_first_mention)
    new = {a.id: f"a{n}" for n, a in enumerate(kept, 1)}

    def ids(old: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(new[i] for i in old))

    return Record(
        article=layout.article,
        parts=layout.parts,
        actors=tuple(replace(a, id=new[a.id]) for a in kept),
        places=tuple(places),
        times=tuple(times),
        statements=tuple(
            replace(
                s,
                speaker=new[s.speaker] if s.speaker else None,
                addressee=new[s.addressee] if s.addressee else None,
                via=ids(s.via),
            )
            for s in statements
        ),
        events=tuple(
            replace(e, actors=ids(e.actors), recipients=ids(e.recipients), according_to=ids(e.according_to))
            for e in events
        ),
        seen=tuple(seen),
        made_by=made_by,
    )


def _referred(statements: tuple[Statement, ...], events: tuple[Event, ...]) -> set[str]:
    used = {i for s in statements for i in (s.speaker, s.addressee, *s.via) if i}
    return used | {i for e in events for i in (*e.actors, *e.recipients, *e.according_to)}


def _worth_keeping(actor: Actor, quiet: frozenset[str]) -> bool:
    return (
        actor.id not in quiet and bool(actor.mentions) and actor.kind in ("person", "state", "organisation")
    )


def _first_mention(actor: Actor) -> tuple[int, int]:
    first = min(actor.mentions, default=None)
    return (first.start, -first.end) if first else (FAR, 0)
