"""A mention on the way to its actor: what the words alone say of whom they mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from ..knowledge.base import Entry
from ..model.actor import ActorKind

DraftKind = Literal["name", "role", "people", "pronoun", "adjective"]
Rooted = Literal["home", "local", "sole"]


@dataclass(slots=True, eq=False)
class Draft:
    """Tokens `first` to `last` that mean somebody, with everything that they say of him.

    `core` are the tokens of the name or role alone, `heads` those by which others find the mention. `entry` is what the
    knowledge base knows under the name. `complement` is the draft that a role belongs to ("le chef de l'ONU"). `quiet`
    mentions (a country as a place, an adjective) find their actor but do not make one by themselves. `members` are the
    countries of a plural that names several ("les ministres français et allemand"). `world` is the code of the organisation
    that an adjective means ("la diplomatie européenne": EUR). `rooted` tells whether a description
    without a country has that of the article ("home") or first that of its acts ("local"), and `because` what gave the
    country where neither the words themselves nor the line of `rule` do.
    """

    form: DraftKind
    first: int
    last: int
    heads: tuple[int, ...]
    kind: ActorKind
    name: str
    entry: Entry | None = None
    country: str | None = None
    sector: str | None = None
    office: str | None = None
    noun: str = ""
    gender: str = ""
    plural: bool = False
    definite: bool = False
    bare: bool = False
    former: bool = False
    home: bool = False
    rooted: Rooted | None = None
    quiet: bool = False
    sure: bool = True
    complement: Draft | None = None
    rule: str = ""
    because: str = ""
    members: tuple[str, ...] = ()
    world: str = ""
    core: tuple[int, int] = field(default=(0, 0))
