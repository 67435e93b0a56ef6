"""An event with its parties in, the dyads that two-sided shapes (GDELT, Phoenix, graphs) code in, with CAMEO's codes of actors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product
from pathlib import Path

from ..datafiles import read_csv
from .shape import Item, Json

ROLES = Path(__file__).parent / "cameo_roles.csv"
INTERNATIONAL = frozenset(("IGO", "NGO"))  # stand where a country would, when there is none


@dataclass(frozen=True, slots=True)
class Pair:
    """Who and to whom; None where the text does not say."""

    first: Json | None
    second: Json | None


@dataclass(frozen=True, slots=True)
class ActorCode:
    """CAMEO's code of an actor: `root` a country (ISO alpha-3) or IGO, NGO; `role` the sector, empty for a state by its name."""

    root: str = ""
    role: str = ""

    @property
    def full(self) -> str:
        return self.root + self.role


def coded_events(item: Item) -> list[Json]:
    """The chosen events that have a CAMEO code: a row without one would be no event for tables of CAMEO."""
    return [e for e in item.events if e["cameo"]]


def pairs(item: Item, event: Json) -> list[Pair]:
    """Everyone who does it with everyone whom it is done to; those who do it together, each with each, once, in the text's order."""
    actors = item.actors
    first: list[Json | None] = [actors[id] for id in event["actors"] if id in actors]
    second: list[Json | None] = [actors[id] for id in event["recipients"] if id in actors]
    if len(first) > 1 and not second:
        return [Pair(a, b) for a, b in combinations(first, 2)]
    return [Pair(a, b) for a, b in product(first or [None], second or [None])]


def code_of(actor: Json | None) -> ActorCode:
    """The code of an actor, empty where neither country nor role is known."""
    if actor is None:
        return ActorCode()
    country, role = actor["country"] or "", load_roles().get(actor["role"] or "", "")
    if actor["kind"] == "state":
        role = ""
    return ActorCode(role) if not country and role in INTERNATIONAL else ActorCode(country, role)


@lru_cache(maxsize=1)
def load_roles() -> Mapping[str, str]:
    """CAMEO's code of each of our roles (`cameo_roles.csv`)."""
    return {row["role"]: row["cameo"] for _, row in read_csv(ROLES, ("role", "cameo", "note"))}


def nearest(mentions: Iterable[tuple[int, int]], start: int, end: int) -> int | None:
    """The offset of the mention nearest to the words start..end; None where there is none."""
    gaps = [(max(start - b, a - end, 0), a) for a, b in mentions]
    return min(gaps)[1] if gaps else None
