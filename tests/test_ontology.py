"""The ontology: PLOVER's sixteen types with modes and scores, CAMEO's codes, and mistakes told with file and line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from greffier.errors import BadData
from greffier.ontology.plover import HERE, PLANNED_AS, load_ontology, plover_view, quad_class

FILES = ("plover.csv", "modes.csv", "cameo.csv", "sectors.csv")


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
        ("modes.csv", "TALK,loud,3,plover,x,y", "unknown type 'TALK'"),
        ("modes.csv", "AGREE,Loud,3,plover,x,y", "lower case"),
        ("modes.csv", "AGREE,loud,3,us,x,y", "origin"),
        ("cameo.csv", "9x,Talk,1,AGREE,", "two to four digits"),
        ("cameo.csv", "991,Talk,1,AGREE,", "before its root"),
        ("cameo.csv", "99,Talk,1,TALK,", "unknown type 'TALK'"),
        ("cameo.csv", "99,Talk,1,AGREE,loud", "no mode 'loud'"),
        ("cameo.csv", "99,Talk,1", "too few or too many fields"),
        ("sectors.csv", "Gov,x,y", "three capitals"),
        ("sectors.csv", "GOV,x,y", "stands twice"),
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


def test_types_and_codes_are_those_of_the_reference(shared: Path) -> None:
    ontology = load_ontology()
    plover = json.loads((shared / "reference" / "plover_ontology.json").read_text(encoding="utf-8"))
    assert set(ontology.types) == set(plover["events"])
    codes = (shared / "reference" / "cameo_codes.tsv").read_text(encoding="utf-8").splitlines()[1:]
    digits = {code for line in codes if (code := line.split("\t")[0]).isdigit()}
    assert (
        set(ontology.cameo) == digits
    )  # the reference has variants with letters too, which CAMEO does not define
