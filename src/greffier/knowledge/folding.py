"""Names made comparable: without case, accents, hyphens, apostrophes and a leading article.

>>> fold("l'État hébreu") == fold("Etat Hebreu")
True
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

ARTICLES = frozenset({"le", "la", "les", "l", "the"})

_WORD = re.compile(r"[^\W_]+")


class _NoMarks(dict[int, int | None]):
    """Combining marks to nothing, every other character to itself; each is looked up once."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.combining(chr(code)) else code
        return self[code]


_MARKS = _NoMarks()
_PLAIN = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "ı": "i", "đ": "d", "ð": "d", "þ": "th"})


@lru_cache(maxsize=1 << 16)
def fold_words(text: str) -> tuple[str, ...]:
    """The words of a name without case, accents and marks.

    >>> fold_words("Côte-d'Ivoire")
    ('cote', 'd', 'ivoire')
    """
    if text.isascii():
        plain = text.lower()
    else:
        apart = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
        plain = apart.translate(_MARKS).translate(_PLAIN)
    if plain.isalnum():
        return (plain,)
    return tuple(_WORD.findall(plain))


@lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """The form under which a name is looked up: plain words, the leading article left out."""
    words = fold_words(name)
    return " ".join(words[1:] if len(words) > 1 and words[0] in ARTICLES else words)


def demonym_key(form: str) -> str:
    """The form under which a demonym is looked up; the front of a joined adjective ("franco-") keeps its hyphen."""
    return f"{fold(form)}-" if form.endswith("-") else fold(form)
