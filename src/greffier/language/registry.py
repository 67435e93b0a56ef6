"""Which languages there are: one folder each; the folder is the registration.

`load_language("fr")` reads `fr/language.toml` and the folder's own `rules.py`; a folder given by the user is laid over it.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from ..errors import BadInput, UnknownLanguage

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Language:
    """One language: its code, its folders (ours first, the user's after it) and the settings of language.toml."""

    code: str
    folders: tuple[Path, ...]
    settings: dict[str, Any] = field(hash=False, compare=False)

    @property
    def model(self) -> str:
        """The spaCy model's package name."""
        return str(self.settings["model"])

    @property
    def rules(self) -> ModuleType:
        """The language's own code, `language/<code>/rules.py`."""
        return import_module(f"{__package__}.{self.code}.rules")

    def files(self, name: str) -> tuple[Path, ...]:
        """The files of this name in the language's folders, ours first: later lines win."""
        return tuple(p for p in (folder / name for folder in self.folders) if p.exists())


def known_languages() -> tuple[str, ...]:
    """The codes of the languages that have a folder."""
    return tuple(sorted(p.parent.name for p in HERE.glob("*/language.toml")))


@lru_cache(maxsize=8)
def load_language(code: str, *, lexicon: Path | None = None) -> Language:
    """The language of this code, with a user's lexicon folder laid over it; UnknownLanguage if there is no folder."""
    folder = HERE / code
    if not (folder / "language.toml").exists():
        raise UnknownLanguage(
            f"greffier does not read the language {code!r}. It reads: {', '.join(known_languages())}."
        )
    if lexicon is not None and not lexicon.is_dir():
        raise BadInput(f"The lexicon folder {lexicon} does not exist. Give the path of a folder.")
    settings = tomllib.loads((folder / "language.toml").read_text(encoding="utf-8"))
    return Language(code, (folder,) if lexicon is None else (folder, lexicon), settings)


def partial_language(code: str) -> Language:
    """A language that greffier cannot read yet: its folder has the files of some stages, but no language.toml.

    For those stages and their tests (numbers and quantities need no model); `load_language` goes on refusing it.
    UnknownLanguage if there is no folder.
    """
    if not (HERE / code).is_dir():
        raise UnknownLanguage(f"There is no folder {code!r} in {HERE}. Make one with the files of the stage.")
    return Language(code, (HERE / code,), {})
