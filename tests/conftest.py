"""Shared fixtures: the evaluation folder beside the repository (skipped cleanly when absent) and the French pipeline."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from greffier.language.registry import Language, load_language

SHARED = Path(os.environ.get("GREFFIER_SHARED", Path(__file__).resolve().parents[2] / "shared"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of gold and corpora; the test is skipped where it does not lie beside the repository."""
    if not (SHARED / "gold").is_dir():
        pytest.skip("the evaluation folder ../shared is absent")
    return SHARED


@pytest.fixture(scope="session")
def french() -> Language:
    """French with its pipeline loaded, once a session."""
    from greffier.language.pipeline import load_pipeline

    language = load_language("fr")
    load_pipeline(language.model, str(language.settings["install"]))
    return language


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-docs", action="store_true", help="rewrite the generated pages of docs/")
    parser.addoption(
        "--update-golden", action="store_true", help="rewrite the golden records of tests/articles/"
    )
