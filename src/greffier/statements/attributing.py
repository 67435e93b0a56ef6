"""Who is behind every candidate: its speaker, relays and addressee become actors, in text order, because "il" and a
quotation without a cue take theirs from the statement before.

How a speaker was found is kept as the rule of the field and weighs in the confidence (guide 4.5): a name at the cue, an
office or noun that the article ties to a name, a noun that it ties to none, a pronoun, a speech that goes on, or the
person whom the article is about.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from ..language.grammar import uninverted
from ..model.actor import Actor
from ..model.span import Cue, Span
from ..model.statement import Statement, StatementKind
from ..model.when import When
from .book import ActorBook
from .chains import relays_of, spoken_to
from .confidence import Reliability
from .outlets import outlet_end
from .phrases import is_person_like, mention, name_beside, phrase
from .scene import Candidate, Scene
from .speakers import main_subject

# sentences: a quotation without a cue belongs to a speaker no further back than this, or to the paragraph's
NEAR = 2
STILL_SPOKEN_TO = 3  # sentences: an interview goes on over so many that say nothing of the speaker
SUBJECTS, OBJECTS = ("nsubj",), frozenset({"obj", "iobj", "obl:arg", "obl:agent"})
BACK = 3  # sentences: how far back the subject that "il" means may stand

FLOATING, RESUMED = (
    "F21 floating",
    "F5 resumed",
)  # a quotation without a cue, and one right behind its speaker's words
How = Literal[
    "named", "described", "unnamed", "pronoun", "carried on", "person before", "portrayed", "nobody"
]


@dataclass(frozen=True, slots=True)
class Speaker:
    """The speaker of a candidate: actor, the token of the mention at the cue, how it was found, and the token of the
    words elsewhere that name it when none stand at the cue."""

    actor: str | None
    head: int | None
    how: How
    elsewhere: int | None = None


NOBODY = Speaker(None, None, "nobody")


class Attribution:
    """Gives the candidates their actors, in text order."""

    def __init__(
        self, scene: Scene, book: ActorBook, times: tuple[When, ...], reliability: Reliability
    ) -> None:
        self.scene, self.book, self.times, self.reliability = scene, book, times, reliability
        self.last: tuple[int, str, int | None] | None = None  # sentence, actor, head of the last speaker
        self.done: list[tuple[Candidate, str]] = []
        self.interview: tuple[str, tuple[str, ...], int] | None = (
            None  # who speaks to which media, last sentence
        )

    def attribute(self, candidates: list[Candidate], sources: list[Any]) -> list[Statement]:
        """The statements of the candidates; those that nobody may have said are dropped."""
        out: list[Statement] = []
        for c in candidates:
            statement = self._statement(c, sources, f"s{len(out) + 1}")
            if statement is not None:
                out.append(statement)
        return out

    def _statement(self, c: Candidate, sources: list[Any], id: str) -> Statement | None:
        found = self._speaker(c)
        speaker, head = found.actor, found.head
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
        resumed = found.how == "carried on" and c.rule == FLOATING and self._goes_on(c)
        construction = RESUMED if resumed else c.rule
        sentence = self.scene.tree.sentence_of[self.scene.tree.at(c.content[-1].start) or 0]
        if speaker is not None and outer is None:
            via = self._interviewed(c, speaker, via, sentence)
        if speaker is not None:
            if outer is None:
                mentioned = head if head is not None else found.elsewhere
                self.last = (sentence, speaker, mentioned)
            self.done.append((c, speaker))
        addressee = self._actor(c.addressee) if c.addressee is not None else None
        cue = self.scene.tree.span(*c.cue) if c.cue else None
        rule = f"{construction}; {c.line.rule}" if c.line is not None else construction
        words = mention(self.scene, head) if head is not None else None
        return Statement(
            id=id,
            kind=self._kind(c),
            content=c.content,
            cue=cue,
            speaker=speaker,
            speaker_mention=words,
            addressee=addressee.id if addressee is not None and addressee.id != speaker else None,
            via=tuple(via),
            time=self._time(c),
            cue_class=c.line.kind if c.line else None,
            rule=rule,
            confidence=self.reliability.of(construction.split()[0], found.how),
            cues=(*((Cue("kind", cue, rule),) if cue else ()), *self._reasons(found, words)),
        )

    def _interviewed(self, c: Candidate, speaker: str, via: list[str], sentence: int) -> list[str]:
        """The relays of a statement: what somebody goes on to say was said to the same paper or broadcaster."""
        own = [
            actor.id
            for relay in spoken_to(self.scene, c)
            if (actor := self._actor(relay)) is not None and actor.id in via
        ]
        if own and self._is_interview(c):
            self.interview = (speaker, tuple(own), sentence)
        elif self.interview is not None:
            who, media, last = self.interview
            if who != speaker or sentence - last > STILL_SPOKEN_TO:
                self.interview = None
            elif not via:
                self.interview = (who, media, sentence)
                return list(media)
        return via

    def _is_interview(self, c: Candidate) -> bool:
        first, last = self.scene.bounds_of_sentence(c.cue[0]) if c.cue else (0, -1)
        return any(t.lemma in self.scene.words["interviews"] for t in self.scene.tokens[first : last + 1])

    def _reasons(self, found: Speaker, words: Span | None) -> tuple[Cue, ...]:
        if words is None and found.elsewhere is not None:
            words = mention(self.scene, found.elsewhere)
        return () if words is None else (Cue("speaker", words, f"speaker {found.how}"),)

    def _outer(self, c: Candidate) -> str | None:
        """The speaker in whose words this statement stands."""
        if c.cue is None:
            return None
        at = self.scene.tokens[c.cue[0]].start
        return next((who for other, who in reversed(self.done) if other.covers(at)), None)

    def _speaker(self, c: Candidate) -> Speaker:
        scene = self.scene
        if c.speaker is not None:
            head = c.speaker
            if uninverted(scene.low[head]) in scene.words["pronouns"] or scene.is_in(head, "inverted"):
                return self._pronoun(head, c)
            if (
                scene.is_in(head, "relatives", "empty_subjects", "indefinite")
                and self.book.actor_of(head) is None
            ):
                return NOBODY
            actor = self._actor(head)
            return NOBODY if actor is None else Speaker(actor.id, head, self._how(head, actor))
        if c.rule.startswith("F21") and not self._goes_on(c) and (found := self._before(c)) is not None:
            return Speaker(found[0], None, "person before", found[1])
        if c.inherits and self.last is not None:
            return Speaker(self.last[1], None, "carried on", self.last[2])
        if c.inherits and c.cue is not None and (subject := self._last_noun(*c.cue)) is not None:
            actor = self._actor(subject)
            return NOBODY if actor is None else Speaker(actor.id, None, "person before", subject)
        if c.rule.startswith("F21") and (person := self._portrayed()) is not None:
            first = self.scene.tree.at(person.mentions[0].start)
            return Speaker(person.id, None, "portrayed", first)
        return NOBODY

    def _how(self, head: int, actor: Actor) -> How:
        """Whether a mention names its actor, describes one that the article names elsewhere, or names nobody."""
        scene = self.scene
        first, last = phrase(scene, head)
        if name_beside(scene, head) is not None or any(
            scene.pos(i) == "PROPN" for i in range(first, last + 1)
        ):
            return "named"
        return "unnamed" if actor.kind == "unnamed" else "described"

    def _goes_on(self, c: Candidate) -> bool:
        """Whether somebody spoke in this sentence or the one before."""
        if self.last is None:
            return False
        first = self.scene.tree.at(c.start)
        return first is not None and self.scene.tree.sentence_of[first] - self.last[0] <= 1

    def _portrayed(self) -> Actor | None:
        """The person whom the article is about: the one named most often, if more than once."""
        people = [a for a in self.book.cast.actors if a.kind == "person" and len(a.mentions) > 1]
        return max(people, key=lambda a: (len(a.mentions), -a.mentions[0].start)) if people else None

    def _pronoun(self, head: int, c: Candidate) -> Speaker:
        if self.last is not None and self.scene.is_in(head, "inverted") and self._goes_on(c):
            if self._fits(head, self.last[2]):
                return Speaker(
                    self.last[1], head, "pronoun"
                )  # "« Q », a-t-il ajouté" right after his statement
        found = self.book.cast.actor_of(head)
        if found is not None and not self._only_inside(found, c):
            return Speaker(found.id, head, "pronoun")
        here = self.scene.tree.sentence_of[head]
        if self.last is not None and here - self.last[0] <= NEAR and self._fits(head, self.last[2]):
            return Speaker(self.last[1], head, "pronoun")
        for wanted in (SUBJECTS, ()):
            noun = self._last_noun(head, head, wanted)
            if noun is not None and (actor := self._actor(noun)) is not None:
                return Speaker(actor.id, head, "pronoun")
        if self.last is not None:
            return Speaker(self.last[1], head, "pronoun")
        return Speaker(None, head, "nobody")  # "il" of whom nothing is said before: not stated

    def _only_inside(self, actor: Actor, c: Candidate) -> bool:
        """Whether the article speaks of an actor, up to the cue, only in the words that are said."""
        at = self.scene.tokens[c.cue[0]].start if c.cue is not None else c.start
        before = [m for m in actor.mentions if m.start < at]
        return bool(before) and all(c.covers(m.start) for m in before)

    def _fits(self, pronoun: int, head: int | None) -> bool:
        """Whether gender and number of a pronoun and a noun agree as far as known."""
        if head is None:
            return True
        tokens, low = self.scene.tokens, uninverted(self.scene.low[pronoun])
        gender, number = tokens[head].morph.get("Gender"), tokens[head].morph.get("Number")
        if (
            tokens[head].pos != "NOUN"
        ):  # a name has the gender of its article: "la Russie ... il" is somebody else
            dets = [t.morph.get("Gender") for t in self.scene.tree.children(head, "det")]
            gender = next((g for g in dets if g), None)
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

    def _before(self, c: Candidate) -> tuple[str, int] | None:
        """The person who is the subject of the sentence before a quotation without a cue, in the same paragraph, and the
        token that names it: "Le maire a visité l'école. « Nous la rouvrirons. »"."""
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
        if actor is None or actor.kind in ("state", "people"):
            return None
        return actor.id, subject

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
