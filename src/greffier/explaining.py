"""A record in, reasons out: for every field the sentence, the words in it, and the lexicon line that read them.

Of every party it says where its country and role come from, and what the knowledge base knows of the office it is called by:
its holder, several who may be, or none.

`explain(record)` explains all events and statements and says of each silent sentence which predicates were seen there and
what they lacked; `explain(record, "e3")` explains one event or statement.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from .errors import BadInput
from .language.registry import load_language
from .model.actor import Holder
from .model.event import Event
from .model.record import Record, Seen
from .model.span import Cue, Span
from .model.statement import Statement
from .reader import read
from .structure.blocks import lay_out


@dataclass(frozen=True, slots=True)
class Reason:
    """One field: what it holds, the sentence it was read in, the words there and the rule that read them."""

    field: str
    value: str
    sentence: Span
    words: tuple[Span, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Explained:
    """One event or statement with the reasons of its fields."""

    id: str
    heading: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Silent:
    """A sentence that gave neither statement nor event, with the predicates that were looked at."""

    sentence: Span
    seen: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What `explain` returns; spans count in `record.article.text`."""

    record: Record
    items: tuple[Explained, ...]
    silent: tuple[Silent, ...]


def explain(source: Record | str, item: str | None = None, **options: Any) -> Explanation:
    """Explain a record, or a text (read first, with the options of `read`); `item` picks one event ("e2") or statement.

    Raises BadInput when the record has no such event or statement.
    """
    record = source if isinstance(source, Record) else read(source, **options)
    sentences = _sentences(record)
    statements = [_statement(s, record, sentences) for s in record.statements]
    events = [_event(e, record, sentences) for e in record.events]
    if item is not None:
        found = tuple(x for x in (*statements, *events) if x.id == item.lower())
        if not found:
            have = ", ".join(x.id for x in (*statements, *events)) or "none"
            raise BadInput(f"The record has no event or statement {item!r}. It has: {have}.")
        return Explanation(record, found, ())
    return Explanation(record, (*statements, *events), tuple(_silent(record, sentences)))


def _sentences(record: Record) -> tuple[Span, ...]:
    if record.article.language is None:
        return record_lines(record)
    return lay_out(record.article, load_language(record.article.language)).sentences


def record_lines(record: Record) -> tuple[Span, ...]:
    """The lines of the text, for a record that does not know its language."""
    spans, start = [], 0
    for line in record.article.text.splitlines(keepends=True):
        spans.append(Span(start, start + len(line.rstrip("\n"))))
        start += len(line)
    return tuple(s for s in spans if len(s))


def _statement(s: Statement, record: Record, sentences: tuple[Span, ...]) -> Explained:
    names = {a.id: a.name for a in record.actors}
    values = {
        "content": " … ".join(c.of(record.article.text) for c in s.content),
        "speaker": names.get(s.speaker or "", "not stated"),
        "via": ", ".join(names[v] for v in s.via),
        "addressee": names.get(s.addressee or "", ""),
        "kind": s.kind,
        "cue": s.cue.of(record.article.text) if s.cue else "",
        "time": next((w.value for w in record.times if w.id == s.time), ""),
        "status": s.status,
        "hedged": "yes" if s.hedged else "no",
    }
    cues = list(s.cues)
    known = {c.field for c in cues}
    if "content" not in known:
        cues[:0] = [Cue("content", c, s.rule) for c in s.content]
    if s.cue and "cue" not in known:
        cues.append(Cue("cue", s.cue, s.rule))
    if s.speaker_mention and "speaker" not in known:
        cues.append(Cue("speaker", s.speaker_mention, s.rule))
    parties = (s.speaker, s.addressee, *s.via)
    reasons = (*_reasons(cues, values, sentences), *_identities(parties, record, sentences))
    return Explained(s.id, f"{values['speaker']} ({s.kind})", reasons)


def _event(e: Event, record: Record, sentences: tuple[Span, ...]) -> Explained:
    names = {a.id: a.name for a in record.actors}
    places = {p.id: p.name for p in record.places}

    def listed(ids: Iterable[str]) -> str:
        return "; ".join(names[i] for i in ids)

    values = {
        "type": " ".join(x for x in (e.type, e.mode, e.cameo and f"CAMEO {e.cameo}") if x),
        "actors": listed(e.actors),
        "recipients": listed(e.recipients),
        "place": places.get(e.place or "", e.place_country or ""),
        "place_country": e.place_country or "",
        "time": e.time.value if e.time else "",
        "status": e.status,
        "hedged": "yes" if e.hedged else "no",
        "according_to": listed(e.according_to),
        "quantities": "; ".join(q.span.of(record.article.text) for q in e.quantities),
        "outer": e.outer or "",
        "contexts": "; ".join(e.contexts),
    }
    cues = list(e.cues)
    if "type" not in {c.field for c in cues}:
        cues.insert(0, Cue("type", e.trigger, e.rule))
    heading = f"{e.type}: {values['actors'] or 'not stated'} → {values['recipients'] or 'nobody'}"
    parties = (*e.actors, *e.recipients, *e.according_to)
    reasons = (*_reasons(cues, values, sentences), *_identities(parties, record, sentences))
    return Explained(e.id, heading, reasons)


def _identities(ids: Iterable[str | None], record: Record, sentences: tuple[Span, ...]) -> Iterator[Reason]:
    """Who the parties are: name, country and role, and the holder of an office, with the rows that say so."""
    wanted = dict.fromkeys(i for i in ids if i)
    for actor in (a for a in record.actors if a.id in wanted and a.mentions):
        said = " ".join(x for x in (actor.country, actor.role) if x) or "country and role not stated"
        sentence = _around(actor.mentions[0], sentences)
        words = tuple(m for m in actor.mentions if sentence.meets(m))
        holder = f"; held by {_held(actor.holder)}" if actor.holder else ""
        yield Reason("who", f"{actor.name} = {said}{holder}", sentence, words, actor.rule)


def _held(holder: Holder) -> str:
    if holder.status == "unknown":
        return f"nobody that the knowledge base knows ({holder.rule})"
    if holder.status == "ambiguous":
        return f"{' or '.join(holder.names)}: the knowledge base cannot choose ({holder.rule})"
    return f"{holder.names[0]} ({holder.rule}{'' if holder.sure else ', not sure'})"


def _reasons(cues: Iterable[Cue], values: dict[str, str], sentences: tuple[Span, ...]) -> Iterator[Reason]:
    grouped: dict[tuple[str, Span, str], list[Span]] = {}
    for cue in cues:
        grouped.setdefault((cue.field, _around(cue.span, sentences), cue.rule), []).append(cue.span)
    for (field, sentence, rule), spans in grouped.items():
        yield Reason(field, values.get(field, ""), sentence, tuple(spans), rule)


def _around(span: Span, sentences: tuple[Span, ...]) -> Span:
    touched = [s for s in sentences if s.meets(span)]
    return Span.cover([*touched, span])


def _silent(record: Record, sentences: tuple[Span, ...]) -> Iterator[Silent]:
    told = [
        *(c for s in record.statements for c in (*s.content, *((s.cue,) if s.cue else ()))),
        *(e.trigger for e in record.events),
        *(m for e in record.events for m in e.mentions),
    ]
    for sentence in sentences:
        if not any(sentence.meets(span) for span in told):
            yield Silent(sentence, tuple(s for s in record.seen if sentence.meets(s.span)))
