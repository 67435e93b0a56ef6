"""GDELT 2.0's EVENT and MENTIONS tables, tab-separated and without a header as GDELT publishes them, and a reader of both.

An event is a row for every dyad of its parties, a mention a row for every place of the text that tells it. Offsets are code points
of our text (`document.text`); -1 where an actor is not there. Columns that we have nothing true for (tone, ethnic groups, religions,
administrative divisions, where the actors are) stay empty. GDELT has no status: facts only unless all acts are asked for; the
MENTIONS column Extras says status, hedging and who asserts it of every mention.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import blake2b
from pathlib import Path
from urllib.parse import urlsplit

from .countries import is_country, load_countries
from .pairing import Pair, code_of, coded_events, nearest, pairs
from .rows import as_text, goldstein, source_of
from .sentences import sentence_number, sentence_starts
from .shape import Item, Json, Options, Row, Sinks, day_of, read_lines

EVENTS_FILE, MENTIONS_FILE = "greffier.export.CSV", "greffier.mentions.CSV"


def _actor(n: int) -> list[str]:
    parts = "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code"
    return [f"Actor{n}{part}" for part in parts.split()]


def _geo(what: str) -> list[str]:
    return [
        f"{what}Geo_{part}"
        for part in ["Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID"]
    ]


# The names that the package `gdelt` gives the columns.
EVENTS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate", *_actor(1), *_actor(2), "IsRootEvent", "EventCode",
    "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *_geo("Actor1"), *_geo("Actor2"), *_geo("Action"), "DATEADDED", "SOURCEURL",
)  # fmt: skip
MENTIONS = (
    "GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier", "SentenceID",
    "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence", "MentionDocLen", "MentionDocTone",
    "MentionDocTranslationInfo", "Extras",
)  # fmt: skip
WHOLE = frozenset((
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "IsRootEvent", "QuadClass", "NumMentions", "NumSources", "NumArticles",
    "ActionGeo_Type", "DATEADDED", "EventTimeDate", "MentionTimeDate", "MentionType", "SentenceID", "Actor1CharOffset",
    "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence", "MentionDocLen",
))  # fmt: skip
REAL = frozenset(("FractionDate", "GoldsteinScale", "ActionGeo_Lat", "ActionGeo_Long"))
# GDELT's quad class goes by CAMEO's root: asking (02) is cooperation there, a conflict in PLOVER.
QUADS = {
    f"{root:02d}": 1 if root <= 5 else 2 if root <= 8 else 3 if root <= 13 else 4 for root in range(1, 21)
}
WEB, CITATION = 1, 2  # MentionType
COUNTRY, US_CITY, CITY = 1, 3, 4  # ActionGeo_Type; we do not tell regions from cities
NOWHERE = -1  # offset of an actor that is not in the text
BITS = 53  # of an event's number: what R, JavaScript and spreadsheets hold exactly


def write(items: Iterator[Item], sinks: Sinks, options: Options) -> None:
    """Both tables in one pass."""
    for item in items:
        starts = sentence_starts(item.text)
        for event in coded_events(item):
            for pair in pairs(item, event):
                row = event_row(item, event, pair, starts)
                sinks[EVENTS_FILE].write(_line(row, EVENTS))
                for mention in mention_rows(item, event, pair, starts):
                    sinks[MENTIONS_FILE].write(_line(mention, MENTIONS))


def read(folder: Path) -> Iterator[tuple[str, Row]]:
    """The rows of both tables, each with its table (events, mentions): whole and real numbers as such, empty cells as None."""
    for table, file, columns in (("events", EVENTS_FILE, EVENTS), ("mentions", MENTIONS_FILE, MENTIONS)):
        for line in read_lines(folder / file):
            yield table, {c: _value(c, cell) for c, cell in zip(columns, line.split("\t"), strict=True)}


def event_number(key: str, event: str, pair: Pair) -> int:
    """The number of an event's dyad: the same in every export, and with 53 bits not the same for two of them in a million."""
    parties = "\n".join(a["id"] if a else "" for a in (pair.first, pair.second))
    digest = blake2b(f"{key}\n{event}\n{parties}".encode(), digest_size=8).digest()
    return int.from_bytes(digest) >> (64 - BITS)


def event_row(item: Item, event: Json, pair: Pair, starts: Sequence[int]) -> Row:
    """One dyad of an event as a row of EVENTS; columns that are not in it are empty."""
    day, code = day_of(item, event), event["cameo"]
    return {
        "GLOBALEVENTID": event_number(item.key, event["id"], pair), **_date(day),
        **_party(1, pair.first), **_party(2, pair.second), "IsRootEvent": int(_is_root(item, event, starts)),
        "EventCode": code, "EventBaseCode": code[:3], "EventRootCode": code[:2],
        "QuadClass": QUADS[code[:2]], "GoldsteinScale": goldstein(code),
        "NumMentions": 1 + len(event.get("mentions", ())), "NumSources": 1, "NumArticles": 1, **_place(item, event),
        "DATEADDED": _stamp(item.published), "SOURCEURL": item.document.get("url") or source_of(item.document),
    }  # fmt: skip


def mention_rows(item: Item, event: Json, pair: Pair, starts: Sequence[int]) -> Iterator[Row]:
    """A row of MENTIONS for the trigger of an event's dyad and for every other place that tells it."""
    document, stamp = item.document, _stamp(item.published)
    for start, end in (event["trigger"], *event.get("mentions", ())):
        yield {
            "GLOBALEVENTID": event_number(item.key, event["id"], pair), "EventTimeDate": stamp, "MentionTimeDate": stamp,
            "MentionType": WEB if document.get("url") else CITATION, "MentionSourceName": _source_name(document),
            "MentionIdentifier": document.get("url") or _citation(document), "SentenceID": sentence_number(starts, start),
            "Actor1CharOffset": _offset(pair.first, start, end), "Actor2CharOffset": _offset(pair.second, start, end),
            "ActionCharOffset": start, "InRawText": 1, "Confidence": round(100 * event["confidence"]),
            "MentionDocLen": len(item.text), "Extras": _extras(item, event),
        }  # fmt: skip


def _date(day: date | None) -> Row:
    if day is None:
        return {}
    # GDELT's own approximation: months of 30 days in a year of 365.
    fraction = ((day.month - 1) * 30 + day.day) / 365
    return {"SQLDATE": int(f"{day:%Y%m%d}"), "MonthYear": int(f"{day:%Y%m}"), "Year": day.year,
            "FractionDate": round(day.year + fraction, 4)}  # fmt: skip


def _stamp(day: date | None) -> int | None:
    return int(f"{day:%Y%m%d}000000") if day else None


def _party(n: int, actor: Json | None) -> Row:
    if actor is None:
        return {}
    code = code_of(actor)
    return {f"Actor{n}Code": code.full, f"Actor{n}Name": actor["name"], f"Actor{n}CountryCode": actor["country"],
            f"Actor{n}Type1Code": code.role or (code.root if not actor["country"] else None)}  # fmt: skip


def _place(item: Item, event: Json) -> Row:
    place, code = item.places.get(event["place"] or "", {}), event["place_country"]
    country = load_countries().get(code or "")
    name = place.get("name")
    if name is None and country is None:
        return {}
    whole = name is None or is_country(name, code)
    full = country.name if whole and country else ", ".join(n for n in (name, country and country.name) if n)
    fips = country.fips if country else None
    return {
        "ActionGeo_Type": COUNTRY if whole else US_CITY if code == "USA" else CITY, "ActionGeo_FullName": full,
        "ActionGeo_CountryCode": fips, "ActionGeo_ADM1Code": fips if whole else None,
        "ActionGeo_Lat": place.get("lat"), "ActionGeo_Long": place.get("lon"), "ActionGeo_FeatureID": fips if whole else None,
    }  # fmt: skip


def _is_root(item: Item, event: Json, starts: Sequence[int]) -> bool:
    """Whether the headline or the first sentence of the body tells it."""
    parts = item.document.get("parts", ())
    start = event["evidence"][0]
    if any(p["kind"] == "headline" and p["start"] <= start < p["end"] for p in parts):
        return True
    body = next((p["start"] for p in parts if p["kind"] == "body"), 0)
    return sentence_number(starts, start) == sentence_number(starts, body)


def _offset(actor: Json | None, start: int, end: int) -> int:
    found = nearest(actor["mentions"], start, end) if actor else None
    return NOWHERE if found is None else found


def _source_name(document: Json) -> str:
    return document.get("outlet") or urlsplit(document.get("url") or "").hostname or source_of(document)


def _citation(document: Json) -> str:
    parts = (document.get("outlet"), document.get("published"), document.get("title"), document["id"])
    return ", ".join(str(p) for p in parts if p)


def _extras(item: Item, event: Json) -> str:
    claimants = [item.actors[id]["name"] for id in event["according_to"] if id in item.actors]
    said = "|".join(c.replace("|", " ").replace(";", " ") for c in claimants or [source_of(item.document)])
    return f"status={event['status']};hedged={int(event['hedged'])};asserted_by={said}"


def _line(row: Row, columns: Sequence[str]) -> bytes:
    # A tab or line end inside a name or title would make another column or row.
    return ("\t".join(" ".join(as_text(row.get(c)).split()) for c in columns) + "\n").encode()


def _value(column: str, cell: str) -> int | float | str | None:
    if cell == "":
        return None
    return int(cell) if column in WHOLE else float(cell) if column in REAL else cell
