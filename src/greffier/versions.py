"""What made a record: the versions of program and model, and hashes of the lexicon and the knowledge base that were used.

A record whose hashes differ from today's is what `greffier ingest --again` reads anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from . import __version__
from .knowledge.base import folders_of
from .language.pipeline import model_version
from .language.registry import Language

DIGITS = 12
DATA = frozenset({".csv", ".toml", ".yaml", ".txt"})


def made_by(language: Language, knowledge: Path | None) -> tuple[tuple[str, str], ...]:
    """Name and version of everything that a record of this language is made by, in a fixed order."""
    return (
        ("greffier", __version__),
        ("model", model_version(language)),
        ("lexicon", _hash_of(tuple(language.folders))),
        ("knowledge", _hash_of(folders_of(knowledge))),
    )


def _hash_of(folders: tuple[Path, ...]) -> str:
    files = [p for folder in folders for p in sorted(folder.rglob("*")) if p.suffix in DATA]
    return _hashed(tuple((p, p.stat().st_mtime_ns, p.stat().st_size) for p in files))


@lru_cache(maxsize=16)
def _hashed(files: Iterable[tuple[Path, int, int]]) -> str:
    """The hash of names and contents; times and sizes are there to notice a change."""
    digest = blake2b(digest_size=DIGITS // 2)
    for path, _, _ in files:
        digest.update(f"{path.parent.name}/{path.name}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
