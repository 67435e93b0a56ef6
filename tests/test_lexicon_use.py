"""What the lexicon does not cover in a corpus, and the rows that never fire there."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from greffier.cli import main
from greffier.language.lexicon import load_lexicon
from greffier.language.registry import Language
from greffier.lexicon_use import missing, unused
from greffier.model.article import Article
from greffier.reading.articles import article_from_text

SENTENCES = (
    "Le président français a photographié le ministre allemand.",
    "Le président malien a photographié le ministre togolais.",
    "Le président malien a mangé une pomme.",
    "La police kényane a arrêté trois rebelles.",
    "Le président malien a dit au ministre togolais que le pont était sûr.",
)


def corpus() -> list[Article]:
    return [article_from_text(text, language="fr", published="2024-05-02") for text in SENTENCES]


def test_a_predicate_without_a_row_is_listed_with_its_actors(french: Language) -> None:
    (row,) = missing(corpus(), french)
    assert (row.predicate, row.count, len(row.pairs)) == ("photographier", 2, 2)
    assert row.example and row.example in SENTENCES[0]
    assert str(row).split()[:2] == ["2", "photographier"]


def test_speech_and_coded_acts_are_not_missing(french: Language) -> None:
    assert {row.predicate for row in missing(corpus(), french, least=1)} == {"photographier"}


def test_rows_that_fired_are_not_unused(french: Language) -> None:
    idle = {row.id for row in unused(corpus(), french)}
    assert "coerce.arrest" not in idle
    assert len(idle) == len(load_lexicon(french).rows) - 1


def test_the_commands(tmp_path: Path) -> None:
    for n, text in enumerate(SENTENCES):
        (tmp_path / f"{n}.txt").write_text(text, encoding="utf-8")
    files = [str(p) for p in sorted(tmp_path.glob("*.txt"))]
    listed = CliRunner().invoke(main, ["lexicon", "missing", *files])
    assert (listed.exit_code, "photographier" in listed.output) == (0, True)
    idle = CliRunner().invoke(main, ["lexicon", "unused", *files])
    assert (idle.exit_code, "fr/events/aid.yaml" in idle.output) == (0, True)
