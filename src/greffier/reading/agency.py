"""What the three formats of the news agencies have in common: who provides, which revision, whether it may be used."""

from __future__ import annotations

from dataclasses import replace

from ..errors import BadInput
from ..model.article import Article
from .articles import article_from_text, read_day

WITHDRAWN = ("canceled", "cancelled", "withheld")  # of the IPTC scheme pubstatus; "usable" is the third
MAX_BYLINE = 300


def item_article(
    text: str,
    *,
    guid: str | None,
    version: str | int | None = None,
    status: str | None = None,
    id: str | None = None,
    title: str | None = None,
    dateline: str | None = None,
    byline: str | None = None,
    published: str | None = None,
    outlet: str | None = None,
    language: str | None = None,
    notes: tuple[str, ...] = (),
) -> Article:
    """The article of an agency's item; its dateline stands in front of the text unless the text begins with it.

    An item that its agency has canceled or withheld is BadInput: it must not be read, and an earlier version falls.
    """
    number = _number(version)
    name = f"{guid or id or 'the item'}" + (f", version {number}" if number is not None else "")
    state = (status or "").rpartition(":")[2].strip().lower()
    if state in WITHDRAWN:
        raise BadInput(f"The agency has {state} this item ({name}).")
    if not text.strip():
        raise BadInput(f"The item holds no text ({name}).")
    dateline = " ".join((dateline or "").split())
    if dateline and _folded(dateline) not in _folded(text[: 2 * len(dateline) + 200]):
        text = f"{dateline}\n{text}"
    day, unread = _day(published)
    article = article_from_text(
        text,
        id=_id(guid, number) or id,
        title=title or None,
        published=day,
        outlet=outlet or None,
        language=language or None,
        repairs=(*notes, *unread),
    )
    return replace(article, byline=(byline or "")[:MAX_BYLINE] or None, guid=guid or None, version=number)


def _id(guid: str | None, version: int | None) -> str | None:
    """Two versions of one item are two articles."""
    return None if not guid else guid if version is None else f"{guid}#{version}"


def _number(version: str | int | None) -> int | None:
    """A revision as a number; agencies also write "2.0"."""
    if isinstance(version, int):
        return version
    head = (version or "").strip().partition(".")[0]
    return int(head) if head.isascii() and head.isdigit() and len(head) <= 9 else None


def _day(published: str | None) -> tuple[str | None, tuple[str, ...]]:
    try:
        day = read_day((published or "").strip())
    except BadInput:
        return None, (f"the date of publication {published!r} was not understood and is left out",)
    return (day.isoformat() if day else None), ()


def _folded(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
