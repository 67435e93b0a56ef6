"""Where: a named place of the article."""

from __future__ import annotations

from dataclasses import dataclass

from .span import Span


@dataclass(frozen=True, slots=True)
class Place:
    """A place with the country that administers it (ISO alpha-3) and coordinates in degrees (WGS 84), where known."""

    id: str
    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    mentions: tuple[Span, ...] = ()
    claimed_by: tuple[str, ...] = ()
    rule: str = ""
