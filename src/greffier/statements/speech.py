"""Who says what: layout, tree and cast in, statements out, each with its speaker, its relays and the
construction that found it.

Every construction F1 to F22 is a small matcher (quoted.py, reported.py, selon.py, chains.py) that yields
candidates; precedence.py settles which stand; attributing.py gives them their speakers and relays,
certainty.py says how sure the speaker is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from ..language.cues import load_cues
from ..language.frames import Frame
from ..language.registry import Language
from ..language.tree import Tree
from ..model.actor import Actor
from ..model.statement import Statement
from ..model.when import When
from ..structure.layout import Layout
from .attributing import Attribution
from .book import ActorBook, Cast
from .certainty import with_certainty
from .confidence import load_reliability
from .incises import find_inner_incises, find_prose_incises
from .nouncues import noun_cues
from .precedence import settle, without_repeats
from .quoted import find_quoted
from .reported import find_reported
from .scene import Scene
from .selon import find_hearsay, find_like, find_passives, find_selon
from .sources import find_sources
from .uses import find_uses


def find_statements(
    layout: Layout,
    tree: Tree,
    frames: Sequence[Frame],
    cast: Cast | ActorBook,
    times: Iterable[When],
    language: Language,
) -> tuple[Statement, ...]:
    """The statements of one article in text order."""
    book = cast if isinstance(cast, ActorBook) else ActorBook(cast)
    times = tuple(times)
    scene = Scene(layout, tree, load_cues(language), language, _date_tokens(tree, times))
    scene.knows = lambda head: book.cast.actor_of(head) is not None
    scene.is_medium = lambda head: _is_medium(book.cast.actor_of(head))
    scene.uses = find_uses(scene)
    sources = find_sources(scene)
    found = [find_quoted(scene), find_reported(scene), find_prose_incises(scene), find_selon(scene, sources)]
    found += [
        find_inner_incises(scene),
        find_passives(scene),
        find_hearsay(scene),
        find_like(scene),
        noun_cues(scene),
    ]
    candidates = without_repeats(scene, settle(scene, chain.from_iterable(found)))
    statements = Attribution(scene, book, times, load_reliability(language)).attribute(candidates, sources)
    return with_certainty(statements, frames, tree, language)


def _is_medium(actor: Actor | None) -> bool:
    return actor is not None and actor.kind == "organisation" and actor.role == "JRN"


def _date_tokens(tree: Tree, times: Iterable[When]) -> frozenset[int]:
    out: set[int] = set()
    for when in times:
        if when.kind == "duration":
            continue  # "annonce trois jours de deuil"
        i = tree.at(when.span.start)
        while i is not None and i < len(tree.tokens) and tree.tokens[i].start < when.span.end:
            out.add(i)
            i += 1
    return frozenset(out)
