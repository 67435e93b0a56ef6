"""What a page says of itself: the day as it states it, its outlet, its language.

A page states its day several times (JSON-LD, meta tags), sometimes once in its own time zone and once in UTC, where the day can
be another. The statement with a time zone of its own is believed; the day is the one that stands there, never moved.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..errors import BadInput
from .articles import read_day
from .guard import MAX_JSON_LD_BYTES

PROBED_BYTES = 2048  # browsers look for the encoding in the first 1,024 bytes; some pages are late
MAX_FACT = 200  # characters of an outlet's name; a longer one is a text in the wrong field

_CHARSET = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})""", re.I)
_UTC = re.compile(r"(?:Z|[+-]00:?00|\b(?:UTC|GMT))\s*$", re.I)
_OFFSET = re.compile(r"[+-]\d\d:?\d\d\s*$")
# Names of meta tags and item properties that hold the day of publication, most telling first.
_DAY_FIELDS = (
    "article:published_time", "og:published_time", "datepublished", "date_published", "publishdate", "publish-date",
    "publication_date", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.issued",
    "dcterms.date", "dc.date", "article:published", "pubdate", "date",
)  # fmt: skip
_ARTICLES = (
    "article",
    "posting",
    "report",
    "review",
    "webpage",
)  # schema.org types that an article's facts stand under


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page states; None where it does not."""

    published: date | None = None
    outlet: str | None = None
    language: str | None = None


def declared_charsets(data: bytes) -> list[str]:
    """The encodings that the head of a page names."""
    found = (_CHARSET.search(data[:PROBED_BYTES]), _XML_ENCODING.match(data[:PROBED_BYTES]))
    return [match.group(1).decode("ascii", "ignore") for match in found if match]


def page_facts(tree: Any) -> PageFacts:
    """The facts of a page whose tree (lxml) this is."""
    meta = _meta(tree)
    linked = list(_json_ld(tree))
    stated = [v for item in linked if isinstance(v := item.get("datePublished"), str)]
    stated += [meta[name] for name in _DAY_FIELDS if name in meta]
    stated += [t.get("datetime") for t in tree.iter("time") if t.get("datetime") and "pubdate" in t.attrib][
        :1
    ]
    return PageFacts(
        published=stated_day(stated),
        outlet=_short(meta.get("og:site_name")) or _publisher(linked) or _short(meta.get("dc.publisher")),
        language=_code(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")),
    )


def stated_day(stated: list[str]) -> date | None:
    """The day of the first statement that can be read; one in a time zone of its own comes before one in UTC.

    >>> stated_day(["2024-05-03T22:30:00Z", "2024-05-04T00:30:00+02:00"]).isoformat()
    '2024-05-04'
    """
    days: list[tuple[str, date]] = []
    for value in stated:
        try:
            day = read_day(value.strip()[:MAX_FACT])
        except BadInput:
            continue
        if day:
            days.append((value, day))
    local = [day for value, day in days if _OFFSET.search(value) and not _UTC.search(value)]
    first = days[0][1] if days else None
    near = [day for day in local if first and abs((day - first).days) <= 1]
    return near[0] if near else first


def _meta(tree: Any) -> dict[str, str]:
    """Names and contents of the meta tags and item properties, the first of each name."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content)
    for element in tree.xpath("//*[@itemprop='datePublished'][@datetime]")[:1]:
        found.setdefault("datepublished", element.get("datetime").strip())
    return found


def _json_ld(tree: Any) -> Iterator[dict[str, Any]]:
    """The objects of the page's JSON-LD that tell of an article, then the others."""
    objects: list[dict[str, Any]] = []
    for script in tree.xpath("//script[contains(@type, 'ld+json')]"):
        try:
            objects += _objects(json.loads((script.text or "")[:MAX_JSON_LD_BYTES], strict=False))
        except (ValueError, RecursionError):
            continue
    objects.sort(key=lambda o: not any(t in str(o.get("@type", "")).lower() for t in _ARTICLES))
    yield from objects


def _objects(value: Any) -> list[dict[str, Any]]:
    """The objects at the top of a JSON-LD value: one, a list of them, or a graph."""
    if isinstance(value, list):
        return [o for item in value for o in _objects(item) if isinstance(item, dict)]
    if not isinstance(value, dict):
        return []
    graph = value.get("@graph")
    return [value, *(o for o in graph if isinstance(o, dict))] if isinstance(graph, list) else [value]


def _publisher(objects: list[dict[str, Any]]) -> str | None:
    for item in objects:
        publisher = item.get("publisher")
        publisher = publisher[0] if isinstance(publisher, list) and publisher else publisher
        name = publisher.get("name") if isinstance(publisher, dict) else publisher
        if isinstance(name, str) and _short(name) and "://" not in name:
            return _short(name)
    return None


def _short(name: str | None) -> str | None:
    """A name with single blanks; None for none and for a text in the wrong field."""
    bare = " ".join((name or "").split())
    return bare if bare and len(bare) <= MAX_FACT else None


def _code(language: str | None) -> str | None:
    match = re.match(r"\s*([A-Za-z]{2,3})(?:[-_]|\s*$)", language or "")
    return match.group(1).lower() if match else None
