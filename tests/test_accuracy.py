"""The page of accuracy: made of tiny development sets; and the page in docs/ has every section that the command writes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from greffier import __version__
from greffier.cli import main
from greffier.evaluation.accuracy import PAGE, PLACEHOLDER, fill_page
from greffier.evaluation.sets import CONDITIONALS, CONSTRUCTIONS, GOLD, NAMES, QUOTES, TIMES
from greffier.language.registry import Language

DOCS = Path(__file__).resolve().parents[1] / "docs" / "accuracy.md"

ARTICLE = "Paris a expulsé jeudi deux diplomates iraniens. La préfète Nora Lestang a béni une péniche."
EVENT = {
    "type": "SANCTION", "actors": [{"name": "France", "country": "FRA", "role": "GOV"}], "date": "2025-09-04",
    "recipients": [{"name": "deux diplomates iraniens", "country": "IRN", "role": "GOV"}], "place_country": None,
    "status": "occurred", "according_to": [], "hedged": False, "trigger": "a expulsé", "evidence": ARTICLE.split(".")[0],
}  # fmt: skip
MISSED = EVENT | {
    "type": "SUPPORT",
    "trigger": "a béni",
    "evidence": "La préfète Nora Lestang a béni une péniche",
}


def write(path: Path, content: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def sets(tmp_path: Path) -> Path:
    """An evaluation folder with one document a set."""
    about = {"id": "fr-a", "lang": "fr", "published": "2025-09-05"}
    write(tmp_path / GOLD / "articles" / "fr-a.json", about | {"title": "", "text": ARTICLE})
    write(tmp_path / GOLD / "records" / "fr-a.json", about | {"events": [EVENT, MISSED]})
    write(tmp_path / QUOTES, {"doc": "q", "text": "Le bac est à quai depuis hier soir.", "quotes": []})
    left = "Si le pont tenait, le bac "
    write(tmp_path / CONDITIONALS, [{"left": left, "verb": "partirait", "right": ".", "use": "HYPO"}])
    write(tmp_path / TIMES / "t.tml", "<TEXT>Le bac est à quai.</TEXT>")
    write(tmp_path / CONSTRUCTIONS, f"id\ttext\tplover\tsource\ttarget\tstatus\tphenomenon\nc\t{ARTICLE}\tSANCTION\tParis\t\tasserted\tx\n")  # fmt: skip
    write(tmp_path / NAMES / "01" / "2019_01_02-001.txt", "Angela Merkel dort.")
    write(tmp_path / NAMES / "01" / "2019_01_02-001.ann", "T1\tPerson 0 13\tAngela Merkel\n")
    return tmp_path


def run(folder: Path) -> str:
    result = CliRunner().invoke(main, ["accuracy", str(folder)])
    assert result.exit_code == 0, result.output
    return result.output


def headings(page: str) -> list[str]:
    return re.findall(r"^#+ .+$", page, re.M)


def test_page_of_tiny_sets(sets: Path, french: Language) -> None:
    page = run(sets)
    assert headings(page) == headings(PAGE.read_text(encoding="utf-8"))
    assert not PLACEHOLDER.search(page)
    assert f"`greffier accuracy` (`make accuracy`) with greffier {__version__}" in page
    assert "1 articles: 0 statements, 2 events, 0 times." in page
    assert "| SANCTION | 1.00 | 1.00 | 1 | 1 |" in page
    assert "| SUPPORT | 1 | 0 | 0 | 0 |" in page  # missed, with nothing of ours there
    assert "| 1 French constructions | type / parties / status right | 1.00 /" in page
    assert (
        "| Names in French Wikinews (1 articles) | person / place / organisation / all (strict F1) | 1.00 /"
        in page
    )
    assert run(sets) == page


def test_page_shows_no_words_of_the_gold(sets: Path, french: Language) -> None:
    page = run(sets)
    for words in ("expulsé", "diplomates", "Lestang", "péniche", "bac "):
        assert words not in page


def test_a_set_that_is_absent_is_named(sets: Path) -> None:
    (sets / CONDITIONALS).unlink()
    result = CliRunner().invoke(main, ["accuracy", str(sets)])
    assert result.exit_code == 3
    assert CONDITIONALS.as_posix() in result.output


def test_every_block_has_its_place() -> None:
    assert fill_page("a\n<!-- measured: x -->\nb\n", {"x": "1"}) == "a\n1\nb\n"
    with pytest.raises(ValueError, match="places"):
        fill_page("a\n", {"x": "1"})


def test_page_in_docs_has_every_section() -> None:
    """Its figures follow the gold, which is not here; `make accuracy` writes them anew."""
    page = DOCS.read_text(encoding="utf-8")
    assert headings(page) == headings(PAGE.read_text(encoding="utf-8"))
    assert not PLACEHOLDER.search(page)
