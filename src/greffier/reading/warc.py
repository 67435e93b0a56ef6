"""Web archives (WARC, and WET: the same with plain text): every page in one becomes an article, damage costs one record.

Common readers stop at the first damaged record, or end silently at a cut one. Here a record that cannot be read is named, with
how much of it was there, and reading goes on at the next. A record that is cut but sound up to there is read and marked
`partly`; one whose packing is broken is refused, because no word of it can be trusted.
"""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import IO

from ..errors import BadInput, Damaged, TooBig
from ..model.article import Article
from .answers import charset_of, parse_head, unpack_body
from .articles import article_from_text
from .guard import MAX_PAGE_BYTES, MAX_RECORD_HEADER_BYTES, check_page
from .packed import PLAIN, Unpacked
from .refusal import Refusal
from .source import PIECE_BYTES, Read, Results, Source
from .text import decode_bytes

OPENING = b"WARC/"  # every record begins so
NEXT = b"\nWARC/1."  # how the next record shows in the bytes of one whose length is wrong
NO_ARTICLES = ("warcinfo", "request", "metadata", "revisit")  # records about records
MAX_URL = 200  # characters of an address that a message repeats


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its head, its content, and why that is not all of it."""

    number: int
    head: dict[str, str]
    content: bytes
    partly: str | None = None
    doubt: str | None = None  # the checksum differs

    @property
    def url(self) -> str | None:
        return self.head.get("warc-target-uri", "").strip("<>") or None


def read_warc(stream: IO[bytes] | Unpacked, source: Source, read: Read) -> Results:
    """The articles of a web archive; a page is read by what it is, like a file."""
    for record in _Archive(stream, source).records():
        if isinstance(record, Refusal):
            yield record
            continue
        where = f"{source.where}#{record.number}"
        try:
            for item in _read_record(record, source, where, read):
                yield _told(item, record)
        except BadInput as error:
            yield _told(Refusal(where, str(error)), record)


def _told(item: Article | Refusal, record: Record) -> Article | Refusal:
    """The outcome with the address of its record, and the doubt that a checksum casts on it."""
    if isinstance(item, Refusal):
        url = f" ({record.url[:MAX_URL]})" if record.url and record.url[:MAX_URL] not in item.reason else ""
        partly = f" Only a part of it was there: {record.partly}." if record.partly else ""
        return replace(item, reason=item.reason + partly + url)
    return replace(item, repairs=(*item.repairs, record.doubt)) if record.doubt else item


def _read_record(record: Record, source: Source, where: str, read: Read) -> Results:
    kind = record.head.get("warc-type", "").lower()
    if kind in NO_ARTICLES:
        return
    inside = replace(source.within(where, _id(record)), url=record.url, partly=record.partly, charset=None)
    if cut := record.head.get("warc-truncated"):
        inside = replace(inside, partly=inside.partly or f"the crawler cut the page ({cut})")
    if kind == "conversion":
        yield _converted(record, inside)
    elif kind == "continuation":
        raise BadInput("The record continues another one; records in segments are not joined.")
    elif kind == "response" and record.content.startswith(b"HTTP/"):
        yield from _answer(record, inside, read)
    elif kind in ("response", "resource"):
        charset = charset_of(record.head.get("content-type"))
        yield from read(io.BytesIO(record.content), replace(inside, charset=charset))
    else:
        raise BadInput(f"The record is of an unknown type ({kind[:40]!r}).")


def _id(record: Record) -> str | None:
    """The record's own name (a UUID as a rule): two archives never share it."""
    return record.head.get("warc-record-id", "").strip("<> ").removeprefix("urn:uuid:") or None


def _converted(record: Record, source: Source) -> Article:
    """The plain text of a page (WET). The day of the crawl is no day of publication."""
    text, repairs = decode_bytes(record.content)
    article = article_from_text(text, id=source.stem, url=record.url, repairs=repairs)
    return replace(article, where=source.where)


def _answer(record: Record, source: Source, read: Read) -> Results:
    """A web server's answer: its body, if the page was there."""
    lines, body = _split_head(record.content)
    status = lines[0].split(None, 2)
    code = status[1].decode("ascii", "replace") if len(status) > 1 else "?"
    if code != "200":
        raise BadInput(f"The page was not there when it was archived (HTTP {code[:10]}).")
    head = parse_head(lines[1:])
    body = unpack_body(body, head, check_page)
    yield from read(io.BytesIO(body), replace(source, charset=charset_of(head.get("content-type"))))


def _split_head(content: bytes) -> tuple[list[bytes], bytes]:
    """The lines of a head and what follows its blank line."""
    found = [(at, len(mark)) for mark in (b"\r\n\r\n", b"\n\n") if (at := content.find(mark)) >= 0]
    at, size = min(found, default=(len(content), 0))
    return content[:at].splitlines() or [b""], content[at + size :]


class _Archive:
    """The records of an archive, and a refusal for each that could not be read."""

    def __init__(self, stream: IO[bytes] | Unpacked, source: Source) -> None:
        self.source = source
        self.packed = stream if isinstance(stream, Unpacked) else None
        self.plain = Unpacked(stream, PLAIN, source.budget, keep=True)
        self.number = 0
        self.ended = False

    def records(self) -> Iterator[Record | Refusal]:
        while not self.ended:
            head: dict[str, str] = {}
            self.number += 1
            try:
                if not (found := self._head()):
                    return
                head = found
                yield self._record(head)
            except TooBig as error:  # of the whole archive, or of the record, which was passed over
                yield self._refusal(head, str(error))
                self.ended = self.ended or not head
            except BadInput as error:
                yield self._refusal(head, str(error))
                self._recover()

    def _refusal(self, head: dict[str, str], reason: str) -> Refusal:
        url = head.get("warc-target-uri", "").strip("<>")[:MAX_URL]
        return Refusal(f"{self.source.where}#{self.number}", reason + (f" ({url})" if url else ""))

    def _recover(self) -> None:
        """Pass over damage to the next record, or to the end."""
        while not self.ended:
            try:
                if self.packed is not None and self.packed.wrong is not None:
                    self.ended = not self.packed.resync(OPENING)
                    self.plain = Unpacked(self.packed, PLAIN, self.source.budget, keep=True)
                else:
                    self.ended = not self.plain.resync(NEXT)
            except Damaged:  # while looking for the next record in what was unpacked
                continue
            return

    def _head(self) -> dict[str, str] | None:
        """The head of the next record; None at the end of the archive."""
        line = b"\n"
        while line and not line.strip():
            self.plain.mark()
            line = self._line()
        if not line:
            return None
        if not line.startswith(OPENING):
            raise BadInput("What stands here is no WARC record; reading goes on at the next one.")
        lines: list[bytes] = []
        while (line := self._line()).strip():
            lines.append(line)
            if sum(map(len, lines)) > MAX_RECORD_HEADER_BYTES:
                raise BadInput(f"The head of the record is longer than {MAX_RECORD_HEADER_BYTES:,} bytes.")
        if not line:
            raise Damaged("The archive is cut in the head of a record.", cut=True)
        return parse_head(lines)

    def _line(self) -> bytes:
        """The next line with its end, or as much of it as a head may hold; b"" at the end of the archive."""
        data = bytearray()
        while len(data) <= MAX_RECORD_HEADER_BYTES and (piece := self.plain.give(256)):
            end = piece.find(b"\n") + 1
            data += piece[: end or None]
            if end:
                self.plain.give_back(piece[end:])
                break
        return bytes(data)

    def _record(self, head: dict[str, str]) -> Record:
        """The record whose head was read."""
        written = head.get("content-length", "")
        if not (written.isascii() and written.isdigit() and len(written) < 16):
            raise BadInput(f"The record does not say how long it is ({written[:40]!r}).")
        size = int(written)
        content, got, broken = self._take(size)
        if broken and not broken.cut:
            raise Damaged(f"{_share(got, size)} could be unpacked, and none is trusted. {broken}")
        if got < size and NEXT in content:
            return self._of_wrong_length(head, content, size)
        if got < size and size > MAX_PAGE_BYTES:
            self._recover()  # the next record may stand in what was taken for this one
            raise TooBig(f"The record is cut, or its length is wrong ({size:,} bytes).")
        if got < size:
            self.ended = True
            return Record(self.number, head, content, partly=f"{_share(got, size)}: the archive is cut")
        if not self._ends_here():
            return self._of_wrong_length(head, content, size)
        if size > MAX_PAGE_BYTES:
            raise TooBig(
                f"The record is larger than {MAX_PAGE_BYTES:,} bytes, the most that is read of a page."
            )
        return Record(self.number, head, content, doubt=self._checked() or _compare(head, content))

    def _take(self, size: int) -> tuple[bytes, int, Damaged | None]:
        """Up to `size` bytes, how many there were, and the damage that ended them; of too many none are kept."""
        data, got = bytearray(), 0
        try:
            while got < size and (piece := self.plain.give(min(PIECE_BYTES, size - got))):
                got += len(piece)
                if size <= MAX_PAGE_BYTES:
                    data += piece
        except Damaged as error:
            return bytes(data), got, error
        return bytes(data), got, None

    def _ends_here(self) -> bool:
        """Whether the content is followed by the two line ends that close a record, the next record, or nothing."""
        tail = b""
        try:
            while len(tail) < 4 and (piece := self.plain.give(4 - len(tail))):
                tail += piece
        except Damaged as error:
            if not error.cut:
                raise
            self.ended = True
        bare = tail.lstrip(b"\r\n")
        self.plain.give_back(bare)
        return OPENING.startswith(bare)

    def _of_wrong_length(self, head: dict[str, str], content: bytes, size: int) -> Record:
        """The record up to the next one, wherever that begins."""
        at = content.find(NEXT)
        self._recover()
        if at >= 0:
            told = f"{_share(at, size)}: the next record begins there, the length that the archive gives is wrong"
            return Record(self.number, head, content[:at].rstrip(b"\r\n"), partly=told)
        told = f"{size:,} bytes, and more follow: the length that the archive gives is wrong"
        return Record(self.number, head, content, partly=told)

    def _checked(self) -> str | None:
        """Compare the checksum of the record's packing, where it is packed by itself; Damaged when it differs."""
        if self.packed is None or self.plain.packed or self.plain.out or self.ended:
            return "the archive is cut before the record's checksum" if self.ended else None
        try:
            self.packed.settle()
        except Damaged as error:
            if not error.cut:
                raise Damaged(
                    f"The record does not match its checksum, and no word of it is trusted. {error}"
                ) from None
            self.ended = True
            return "the archive is cut before the record's checksum"
        return None


def _compare(head: dict[str, str], content: bytes) -> str | None:
    """The doubt when a record does not match its own digest: some crawlers write wrong ones, so it is read all the same."""
    kind, _, value = head.get("warc-block-digest", "").partition(":")
    if kind.lower() not in ("sha1", "sha256", "md5") or not value:
        return None
    digest = hashlib.new(kind.lower(), content, usedforsecurity=False).digest()
    if value.lower() in (digest.hex(), base64.b32encode(digest).decode().lower()):
        return None
    return "the record does not match its digest (WARC-Block-Digest): some bytes of it may be wrong"


def _share(got: int, size: int) -> str:
    return f"{got:,} of {size:,} bytes"
