"""Anything in, articles out: files, folders, archives, standard input and, only when one is given, web addresses.

What a file is comes from its first bytes (`kinds`), and every kind has its reader. `read_file` never raises over what is in
a file: what cannot be read comes out as a `Refusal` in its place.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import IO, cast

from ..errors import BadInput
from ..model.article import Article
from .archives import read_tar, read_zip
from .articles import article_from_text
from .feeds import read_feed
from .fetching import fetch, is_address
from .folders import read_folder
from .guard import check_whole_file
from .html import read_html
from .jsonfiles import parse_json, read_json, read_value
from .kinds import kind_of
from .newsml import read_newsml
from .nitf import read_nitf
from .packed import BROTLI, GZIP, Unpacked, zstd_with_dictionary
from .refusal import Refusal
from .source import HEAD_BYTES, Results, Source, read_up_to, read_whole, rejoin
from .text import decode_bytes
from .warc import read_warc

__all__ = ["Refusal", "read_address", "read_any", "read_file", "read_stream"]


def read_any(given: str) -> Results:
    """What a user names on the command line: a file, a folder, "-", or an address that begins with http:// or https://."""
    return read_address(given) if is_address(given) else read_file(given)


def read_file(path: Path | str) -> Results:
    """Every article of a file or of a folder ("-": standard input), in order, each read or refused."""
    if str(path) == "-":
        yield from read_stream(sys.stdin.buffer, "-", None)
        return
    path = Path(path)
    try:
        if path.is_dir():
            yield from read_folder(path, _read)
            return
        with path.open("rb") as stream:
            yield from _read(stream, Source(str(path), path.stem))
    except FileNotFoundError:
        yield Refusal(str(path), "There is no such file.")
    except PermissionError:
        yield Refusal(str(path), "The file may not be read (no permission).")
    except ValueError:  # a NUL in the name
        yield Refusal(repr(str(path)), "There can be no file of this name.")


def read_stream(stream: IO[bytes], where: str, stem: str | None) -> Results:
    """Every article of an open binary stream; `stem` names an article that has no id of its own."""
    return _read(stream, Source(where, stem))


def read_address(url: str) -> Results:
    """What stands at a web address, fetched once; the only door to a network."""
    try:
        answer = fetch(url)
    except BadInput as error:
        yield Refusal(url, str(error))
        return
    yield from _read(answer.body, Source(url, url=answer.url, charset=answer.charset, partly=answer.partly))


def _read(stream: IO[bytes], source: Source) -> Results:
    """Every article of a stream of any kind."""
    try:
        head = read_up_to(stream, HEAD_BYTES)
        kind = kind_of(head)
        if kind.format == "other":
            yield Refusal(source.where, kind.why)
            return
        for item in _READERS[kind.format](rejoin(head, stream), source):
            if source.partly and isinstance(item, Article) and not item.partly:
                item = replace(item, partly=source.partly)
            yield item
    except BadInput as error:
        yield Refusal(source.where, str(error))


def _read_text(stream: IO[bytes], source: Source) -> Results:
    """Plain text: one article; JSON that only shows after decoding (UTF-16) is read as such."""
    data, cut = read_whole(stream, check_whole_file)
    text, repairs = decode_bytes(data, [source.charset] if source.charset else ())
    if text.lstrip()[:1] in ("{", "[") and (value := parse_json(text)) is not None:
        yield from read_value(value, source.where, source.stem)
        return
    article = article_from_text(text, id=source.stem, url=source.url, repairs=repairs)
    yield replace(article, where=source.where, partly=cut)


def _read_json(stream: IO[bytes], source: Source) -> Results:
    head = read_up_to(stream, HEAD_BYTES)
    return read_json(head, stream, source.where, source.stem)


def _read_gzip(stream: IO[bytes], source: Source) -> Results:
    return _unpack(
        stream, source, Unpacked(stream, GZIP, source.budget, outermost=source.depth == 0, keep=True)
    )


def _read_zstd(stream: IO[bytes], source: Source) -> Results:
    codec, rest = zstd_with_dictionary(stream, source.budget)
    stream = rejoin(rest, stream)
    return _unpack(
        stream, source, Unpacked(stream, codec, source.budget, outermost=source.depth == 0, keep=True)
    )


def _read_brotli(stream: IO[bytes], source: Source) -> Results:
    return _unpack(stream, source, Unpacked(stream, BROTLI, source.budget, outermost=source.depth == 0))


def _unpack(stream: IO[bytes], source: Source, unpacked: Unpacked) -> Results:
    """What is packed in a stream; web archives are read record by record, so that damage costs one."""
    inside = source.within(source.where, _bare_stem(source.stem))
    inside = replace(inside, partly=source.partly)
    head = unpacked.peek(16)
    if head.startswith(b"WARC/"):
        return read_warc(unpacked, inside, _read)
    return _read(cast(IO[bytes], unpacked), inside)


def _bare_stem(stem: str | None) -> str | None:
    """The name of what is packed: "page" of "page.html" (of page.html.gz)."""
    name, dot, kind = (stem or "").rpartition(".")
    return name if dot and kind.isalnum() and len(kind) <= 5 else stem


def _read_warc(stream: IO[bytes], source: Source) -> Results:
    return read_warc(stream, source, _read)


def _read_zip(stream: IO[bytes], source: Source) -> Results:
    return read_zip(stream, source, _read)


def _read_tar(stream: IO[bytes], source: Source) -> Results:
    return read_tar(stream, source, _read)


_READERS: dict[str, Callable[[IO[bytes], Source], Results]] = {
    "text": _read_text,
    "json": _read_json,
    "html": read_html,
    "feed": read_feed,
    "newsml": read_newsml,
    "nitf": read_nitf,
    "warc": _read_warc,
    "gzip": _read_gzip,
    "zstd": _read_zstd,
    "brotli": _read_brotli,
    "zip": _read_zip,
    "tar": _read_tar,
}
