"""Every limit of reading in one place: how big, how deep, how many, how long, and how much may come out of how little.

A limit met is `TooBig`, one sentence that names it; nothing is cut silently.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

from ..errors import TooBig

# Articles and files.
MAX_ARTICLE_CHARACTERS = 6_000_000  # 5 MB and some: a long book; no news article comes near
MAX_ARTICLE_LINES = 300_000  # five times the longest novels; each line is looked at by itself
MAX_LINE_BYTES = 32_000_000  # one JSON line: the largest article with every letter escaped as \uXXXX
MAX_WHOLE_FILE_BYTES = (
    64_000_000  # a file that is read at once (plain text, one JSON value); JSON Lines have no limit
)
MAX_TITLE_CHARACTERS = 2_000  # a longer "title" is a text in the wrong field

# Pages and XML.
MAX_PAGE_BYTES = 20_000_000  # a page, feed or agency item; the largest of 181 press pages has 1 MB
MAX_PAGE_TAGS = (
    30_000  # so many take the extractor 3 to 5 seconds, twice as many 10; press pages have 1,000 to 10,000
)
MAX_PAGE_DEPTH = 250  # tags inside one another; libxml2 itself stops at 256
MAX_PAGE_SECONDS = 10.0  # the slowest of 433 press pages took 1.9 s (guide to reading, 1b)
MAX_JSON_LD_BYTES = 1_000_000  # facts that a page states in a script; they are some kilobytes

# Packed files and archives.
MAX_DEPTH = 4  # containers in one another: a zip of tar.gz of packed pages; a zip quine never ends
MAX_RATIO = 100  # bytes out of one byte in; text packs 3 to 20 times, zeros 1,000 times
FREE_UNPACKED_BYTES = (
    20_000_000  # this much may come out at any ratio: a small file of repeated lines is no attack
)
MAX_UNPACKED_BYTES = 16_000_000_000  # out of one file in all; a CC-NEWS archive of 1 GB holds 5 GB
MAX_MEMBERS = 100_000  # of one archive; their directory alone takes 60 MB of memory
MAX_DIRECTORY_BYTES = 32_000_000  # of a zip: the entries of MAX_MEMBERS with long names
MAX_WINDOW_BYTES = (
    128_000_000  # memory that a zstd frame may ask for: the most that `zstd` itself grants unasked
)
MAX_RECORD_HEADER_BYTES = (
    64_000  # the head of a WARC record or of an HTTP answer; they have some hundred bytes
)

# Fetching an address.
MAX_FETCH_SECONDS = 30.0  # from the first connection to the last byte, all redirects together
MAX_REDIRECTS = 5  # browsers allow 20; news sites need one or two
CONNECT_SECONDS = 10.0  # for one address of a host


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


def check_page(size: int) -> None:
    """Raise TooBig when a page, a feed or an agency item is too big."""
    if size > MAX_PAGE_BYTES:
        raise TooBig(f"The page is larger than {MAX_PAGE_BYTES:,} bytes, the most that is read of one.")


def check_tags(tags: int) -> None:
    """Raise TooBig when a page holds more tags than are looked at."""
    if tags > MAX_PAGE_TAGS:
        raise TooBig(f"The page holds {tags:,} tags; at most {MAX_PAGE_TAGS:,} are looked at.")


def check_nesting(depth: int) -> None:
    """Raise TooBig when the tags of a page or of an XML file stand too deep in one another."""
    if depth > MAX_PAGE_DEPTH:
        raise TooBig(f"Its tags stand more than {MAX_PAGE_DEPTH} deep in one another.")


def check_depth(depth: int) -> None:
    """Raise TooBig when archives stand too deep in one another."""
    if depth > MAX_DEPTH:
        raise TooBig(f"Packed files stand more than {MAX_DEPTH} deep in one another.")


def check_members(number: int) -> None:
    """Raise TooBig at the first member of an archive that is one too many."""
    if number > MAX_MEMBERS:
        raise TooBig(
            f"The archive holds more than {MAX_MEMBERS:,} members; the rest is not read. "
            "Split it, or write the articles as JSON Lines."
        )


def check_directory(size: int) -> None:
    """Raise TooBig when the directory of a zip archive would fill the memory."""
    if size > MAX_DIRECTORY_BYTES:
        raise TooBig(
            f"The archive's directory takes {size:,} bytes, at most {MAX_DIRECTORY_BYTES:,} are read "
            f"(some {MAX_MEMBERS:,} members). Split it, or write the articles as JSON Lines."
        )


@dataclass(slots=True)
class Budget:
    """What one file on disk (with all that is packed in it) has taken in and given out so far, in bytes."""

    packed: int = 0
    unpacked: int = 0

    def give_out(self, size: int) -> None:
        """Count unpacked bytes; TooBig when too many came out, or too many for what went in."""
        self.unpacked += size
        if self.unpacked > MAX_UNPACKED_BYTES:
            raise TooBig(f"More than {MAX_UNPACKED_BYTES:,} bytes were packed in the file. Split it.")
        if self.unpacked > FREE_UNPACKED_BYTES + MAX_RATIO * self.packed:
            raise TooBig(
                f"The file unpacks to more than {MAX_RATIO} times its size (and more than {FREE_UNPACKED_BYTES:,} bytes): "
                "this is a decompression bomb, not news."
            )


class _OutOfTime(BaseException):
    """Raised inside the guarded call; no library that catches Exception may swallow it."""


@contextmanager
def at_most(seconds: float, what: str) -> Iterator[None]:
    """Raise TooBig when the body takes longer than so many seconds of the clock.

    The alarm needs the main thread of a Unix process. Elsewhere the limits of size, tags and depth alone bound the time.
    """
    able = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    if not able or signal.getitimer(signal.ITIMER_REAL)[0]:  # another's alarm is left alone
        yield
        return

    def stop(signum: int, frame: FrameType | None) -> None:
        raise _OutOfTime

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    except _OutOfTime:
        raise TooBig(f"{what} took longer than {seconds:g} seconds.") from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
