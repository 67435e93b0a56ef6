"""Imports point down: a layer knows the ones before it, never the ones after; only some layers may see spaCy."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src" / "greffier"
LAYERS = (
    "errors", "datafiles", "model", "ontology", "knowledge", "reading", "structure", "language", "mentions", "statements", "store",
    "versions", "reader", "pool", "ingesting", "explaining", "output", "evaluation", "export", "lexicon_check", "lexicon_use", "commandline", "cli_export", "cli_knowledge", "cli_store", "cli",
)  # fmt: skip
# The registry of languages only reads folders, so structure may ask it for the words of a language's layout.
ALLOWED_UP = {("structure", "language.registry")}
MAY_SEE_SPACY = {"language"}


def modules() -> list[Path]:
    return sorted(p for p in SOURCE.rglob("*.py") if p.name != "__init__.py" or p.parent != SOURCE)


def layer(module: str) -> str:
    return module.split(".")[0]


def imports(path: Path) -> Iterator[str]:
    """The modules of ours (relative to the package) and others (with a leading "!") that a file imports."""
    package = list(path.relative_to(SOURCE).parts[:-1])
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (f"!{a.name}" for a in node.names)
        elif isinstance(node, ast.ImportFrom):
            if node.level == 0:
                yield f"!{node.module}"
                continue
            base = package[: len(package) - (node.level - 1)]
            name = [*base, *(node.module or "").split(".")] if node.module else base
            yield from (
                (".".join([*name, a.name]) for a in node.names) if not node.module else [".".join(name)]
            )


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SOURCE)))
def test_imports_point_down(path: Path) -> None:
    own = path.relative_to(SOURCE).with_suffix("").parts[0]
    assert own in LAYERS, f"{own} is in no layer: add it to LAYERS where it belongs"
    for name in imports(path):
        if name.startswith("!"):
            if layer(name[1:]) in ("spacy", "thinc"):
                assert own in MAY_SEE_SPACY, f"{path} imports {name[1:]}: only {MAY_SEE_SPACY} may"
        elif (other := layer(name)) in LAYERS and other != own:
            allowed = LAYERS.index(other) < LAYERS.index(own) or any(
                own == low and name.startswith(high) for low, high in ALLOWED_UP
            )
            assert allowed, f"{own} imports {name}, which is a later layer"
