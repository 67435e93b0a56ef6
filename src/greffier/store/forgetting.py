"""Forgetting: an article, or the name of a person, out of every file of a store, and kept out.

An article's rows go and its ledger line says no more than that something was kept out. A person's name is masked wherever an article
has it, its surname too in those articles, so that offsets stay right. What remains is a salted hash, by which the same article or
name is known again and kept out. All segments change at once or none: the new ones are made aside, then a plan is put in place
that readers follow and that the next writer carries out.
"""

from __future__ import annotations

import json
import re
import secrets
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

from ..errors import BadInput
from ..knowledge.folding import fold_words
from ..model.article import Article
from .folder import Store, room, write_whole
from .index import build_index
from .ledger import Line
from .segments import (
    Batch,
    Plan,
    Segment,
    carry_out,
    check_segments,
    find_segments,
    make_aside,
    put_plan,
    read_batch,
    sweep,
)

MASK = "█"
WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
LONGEST = 6  # words of a name
SHORTEST_SURNAME = 4  # letters; a shorter one is too often a word of its own


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What a store keeps out: salted hashes of articles' keys and of names, with the number of words of each name."""

    salt: str = ""
    keys: frozenset[str] = frozenset()
    names: Mapping[str, int] = None  # type: ignore[assignment]  # set below

    def __post_init__(self) -> None:
        if self.names is None:
            object.__setattr__(self, "names", {})

    def hash(self, text: str) -> str:
        """The salted hash of a key or of a folded name."""
        return blake2b(
            text.encode("utf-8", "surrogatepass"), key=self.salt.encode(), digest_size=16
        ).hexdigest()

    def holds(self, key: str) -> bool:
        """Whether an article is kept out whole."""
        return bool(self.keys) and self.hash(key) in self.keys

    def masked(self, article: Article) -> Article:
        """The article with every forgotten name masked; itself where it has none."""
        if not self.names:
            return article
        found = self._found(article.text) | self._found(article.title or "")
        if not found:
            return article
        mask = masker(found)
        return replace(
            article, text=mask(article.text), title=article.title and mask(article.title),
            url=article.url and mask(article.url), where=mask(article.where), id=mask(article.id),
        )  # fmt: skip

    def _found(self, text: str) -> frozenset[tuple[str, ...]]:
        """The forgotten names in a text, as folded words."""
        words = ["".join(fold_words(m.group())) for m in WORD.finditer(text)]
        lengths = set(self.names.values())
        return frozenset(
            run
            for n in lengths
            for i in range(len(words) - n + 1)
            if self.hash(" ".join(run := tuple(words[i : i + n]))) in self.names
        )


def read_forgotten(store: Store) -> Forgotten:
    """What the store keeps out; nothing where nothing was forgotten."""
    try:
        data: dict[str, Any] = json.loads(store.forgotten.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Forgotten()
    return Forgotten(data["salt"], frozenset(data["keys"]), data["names"])


def masker(names: Iterable[tuple[str, ...]]) -> Callable[[str], str]:
    """A function that masks names in a text, letter for letter: the whole name anywhere, its last word as a word by itself."""
    whole = {n for n in names if n}
    single = {n[-1] for n in whole if len(n[-1]) >= SHORTEST_SURNAME}

    def mask(text: str) -> str:
        words = [("".join(fold_words(m.group())), m.start(), m.end()) for m in WORD.finditer(text)]
        spans = [(a, b) for w, a, b in words if w in single]
        for name in whole:
            for i in range(len(words) - len(name) + 1):
                if all(words[i + k][0] == part for k, part in enumerate(name)):
                    spans.append((words[i][1], words[i + len(name) - 1][2]))
        for a, b in spans:
            text = text[:a] + re.sub(r"\w", MASK, text[a:b]) + text[b:]
        return text

    return mask


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was forgotten: of what kind, the hash that stays, how many articles it changed and in how many segments."""

    kind: str
    hash: str
    articles: int
    segments: int


def forget_article(store: Store, wanted: str) -> Receipt:
    """Forget the article of this key, id or address. BadInput where the store has none. Only for whoever holds the store."""
    segments = _prepare(store)
    keys = {k for s in segments for k, r in read_batch(s).records.items() if wanted in (k, *_names_of(r))}
    if not keys:
        raise BadInput(f"The store {store.folder} has no article with the key, id or address {wanted!r}.")
    forgotten = _remember(store, keys=keys)

    def without(batch: Batch) -> Batch:
        lines = [_blank(line) if line.key in keys else _unlinked(line, keys) for line in batch.lines]
        return Batch(lines, {k: r for k, r in batch.records.items() if k not in keys})

    changed = _rewrite(store, segments, without)
    return Receipt("article", forgotten.hash(min(keys)), len(keys), changed)


def forget_person(store: Store, name: str) -> Receipt:
    """Mask a person's name in every article that has it. BadInput for a name of one word or of too many."""
    words = tuple("".join(fold_words(m.group())) for m in WORD.finditer(name))
    if not 2 <= len(words) <= LONGEST:
        raise BadInput(f"{name!r} is no full name. Give first name and surname, as the articles have them.")
    segments = _prepare(store)
    forgotten = _remember(store, name=words)
    mask = masker([words])
    count = 0

    def masked(batch: Batch) -> Batch:
        nonlocal count
        records = {}
        touched: set[str] = set()
        for key, text in batch.records.items():
            record: dict[str, Any] = json.loads(text)
            if not forgotten._found(record["document"]["text"]) and not any(
                forgotten._found(a["name"]) for a in record["actors"]
            ):
                records[key] = text
                continue
            touched.add(key)
            records[key] = json.dumps(_masked_values(record, mask), ensure_ascii=False, separators=(",", ":"))
        count += len(touched)
        lines = [
            replace(line, where=mask(line.where), reason=line.reason and mask(line.reason))
            if line.key in touched or forgotten._found(line.where) or forgotten._found(line.reason or "")
            else line
            for line in batch.lines
        ]
        return Batch(lines, records)

    changed = _rewrite(store, segments, masked)
    return Receipt("person", forgotten.hash(" ".join(words)), count, changed)


def _masked_values(value: Any, mask: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, list):
        return [_masked_values(v, mask) for v in value]
    if isinstance(value, dict):
        return {k: _masked_values(v, mask) for k, v in value.items()}
    return value


def _names_of(record: str) -> tuple[str, ...]:
    doc = json.loads(record)["document"]
    return tuple(v for v in (doc["id"], doc["url"]) if v)


def _blank(line: Line) -> Line:
    """A ledger line that says no more than that something was kept out; its id, a hash, stays, so that it is not read again."""
    return Line(line.line, "", None, "kept out", "forgotten by order")


def _unlinked(line: Line, keys: set[str]) -> Line:
    return replace(
        line,
        supersedes=None if line.supersedes in keys else line.supersedes,
        superseded_by=None if line.superseded_by in keys else line.superseded_by,
    )


def _remember(store: Store, keys: Iterable[str] = (), name: tuple[str, ...] = ()) -> Forgotten:
    """Keep out from now on, before anything is taken out: an interrupted forgetting is repeated, never undone."""
    old = read_forgotten(store)
    base = Forgotten(old.salt or secrets.token_hex(16), old.keys, old.names)
    names = {**base.names, **({base.hash(" ".join(name)): len(name)} if name else {})}
    new = Forgotten(base.salt, base.keys | {base.hash(k) for k in keys}, names)
    with room(store.folder):
        write_whole(
            store.forgotten,
            json.dumps(
                {"salt": new.salt, "keys": sorted(new.keys), "names": dict(sorted(new.names.items()))},
                indent=1,
            ),
        )
    return new


def _prepare(store: Store) -> list[Segment]:
    """The whole segments, whatever was interrupted before cleared away."""
    carry_out(store)
    sweep(store)
    good, _ = check_segments(store, find_segments(store)[0])
    return good


def _rewrite(store: Store, segments: Iterable[Segment], change: Callable[[Batch], Batch]) -> int:
    """Put changed segments in the place of those that a change alters, all at once; how many. Index and damaged segments go."""
    fresh: list[tuple[Path, Path]] = []
    old: list[Path] = []
    with room(store.folder):
        for segment in segments:
            before = read_batch(segment)
            after = change(before)
            if after != before:
                fresh.append(make_aside(store, after, segment.number))
                old.append(segment.path)
        put_plan(store, Plan(tuple(fresh), tuple(old)))
        carry_out(store)
    for folder in (store.index, store.damaged):
        shutil.rmtree(folder, ignore_errors=True)
    build_index(store)
    return len(fresh)
