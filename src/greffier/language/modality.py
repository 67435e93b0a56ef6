"""The words of a language that show how sure a text is, read from `modality.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from ..datafiles import file_name, read_toml
from ..errors import BadData
from .registry import Language


@lru_cache(maxsize=8)
def load_modality(language: Language) -> Mapping[str, frozenset[str]]:
    """The lists of modality.toml by name; BadData for a mistake in the file."""
    out: dict[str, frozenset[str]] = {}
    for path in language.files("modality.toml"):
        name = file_name(path)
        for key, words in read_toml(path).items():
            if not isinstance(words, list) or not all(isinstance(w, str) for w in words):
                raise BadData(name, 1, f"{key!r} must be a list of words.")
            out[key] = out.get(key, frozenset()) | frozenset(words)
    return out
