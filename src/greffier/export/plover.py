"""PLOVER's JSON records, one a line, with the field names of its draft 2.0; a reader gives them back.

The type is the one that PLOVER gives the act (`ontology.plover.plover_view`). Beside PLOVER's fields stand ours, which it allows:
`status`, `hedged`, `according_to` and `greffier` (our key and id, the lexicon line, the confidence).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from ..ontology.plover import load_ontology, plover_view
from .countries import load_countries
from .jsonl import as_line
from .rows import source_of
from .shape import Item, Json, Options, Row, Sinks, as_day, day_of, read_lines, write_lines

FILE = "greffier.plover.jsonl"
CODEBOOK = "PLOVER 2.0 draft"
SIZES = {
    "killed": "dead",
    "injured": "injured",
    "detained": "arrested",
}  # our quantities that PLOVER has a field for
AUXILIARY = {"planned": "future", "possible": "hypothetical", "demanded": "hypothetical", "denied": "negation", "not_occurred": "negation"}  # fmt: skip


def write(items: Iterator[Item], sinks: Sinks, options: Options) -> None:
    """A record for every event."""
    write_lines((as_line(record_of(item, e)) for item in items for e in item.events), sinks[FILE])


def read(path: Path) -> Iterator[Row]:
    """The records that `write` wrote."""
    for line in read_lines(path):
        yield json.loads(line)


def record_of(item: Item, event: Json) -> Row:
    """One event as PLOVER has it; fields that are empty and not required are left out."""
    actors, document = item.actors, item.document
    type_ = plover_view(event["type"], event["status"], event["mode"])
    day, time = day_of(item, event), event["time"] or {}
    ours = load_ontology().modes.get((event["type"], event["mode"] or ""))
    mode = event["mode"] if type_ == event["type"] and ours is not None and not ours.ours else None
    start, end = event["evidence"]
    last = as_day(time.get("latest"))
    record: Row = {
        "id": f"{item.key}-{event['id']}",
        "date": day.isoformat() if day else "",
        "enddate": last.isoformat() if last and last != day else None,
        "actor": [_entity(actors[id]) for id in event["actors"] if id in actors],
        "recipient": [_entity(actors[id]) for id in event["recipients"] if id in actors],
        "event": [type_],
        "mode": [m for m in (mode, AUXILIARY.get(event["status"])) if m],
        "context": list(event.get("contexts", ())),
        "event_loc": _location(item, event),
        "event_text": [item.words(event["trigger"])],
        "quad_code": load_ontology().types[type_].quad,
        "event_scale": load_ontology().score(type_, mode),
        "size": _size(event),
        "text": item.words((start, end)),
        "text_info": {"start": start, "end": end},
        "cite_info": _citation(document),
        "coder": f"greffier {item.record.get('made_by', {}).get('greffier', '')}".strip(),
        "status": event["status"],
        "hedged": event["hedged"],
        "according_to": [actors[id]["name"] for id in event["according_to"] if id in actors] or [source_of(document)],
        "greffier": {"key": item.key, "id": event["id"], "type": event["type"], "mode": event["mode"],
                     "cameo": event["cameo"], "rule": event["rule"], "confidence": event["confidence"]},
    }  # fmt: skip
    required = {"id", "date", "actor", "event", "hedged"}
    return {
        name: value for name, value in record.items() if name in required or value not in (None, "", [], {})
    }


def _entity(actor: Json) -> Row:
    entity = {
        "code": actor["country"] or (actor["role"] if actor["role"] in ("IGO", "NGO") else None),
        "sector": None if actor["role"] in ("IGO", "NGO") else actor["role"],
        "entity_text": actor["name"],
        "identifier_id": actor["wikidata"],
    }
    return {name: value for name, value in entity.items() if value}


def _location(item: Item, event: Json) -> Row:
    place = item.places.get(event["place"] or "", {})
    country = load_countries().get(event["place_country"] or "")
    location = {
        "extracted_place": place.get("name"),
        "lat": place.get("lat"),
        "lon": place.get("lon"),
        "country": country.name if country else None,
        "country_code": event["place_country"],
    }
    return {name: value for name, value in location.items() if value is not None}


def _size(event: Json) -> Row:
    return {
        SIZES[q["what"]]: [q["min"], q["max"]]
        for q in reversed(event["quantities"])  # the first of a kind counts
        if q["what"] in SIZES
    }


def _citation(document: Json) -> Row:
    citation = {
        "citation": document["id"],
        "url": document.get("url"),
        "title": document.get("title"),
        "language": document.get("language"),
        "publication": document.get("outlet"),
        "codebook": CODEBOOK,
    }
    return {name: value for name, value in citation.items() if value}
