"""What every export shape is made of: an article's record with the events chosen from it, where to write, and how a shape is described."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any, Literal

Json = Mapping[str, Any]
Row = dict[str, Any]
Names = Literal["public", "all"]
Sinks = Mapping[str, IO[bytes]]  # by the name of the file, as in `Format.files`


@dataclass(frozen=True, slots=True)
class Item:
    """One article: its key in the store, its record (the interchange shape), and the events of it that were chosen."""

    key: str
    record: Json
    events: tuple[Json, ...]
    superseded: bool = False

    @property
    def document(self) -> Json:
        document: Json = self.record["document"]
        return document

    @property
    def text(self) -> str:
        return str(self.record["document"]["text"])

    @property
    def published(self) -> date | None:
        return as_day(self.record["document"].get("published"))

    @property
    def actors(self) -> dict[str, Json]:
        return {a["id"]: a for a in self.record["actors"]}

    @property
    def places(self) -> dict[str, Json]:
        return {p["id"]: p for p in self.record["places"]}

    def words(self, span: tuple[int, int] | list[int] | None) -> str | None:
        """The words of a span; None where there is none."""
        return self.text[span[0] : span[1]] if span else None


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may say of the file itself. `extra`: acts that are no facts are in, so a shape shows the status if it can."""

    delimiter: str = ","
    encoding: str = "utf-8"
    extra: bool = False


@dataclass(frozen=True, slots=True)
class Format:
    """A shape. `facts`: it has no place for a status, so only what occurred or goes on, unhedged, is exported unless asked for.

    `files`: the names that it writes in a folder; a shape of one file is written under the name that the user gives.
    """

    name: str
    about: str
    files: tuple[str, ...]
    write: Callable[[Iterator[Item], Sinks, Options], None]
    read: Callable[..., Iterator[Any]]
    facts: bool = False
    coded: bool = False  # it needs a CAMEO code
    binary: bool = False
    names: Names = "public"


def as_day(text: str | None) -> date | None:
    """A day of the record as a date."""
    return date.fromisoformat(text) if text else None


def day_of(item: Item, event: Json) -> date | None:
    """The day that an event is counted on: the first of its time, else that of the article."""
    return as_day((event["time"] or {}).get("earliest")) or item.published


def write_lines(lines: Iterable[str], sink: IO[bytes], encoding: str = "utf-8") -> None:
    """Lines, each with a newline behind it."""
    for line in lines:
        sink.write(line.encode(encoding) + b"\n")


def read_lines(path: Path) -> Iterator[str]:
    """The lines of a text file of ours, without their newline; only a newline ends one."""
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            yield line.removesuffix("\n")
