"""Files in, articles out: plain text, one JSON article, a JSON array of them, or JSON Lines, told apart by content.

`read_file` never raises over what is in a file: what cannot be read comes out as a `Refusal` in its place.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

from ..errors import BadInput, TooBig
from ..model.article import Article
from .articles import article_from_mapping, article_from_text
from .guard import MAX_LINE_BYTES, MAX_WHOLE_FILE_BYTES, check_line, check_whole_file
from .text import decode_bytes, guess_utf16

HEAD_BYTES = 65_536  # enough of a file to see what it is
MAX_ZERO_SHARE = 0.01  # more zero bytes than this, and not UTF-16: no text
MAX_CONTROL_SHARE = 0.02  # more bytes than this that no text holds (bell, escape ...): noise or a program
CONTROLS = tuple(b for b in range(1, 32) if b not in (9, 10, 11, 12, 13, 27))
PROBED_LINES = 20  # after a wrong first line, how many are tried before the file is taken for plain text

# First bytes of files that people take for articles (https://en.wikipedia.org/wiki/List_of_file_signatures).
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"RIFF", "an image, a sound or a film"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"PK\x05\x06", "a ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """An article that was not read: where it stands ("news.jsonl:12" or an article's id) and why, in one sentence."""

    where: str
    reason: str


def read_file(path: Path | str) -> Iterator[Article | Refusal]:
    """Every article of a file ("-": standard input), in order, each read or refused."""
    if str(path) == "-":
        yield from read_stream(sys.stdin.buffer, "-", None)
        return
    path = Path(path)
    try:
        with path.open("rb") as stream:
            yield from read_stream(stream, str(path), path.stem)
    except FileNotFoundError:
        yield Refusal(str(path), "There is no such file.")
    except IsADirectoryError:
        yield Refusal(str(path), "This is a folder. Give the files in it.")
    except PermissionError:
        yield Refusal(str(path), "The file may not be read (no permission).")


def read_stream(stream: IO[bytes], where: str, stem: str | None) -> Iterator[Article | Refusal]:
    """Every article of an open binary stream; `stem` names an article that has no id of its own."""
    head = _read_up_to(stream, HEAD_BYTES)
    if problem := _what_it_is(head):
        yield Refusal(where, problem)
    elif _starts_like_json(head):
        yield from _read_json(head, stream, where, stem)
    else:
        yield from _read_plain(head, stream, where, stem)


def _read_up_to(stream: IO[bytes], size: int) -> bytes:
    """`size` bytes of a stream, fewer only at its end (a pipe gives less at a time)."""
    data = b""
    while len(data) < size and (more := stream.read(size - len(data))):
        data += more
    return data


def _what_it_is(head: bytes) -> str | None:
    """Why this is not text, or None."""
    if not head:
        return "The file is empty."
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return f"This is {name}, not text. Save the article as plain text (UTF-8) or JSON."
    if _starts_like_json(head):
        return None  # JSON Lines torn by a crash hold zeros too; only the torn line is lost
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")) or guess_utf16(head)
    controls = sum(head.count(byte) for byte in CONTROLS)
    if not wide and (head.count(0) > MAX_ZERO_SHARE * len(head) or controls > MAX_CONTROL_SHARE * len(head)):
        return "This is a binary file, not text. Save the article as plain text (UTF-8) or JSON."
    return None


def _starts_like_json(head: bytes) -> bool:
    """Whether the first sign is that of a JSON object or array (UTF-16 files go the way of plain text and come back)."""
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")


def _read_plain(head: bytes, stream: IO[bytes], where: str, stem: str | None) -> Iterator[Article | Refusal]:
    try:
        text, repairs = decode_bytes(_read_rest(head, stream))
        if text.lstrip()[:1] in ("{", "[") and (value := _parse(text)) is not None:
            yield from _read_value(value, where, stem)
            return
        yield replace(article_from_text(text, id=stem, repairs=repairs), where=where)
    except BadInput as error:
        yield Refusal(where, str(error))


def _read_rest(head: bytes, stream: IO[bytes]) -> bytes:
    rest = stream.read(MAX_WHOLE_FILE_BYTES + 1 - len(head))
    check_whole_file(len(head) + len(rest))
    return head + rest


def _read_json(head: bytes, stream: IO[bytes], where: str, stem: str | None) -> Iterator[Article | Refusal]:
    """A file that begins like JSON: JSON Lines where its first line is an object, else one value, else plain text."""
    lines = _Lines(head, stream)
    first = lines.next()
    while first is not None and not first.strip():
        first = lines.next()
    if first is not None and isinstance(_parse(decode_bytes(first)[0]), dict):
        yield from _read_lines(first, lines, where, stem)
        return
    if first is not None and len(first) > MAX_LINE_BYTES and lines.more():
        yield from _read_lines(first, lines, where, stem)
        return
    try:
        data = (first or b"") + lines.rest()
        text = decode_bytes(data)[0]
        try:
            value = json.loads(text)
        except (ValueError, RecursionError) as error:
            if _has_json_line(text):
                yield from _read_lines(b"", _Lines(data, None, lines.number - 1), where, stem)
            elif text.lstrip().startswith(('{"', "{\n", "[{", "[\n", "{ ", "[ {")) and '"text"' in text:
                line = f":{error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
                yield Refusal(where + line, _wrong_json(error))
            else:
                yield replace(article_from_text(text, id=stem), where=where)
            return
        yield from _read_value(value, where, stem)
    except BadInput as error:
        yield Refusal(where, str(error))


def _has_json_line(text: str) -> bool:
    """Whether one of the first lines is a JSON object of its own, so that a file with a wrong first line is JSON Lines."""
    lines = (line for line in text.split("\n", PROBED_LINES + 1)[:PROBED_LINES] if line.startswith("{"))
    return any(isinstance(_parse(line), dict) for line in lines)


def _read_value(value: Any, where: str, stem: str | None) -> Iterator[Article | Refusal]:
    """The article of one JSON object or those of a JSON array."""
    if not isinstance(value, list):
        yield _article_or_refusal(value, where, stem)
        return
    if not value:
        yield Refusal(where, "The JSON array is empty.")
    for n, item in enumerate(value, 1):
        yield _article_or_refusal(item, f"{where}[{n}]", f"{stem or 'article'}-{n}")


def _read_lines(first: bytes, lines: _Lines, where: str, stem: str | None) -> Iterator[Article | Refusal]:
    """JSON Lines: one article a line; a wrong line is refused by its number and the others are read."""
    alone = not lines.more()
    line: bytes | None = first
    while line is not None:
        if line.strip():
            at = f"{where}:{lines.number}"
            name = stem if alone else f"{stem or 'article'}-{lines.number}"
            try:
                check_line(len(line))
                yield _article_or_refusal(json.loads(decode_bytes(line.rstrip(b"\r\n"))[0]), at, name)
            except (ValueError, RecursionError) as error:
                yield Refusal(at, _wrong_json(error))
            except TooBig as error:
                yield Refusal(at, str(error))
        line = lines.next()


def _article_or_refusal(value: Any, where: str, name: str | None) -> Article | Refusal:
    try:
        return replace(article_from_mapping(value, id=name), where=where)
    except BadInput as error:
        return Refusal(where, str(error))


def _parse(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _wrong_json(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"This is no JSON: {error.msg} (column {error.colno})."
    if isinstance(error, RecursionError):
        return "This is no JSON that can be read: it is nested too deeply."
    return f"This is no JSON: {error}."


class _Lines:
    """The lines of a stream whose head was read already; of a line over the limit only its beginning is kept."""

    def __init__(self, head: bytes, stream: IO[bytes] | None, number: int = 0) -> None:
        self.waiting, self.stream, self.number = head, stream, number

    def next(self) -> bytes | None:
        """The next line, or None at the end."""
        line, found, rest = self.waiting.partition(b"\n")
        if found:
            self.waiting = rest
            line += found
        else:
            line += self._read_line(MAX_LINE_BYTES + 1 - len(line))
            self.waiting = b""
        if not line:
            return None
        self.number += 1
        return line

    def _read_line(self, size: int) -> bytes:
        if self.stream is None:
            return b""
        line = self.stream.readline(size)
        end = line
        while (
            len(line) >= size and end and not end.endswith(b"\n")
        ):  # over the limit: pass over the rest of it
            end = self.stream.readline(HEAD_BYTES)
        return line

    def more(self) -> bool:
        """Whether something other than blanks follows soon (reads ahead one piece of the stream)."""
        if not self.waiting.strip() and self.stream is not None:
            self.waiting += _read_up_to(self.stream, HEAD_BYTES)
        return bool(self.waiting.strip())

    def rest(self) -> bytes:
        """All that follows, within the limit for whole files."""
        return _read_rest(self.waiting, self.stream) if self.stream is not None else self.waiting
