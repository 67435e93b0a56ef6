"""A web page becomes an article: its main text by trafilatura, its facts as the page states them.

trafilatura decides the encoding of bytes by itself and silently loses or mangles a page with a few bad ones; so the bytes are
decoded here, mended as those of plain text are, and trafilatura gets a string.
"""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from typing import IO, Any

from ..errors import BadInput, MissingExtra
from ..model.article import Article
from .articles import article_from_text, read_day
from .guard import (
    MAX_JSON_LD_BYTES,
    MAX_PAGE_SECONDS,
    MAX_TITLE_CHARACTERS,
    at_most,
    check_nesting,
    check_page,
    check_tags,
)
from .pagefacts import PageFacts, declared_charsets, page_facts
from .source import Results, Source, read_whole
from .text import decode_bytes
from .tongue import detect_language

log = logging.getLogger(__name__)

FAR_DAY = "2099-12-31"  # no day is too late: what is read may not depend on the clock of the machine
MAX_ATTRIBUTE = (
    100_000  # characters; pictures and data of some programs that are written into the page are cut
)
FEW_CHARACTERS = 200  # of text, in which the language is not told safely: then the page's word counts

_TAG = re.compile(r"<[A-Za-z]")
_BAD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def read_html(stream: IO[bytes], source: Source) -> Results:
    """The article of a page."""
    data, cut = read_whole(stream, check_page)
    yield replace(read_page(data, source), partly=source.partly or cut)


def read_page(data: bytes, source: Source) -> Article:
    """The article of a page's bytes; BadInput when there is none in it."""
    check_page(len(data))
    declared = [*([source.charset] if source.charset else []), *declared_charsets(data)]
    text, repairs = decode_bytes(data, declared)
    check_tags(sum(1 for _ in _TAG.finditer(text)))
    with at_most(MAX_PAGE_SECONDS, "The page"):
        tree = _tree(_BAD.sub("", text))
        facts = page_facts(tree)
        found = _main_text(tree, source.url)
    return _article(found, facts, source, repairs)


def _article(found: Any, facts: PageFacts, source: Source, repairs: tuple[str, ...]) -> Article:
    published = facts.published
    if published is None and found.date:
        published = read_day(found.date)
        repairs = (*repairs, "the day of publication was taken from the page's text or address")
    language = facts.language
    if language and len(found.text) >= FEW_CHARACTERS and (told := detect_language(found.text)) != language:
        repairs = (
            *repairs,
            f"the page calls its language {language!r}, its text reads as {told!r}",
        )
        language = None
    title = found.title if found.title and len(found.title) <= MAX_TITLE_CHARACTERS else None
    article = article_from_text(
        found.text,
        id=source.stem,
        title=title,
        published=published,
        outlet=facts.outlet,
        language=language,
        url=source.url or found.url,
        repairs=repairs,
    )
    return replace(article, where=source.where, byline=found.author or None)


def _tree(text: str) -> Any:
    """The tree of a page, without what could only harm: giant attributes, scripts nested without end."""
    trafilatura = _trafilatura()
    tree = trafilatura.load_html(text)
    if tree is None:
        raise BadInput("The page holds no text.")
    depth = 0
    for event, element in _walk(tree):
        depth += 1 if event == "start" else -1
        check_nesting(depth)
        if event == "start":
            for name, value in element.attrib.items():
                if len(value) > MAX_ATTRIBUTE:
                    element.attrib[name] = ""
    for script in tree.xpath("//script[contains(@type, 'json')]"):
        if len(script.text or "") > MAX_JSON_LD_BYTES or _is_deep(script.text or ""):
            script.text = ""
    return tree


def _walk(tree: Any) -> Any:
    from lxml import etree

    return etree.iterwalk(tree, events=("start", "end"))


def _is_deep(data: str, most: int = 100) -> bool:
    """Whether brackets stand so deep in one another that a reader of JSON could run out of stack."""
    depth = 0
    for match in re.finditer(r"[\[{]|[\]}]", data):
        depth += 1 if match.group() in "[{" else -1
        if depth > most:
            return True
    return False


def _main_text(tree: Any, url: str | None) -> Any:
    """trafilatura's document: text, title, author, date."""
    trafilatura = _trafilatura()
    dates = {
        "original_date": True,
        "extensive_search": False,
        "max_date": FAR_DAY,
        "outputformat": "%Y-%m-%d",
    }
    try:
        found = trafilatura.bare_extraction(
            tree, url=url, include_comments=False, with_metadata=True, date_extraction_params=dates
        )
    except Exception as error:  # a bug of the library on one page must not cost the others
        log.warning("trafilatura failed on a page", exc_info=error)
        raise BadInput(
            f"The page could not be read: trafilatura failed on it ({type(error).__name__}: {error})."
        ) from None
    if found is None or not (found.text or "").strip():
        raise BadInput("No article text was found on the page.")
    return found


def _trafilatura() -> Any:
    try:
        import trafilatura
    except ImportError as error:
        raise MissingExtra("A web page", error, "html") from None
    return trafilatura
