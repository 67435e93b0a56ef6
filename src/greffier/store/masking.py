"""Names found and masked in texts and records, letter for letter, so that offsets stay right.

Names are compared piece by piece ("Jean-Luc d'Aubin": four), so that elided and hyphenated words and addresses show them too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ..knowledge.folding import fold_words

MASK = "█"
PIECE = re.compile(r"[^\W_]+")
SHORTEST_SURNAME = 4  # letters; a shorter one is too often a word of its own
# Fields of a record whose values are the program's words, which a surname may be ("body", "state").
CODED = frozenset({"kind", "type", "mode", "cameo", "status", "role", "rule", "field", "what", "cue_class", "language", "country",
                   "place_country", "contexts", "made_by", "sha256"})  # fmt: skip
Name = tuple[str, ...]


def pieces_of(text: str) -> list[tuple[str, int, int]]:
    """The runs of letters and digits of a text, folded, with their offsets."""
    return [("".join(fold_words(m.group())), m.start(), m.end()) for m in PIECE.finditer(text)]


def spans_of(text: str, name: Name, shortest: int) -> Iterator[tuple[int, int]]:
    """Where the end of a name stands, as much of it as is there and at least so many pieces."""
    words = pieces_of(text)
    for i, (word, _, end) in enumerate(words):
        if word != name[-1]:
            continue
        n = 1
        while n < len(name) and n <= i and words[i - n][0] == name[-1 - n]:
            n += 1
        if n >= shortest:
            yield words[i - n + 1][1], end


def masker(names: Iterable[Name]) -> Callable[[str], str]:
    """A function that masks names in a text, letter for letter: the whole name, and its end down to the last piece by itself."""
    wanted = {n: 1 if len(n[-1]) >= SHORTEST_SURNAME else len(n) for n in names if n}

    def mask(text: str) -> str:
        found = [span for name, shortest in wanted.items() for span in spans_of(text, name, shortest)]
        for a, b in found:
            text = text[:a] + re.sub(r"\w", MASK, text[a:b]) + text[b:]
        return text

    return mask


def strings_of(value: Any) -> Iterator[str]:
    """Every written value of a record."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for v in value:
            yield from strings_of(v)
    elif isinstance(value, dict):
        for k, v in value.items():
            if k not in CODED:
                yield from strings_of(v)


def masked_record(text: str, mask: Callable[[str], str]) -> str:
    return json.dumps(_masked_values(json.loads(text), mask), ensure_ascii=False, separators=(",", ":"))


def _masked_values(value: Any, mask: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, list):
        return [_masked_values(v, mask) for v in value]
    if isinstance(value, dict):
        return {k: v if k in CODED else _masked_values(v, mask) for k, v in value.items()}
    return value
