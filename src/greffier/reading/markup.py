"""Text of marked-up paragraphs: one line for every block, as feeds and agencies send them (XHTML, NITF, HTML fragments)."""

from __future__ import annotations

import re
from typing import Any

from ..errors import MissingExtra
from .guard import check_nesting, check_tags
from .xmlfiles import name_of

# Elements that begin a new line; everything else runs on in its line.
BLOCKS = frozenset((
    "p", "div", "br", "hr", "li", "ul", "ol", "dl", "dt", "dd", "table", "tr", "blockquote", "pre", "h1", "h2", "h3",
    "h4", "h5", "h6", "section", "article", "header", "footer", "figure", "figcaption", "address", "aside", "main",
    "body", "block", "hedline", "hl1", "hl2", "bq", "note", "datasource", "tagline", "byline", "dateline",
    "distributor", "abstract",
))  # fmt: skip
CELLS = frozenset(("td", "th"))
# What holds no prose of the article.
LEFT_OUT = frozenset((
    "script", "style", "noscript", "iframe", "form", "button", "svg", "template", "head", "media", "media-reference",
    "media-metadata", "media-producer", "media-caption", "nitf-table-metadata", "col", "colgroup",
))  # fmt: skip
_TAG = re.compile(r"<[a-zA-Z/!]")
_BLANKS = re.compile(r"\s+")


def lines_of(element: Any) -> str:
    """The text of an element (lxml), a line end between its blocks.

    >>> from lxml.html import fragment_fromstring
    >>> lines_of(fragment_fromstring("<div><p>Il <b>pleut</b>.</p><p>Encore.</p></div>"))
    'Il pleut.\\nEncore.'
    """
    pieces: list[str] = []
    _walk(element, pieces, 0)
    lines = (_BLANKS.sub(" ", line).strip() for line in "".join(pieces).split("\f"))
    return "\n".join(line for line in lines if line)


def _walk(element: Any, pieces: list[str], depth: int) -> None:
    check_nesting(depth)
    name = name_of(element).lower()
    if name in LEFT_OUT or not name:
        return
    edge = "\f" if name in BLOCKS else " " if name in CELLS else ""
    pieces.append(edge)
    pieces.append(element.text or "")
    for child in element:
        _walk(child, pieces, depth + 1)
        pieces.append(child.tail or "")
    pieces.append(edge)


def fragment_text(html: str) -> str:
    """The lines of a piece of HTML, as feeds hold it."""
    if not _TAG.search(html) and "&" not in html:
        return "\n".join(line for line in (" ".join(raw.split()) for raw in html.split("\n")) if line)
    check_tags(html.count("<"))
    try:
        from lxml import html as lxml_html
    except ImportError as error:
        raise MissingExtra("Marked-up text", error, "html") from None
    parser = lxml_html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=False, no_network=True)
    return lines_of(lxml_html.fragment_fromstring(_plain(html), create_parent="div", parser=parser))


def _plain(html: str) -> str:
    """Without the characters that lxml takes no text with."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", html)
