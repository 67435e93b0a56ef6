"""One record in, its rows for the flat tables out: what views, queries, exports and other tools read.

Every table has `key` (the article's) first; an event or statement is known by `key` and `id` together. Offsets count Unicode code
points of the article's text, end exclusive, as in the record.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pyarrow as pa

Json = Mapping[str, Any]
Row = dict[str, Any]

TEXT, WHOLE, REAL, TRUTH, DAY = pa.string(), pa.int64(), pa.float64(), pa.bool_(), pa.date32()
WORDS = pa.list_(pa.string())

# Column, type, meaning: the documented schema (docs/store.md is printed from it).
COLUMNS: Mapping[str, tuple[tuple[str, pa.DataType, str], ...]] = {
    "articles": (
        ("key", TEXT, "content hash of the article (text, title, day, outlet, address)"),
        ("id", TEXT, "the id that the article came with, else one made of its text"),
        ("title", TEXT, "headline"),
        ("language", TEXT, "ISO 639-1 code"),
        ("published", DAY, "day of publication"),
        ("outlet", TEXT, "paper, agency, broadcaster"),
        ("url", TEXT, "address"),
        ("guid", TEXT, "what the source calls the article in all its versions"),
        ("version", WHOLE, "the source's number of this version"),
        ("partly", TEXT, "why only a part was read; null when all was"),
        ("characters", WHOLE, "length of the text in code points"),
        ("statements", WHOLE, "how many statements were read"),
        ("events", WHOLE, "how many events were coded"),
        ("program", TEXT, "version of greffier that read it"),
        ("model", TEXT, "language model and version"),
        ("lexicon", TEXT, "hash of the lexicon's files, and of the user's folder"),
        ("knowledge", TEXT, "hash of the knowledge base's files, and of the user's folder"),
    ),
    "statements": (
        ("key", TEXT, "article"),
        ("id", TEXT, "statement in the article (s1)"),
        ("published", DAY, "day of publication of the article"),
        ("outlet", TEXT, "outlet of the article"),
        ("kind", TEXT, "direct, indirect or mixed"),
        ("speaker", TEXT, "fullest name of the speaker; null when the text does not say"),
        ("speaker_country", TEXT, "ISO 3166-1 alpha-3"),
        ("speaker_role", TEXT, "PLOVER sector, IGO or NGO"),
        ("addressee", TEXT, "to whom it was said"),
        ("via", WORDS, "relays, nearest first"),
        ("cue", TEXT, "the words that introduce it"),
        ("words", TEXT, "what was said, its parts joined by ' … '"),
        ("status", TEXT, "how sure the speaker is"),
        ("hedged", TRUTH, "whether the wording holds back"),
        ("rule", TEXT, "what read it"),
        ("confidence", REAL, "how sure greffier is, 0 to 1"),
    ),
    "events": (
        ("key", TEXT, "article"),
        ("id", TEXT, "event in the article (e1)"),
        ("published", DAY, "day of publication of the article"),
        ("outlet", TEXT, "outlet of the article"),
        ("type", TEXT, "PLOVER event type"),
        ("mode", TEXT, "PLOVER mode"),
        ("cameo", TEXT, "CAMEO code"),
        ("status", TEXT, "occurred, ongoing, planned, possible, demanded, denied, not_occurred"),
        ("hedged", TRUTH, "whether the text holds back its own belief"),
        ("time_value", TEXT, "TIMEX3 value of its time"),
        ("earliest", DAY, "first day of that interval"),
        ("latest", DAY, "last day of that interval"),
        ("place", TEXT, "name of the place"),
        ("place_country", TEXT, "ISO 3166-1 alpha-3"),
        ("lat", REAL, "degrees (WGS 84)"),
        ("lon", REAL, "degrees (WGS 84)"),
        ("statement", TEXT, "statement that tells it (s1)"),
        ("outer", TEXT, "event that embeds it (e1)"),
        ("contexts", WORDS, "what it is about"),
        ("trigger", TEXT, "the words that name the act"),
        ("evidence", TEXT, "the sentence or clause that states it"),
        ("start_char", WHOLE, "offset of the evidence"),
        ("end_char", WHOLE, "end of the evidence"),
        ("rule", TEXT, "the lexicon line that coded it"),
        ("confidence", REAL, "how sure greffier is, 0 to 1"),
    ),
    "parties": (
        ("key", TEXT, "article"),
        ("event", TEXT, "event in the article (e1)"),
        ("side", TEXT, "actor, recipient or claimant (to whom the text attributes the event)"),
        ("position", WHOLE, "place on its side, from 0"),
        ("actor", TEXT, "actor in the article (a1)"),
        ("name", TEXT, "fullest name in the article"),
        ("kind", TEXT, "person, office, state, organisation, group, people, unnamed"),
        ("country", TEXT, "ISO 3166-1 alpha-3"),
        ("role", TEXT, "PLOVER sector, IGO or NGO"),
        ("wikidata", TEXT, "item of Wikidata"),
        ("holder", TEXT, "who held the office that day, where the actor is one"),
    ),
    "places": (
        ("key", TEXT, "article"),
        ("id", TEXT, "place in the article (p1)"),
        ("name", TEXT, "name"),
        ("country", TEXT, "ISO 3166-1 alpha-3 of the state that administers it"),
        ("claimed_by", WORDS, "states that claim it too"),
        ("lat", REAL, "degrees (WGS 84)"),
        ("lon", REAL, "degrees (WGS 84)"),
        ("mentions", WHOLE, "how often it is named"),
    ),
    "quantities": (
        ("key", TEXT, "article"),
        ("event", TEXT, "event in the article (e1)"),
        ("what", TEXT, "killed, injured, displaced, detained, troops, money, other"),
        ("min", REAL, "lower bound; null when open"),
        ("max", REAL, "upper bound; null when open"),
        ("approximate", TRUTH, "whether the text says about"),
        ("kind", TEXT, "exact, about, at_least, at_most, between, order, share"),
        ("unit", TEXT, "the counted noun, or a currency code"),
        ("words", TEXT, "the words of the text"),
    ),
    "evidence": (
        ("key", TEXT, "article"),
        ("item", TEXT, "event or statement (e1, s1)"),
        ("field", TEXT, "the field that the words support"),
        ("start_char", WHOLE, "offset of the words"),
        ("end_char", WHOLE, "end of the words"),
        ("words", TEXT, "the words"),
        ("rule", TEXT, "the lexicon line or construction that read them"),
    ),
}  # fmt: skip
SCHEMAS: Mapping[str, pa.Schema] = {
    table: pa.schema([pa.field(name, kind) for name, kind, _ in columns])
    for table, columns in COLUMNS.items()
}


def rows_of(key: str, record: Json) -> dict[str, list[Row]]:
    """The rows of one record (the interchange shape) by table."""
    text = record["document"]["text"]
    actors = {a["id"]: a for a in record["actors"]}
    places = {p["id"]: p for p in record["places"]}
    doc = record["document"]
    head: Row = {"key": key, "published": _day(doc.get("published")), "outlet": doc.get("outlet")}
    return {
        "articles": [_article(key, record)],
        "statements": [_statement(s, head, actors, text) for s in record["statements"]],
        "events": [_event(e, head, places, text) for e in record["events"]],
        "parties": [row for e in record["events"] for row in _parties(key, e, actors)],
        "places": [_place(key, p) for p in record["places"]],
        "quantities": [_quantity(key, e["id"], q, text) for e in record["events"] for q in e["quantities"]],
        "evidence": [
            {"key": key, "item": item["id"], "field": w["field"], "start_char": w["start"], "end_char": w["end"],
             "words": text[w["start"] : w["end"]], "rule": w["rule"]}
            for item in (*record["statements"], *record["events"]) for w in item.get("why", ())
        ],
    }  # fmt: skip


def _article(key: str, record: Json) -> Row:
    doc, made = record["document"], record.get("made_by", {})
    return {
        "key": key, "id": doc["id"], "title": doc["title"], "language": doc["language"],
        "published": _day(doc["published"]), "outlet": doc["outlet"], "url": doc["url"], "guid": doc.get("guid"),
        "version": doc.get("version"), "partly": doc.get("partly"), "characters": len(doc["text"]),
        "statements": len(record["statements"]), "events": len(record["events"]),
        "program": made.get("greffier"), "model": made.get("model"), "lexicon": made.get("lexicon"),
        "knowledge": made.get("knowledge"),
    }  # fmt: skip


def _statement(s: Json, head: Row, actors: Mapping[str, Json], text: str) -> Row:
    speaker, addressee = actors.get(s["speaker"] or "", {}), actors.get(s["addressee"] or "", {})
    return {
        **head, "id": s["id"], "kind": s["kind"], "speaker": speaker.get("name"),
        "speaker_country": speaker.get("country"), "speaker_role": speaker.get("role"), "addressee": addressee.get("name"),
        "via": [actors[v]["name"] for v in s["via"] if v in actors], "cue": _words(text, s["cue"]),
        "words": " … ".join(text[a:b] for a, b in s["content"]), "status": s.get("status"), "hedged": s.get("hedged"),
        "rule": s.get("rule"), "confidence": s.get("confidence"),
    }  # fmt: skip


def _event(e: Json, head: Row, places: Mapping[str, Json], text: str) -> Row:
    place, time = places.get(e["place"] or "", {}), e["time"] or {}
    return {
        **head, "id": e["id"], "type": e["type"], "mode": e["mode"], "cameo": e["cameo"], "status": e["status"],
        "hedged": e["hedged"], "time_value": time.get("value"), "earliest": _day(time.get("earliest")),
        "latest": _day(time.get("latest")), "place": place.get("name"), "place_country": e["place_country"],
        "lat": place.get("lat"), "lon": place.get("lon"), "statement": e["statement"], "outer": e.get("outer"),
        "contexts": list(e.get("contexts", ())), "trigger": _words(text, e["trigger"]),
        "evidence": _words(text, e["evidence"]), "start_char": e["evidence"][0], "end_char": e["evidence"][1], "rule": e["rule"],
        "confidence": e["confidence"],
    }  # fmt: skip


def _parties(key: str, e: Json, actors: Mapping[str, Json]) -> Iterator[Row]:
    for side, ids in (
        ("actor", e["actors"]),
        ("recipient", e["recipients"]),
        ("claimant", e["according_to"]),
    ):
        for position, id in enumerate(ids):
            a = actors[id]
            holder = a.get("holder") or {}
            names = holder.get("names") or [None]
            yield {
                "key": key, "event": e["id"], "side": side, "position": position, "actor": id, "name": a["name"],
                "kind": a["kind"], "country": a["country"], "role": a["role"], "wikidata": a["wikidata"],
                "holder": names[0] if len(names) == 1 else None,
            }  # fmt: skip


def _place(key: str, p: Json) -> Row:
    return {"key": key, "id": p["id"], "name": p["name"], "country": p["country"], "claimed_by": list(p.get("claimed_by", ())),
            "lat": p["lat"], "lon": p["lon"], "mentions": len(p["mentions"])}  # fmt: skip


def _quantity(key: str, event: str, q: Json, text: str) -> Row:
    return {"key": key, "event": event, "what": q["what"], "min": q["min"], "max": q["max"], "approximate": q["approximate"],
            "kind": q.get("kind"), "unit": q.get("unit"), "words": text[q["start"] : q["end"]]}  # fmt: skip


def _words(text: str, span: tuple[int, int] | None) -> str | None:
    return text[span[0] : span[1]] if span else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
