"""Forgetting: an article, or the name of a person, out of every file of a store, and kept out.

An article's rows go and its ledger line says no more than that something was kept out. A person's name is masked wherever an article
has it, its surname too in those articles, so that offsets stay right. What remains is a salted hash, by which the same article or
name is known again and kept out. All segments change at once or none: the new ones are made aside, then a plan is put in place
that readers follow and that the next writer carries out.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

from ..errors import BadInput
from ..model.article import Article
from .folder import Store, room, write_whole
from .index import build_index
from .ledger import Line
from .masking import Name, masked_record, masker, pieces_of, spans_of, strings_of
from .plan import Plan, carry_out, put_plan
from .segments import (
    Batch,
    Segment,
    make_aside,
    read_articles,
    read_batch,
    read_lines,
    set_damaged_aside,
    sweep,
)

LONGEST = 6  # words of a name
WRITTEN = ("text", "title", "url", "where", "id", "outlet", "guid", "byline", "partly")  # of an article


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What a store keeps out: salted hashes of articles' keys and of names, with the number of pieces of each name."""

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
        written: dict[str, str] = {f: value for f in WRITTEN if (value := getattr(article, f))}
        found = frozenset[Name]().union(*map(self._found, written.values()))
        if not found:
            return article
        mask = masker(found)
        changed: dict[str, Any] = {f: mask(value) for f, value in written.items()}
        return replace(article, **changed)

    def hide(self, text: str) -> str:
        """A text with every forgotten name masked."""
        found = self._found(text) if self.names else None
        return masker(found)(text) if found else text

    def _found(self, text: str) -> frozenset[Name]:
        """The forgotten names in a text, as folded pieces."""
        words = [w for w, _, _ in pieces_of(text)]
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
    later = _relinked(segments, keys)

    def without(batch: Batch) -> Batch:
        lines = [_blank(line) if line.key in keys else _unlinked(line, keys, later) for line in batch.lines]
        return Batch(lines, {k: r for k, r in batch.records.items() if k not in keys})

    changed = _rewrite(store, segments, without)
    return Receipt("article", forgotten.hash(min(keys)), len(keys), changed)


def forget_person(store: Store, name: str) -> Receipt:
    """Mask a person's name in every article that has it. BadInput for a name of one word or of too many."""
    words = tuple(w for w, _, _ in pieces_of(name))
    if not 2 <= len(name.split()) <= LONGEST or len(words) < 2:
        raise BadInput(f"{name!r} is no full name. Give first name and surname, as the articles have them.")
    segments = _prepare(store)
    forgotten = _remember(store, name=words)
    mask = masker([words])

    def named(text: str) -> bool:
        return any(spans_of(text, words, len(words)))

    touched = {
        k
        for s in segments
        for k, r in read_batch(s).records.items()
        if any(map(named, strings_of(json.loads(r))))
    }

    def masked(batch: Batch) -> Batch:
        records = {k: masked_record(r, mask) if k in touched else r for k, r in batch.records.items()}
        lines = [
            replace(line, where=mask(line.where), reason=line.reason and mask(line.reason))
            if line.key in touched or named(line.where) or named(line.reason or "")
            else line
            for line in batch.lines
        ]
        return Batch(lines, records)

    changed = _rewrite(store, segments, masked)
    return Receipt("person", forgotten.hash(" ".join(words)), len(touched), changed)


def _names_of(record: str) -> tuple[str, ...]:
    doc = json.loads(record)["document"]
    return tuple(v for v in (doc["id"], doc["url"]) if v)


def _blank(line: Line) -> Line:
    """A ledger line that says no more than that something was kept out; its id, a hash, stays, so that it is not read again."""
    return Line(line.line, "", None, "kept out", "forgotten by order")


def _relinked(segments: Sequence[Segment], keys: set[str]) -> dict[str, str | None]:
    """The later version of every article whose later version is forgotten: the one after that, else the latest of those left."""
    later: dict[str, str] = {}
    for line in read_lines(segments):
        if line.key and line.superseded_by:
            later[line.key] = line.superseded_by
        if line.key and line.supersedes:
            later[line.supersedes] = line.key
    found: dict[str, str | None] = {}
    orphans: dict[str, list[str]] = {}  # by the forgotten version that was the last
    for key, by in later.items():
        if key in keys or by not in keys:
            continue
        while by in keys and by in later:
            by = later[by]
        found[key] = None if by in keys else by
        if by in keys:
            orphans.setdefault(by, []).append(key)
    rank: dict[str, tuple[int, int]] = {}
    for n, (key, _, _, _, version) in enumerate(read_articles(segments)):
        rank.setdefault(key, (version or 0, n))
    for left in orphans.values():
        heir = max(left, key=lambda key: rank.get(key, (0, 0)))
        found |= {key: heir for key in left if key != heir}
    return found


def _unlinked(line: Line, keys: set[str], later: Mapping[str, str | None]) -> Line:
    """A line without links to what is forgotten."""
    by = later.get(line.key or "", line.superseded_by)
    supersedes = None if line.supersedes in keys else line.supersedes
    return replace(line, supersedes=supersedes, superseded_by=None if by in keys else by)


def _remember(store: Store, keys: Iterable[str] = (), name: Name = ()) -> Forgotten:
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
    """The whole segments, whatever was interrupted before cleared away; damaged ones, which nobody can search, are set aside."""
    carry_out(store)
    sweep(store)
    good, _ = set_damaged_aside(store)
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
    build_index(store)
    return len(fresh)
