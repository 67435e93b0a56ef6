"""JSON in, articles out: one article, an array of them, JSON Lines, or items of ninjs; a wrong line costs itself only."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import IO, Any

from ..errors import BadInput, TooBig
from ..model.article import Article
from . import guard
from .articles import article_from_mapping, article_from_text
from .ninjs import is_ninjs, read_ninjs
from .refusal import Refusal
from .source import HEAD_BYTES, read_up_to
from .text import decode_bytes

PROBED_LINES = 20  # after a wrong first line, how many are tried before the file is taken for plain text


def read_json(head: bytes, stream: IO[bytes], where: str, stem: str | None) -> Iterator[Article | Refusal]:
    """A file that begins like JSON: JSON Lines where its first line is an object, else one value, else plain text."""
    lines = _Lines(head, stream)
    first = lines.next()
    while first is not None and not first.strip():
        first = lines.next()
    if first is not None and isinstance(parse_json(decode_bytes(first)[0]), dict):
        yield from _read_lines(first, lines, where, stem)
        return
    if first is not None and len(first) > guard.MAX_LINE_BYTES and lines.more():
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
        yield from read_value(value, where, stem)
    except BadInput as error:
        yield Refusal(where, str(error))


def _has_json_line(text: str) -> bool:
    """Whether one of the first lines is a JSON object of its own, so that a file with a wrong first line is JSON Lines."""
    lines = (line for line in text.split("\n", PROBED_LINES + 1)[:PROBED_LINES] if line.startswith("{"))
    return any(isinstance(parse_json(line), dict) for line in lines)


def read_value(value: Any, where: str, stem: str | None) -> Iterator[Article | Refusal]:
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
                guard.check_line(len(line))
                yield _article_or_refusal(json.loads(decode_bytes(line.rstrip(b"\r\n"))[0]), at, name)
            except (ValueError, RecursionError) as error:
                yield Refusal(at, _wrong_json(error))
            except TooBig as error:
                yield Refusal(at, str(error))
        line = lines.next()


def _article_or_refusal(value: Any, where: str, name: str | None) -> Article | Refusal:
    try:
        if is_ninjs(value):
            return replace(read_ninjs(value, id=name), where=where)
        return replace(article_from_mapping(value, id=name), where=where)
    except BadInput as error:
        return Refusal(where, str(error))


def parse_json(text: str) -> Any:
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
            line += self._read_line(guard.MAX_LINE_BYTES + 1 - len(line))
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
            self.waiting += read_up_to(self.stream, HEAD_BYTES)
        return bool(self.waiting.strip())

    def rest(self) -> bytes:
        """All that follows, within the limit for whole files."""
        return _read_rest(self.waiting, self.stream) if self.stream is not None else self.waiting


def _read_rest(head: bytes, stream: IO[bytes]) -> bytes:
    rest = stream.read(guard.MAX_WHOLE_FILE_BYTES + 1 - len(head))
    guard.check_whole_file(len(head) + len(rest))
    return head + rest
