"""GraphML: who deals with whom, countries as nodes, directed dyads as edges with counts by quad class; and a reader.

A node is a country, or an organisation of no one state by its name. An act that several do together counts once, from the first named
to the others. GraphML edges have no status: facts only unless all acts are asked for; `not_facts` counts those that are none.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from ..errors import BadInput
from ..ontology.plover import load_ontology
from .countries import load_countries
from .pairing import pairs
from .selection import FACTS
from .shape import Item, Json, Options, Row, Sinks, write_lines

FILE = "greffier.graphml"
NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
QUADS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
NODE_KEYS = {"label": "string", "kind": "string"}
EDGE_KEYS = {"events": "int", **dict.fromkeys(QUADS, "int"), "not_facts": "int", "weight": "double"}
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Node = tuple[str, str]  # kind (country, organisation) and code or name
Counts = dict[tuple[Node, Node], Counter[str]]


def write(items: Iterator[Item], sinks: Sinks, options: Options) -> None:
    """The graph; what is kept in memory is one count a dyad."""
    dyads: Counts = {}
    for item in items:
        for event in item.events:
            _count(item, event, dyads)
    write_lines(_lines(dyads), sinks[FILE])


def read(path: Path) -> Iterator[tuple[str, Row]]:
    """The nodes and edges, each with what it is (node, edge). Raises BadInput where the file is no graph or brings its own entities."""
    data = path.read_text(encoding="utf-8")
    if "<!DOCTYPE" in data:  # entities of a stranger's file may grow without end
        raise BadInput(f"{path}: a GraphML file with a DOCTYPE is not read.")
    try:
        root = ET.fromstring(data)
    except ET.ParseError as error:
        raise BadInput(f"{path}: this is not XML ({error}).") from error
    space = f"{{{NAMESPACE}}}"
    types = {k.get("id"): k.get("attr.type") for k in root.iter(f"{space}key")}
    for what in ("node", "edge"):
        for element in root.iter(f"{space}{what}"):
            row: Row = dict(element.attrib)
            for value in element.iter(f"{space}data"):
                key = value.get("key") or ""
                row[key.partition("_")[2]] = {"int": int, "double": float}.get(types[key] or "", str)(
                    value.text or ""
                )
            yield what, row


def _count(item: Item, event: Json, dyads: Counts) -> None:
    quad = QUADS[load_ontology().types[event["type"]].quad - 1]
    # Two ministers of one country do not make an act two acts between countries.
    found = {(_node(p.first), _node(p.second)) for p in pairs(item, event)}
    for first, second in sorted((a, b) for a, b in found if a and b):
        counts = dyads.setdefault((first, second), Counter())
        counts["events"] += 1
        counts[quad] += 1
        counts["not_facts"] += event["status"] not in FACTS or event["hedged"]


def _node(actor: Json | None) -> Node | None:
    if actor is None:
        return None
    if actor["country"]:
        return ("country", actor["country"])
    return ("organisation", actor["name"]) if actor["kind"] == "organisation" else None


def _lines(dyads: Counts) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<graphml xmlns="{NAMESPACE}">'
    for what, keys in (("node", NODE_KEYS), ("edge", EDGE_KEYS)):
        for name, kind in keys.items():
            yield f'<key id="{what}_{name}" for="{what}" attr.name="{name}" attr.type="{kind}"/>'
    yield '<graph id="greffier" edgedefault="directed">'
    for kind, name in sorted({node for dyad in dyads for node in dyad}):
        country = load_countries().get(name) if kind == "country" else None
        yield _element("node", {"id": name}, {"label": country.name if country else name, "kind": kind})
    for n, ((first, second), counts) in enumerate(sorted(dyads.items())):
        values = {name: str(counts[name]) for name in EDGE_KEYS if name != "weight"}
        ends = {"id": f"d{n}", "source": first[1], "target": second[1]}
        yield _element("edge", ends, {**values, "weight": f"{counts['events']}.0"})
    yield "</graph>"
    yield "</graphml>"


def _element(what: str, attributes: dict[str, str], data: dict[str, str]) -> str:
    head = "".join(f" {name}={quoteattr(_clean(value))}" for name, value in attributes.items())
    inside = "".join(
        f'<data key="{what}_{name}">{escape(_clean(value))}</data>' for name, value in data.items()
    )
    return f"<{what}{head}>{inside}</{what}>"


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)
