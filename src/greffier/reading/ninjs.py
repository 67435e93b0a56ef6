"""ninjs, the IPTC's JSON for news (versions 1 to 3): one object becomes an article.

https://iptc.org/standards/ninjs/: version 1 has `headline`, `body_text`, `body_xhtml`, `byline`; versions 2 and 3 have lists
`headlines`, `bodies`, `by`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..errors import BadInput
from ..model.article import Article
from .agency import item_article
from .markup import fragment_text

_SIGNS = ("body_text", "body_xhtml", "bodies", "pubstatus", "versioncreated", "headlines")
_NO_TEXT = {"picture": "a picture", "graphic": "a graphic", "audio": "a sound", "video": "a film", "composite": "a package"}  # fmt: skip


def is_ninjs(value: Any) -> bool:
    """Whether a JSON value is an item of ninjs and no article of our own shape."""
    return (
        isinstance(value, Mapping)
        and isinstance(value.get("uri"), str)
        and "text" not in value
        and any(sign in value for sign in _SIGNS)
    )


def read_ninjs(item: Mapping[str, Any], *, id: str | None = None) -> Article:
    """The article of a ninjs item; BadInput when it holds no text or its agency withdrew it."""
    kind = item.get("type")
    body = _body(item)
    if kind in _NO_TEXT and not body and not _withdrawn(item):
        raise BadInput(f"The item is {_NO_TEXT[kind]}, not a text ({item['uri']}).")
    embargo = _text(item.get("embargoed"))
    return item_article(
        body,
        guid=item["uri"],
        version=_version(item.get("version")),
        status=_text(item.get("pubstatus")),
        id=id,
        title=_text(item.get("headline")) or _first(item.get("headlines"), "main", "headline"),
        dateline=_text(item.get("dateline")) or _text(item.get("located")),
        byline=_text(item.get("byline")) or _first(item.get("bylines")) or _text(item.get("by")),
        published=_text(item.get("versioncreated")) or _text(item.get("firstcreated")),
        outlet=_provider(item),
        language=_text(item.get("language")),
        notes=(f"embargoed until {embargo}",) if embargo else (),
    )


def _withdrawn(item: Mapping[str, Any]) -> bool:
    return _text(item.get("pubstatus")) in ("canceled", "withheld")


def _body(item: Mapping[str, Any]) -> str:
    """The text: marked up where there is a choice, because paragraphs are sure there."""
    marked = _text(item.get("body_xhtml")) or _text(item.get("body_html"))
    plain = _text(item.get("body_text")) or _text(item.get("body"))
    bodies = item.get("bodies")
    for body in bodies if isinstance(bodies, list) else ():
        if not isinstance(body, Mapping) or body.get("role") in ("caption", "summary"):
            continue
        value = _text(body.get("value"))
        if "html" in _text(body.get("contenttype")):
            marked = marked or value
        else:
            plain = plain or value
    return fragment_text(marked) if marked else plain


def _first(values: Any, *roles: str) -> str:
    """The value of the first entry of a list, those of the given roles before others."""
    entries = [v for v in values if isinstance(v, Mapping)] if isinstance(values, list) else []
    entries.sort(key=lambda v: v.get("role") not in roles)
    return next((t for v in entries if (t := _text(v.get("value")) or _text(v.get("name")))), "")


def _provider(item: Mapping[str, Any]) -> str:
    """Who sends the item: the provider or source among `infosources`, else who holds the right."""
    sources = item.get("infosources")
    named = [s for s in sources if isinstance(s, Mapping)] if isinstance(sources, list) else []
    named.sort(key=lambda s: "provider" not in _text(s.get("role")))
    name = next((t for s in named if (t := _text(s.get("name")))), "")
    return _text(item.get("provider")) or name or _text(item.get("source")) or _text(item.get("copyrightholder"))  # fmt: skip


def _version(value: Any) -> str | int | None:
    return value if isinstance(value, str | int) and not isinstance(value, bool) else None


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""
