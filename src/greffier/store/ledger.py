"""The ledger: one line for every article that was given, so that in = read + partly read + refused + copies + kept out.

An article's key is a hash of its content (text, headline, day, outlet, address), so the same article given again, under whatever
name, is the same key. A line's own id is a hash of where the article was found and its key (or why it was refused), so a batch that is
given again adds no line.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal

import pyarrow as pa

from ..model.article import Article

KEY_BYTES = 16

Status = Literal["read", "partly read", "refused", "copy", "kept out"]
STATUSES: tuple[Status, ...] = ("read", "partly read", "refused", "copy", "kept out")

SCHEMA = pa.schema(
    [("line", pa.string()), ("where", pa.string()), ("key", pa.string()), ("status", pa.string()), ("reason", pa.string()),
     ("characters", pa.int64()), ("supersedes", pa.string()), ("superseded_by", pa.string())]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one article: `key` is None where it could not be read at all, `reason` says why not or why only in part.

    `supersedes` is the key of the earlier version that this one replaces, `superseded_by` that of a later one already there.
    """

    line: str
    where: str
    key: str | None
    status: Status
    reason: str | None = None
    characters: int = 0
    supersedes: str | None = None
    superseded_by: str | None = None


def key_of(article: Article) -> str:
    """The content hash that the store knows an article by."""
    day = article.published.isoformat() if article.published else None
    return _hash(article.text, article.title, day, article.outlet, article.url)


def line_of(where: str, what: str) -> str:
    """The id of a ledger line: where it was found, and its key or the reason of its refusal."""
    return _hash(where, what)


def _hash(*parts: str | None) -> str:
    plain = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=KEY_BYTES).hexdigest()
