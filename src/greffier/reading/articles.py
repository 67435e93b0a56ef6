"""One article from a text or from a mapping (a JSON object): cleaned, checked, its headline in front.

What cannot be read is `BadInput` with one sentence that says what is wrong and what to do.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256
from typing import Any

from ..errors import BadInput
from ..model.article import Article, OffsetMap
from .guard import check_article, check_lines, check_title
from .text import clean_text, slice_map

MAX_QUOTED = 40  # characters of a wrong value that a message repeats
ID_DIGITS = 16  # of the sha256 of the text: no two articles of a corpus of millions share them
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]+)*")


def article_from_text(
    text: str,
    *,
    id: str | None = None,
    published: date | str | None = None,
    outlet: str | None = None,
    language: str | None = None,
    title: str | None = None,
    url: str | None = None,
    repairs: tuple[str, ...] = (),
) -> Article:
    """The article of a text; its document text is the headline, a line end and the text.

    A headline that the text already begins with is not doubled. `repairs` are those made before, while decoding.
    """
    if not isinstance(text, str):
        raise BadInput(f"The text of an article must be a string, not {_kind(text)}.")
    check_article(len(text))
    body, body_map, mended = _strip(text)
    check_lines(body.count("\n") + 1)
    if not any(c.isalnum() for c in body):
        raise BadInput("The text is empty." if not body else "The text holds no word.")
    head, head_map = "", OffsetMap()
    mended_head: tuple[str, ...] = ()
    if title:
        check_title(len(title))
        head, head_map, mended_head = _strip(title)
        head = head.replace("\n", " ")
    full, origin, title_end = _join(head, head_map, body, body_map)
    return Article(
        id=id or sha256(full.encode("utf-8")).hexdigest()[:ID_DIGITS],
        text=full,
        title=full[:title_end] if title_end else head or None,
        title_end=title_end,
        language=_language(language),
        published=read_day(published),
        outlet=outlet or None,
        url=url or None,
        origin=origin,
        repairs=tuple(dict.fromkeys((*repairs, *mended_head, *mended))),
    )


def article_from_mapping(data: Mapping[str, Any], *, id: str | None = None) -> Article:
    """The article of a JSON object `{"id", "title"?, "text", "language"?, "published"?, "outlet"?, "url"?}`.

    `id` is used where the object has none. Other fields are left alone.
    """
    if not isinstance(data, Mapping):
        raise BadInput(f'An article must be a JSON object with a field "text", not {_kind(data)}.')
    if data.get("text") is None:
        raise BadInput('The article has no field "text".')
    published, unread = _published(data.get("published"))
    given = data.get("id")
    if isinstance(given, int) and not isinstance(given, bool):
        given = str(given)
    return article_from_text(
        data["text"],
        id=_string("id", given) or id,
        published=published,
        outlet=_string("outlet", data.get("outlet")),
        language=_string("language", data.get("language")),
        title=_string("title", data.get("title")),
        url=_string("url", data.get("url")),
        repairs=unread,
    )


def _published(value: object) -> tuple[date | None, tuple[str, ...]]:
    """The day of publication that a JSON object gives; words that are no date ("3 hours ago") are said, not refused."""
    if isinstance(value, str):
        try:
            return read_day(value), ()
        except BadInput:
            return None, (
                f"the date of publication {value[:MAX_QUOTED]!r} was not understood and is left out",
            )
    if value is None or isinstance(value, date):
        return read_day(value), ()
    raise BadInput(f'The field "published" must be a string such as "2025-09-03", not {_kind(value)}.')


def _strip(raw: str) -> tuple[str, OffsetMap, tuple[str, ...]]:
    """Clean text without blanks at its ends."""
    text, origin, repairs = clean_text(raw)
    bare = text.strip()
    start = text.index(bare) if bare else 0
    if len(bare) != len(text):
        origin = slice_map(origin, start, start + len(bare))
    return bare, origin, repairs


def _join(head: str, head_map: OffsetMap, body: str, body_map: OffsetMap) -> tuple[str, OffsetMap, int]:
    """Document text, its map, and the length of the headline in front of it."""
    if not head:
        return body, body_map, 0
    first_line = body.partition("\n")[0].rstrip()
    if _folded(first_line) == _folded(head):
        return body, body_map, len(first_line)
    if _folded(body[: len(head) + 1]).startswith(
        _folded(head).rstrip(".… ")
    ):  # the text's own beginning, cut off
        return body, body_map, 0
    shift = len(head) + 1
    return (
        f"{head}\n{body}",
        OffsetMap(
            head_map.clean + tuple(c + shift for c in body_map.clean),
            head_map.raw + body_map.raw,
            ("title",) * len(head_map.clean) + ("text",) * len(body_map.clean),
        ),
        len(head),
    )


_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "\n": " "})


def _folded(text: str) -> str:
    """For comparing a headline with a first line: case, kinds of marks and blanks do not count."""
    return "".join(text.translate(_PLAIN).casefold().split())


def _language(code: str | None) -> str | None:
    if not code:
        return None
    match = _LANGUAGE.fullmatch(code.strip())
    if not match:
        raise BadInput(f'{code!r} is no language code. Give two letters, such as "fr".')
    return match.group(1).lower()


def read_day(published: object) -> date | None:
    """The day of a date, a date-time, their ISO spelling or that of feeds and mails; None for nothing.

    >>> read_day("2025-09-03T10:00:00Z") == read_day("Wed, 03 Sep 2025 10:00:00 GMT")
    True
    """
    if published is None or published == "":
        return None
    if isinstance(published, datetime):
        return published.date()
    if isinstance(published, date):
        return published
    if isinstance(published, str):
        for read in (datetime.fromisoformat, parsedate_to_datetime):
            try:
                return read(published.strip()).date()
            except ValueError:
                continue
    raise BadInput(f"The date of publication {published!r} cannot be read. Write it as 2025-09-03.")


def _string(name: str, value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise BadInput(f'The field "{name}" must be a string, not {_kind(value)}.')


def _kind(value: object) -> str:
    """What a JSON value is, in words."""
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return "null" if value is None else names.get(type(value), type(value).__name__)
