"""A refusal: what stands in the place of an article that was not read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """An article that was not read: where it stands ("news.jsonl:12" or an article's id) and why, in one sentence.

    `skipped` marks what was never meant to be read (hidden files of a folder): it is told, but nothing went wrong.
    """

    where: str
    reason: str
    skipped: bool = False
