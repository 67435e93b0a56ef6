"""NewsML-G2, the IPTC's XML for agencies: every text item of a file becomes an article (https://iptc.org/standards/newsml-g2/)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import IO, Any

from ..errors import BadInput
from ..model.article import Article
from .agency import WITHDRAWN, item_article
from .guard import check_page
from .markup import lines_of
from .refusal import Refusal
from .source import Results, Source, read_whole
from .xmlfiles import children, decode_xml, find, name_of, parse_xml, words

_ITEMS = ("newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem")
_NO_TEXT = {
    "packageItem": "a package of other items", "conceptItem": "a concept", "knowledgeItem": "a list of concepts",
    "planningItem": "a plan of coverage", "catalogItem": "a catalogue",
}  # fmt: skip


def read_newsml(stream: IO[bytes], source: Source) -> Results:
    """The articles of a NewsML-G2 file: one item, or a message with several."""
    data, cut = read_whole(stream, check_page)
    text, repairs = decode_xml(data, source.charset)
    root = parse_xml(text)
    items = list(_items(root))
    if not items:
        raise BadInput(f"The NewsML-G2 file holds no item (root <{name_of(root)}>).")
    for n, item in enumerate(items, 1):
        where = source.where if len(items) == 1 else f"{source.where}[{n}]"
        stem = source.stem if len(items) == 1 else f"{source.stem or 'article'}-{n}"
        try:
            article = _article(item, stem)
        except BadInput as error:
            yield Refusal(where, str(error))
            continue
        yield replace(article, where=where, repairs=(*repairs, *article.repairs), partly=cut)


def _items(root: Any) -> Iterator[Any]:
    if name_of(root) in _ITEMS:
        yield root
        return
    for group in children(root, "itemSet"):
        yield from (child for child in group if name_of(child) in _ITEMS)


def _article(item: Any, stem: str | None) -> Article:
    about, content = find(item, "itemMeta"), find(item, "contentMeta")
    guid = item.get("guid")
    status = _code(find(about, "pubStatus"))
    kind = _code(find(about, "itemClass"))
    body, markup_title = _body(find(item, "contentSet"))
    if not body and status not in WITHDRAWN:
        if name_of(item) in _NO_TEXT:
            raise BadInput(f"The item is {_NO_TEXT[name_of(item)]}, not a text ({guid}).")
        if kind and kind != "text":
            raise BadInput(f"The item is of the class {kind!r}, not a text ({guid}).")
    embargo = words(find(about, "embargoed"))
    return item_article(
        body,
        guid=guid,
        version=item.get("version"),
        status=status,
        id=stem,
        title=_headline(content) or markup_title,
        dateline=words(find(content, "dateline")),
        byline=words(find(content, "by")) or _name(find(content, "creator")),
        published=words(find(about, "versionCreated")) or words(find(content, "contentCreated")),
        outlet=_name(find(about, "provider")) or _code(find(about, "provider")),
        language=_language(item, content),
        notes=(f"embargoed until {embargo}",) if embargo else (),
    )


def _body(content: Any) -> tuple[str, str]:
    """The text that stands in the item itself, and the title of its markup; what lies elsewhere is not fetched."""
    for inline in children(content, "inlineXML") if content is not None else ():
        for root in inline:
            body = find(root, "body")
            inner = find(body, "body.content") if find(body, "body.content") is not None else body
            title = words(find(root, "head", "title")) or words(find(body, "body.head", "hedline", "hl1"))
            return lines_of(inner if inner is not None else root), title
    for inline in children(content, "inlineData") if content is not None else ():
        if text := "\n".join(
            " ".join(line.split()) for line in "".join(inline.itertext()).split("\n")
        ).strip():
            return text, ""
    return "", ""


def _headline(content: Any) -> str:
    """The main headline: one without a role, or of the role "main"."""
    lines = list(children(content, "headline")) if content is not None else []
    lines.sort(key=lambda h: (h.get("role") or "main").rpartition(":")[2].lower() not in ("main", "headline"))
    return next((text for h in lines if (text := words(h))), "")


def _language(item: Any, content: Any) -> str:
    language = find(content, "language")
    tag = language.get("tag") if language is not None else None
    return tag or item.get("{http://www.w3.org/XML/1998/namespace}lang") or ""


def _name(element: Any) -> str:
    """The name of a provider or creator: spelled out, or the literal that stands for it."""
    if element is None:
        return ""
    return words(find(element, "name")) or (element.get("literal") or "").strip()


def _code(element: Any) -> str:
    """The code of a property without its scheme: "usable" of qcode="stat:usable"."""
    if element is None:
        return ""
    return str(element.get("qcode") or element.get("uri") or "").rpartition(":")[2].rpartition("/")[2].lower()
