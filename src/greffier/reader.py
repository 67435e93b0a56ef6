"""Article in, record out: runs every stage in order and assembles what they found.

`read(text)` reads one text; `read_many(articles)` reads a stream of articles in order, one record or refusal each.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path

from .errors import BadInput, GreffierError
from .knowledge.base import Knowledge, load_knowledge
from .language.framing import find_frames
from .language.lexicon import load_lexicon
from .language.pipeline import parse
from .language.registry import Language, load_language
from .language.tree import Tree
from .mentions.actors import find_actors
from .mentions.entities import find_entities, with_names
from .mentions.places import find_places
from .mentions.quantities import find_quantities
from .mentions.times import read_times
from .model.article import Article
from .model.record import Record
from .reading.articles import article_from_text
from .reading.files import Refusal
from .reading.tongue import detect_language
from .statements.assembly import assemble
from .statements.belonging import settle_countries
from .statements.book import ActorBook
from .statements.consistency import find_doubts, own_date_notes
from .statements.embedding import embedding_words
from .statements.events import find_events
from .statements.homeland import set_at_home
from .statements.speech import find_statements
from .structure.blocks import lay_out
from .structure.layout import Layout
from .versions import made_by

log = logging.getLogger(__name__)

BATCH_CHARACTERS = (
    200_000  # articles are parsed in batches of about this size: enough to fill the matrices, bounded memory
)


@dataclass(frozen=True, slots=True)
class Options:
    """How to read: a language for all articles (None: each article's own, else recognised), the user's folders."""

    language: str | None = None
    lexicon: Path | None = None
    knowledge: Path | None = None


def read(
    text: str,
    *,
    published: date | str | None = None,
    title: str | None = None,
    outlet: str | None = None,
    language: str | None = None,
    url: str | None = None,
    id: str | None = None,
    lexicon: Path | None = None,
    knowledge: Path | None = None,
) -> Record:
    """Read one article and return its record.

    `published` (a date or "2025-09-03") anchors "mercredi" and "en juin dernier". `language` is recognised when not given.
    `lexicon` and `knowledge` are folders of your own, laid over the language's lexicon and the knowledge base.
    Raises BadInput with one sentence when the text cannot be read.
    """
    article = article_from_text(
        text, id=id, published=published, title=title, outlet=outlet, language=language, url=url
    )
    result = next(read_many([article], language=language, lexicon=lexicon, knowledge=knowledge))
    if isinstance(result, Refusal):
        raise BadInput(result.reason)
    return result


def read_many(
    articles: Iterable[Article | Refusal],
    *,
    language: str | None = None,
    lexicon: Path | None = None,
    knowledge: Path | None = None,
) -> Iterator[Record | Refusal]:
    """Read articles in order; each gives one record or one refusal, refusals given are passed on."""
    options = Options(language, lexicon, knowledge)
    known = load_knowledge(knowledge)  # a mistake in the user's folder is told before anything is read
    stream = iter(articles)
    while batch := list(_next_batch(stream)):
        yield from _read_batch(batch, options, known)


def _next_batch(stream: Iterator[Article | Refusal]) -> Iterator[Article | Refusal]:
    size = 0
    for item in islice(stream, 1000):
        yield item
        size += len(item.text) if isinstance(item, Article) else 0
        if size >= BATCH_CHARACTERS:
            return


def _read_batch(
    batch: list[Article | Refusal], options: Options, knowledge: Knowledge
) -> Iterator[Record | Refusal]:
    prepared = [_prepare(item, options) for item in batch]
    trees: dict[int, Tree | Refusal] = {}
    languages = {entry[1]: None for entry in prepared if not isinstance(entry, Refusal)}
    made = {language: made_by(language, options.knowledge) for language in languages}
    for language in languages:
        mine = [
            (n, entry[0])
            for n, entry in enumerate(prepared)
            if not isinstance(entry, Refusal) and entry[1] == language
        ]
        trees.update(
            zip((n for n, _ in mine), _parse_all([layout for _, layout in mine], language), strict=True)
        )
    for n, entry in enumerate(prepared):
        tree = trees.pop(n, None)
        if isinstance(entry, Refusal):
            yield entry
        elif isinstance(tree, Refusal) or tree is None:
            yield tree or _our_fault(entry[0].article, RuntimeError("the parser gave nothing"))
        else:
            layout, language = entry
            try:
                yield read_tree(layout, tree, language, knowledge, made[language])
            except GreffierError:  # a mistake in a data file: the same for every article
                raise
            except Exception as error:  # a bug of ours on one article must not cost the others
                yield _our_fault(layout.article, error)


def _prepare(item: Article | Refusal, options: Options) -> tuple[Layout, Language] | Refusal:
    if isinstance(item, Refusal):
        return item
    try:
        code = options.language or item.language or detect_language(item.text)
        language = load_language(code, lexicon=options.lexicon)
        return lay_out(replace(item, language=code), language), language
    except BadInput as error:
        return Refusal(item.where or item.id, str(error))
    except GreffierError:  # a missing model, a mistake in a data file: the same for every article
        raise
    except Exception as error:  # as in _read_batch
        return _our_fault(item, error)


def _parse_all(layouts: list[Layout], language: Language) -> Iterator[Tree | Refusal]:
    """All trees of a batch; if the batch fails, every article by itself, so that only the culprit is refused."""
    try:
        trees = list(parse(layouts, language))
    except GreffierError:
        raise
    except Exception:
        log.exception("The parser failed on a batch of %d articles; reading them one by one.", len(layouts))
    else:
        yield from trees
        return
    for layout in layouts:
        try:
            yield next(parse([layout], language))
        except Exception as error:
            yield _our_fault(layout.article, error)


def _our_fault(article: Article, error: Exception) -> Refusal:
    log.error("greffier failed on the article %s", article.id, exc_info=error)
    return Refusal(
        article.where or article.id,
        f"greffier failed on this article ({type(error).__name__}: {error}). That is a fault of the program: please report it.",
    )


def read_tree(
    layout: Layout, tree: Tree, language: Language, knowledge: Knowledge, made: tuple[tuple[str, str], ...]
) -> Record:
    """Everything after the parse: mentions, statements, events, and the record of them; `made` names what it is made by."""
    lexicon = load_lexicon(language)
    tree = with_names(tree, find_entities(tree, layout, language, knowledge), language)
    dated = read_times(tree, layout, language)
    times, date_notes = dated.found, own_date_notes(layout.article, dated)
    if layout.article.published is None and dated.own is not None:
        layout = replace(layout, article=replace(layout.article, published=dated.own))
    quantities = find_quantities(tree, language, times=times)
    places = find_places(tree, layout, language, knowledge)
    frames = find_frames(tree, language, nouns=lexicon.event_nouns | embedding_words(language))
    cast = find_actors(tree, layout, language, knowledge, places)
    book = ActorBook(cast)
    statements = find_statements(layout, tree, frames, book, times, language)
    events, seen = find_events(
        layout, tree, frames, book, places, times, quantities, statements, language, lexicon
    )
    actors = settle_countries(book.actors, events, places.places, book.roots)
    events = set_at_home(events, places.places, actors)
    record = assemble(layout, actors, book.quiet, places.places, times, statements, events, seen, made)
    return replace(record, notes=(*date_notes, *find_doubts(record, tree, language)))
