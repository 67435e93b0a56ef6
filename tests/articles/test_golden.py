"""Whole example articles with their records, reviewed by hand; `pytest --update-golden` rewrites them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import greffier
from greffier.language.registry import Language
from greffier.model.interchange import record_to_dict

HERE = Path(__file__).parent
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
PUBLISHED = {"treve-de-trente-jours": "2025-03-12"}
MADE = ("made_by",)  # versions are no part of what was read


@pytest.mark.parametrize("name", sorted(PUBLISHED))
def test_the_record_of_an_example(name: str, french: Language, request: pytest.FixtureRequest) -> None:
    text = (EXAMPLES / f"{name}.txt").read_text(encoding="utf-8")
    got = shown(greffier.read(text, published=PUBLISHED[name], id=name, language="fr"))
    golden = HERE / f"{name}.json"
    if request.config.getoption("--update-golden"):
        golden.write_text(json.dumps(got, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert got == json.loads(golden.read_text(encoding="utf-8"))


def shown(record: greffier.Record) -> dict[str, Any]:
    """The record without versions and without the predicates that gave nothing, which change with every row."""
    return {k: v for k, v in record_to_dict(record).items() if k not in (*MADE, "seen")}
