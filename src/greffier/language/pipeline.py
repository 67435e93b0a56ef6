"""From layouts to trees: one spaCy pipeline per language, loaded once and made fast, our own sentence bounds, our own tokens.

Long articles are parsed in pieces cut between sentences and put together again.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from ..errors import MissingModel
from ..structure.layout import Layout
from .names import STAND_INS, make_safe
from .registry import Language
from .speed import in_batches, mend, one_thread
from .tree import Entity, Token, Tree

if TYPE_CHECKING:
    from spacy.language import Language as Nlp
    from spacy.tokens import Doc

MAX_PIECE = 20_000  # characters parsed at once: beyond this memory grows and nothing is gained
GLUED = r"[A-ZÀ-Ý]{1,2}\.(?=[A-ZÀ-Ý][a-zà-ÿ])"  # "M.Roy", "J.Roy": the blank was lost, the name is a word all the same
BATCH = 40_000  # characters per batch: 64 short articles; larger batches fall out of the processor's cache

Piece = tuple[int, int]  # characters start..end of the shadow text


@lru_cache(maxsize=4)
def load_pipeline(model: str, install: str) -> Nlp:
    """The spaCy pipeline of this model, made fast; MissingModel with the command when it is not installed."""
    import spacy
    from spacy.util import compile_prefix_regex

    try:
        nlp = spacy.load(model)
    except OSError as error:
        raise MissingModel(f"The language model {model} is not installed. Run: {install}") from error
    mend(nlp)
    tokenizer: Any = nlp.tokenizer
    tokenizer.prefix_search = compile_prefix_regex([*nlp.Defaults.prefixes, GLUED]).search  # type: ignore[misc]
    return nlp


def model_version(language: Language) -> str:
    """The model's name and version, which records carry."""
    meta = load_pipeline(language.model, str(language.settings["install"])).meta
    return f"{language.model} {meta.get('version', '?')}"


def parse(layouts: Iterable[Layout], language: Language) -> Iterator[Tree]:
    """The tree of every layout, in order. How articles are batched changes nothing in their trees."""
    nlp = load_pipeline(language.model, str(language.settings["install"]))
    return _parse(nlp, layouts, language)


def _parse(nlp: Nlp, layouts: Iterable[Layout], language: Language) -> Iterator[Tree]:
    pieces = (
        (prepare(nlp, layout, piece, language), layout, n)
        for n, layout in enumerate(layouts)
        for piece in cut(layout)
    )
    parsed = (
        item
        for batch in in_batches(((p, len(p[0][0].text)) for p in pieces), BATCH)
        for item in _run(nlp, batch)
    )
    for _, group in groupby(parsed, key=lambda item: item[2]):
        items = list(group)
        yield _Stitching(items[0][1], language).tree(item[0] for item in items)


Prepared = tuple["Doc", int]  # the document and its offset in the text
Item = tuple[Prepared, Layout, int]  # with its layout and the number of the article


def _run(nlp: Nlp, batch: list[Item]) -> list[Item]:
    with one_thread():
        docs = nlp.pipe((prepared[0] for prepared, _, _ in batch), batch_size=len(batch))
        return [((doc, offset), layout, n) for doc, ((_, offset), layout, n) in zip(docs, batch, strict=True)]


# ---------------------------------------------------------------------------------------------- before the parser


def cut(layout: Layout) -> Iterator[Piece]:
    """The pieces of an article to parse at once: as many sentences as fit, or a part of one that never ends."""
    end, start = len(layout.shadow), 0
    ends = [s.start for s in layout.sentences if s.start > 0] + [end]
    while end - start > MAX_PIECE:
        k = bisect_left(ends, start + MAX_PIECE + 1) - 1
        stop = ends[k] if k >= 0 and ends[k] > start else start + MAX_PIECE
        if stop == start + MAX_PIECE:
            blank = layout.shadow.rfind(" ", start, stop)
            stop = blank + 1 if blank > start else stop
        yield start, stop
        start = stop
    yield start, end


def prepare(nlp: Nlp, layout: Layout, piece: Piece, language: Language) -> Prepared:
    """The tokens of a piece with our sentence bounds, and with its names made safe for the parser."""
    first, last = piece
    bounds = sorted({b - first for s in layout.sentences for b in (s.start, s.end) if first <= b < last})
    doc = nlp.make_doc(make_safe(layout.shadow[first:last], language, frozenset(bounds)))
    _set_sentence_starts(doc, bounds)
    return doc, first


def _set_sentence_starts(doc: Doc, bounds: list[int]) -> None:
    """A sentence starts at the first word at or after every bound, and nowhere else."""
    import numpy
    from spacy.attrs import IDX, IS_SPACE, SENT_START

    if not len(doc):
        return
    table = doc.to_array([IDX, IS_SPACE]).astype("int64")
    words = numpy.flatnonzero(table[:, 1] == 0)
    found = numpy.searchsorted(table[words, 0], numpy.array([0, *bounds], dtype="int64"))
    starts = numpy.full(len(doc), -1, dtype="int64")
    starts[words[found[found < len(words)]]] = 1
    table = starts.astype("uint64").reshape(-1, 1)
    doc.from_array([SENT_START], table)  # type: ignore[arg-type]  # the stub asks for its own array protocol


# ---------------------------------------------------------------------------------------------- after the parser


class _Stitching:
    """Puts the parsed pieces of one article together."""

    def __init__(self, layout: Layout, language: Language) -> None:
        self.text, self.rules = layout.article.text, language.rules
        self.tokens: list[Token] = []
        self.sentences: list[tuple[int, int]] = []
        self.entities: list[Entity] = []
        self.forms: dict[tuple[str, str, str, int], tuple[str, dict[str, str]]] = {}

    def tree(self, pieces: Iterable[Prepared]) -> Tree:
        """The tree of the whole article."""
        for doc, offset in pieces:
            self._add(doc, offset)
        return Tree(tuple(self.tokens), tuple(self.sentences), tuple(self.entities))

    def _add(self, doc: Any, offset: int) -> None:
        tokens, text, n = self.tokens, self.text, len(self.tokens)
        place: dict[int, int] = {}  # spaCy's token -> ours
        for token in doc:
            if not token.is_space:
                place[token.i] = n + len(place)
        first = n
        for token in doc:
            i = place.get(token.i)
            if i is None:
                continue
            if token.is_sent_start and i > first:
                self.sentences.append((first, i - 1))
                first = i
            head = token.head
            while head.is_space and head.head is not head:
                head = head.head
            start = offset + token.idx
            end = start + len(token)
            word, pos = text[start:end], token.pos_
            lemma, morph = self._form(token, word, pos)
            tokens.append(Token(i, word, lemma, pos, token.dep_, place.get(head.i, i), start, end, morph))
        if first < len(tokens):
            self.sentences.append((first, len(tokens) - 1))
        for ent in doc.ents:
            inside = [place[t.i] for t in ent if t.i in place]
            if inside:
                self.entities.append(Entity(inside[0], inside[-1], ent.label_))

    def _form(self, token: Any, word: str, pos: str) -> tuple[str, dict[str, str]]:
        """Dictionary form and features with the known faults of the tagger mended (once for every form)."""
        key = (word, pos, token.lemma_, token.morph.key)
        found = self.forms.get(key)
        if found is None:
            own = word if token.lemma_ in STAND_INS.values() and token.lemma_ != word else token.lemma_
            lemma = self.rules.correct_lemma(word, own, pos)
            found = lemma, self.rules.correct_morph(word, lemma, pos, token.morph.to_dict())
            self.forms[key] = found
        return found


def to_tree(doc: Any, layout: Layout, language: Language) -> Tree:
    """Our own tokens from one parsed document that holds the whole article; blanks are left out."""
    return _Stitching(layout, language).tree([(doc, 0)])
