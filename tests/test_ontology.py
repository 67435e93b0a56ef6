"""The ontology: PLOVER's sixteen types with modes and scores, CAMEO's codes, and mistakes told with file and line."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

from greffier.errors import BadData
from greffier.knowledge.codes import ROLES
from greffier.model.interchange import load_schema
from greffier.ontology.codebook import load_decisions, load_statuses, write_codebook
from greffier.ontology.plover import HERE, PLANNED_AS, load_ontology, plover_view, quad_class

FILES = (
    "plover.csv",
    "modes.csv",
    "cameo.csv",
    "sectors.csv",
    "contexts.csv",
    "implied.csv",
    "statuses.csv",
    "decisions.csv",
)


def test_the_sixteen_types_are_there_with_four_quad_classes() -> None:
    ontology = load_ontology()
    assert len(ontology.types) == 16
    assert {t.quad for t in ontology.types.values()} == {1, 2, 3, 4}
    assert {t.name for t in ontology.types.values() if t.needs_recipient} == {"COOPERATE", "AID", "SANCTION"}


def test_every_cameo_code_that_means_an_event_has_a_type_and_a_known_mode() -> None:
    ontology = load_ontology()
    for code in ontology.cameo.values():
        assert code.type in ontology.types or code.code[:2] in ("01", "02"), code
        assert code.mode is None or code.mode in ontology.modes_of(code.type), code


def test_a_planned_cooperation_is_an_agreement_in_plovers_view_only() -> None:
    assert {plover_view(t, "planned") for t in PLANNED_AS} == {"AGREE", "CONCEDE"}
    assert plover_view("CONSULT", "occurred") == "CONSULT"
    assert plover_view("ASSAULT", "planned") == "ASSAULT"
    assert plover_view("AGREE", "occurred", "sign") == "SUPPORT"
    assert plover_view("CONCEDE", "planned", "release") == "CONCEDE"


def test_the_score_of_a_mode_or_else_of_its_type() -> None:
    ontology = load_ontology()
    assert ontology.score("ACCUSE") < 0 < ontology.score("AID")
    assert ontology.score("ASSAULT", "no such mode") == ontology.score("ASSAULT")
    assert quad_class("ASSAULT") == 4


@pytest.mark.parametrize(
    ("file", "line", "problem"),
    [
        ("plover.csv", "AGREE,5,3,optional,x,y", "quad class '5'"),
        ("plover.csv", "TALK,1,30,optional,x,y", "not between"),
        ("plover.csv", "TALK,1,three,optional,x,y", "no number"),
        ("plover.csv", "TALK,1,3,sometimes,x,y", "recipient is"),
        ("plover.csv", "TALK,1,3,optional,,", "no definition"),
        ("modes.csv", "TALK,loud,3,plover,,x,y", "unknown type 'TALK'"),
        ("modes.csv", "AGREE,Loud,3,plover,,x,y", "lower case"),
        ("modes.csv", "AGREE,loud,3,us,,x,y", "origin"),
        ("cameo.csv", "9x,x,y,1,AGREE,", "two to four digits"),
        ("cameo.csv", "991,x,y,1,AGREE,", "before its root"),
        ("cameo.csv", "99,x,y,1,TALK,", "unknown type 'TALK'"),
        ("cameo.csv", "99,,,1,AGREE,", "99 has no label"),
        ("cameo.csv", "99,x,y,1,AGREE,loud", "no mode 'loud'"),
        ("cameo.csv", "99,x,y,1", "too few or too many fields"),
        ("sectors.csv", "Gov,,x,y", "three capitals"),
        ("sectors.csv", "GOV,GOV,x,y", "stands twice"),
        ("sectors.csv", "XYZ,ZYX,x,y", "unknown sector 'ZYX'"),
        ("contexts.csv", "weather,,", "definition in both languages"),
        ("contexts.csv", "health,x,y", "stands twice"),
        ("implied.csv", "AID,loud,health", "no mode 'loud'"),
        ("implied.csv", "AID,rescue,weather", "unknown context 'weather'"),
        ("implied.csv", "AID,asylum,health", "stands twice"),
    ],
)
def test_a_mistake_names_file_and_line(file: str, line: str, problem: str, tmp_path: Path) -> None:
    for name in FILES:
        shutil.copy(HERE / name, tmp_path / name)
    lines = (tmp_path / file).read_text(encoding="utf-8").splitlines()
    if line.startswith("AGREE,5"):
        lines = [x for x in lines if not x.startswith("AGREE,")]
    (tmp_path / file).write_text("\n".join([*lines, line]) + "\n", encoding="utf-8")
    with pytest.raises(BadData, match=problem) as caught:
        load_ontology(tmp_path)
    assert (caught.value.where, caught.value.line) == (file, len(lines) + 1)


@pytest.mark.parametrize(
    ("file", "line", "problem"),
    [
        ("statuses.csv", "maybe,,x,y", "unknown status 'maybe'"),
        ("statuses.csv", "denied,past,x,y", "unknown auxiliary mode 'past'"),
        ("statuses.csv", "", "status 'denied' has no line"),
        ("decisions.csv", "a topic,x,y,", "the decision has no why"),
        ("decisions.csv", "score of ACCUSE,x,y,z", "stands twice"),
    ],
)
def test_a_mistake_in_what_only_people_read_names_file_and_line(
    file: str, line: str, problem: str, tmp_path: Path
) -> None:
    lines = [
        x
        for x in (HERE / file).read_text(encoding="utf-8").splitlines()
        if file != "statuses.csv" or not x.startswith("denied")
    ]
    (tmp_path / file).write_text("\n".join([*lines, line]).rstrip("\n") + "\n", encoding="utf-8")
    load = load_statuses if file == "statuses.csv" else load_decisions
    with pytest.raises(BadData, match=problem) as caught:
        load(tmp_path)
    assert (caught.value.where, caught.value.line) == (file, len(lines) + bool(line))


def test_the_codebook_names_every_type_mode_status_context_sector_and_code() -> None:
    page, ontology = write_codebook(), load_ontology()
    rows = [*ontology.types, *ontology.contexts, *ontology.sectors, *ontology.cameo]
    for name in [*rows, *(s.status for s in load_statuses())]:
        assert f"\n| {name} |" in page
    for type_, mode in ontology.modes:
        assert f"\n| {type_} | {mode} " in page
    for decision in load_decisions():
        assert f"\n| {decision.topic} |" in page


def test_roles_of_rows_and_of_the_schema_are_sectors() -> None:
    sectors = load_ontology().sectors
    role = load_schema()["properties"]["actors"]["items"]["properties"]["role"]["enum"]
    assert ROLES == {s.written for s in sectors.values() if s.written} <= set(role)
    assert set(role) - {None} <= set(sectors)


def test_contexts_are_thirty_seven_and_those_of_the_schema() -> None:
    names = list(load_ontology().contexts)
    assert len(names) == 37
    schema = load_schema()["properties"]["events"]["items"]["properties"]["contexts"]
    assert schema["items"]["enum"] == names


def test_types_and_codes_are_those_of_the_reference(shared: Path) -> None:
    """Facts carry over, wording does not: no definition or label is copied."""
    ontology = load_ontology()
    plover = json.loads((shared / "reference" / "plover_ontology.json").read_text(encoding="utf-8"))
    assert set(ontology.types) == set(plover["events"])
    assert list(ontology.contexts) == plover["contexts"]
    assert set(ontology.sectors) == {*plover["sectors"], *plover["international_codes"]}
    theirs = {(t, m) for t, facts in plover["events"].items() for m in facts["modes"]}
    assert theirs == {key for key, mode in ontology.modes.items() if not mode.ours}
    for key, score in plover["scores"].items():
        type_, _, mode = key.partition(": ")
        assert abs(ontology.score(type_, mode.lower() or None)) == abs(score), key
    with (shared / "reference" / "cameo_codes.tsv").open(encoding="utf-8", newline="") as lines:
        rows = {row["cameo"]: row for row in csv.DictReader(lines, delimiter="\t")}
    left_out = set(rows) - set(ontology.cameo)
    assert not set(ontology.cameo) - set(rows)
    assert all(not code.isdigit() for code in left_out)  # variants with letters: decisions.csv names them
    assert all(any(code in d.topic for d in load_decisions()) for code in left_out)
    for code, ours in ontology.cameo.items():
        assert ours.goldstein == float(rows[code]["goldstein"]), code
    same = [c for c, ours in ontology.cameo.items() if ours.en.lower() == rows[c]["label"].lower()]
    assert len(same) < 5, same  # "Demand", "Threaten": no other word for it
