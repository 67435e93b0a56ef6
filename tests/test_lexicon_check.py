"""The check of the lexicon tells which example failed, where it stands and what came out instead."""

from __future__ import annotations

from pathlib import Path

from greffier.language.registry import Language, load_language
from greffier.lexicon_check import check_lexicon

MINE = """- id: consult.beam
  cameo: "040"
  symmetric: true
  verbs: ["ACTOR téléporter RECIPIENT"]
  examples:
    - "[Paris] a téléporté [Berlin]."
    - "[Paris] a téléporté <Berlin>."
    - "[Le ministre] a mangé une pomme."
  hard: ["[Rome] a téléporté [Madrid]."]
  never: ["Londres a téléporté Dublin."]
"""


def test_failures_have_their_address_and_known_misses_that_hold_are_told(
    french: Language, tmp_path: Path
) -> None:
    (tmp_path / "events").mkdir()
    (tmp_path / "events" / "mine.yaml").write_text(MINE, encoding="utf-8")
    report = check_lexicon(load_language("fr", lexicon=tmp_path))
    mine = [f for f in report.failures if "mine.yaml" in f.where]
    assert [f.where.rpartition(":")[2] for f in mine] == ["7", "8", "10"]
    assert "consult.beam" in str(mine[0])
    assert (
        "expected CONSULT [Paris] -> [Berlin], got CONSULT (consult.beam) [France, Allemagne] -> []"
        in str(mine[0])
    )
    assert "got nothing" in str(mine[1])
    assert "expected no event" in str(mine[2])
    assert [w for w in report.solved if "mine.yaml:9" in w]
    assert f"{report.examples - len(report.failures)} of {report.examples} examples hold" in report.summary()
