"""How a lexicon fares on a corpus: what its rows do not cover, and which of them never fire.

`missing` lists the frequent predicates between two political actors that no row names, with the actors and a sentence, so
that a lexicon grows where the news is; `unused` the rows that coded nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from .knowledge.base import load_knowledge
from .language.cues import load_cues
from .language.frames import Frame
from .language.framing import find_frames
from .language.lexicon import Row, load_lexicon
from .language.pipeline import parse
from .language.registry import Language
from .mentions.actors import Cast, find_actors
from .mentions.places import find_places
from .model.actor import Actor
from .model.article import Article
from .model.record import Record
from .reader import read_many
from .reading.files import Refusal
from .structure.blocks import lay_out

BATCH = 50  # articles parsed at once
PAIRS = 3  # pairs of actors shown for a predicate


@dataclass(slots=True)
class Missing:
    """A predicate without a row: how often it stands between two political actors, between whom, and one sentence."""

    predicate: str
    kind: str
    count: int = 0
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    example: str = ""

    def __str__(self) -> str:
        pairs = ", ".join(f"{a} -> {b}" for (a, b), _ in self.pairs.most_common(PAIRS))
        return f"{self.count:5d}  {self.predicate} ({self.kind})  {pairs}\n       {self.example}"


def missing(articles: Iterable[Article | Refusal], language: Language, *, least: int = 2) -> list[Missing]:
    """The predicates that no row names and that stand at least `least` times between two actors, the most frequent first."""
    found: dict[tuple[str, str], Missing] = {}
    lexicon, cues = load_lexicon(language), load_cues(language)
    for article, frames, cast in _frames(articles, language):
        for frame in frames:
            pair = _pair(frame, cast)
            said = cues.reflexive_verbs if frame.reflexive else cues.verbs  # speech is no event by itself
            if pair is None or frame.lemma in said or lexicon.candidates(frame):
                continue
            lemma = f"se {frame.lemma}" if frame.reflexive else frame.lemma
            row = found.setdefault((lemma, frame.kind), Missing(lemma, frame.kind))
            row.count += 1
            row.pairs[pair] += 1
            row.example = row.example or frame.clause.words(article.text)
    enough = (row for row in found.values() if row.count >= least)
    return sorted(enough, key=lambda row: (-row.count, row.predicate, row.kind))


def unused(articles: Iterable[Article | Refusal], language: Language) -> list[Row]:
    """The rows that coded no event in these articles, in the order of the lexicon."""
    fired: set[str] = set()
    for result in read_many(articles, language=language.code, lexicon=_own_folder(language)):
        if isinstance(result, Record):
            fired.update(word for event in result.events for word in event.rule.replace(";", " ").split())
    return [row for row in load_lexicon(language).rows if row.id not in fired]


def _own_folder(language: Language) -> Path | None:
    return language.folders[1] if len(language.folders) > 1 else None


def _frames(
    articles: Iterable[Article | Refusal], language: Language
) -> Iterator[tuple[Article, list[Frame], Cast]]:
    knowledge, nouns = load_knowledge(), load_lexicon(language).event_nouns
    layouts = (lay_out(a, language) for a in articles if isinstance(a, Article))
    while batch := list(islice(layouts, BATCH)):
        for layout, tree in zip(batch, parse(batch, language), strict=True):
            places = find_places(tree, layout, language, knowledge)
            cast = find_actors(tree, layout, language, knowledge, places)
            yield layout.article, list(find_frames(tree, language, nouns=nouns)), cast


def _pair(frame: Frame, cast: Cast) -> tuple[str, str] | None:
    """The first political agent and the first other political actor of a predicate."""
    agents = [a for r in frame.roles if r.name == "agent" for h in r.heads if (a := cast.actor_of(h))]
    others = [a for r in frame.roles if r.name != "agent" for h in r.heads if (a := cast.actor_of(h))]
    agent = next((a for a in agents if _is_political(a)), None)
    other = next((a for a in others if _is_political(a) and a != agent), None)
    return (agent.name, other.name) if agent is not None and other is not None else None


def _is_political(actor: Actor) -> bool:
    return actor.country is not None or actor.role is not None
