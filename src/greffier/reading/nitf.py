"""NITF, the IPTC's XML of one news text (https://iptc.org/standards/nitf/), becomes an article."""

from __future__ import annotations

from dataclasses import replace
from typing import IO, Any

from ..errors import BadInput
from .agency import item_article
from .guard import check_page
from .markup import lines_of
from .source import Results, Source, read_whole
from .xmlfiles import children, decode_xml, find, name_of, parse_xml, words


def read_nitf(stream: IO[bytes], source: Source) -> Results:
    """The article of an NITF file."""
    data, cut = read_whole(stream, check_page)
    text, repairs = decode_xml(data, source.charset)
    root = parse_xml(text)
    if name_of(root) != "nitf":
        raise BadInput(f"This is XML with the root <{name_of(root)}>, which greffier does not read.")
    facts, head = find(root, "head", "docdata"), find(root, "body", "body.head")
    content = find(root, "body", "body.content")
    key, issue = find(facts, "du-key"), find(facts, "doc-id")
    embargo = _attribute(find(facts, "date.release"), "norm") if _status(facts) == "embargoed" else ""
    article = item_article(
        lines_of(content) if content is not None else "",
        guid=_attribute(issue, "id-string") or None,
        version=_attribute(key, "version") or root.get("version-number"),
        status=_status(facts),
        id=source.stem,
        title=_headline(root, head),
        dateline=_dateline(find(head, "dateline")),
        byline=words(find(head, "byline", "person")) or words(find(head, "byline")),
        published=_published(facts, root, head),
        outlet=_outlet(facts, root, head),
        language=root.get("{http://www.w3.org/XML/1998/namespace}lang") or "",
        notes=(f"embargoed until {embargo}",) if embargo else (),
    )
    yield replace(
        article, where=source.where, url=source.url, repairs=(*repairs, *article.repairs), partly=cut
    )


def _status(facts: Any) -> str:
    return _attribute(facts, "management-status").lower()


def _headline(root: Any, head: Any) -> str:
    hedline = find(head, "hedline")
    return words(find(hedline, "hl1")) or words(hedline) or words(find(root, "head", "title"))


def _dateline(element: Any) -> str:
    """Place, day and agency as the line gives them."""
    return words(element)


def _published(facts: Any, root: Any, head: Any) -> str:
    """The day of this issue of the text."""
    candidates = (
        (find(facts, "date.issue"), "norm"), (find(facts, "date.release"), "norm"),
        (find(root, "head", "pubdata"), "date.publication"), (find(head, "dateline", "story.date"), "norm"),
    )  # fmt: skip
    return next((value for element, name in candidates if (value := _attribute(element, name))), "")


def _outlet(facts: Any, root: Any, head: Any) -> str:
    """Who distributes the text, else who publishes it, else who holds the right to it."""
    distributor = find(head, "distributor")
    return (
        words(find(distributor, "org"))
        or words(distributor)
        or _attribute(find(root, "head", "pubdata"), "name")
        or _attribute(next(children(facts, "doc.copyright"), None) if facts is not None else None, "holder")
    )


def _attribute(element: Any, name: str) -> str:
    return (element.get(name) or "").strip() if element is not None else ""
