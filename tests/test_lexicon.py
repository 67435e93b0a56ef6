"""The event lexicon: big enough, every row with sentences that hold, and every mistake told with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from greffier.errors import BadData
from greffier.language.lexicon import load_lexicon
from greffier.language.registry import Language, load_language
from greffier.lexicon_check import check_lexicon
from greffier.ontology.plover import load_ontology

GOOD = """- id: consult.meet_again
  cameo: "040"
  verbs: ["ACTOR revoir RECIPIENT"]
  examples: ["[Le roi] a revu le <ministre>."]
"""


def test_the_french_lexicon_is_big_enough() -> None:
    lexicon = load_lexicon(load_language("fr"))
    assert len({lemma for lemma, _ in lexicon.verbs}) >= 150
    assert len(lexicon.nouns) >= 100
    assert {r.type for r in lexicon.rows} == set(load_ontology().types)
    assert all(r.examples for r in lexicon.rows)


def test_every_example_of_every_row_holds(french: Language) -> None:
    report = check_lexicon(french)
    assert not report.failures, "\n".join(map(str, report.failures))
    assert f"{report.examples} of {report.examples} examples hold" in report.summary()


@pytest.mark.parametrize(
    ("change", "problem", "line"),
    [
        (("consult.meet_again", "meeting.x"), "unknown type 'MEETING'", 1),
        (('"040"', '"999"'), "unknown CAMEO code '999'", 2),
        (("ACTOR revoir RECIPIENT", "ACTOR revoir VICTIM"), "unknown slot", 3),
        (("ACTOR revoir RECIPIENT", "ACTOR revoir {inconnus}"), "inconnus", 3),
        (("ACTOR revoir RECIPIENT", "ACTOR livrer colis à|zut RECIPIENT"), "'zut'", 3),
        (('examples: ["[Le roi] a revu le <ministre>."]', "examples: []"), "has no example", 1),
        (("  cameo", "  kameo"), "kameo", 2),
    ],
)
def test_a_mistake_names_file_and_line(
    change: tuple[str, str], problem: str, line: int, tmp_path: Path
) -> None:
    (tmp_path / "events").mkdir()
    (tmp_path / "events" / "mine.yaml").write_text(GOOD.replace(*change), encoding="utf-8")
    with pytest.raises(BadData, match=problem) as caught:
        load_lexicon(load_language("fr", lexicon=tmp_path))
    assert "mine.yaml" in caught.value.where
    assert caught.value.line == line


def test_a_users_row_is_checked_and_wins(french: Language, tmp_path: Path) -> None:
    (tmp_path / "events").mkdir()
    (tmp_path / "events" / "mine.yaml").write_text(GOOD.replace("meet_again", "meet"), encoding="utf-8")
    lexicon = load_lexicon(load_language("fr", lexicon=tmp_path))
    (row,) = [r for r in lexicon.rows if r.id == "consult.meet"]
    assert "mine.yaml:1" in row.rule
