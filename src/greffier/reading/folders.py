"""A folder: its files and those of the folders in it, in the order of their names, the same on every machine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from .archives import hidden_files, stem_of
from .refusal import Refusal
from .source import Read, Results, Source


def read_folder(folder: Path, read: Read) -> Results:
    """The articles of all files of a folder. Hidden files are counted, links and pipes are not followed or opened."""
    hidden = files = 0
    for path in _walk(folder):
        name = path.relative_to(folder).as_posix()
        if path.name.startswith("."):
            hidden += 1
            continue
        files += 1
        if why := _why_not(path, folder):
            yield Refusal(str(path), why)
            continue
        try:
            with path.open("rb") as stream:
                yield from read(stream, Source(str(path), stem_of(name)))
        except PermissionError:
            yield Refusal(str(path), "The file may not be read (no permission).")
        except FileNotFoundError:
            yield Refusal(str(path), "The file went away while the folder was read.")
    if hidden:
        yield Refusal(str(folder), hidden_files(hidden), skipped=True)
    if not files:
        yield Refusal(str(folder), "The folder holds no file to read.")


def _walk(folder: Path) -> Iterator[Path]:
    """Everything in a folder that is no folder itself; hidden folders stand for what is in them."""
    try:
        entries = sorted(os.scandir(folder), key=lambda e: os.fsencode(e.name))
    except PermissionError:
        yield folder
        return
    for entry in entries:
        path = folder / entry.name
        if entry.is_dir(follow_symlinks=False) and not entry.name.startswith("."):
            yield from _walk(path)
        else:
            yield path


def _why_not(path: Path, folder: Path) -> str:
    """Why an entry of a folder is not opened, "" if it is."""
    if path.is_symlink():
        target = path.resolve()
        if not target.exists():
            return "The link leads nowhere."
        inside = target.is_relative_to(folder.resolve())
        return (
            "The link leads to a file of the same folder, which is read in its own place."
            if inside
            else "The link leads out of the folder and is not followed. Give the file itself."
        )
    if path.is_dir():
        return "The folder may not be read (no permission)."
    return "" if path.is_file() else "This is a pipe, a device or a socket and is not opened."
