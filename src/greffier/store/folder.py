"""The folder of a store: what lies where, its format, and who may write.

store.json          the format; made first, never changed
segments/           one folder a batch, written aside and renamed: complete or not there
index/              the segments gathered; may be deleted at any time
forgotten.json      hashes of what must stay out
damaged/            segments that did not match their checksums, set aside
.writing            the lock of the one process that writes, with its number
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from ..errors import BadStore, StoreBusy, StoreFull

ASIDE = ".part-"  # how files and folders begin that are not complete
FORMAT = (
    1  # raise it when older programs could not read what is written; `Store.open` then says how to upgrade
)
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@dataclass(frozen=True, slots=True)
class Store:
    """A store's folder and the paths in it."""

    folder: Path

    @property
    def segments(self) -> Path:
        return self.folder / "segments"

    @property
    def index(self) -> Path:
        return self.folder / "index"

    @property
    def damaged(self) -> Path:
        return self.folder / "damaged"

    @property
    def forgotten(self) -> Path:
        return self.folder / "forgotten.json"

    @property
    def format_file(self) -> Path:
        return self.folder / "store.json"


def open_store(folder: Path) -> Store:
    """The store in a folder. Raises BadStore where there is none, or one that a later program wrote."""
    store = Store(folder)
    try:
        made = json.loads(store.format_file.read_text(encoding="utf-8"))
        number = int(made["format"])
    except FileNotFoundError:
        raise BadStore(
            f"{folder} holds no store. Make one with: greffier ingest ARTICLES --store {folder}"
        ) from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadStore(
            f'{store.format_file} cannot be read ({error}). Write {{"format": {FORMAT}}} into it.'
        ) from error
    if number > FORMAT:
        raise BadStore(
            f"{folder} was written by a later greffier (format {number}, this one reads {FORMAT}). Update greffier."
        )
    return store


def make_store(folder: Path) -> Store:
    """The store in a folder, made if there is none."""
    store = Store(folder)
    if not store.format_file.exists():
        with room(folder):
            store.segments.mkdir(parents=True, exist_ok=True)
            write_whole(store.format_file, json.dumps({"format": FORMAT}) + "\n")
    return open_store(folder)


@contextmanager
def writing(store: Store, *, wait: float = 0.0) -> Iterator[None]:
    """Hold the store for writing; StoreBusy with the process that has it when it is not free after `wait` seconds."""
    path = store.folder / ".writing"
    owner = store.folder / ".writing.pid"
    lock = FileLock(str(path))
    try:
        lock.acquire(timeout=wait)
    except Timeout:
        raise StoreBusy(
            f"{store.folder} is being written by {_owner(owner)}. Wait for it, or use another store."
        ) from None
    except OSError as error:
        raise BadStore(
            f"{store.folder} cannot be written ({error.strerror}). Give a folder that you may write."
        ) from error
    try:
        with room(store.folder):
            owner.write_text(str(os.getpid()))
        yield
    finally:
        owner.unlink(missing_ok=True)
        lock.release()


def _owner(path: Path) -> str:
    try:
        return f"process {int(path.read_text())}"
    except (OSError, ValueError):
        return "another process"


@contextmanager
def room(folder: Path, needed: int = 0) -> Iterator[None]:
    """Turn the system's word for a full disk or a forbidden folder into one sentence."""
    try:
        yield
    except OSError as error:
        if error.errno in NO_ROOM:
            size = f" ({needed:,} bytes needed)" if needed else ""
            raise StoreFull(
                f"No room left in {folder}{size}. What was acknowledged is safe: free some space and give the same command again."
            ) from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise BadStore(
                f"{folder} cannot be written ({error.strerror}). Give a folder that you may write."
            ) from error
        raise


def write_whole(path: Path, text: str) -> None:
    """Put a small file in place whole: written aside, synced, renamed."""
    aside = path.with_name(f"{ASIDE}{os.getpid()}-{path.name}")
    try:
        with aside.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
        sync_folder(path.parent)
    finally:
        aside.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last through a power cut, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
