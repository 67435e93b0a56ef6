"""Bytes to clean text: the encoding is found, odd characters are made plain, and a map leads back to the raw offsets.

`decode_bytes` gives the raw string; `clean_text` the text that every offset of a record counts in: NFC, one kind of line
end, plain blanks, nothing invisible. Every letter and digit stays.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable

from ..model.article import OffsetMap

Runs = list[
    tuple[int, int]
]  # (offset in the new text, offset in the old text) where a run of characters begins
Edit = tuple[int, int, str]  # characters start..end of the old text become these

REPLACEMENT = "\ufffd"
MIN_VALID_SHARE = 0.99  # at least this share of good bytes: the file is UTF-8 with damage (guides, T6)
UTF16_PROBE = 4096  # bytes looked at for the zero bytes of UTF-16 without a byte order mark

# What pages and servers call encodings, where browsers read another than the name says (https://encoding.spec.whatwg.org/#names-and-labels).
WHATWG = {
    "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "l1": "cp1252", "us-ascii": "cp1252",
    "ascii": "cp1252", "iso-8859-9": "cp1254", "latin5": "cp1254", "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030",
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "euc-kr": "cp949", "ks_c_5601-1987": "cp949",
    "big5": "big5hkscs", "tis-620": "cp874", "iso-8859-11": "cp874", "x-mac-cyrillic": "mac_cyrillic", "macintosh": "mac_roman",
}  # fmt: skip

# What Python calls the encodings that pages are in, beside UTF-8; it knows others ("idna", "unicode_escape") that could do harm.
_OF_PAGES = ("iso8859", "cp", "koi8", "gb", "big5", "euc", "shift", "mac", "iso2022", "johab", "hz", "tis")

_LINE_ENDS = frozenset("\r\x0b\x0c\x85\u2028\u2029")
_SPACES = frozenset("\t\u00a0\u1680\u202f\u205f\u3000") | {chr(c) for c in range(0x2000, 0x200B)}
_C1 = {chr(c): bytes([c]).decode("cp1252", "ignore") for c in range(0x80, 0xA0) if c != 0x85}
_INVISIBLE = (
    "\x00-\x08\x0e-\x1f\x7f"  # control characters
    "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U000e0001\U000e0020-\U000e007f"  # language tags
)
_REMOVED = re.compile(rf"\r(?=\n)|[{_INVISIBLE}]+")
_ODD_ASCII = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_HANGUL = re.compile("[\u1100-\u11ff\uac00-\ud7a3]")  # whose parts compose into one letter
_BEYOND_ASCII = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+")

# What a stray byte of Windows-1252 means in French or English prose; any other bad byte is unreadable.
_STRAY_LETTERS = frozenset("àâäæçèéêëîïôöùûüÿœÀÇÈÉÊËÎÏÔÙÛŒ‘’“”«»–—…€\u00a0°")
_ESCAPED = re.compile("[\udc80-\udcff]+")

# UTF-8 read as Windows-1252 and saved again: "é" has become "Ã©", "’" has become "â€™".
_CP1252_TAIL = "".join(sorted({bytes([c]).decode("cp1252", "ignore") for c in range(0x80, 0xC0)} | set(_C1)))
_DOUBLE = re.compile(f"[ÂÃÅ][{re.escape(_CP1252_TAIL)}]|â[€\x80‚„\x82\x84][{re.escape(_CP1252_TAIL)}]")
_LOST_GRAVE = re.compile(r"\bÃ(?: (?= )|(?= (?! )))")
MIN_DOUBLE = 3  # fewer could be meant


def decode_bytes(data: bytes, declared: Iterable[str] = ()) -> tuple[str, tuple[str, ...]]:
    """The text of some bytes, and in words what had to be mended.

    What the bytes are is believed before what is declared of them: valid UTF-8 is UTF-8. `declared` are the names of
    encodings that a page or a server gives; the first that fits is taken where the bytes are not UTF-8.

    >>> decode_bytes("à l'été".encode("latin-1"))
    ("à l'été", ('read as Windows-1252',))
    """
    for mark, encoding in ((b"\xff\xfe\0\0", "utf-32"), (b"\0\0\xfe\xff", "utf-32")):
        if data.startswith(mark):
            return _with_losses(data, encoding)
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    elif data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _with_losses(data, "utf-16")
    elif encoding16 := guess_utf16(data):
        return _with_losses(data, encoding16)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _mend_utf8(data, tuple(declared))


def guess_utf16(data: bytes) -> str | None:
    """The kind of UTF-16 that bytes without a byte order mark are in, or None: every second byte of Latin text is zero."""
    head = data[: UTF16_PROBE & ~1]
    half = len(head) // 2
    if half < 2:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd > 0.6 * half and even < 0.05 * half + 1:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.05 * half + 1:
        return "utf-16-be"
    return None


def _with_losses(data: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    text = data.decode(encoding, "replace")
    bad = text.count(REPLACEMENT)
    said = f"read as {encoding.upper()}"
    return text, (said,) if not bad else (
        said,
        _count(bad, "unreadable character replaced", "unreadable characters replaced"),
    )


def _mend_utf8(data: bytes, declared: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """UTF-8 with bad bytes, or else the declared encoding or Windows-1252, whichever the bytes speak for."""
    text = data.decode("utf-8", "surrogateescape")
    bad = sum(len(m.group()) for m in _ESCAPED.finditer(text))
    accents = sum(1 for c in text if c > "\x7f") - bad
    if accents < bad and (other := _decode_declared(data, declared)):
        return other
    if accents < bad and 1 - bad / len(data) < MIN_VALID_SHARE:
        return data.decode("cp1252", "replace"), ("read as Windows-1252",)
    return _ESCAPED.sub(_read_stray, text), (
        _count(bad, "byte that is not UTF-8 mended", "bytes that are not UTF-8 mended"),
    )


def _decode_declared(data: bytes, declared: tuple[str, ...]) -> tuple[str, tuple[str, ...]] | None:
    """The text in the first declared encoding that is known, is no UTF-8 and fits nearly all bytes, or None."""
    for label in declared:
        name = WHATWG.get(label.strip().lower(), label.strip().lower())
        try:
            encoding = codecs.lookup(name).name
        except (LookupError, ValueError):
            continue
        if not encoding.startswith(_OF_PAGES):
            continue
        text = data.decode(encoding, "replace")
        bad = text.count(REPLACEMENT)
        if bad > (1 - MIN_VALID_SHARE) * len(data):
            continue
        said = "read as Windows-1252" if encoding == "cp1252" else f"read as {encoding.upper()}"
        lost = _count(bad, "unreadable character replaced", "unreadable characters replaced")
        return text, (said, lost) if bad else (said,)
    return None


def _count(number: int, one: str, several: str) -> str:
    return f"1 {one}" if number == 1 else f"{number} {several}"


def _read_stray(match: re.Match[str]) -> str:
    stray = match.group()
    if len(stray) == 1:
        letter = bytes([ord(stray) - 0xDC00]).decode("cp1252", "replace")
        if letter in _STRAY_LETTERS:
            return letter
        return REPLACEMENT
    letters = bytes(ord(c) - 0xDC00 for c in stray).decode("cp1252", "replace")
    return letters if all(c in _STRAY_LETTERS for c in letters) else REPLACEMENT * len(stray)


def clean_text(raw: str) -> tuple[str, OffsetMap, tuple[str, ...]]:
    """The clean text, the map from its offsets to those of `raw`, and in words what was mended.

    >>> text, origin, repairs = clean_text("Un e\\u0301te\\u0301\\r\\nchaud")
    >>> text, origin.to_raw(text.index("chaud"))
    ('Un été\\nchaud', ('text', 10))
    """
    if raw.isascii() and not _ODD_ASCII.search(raw):
        return raw, OffsetMap(), ()
    repairs: list[str] = []
    text, runs = raw, [(0, 0)]
    if doubled := _find_double_encoding(text):
        text, runs = _apply(text, doubled)
        repairs.append(f"{len(doubled)} letters that had been encoded twice restored")

    present = set(text)
    if lone := len(_SURROGATES.findall(text)) if any("\ud800" <= c <= "\udfff" for c in present) else 0:
        text = _SURROGATES.sub(REPLACEMENT, text)
        repairs.append(_count(lone, "broken character replaced", "broken characters replaced"))
    if c1 := present & _C1.keys():
        # Windows-1252 read as Latin-1: the control characters U+0080 to U+009F are its typographic marks.
        for c in sorted(c1):
            text = text.replace(c, _C1[c] or "\x7f")
        repairs.append("control characters read as Windows-1252 marks")

    removals = [(m.start(), m.end(), "") for m in _REMOVED.finditer(text)]
    if removals:
        gone = sum(end - start for start, end, _ in removals) - text.count("\r\n")
        text, step = _apply(text, removals)
        runs = _compose(step, runs)
        if gone:
            repairs.append(_count(gone, "invisible character removed", "invisible characters removed"))
    if odd := present & _SPACES:
        spaces = sum(text.count(c) for c in odd - {"\t"})
        for c in sorted(odd):
            text = text.replace(c, " ")
        if spaces:
            repairs.append(_count(spaces, "special space read as a blank", "special spaces read as blanks"))
    for c in sorted(present & _LINE_ENDS):
        text = text.replace(c, "\n")

    if not unicodedata.is_normalized("NFC", text):
        composed = list(_find_decomposed(text))
        text, step = _apply(text, composed)
        runs = _compose(step, runs)
        repairs.append(_count(len(composed), "letter composed (NFC)", "letters composed (NFC)"))
    return text, to_map(runs), tuple(repairs)


def to_map(runs: Runs, field: str = "text") -> OffsetMap:
    """The offset map of some runs, all of one field."""
    return OffsetMap(tuple(c for c, _ in runs), tuple(r for _, r in runs), (field,) * len(runs))


def slice_map(origin: OffsetMap, start: int, end: int) -> OffsetMap:
    """The map of characters `start` to `end` of a text whose map is `origin`."""
    first = max(0, bisect_right(origin.clean, start) - 1)
    last = max(first + 1, bisect_right(origin.clean, max(start, end - 1)))
    clean = [max(0, c - start) for c in origin.clean[first:last]]
    raw = list(origin.raw[first:last])
    raw[0] += max(0, start - origin.clean[first])
    return OffsetMap(tuple(clean), tuple(raw), origin.field[first:last])


def _find_double_encoding(text: str) -> list[Edit]:
    if "Ã" not in text and "â" not in text:
        return []
    edits: list[Edit] = []
    for m in _DOUBLE.finditer(text):
        try:
            letter = b"".join(_cp1252_byte(c) for c in m.group()).decode("utf-8")
        except (UnicodeDecodeError, UnicodeEncodeError):
            continue
        edits.append((m.start(), m.end(), letter))
    inside = sum(end - start for start, end, _ in edits)
    beyond = sum(1 for c in text if c > "\x7f")
    if len(edits) < MIN_DOUBLE or inside <= 0.5 * beyond:
        return []
    # "à" is "Ã" and a no-break space, which other programs have often made a blank, or one with the blank after it.
    grave = [(m.start(), m.end(), "à") for m in _LOST_GRAVE.finditer(text)]
    return sorted(edits + grave)


def _cp1252_byte(c: str) -> bytes:
    return bytes([ord(c)]) if "\x80" <= c <= "\x9f" else c.encode("cp1252")


def _find_decomposed(text: str) -> Iterable[Edit]:
    """Every cluster (a letter and its marks) that NFC changes.

    ASCII never composes with what stands before it, so each stretch beyond ASCII, with the one ASCII letter before it,
    is composed on its own.
    """
    known: dict[str, list[Edit]] = {}
    for m in _BEYOND_ASCII.finditer(text):
        stretch = m.group()
        if stretch not in known:
            known[stretch] = list(_compose_stretch(stretch))
        at = m.start()
        for start, end, new in known[stretch]:
            yield at + start, at + end, new


def _compose_stretch(stretch: str) -> Iterable[Edit]:
    whole = unicodedata.normalize("NFC", stretch)
    if whole == stretch:
        return
    clusters: list[str] = []
    for c in stretch:
        syllable = "\u1160" <= c <= "\u11ff" and clusters and _HANGUL.match(clusters[-1][-1])
        if clusters and (unicodedata.category(c)[0] == "M" or syllable):
            clusters[-1] += c
        else:
            clusters.append(c)
    composed = [unicodedata.normalize("NFC", c) for c in clusters]
    if "".join(composed) != whole:  # a script that composes otherwise
        yield 0, len(stretch), whole
        return
    at = 0
    for old, new in zip(clusters, composed, strict=True):
        if old != new:
            same = 0  # marks at the end that found nothing to compose with keep their own place
            while same < min(len(old), len(new)) - 1 and old[-same - 1] == new[-same - 1]:
                same += 1
            yield at, at + len(old) - same, new[: len(new) - same]
        at += len(old)


def _apply(text: str, edits: Iterable[Edit]) -> tuple[str, Runs]:
    """The text after the edits (sorted, not overlapping) and the runs that lead back."""
    pieces: list[str] = []
    runs: Runs = [(0, 0)]
    new = old = 0
    for start, end, instead in edits:
        pieces += (text[old:start], instead)
        new += start - old
        for extra in range(
            end - start, len(instead)
        ):  # more characters than there were: they share the last one
            runs.append((new + extra, end - 1))
        new += len(instead)
        old = end
        runs.append((new, old))
    pieces.append(text[old:])
    return "".join(pieces), _tidy(runs)


def _compose(step: Runs, before: Runs) -> Runs:
    """The runs of two changes, `before` and then `step`, as one."""
    out: Runs = []
    starts = [s for s, _ in before]
    for n, (new, middle) in enumerate(step):
        length = step[n + 1][0] - new if n + 1 < len(step) else None
        k = max(0, bisect_right(starts, middle) - 1)
        out.append((new, before[k][1] + middle - before[k][0]))
        k += 1
        while k < len(before) and (length is None or before[k][0] < middle + length):
            out.append((new + before[k][0] - middle, before[k][1]))
            k += 1
    return _tidy(out)


def _tidy(runs: Runs) -> Runs:
    """The same runs without those that say nothing new; of two at one offset the later holds."""
    out: Runs = []
    for new, old in runs:
        if out and out[-1][0] == new:
            out.pop()
        if not out or out[-1][1] - out[-1][0] != old - new:
            out.append((new, old))
    return out or [(0, 0)]
