"""RSS and Atom: every entry becomes an article, most of them of a summary only, which `partly` says."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import IO, Any

from ..errors import BadInput, MissingExtra
from ..model.article import Article
from .articles import article_from_text, read_day
from .guard import MAX_TITLE_CHARACTERS, check_page
from .markup import fragment_text
from .refusal import Refusal
from .source import Results, Source, read_whole
from .xmlfiles import decode_xml, parse_xml

_CLOSED = re.compile(r"</(?:\w+:)?(?:rss|feed|rdf)\s*>\s*(?:<!--.*-->\s*)?$", re.I | re.S)
SUMMARY_ONLY = "feed: summary only"
TITLE_ONLY = "feed: title only"


def read_feed(stream: IO[bytes], source: Source) -> Results:
    """The articles of a feed, in its order."""
    data, cut = read_whole(stream, check_page)
    text, repairs = decode_xml(data, source.charset)
    wrong = _wrong(text)
    feed = _parse(text)
    if not feed.entries:
        raise BadInput(wrong or "The feed holds no entry.")
    cut = cut or (None if _CLOSED.search(text[-200:]) else "the feed is cut")
    if wrong:
        repairs = (*repairs, "the feed is not well-formed; what could be made out was read")
    for n, entry in enumerate(feed.entries, 1):
        where, stem = f"{source.where}[{n}]", f"{source.stem or 'article'}-{n}"
        try:
            article = _article(entry, feed.feed, stem, repairs)
        except BadInput as error:
            yield Refusal(where, str(error))
            continue
        if cut and n == len(feed.entries):
            article = replace(article, partly=cut)
        yield replace(article, where=where)


def _wrong(text: str) -> str | None:
    """What is wrong with the XML of a feed; many are read in spite of it, but not those that nest without end."""
    try:
        parse_xml(text)
    except MissingExtra:
        return None
    except BadInput as error:
        if type(error) is not BadInput or "XInclude" in str(error):
            raise
        return str(error)
    return None


def _parse(text: str) -> Any:
    try:
        import feedparser
    except ImportError as error:
        raise MissingExtra("A feed", error, "html") from None
    # Bytes in a file object: a string would be taken for an address or a file name and opened.
    data = b'<?xml version="1.0" encoding="utf-8"?>' + text.encode("utf-8", "replace")
    return feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)


def _article(entry: Any, feed: Any, stem: str, repairs: tuple[str, ...]) -> Article:
    title = fragment_text(entry.get("title", "")).replace("\n", " ")[:MAX_TITLE_CHARACTERS]
    text, partly = _text(entry)
    if not text:
        text, title, partly = title, "", TITLE_ONLY
    published, unread = _day(entry)
    article = article_from_text(
        text,
        id=stem,
        title=title or None,
        published=published,
        outlet=entry.get("source", {}).get("title") or feed.get("publisher") or feed.get("title") or None,
        language=_language(entry, feed),
        url=entry.get("link"),
        repairs=(*repairs, *unread),
    )
    return replace(article, byline=entry.get("author") or None, guid=entry.get("id") or None, partly=partly)


def _text(entry: Any) -> tuple[str, str | None]:
    """The text of an entry and why it is not all: the full text (content:encoded, Atom's content) where there is one."""
    summary = fragment_text(entry.get("summary", ""))
    full = max((fragment_text(c.get("value", "")) for c in entry.get("content", ())), key=len, default="")
    if len(full) >= len(summary) and full:
        return full, None
    return summary, SUMMARY_ONLY


def _day(entry: Any) -> tuple[Any, tuple[str, ...]]:
    """The day as the entry writes it: feedparser's own dates are moved to UTC."""
    written = (entry.get("published") or entry.get("updated") or "").strip()
    try:
        return read_day(written), ()
    except BadInput:
        return None, (f"the date of publication {written[:40]!r} was not understood and is left out",)


def _language(entry: Any, feed: Any) -> str | None:
    code = (
        str(entry.get("language") or feed.get("language") or "").replace("_", "-").partition("-")[0].strip()
    )
    return code if code.isascii() and code.isalpha() and len(code) in (2, 3) else None
