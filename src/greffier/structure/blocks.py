"""The article laid out: parts, paragraphs, quotations and sentences over one shadow text.

This is the only door of the structure layer: `lay_out(article, language)`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from ..model.article import Article, Part
from ..model.span import Span
from .layout import Layout
from .paragraphs import Block, find_blocks
from .quotes import find_quotes
from .sentences import find_sentences
from .shadow import DOUBLED, join_lines, part_glued, plain_marks
from .words import layout_words

if TYPE_CHECKING:
    from ..language.registry import Language

PROSE = ("headline", "caption", "body", "dateline")  # the kinds of part that are read as sentences


def lay_out(article: Article, language: Language) -> Layout:
    """The layout of an article: what is what on the page, and where quotations and sentences begin and end."""
    words = layout_words(language)
    text = article.text
    blocks = find_blocks(text, article.title_end, words)
    joined = join_lines(text, (gap for block in blocks for gap in block.gaps))
    quotes = find_quotes(joined, _regions(blocks), words)
    opening = {q.span.start for q in quotes if q.inner.start > q.span.start}
    closing = {q.span.end - 1 for q in quotes if q.inner.end < q.span.end}
    closing |= {end - 1 for end in closing if joined[end - 1 : end + 1] in DOUBLED}
    sentences: list[Span] = []
    for block in blocks:
        if block.kind == "dateline":
            sentences.append(block.span)
        elif block.kind in PROSE:
            sentences += find_sentences(joined, block.span, opening, closing, words)
    return Layout(
        article=article,
        shadow=part_glued(plain_marks(joined, quotes), sentences),
        parts=tuple(Part(block.kind, block.span) for block in blocks),
        quotes=quotes,
        sentences=tuple(sentences),
        paragraphs=tuple(block.span for block in blocks),
    )


def _regions(blocks: list[Block]) -> Iterator[list[Span]]:
    """Runs of body paragraphs, over which a quotation may go on; every headline and caption by itself."""
    for kind, run in groupby(blocks, key=lambda block: block.kind):
        if kind == "body":
            yield [block.span for block in run]
        elif kind in PROSE:
            yield from ([block.span] for block in run)
