"""Every limit of reading in one place: how big an article, a line or a file may be.

A limit met is `TooBig`, one sentence that names it; nothing is cut silently.
"""

from __future__ import annotations

from ..errors import TooBig

MAX_ARTICLE_CHARACTERS = 6_000_000  # 5 MB and some: a long book; no news article comes near
MAX_ARTICLE_LINES = 300_000  # five times the longest novels; each line is looked at by itself
MAX_LINE_BYTES = 32_000_000  # one JSON line: the largest article with every letter escaped as \uXXXX
MAX_WHOLE_FILE_BYTES = (
    64_000_000  # a file that is read at once (plain text, one JSON value); JSON Lines have no limit
)
MAX_TITLE_CHARACTERS = 2_000  # a longer "title" is a text in the wrong field


def check_article(characters: int) -> None:
    """Raise TooBig when an article holds more characters than are read."""
    if characters > MAX_ARTICLE_CHARACTERS:
        raise TooBig(
            f"The text holds {characters:,} characters; at most {MAX_ARTICLE_CHARACTERS:,} are read as one article. "
            "Split it into articles."
        )


def check_lines(lines: int) -> None:
    """Raise TooBig when an article holds more lines than are read."""
    if lines > MAX_ARTICLE_LINES:
        raise TooBig(
            f"The text holds {lines:,} lines; at most {MAX_ARTICLE_LINES:,} are read as one article. "
            "Split it into articles."
        )


def check_title(characters: int) -> None:
    """Raise TooBig when a title is too long to be one."""
    if characters > MAX_TITLE_CHARACTERS:
        raise TooBig(
            f"The title holds {characters:,} characters; at most {MAX_TITLE_CHARACTERS:,} are read. "
            "Is it the text in the wrong field?"
        )


def check_line(size: int) -> None:
    """Raise TooBig when one line of JSON Lines is too long."""
    if size > MAX_LINE_BYTES:
        raise TooBig(f"The line is longer than {MAX_LINE_BYTES:,} bytes, the most that one article may take.")


def check_whole_file(size: int) -> None:
    """Raise TooBig when a file that must be read at once is too big."""
    if size > MAX_WHOLE_FILE_BYTES:
        raise TooBig(
            f"The file is larger than {MAX_WHOLE_FILE_BYTES:,} bytes and holds no JSON Lines. "
            "Write one JSON article a line, then it can be of any size."
        )
