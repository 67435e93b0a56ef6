"""What a file is, seen from its first bytes; its name does not count.

A PDF that is called article.html is a PDF. What greffier does not read is named, so that the refusal says what to do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from .text import decode_bytes, guess_utf16

Format = Literal[
    "text", "json", "html", "feed", "newsml", "nitf", "warc", "gzip", "zstd", "brotli", "zip", "tar", "other"
]

MAX_ZERO_SHARE = 0.01  # more zero bytes than this, and not UTF-16: no text
MAX_CONTROL_SHARE = 0.02  # more bytes than this that no text holds (bell, escape ...): noise or a program
CONTROLS = tuple(b for b in range(1, 32) if b not in (9, 10, 11, 12, 13, 27))
MARKUP_BYTES = 4096  # a page that begins with comments has its first tag within these
TAR_MARK = 257  # where a tar archive says "ustar"


@dataclass(frozen=True, slots=True)
class Kind:
    """The format by which a file is read; "other" is not read, and `why` says in a sentence what the file is."""

    format: Format
    why: str = ""


# First bytes of files that are packed or hold articles.
_READ: tuple[tuple[bytes, Format], ...] = (
    (b"WARC/", "warc"),
    (b"\x1f\x8b", "gzip"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"\x5d\x2a\x4d\x18", "zstd"),  # with a dictionary in front (web archives)
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),  # an empty one
)

# First bytes of files that people take for articles (https://en.wikipedia.org/wiki/List_of_file_signatures).
_OTHER = (
    (b"%PDF-", "a PDF"),
    (b"%!PS", "a PostScript file"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"RIFF", "an image, a sound or a film"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x00\x00\x01\x00", "an icon"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"\x00asm", "a program"),
    (b"SQLite format 3", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
)
_UNPACK_FIRST = ("a bzip2 archive", "an xz archive", "a 7-Zip archive", "a RAR archive")

_ROOTS: dict[str, Format] = {
    "html": "html", "rss": "feed", "rdf": "feed", "feed": "feed", "nitf": "nitf",
    "newsitem": "newsml", "newsmessage": "newsml", "packageitem": "newsml", "conceptitem": "newsml",
    "knowledgeitem": "newsml", "planningitem": "newsml", "catalogitem": "newsml",
}  # fmt: skip
_HTML_TAGS = frozenset((
    "head", "body", "title", "meta", "link", "script", "style", "div", "p", "span", "a", "article", "main", "section",
    "header", "nav", "h1", "h2", "h3", "h4", "table", "ul", "ol", "img", "br",
))  # fmt: skip
_NOT_READ_ROOTS = {"newsml": "NewsML 1; greffier reads NewsML-G2, NITF and ninjs", "svg": "an SVG image"}
# What may stand before the first tag: blanks, the XML declaration, comments, the document type.
_BEFORE_ROOT = re.compile(r"(?:\s+|<\?.*?\?>|<!--.*?-->|<!doctype(?:[^>\[]|\[.*?\])*>)*", re.I | re.S)
_ROOT = re.compile(r"<([a-z_][\w.-]*:)?([a-z_][\w.-]*)(?=[\s/>])", re.I)
_DOCTYPE_HTML = re.compile(r"<!doctype\s+html\b|<html[\s>]", re.I)


def kind_of(head: bytes) -> Kind:
    """The kind of a file whose first bytes these are.

    >>> kind_of(b"%PDF-1.7 ...").why
    'This is a PDF, not text. Save the article as plain text (UTF-8) or JSON.'
    >>> kind_of(b"<!doctype html><title>Brest</title>").format
    'html'
    """
    if not head:
        return Kind("other", "The file is empty.")
    for magic, form in _READ:
        if head.startswith(magic):
            return Kind(form)
    for magic, name in _OTHER:
        if head.startswith(magic):
            return _other(name)
    if head[4:8] == b"ftyp":
        return _other("a film or an image")
    if head[TAR_MARK : TAR_MARK + 5] == b"ustar":
        return Kind("tar")
    if starts_like_json(head):
        return Kind("json")  # JSON Lines torn by a crash hold zeros too; only the torn line is lost
    if _is_binary(head):
        return Kind("brotli") if _is_brotli(head) else _other("a binary file")
    return _markup(decode_bytes(head[:MARKUP_BYTES])[0]) or Kind("text")


def starts_like_json(head: bytes) -> bool:
    """Whether the first sign is that of a JSON object or array (UTF-16 files go the way of plain text and come back)."""
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")


def _other(name: str) -> Kind:
    if name in _UNPACK_FIRST:
        return Kind(
            "other", f"This is {name}, not text. Unpack it first, or pack it as zip, tar, gzip or zstd."
        )
    return Kind("other", f"This is {name}, not text. Save the article as plain text (UTF-8) or JSON.")


def _is_binary(head: bytes) -> bool:
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")) or guess_utf16(head)
    controls = sum(head.count(byte) for byte in CONTROLS)
    return not wide and (
        head.count(0) > MAX_ZERO_SHARE * len(head) or controls > MAX_CONTROL_SHARE * len(head)
    )


def _is_brotli(head: bytes) -> bool:
    """Whether binary bytes unpack to text by brotli, which has no mark of its own; False where it is not installed."""
    try:
        import brotli
    except ImportError:
        return False
    try:
        text = brotli.Decompressor().process(head, output_buffer_limit=MARKUP_BYTES)
    except brotli.error:
        return False
    return len(text) > 16 and not _is_binary(text)


def _markup(text: str) -> Kind | None:
    """The kind of a page or an XML file by its first tag; None for anything else."""
    begin = _BEFORE_ROOT.match(text)
    prolog = begin.group() if begin else ""
    root = _ROOT.match(text, len(prolog))
    name = root.group(2).lower() if root else ""
    if name in _ROOTS and (name != "rdf" or "rss" in text):
        return Kind(_ROOTS[name])
    if name in _NOT_READ_ROOTS and ("xmlns" in text or "<?xml" in prolog or "<!" in prolog):
        return Kind("other", f"This is {_NOT_READ_ROOTS[name]}.")
    if _DOCTYPE_HTML.search(text[:MARKUP_BYTES] if text.lstrip().startswith("<") else text[:256]):
        return Kind("html")
    if "<?xml" in prolog:
        if root is None:  # a document type that is longer than the head: the reader of XML says what is wrong
            return Kind("nitf" if re.search(r"<!doctype\s+nitf", text, re.I) else "newsml")
        return Kind("other", f"This is XML with the root <{root.group(2)}>, which greffier does not read.")
    if name in _HTML_TAGS:
        return Kind("html")
    if prolog.lstrip().startswith("<!") and name == "":
        return Kind("html" if "<!--" in prolog else "newsml")
    return None
