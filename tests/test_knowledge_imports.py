"""What others know, taken into a user's folder: CSV, Wikidata entities, FollowTheMoney; and the commands `greffier kb`."""

from __future__ import annotations

import csv
import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from greffier.cli import main
from greffier.errors import BadInput
from greffier.knowledge.base import HERE, load_knowledge
from greffier.knowledge.check import check_knowledge
from greffier.knowledge.codes import ISO3, ORGANISATION_TYPES
from greffier.knowledge.imports.taking import import_file
from greffier.knowledge.imports.titles import office_of_title
from greffier.knowledge.rows import COLUMNS

TODAY = date(2026, 11, 26)


def claim(target: str, **qualifiers: Any) -> dict[str, Any]:
    """A claim of Wikidata whose value is an item."""
    return {
        "mainsnak": {"datavalue": {"value": {"entity-type": "item", "id": target}}},
        "qualifiers": qualifiers,
        "rank": "normal",
    }


def when(time: str, precision: int) -> list[dict[str, Any]]:
    return [{"datavalue": {"value": {"time": f"+{time}T00:00:00Z", "precision": precision}}}]


def item(
    id: str, fr: str, en: str, aliases: tuple[str, ...] = (), **claims: list[dict[str, Any]]
) -> dict[str, Any]:
    labels = {code: {"language": code, "value": value} for code, value in (("fr", fr), ("en", en)) if value}
    return {"id": id, "labels": labels, "aliases": {"fr": [{"value": a} for a in aliases]}, "claims": claims}


MINISTER = item(
    "Q900001", "Fatou Exemple", "Fatou Example", ("F. Exemple",),
    P31=[claim("Q5")], P21=[claim("Q6581072")], P27=[claim("Q672")],
    P39=[
        claim("Q900010", P580=when("2019-03-07", 11), P582=when("2021-06-00", 10)),
        claim("Q900011", P580=when("2021-06-00", 10)),
        claim("Q900012", P580=when("2010-00-00", 9)),
        claim("Q900010", P582=when("2015-06-00", 10)),
    ],
)  # fmt: skip
POST = item(
    "Q900010", "ministre de la Défense de Tuvalu", "Minister of Defence of Tuvalu", P1001=[claim("Q672")]
)
HEAD = item("Q900011", "", "Head of the isles", P279=[claim("Q14212")], P17=[claim("Q672")])
PARTY = item("Q900020", "Parti des Lagons", "Lagoon Party", P31=[claim("Q7278")], P17=[claim("Q672")])


def written(path: Path, *items: dict[str, Any], shape: str) -> Path:
    if shape == "entities":
        path.write_text(json.dumps({"entities": {i["id"]: i for i in items}}), encoding="utf-8")
    elif shape == "array":
        path.write_text("[\n" + ",\n".join(json.dumps(i) for i in items) + "\n]\n", encoding="utf-8")
    elif shape == "dump":  # one a line with commas, cut at the end
        path.write_text("[\n" + ",\n".join(json.dumps(i) for i in items) + ",\n", encoding="utf-8")
    else:
        path.write_bytes(gzip.compress("\n".join(json.dumps(i) for i in items).encode()))
    return path


@pytest.mark.parametrize("shape", ["entities", "array", "dump", "lines.gz"])
def test_entities_of_wikidata(shape: str, tmp_path: Path) -> None:
    into = tmp_path / "mine"
    file = written(tmp_path / "entities.json", MINISTER, POST, HEAD, PARTY, shape=shape)
    result = import_file(file, into, today=TODAY)
    assert result.rows == {"persons.csv": 1, "terms.csv": 2, "organisations.csv": 1}
    assert [left.split(":")[1][:25] for left in result.left] == [
        " the position Q900012 is ",
        " the term as DEF of TUV h",
    ]
    assert check_knowledge(into) == []
    known = load_knowledge(into)
    (person,) = known.lookup("F. Exemple", language="fr")
    assert (person.id, person.name_en, person.gender, person.country) == (
        "q900001",
        "Fatou Example",
        "f",
        "TUV",
    )
    assert person.wikidata == "Q900001"
    assert known.holder("TUV", "DEF", date(2020, 1, 1)) == known.at(person, date(2020, 1, 1))
    assert known.holder("TUV", "HOG", date(2022, 1, 1)) is not None
    assert known.lookup("Parti des Lagons")[0].role == "PTY"


def test_whom_we_know_keeps_id_and_names(tmp_path: Path) -> None:
    putin = item("Q7747", "Vladimir Poutine", "Vladimir Putin", ("Wladimir Putin",), P31=[claim("Q5")])
    into = tmp_path / "mine"
    import_file(written(tmp_path / "e.json", putin, shape="entities"), into, today=TODAY)
    known = load_knowledge(into)
    assert [known.lookup(n, language="fr")[0].id for n in ("Wladimir Putin", "Poutine")] == [
        "poutine",
        "poutine",
    ]
    assert known.holder("RUS", "HOS", date(2020, 1, 1)) is not None


FTM = [
    {"id": "p1", "schema": "Person", "properties": {"name": ["Ioane Modèle"], "country": ["tv"], "gender": ["male"], "alias": ["I. Modèle"]}},
    {"id": "p2", "schema": "Person", "properties": {}},
    {"id": "pos", "schema": "Position", "properties": {"name": ["Minister of Foreign Affairs"], "country": ["tv"]}},
    {"id": "odd", "schema": "Position", "properties": {"name": ["Keeper of the Lighthouse"], "country": ["tv"]}},
    {"id": "o1", "schema": "Occupancy", "properties": {"holder": ["p1"], "post": ["pos"], "startDate": ["2018-02-03"], "endDate": ["2020"]}},
    {"id": "o2", "schema": "Occupancy", "properties": {"holder": ["p1"], "post": ["odd"], "startDate": ["2018"]}},
    {"id": "o3", "schema": "Occupancy", "properties": {"holder": ["p9"], "post": ["odd"], "startDate": ["2018"]}},
    {"id": "c1", "schema": "Company", "properties": {"name": ["Coprah SA"], "country": ["tv"]}},
    {"id": "c2", "schema": "Organization", "properties": {"name": ["Les Amis"]}},
]  # fmt: skip


def test_followthemoney(tmp_path: Path) -> None:
    file, into = tmp_path / "entities.ftm.json", tmp_path / "mine"
    file.write_text("\n".join(map(json.dumps, FTM)), encoding="utf-8")
    result = import_file(file, into, today=TODAY)
    assert result.rows == {"persons.csv": 1, "terms.csv": 1, "organisations.csv": 1}
    assert len(result.left) == 4
    known = load_knowledge(into)
    holder = known.holder("TUV", "MFA", date(2019, 1, 1))
    assert holder is not None and (holder.name_fr, holder.gender) == ("Ioane Modèle", "m")
    assert known.lookup("Coprah SA")[0].country == "TUV"


LIST = """name;aliases;country;office;start;end
Sina Patron;S. Patron|Patron;Tuvalu;Premier ministre;2015-01-02;2019
Sina Patron;;TV;MFA;2020;
Nemo Nulpart;;Atlantide;;;
Teo Quidam;;TUV;Gardien du phare;2020;
"""


def test_a_plain_list_of_a_spreadsheet(tmp_path: Path) -> None:
    file, into = tmp_path / "liste.csv", tmp_path / "mine"
    file.write_text("\ufeff" + LIST, encoding="utf-8")
    result = import_file(file, into, today=TODAY)
    assert result.rows == {"persons.csv": 2, "terms.csv": 2}
    assert [left.partition(":")[0] for left in result.left] == ["line 4", "line 5"]
    known = load_knowledge(into)
    assert [known.holder("TUV", o, date(2020, 6, 1)) is None for o in ("HOG", "MFA")] == [True, False]
    assert known.holder("TUV", "HOG", date(2018, 6, 1)) is not None


def test_a_file_of_ours_replaces_rows_and_keeps_the_rest(tmp_path: Path) -> None:
    into = tmp_path / "mine"
    columns = "id,names_fr,names_en,type,country,claimed_by,lat,lon,from,to,sure,checked"
    one, two = (tmp_path / n for n in ("one.csv", "two.csv"))
    one.write_text(
        f"{columns}\nx,Lagon Bleu,,site,TUV,,,,,,yes,2025-06\ny,Récif,,site,TUV,,,,,,yes,2025-06\n"
    )
    two.write_text(f"{columns}\nx,Grand Lagon,,site,TUV,,,,,,yes,2025-06\n")
    for file in (one, two):
        assert import_file(file, into, today=TODAY).rows
    known = load_knowledge(into)
    assert known.lookup("Lagon Bleu") == ()
    assert [known.lookup(n)[0].id for n in ("Grand Lagon", "Récif")] == ["x", "y"]


@pytest.mark.parametrize("file", sorted(COLUMNS))
def test_each_of_our_files_can_be_taken_in(file: str, tmp_path: Path) -> None:
    lines = (HERE / file).read_text(encoding="utf-8").splitlines()
    (tmp_path / "one.csv").write_text("\n".join([x for x in lines if not x.startswith("#")][:2]) + "\n")
    assert import_file(tmp_path / "one.csv", tmp_path / "mine", today=TODAY).rows == {file: 1}


def test_a_claim_of_the_user_stands_at_the_state(tmp_path: Path) -> None:
    (tmp_path / "one.csv").write_text("country,claimed_by,what,sure,checked\nTUV,PLW KIR,,yes,2025-06\n")
    import_file(tmp_path / "one.csv", tmp_path / "mine", today=TODAY)
    tuvalu = load_knowledge(tmp_path / "mine").country("TUV")
    assert tuvalu is not None and tuvalu.claimed_by == ("PLW", "KIR")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "empty"),
        (b"a,b\n1,2\n", "no file that greffier can take in"),
        (b"name,country\nX\n", r"bad:2: 1 cells"),
        (b'{"a": 1}', "neither"),
        (b'{"id": "x"}\n{broken\n', r"bad:2: this line is not JSON"),
        ("name,country\nZoé,France\n".encode("latin-1"), "UTF-8"),
        (b"\x1f\x8b\x08broken", "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_taken_in(content: bytes, problem: str, tmp_path: Path) -> None:
    file = tmp_path / "bad"
    file.write_bytes(content)
    with pytest.raises(BadInput, match=problem):
        import_file(file, tmp_path / "mine", today=TODAY)
    assert not (tmp_path / "mine").exists()


@pytest.mark.parametrize(
    ("title", "country", "found"),
    [
        ("Minister of Defence of Chad", "", ("DEF", "TCD")),
        ("ministre des Affaires étrangères", "MLI", ("MFA", "MLI")),
        ("President of the Senate", "FRA", None),
        ("French foreign minister", "", ("MFA", "FRA")),
        ("Secretary-General of the United Nations", "", ("UNSG", "")),
        ("Secretary of State", "USA", ("MFA", "USA")),
        ("Keeper", "FRA", None),
        ("", "FRA", None),
    ],
)
def test_a_title_gives_its_office(title: str, country: str, found: tuple[str, str] | None) -> None:
    assert office_of_title(load_knowledge(), title, country) == found


def test_our_words_for_wikidata_are_codes_of_ours() -> None:
    lines = (HERE / "wikidata.csv").read_text(encoding="utf-8").splitlines()
    known = {"country": ISO3, "type": set(ORGANISATION_TYPES), "gender": {"m", "f"}, "human": {"human"},
             "office": set(load_knowledge().offices)}  # fmt: skip
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    assert [r["qid"] for r in rows if r["value"] not in known[r["kind"]]] == []
    assert len({(r["qid"], r["kind"]) for r in rows}) == len(rows)


# ------------------------------------------------------------------------------------------------ commands


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["kb", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


def test_kb_check_tells_file_and_line(tmp_path: Path) -> None:
    assert run("check")[0] == 0
    status, out, _ = run("start", tmp_path / "mine")
    assert status == 0 and "persons.csv" in out
    assert run("check", tmp_path / "mine")[0] == 0
    with (tmp_path / "mine" / "places.csv").open("a", encoding="utf-8") as file:
        file.write("x,X,X,city,QQQ,,46,2,,,yes,2025-06\n")
    status, out, err = run("check", tmp_path / "mine")
    assert (status, "1 problem" in out) == (3, True)
    assert err.startswith("mine/places.csv:2: unknown country code 'QQQ'")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("Poutine", "--on", "2020-01-01"), "Vladimir Poutine, person, RUS, GOV, Q7747"),
        (("russe",), "adjective or people of RUS"),
        (("Crimée",), "UKR, claimed by RUS"),
        (("RUS:HOS", "--on", "2010-01-01"), "RUS HOS: Dmitri Medvedev"),
        ((":UNSG", "--on", "2018-01-01"), "UNSG: António Guterres"),
        (("TUV:DEF", "--on", "2018-01-01"), "unknown, no row"),
    ],
)
def test_kb_lookup(arguments: tuple[str, ...], says: str) -> None:
    status, out, _ = run("lookup", *arguments)
    assert status == 0 and says in out


def test_kb_lookup_of_nothing() -> None:
    assert run("lookup", "Trifouilly")[0] == 3
    assert "no office 'KING'" in run("lookup", "FRA:KING")[2]


def test_kb_import(tmp_path: Path) -> None:
    file = written(tmp_path / "e.json", MINISTER, POST, shape="entities")
    status, out, err = run("import", file, "--into", tmp_path / "mine")
    assert status == 0 and "1 rows of persons.csv" in out and "left out: Q900001" in err
    again = run("import", file, "--into", tmp_path / "mine")
    assert again[0] == 0 and len(load_knowledge(tmp_path / "mine").lookup("Fatou Exemple")) == 1
    status, _, err = run("check", tmp_path / "nowhere")
    assert (status, "does not exist" in err) == (3, True)
