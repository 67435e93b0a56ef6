"""JSON-LD: articles, quotations and claims in schema.org's words, events in those of the Simple Event Model (SEM).

One document with its own context, so nothing is fetched to read it; a node a line. Who did it and to whom are SEM's roles; to whom the
text attributes an event is its `accordingTo`, the outlet where it is told in the article's own voice. An event that is no fact is not in
unless all acts are asked for; the property `status` of every event says which it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from ..errors import BadInput
from .jsonl import as_line
from .rows import source_of
from .shape import Item, Json, Options, Row, Sinks, day_of, read_lines

FILE = "greffier.jsonld"
BASE = "urn:greffier:"
CONTEXT = {
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "wd": "http://www.wikidata.org/entity/",
    "plover": "urn:plover:",
    "cameo": "urn:cameo:",
    "greffier": BASE,
    "status": "greffier:status",
    "hedged": "greffier:hedged",
    "confidence": "greffier:confidence",
    "rule": "greffier:rule",
    "start": "greffier:start",
    "end": "greffier:end",
}
KINDS = {"person": "schema:Person", "state": "schema:Country", "organisation": "schema:Organization"}


def write(items: Iterator[Item], sinks: Sinks, options: Options) -> None:
    """The document, streamed: a head, a node a line, an end."""
    sink = sinks[FILE]
    sink.write(f'{{"@context":{as_line(CONTEXT)},\n"@graph":['.encode())
    joint = "\n"
    for item in items:
        for node in nodes(item):
            sink.write(f"{joint}{as_line(node)}".encode())
            joint = ",\n"
    sink.write(b"\n]}\n")


def read(path: Path) -> Iterator[Json]:
    """The nodes that `write` wrote, a line at a time. Raises BadInput where the file is not whole."""
    lines = read_lines(path)
    head = next(lines, "") + next(lines, "")
    if not head.startswith('{"@context":') or not head.endswith('"@graph":['):
        raise BadInput(f"{path}:1: this is no JSON-LD of greffier's.")
    for line in lines:
        if line == "]}":
            return
        yield json.loads(line.removesuffix(","))
    raise BadInput(f"{path}: the file breaks off.")


def nodes(item: Item) -> Iterator[Row]:
    """The nodes of one article: itself, who and where, what was said, what was done."""
    yield _article(item)
    for actor in item.record["actors"]:
        yield _actor(item, actor)
    for place in item.record["places"]:
        yield _place(item, place)
    for statement in item.record["statements"]:
        yield _statement(item, statement)
    for event in item.events:
        yield _event(item, event)


def _iri(item: Item, id: str = "") -> str:
    return f"{BASE}{item.key}" + (f":{id}" if id else "")


def _ref(item: Item, id: str) -> Row:
    return {"@id": _iri(item, id)}


def _node(**values: object) -> Row:
    return {name: value for name, value in values.items() if value not in (None, [], {})}


def _typed(value: str | None, type_: str = "xsd:date") -> Row | None:
    return {"@value": value, "@type": type_} if value else None


def _article(item: Item) -> Row:
    document = item.document
    outlet = document.get("outlet")
    return _node(**{
        "@id": _iri(item), "@type": "schema:NewsArticle", "schema:identifier": document["id"],
        "schema:headline": document.get("title"), "schema:datePublished": _typed(document.get("published")),
        "schema:inLanguage": document.get("language"), "schema:url": document.get("url"),
        "schema:publisher": {"@type": "schema:Organization", "schema:name": outlet} if outlet else None,
    })  # fmt: skip


def _actor(item: Item, actor: Json) -> Row:
    return _node(**{
        "@id": _iri(item, actor["id"]), "@type": ["sem:Actor", KINDS.get(actor["kind"], "schema:Thing")],
        "rdfs:label": actor["name"], "schema:name": actor["name"],
        "schema:nationality" if actor["kind"] == "person" else "schema:location": actor["country"],
        "greffier:role": {"@id": f"plover:{actor['role']}"} if actor["role"] else None,
        "schema:sameAs": {"@id": f"wd:{actor['wikidata']}"} if actor["wikidata"] else None,
    })  # fmt: skip


def _place(item: Item, place: Json) -> Row:
    known = place.get("lat") is not None
    return _node(**{
        "@id": _iri(item, place["id"]), "@type": ["sem:Place", "schema:Place"], "rdfs:label": place["name"],
        "schema:addressCountry": place["country"],
        "schema:geo": {"@type": "schema:GeoCoordinates", "schema:latitude": place["lat"], "schema:longitude": place["lon"]}
        if known else None,
    })  # fmt: skip


def _statement(item: Item, s: Json) -> Row:
    words = " … ".join(item.text[a:b] for a, b in s["content"])
    return _node(**{
        "@id": _iri(item, s["id"]), "@type": "schema:Quotation" if s["kind"] == "direct" else "schema:Claim",
        "schema:text": words, "schema:author": _ref(item, s["speaker"]) if s["speaker"] else None,
        "schema:isPartOf": {"@id": _iri(item)}, "greffier:via": [_ref(item, v) for v in s["via"]],
        "status": s.get("status"), "hedged": s.get("hedged"), "confidence": s.get("confidence"),
        "start": s["content"][0][0], "end": s["content"][-1][1],
    })  # fmt: skip


def _event(item: Item, event: Json) -> Row:
    time, day = event["time"] or {}, day_of(item, event)
    outlet = {"@type": "sem:Authority", "rdfs:label": source_of(item.document)}
    start, end = event["evidence"]
    types = [f"plover:{event['type']}", *([f"cameo:{event['cameo']}"] if event["cameo"] else [])]
    return _node(**{
        "@id": _iri(item, event["id"]), "@type": "sem:Event", "sem:eventType": [{"@id": t} for t in types],
        "sem:hasActor": [_role(item, id, side) for side in ("actors", "recipients") for id in event[side]],
        "sem:hasPlace": _ref(item, event["place"]) if event["place"] else None,
        "schema:addressCountry": event["place_country"], "sem:hasTimeStamp": _typed(day.isoformat() if day else None),
        "sem:hasEarliestBeginTimeStamp": _typed(time.get("earliest")), "sem:hasLatestEndTimeStamp": _typed(time.get("latest")),
        "sem:accordingTo": [_ref(item, id) for id in event["according_to"]] or outlet,
        "schema:subjectOf": {"@id": _iri(item)}, "schema:description": item.words((start, end)),
        "greffier:statement": _ref(item, event["statement"]) if event["statement"] else None,
        "status": event["status"], "hedged": event["hedged"], "rule": event["rule"], "confidence": event["confidence"],
        "start": start, "end": end,
    })  # fmt: skip


def _role(item: Item, id: str, side: str) -> Row:
    return {
        "@type": "sem:Role",
        "rdf:value": _ref(item, id),
        "sem:roleType": {"@id": f"{BASE}{side.removesuffix('s')}"},
    }
