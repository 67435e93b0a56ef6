"""Every shape of export: what it holds comes back, the same store gives the same bytes, an empty store an empty file; other programs read it."""

from __future__ import annotations

import csv
import importlib.metadata
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports import TEXT, find, record, store_of
from greffier.export import exporting, gdelt, phoenix, spreadsheet
from greffier.export.formats import FORMATS
from greffier.export.rows import COLUMNS, event_rows
from greffier.export.selection import Selection, Tally, select
from greffier.export.shape import Format, Item, Options, Row
from greffier.export.spreadsheet import plain_cell, protect_cell
from greffier.store.folder import Store, make_store
from greffier.store.tables import rows_of


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return store_of(
        tmp_path / "st", [("k1", record()), ("k2", record(id="essai-2", url=None, published="2024-06-01"))]
    )


ALL = Selection(names="all")


def put(store: Store, shape: Format, out: Path, selection: Selection = ALL, **options: Any) -> list[Any]:
    """Export and read back."""
    exporting.export(store, shape, out, selection, Options(**options))
    reading = {"options": Options(**options)} if options else {}
    return list(shape.read(out, **reading))


def items(store: Store, selection: Selection = ALL) -> list[Item]:
    return list(select(store, selection, Tally()))


def files(path: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in path.iterdir()} if path.is_dir() else {"": path.read_bytes()}


@pytest.mark.parametrize("shape", FORMATS.values(), ids=list(FORMATS))
def test_same_store_same_bytes_and_empty_store(store: Store, shape: Format, tmp_path: Path) -> None:
    put(store, shape, tmp_path / "one")
    put(store, shape, tmp_path / "two")
    assert files(tmp_path / "one") == files(tmp_path / "two")
    assert put(make_store(tmp_path / "empty"), shape, tmp_path / "three") == []
    assert set(files(tmp_path / "three")) == set(files(tmp_path / "one"))
    assert not list(tmp_path.glob(".part-*"))


@pytest.mark.parametrize(("name", "options"), [("csv", {}), ("csv", {"delimiter": ";", "encoding": "utf-8-sig"}), ("csv", {"delimiter": "\t"}), ("parquet", {})])  # fmt: skip
def test_rows_come_back(store: Store, name: str, options: Row, tmp_path: Path) -> None:
    rows = list(event_rows(items(store)))
    assert put(store, FORMATS[name], tmp_path / "out", **options) == rows
    assert len(rows) == 10 and [list(r) for r in rows] == [[c for c, _, _ in COLUMNS]] * 10


def test_a_row_says_who_asserts_it(store: Store) -> None:
    first, arrest, *_ = event_rows(items(store))
    assert (first["claimants"], first["asserted_by"]) == ([], ["Le Condor"])
    assert (arrest["claimants"], arrest["asserted_by"], arrest["status"]) == (
        ["la police"],
        ["la police"],
        "occurred",
    )
    assert (
        first["evidence"].startswith("La ministre")
        and first["actor_countries"] == ["PER"]
        and first["goldstein"] == 2.8
    )


def test_tables_are_the_store_s(store: Store, tmp_path: Path) -> None:
    expected = [
        (table, row)
        for table in rows_of("k1", record())
        for item in items(store)
        for row in rows_of(item.key, item.record)[table]
    ]
    assert put(store, FORMATS["parquet-tables"], tmp_path / "out") == expected


def test_records_come_back(store: Store, tmp_path: Path) -> None:
    found = put(store, FORMATS["jsonl"], tmp_path / "out")
    assert found == [record(), record(id="essai-2", url=None, published="2024-06-01")]


def test_plover(store: Store, tmp_path: Path) -> None:
    visit, arrest, *_ = put(store, FORMATS["plover"], tmp_path / "out", exporting.facts(ALL))
    assert visit["id"] == "k1-e1" and visit["date"] == "2024-05-06" and visit["event"] == ["CONSULT"]
    assert visit["actor"] == [{"code": "PER", "sector": "GOV", "entity_text": "Rosa Quispe"}]
    assert visit["recipient"][0]["identifier_id"] == "Q42" and visit["mode"] == ["visit"]
    assert visit["event_loc"]["lat"] == -12.05 and visit["quad_code"] == 1
    assert arrest["according_to"] == ["la police"] and arrest["size"] == {"arrested": [1, 1]}
    assert visit["according_to"] == ["Le Condor"] and visit["status"] == "occurred"


def test_phoenix_and_petrarch(store: Store, tmp_path: Path) -> None:
    visit, arrest, *_ = put(store, FORMATS["phoenix"], tmp_path / "out", exporting.facts(ALL))
    assert len(phoenix.COLUMNS) == 26 and tuple(visit) == phoenix.COLUMNS
    assert (visit["Date"], visit["SourceActorFull"], visit["TargetActorFull"]) == (
        "20240506",
        "PERGOV",
        "CHLGOV",
    )
    assert (visit["EventRootCode"], visit["PentaClass"], visit["GoldsteinScore"]) == ("04", "1", "2.8")
    assert (arrest["SourceActorFull"], arrest["TargetActorRole"], arrest["NewsSources"]) == (
        "---",
        "CRM",
        "Le Condor",
    )
    lines = put(store, FORMATS["petrarch"], tmp_path / "lines", exporting.facts(ALL))
    assert [(r["Source"], r["Target"], r["EventCode"]) for r in lines[:2]] == [
        ("PERGOV", "CHLGOV", "043"),
        ("---", "CRM", "173"),
    ]
    everything = put(store, FORMATS["petrarch"], tmp_path / "all", ALL)
    assert [r["Status"] for r in everything[:4]] == ["occurred", "occurred", "planned", "occurred"]


def test_gdelt(store: Store, tmp_path: Path) -> None:
    found = put(store, FORMATS["gdelt"], tmp_path / "out", exporting.facts(ALL))
    events = [row for table, row in found if table == "events"]
    mentions = [row for table, row in found if table == "mentions"]
    visit, arrest = events[:2]
    assert len(gdelt.EVENTS) == 61 and len(gdelt.MENTIONS) == 16
    assert (visit["SQLDATE"], visit["MonthYear"], visit["FractionDate"]) == (20240506, 202405, 2024.3452)
    assert (visit["Actor1Code"], visit["Actor1CountryCode"], visit["Actor1Type1Code"]) == (
        "PERGOV",
        "PER",
        "GOV",
    )
    assert (visit["EventCode"], visit["EventBaseCode"], visit["EventRootCode"]) == ("043", "043", "04")
    assert (visit["QuadClass"], visit["GoldsteinScale"], visit["NumMentions"], visit["AvgTone"]) == (
        1,
        2.8,
        2,
        None,
    )
    assert (visit["ActionGeo_Type"], visit["ActionGeo_FullName"], visit["ActionGeo_CountryCode"]) == (
        4,
        "Lima, Peru",
        "PE",
    )
    assert (visit["DATEADDED"], visit["SOURCEURL"], visit["IsRootEvent"]) == (
        20240507000000,
        "https://condor.example/1",
        1,
    )
    assert arrest["IsRootEvent"] == 0 and len({e["GLOBALEVENTID"] for e in events}) == len(events)
    told = [m for m in mentions if m["GLOBALEVENTID"] == visit["GLOBALEVENTID"]]
    assert [m["ActionCharOffset"] for m in told] == [find("reçu")[0], find("Rencontre")[0]]
    assert TEXT[told[0]["Actor1CharOffset"] :].startswith("La ministre") and TEXT[
        told[0]["Actor2CharOffset"] :
    ].startswith("son homologue")
    assert (
        told[0]["SentenceID"],
        told[1]["SentenceID"],
        told[0]["Confidence"],
        told[0]["MentionDocLen"],
    ) == (2, 1, 83, len(TEXT))
    assert (
        next(m for m in mentions if m["GLOBALEVENTID"] == arrest["GLOBALEVENTID"])["Extras"]
        == "status=occurred;hedged=0;asserted_by=la police"
    )
    later = next(m for m in mentions[3:] if m["MentionType"] == 2)
    assert later["MentionIdentifier"] == "Le Condor, 2024-06-01, Rencontre à Lima, essai-2"


def test_columns_of_the_package_gdelt(store: Store, tmp_path: Path) -> None:
    try:
        listed = importlib.metadata.files("gdelt") or []
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("the package gdelt is absent")
    for name, columns in (("events2.csv", gdelt.EVENTS), ("mentions.csv", gdelt.MENTIONS)):
        path = next(Path(str(f.locate())) for f in listed if f.name == name)
        with path.open(encoding="utf-8", newline="") as lines:
            names = [
                r["name"] for r in csv.DictReader(lines) if r["type"]
            ]  # the file breaks off some descriptions
        assert tuple(names) == columns


def test_pandas_reads_gdelt_and_csv(store: Store, tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    put(store, FORMATS["gdelt"], tmp_path / "out", exporting.facts(ALL))
    for file, columns in ((gdelt.EVENTS_FILE, gdelt.EVENTS), (gdelt.MENTIONS_FILE, gdelt.MENTIONS)):
        table = pandas.read_csv(
            tmp_path / "out" / file, sep="\t", header=None, names=list(columns), quoting=csv.QUOTE_NONE
        )
        assert table["GLOBALEVENTID"].dtype == "int64" and len(table.columns) == len(columns)
    put(store, FORMATS["csv"], tmp_path / "rows")
    assert len(pandas.read_csv(tmp_path / "rows")) == 10


def test_followthemoney(store: Store, tmp_path: Path) -> None:
    found = put(store, FORMATS["followthemoney"], tmp_path / "out", exporting.facts(ALL))
    ids = {e["id"] for e in found}
    by = [(e["schema"], e["properties"]) for e in found]
    assert {s for s, _ in by} == {"Article", "Person", "PublicBody", "Mention", "Event", "UnknownLink"}
    for refers in ("involved", "subject", "object", "document", "resolved", "proof"):
        assert {id for _, p in by for id in p.get(refers, ())} <= ids, refers
    visit = next(p for s, p in by if s == "Event")
    assert visit["name"] == ["Rosa Quispe CONSULT Diego Fuentes"] and visit["country"] == ["pe"]
    arrest = next(p for s, p in by if s == "Event" and "type:COERCE" in p["keywords"])
    assert arrest["description"] == ["According to: la police"]
    assert [e["id"] for e in found].count("Q42") == 1, "an item of Wikidata is one entity in all articles"
    planned = put(store, FORMATS["followthemoney"], tmp_path / "all")
    assert any(e["properties"]["name"] == ["planned: Chili AID"] for e in planned if e["schema"] == "Event")


def test_followthemoney_validates(store: Store, tmp_path: Path) -> None:
    followthemoney = pytest.importorskip("followthemoney")
    for entity in put(store, FORMATS["followthemoney"], tmp_path / "out"):
        followthemoney.model.get(entity["schema"]).validate(entity)
        proxy = followthemoney.model.get_proxy(entity, cleaned=False)
        for name, values in entity["properties"].items():
            kept = proxy.get(name)  # a value that FollowTheMoney cannot read is dropped here
            assert len(kept) == len(values), (name, values)


def test_jsonld(store: Store, tmp_path: Path) -> None:
    nodes = put(store, FORMATS["jsonld"], tmp_path / "out", exporting.facts(ALL))
    whole = json.loads((tmp_path / "out").read_text(encoding="utf-8"))
    assert whole["@graph"] == nodes and "sem" in whole["@context"]
    by = {n["@id"]: n for n in nodes}
    assert (
        by["urn:greffier:k1"]["@type"] == "schema:NewsArticle"
        and by["urn:greffier:k1:s1"]["@type"] == "schema:Claim"
    )
    assert by["urn:greffier:k1:s1"]["schema:author"] == {"@id": "urn:greffier:k1:a3"}
    visit, arrest = by["urn:greffier:k1:e1"], by["urn:greffier:k1:e2"]
    assert (
        visit["sem:hasPlace"] == {"@id": "urn:greffier:k1:p1"}
        and visit["sem:hasTimeStamp"]["@value"] == "2024-05-06"
    )
    assert visit["sem:accordingTo"]["rdfs:label"] == "Le Condor" and arrest["sem:accordingTo"] == [
        {"@id": "urn:greffier:k1:a3"}
    ]
    refs = {r["rdf:value"]["@id"] for n in nodes for r in n.get("sem:hasActor", ())}
    assert refs <= set(by) and "urn:greffier:k1:e3" not in by
    rdflib = pytest.importorskip("rdflib")
    assert len(rdflib.Graph().parse(str(tmp_path / "out"), format="json-ld")) > 50


def test_graphml(store: Store, tmp_path: Path) -> None:
    found = put(store, FORMATS["graphml"], tmp_path / "out", exporting.facts(ALL))
    assert [(r["id"], r["label"]) for what, r in found if what == "node"] == [
        ("CHL", "Chile"),
        ("PER", "Peru"),
    ]
    edge = next(r for what, r in found if what == "edge")
    assert (edge["source"], edge["target"], edge["events"], edge["verbal_cooperation"], edge["weight"]) == (
        "PER",
        "CHL",
        2,
        2,
        2.0,
    )
    everything = put(store, FORMATS["graphml"], tmp_path / "all")
    accused = next(r for what, r in everything if what == "edge" and r["target"] == "BOL")
    assert (accused["verbal_conflict"], accused["not_facts"]) == (2, 2)
    networkx = pytest.importorskip("networkx")
    assert networkx.read_graphml(tmp_path / "out")["PER"]["CHL"]["events"] == 2


# E1: what a cell begins with, as it stands in the file, and whether it is changed at all.
CELLS = (
    ("=1+1", "'=1+1"), ("+33 1 42", "'+33 1 42"), ("-12,5", "-12,5"), ("-3", "-3"), ("- un tiret", "'- un tiret"), ("@nom", "'@nom"),
    ("\tx", "'\tx"), ("\rx", "'\rx"), ("\nx", "'\nx"), (" =1", "' =1"), ("\u00a0=1", "'\u00a0=1"), ("＝1", "'＝1"), ("'a", "''a"),
    ("'=1", "''=1"), ("a=b", "a=b"), ('dit "oui", puis; non', 'dit "oui", puis; non'), ("", ""), ("’tis", "’tis"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "cell"), CELLS)
def test_cells_are_safe_and_come_back(text: str, cell: str) -> None:
    assert protect_cell(text) == cell and plain_cell(cell) == text


@given(st.text())
def test_any_cell_is_safe_and_comes_back(text: str) -> None:
    cell = protect_cell(text)
    assert plain_cell(cell) == text
    assert cell.lstrip(" \u00a0")[:1] not in set("=@\t\r") and (
        cell[:1] not in set("+-") or cell[1:2].isdigit()
    )


@given(st.lists(st.one_of(st.none(), st.text(min_size=1))))
def test_any_list_comes_back(items: list[str | None]) -> None:
    joined = "; ".join(map(spreadsheet._escaped, items))
    assert [spreadsheet._unescaped(part) for part in spreadsheet._split(joined)] == items


@pytest.mark.parametrize("title", [t for t, _ in CELLS if t] + ["a; b", "\\;", "?", "\\?", "x\\"])
def test_hostile_titles_and_names_come_back(title: str, tmp_path: Path) -> None:
    made = record(title=title)
    for actor in made["actors"]:
        actor["name"] = title
    store = store_of(tmp_path / "st", [("k1", made)])
    rows = list(event_rows(items(store)))
    for options in ({"delimiter": ","}, {"delimiter": "|"}):
        assert put(store, FORMATS["csv"], tmp_path / "out", **options) == rows
    with (tmp_path / "out").open(encoding="utf-8", newline="") as lines:
        cells = list(csv.reader(lines, delimiter="|"))
    assert cells[1][6] == protect_cell(title) and cells[1][12] == "2.8" and cells[1][22] == "-12.05"
    assert pq.read_table(_parquet(store, tmp_path))["title"][0].as_py() == title
    for name in ("gdelt", "phoenix", "petrarch", "followthemoney", "jsonld", "graphml", "plover"):
        assert put(store, FORMATS[name], tmp_path / name)


def _parquet(store: Store, tmp_path: Path) -> Path:
    put(store, FORMATS["parquet"], tmp_path / "p")
    return tmp_path / "p"


def test_two_who_act_together_are_one_dyad(tmp_path: Path) -> None:
    made = record()
    made["events"] = [{**made["events"][0], "actors": ["a1", "a2", "a6"], "recipients": []}]
    store = store_of(tmp_path / "st", [("k1", made)])
    found = put(store, FORMATS["phoenix"], tmp_path / "out")
    assert [(r["SourceActorEntity"], r["TargetActorEntity"]) for r in found] == [
        ("PER", "CHL"),
        ("PER", "BOL"),
        ("CHL", "BOL"),
    ]


# A graph counts, a table of Parquet is made of many rows: they gather before they write.
STREAMED = ("csv", "jsonl", "plover", "phoenix", "petrarch", "gdelt", "followthemoney", "jsonld")


@pytest.mark.parametrize("name", STREAMED)
def test_an_article_is_written_before_the_next_is_read(store: Store, name: str) -> None:
    shape = FORMATS[name]
    sinks = {file: io.BytesIO() for file in shape.files}
    written: list[int] = []

    def stream() -> Iterator[Item]:
        for item in items(store):
            written.append(len(sinks[shape.files[0]].getvalue()))
            yield item

    shape.write(stream(), sinks, Options())
    assert written[1] > len(TEXT)
