"""Runs every sentence of language/*/cases/*.yaml: a failing case shows the sentence, what was expected and what came out.

Events of a case may be several: `all` lists them, `never` the types that must not be coded. `outer` is the type of the event
that embeds the one described (null: none), `plover` the type that PLOVER 2.0 gives it. A case with `hard` is a known miss,
with the class of the difficulty; it is expected to fail.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import greffier
from greffier.language.registry import HERE, Language
from greffier.model import Record
from greffier.model.event import Event
from greffier.model.statement import Statement
from greffier.ontology.plover import plover_view

KEYS = {"speaker", "says", "kind", "via", "rule", "statements", "events", "type", "actors", "recipients", "status", "hedged",
        "according_to", "place", "place_country", "quantity", "mode", "outer", "plover", "all", "never", "historical", "date"}  # fmt: skip


STATEMENT = {
    "speaker",
    "says",
    "kind",
    "via",
    "rule",
}  # with one of these, status and hedged are the statement's


def cases() -> list[Any]:
    found = []
    for path in sorted(HERE.glob("*/cases/*.yaml")):
        for n, case in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), 1):
            marks = [pytest.mark.xfail(reason=case["hard"], strict=False)] if "hard" in case else []
            found.append(
                pytest.param(path, case, id=f"{path.parent.parent.name}-{path.stem}-{n}", marks=marks)
            )
    return found


@pytest.mark.parametrize(("path", "case"), cases())
def test_case(path: Path, case: dict[str, Any], french: Language) -> None:
    wanted = [case["expect"], *case["expect"].get("all", ())]
    assert case["why"] and all(set(w) <= KEYS for w in wanted), case
    record = greffier.read(
        case["text"], published=case.get("published", "2024-06-12"), language=path.parent.parent.name
    )
    names = {a.id: a.name for a in record.actors}
    told = "\n".join(
        [
            *(show_statement(s, record, names) for s in record.statements),
            *(show_event(e, record, names) for e in record.events),
        ]
    )
    assert holds(case["expect"], record, names), (
        f"{case['text']}\nexpected {case['expect']}\ngot\n{told or 'nothing'}"
    )


def holds(expect: dict[str, Any], record: Record, names: dict[str, str]) -> bool:
    if "statements" in expect and len(record.statements) != expect["statements"]:
        return False
    if "events" in expect and len(record.events) != expect["events"]:
        return False
    if STATEMENT & set(expect):
        return any(
            expect.get("speaker", "") in names.get(s.speaker or "", "-" if "speaker" in expect else "")
            and expect.get("says", "") in " … ".join(c.of(record.article.text) for c in s.content)
            and expect.get("kind", s.kind) == s.kind
            and expect.get("via", [names[v] for v in s.via]) == [names[v] for v in s.via]
            and expect.get("rule", s.rule.split()[0].rstrip(";")) == s.rule.split()[0].rstrip(";")
            and expect.get("status", s.status) == s.status
            and expect.get("hedged", s.hedged) == s.hedged
            for s in record.statements
        )
    if {e.type for e in record.events} & set(expect.get("never", ())):
        return False
    wanted = expect.get("all", [expect] if "type" in expect else [])
    return all(any(fits(w, e, record, names) for e in record.events) for w in wanted)


def fits(expect: dict[str, Any], e: Event, record: Record, names: dict[str, str]) -> bool:
    said = {
        "type": e.type,
        "status": e.status,
        "hedged": e.hedged,
        "actors": sorted(names[i] for i in e.actors),
        "recipients": sorted(names[i] for i in e.recipients),
        "according_to": sorted(names[i] for i in e.according_to),
        "place": next((p.name for p in record.places if p.id == e.place), None),
        "place_country": e.place_country,
        "date": e.time.value if e.time else None,
        "quantity": next((q.span.of(record.article.text) for q in e.quantities), None),
        "mode": e.mode,
        "historical": any(c.field == "historical" for c in e.cues),
        "outer": outer_type(e, record),
        "plover": plover_view(e.type, e.status, e.mode),
    }
    wanted = {k: str(v) if k == "date" and v is not None else v for k, v in expect.items()}
    return all(said[k] == (sorted(v) if isinstance(v, list) else v) for k, v in wanted.items() if k in said)


def show_statement(s: Statement, record: Record, names: dict[str, str]) -> str:
    content = " … ".join(c.of(record.article.text) for c in s.content)
    return f"  {s.kind} {names.get(s.speaker or '')}: {content!r} via {[names[v] for v in s.via]} ({s.rule})"


def outer_type(e: Event, record: Record) -> str | None:
    return next((o.type for o in record.events if o.id == e.outer), None)


def show_event(e: Event, record: Record, names: dict[str, str]) -> str:
    parties = f"{[names[i] for i in e.actors]} -> {[names[i] for i in e.recipients]}"
    sure = f"{e.status}{' hedged' if e.hedged else ''} according to {[names[i] for i in e.according_to]}"
    within = f" in {outer_type(e, record)}" if e.outer else ""
    return f"  {e.type}/{e.mode} {parties} {sure}{within} {e.place_country} {e.time.value if e.time else None} ({e.rule})"
