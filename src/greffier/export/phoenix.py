"""The tab-separated lines of two older coders, a dyad a line: Phoenix (26 columns, none named) and PETRARCH (8), and readers of both.

Neither has a place for a status: facts only, unless all acts are asked for; then one more column, the status, stands at the end.
Actors that the text does not name or place are ---, as in those coders. Phoenix's count of issues is a count of contexts here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from .countries import load_countries
from .gdelt import event_number
from .pairing import Pair, code_of, coded_events, pairs
from .rows import as_text, goldstein, source_of
from .shape import Item, Json, Options, Row, Sinks, day_of, read_lines, write_lines

RowOf = Callable[[Item, Json, Pair], Row]

FILE = "greffier.phoenix.txt"
PETRARCH_FILE = "greffier.petrarch.txt"
NOBODY = "---"
COLUMNS = (
    "EventID", "Date", "Year", "Month", "Day", "SourceActorFull", "SourceActorEntity", "SourceActorRole",
    "SourceActorAttribute", "TargetActorFull", "TargetActorEntity", "TargetActorRole", "TargetActorAttribute", "EventCode",
    "EventRootCode", "PentaClass", "GoldsteinScore", "Issues", "Lat", "Lon", "LocationName", "StateName", "CountryCode",
    "SentenceID", "URLs", "NewsSources",
)  # fmt: skip
PETRARCH_COLUMNS = ("Date", "Source", "Target", "EventCode", "Issues", "SentenceIDs", "URL", "NewsSource")
STATUS = "Status"
# Phoenix's classes of CAMEO's roots: 0 neutral, then verbal and material cooperation, verbal and material conflict.
PENTA = {"01": 0, "02": 0, "03": 1, "04": 1, "05": 1, "06": 2, "07": 2, "08": 2, "09": 3, "10": 3, "11": 3, "12": 3, "13": 3,
         "14": 4, "15": 4, "16": 3, "17": 4, "18": 4, "19": 4, "20": 4}  # fmt: skip
# Sectors that Phoenix has a column for; others stand in the attribute.
PRIMARY = frozenset(
    ("GOV", "MIL", "REB", "OPP", "PTY", "COP", "JUD", "SPY", "MED", "EDU", "BUS", "CRM", "CVL")
)


def write(items: Iterator[Item], sinks: Sinks, options: Options) -> None:
    """Phoenix lines."""
    columns = (*COLUMNS, STATUS) if options.extra else COLUMNS
    write_lines(_lines(items, columns, _phoenix), sinks[FILE])


def write_petrarch(items: Iterator[Item], sinks: Sinks, options: Options) -> None:
    """PETRARCH lines."""
    columns = (*PETRARCH_COLUMNS, STATUS) if options.extra else PETRARCH_COLUMNS
    write_lines(_lines(items, columns, _petrarch), sinks[PETRARCH_FILE])


def read(path: Path) -> Iterator[dict[str, str]]:
    """Phoenix lines by column, as texts."""
    return _read(path, COLUMNS)


def read_petrarch(path: Path) -> Iterator[dict[str, str]]:
    """PETRARCH lines by column, as texts."""
    return _read(path, PETRARCH_COLUMNS)


def _read(path: Path, columns: Sequence[str]) -> Iterator[dict[str, str]]:
    for line in read_lines(path):
        yield dict(zip((*columns, STATUS), line.split("\t"), strict=False))


def _lines(items: Iterator[Item], columns: Sequence[str], row_of: RowOf) -> Iterator[str]:
    for item in items:
        for event in coded_events(item):
            for pair in pairs(item, event):
                row = row_of(item, event, pair)
                yield "\t".join(" ".join(as_text(row[c]).split()) for c in columns)


def _phoenix(item: Item, event: Json, pair: Pair) -> Row:
    day, code = day_of(item, event), event["cameo"]
    place = item.places.get(event["place"] or "", {})
    country = load_countries().get(event["place_country"] or "")
    parties: Row = {}
    for side, actor in (("Source", pair.first), ("Target", pair.second)):
        known = code_of(actor)
        primary = known.role in PRIMARY
        parties |= {
            f"{side}ActorFull": known.full or NOBODY, f"{side}ActorEntity": known.root,
            f"{side}ActorRole": known.role if primary else "", f"{side}ActorAttribute": "" if primary else known.role,
        }  # fmt: skip
    return {
        "EventID": event_number(item.key, event["id"], pair), "Date": day.strftime("%Y%m%d") if day else "",
        "Year": f"{day:%Y}" if day else "", "Month": f"{day:%m}" if day else "", "Day": f"{day:%d}" if day else "", **parties,
        "EventCode": code, "EventRootCode": code[:2], "PentaClass": PENTA[code[:2]], "GoldsteinScore": goldstein(code),
        "Issues": _issues(event), "Lat": place.get("lat"), "Lon": place.get("lon"), "LocationName": place.get("name"),
        "StateName": "", "CountryCode": country.name if country else "", "SentenceID": _sentence(item, event),
        "URLs": item.document.get("url"), "NewsSources": source_of(item.document), STATUS: event["status"],
    }  # fmt: skip


def _petrarch(item: Item, event: Json, pair: Pair) -> Row:
    day = day_of(item, event)
    return {
        "Date": day.strftime("%Y%m%d") if day else "", "Source": code_of(pair.first).full or NOBODY,
        "Target": code_of(pair.second).full or NOBODY, "EventCode": event["cameo"], "Issues": _issues(event),
        "SentenceIDs": _sentence(item, event), "URL": item.document.get("url"),
        "NewsSource": source_of(item.document), STATUS: event["status"],
    }  # fmt: skip


def _issues(event: Json) -> str:
    return ";".join(f"{context.upper()},1" for context in event.get("contexts", ()))


def _sentence(item: Item, event: Json) -> str:
    return f"{item.key}_{event['id']}"
