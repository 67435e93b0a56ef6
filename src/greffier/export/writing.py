"""Files put in place whole: written aside, synced, renamed; whatever happens, no half file stands under the final name."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from ..errors import BadInput
from ..store.folder import ASIDE, room, sync_folder
from .shape import Sinks


def write_file(path: Path, name: str, write: Callable[[Sinks], None]) -> None:
    """One file. `write` gets a sink by `name`; when it raises, the file that was there before is untouched."""
    if path.is_dir():
        raise BadInput(f"{path} is a folder. Give the name of a file.")
    aside = path.with_name(f"{ASIDE}{os.getpid()}-{path.name}")
    with room(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            _write_synced(aside.parent, {name: aside.name}, write)
            aside.replace(path)
            sync_folder(path.parent)
        finally:
            aside.unlink(missing_ok=True)


def write_folder(folder: Path, names: Sequence[str], write: Callable[[Sinks], None]) -> None:
    """Several files in one pass: a new folder appears complete; in one that is there, each file is replaced when all are complete."""
    if folder.exists() and not folder.is_dir():
        raise BadInput(f"{folder} is a file. Give the name of a folder.")
    aside = folder.with_name(f"{ASIDE}{os.getpid()}-{folder.name}")
    with room(folder.parent):
        try:
            aside.mkdir(parents=True)
            _write_synced(aside, {name: name for name in names}, write)
            sync_folder(aside)
            if folder.is_dir():
                for name in names:
                    (aside / name).replace(folder / name)
                sync_folder(folder)
            else:
                aside.rename(folder)
            sync_folder(folder.parent)
        finally:
            shutil.rmtree(aside, ignore_errors=True)


def _write_synced(folder: Path, names: dict[str, str], write: Callable[[Sinks], None]) -> None:
    with ExitStack() as stack:
        sinks = {name: stack.enter_context((folder / file).open("wb")) for name, file in names.items()}
        write(sinks)
        for sink in sinks.values():
            sink.flush()
            os.fsync(sink.fileno())
