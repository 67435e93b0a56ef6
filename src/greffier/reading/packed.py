"""Packed streams (gzip, zstd, brotli): bytes come out in bounded pieces, are counted, and damage is told and can be passed.

A packed stream is a row of members, each packed by itself (web archives pack every record so). `Unpacked` reads over them
as one stream. Behind damage it can go on at the next member that begins as it should.
"""

from __future__ import annotations

import io
import zlib
from collections import deque
from collections.abc import Callable
from importlib import import_module
from typing import IO, Any, NoReturn, Protocol

from ..errors import Damaged, MissingExtra
from .guard import MAX_WINDOW_BYTES, Budget
from .source import PIECE_BYTES

KEPT_BYTES = 32_000_000  # of a record are kept to look for the next one inside it: more than a whole page
PROBE_BYTES = 4096  # of a member show how it begins; a record's head has some hundred bytes
FIRST_BYTES, FIRST_STEPS = 256, 8  # the head of a record comes out in smaller steps: it names the record
ZSTD_PIECE_BYTES = (
    1024  # zstd unpacks all it is given at once: 1 KB is at most 32 MB (blocks of 128 KB in 4 bytes)
)
ZSTD_DICTIONARY = (
    b"\x5d\x2a\x4d\x18"  # a frame that holds the dictionary of the frames behind it (WARC in zstd)
)


class Step(Protocol):
    """The unpacking of one member: `feed` takes packed bytes and gives at most so many; `rest` was not used."""

    rest: bytes
    done: bool

    def feed(self, data: bytes, most: int) -> bytes: ...


class _Inflate:
    """One member of gzip, or a stream of HTTP's "deflate"."""

    def __init__(self, form: int = 31) -> None:
        self.inner, self.rest, self.done = zlib.decompressobj(form), b"", False

    def feed(self, data: bytes, most: int) -> bytes:
        out = self.inner.decompress(data, most)
        self.done = self.inner.eof
        self.rest = self.inner.unused_data if self.done else self.inner.unconsumed_tail
        return out


class _Zstd:
    """One frame of zstd."""

    def __init__(self, dictionary: Any = None) -> None:
        zstd = _library("zstandard", "A zstd file")
        unpacker = zstd.ZstdDecompressor(dict_data=dictionary, max_window_size=MAX_WINDOW_BYTES)
        self.inner, self.rest, self.done = unpacker.decompressobj(), b"", False

    def feed(self, data: bytes, most: int) -> bytes:
        first, later = data[:ZSTD_PIECE_BYTES], data[ZSTD_PIECE_BYTES:]
        out: bytes = self.inner.decompress(first)
        self.done = self.inner.eof
        self.rest = (self.inner.unused_data if self.done else b"") + later
        return out


class _Brotli:
    """A brotli stream; it has no members."""

    def __init__(self) -> None:
        self.inner, self.rest, self.done = _library("brotli", "A brotli file").Decompressor(), b"", False

    def feed(self, data: bytes, most: int) -> bytes:
        taken = self.inner.can_accept_more_data()
        out: bytes = self.inner.process(data if taken else b"", output_buffer_limit=most)
        self.done, self.rest = self.inner.is_finished(), b"" if taken else data
        return out


class _Plain:
    """What is not packed."""

    def __init__(self) -> None:
        self.rest, self.done = b"", False

    def feed(self, data: bytes, most: int) -> bytes:
        self.rest = data[most:]
        return data[:most]


def _library(name: str, what: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise MissingExtra(what, error, "archive") from None


class Codec:
    """A way of packing: its name, the bytes that every member begins with, and how to unpack one."""

    def __init__(self, name: str, magic: bytes, start: Callable[[], Step], piece: int = PIECE_BYTES) -> None:
        self.name, self.magic, self.start, self.piece = name, magic, start, piece


GZIP = Codec("gzip", b"\x1f\x8b\x08", _Inflate, 4 * PROBE_BYTES)
ZSTD = Codec("zstd", b"\x28\xb5\x2f\xfd", _Zstd, ZSTD_PIECE_BYTES)
BROTLI = Codec("brotli", b"", _Brotli)
PLAIN = Codec("unpacked", b"", _Plain)
DEFLATE = Codec("deflate", b"", lambda: _Inflate(zlib.MAX_WBITS))
RAW_DEFLATE = Codec("deflate", b"", lambda: _Inflate(-zlib.MAX_WBITS))


def zstd_with_dictionary(stream: IO[bytes], budget: Budget) -> tuple[Codec, bytes]:
    """The codec of a zstd stream that may begin with a dictionary, and the bytes read beyond it."""
    head = stream.read(8)
    if not head.startswith(ZSTD_DICTIONARY) or len(head) < 8:
        return ZSTD, head
    size = int.from_bytes(head[4:8], "little")
    data = stream.read(min(size, KEPT_BYTES))
    if data.startswith(ZSTD.magic):
        data = Unpacked(io.BytesIO(data), ZSTD, budget).read(KEPT_BYTES)
    dictionary = _library("zstandard", "A zstd file").ZstdCompressionDict(data)
    return Codec("zstd", ZSTD.magic, lambda: _Zstd(dictionary), ZSTD_PIECE_BYTES), b""


class Unpacked(io.RawIOBase):
    """The bytes of a packed stream. Damage raises `Damaged`, and again at every read, until `resync` passes it.

    `outermost` says that what goes in is the file on disk itself, against which the ratio of the budget is measured.
    `keep` keeps what went in since the last mark or member, so that `resync` can look through it again.
    """

    def __init__(
        self,
        stream: IO[bytes] | Unpacked,
        codec: Codec,
        budget: Budget,
        *,
        outermost: bool = False,
        keep: bool = False,
    ) -> None:
        self.stream, self.codec, self.budget = stream, codec, budget
        self.outermost, self.keep = outermost, keep
        self.packed, self.out = b"", b""  # read and not yet unpacked, unpacked and not yet given
        self.step: Step | None = None
        self.steps = 0  # of this member so far
        self.kept: deque[bytes] = deque()
        self.kept_size = 0
        self.at = 0  # how many packed bytes were unpacked so far
        self.wrong: Damaged | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        piece = self.give(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)

    def give(self, size: int) -> bytes:
        """Up to `size` bytes, nothing at the end only; never of two members at once."""
        while not self.out and (self.step is not None or self._begin()):
            self._unpack(size)
        piece, self.out = self.out[:size], self.out[size:]
        return piece

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes, or all."""
        if size >= 0:
            return self.give(size)
        data = bytearray()
        while piece := self.give(PIECE_BYTES):
            data += piece
        return bytes(data)

    def peek(self, size: int) -> bytes:
        """The next bytes, which stay."""
        data = b""
        while len(data) < size and (more := self.give(size - len(data))):
            data += more
        self.give_back(data)
        return data

    def give_back(self, data: bytes) -> None:
        """Put back what was given too much."""
        self.out = data + self.out

    def mark(self) -> None:
        """A record begins here: the next one is looked for behind this place."""
        self.kept.clear()
        self.kept_size = 0
        self._keep(self.out)

    def settle(self) -> None:
        """Unpack to the end of this member, so that its checksum is compared, but nothing of the next one."""
        while not self.out and self.step is not None:
            self._unpack(PIECE_BYTES)
        if self.step is None:
            self.mark()

    def resync(self, opening: bytes) -> bool:
        """Go on at the next member that unpacks to `opening`; False when there is none up to the end."""
        data, gone, start = b"".join(self.kept) + self.packed, self.at - self.kept_size, 1
        self.packed, self.out, self.step, self.wrong = b"", b"", None, None
        self.kept.clear()
        self.kept_size = 0
        target = self.codec.magic or opening
        while True:
            found = data.find(target, start)
            if (found >= 0 and len(data) - found < PROBE_BYTES) or found < 0:
                cut = found if found >= 0 else max(start, len(data) - len(target) + 1)
                if more := self._take():
                    data, gone, start = data[cut:] + more, gone + cut, 0
                    continue
            if found < 0:
                return False
            if self._begins(data[found : found + PROBE_BYTES], opening):
                self.packed, self.at = data[found:], gone + found
                return True
            start = found + 1

    def _begins(self, packed: bytes, opening: bytes) -> bool:
        try:
            return self.codec.start().feed(packed, len(opening)).startswith(opening)
        except Exception:  # whatever the library raises over bytes that are no member
            return False

    def _take(self) -> bytes:
        """The next piece of what goes in."""
        read = getattr(
            self.stream, "read1", self.stream.read
        )  # of a packed stream within, one member at most
        piece: bytes = read(self.codec.piece)
        if self.outermost:
            self.budget.packed += len(piece)
        return piece

    def _begin(self) -> bool:
        """Start on the next member; False at the end of the stream."""
        if self.wrong:
            raise self.wrong
        while True:
            if self.codec.magic:  # tapes and some programs fill up with zeros behind the last member
                bare = self.packed.lstrip(b"\0")
                self.at += len(self.packed) - len(bare)
                self.packed = bare
            if self.packed and len(self.packed) >= len(self.codec.magic):
                break
            if not (more := self._take()):
                break
            self.packed += more
        if not self.packed:
            return False
        if not self.packed.startswith(self.codec.magic):
            self._damaged("what stands there is not packed so")
        self.step, self.steps = self.codec.start(), 0
        return True

    def _unpack(self, size: int) -> None:
        if self.wrong:
            raise self.wrong
        assert self.step is not None
        self.packed = data = self.packed or self._take()
        if self.keep:  # in small steps, so that what stands before damage is still told
            size = min(size, PROBE_BYTES if self.steps > FIRST_STEPS else FIRST_BYTES)
            self.steps += 1
        try:
            self.out = self.step.feed(data, size)
        except MissingExtra:
            raise
        except Exception as error:  # zlib.error, ZstdError, brotli.error: each library has its own
            self._damaged(str(error).strip(" .") or type(error).__name__)
        self.packed = self.step.rest
        used = data[: len(data) - len(self.packed)]
        self.at += len(used)
        self._keep(used)
        if self.step.done or (not data and self.codec is PLAIN):
            self.step = None
        elif not data and not self.out:
            self._damaged("it ends in the middle", cut=True)
        if self.codec is not PLAIN:
            self.budget.give_out(len(self.out))

    def _keep(self, data: bytes) -> None:
        if not self.keep:
            return
        self.kept.append(data)
        self.kept_size += len(data)
        while self.kept_size > KEPT_BYTES:
            self.kept_size -= len(self.kept.popleft())

    def _damaged(self, how: str, *, cut: bool = False) -> NoReturn:
        self._keep(self.packed)
        self.at += len(self.packed)
        self.packed = b""
        self.wrong = Damaged(f"The {self.codec.name} data is damaged near byte {self.at:,}: {how}.", cut=cut)
        raise self.wrong

    read1 = give


def unpack_whole(data: bytes, codec: Codec, check: Callable[[int], None]) -> bytes:
    """All that some packed bytes hold; `check` raises when it is too much."""
    stream = Unpacked(io.BytesIO(data), codec, Budget(packed=len(data)))
    out = bytearray()
    while piece := stream.give(PIECE_BYTES):
        out += piece
        check(len(out))
    return bytes(out)
