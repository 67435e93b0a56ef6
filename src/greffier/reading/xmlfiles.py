"""XML without its dangers: nothing is fetched, no entity is expanded, and a file that asks for it is refused by name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from typing import Any

from ..errors import BadInput, MissingExtra, TooBig
from .guard import MAX_PAGE_DEPTH, check_nesting
from .text import decode_bytes

MAX_NAME = 60  # characters of a name or an address that a message repeats
XINCLUDE = "{http://www.w3.org/2001/XInclude}"

_DECLARED = re.compile(r"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']""", re.I)
_DECLARATION = re.compile(r"^\s*<\?xml.*?\?>", re.S)
_DOCTYPE = re.compile(r"<!DOCTYPE\b", re.I)
_ENTITY = re.compile(r"<!ENTITY\s+(?:(%)\s+)?([^\s\"'>]+)\s+(?:(SYSTEM|PUBLIC)\s+)?(?:[\"']([^\"']*))?", re.I)
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
_CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.S)
_OWN = frozenset(("amp", "lt", "gt", "quot", "apos"))


def decode_xml(data: bytes, charset: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The text of an XML file without its declaration, and what was mended; BadInput when it declares entities."""
    head = data[:1024].decode("latin-1")
    found = _DECLARED.match(head.removeprefix("ï»¿"))
    text, repairs = decode_bytes(data, [c for c in (charset, found and found.group(1)) if c])
    text = _DECLARATION.sub("", text, count=1).lstrip()
    refuse_entities(text)
    return text, repairs


def refuse_entities(text: str) -> None:
    """Raise BadInput when the document type declares an entity: a bomb, or a way to read other files."""
    begin = _DOCTYPE.search(text)
    if not begin or ("<!ENTITY" not in text and "<!entity" not in text):
        return
    internal = _COMMENT.sub("", text[begin.start() :])
    if entity := _ENTITY.search(internal):
        parameter, name, external, value = entity.groups()
        kind = "parameter entity" if parameter else "entity"
        what = f"the {kind} '{name[:MAX_NAME]}'"
        if external:
            raise BadInput(
                f"The file declares {what}, which would be read from elsewhere ({(value or external)[:MAX_NAME]}). "
                "Such files are refused; nothing was opened."
            )
        raise BadInput(f"The file declares {what}. News needs none, attacks do: such files are refused.")


def parse_xml(text: str) -> Any:
    """The root element (lxml) of an XML text that `decode_xml` gave; BadInput says what is wrong."""
    try:
        from lxml import etree
    except ImportError as error:
        raise MissingExtra("An XML file", error, "html") from None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, attribute_defaults=False,
        huge_tree=False, remove_comments=True, remove_pis=True, recover=False,
    )  # fmt: skip
    try:
        root = etree.fromstring(_known_entities(text).encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        said = str(error)
        if "depth" in said.lower():
            check_nesting(MAX_PAGE_DEPTH + 1)
        if "huge" in said.lower():
            raise TooBig("One text or attribute of the XML file is larger than 10,000,000 bytes.") from None
        raise BadInput(f"This is no well-formed XML: {said.partition(', line')[0]}{_line(error)}.") from None
    for element in root.iter(XINCLUDE + "*"):
        target = str(element.get("href") or "")[:MAX_NAME]
        raise BadInput(f"The file includes another one (XInclude of '{target}'). Nothing was opened.")
    return root


def _line(error: Any) -> str:
    return f" (line {error.lineno})" if getattr(error, "lineno", None) else ""


def _known_entities(text: str) -> str:
    """The entities of HTML ("&eacute;") as their letters: agencies rely on a document type that is not loaded."""
    if "&" not in text:
        return text
    pieces = _CDATA.split(text)
    return "".join(p if p.startswith("<![CDATA[") else _NAMED.sub(_letter, p) for p in pieces)


def _letter(match: re.Match[str]) -> str:
    name = match.group(1)
    return match.group() if name in _OWN else html5.get(f"{name};", match.group())


def name_of(element: Any) -> str:
    """The name of an element without its namespace; "" for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Any, name: str) -> Iterator[Any]:
    """The children of that name, whatever their namespace."""
    return (child for child in element if name_of(child) == name)


def find(element: Any, *path: str) -> Any:
    """The first element down a path of names, or None."""
    for name in path:
        if element is None:
            return None
        element = next(children(element, name), None)
    return element


def words(element: Any) -> str:
    """All text of an element with single blanks; "" for None."""
    return "" if element is None else " ".join("".join(element.itertext()).split())
