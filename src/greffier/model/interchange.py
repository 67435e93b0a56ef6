"""A record as JSON in the interchange shape, and back.

`record_to_dict` gives one JSON object an article; `record_from_dict` rebuilds the record from it. The shape is published
as a JSON Schema beside this file (`record.schema.json`, also `greffier schema`). Offsets count Unicode code points of
`document.text`, end exclusive.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import Any, cast

from .actor import Actor, Holder
from .article import Article, Part
from .event import Event, EventTime
from .place import Place
from .quantity import Quantity, kind_of
from .record import Record, Seen
from .span import Cue, Span
from .statement import Statement
from .when import When

Json = dict[str, Any]

CONFIDENCE_DIGITS = 3  # more digits would promise a precision that no calibration gives


@lru_cache(maxsize=1)
def load_schema() -> Json:
    """The JSON Schema of one record (draft 2020-12)."""
    return cast(Json, json.loads((files(__package__) / "record.schema.json").read_text(encoding="utf-8")))


def record_to_dict(record: Record) -> Json:
    """One record as plain JSON values, keys in a fixed order."""
    article = record.article
    return {
        "document": {
            "id": article.id,
            "title": article.title,
            "text": article.text,
            "language": article.language,
            "published": _day(article.published),
            "outlet": article.outlet,
            "url": article.url,
            "byline": article.byline,
            "guid": article.guid,
            "version": article.version,
            "partly": article.partly,
            "sha256": sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest(),
            "parts": [{"kind": p.kind, "start": p.span.start, "end": p.span.end} for p in record.parts],
            "repairs": list(article.repairs),
        },
        "actors": [_actor(a) for a in record.actors],
        "places": [_place(p) for p in record.places],
        "times": [_when(w, article.text) for w in record.times],
        "statements": [_statement(s) for s in record.statements],
        "events": [_event(e) for e in record.events],
        "notes": list(record.notes),
        "seen": [
            {"start": s.span.start, "end": s.span.end, "predicate": s.predicate, "reason": s.reason}
            for s in record.seen
        ],
        "made_by": dict(record.made_by),
    }


def record_to_json(record: Record) -> str:
    """One record as one line of JSON: the same record gives the same bytes."""
    return json.dumps(record_to_dict(record), ensure_ascii=False, separators=(",", ":"))


def record_from_dict(data: Mapping[str, Any]) -> Record:
    """The record that `record_to_dict` wrote; fields that the interchange shape does not require may be missing."""
    doc = data["document"]
    title = doc.get("title")
    article = Article(
        id=doc["id"],
        text=doc["text"],
        title=title,
        title_end=len(title) if title and doc["text"].startswith(title) else 0,
        language=doc.get("language"),
        published=_date(doc.get("published")),
        outlet=doc.get("outlet"),
        url=doc.get("url"),
        repairs=tuple(doc.get("repairs", ())),
        byline=doc.get("byline"),
        partly=doc.get("partly"),
        guid=doc.get("guid"),
        version=doc.get("version"),
    )
    return Record(
        article=article,
        parts=tuple(Part(p["kind"], Span(p["start"], p["end"])) for p in doc.get("parts", ())),
        actors=tuple(
            Actor(
                a["id"],
                a["name"],
                a["kind"],
                a.get("country"),
                a.get("role"),
                a.get("wikidata"),
                _spans(a.get("mentions", ())),
                a.get("rule", ""),
                _holder_from(a.get("holder")),
            )
            for a in data.get("actors", ())
        ),
        places=tuple(
            Place(
                p["id"],
                p["name"],
                p.get("country"),
                p.get("lat"),
                p.get("lon"),
                _spans(p.get("mentions", ())),
                tuple(p.get("claimed_by", ())),
                p.get("rule", ""),
            )
            for p in data.get("places", ())
        ),
        times=tuple(
            When(
                t["id"],
                t["kind"],
                Span(t["start"], t["end"]),
                t["value"],
                _date(t.get("earliest")),
                _date(t.get("latest")),
                t.get("rule", ""),
            )
            for t in data.get("times", ())
        ),
        statements=tuple(_statement_from(s) for s in data.get("statements", ())),
        events=tuple(_event_from(e) for e in data.get("events", ())),
        notes=tuple(data.get("notes", ())),
        seen=tuple(
            Seen(Span(s["start"], s["end"]), s["predicate"], s["reason"]) for s in data.get("seen", ())
        ),
        made_by=tuple(sorted(data.get("made_by", {}).items())),
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None


def _pair(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _spans(pairs: Iterable[Iterable[int]]) -> tuple[Span, ...]:
    return tuple(Span(*pair) for pair in pairs)


def _span(pair: Iterable[int] | None) -> Span | None:
    return Span(*pair) if pair else None


def _why(cues: Iterable[Cue]) -> list[Json]:
    return [{"field": c.field, "start": c.span.start, "end": c.span.end, "rule": c.rule} for c in cues]


def _cues(why: Iterable[Mapping[str, Any]]) -> tuple[Cue, ...]:
    return tuple(Cue(w["field"], Span(w["start"], w["end"]), w["rule"]) for w in why)


def _actor(a: Actor) -> Json:
    return {"id": a.id, "name": a.name, "kind": a.kind, "country": a.country, "role": a.role, "wikidata": a.wikidata,
            "mentions": [_pair(m) for m in a.mentions], "rule": a.rule,
            "holder": _holder(a.holder) if a.holder else None}  # fmt: skip


def _holder(h: Holder) -> Json:
    return {
        "status": h.status,
        "names": list(h.names),
        "wikidata": h.wikidata,
        "sure": h.sure,
        "rule": h.rule,
    }


def _holder_from(data: Json | None) -> Holder | None:
    return Holder(tuple(data["names"]), data["wikidata"], data["sure"], data["rule"]) if data else None


def _place(p: Place) -> Json:
    return {"id": p.id, "name": p.name, "country": p.country, "lat": p.lat, "lon": p.lon,
            "mentions": [_pair(m) for m in p.mentions], "claimed_by": list(p.claimed_by), "rule": p.rule}  # fmt: skip


def _when(w: When, text: str) -> Json:
    return {"id": w.id, "kind": w.kind, "text": w.span.of(text), "start": w.span.start, "end": w.span.end,
            "value": w.value, "earliest": _day(w.earliest), "latest": _day(w.latest), "rule": w.rule}  # fmt: skip


def _statement(s: Statement) -> Json:
    return {
        "id": s.id, "kind": s.kind, "content": [_pair(c) for c in s.content], "cue": _pair(s.cue), "speaker": s.speaker,
        "speaker_mention": _pair(s.speaker_mention), "addressee": s.addressee, "via": list(s.via), "time": s.time,
        "status": s.status, "hedged": s.hedged, "cue_class": s.cue_class, "rule": s.rule, "confidence": round(s.confidence, CONFIDENCE_DIGITS), "why": _why(s.cues),
    }  # fmt: skip


def _statement_from(s: Mapping[str, Any]) -> Statement:
    return Statement(
        s["id"], s["kind"], _spans(s["content"]), _span(s.get("cue")), s.get("speaker"), _span(s.get("speaker_mention")),
        s.get("addressee"), tuple(s.get("via", ())), s.get("time"), s.get("status", "occurred"),
        s.get("hedged", False), s.get("cue_class"), s.get("rule", ""),
        s.get("confidence", 0.5), _cues(s.get("why", ())),
    )  # fmt: skip


def _quantity(q: Quantity) -> Json:
    return {"what": q.what or "other", "min": q.low, "max": q.high, "approximate": q.approximate, "kind": q.kind,
            "reach": None if q.reach is None else list(q.reach), "unit": q.unit, "of": q.of,
            "start": q.span.start, "end": q.span.end, "rule": q.rule}  # fmt: skip


def _quantity_from(q: Mapping[str, Any]) -> Quantity:
    """A quantity of a record; records written before there were kinds have the kind that their bounds tell."""
    low, high, approximate, unit = q.get("min"), q.get("max"), q.get("approximate", False), q.get("unit")
    least_most = q.get("reach")
    return Quantity(
        Span(q["start"], q["end"]), low, high, approximate, unit, q.get("what"), q.get("rule", ""),
        q.get("kind") or kind_of(low, high, approximate, unit),
        None if least_most is None else (least_most[0], least_most[1]), q.get("of"),
    )  # fmt: skip


def _event(e: Event) -> Json:
    time = e.time and {
        "value": e.time.value,
        "earliest": _day(e.time.earliest),
        "latest": _day(e.time.latest),
    }
    return {
        "id": e.id, "type": e.type, "mode": e.mode, "cameo": e.cameo, "actors": list(e.actors),
        "recipients": list(e.recipients), "place": e.place, "place_country": e.place_country, "time": time,
        "status": e.status, "hedged": e.hedged, "according_to": list(e.according_to), "statement": e.statement,
        "quantities": [_quantity(q) for q in e.quantities], "trigger": _pair(e.trigger), "evidence": _pair(e.evidence),
        "rule": e.rule, "confidence": round(e.confidence, CONFIDENCE_DIGITS), "outer": e.outer,
        "mentions": [_pair(m) for m in e.mentions], "contexts": list(e.contexts), "why": _why(e.cues),
    }  # fmt: skip


def _event_from(e: Mapping[str, Any]) -> Event:
    time = e.get("time")
    return Event(
        id=e["id"], type=e["type"], trigger=Span(*e["trigger"]), evidence=Span(*e["evidence"]), rule=e["rule"],
        mode=e.get("mode"), cameo=e.get("cameo"), actors=tuple(e["actors"]), recipients=tuple(e["recipients"]),
        place=e.get("place"), place_country=e.get("place_country"),
        time=time and EventTime(time["value"], _date(time.get("earliest")), _date(time.get("latest"))),
        status=e["status"], hedged=e["hedged"], according_to=tuple(e.get("according_to", ())),
        statement=e.get("statement"),
        quantities=tuple(map(_quantity_from, e.get("quantities", ()))),
        confidence=e.get("confidence", 0.5), cues=_cues(e.get("why", ())), outer=e.get("outer"),
        mentions=_spans(e.get("mentions", ())), contexts=tuple(e.get("contexts", ())),
    )  # fmt: skip
