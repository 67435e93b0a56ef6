"""The commands as a user types them: formats, exit status, and one clear sentence for every bad input."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result

from greffier.cli import main
from greffier.language.registry import Language
from greffier.model.interchange import load_schema

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "treve-de-trente-jours.txt"
TEXT = "Paris a expulsé jeudi deux diplomates iraniens. « C'est une erreur », a réagi le ministre iranien."


def run(*args: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, list(args), input=stdin)


def test_help_does_not_load_the_model() -> None:
    code = "import sys, greffier.cli; sys.exit(any(m in sys.modules for m in ('spacy', 'yaml', 'rich', 'numpy')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    started = time.perf_counter()
    assert run("--help").exit_code == 0
    assert "read" in run("--help").output
    assert time.perf_counter() >= started  # the time itself is measured in bench/


def test_table_shows_who_did_what(french: Language) -> None:
    result = run("read", str(EXAMPLE), "--published", "2025-03-12")
    assert result.exit_code == 0, result.output
    for word in ("Who said what", "Who did what to whom", "CONSULT", "Marco", "hedged"):
        assert word in result.output


def test_jsonl_is_valid_and_keeps_order_and_ids(french: Language, tmp_path: Path) -> None:
    file = tmp_path / "deux.jsonl"
    rows = [
        {"id": "b", "text": TEXT, "published": "2024-05-02"},
        {"id": "a", "text": "Il pleut.", "language": "fr"},
    ]
    file.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    result = run("read", str(file), "--format", "jsonl")
    assert result.exit_code == 0, result.output
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert [r["document"]["id"] for r in records] == ["b", "a"]
    for record in records:
        jsonschema.validate(record, load_schema())
    assert run("read", str(file), "--format", "jsonl").stdout == result.stdout


def test_standard_input(french: Language) -> None:
    result = run("read", "-", "--format", "json", "--language", "fr", stdin=TEXT)
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["document"]["text"] == TEXT


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("vide.txt", b"", "empty"),
        ("blancs.txt", b" \n\n ", "empty"),
        ("image.html", b"\x89PNG\r\n\x1a\n" + bytes(100), "PNG"),
        ("a.txt", b"%PDF-1.7\n" + bytes(range(256)), "PDF"),
        ("nul.txt", bytes(1000), "binary"),
        ("sans-texte.json", b'{"id": "x", "title": "T"}', "text"),
        ("allemand.txt", "Der Präsident hat am Montag in Berlin die Minister empfangen und lange mit ihnen gesprochen.".encode(), "language"),
    ],
)  # fmt: skip
def test_bad_input_is_one_sentence_and_exit_3(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    result = run("read", str(file))
    assert result.exit_code == 3, result.output
    assert says in result.stderr and name in result.stderr
    assert "Traceback" not in result.output


def test_a_bad_line_is_named_and_the_others_are_read(french: Language, tmp_path: Path) -> None:
    file = tmp_path / "trois.jsonl"
    lines = [
        json.dumps({"id": "1", "text": TEXT}),
        "{oops",
        json.dumps({"id": "2", "text": TEXT}),
        json.dumps({"id": "3"}),
    ]
    file.write_text("\n".join(lines), encoding="utf-8")
    result = run("read", str(file), "--format", "jsonl", "--language", "fr")
    assert result.exit_code == 3
    assert [json.loads(line)["document"]["id"] for line in result.stdout.splitlines()] == ["1", "2"]
    assert "trois.jsonl:2" in result.stderr and "trois.jsonl:4" in result.stderr


def test_missing_file_and_unknown_language(tmp_path: Path) -> None:
    assert run("read", str(tmp_path / "rien.txt")).exit_code == 3
    result = run("read", "-", "--language", "xx", stdin="Bonjour.")
    assert result.exit_code == 3
    assert "xx" in result.stderr


def test_explain_names_the_lexicon_line(french: Language, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT + " Le chat dort.", encoding="utf-8")
    result = run("explain", str(file), "--language", "fr")
    assert result.exit_code == 0, result.output
    assert "sanction.yaml:" in result.output
    assert "Sentences that gave nothing" in result.output
    assert run("explain", str(file), "e1", "--language", "fr").exit_code == 0
    assert run("explain", str(file), "e99", "--language", "fr").exit_code == 3


def test_schema_is_printed() -> None:
    assert json.loads(run("schema").output) == load_schema()
