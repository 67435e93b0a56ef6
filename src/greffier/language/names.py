"""Names with a small word in them are made safe for the parser: "Kim Jong Un" reads "Kim Jong Xi" while it is parsed.

The model takes the "Un" for an article and breaks the sentence there. A stand-in of the same length keeps every offset, and
the tree shows the words of the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from .grammar import load_words
from .registry import Language

STAND_INS = {2: "Xi", 3: "Kim", 4: "Park", 5: "Abdul"}  # names that the model knows for names, by length
NEIGHBOUR = re.compile(r"[A-ZÀ-ÖØ-Þ][\w'-]*")
MAX_WORDS = 4  # words of a name before the small one: "Mohammed Abdel Rahman Al Un" is already rare


def make_safe(text: str, language: Language, starts: frozenset[int]) -> str:
    """The text with a stand-in for every small word inside a name; `starts` are the offsets at which sentences begin."""
    parts: list[str] = []
    at = 0
    for m in _small_words(text, language):
        if m.start() in starts or not _is_in_name(text, m, language, starts):
            continue
        parts += [text[at : m.start()], STAND_INS[len(m[0])]]
        at = m.end()
    return "".join([*parts, text[at:]]) if parts else text


def _small_words(text: str, language: Language) -> list[re.Match[str]]:
    """The capitalised small words of a text, each by its own plain search: many times faster than one pattern for all."""
    found: list[re.Match[str]] = []
    for word, pattern in _small(language):
        at = text.find(word)
        while at >= 0:
            if m := pattern.match(text, at + 1):
                found.append(m)
            at = text.find(word, at + 1)
    return sorted(found, key=lambda m: m.start())


@lru_cache(maxsize=8)
def _small(language: Language) -> tuple[tuple[str, re.Pattern[str]], ...]:
    words = sorted(w.capitalize() for w in load_words(language).name_particles if len(w) in STAND_INS)
    return tuple((f" {w}", re.compile(rf"(?<=[\w.] ){w}(?![\w'’-])")) for w in words)


def _is_in_name(text: str, m: re.Match[str], language: Language, starts: frozenset[int]) -> bool:
    """In a row of capitalised words: at least two before it, or one before and one after, or the name of a known person."""
    small = m[0].lower()
    particles = load_words(language).name_particles
    before: list[str] = []
    i = m.start() - 1
    while len(before) < MAX_WORDS:
        start = text.rfind(" ", 0, i) + 1
        word = text[start:i]
        if not NEIGHBOUR.fullmatch(word) or word.lower() in particles:
            break
        before.insert(0, word)
        if start in starts or start == 0:
            break
        i = start - 1
    after = (
        NEIGHBOUR.match(text, m.end() + 1)
        if text[m.end() : m.end() + 1] == " " and m.end() + 1 not in starts
        else None
    )
    if not before:
        return False
    if small in load_words(language).lone_name_particles and (len(before) > 1 or after):
        return True
    around = [w.lower() for w in (*before, m[0], *([after[0]] if after else []))]
    place = len(before)
    return any(
        around[place - k : place - k + len(name)] == list(name)
        for k in range(1, place + 1)
        for name in _known_names(particles).get(around[place - k], ())
        if len(name) > k
    )


@lru_cache(maxsize=8)
def _known_names(particles: frozenset[str]) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Names of known persons with a small word after the first, by their first word (the part up to the word behind it)."""
    from ..knowledge.base import load_knowledge

    out: dict[str, set[tuple[str, ...]]] = {}
    for forms in load_knowledge().forms.values():
        for form in forms:
            words = tuple(form.text.lower().split())
            if form.entry.kind != "person" or len(words) < 2:
                continue
            last = max((n for n, w in enumerate(words) if n and w in particles), default=0)
            if last:
                out.setdefault(words[0], set()).add(words[: last + 2])
    return {first: tuple(sorted(found)) for first, found in out.items()}
