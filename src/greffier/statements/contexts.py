"""What an event is about: PLOVER's contexts, read from the words around it and, for a few modes, from the act itself.

PLOVER gives contexts to paragraphs; here they belong to the event. A context holds for it if one of its words stands in the
sentence of the event, or if two different ones stand near it in its paragraph, or if its mode leaves no doubt about it
(`ontology/implied.csv`). The words are data of the language (`contexts.yaml`), and every context has its cues.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..language.contextwords import Found, load_context_words
from ..language.registry import Language
from ..language.tree import Tree
from ..model.event import Event
from ..model.span import Cue
from ..ontology.plover import load_ontology
from ..structure.layout import Layout

FIELD = "contexts"
NEAR = 2  # sentences before and after the event's: some sites have whole articles in one paragraph


def set_contexts(
    events: Iterable[Event], layout: Layout, tree: Tree, language: Language
) -> tuple[Event, ...]:
    """The events with their contexts, in the order of the ontology, and the words that say so."""
    reader = _Reader(layout, tree, tuple(load_context_words(language).find(tree)))
    order = load_ontology().contexts
    out = []
    for event in events:
        cues = reader.cues_of(event)
        names = tuple(name for name in order if name in cues)
        out.append(
            replace(event, contexts=names, cues=(*event.cues, *(c for name in names for c in cues[name])))
        )
    return tuple(out)


@dataclass(frozen=True)
class _Reader:
    """The words of contexts in one article."""

    layout: Layout
    tree: Tree
    found: Sequence[Found]

    def cues_of(self, event: Event) -> dict[str, list[Cue]]:
        """The cues of every context that an event has."""
        token = self.tree.at(event.trigger.start)
        if token is None:
            return {}
        sentence = self.tree.sentence_of[token]
        nearby = self._nearby(event, sentence)
        first, last = self.tree.sentences[sentence]
        cues: dict[str, list[Cue]] = {}
        for name in {f.word.context for f in nearby}:
            mine = sorted((f for f in nearby if f.word.context == name), key=lambda f: _distance(f, event))
            inside = [f for f in mine if first <= f.token <= last and not f.word.weak]
            if inside:
                cues[name] = [_cue(inside[0])]
            elif other := next((f for f in mine if f.word.text != mine[0].word.text), None):
                cues[name] = [_cue(mine[0]), _cue(other)]
        implied = load_ontology().implied.get((event.type, event.mode or ""))
        if implied is not None and implied[0] not in cues:
            cues[implied[0]] = [Cue(FIELD, event.trigger, implied[1])]
        return cues

    def _nearby(self, event: Event, sentence: int) -> list[Found]:
        """The words in the paragraph of an event and at most NEAR sentences away."""
        low = self.tree.sentences[max(0, sentence - NEAR)][0]
        high = self.tree.sentences[min(len(self.tree.sentences) - 1, sentence + NEAR)][1]
        tokens = [f.token for f in self.found]
        paragraph = self.layout.paragraph_at(event.trigger.start)
        return [
            f
            for f in self.found[bisect_left(tokens, low) : bisect_left(tokens, high + 1)]
            if self.layout.paragraph_at(f.span.start) == paragraph
        ]


def _distance(found: Found, event: Event) -> tuple[bool, int, int]:
    """How far a word is from an event: the words of its own clause are nearest."""
    apart = max(found.span.start - event.trigger.end, event.trigger.start - found.span.end, 0)
    return not event.evidence.holds(found.span), apart, found.span.start


def _cue(found: Found) -> Cue:
    return Cue(FIELD, found.span, found.word.rule)
