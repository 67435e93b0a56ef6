"""Whole records against gold records: statements, events and times.

What counts (the project's guideline of gold):
statements match when the token F1 of their contents is at least 0.5; `speaker` asks for the right speaker as well, `exact`
also for kind and relay. Events match when the type is the same and trigger or evidence overlap; `dyad` asks for the right
parties, `full` also for date, status, hedge and claimant. Times count as (words, value).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .agreement import Party, Score, count, pair, same_name, same_names, same_parties, token_f1, words

CALENDAR = re.compile(
    r"\d{4}(-\d\d(-\d\d)?)?(/\d{4}(-\d\d(-\d\d)?)?)?"
)  # the gold holds dates, no durations and sets
SAME_CONTENT = 0.5
SAME_EVIDENCE = 0.3
MEASURES = (
    "statements.content", "statements.speaker", "statements.exact", "events.type", "events.dyad", "events.full", "times",
)  # fmt: skip
FIELDS = ("date", "status", "hedged", "place_country", "according_to")


@dataclass(frozen=True, slots=True)
class Said:
    """A statement as far as scoring looks at it."""

    kind: str
    content: str
    speaker: str
    via: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """An event as far as scoring looks at it."""

    type: str
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    date: str | None
    status: str
    hedged: bool
    according_to: tuple[str, ...]
    place_country: str | None
    trigger: str
    evidence: str

    def who(self) -> str:
        """The parties in one line."""
        return f"{', '.join(p.name for p in self.actors)} -> {', '.join(p.name for p in self.recipients)}"


@dataclass(frozen=True, slots=True)
class Comparable:
    """A record, ours or the gold's, in the shape that is compared."""

    id: str
    language: str
    statements: tuple[Said, ...] = ()
    events: tuple[Act, ...] = ()
    times: frozenset[tuple[str, str]] = frozenset()


@dataclass
class Report:
    """Scores by language ("all" first) and by type of event, accuracy of the fields of matched events, misses in words,
    records not found."""

    scores: dict[tuple[str, str], Score] = field(default_factory=dict)
    types: dict[tuple[str, str], Score] = field(default_factory=dict)
    fields: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    articles: dict[str, int] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def languages(self) -> list[str]:
        """ "all", then the languages."""
        return sorted(self.articles, key=lambda code: (code != "all", code))

    def types_of(self, code: str) -> dict[str, Score]:
        """The score of every type of event in a language, in the order of the alphabet."""
        return {t: s for (c, t), s in sorted(self.types.items()) if c == code}

    def as_dict(self) -> dict[str, Any]:
        """{language: {measure: [precision, recall, f1], field: accuracy, "types": {type: [precision, recall, f1]}}}."""
        out: dict[str, Any] = {}
        for code in self.languages():
            scores = {m: self.scores.get((code, m), Score()) for m in MEASURES}
            out[code] = {m: s.rounded() for m, s in scores.items()}
            out[code]["types"] = {t: s.rounded() for t, s in self.types_of(code).items()}
            for name in FIELDS:
                right, total = self.fields.get((code, name), (0, 0))
                out[code][name] = round(right / max(1, total), 4)
        return out


def gold_record(data: Mapping[str, Any]) -> Comparable:
    """A gold record in the guideline's shape."""

    def parties(items: Iterable[Mapping[str, Any]]) -> tuple[Party, ...]:
        return tuple(Party(p["name"], p.get("country"), p.get("role")) for p in items)

    return Comparable(
        id=data["id"],
        language=data.get("lang") or data["id"][:2],
        statements=tuple(
            Said(s["kind"], s["content"], s["speaker"], tuple(s["via"])) for s in data.get("statements", ())
        ),
        events=tuple(
            Act(e["type"], parties(e["actors"]), parties(e["recipients"]), e.get("date"), e["status"], e["hedged"],
                tuple(e["according_to"]), e.get("place_country"), e["trigger"], e["evidence"])
            for e in data.get("events", ())
        ),
        times=frozenset((" ".join(words(t["text"])), t["value"]) for t in data.get("times", ())),
    )  # fmt: skip


def our_record(data: Mapping[str, Any]) -> Comparable:
    """A record in the interchange shape."""
    text, people = data["document"]["text"], {a["id"]: a for a in data["actors"]}

    def cut(span: list[int] | None) -> str:
        return text[span[0] : span[1]] if span else ""

    def parties(ids: Iterable[str]) -> tuple[Party, ...]:
        return tuple(Party(people[i]["name"], people[i].get("country"), people[i].get("role")) for i in ids)

    def names(ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(people[i]["name"] for i in ids)

    return Comparable(
        id=data["document"]["id"],
        language=data["document"].get("language") or "",
        statements=tuple(
            Said(s["kind"], " … ".join(cut(c) for c in s["content"]), people[s["speaker"]]["name"] if s.get("speaker") else "",
                 names(s.get("via", ())))
            for s in data["statements"]
        ),
        events=tuple(
            Act(e["type"], parties(e["actors"]), parties(e["recipients"]), (e.get("time") or {}).get("value"), e["status"],
                e["hedged"], names(e.get("according_to", ())), e.get("place_country"), cut(e["trigger"]), cut(e["evidence"]))
            for e in data["events"]
        ),
        times=frozenset(
            (" ".join(words(text[t["start"] : t["end"]])), t["value"])
            for t in data["times"]
            if CALENDAR.fullmatch(t["value"] or "")
        ),
    )  # fmt: skip


def load_gold(folder: Path) -> list[Comparable]:
    """The gold records of a folder, one JSON file each, in order of name."""
    return [gold_record(json.loads(p.read_text(encoding="utf-8"))) for p in sorted(folder.glob("*.json"))]


def load_output(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def score_records(gold: Iterable[Comparable], said: Mapping[str, Comparable]) -> Report:
    """Compare gold records with ours by id; a gold record without one of ours counts as all missed."""
    report = Report()
    for g in gold:
        s = said.get(g.id)
        if s is None:
            report.missing.append(g.id)
            s = Comparable(g.id, g.language)
        scores, types, fields = _compare(g, s, report.misses)
        for code in ("all", g.language):
            report.articles[code] = report.articles.get(code, 0) + 1
            for measure, score in scores.items():
                report.scores[code, measure] = report.scores.get((code, measure), Score()) + score
            for name, score in types.items():
                report.types[code, name] = report.types.get((code, name), Score()) + score
            for name, (right, total) in fields.items():
                old = report.fields.get((code, name), (0, 0))
                report.fields[code, name] = (old[0] + right, old[1] + total)
    return report


def pair_events(gold: Sequence[Act], said: Sequence[Act]) -> list[tuple[Act, Act]]:
    """One-to-one pairs of events of the same type at the same place of the text."""
    return pair(gold, said, lambda g, s: place_weight(g, s) if g.type == s.type else 0.0)


def same_dyad(g: Act, s: Act) -> bool:
    """The right actors and the right recipients."""
    return same_parties(g.actors, s.actors) and same_parties(g.recipients, s.recipients)


def place_weight(g: Act, s: Act) -> float:
    """How well two events stand at the same place of the text, whatever their type; 0 when they do not.

    They do when their triggers share a word or their evidence has a token F1 of at least 0.3.
    """
    trigger, evidence = token_f1(g.trigger, s.trigger), token_f1(g.evidence, s.evidence)
    if not trigger and evidence < SAME_EVIDENCE:
        return 0.0
    parties = same_parties(g.actors, s.actors) + same_parties(g.recipients, s.recipients)
    return 1 + evidence + trigger + 0.5 * parties


def _compare(
    g: Comparable, s: Comparable, misses: list[str]
) -> tuple[dict[str, Score], dict[str, Score], dict[str, tuple[int, int]]]:
    said = pair(g.statements, s.statements, _statement_weight)
    speaker = [(a, b) for a, b in said if same_name(a.speaker, b.speaker)]
    exact = count(a.kind == b.kind and same_names(a.via, b.via) for a, b in speaker)
    acts = pair_events(g.events, s.events)
    dyads = [(a, b) for a, b in acts if same_dyad(a, b)]
    full = count(
        (a.date, a.status, a.hedged) == (b.date, b.status, b.hedged)
        and same_names(a.according_to, b.according_to)
        for a, b in dyads
    )
    ns, ne = (len(g.statements), len(s.statements)), (len(g.events), len(s.events))
    scores = {
        "statements.content": Score(len(said), *ns), "statements.speaker": Score(len(speaker), *ns),
        "statements.exact": Score(exact, *ns), "events.type": Score(len(acts), *ne), "events.dyad": Score(len(dyads), *ne),
        "events.full": Score(full, *ne), "times": Score(len(g.times & s.times), len(g.times), len(s.times)),
    }  # fmt: skip
    types = {
        t: Score(count(a.type == t for a, _ in acts), count(e.type == t for e in g.events), count(e.type == t for e in s.events))
        for t in {e.type for e in (*g.events, *s.events)}
    }  # fmt: skip
    fields = {
        name: (count(getattr(a, name) == getattr(b, name) for a, b in acts), len(acts))
        for name in FIELDS[:-1]
    }
    fields["according_to"] = (count(same_names(a.according_to, b.according_to) for a, b in acts), len(acts))
    misses.extend(f"{g.id}: {line}" for line in _misses(g, s, said, acts, dyads))
    return scores, types, fields


def _statement_weight(g: Said, s: Said) -> float:
    f = token_f1(g.content, s.content)
    return f + 0.01 * same_name(g.speaker, s.speaker) if f >= SAME_CONTENT else 0.0


def _misses(
    g: Comparable,
    s: Comparable,
    said: list[tuple[Said, Said]],
    acts: list[tuple[Act, Act]],
    dyads: list[tuple[Act, Act]],
) -> Iterator[str]:
    gold_hit, our_hit = {id(a) for a, _ in (*said, *acts)}, {id(b) for _, b in (*said, *acts)}
    for a in g.statements:
        if id(a) not in gold_hit:
            yield f"missed statement [{a.speaker}] {a.content[:100]!r}"
    for b in s.statements:
        if id(b) not in our_hit:
            yield f"spurious statement [{b.speaker}] {b.content[:100]!r}"
    for a, b in said:
        if not same_name(a.speaker, b.speaker):
            yield f"speaker {b.speaker!r}, gold {a.speaker!r}: {a.content[:60]!r}"
    for e in g.events:
        if id(e) not in gold_hit:
            yield f"missed event {e.type} [{e.who()}] {e.evidence[:100]!r}"
    for f in s.events:
        if id(f) not in our_hit:
            yield f"spurious event {f.type} [{f.who()}] {f.evidence[:100]!r}"
    right = {id(a) for a, _ in dyads}
    for e, f in acts:
        if id(e) not in right:
            yield f"parties of {e.type} {f.who()!r}, gold {e.who()!r}"
