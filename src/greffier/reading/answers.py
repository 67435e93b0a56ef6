"""What a web server's answer says of its body: heads of HTTP and WARC, the packing, the encoding."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable

from ..errors import BadInput, Damaged
from .packed import BROTLI, DEFLATE, GZIP, RAW_DEFLATE, ZSTD, unpack_whole

_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]+)""", re.I)
_CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[^\r\n]{0,200}\r?\n")


def parse_head(lines: list[bytes]) -> dict[str, str]:
    """Names (lower case) and values of a head; of a name given twice the first counts, folded lines are joined."""
    head: dict[str, str] = {}
    name = ""
    for raw in lines:
        line = raw.decode("utf-8", "replace").rstrip("\r\n")
        if line[:1] in (" ", "\t") and name:
            head[name] = f"{head[name]} {line.strip()}"
            continue
        name, colon, value = line.partition(":")
        name = name.strip().lower()
        if colon and name not in head:
            head[name] = value.strip()
    return head


def charset_of(content_type: str | None) -> str | None:
    """The encoding that a Content-Type names."""
    match = _CHARSET.search(content_type or "")
    return match.group(1) if match else None


def unpack_body(body: bytes, head: dict[str, str], check: Callable[[int], None]) -> bytes:
    """The body without chunks and packing; one that was unpacked before it was kept is taken as it is."""
    if "chunked" in head.get("transfer-encoding", "").lower():
        body = _without_chunks(body)
    for coding in reversed([c.strip().lower() for c in head.get("content-encoding", "").split(",")]):
        if coding in ("gzip", "x-gzip") and body.startswith(GZIP.magic):
            body = unpack_whole(body, GZIP, check)
        elif coding == "zstd" and body.startswith(ZSTD.magic):
            body = unpack_whole(body, ZSTD, check)
        elif coding == "deflate":
            body = _inflate(body, check)
        elif coding == "br" and body.lstrip()[:1] not in (b"<", b"{"):
            body = unpack_whole(body, BROTLI, check)
        elif coding not in ("", "identity", "gzip", "x-gzip", "zstd", "br"):
            raise BadInput(f"The page is packed as {coding[:40]!r}, which greffier does not unpack.")
    return body


def _inflate(body: bytes, check: Callable[[int], None]) -> bytes:
    """HTTP's "deflate", which servers send with and without zlib's frame."""
    try:
        zlib.decompressobj().decompress(body[:16])
    except zlib.error:
        try:
            return unpack_whole(body, RAW_DEFLATE, check)
        except Damaged:
            return body
    return unpack_whole(body, DEFLATE, check)


def _without_chunks(body: bytes) -> bytes:
    """The body of a chunked answer; as it is where it holds no chunks."""
    out, at = bytearray(), 0
    while match := _CHUNK.match(body, at):
        size = int(match.group(1), 16)
        out += body[match.end() : match.end() + size]
        at = match.end() + size
        if size == 0:
            return bytes(out)
        at += 2 if body[at : at + 2] == b"\r\n" else 1 if body[at : at + 1] == b"\n" else 0
    return bytes(out) if at >= len(body) and out else body
