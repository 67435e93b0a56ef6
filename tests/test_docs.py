"""The documents keep up: every command and option is in docs/cli.md, which is what the program prints; links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from greffier.cli import main
from greffier.export.formats import FORMATS
from greffier.export.rows import COLUMNS
from greffier.model.interchange import load_schema
from greffier.ontology.codebook import write_codebook

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")] + sorted(
    (ROOT / "docs").glob("*.md")
)
MACHINE = re.compile(r"(^|[\s\"'(])/(work|root|home|opt|tmp)/")


def commands(group: click.Group, path: str = "greffier") -> dict[str, click.Command]:
    found: dict[str, click.Command] = {}
    for name, command in sorted(group.commands.items()):
        if isinstance(command, click.Group):
            found |= commands(command, f"{path} {name}")
        else:
            found[f"{path} {name}"] = command
    return found


def cli_page() -> str:
    """docs/cli.md as generated from the help texts."""
    page = [
        "# Commands",
        "",
        "Generated from `--help`; `tests/test_docs.py` compares (run it with --update-docs to rewrite).",
    ]
    for path, command in commands(main).items():
        context = click.Context(
            command,
            info_name=path,
            max_content_width=100,
            terminal_width=100,
            help_option_names=["-h", "--help"],
        )
        page += ["", f"## {path}", "", "```text", command.get_help(context), "```"]
    page += [
        "", "Exit status: 0 all read; 3 finished, some articles refused (each named on standard error); 2 wrong usage; 1 a fault of greffier.", "",
    ]  # fmt: skip
    return "\n".join(page)


def test_cli_page_is_what_help_prints(request: pytest.FixtureRequest) -> None:
    page = ROOT / "docs" / "cli.md"
    if request.config.getoption("--update-docs"):
        page.write_text(cli_page(), encoding="utf-8")
    assert page.read_text(encoding="utf-8") == cli_page()


def test_codebook_page_is_what_the_command_prints(request: pytest.FixtureRequest) -> None:
    page = ROOT / "docs" / "codebook.md"
    if request.config.getoption("--update-docs"):
        page.write_text(write_codebook(), encoding="utf-8")
    printed = CliRunner().invoke(main, ["codebook"])
    assert page.read_text(encoding="utf-8") == printed.output == write_codebook()


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_readme_starts_with_the_two_commands() -> None:
    lines = [
        line.split("#")[0].strip() for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    ]
    assert [line for line in lines[1:] if line][:2] == ["make demo", "make test"]


def test_record_page_names_every_key() -> None:
    page = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")
    for key in load_schema()["properties"]:
        assert f"`{key}`" in page


def test_lexicon_page_names_files_that_exist() -> None:
    page = (ROOT / "docs" / "lexicon.md").read_text(encoding="utf-8")
    folder = ROOT / "src" / "greffier" / "language" / "fr"
    for name in re.findall(r"`([a-z_]+\.(?:csv|yaml|toml))`", page):
        assert (folder / name).exists(), name


def test_export_page_names_every_shape_and_column() -> None:
    page = (ROOT / "docs" / "export.md").read_text(encoding="utf-8")
    for shape in FORMATS.values():
        assert f"| `{shape.name}` |" in page
    for name, kind, meaning in COLUMNS:
        assert f"| `{name}` | {kind} | {meaning} |" in page


def test_faults_page_names_tests_that_exist() -> None:
    page = (ROOT / "docs" / "faults.md").read_text(encoding="utf-8")
    for file, function in re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", page):
        assert f"def {function}(" in (ROOT / file).read_text(encoding="utf-8"), f"{file}::{function}"
    for row in re.findall(r"^\| [A-Z]\d+ \|.*", page, re.MULTILINE):
        state = row.split(" | ")[3]
        assert state.startswith(("shown", "partly: ", "open")), row
        assert state == "open" or "::" in row, row


def test_no_machine_in_the_tree() -> None:
    for path in [*PAGES, *(ROOT / "src").rglob("*.py"), *(ROOT / "tests").rglob("*.py"), ROOT / "Makefile"]:
        if path.name != Path(__file__).name:
            assert not MACHINE.search(path.read_text(encoding="utf-8")), path
