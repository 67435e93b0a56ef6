"""FollowTheMoney entities, one a line (Aleph, OpenSanctions, Datashare): articles, who is in them, the events and who did it to whom.

Article, Event (its parties are `involved`, its proof the article), UnknownLink (from each actor to each recipient, in the role of the
event's type), Person, Organization, PublicBody or LegalEntity for the parties, Mention (which name stands in which article).
FollowTheMoney has no status: facts only unless all acts are asked for; then the name of an event that is no fact begins with it.
Ids are made of what they stand for. Only a state, an item of Wikidata or a person of the knowledge base is the same entity in two
articles; everybody else is one per article, for a person who knows to merge.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from .countries import load_countries
from .jsonl import as_line
from .pairing import pairs
from .protection import KNOWN_BY
from .rows import source_of
from .selection import FACTS
from .shape import Item, Json, Options, Row, Sinks, day_of, read_lines, write_lines

FILE = "greffier.ftm.json"
SCHEMAS = {
    "person": "Person",
    "state": "PublicBody",
    "organisation": "Organization",
}  # by our kinds; others are LegalEntity
PUBLIC = frozenset(
    ("GOV", "LEG", "JUD", "MIL", "COP", "SPY")
)  # organisations of these sectors are public bodies
LANGUAGES = {
    "fr": "fra",
    "en": "eng",
    "de": "deu",
    "es": "spa",
    "it": "ita",
    "pt": "por",
    "ar": "ara",
    "ru": "rus",
}  # ISO 639-3


def write(items: Iterator[Item], sinks: Sinks, options: Options) -> None:
    """The entities; one that several articles share is written once for each name that it has."""
    write_lines((as_line(entity) for entity in entities(items)), sinks[FILE])


def read(path: Path) -> Iterator[Json]:
    """The entities that `write` wrote."""
    for line in read_lines(path):
        yield json.loads(line)


def entities(items: Iterator[Item]) -> Iterator[Row]:
    """The entities of articles with events, each after those that it refers to."""
    shared: set[tuple[str, str]] = set()  # bounded by what the knowledge base knows
    for item in items:
        if not item.events:
            continue
        yield _article(item)
        for actor in _parties(item):
            id, is_shared = _id_of(item, actor)
            if not is_shared or (id, actor["name"]) not in shared:
                yield _party(item, actor)
            if is_shared:
                shared.add((id, actor["name"]))
            yield _mention(item, actor)
        for event in item.events:
            yield _event(item, event)
            yield from _links(item, event)


def _id(*parts: str) -> str:
    return "greffier-" + blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()


def _id_of(item: Item, actor: Json) -> tuple[str, bool]:
    """The id of a party, and whether it stands for the same in other articles."""
    if actor["wikidata"]:
        return str(actor["wikidata"]), True
    if actor["kind"] == "state" and actor["country"]:
        return _id("state", actor["country"]), True
    if actor["kind"] == "person" and any(known in (actor.get("rule") or "") for known in KNOWN_BY):
        return _id("person", actor["name"], actor["country"] or ""), True
    return _id("actor", item.key, actor["id"]), False


def _parties(item: Item) -> list[Json]:
    """Who takes part in the chosen events or tells them, in the order of the record."""
    ids = {id for e in item.events for id in (*e["actors"], *e["recipients"], *e["according_to"])}
    return [a for a in item.record["actors"] if a["id"] in ids]


def _entity(id: str, schema: str, **properties: str | list[str] | None) -> Row:
    listed = {
        name: [value] if isinstance(value, str) else value for name, value in properties.items() if value
    }
    return {
        "id": id,
        "schema": schema,
        "properties": {name: values for name, values in listed.items() if values},
    }


def _article(item: Item) -> Row:
    document = item.document
    return _entity(
        _id("article", item.key), "Article", title=document.get("title"), name=document.get("title"),
        publishedAt=document.get("published"), date=document.get("published"), sourceUrl=document.get("url"),
        publisher=document.get("outlet"), language=LANGUAGES.get(document.get("language") or ""),
    )  # fmt: skip


def _party(item: Item, actor: Json) -> Row:
    public = actor["kind"] == "organisation" and actor["role"] in PUBLIC
    schema = "PublicBody" if public else SCHEMAS.get(actor["kind"], "LegalEntity")
    return _entity(
        _id_of(item, actor)[0], schema, name=actor["name"], country=_country(actor["country"]), sector=actor["role"],
        wikidataId=actor["wikidata"],
    )  # fmt: skip


def _mention(item: Item, actor: Json) -> Row:
    return _entity(
        _id("mention", item.key, actor["id"]), "Mention", document=_id("article", item.key),
        resolved=_id_of(item, actor)[0], name=actor["name"],
    )  # fmt: skip


def _event(item: Item, event: Json) -> Row:
    actors, place = item.actors, item.places.get(event["place"] or "", {})
    involved = [
        _id_of(item, actors[id])[0] for id in (*event["actors"], *event["recipients"]) if id in actors
    ]
    claimants = [actors[id]["name"] for id in event["according_to"] if id in actors]
    time = event["time"] or {}
    return _entity(
        _id("event", item.key, event["id"]), "Event", name=_name(item, event), involved=sorted(set(involved)),
        date=_day(item, event), startDate=time.get("earliest"), endDate=time.get("latest"), location=place.get("name"),
        country=_country(event["place_country"]), summary=item.words(event["evidence"]),
        description=f"According to: {', '.join(claimants) or source_of(item.document)}", recordId=f"{item.key}-{event['id']}",
        keywords=_keywords(event), proof=_id("article", item.key), sourceUrl=item.document.get("url"),
        publisher=item.document.get("outlet"),
    )  # fmt: skip


def _links(item: Item, event: Json) -> Iterator[Row]:
    for n, pair in enumerate(pairs(item, event)):
        if pair.first is not None and pair.second is not None:
            yield _entity(
                _id("link", item.key, event["id"], str(n)), "UnknownLink", subject=_id_of(item, pair.first)[0],
                object=_id_of(item, pair.second)[0], role=event["type"], status=event["status"], date=_day(item, event),
                proof=_id("article", item.key), sourceUrl=item.document.get("url"), recordId=f"{item.key}-{event['id']}",
            )  # fmt: skip


def _name(item: Item, event: Json) -> str:
    actors = item.actors
    first, second = (
        ", ".join(actors[id]["name"] for id in event[side] if id in actors)
        for side in ("actors", "recipients")
    )
    name = " ".join(part for part in (first, event["type"], second) if part)
    return name if event["status"] in FACTS else f"{event['status'].replace('_', ' ')}: {name}"


def _keywords(event: Json) -> list[str]:
    mode, cameo = event["mode"], event["cameo"]
    words = [
        f"type:{event['type']}",
        f"status:{event['status']}",
        f"hedged:{'yes' if event['hedged'] else 'no'}",
    ]
    words += [f"mode:{mode}"] * bool(mode) + [f"cameo:{cameo}"] * bool(cameo)
    return words + [f"context:{context}" for context in event.get("contexts", ())]


def _day(item: Item, event: Json) -> str | None:
    day = day_of(item, event)
    return day.isoformat() if day else None


def _country(code: str | None) -> str | None:
    country = load_countries().get(code or "")
    return country.iso2.lower() if country else None
