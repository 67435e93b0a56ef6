"""One row per event with its sentence and its source: the table of the CSV and Parquet exports, and its codebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Literal

from ..ontology.plover import load_ontology
from .shape import Item, Json, Row, as_day

Kind = Literal["text", "words", "whole", "real", "truth", "day"]

# Column, kind, meaning: the codebook. Lists ("words") stand in the order of the record; those of one side go together item by item.
COLUMNS: tuple[tuple[str, Kind, str], ...] = (
    ("key", "text", "content hash of the article; key and id together name the event"),
    ("id", "text", "event in the article (e1)"),
    ("article", "text", "the id that the article came with"),
    ("published", "day", "day of publication"),
    ("outlet", "text", "paper, agency, broadcaster"),
    ("url", "text", "address of the article"),
    ("title", "text", "headline"),
    ("language", "text", "ISO 639-1 code"),
    ("type", "text", "PLOVER event type"),
    ("mode", "text", "PLOVER mode"),
    ("cameo", "text", "CAMEO code, a text: 042 is not 42"),
    ("quad", "whole", "1 verbal, 2 material cooperation; 3 verbal, 4 material conflict"),
    ("goldstein", "real", "Goldstein's score of the CAMEO code, -10 to 10"),
    ("status", "text", "occurred, ongoing, planned, possible, demanded, denied, not_occurred: only the first two are facts"),
    ("hedged", "truth", "whether the text holds back its own belief"),
    ("claimants", "words", "to whom the text attributes the event, nearest first; empty: the article says it itself"),
    ("asserted_by", "words", "who answers for the row: the claimants, else the outlet, else the article's address or id; never empty"),
    ("when", "text", "TIMEX3 value of its time"),
    ("earliest", "day", "first day of that interval"),
    ("latest", "day", "last day of that interval"),
    ("place", "text", "name of the place"),
    ("place_country", "text", "ISO 3166-1 alpha-3"),
    ("lat", "real", "degrees (WGS 84)"),
    ("lon", "real", "degrees (WGS 84)"),
    ("actors", "words", "who did it: the fullest names in the article; a role in place of a private person's name"),
    ("actor_countries", "words", "their countries, ISO 3166-1 alpha-3; null where the text does not say"),
    ("actor_roles", "words", "their PLOVER sectors, IGO or NGO"),
    ("recipients", "words", "to whom it was done"),
    ("recipient_countries", "words", "their countries"),
    ("recipient_roles", "words", "their roles"),
    ("killed_min", "real", "lower bound of the number killed; null where the text gives none"),
    ("killed_max", "real", "upper bound"),
    ("injured_min", "real", "lower bound of the number injured"),
    ("injured_max", "real", "upper bound"),
    ("quantities", "words", "all quantities, in the words of the text"),
    ("contexts", "words", "what it is about (PLOVER)"),
    ("statement", "text", "statement that tells it (s1)"),
    ("outer", "text", "event that embeds it: the accusation, the request (e1)"),
    ("trigger", "text", "the words that name the act"),
    ("evidence", "text", "the sentence or clause that states it"),
    ("start", "whole", "offset of the evidence in the article's text, in Unicode code points"),
    ("end", "whole", "end of the evidence, exclusive"),
    ("superseded", "truth", "whether a later version or a correction replaced the article"),
    ("rule", "text", "the lexicon line that coded it"),
    ("confidence", "real", "how sure greffier is, 0 to 1"),
    ("greffier", "text", "version of the program that read it"),
    ("lexicon", "text", "hash of the lexicon's files"),
    ("knowledge", "text", "hash of the knowledge base's files"),
)  # fmt: skip


def event_rows(items: Iterable[Item]) -> Iterator[Row]:
    """The rows of all chosen events, in the order of the articles and of the events in them."""
    for item in items:
        for event in item.events:
            yield event_row(item, event)


def event_row(item: Item, event: Json) -> Row:
    """The row of one event; its columns are COLUMNS."""
    document, made = item.document, item.record.get("made_by", {})
    actors, time = item.actors, event["time"] or {}
    place = item.places.get(event["place"] or "", {})
    claimants = [actors[id]["name"] for id in event["according_to"] if id in actors]
    return {
        "key": item.key, "id": event["id"], "article": document["id"], "published": item.published,
        "outlet": document.get("outlet"), "url": document.get("url"), "title": document.get("title"),
        "language": document.get("language"), "type": event["type"], "mode": event["mode"], "cameo": event["cameo"],
        "quad": load_ontology().types[event["type"]].quad, "goldstein": goldstein(event["cameo"]),
        "status": event["status"], "hedged": event["hedged"], "claimants": claimants,
        "asserted_by": claimants or [source_of(document)], "when": time.get("value"),
        "earliest": as_day(time.get("earliest")), "latest": as_day(time.get("latest")),
        "place": place.get("name"), "place_country": event["place_country"], "lat": place.get("lat"), "lon": place.get("lon"),
        **_side("actor", event["actors"], actors), **_side("recipient", event["recipients"], actors),
        **_counts(event, "killed"), **_counts(event, "injured"),
        "quantities": [item.words((q["start"], q["end"])) for q in event["quantities"]],
        "contexts": list(event.get("contexts", ())), "statement": event["statement"], "outer": event.get("outer"),
        "trigger": item.words(event["trigger"]), "evidence": item.words(event["evidence"]),
        "start": event["evidence"][0], "end": event["evidence"][1], "superseded": item.superseded, "rule": event["rule"],
        "confidence": event["confidence"], "greffier": made.get("greffier"), "lexicon": made.get("lexicon"),
        "knowledge": made.get("knowledge"),
    }  # fmt: skip


def source_of(document: Json) -> str:
    """Who answers for what the article says in its own voice: the outlet, else the address, else the article's id."""
    return str(document.get("outlet") or document.get("url") or document["id"])


def goldstein(cameo: str | None) -> float | None:
    """Goldstein's score of a CAMEO code."""
    code = load_ontology().cameo.get(cameo or "")
    return code.goldstein if code else None


def _side(name: str, ids: Iterable[str], actors: dict[str, Json]) -> Row:
    parties = [actors[id] for id in ids if id in actors]
    return {
        f"{name}s": [p["name"] for p in parties],
        f"{name}_countries": [p["country"] for p in parties],
        f"{name}_roles": [p["role"] for p in parties],
    }


def _counts(event: Json, what: str) -> dict[str, Any]:
    found: Json = next((q for q in event["quantities"] if q["what"] == what), {})
    return {f"{what}_min": found.get("min"), f"{what}_max": found.get("max")}


def as_text(value: Any) -> str:
    """A plain value as tables of text write it: nothing for null, TRUE and FALSE, ISO days, numbers without a needless point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return value.isoformat() if isinstance(value, date) else str(value)
