"""The lexicon's own tests: every example of every row is read, and its event must come out as the brackets say.

`check_lexicon(language)` reads all sentences in batches. An example must give an event of its row whose actors are the
ones in [square] and whose recipients the ones in <angle> brackets; a sentence under `never` must give none. Sentences under
`hard` are known misses: they are read as well, and counted, so that one that holds at last can become an example.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from .language.lexicon import Example, Row, load_lexicon
from .language.registry import Language
from .model.article import Article
from .model.event import Event
from .model.record import Record
from .model.span import Span
from .reader import read_many
from .reading.articles import article_from_text

PUBLISHED = date(2024, 6, 12)  # the examples are read as news of this day


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that did not hold: its address, row and sentence, what was expected and what came out."""

    where: str
    row: str
    text: str
    expected: str
    got: str

    def __str__(self) -> str:
        return f"{self.where} {self.row}: {self.text!r}: expected {self.expected}, got {self.got}"


@dataclass(frozen=True, slots=True)
class LexiconReport:
    """What a check found: how much there is, and the examples that failed."""

    rows: int
    verbs: int
    nouns: int
    examples: int
    failures: tuple[Failure, ...]
    hard: int = 0
    solved: tuple[str, ...] = ()

    def summary(self) -> str:
        """One sentence for people."""
        held = self.examples - len(self.failures)
        return (
            f"{self.rows} rows, {self.verbs} verbs, {self.nouns} event nouns; "
            f"{held} of {self.examples} examples hold; {self.hard} known misses"
            + (f", of which these hold now: {', '.join(self.solved)}." if self.solved else ".")
        )


def check_lexicon(language: Language) -> LexiconReport:
    """Read every example of a language's lexicon and compare it with its brackets."""
    lexicon = load_lexicon(language)
    cases = [(row, example, wanted) for row in lexicon.rows for example, wanted in _examples(row)]
    hard = [(row, example) for row in lexicon.rows for example in row.hard]
    sentences = [*(example for _, example, _ in cases), *(example for _, example in hard)]
    articles = (_article(example, n, language) for n, example in enumerate(sentences))
    records = iter(read_many(articles, lexicon=language.folders[1] if len(language.folders) > 1 else None))
    failures = [
        failure
        for (row, example, wanted), record in zip(cases, records, strict=False)
        if (failure := _compare(row, example, wanted, record)) is not None
    ]
    solved = [
        e.where
        for (row, e), record in zip(hard, records, strict=True)
        if _compare(row, e, True, record) is None
    ]
    return LexiconReport(
        rows=len(lexicon.rows),
        verbs=len({lemma for lemma, _ in lexicon.verbs}),
        nouns=len(lexicon.nouns),
        examples=len(cases),
        failures=tuple(failures),
        hard=len(hard),
        solved=tuple(solved),
    )


def _examples(row: Row) -> Iterator[tuple[Example, bool]]:
    yield from ((e, True) for e in row.examples)
    yield from ((e, False) for e in row.never)


def _article(example: Example, n: int, language: Language) -> Article:
    return article_from_text(example.text, id=str(n), published=PUBLISHED, language=language.code)


def _compare(row: Row, example: Example, wanted: bool, record: object) -> Failure | None:
    if not isinstance(record, Record):
        return Failure(example.where, row.id, example.text, "a record", str(record))
    own = [e for e in record.events if e.rule == row.rule]
    if not wanted:
        return Failure(example.where, row.id, example.text, "no event", _tell(own, record)) if own else None
    if any(_fits(e, example, record) for e in own):
        return None
    expected = f"{row.type} {_words(example.actors, example)} -> {_words(example.recipients, example)}"
    return Failure(example.where, row.id, example.text, expected, _tell(record.events, record))


def _fits(event: Event, example: Example, record: Record) -> bool:
    return _same(event.actors, example.actors, record) and _same(event.recipients, example.recipients, record)


def _same(ids: Iterable[str], spans: tuple[Span, ...], record: Record) -> bool:
    """Whether every bracket holds a mention of one of the actors, and every actor stands in a bracket."""
    mentions = [a.mentions for a in record.actors if a.id in set(ids)]
    covered = all(any(s.meets(m) for ms in mentions for m in ms) for s in spans)
    return covered and all(any(s.meets(m) for s in spans for m in ms) for ms in mentions)


def _words(spans: tuple[Span, ...], example: Example) -> str:
    return "[" + ", ".join(s.of(example.text) for s in spans) + "]"


def _tell(events: Iterable[Event], record: Record) -> str:
    names = {a.id: a.name for a in record.actors}
    told = [
        f"{e.type} ({e.rule.split()[-1]}) [{', '.join(names[i] for i in e.actors)}] -> "
        f"[{', '.join(names[i] for i in e.recipients)}] {e.status}"
        for e in events
    ]
    if told:
        return "; ".join(told)
    reasons = [f"{s.predicate}: {s.reason}" for s in record.seen]
    return "nothing (" + "; ".join(reasons) + ")" if reasons else "nothing"
