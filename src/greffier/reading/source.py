"""What is known of a stream before it is read, and the few ways in which all readers take bytes from one."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import IO

from ..errors import Damaged
from ..model.article import Article
from .guard import Budget, check_depth
from .refusal import Refusal

HEAD_BYTES = 65_536  # enough of a file to see what it is
PIECE_BYTES = 65_536  # read at a time

Results = Iterator[Article | Refusal]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a stream comes from: `stem` names an article that has no id of its own; `url` and `charset` are what a web
    server or an archive of its answers said; `partly` says why the stream itself is cut. `depth` counts the containers
    around it, `budget` what has come out of the file on disk so far.
    """

    where: str
    stem: str | None = None
    url: str | None = None
    charset: str | None = None
    partly: str | None = None
    depth: int = 0
    budget: Budget = field(default_factory=Budget)

    def within(self, where: str, stem: str | None) -> Source:
        """A stream packed in this one; TooBig when it stands too deep."""
        check_depth(self.depth + 1)
        return replace(self, where=where, stem=stem, partly=None, depth=self.depth + 1)


Read = Callable[
    [IO[bytes], Source], Results
]  # the reader of all kinds, handed to those that find files within files


def read_up_to(stream: IO[bytes], size: int) -> bytes:
    """`size` bytes of a stream, fewer only at its end or before damage (a pipe gives less at a time)."""
    data = b""
    try:
        while len(data) < size and (more := stream.read(size - len(data))):
            data += more
    except Damaged:
        if not data:
            raise
    return data


def read_whole(stream: IO[bytes], check: Callable[[int], None]) -> tuple[bytes, str | None]:
    """All bytes of a stream, and why they are not all where it is torn; `check` raises when there are too many."""
    data = bytearray()
    try:
        while piece := stream.read(PIECE_BYTES):
            data += piece
            check(len(data))
    except Damaged as error:
        if not data:
            raise
        return bytes(data), str(error)
    return bytes(data), None


def rejoin(head: bytes, stream: IO[bytes]) -> IO[bytes]:
    """The stream as it was before its head was read."""
    if stream.seekable():
        stream.seek(-len(head), io.SEEK_CUR)
        return stream
    return io.BufferedReader(_Rejoined(head, stream), PIECE_BYTES)


class _Rejoined(io.RawIOBase):
    def __init__(self, head: bytes, stream: IO[bytes]) -> None:
        self.head, self.stream = head, stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        piece = self.head[: len(buffer)] if self.head else self.stream.read(len(buffer))
        self.head = self.head[len(piece) :]
        buffer[: len(piece)] = piece
        return len(piece)
