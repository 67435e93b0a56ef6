"""Who says what: layout, tree and cast in, statements out, each with its speaker, its relays and the
construction that found it.

Every construction F1 to F22 is a small matcher (quoted.py, reported.py, selon.py, chains.py) that yields
candidates; precedence.py settles which stand; here they get their speakers, in text order, because "il"
and a quotation without a cue take theirs from the statement before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from ..language.cues import load_cues
from ..language.registry import Language
from ..language.tree import Tree
from ..model.actor import Actor
from ..model.span import Cue, Span
from ..model.statement import Statement, StatementKind
from ..model.when import When
from ..structure.layout import Layout
from .book import ActorBook, Cast
from .chains import outlet_end, relays_of
from .incises import find_inner_incises, find_prose_incises
from .naming import noun_cues
from .precedence import settle
from .quoted import find_quoted
from .reported import find_reported
from .scene import Candidate, Scene
from .selon import find_like, find_passives, find_selon, find_sources
from .speakers import is_person_like, main_subject, mention, name_beside, phrase
from .uses import find_uses

# Share of right contents by construction, (hits + 1) / (found + 2), on the development gold and fr_news of 2026-11.
# fmt: off
CONFIDENCE = {
    "F1": 0.94, "F3": 0.98, "F4": 0.75, "F6": 0.95, "F7": 0.90, "F8": 0.83, "F9": 0.71, "F10": 0.76, "F11": 0.95,
    "F12": 0.82, "F14": 0.75, "F15": 0.75, "F16": 0.89, "F21": 0.92,
}
# fmt: on
UNMEASURED = 0.5  # F17 and F20 do not occur there
# sentences: a quotation without a cue belongs to a speaker no further back than this, or to the paragraph's
NEAR = 2
SUBJECTS, OBJECTS = ("nsubj",), frozenset({"obj", "iobj", "obl:arg", "obl:agent"})
BACK = 3  # sentences: how far back the subject that "il" means may stand


def find_statements(
    layout: Layout,
    tree: Tree,
    frames: Sequence[Any],
    cast: Cast | ActorBook,
    times: Iterable[When],
    language: Language,
) -> tuple[Statement, ...]:
    """The statements of one article in text order."""
    book = cast if isinstance(cast, ActorBook) else ActorBook(cast)
    times = tuple(times)
    scene = Scene(layout, tree, load_cues(language), language, _date_tokens(tree, times))
    scene.knows = lambda head: (actor := book.cast.actor_of(head)) is not None and actor.kind != "unnamed"
    scene.uses = find_uses(scene)
    sources = find_sources(scene)
    found = [find_quoted(scene), find_reported(scene), find_prose_incises(scene), find_selon(scene, sources)]
    found += [find_inner_incises(scene), find_passives(scene), find_like(scene), noun_cues(scene)]
    candidates = settle(scene, chain.from_iterable(found))
    return tuple(_Naming(scene, book, times).name(candidates, sources))


def _date_tokens(tree: Tree, times: Iterable[When]) -> frozenset[int]:
    out: set[int] = set()
    for when in times:
        i = tree.at(when.span.start)
        while i is not None and i < len(tree.tokens) and tree.tokens[i].start < when.span.end:
            out.add(i)
            i += 1
    return frozenset(out)


class _Naming:
    """Gives the candidates their actors, in text order."""

    def __init__(self, scene: Scene, book: ActorBook, times: tuple[When, ...]) -> None:
        self.scene, self.book, self.times = scene, book, times
        self.last: tuple[int, str, int | None] | None = None  # sentence, actor, head of the last speaker
        self.done: list[tuple[Candidate, str]] = []

    def name(self, candidates: list[Candidate], sources: list[Any]) -> list[Statement]:
        """The statements of the candidates."""
        out: list[Statement] = []
        for c in candidates:
            statement = self._statement(c, sources, f"s{len(out) + 1}")
            if statement is not None:
                out.append(statement)
        return out

    def _statement(self, c: Candidate, sources: list[Any], id: str) -> Statement | None:
        speaker, head = self._speaker(c)
        if speaker is None and head is None and not c.rule.startswith("F17"):
            return None
        via = []
        for relay in relays_of(self.scene, c, sources):
            actor = self._actor(relay)
            if actor is not None and actor.id != speaker and actor.id not in via:
                via.append(actor.id)
        outer = self._outer(c)
        if outer is not None and outer != speaker and outer not in via:
            via.append(outer)
        sentence = self.scene.tree.sentence_of[self.scene.tree.at(c.content[-1].start) or 0]
        if speaker is not None:
            if outer is None:
                self.last = (sentence, speaker, head)
            self.done.append((c, speaker))
        addressee = self._actor(c.addressee) if c.addressee is not None else None
        cue = self.scene.tree.span(*c.cue) if c.cue else None
        rule = f"{c.rule}; {c.line.rule}" if c.line is not None else c.rule
        return Statement(
            id=id,
            kind=self._kind(c),
            content=c.content,
            cue=cue,
            speaker=speaker,
            speaker_mention=mention(self.scene, head) if head is not None else None,
            addressee=addressee.id if addressee is not None and addressee.id != speaker else None,
            via=tuple(via),
            time=self._time(c),
            cue_class=c.line.kind if c.line else None,
            rule=rule,
            confidence=CONFIDENCE.get(c.rule.split()[0], UNMEASURED),
            cues=(Cue("kind", cue, rule),) if cue else (),
        )

    def _outer(self, c: Candidate) -> str | None:
        """The speaker in whose words this statement stands."""
        if c.cue is None:
            return None
        at = self.scene.tokens[c.cue[0]].start
        return next((who for other, who in reversed(self.done) if other.covers(at)), None)

    def _speaker(self, c: Candidate) -> tuple[str | None, int | None]:
        scene = self.scene
        if c.speaker is not None:
            head = c.speaker
            if scene.low[head].lstrip("-").removeprefix("t-") in scene.words["pronouns"] or scene.is_in(
                head, "inverted"
            ):
                return self._pronoun(head, c)
            if (
                scene.is_in(head, "relatives", "empty_subjects", "indefinite")
                and self.book.actor_of(head) is None
            ):
                return None, None
            actor = self._actor(head)
            return (actor.id, head) if actor is not None else (None, None)
        if c.rule.startswith("F21") and not self._goes_on(c) and (person := self._before(c)) is not None:
            return person, None
        if c.inherits and self.last is not None:
            return self.last[1], None
        if c.inherits and c.cue is not None and (subject := self._last_noun(*c.cue)) is not None:
            actor = self._actor(subject)
            return (actor.id, None) if actor is not None else (None, None)
        if c.rule.startswith("F21") and (person := self._portrayed()) is not None:
            return person, None
        return None, None

    def _goes_on(self, c: Candidate) -> bool:
        """Whether somebody spoke in this sentence or the one before."""
        if self.last is None:
            return False
        first = self.scene.tree.at(c.start)
        return first is not None and self.scene.tree.sentence_of[first] - self.last[0] <= 1

    def _portrayed(self) -> str | None:
        """The person whom the article is about: the one named most often, if more than once."""
        people = [a for a in self.book.cast.actors if a.kind == "person" and len(a.mentions) > 1]
        return max(people, key=lambda a: (len(a.mentions), -a.mentions[0].start)).id if people else None

    def _pronoun(self, head: int, c: Candidate) -> tuple[str | None, int | None]:
        found = self.book.cast.actor_of(head)
        if found is not None and not self._only_inside(found, c):
            return found.id, head
        here = self.scene.tree.sentence_of[head]
        if self.last is not None and here - self.last[0] <= NEAR and self._fits(head, self.last[2]):
            return self.last[1], head
        for wanted in (SUBJECTS, ()):
            noun = self._last_noun(head, head, wanted)
            if noun is not None and (actor := self._actor(noun)) is not None:
                return actor.id, head
        if self.last is not None:
            return self.last[1], head
        return None, head  # "il" of whom nothing is said before: not stated

    def _only_inside(self, actor: Actor, c: Candidate) -> bool:
        """Whether the article speaks of an actor, up to the cue, only in the words that are said."""
        at = self.scene.tokens[c.cue[0]].start if c.cue is not None else c.start
        before = [m for m in actor.mentions if m.start < at]
        return bool(before) and all(c.covers(m.start) for m in before)

    def _fits(self, pronoun: int, head: int | None) -> bool:
        """Whether gender and number of a pronoun and a noun agree as far as known."""
        if head is None:
            return True
        tokens, low = self.scene.tokens, self.scene.low[pronoun].lstrip("-").removeprefix("t-")
        gender, number = tokens[head].morph.get("Gender"), tokens[head].morph.get("Number")
        if tokens[head].pos != "NOUN":
            gender = None
        plural = low in self.scene.words["plural_pronouns"]
        if number and (number == "Plur") != plural and tokens[head].pos == "NOUN":
            return False
        feminine = low in self.scene.words["feminine"]
        return gender is None or (gender == "Fem") == feminine

    def _last_noun(self, first: int, last: int, labels: tuple[str, ...] = SUBJECTS) -> int | None:
        """The latest noun with one of these labels (of a person, without any) in an earlier sentence that agrees with the
        pronoun or possessive in a stretch of tokens."""
        scene = self.scene
        pronoun = next(
            (i for i in range(first, last + 1) if scene.is_in(i, "pronouns", "inverted", "possessives")), None
        )
        here = scene.tree.sentence_of[first]
        for n in range(here - 1, max(-1, here - 1 - BACK), -1):
            start, end = scene.tree.sentences[n]
            if not scene.is_read(start):
                continue
            for i in range(start, end + 1):
                t = scene.tokens[i]
                if t.pos not in ("NOUN", "PROPN") or scene.quote[i] >= 0:
                    continue
                if labels and t.dep.partition(":")[0] not in labels:
                    continue
                if not labels and not (t.dep in OBJECTS and is_person_like(scene, i)):
                    continue
                if pronoun is None or self._fits(pronoun, i):
                    return i
        return None

    def _before(self, c: Candidate) -> str | None:
        """The person who is the subject of the sentence before a quotation without a cue, in the same paragraph: "Le maire a
        visité l'école. « Nous la rouvrirons. »"."""
        scene = self.scene
        first = scene.tree.at(c.start)
        n = scene.tree.sentence_of[first] - 1 if first is not None else -1
        if n < 0:
            return None
        start, end = scene.tree.sentences[n]
        layout = scene.layout
        if layout.paragraph_at(scene.tokens[start].start) != layout.paragraph_at(c.start):
            return None
        subject = main_subject(scene, start, end)
        if subject is None or not is_person_like(scene, subject) or scene.pos(subject) == "PRON":
            return None
        actor = self._actor(subject)
        return (
            actor.id if actor is not None and actor.kind in ("person", "office", "group", "unnamed") else None
        )

    def _actor(self, head: int) -> Actor | None:
        scene = self.scene
        beside = name_beside(scene, head)
        for token in (beside, head):
            if token is not None and (found := self.book.actor_of(token)) is not None:
                return found
        token = beside if beside is not None else head
        first, last = phrase(scene, token)
        last = max(last, outlet_end(scene, token))
        entity = scene.tree.entity_of.get(token)
        kind: Any = "unnamed"
        if entity is not None:
            kind = {"PER": "person", "ORG": "organisation"}.get(entity.label, "unnamed")
        return self.book.actor_for(
            scene.tree.span(first, last), token, scene.layout.article.text, kind=kind, rule="speaker"
        )

    def _kind(self, c: Candidate) -> StatementKind:
        text, quotes = self.scene.layout.article.text, self.scene.layout.quotes
        letters = quoted = 0
        for part in c.content:
            letters += _letters(part.of(text))
            for quote in quotes:
                if quote.depth == 0 and quote.inner.meets(part):
                    quoted += _letters(
                        text[max(part.start, quote.inner.start) : min(part.end, quote.inner.end)]
                    )
        if not quoted:
            return "indirect"
        return "direct" if quoted >= 0.98 * letters else "mixed"

    def _time(self, c: Candidate) -> str | None:
        """The time of the utterance: a date beside the cue, outside the content."""
        if c.cue is None:
            return None
        first, last = self.scene.bounds_of_sentence(c.cue[0])
        around = Span(
            self.scene.tokens[max(first, c.cue[0] - 6)].start, self.scene.tokens[min(last, c.cue[1] + 8)].end
        )
        for when in self.times:
            if around.holds(when.span) and not c.covers(when.span.start) and when.kind in ("date", "time"):
                return when.id
        return None


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))
