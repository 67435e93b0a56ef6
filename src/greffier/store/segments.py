"""Segments: the records of one batch with their ledger lines and flat tables, a folder that is complete or not there.

A segment is written aside, synced and renamed; its name is a number in order of writing and a digest of its content.
`segment.json` lists its files with size and checksum. A later segment's rows of the same key or line win over an earlier one's.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from ..errors import BadStore
from .folder import ASIDE, Store, room, sync_folder, write_whole
from .ledger import SCHEMA as LEDGER
from .ledger import Line
from .plan import read_plan
from .tables import SCHEMAS, Row, rows_of

RECORDS = pa.schema([("key", pa.string()), ("record", pa.string())])
FILES: Mapping[str, pa.Schema] = {"ledger": LEDGER, "records": RECORDS, **SCHEMAS}
MANIFEST = "segment.json"
DIGITS = 8
CHECKED = ".checked.json"  # sizes and times of files whose checksums were found right
CHUNK = 1 << 20


@dataclass(slots=True)
class Batch:
    """Lines and records (JSON of the interchange shape, by key) to be written together."""

    lines: list[Line] = field(default_factory=list)
    records: dict[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.lines or self.records)


@dataclass(frozen=True, slots=True)
class Segment:
    """A complete segment: its folder and what its manifest says of its files (name, size, checksum) and rows."""

    path: Path
    files: Mapping[str, tuple[int, str]]
    rows: Mapping[str, int]
    number: int = 0

    def file(self, table: str) -> Path:
        return self.path / f"{table}.parquet"


def write_segment(store: Store, batch: Batch) -> Path:
    """Write a batch as the next segment. StoreFull when the disk is full; nothing is left of it then."""
    number, last = max(_numbered(store), default=(0, None))
    aside, final = make_aside(store, batch, number + 1)
    if last is not None and last.name.partition("-")[2] == final.name.partition("-")[2]:
        shutil.rmtree(aside)  # a signal came between its renaming and its acknowledgement
        return last
    with room(store.folder):
        aside.rename(final)
        sync_folder(store.segments)
    return final


def make_aside(store: Store, batch: Batch, number: int) -> tuple[Path, Path]:
    """A segment made complete beside its place, and that place."""
    digest = blake2b(digest_size=6)
    lines = (json.dumps(astuple(line)) for line in batch.lines)
    for part in (*lines, *batch.records, *batch.records.values()):
        digest.update(part.encode("utf-8", "surrogatepass"))
    return write_aside(store, _tables(batch), f"{number:0{DIGITS}d}-{digest.hexdigest()}")


def write_aside(store: Store, tables: Mapping[str, pa.Table], name: str) -> tuple[Path, Path]:
    """The tables of a segment (FILES) in a complete folder beside its place, and that place."""
    final = store.segments / name
    aside = store.segments / f"{ASIDE}{os.getpid()}-{final.name}"
    with room(store.folder, sum(t.nbytes for t in tables.values())):
        try:
            aside.mkdir(parents=True)
            files = {name: _write_table(aside / f"{name}.parquet", table) for name, table in tables.items()}
            manifest = {"files": files, "rows": {name: t.num_rows for name, t in tables.items()}}
            _write_synced(aside / MANIFEST, json.dumps(manifest, indent=1).encode())
            sync_folder(aside)
        except BaseException:
            shutil.rmtree(aside, ignore_errors=True)
            raise
    return aside, final


def _tables(batch: Batch) -> dict[str, pa.Table]:
    flat: dict[str, list[Row]] = {name: [] for name in SCHEMAS}
    for key, text in batch.records.items():
        for name, rows in rows_of(key, json.loads(text)).items():
            flat[name] += rows
    lines: list[Row] = [{f: getattr(line, f) for f in LEDGER.names} for line in batch.lines]
    records: list[Row] = [{"key": key, "record": text} for key, text in batch.records.items()]
    content = {"ledger": lines, "records": records, **flat}
    return {name: pa.Table.from_pylist(content[name], schema=schema) for name, schema in FILES.items()}


def _write_table(path: Path, table: pa.Table) -> tuple[int, str]:
    """Write one table; its size and checksum."""
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    data = sink.getvalue().to_pybytes()
    _write_synced(path, data)
    return len(data), blake2b(data, digest_size=16).hexdigest()


def _write_synced(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


# ------------------------------------------------------------------------------------------------ reading


def _numbered(store: Store) -> Iterator[tuple[int, Path]]:
    if not store.segments.is_dir():
        return
    for path in store.segments.iterdir():
        number = path.name.partition("-")[0]
        if number.isdigit() and path.is_dir():
            yield int(number), path


def read_manifest(path: Path) -> Segment:
    """The segment of a folder. Raises BadStore where its manifest cannot be read or a file of it is missing or has another size."""
    try:
        manifest: dict[str, Any] = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
        files = {name: (int(size), str(sum)) for name, (size, sum) in manifest["files"].items()}
        rows = {name: int(n) for name, n in manifest["rows"].items()}
        wrong = [n for n, (size, _) in files.items() if (path / f"{n}.parquet").stat().st_size != size]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadStore(f"{path}: damaged ({error}).") from error
    if wrong or not set(files) >= set(FILES):
        raise BadStore(f"{path}: damaged ({', '.join(wrong) or 'files are missing'}).")
    return Segment(path, files, rows)


def find_segments(store: Store) -> tuple[list[Segment], list[Path]]:
    """The complete segments in order of writing, and the folders of damaged ones."""
    plan = read_plan(store)
    fresh = {final: aside for aside, final in plan.fresh if aside.exists()}
    paths = {p for _, p in _numbered(store) if p not in plan.old} | set(fresh)
    good, bad = [], []
    for path in sorted(paths, key=lambda p: p.name):
        try:
            segment = read_manifest(fresh.get(path, path))
            good.append(replace(segment, number=int(path.name.partition("-")[0])))
        except BadStore:
            bad.append(path)
    return good, bad


def checksum(path: Path) -> str:
    """The checksum of a file; empty where it cannot be read."""
    digest = blake2b(digest_size=16)
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                digest.update(chunk)
    except OSError:
        return ""
    return digest.hexdigest()


def check_segments(store: Store, segments: Iterable[Segment]) -> tuple[list[Segment], list[Segment]]:
    """Segments whose files match their checksums, and those that do not."""
    listed = list(segments)
    files = {s.path.name: {s.file(name): sum for name, (_, sum) in s.files.items()} for s in listed}
    whole = find_whole(store, files)
    return [s for s in listed if s.path.name in whole], [s for s in listed if s.path.name not in whole]


def find_whole(store: Store, folders: Mapping[str, Mapping[Path, str]]) -> frozenset[str]:
    """The names of those whose files all match their checksums; a file that has not changed since is hashed once."""
    cache = store.folder / CHECKED
    try:
        seen: dict[str, list[list[int]]] = json.loads(cache.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        seen = {}
    if not isinstance(seen, dict):
        seen = {}
    whole, fresh = set(), dict(seen)
    for name, files in folders.items():
        stamp = [_stamp(path) for path in files]
        if seen.get(name) == stamp or all(checksum(path) == sum for path, sum in files.items()):
            fresh[name] = stamp
            whole.add(name)
    if fresh != seen:
        with contextlib.suppress(OSError, BadStore):  # a store that may only be read is hashed every time
            write_whole(cache, json.dumps(fresh))
    return frozenset(whole)


def forget_checks(store: Store) -> None:
    """Let every file be hashed again. Raises BadStore where the store may only be read."""
    with room(store.folder):
        (store.folder / CHECKED).unlink(missing_ok=True)


def _stamp(path: Path) -> list[int]:
    state = path.stat()
    return [state.st_size, state.st_mtime_ns]


def sweep(store: Store) -> int:
    """Remove what an interrupted process left aside; how many folders and files. Only for whoever holds the store."""
    left = [p for d in (store.segments, store.index, store.folder) if d.is_dir() for p in d.glob(f"{ASIDE}*")]
    for path in left:
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
    return len(left)


def set_aside(store: Store, path: Path) -> Path:
    """Move a damaged segment out of the way."""
    store.damaged.mkdir(exist_ok=True)
    target = store.damaged / path.name
    while target.exists():
        target = target.with_name(f"{target.name}+")
    path.rename(target)
    sync_folder(store.segments)
    return target


def set_damaged_aside(store: Store) -> tuple[list[Segment], tuple[Path, ...]]:
    """The whole segments, and the folders to which the damaged ones were moved. Only for whoever holds the store."""
    found, torn = find_segments(store)
    good, wrong = check_segments(store, found)
    return good, tuple(set_aside(store, path) for path in (*torn, *(s.path for s in wrong)))


def read_lines(segments: Iterable[Segment]) -> Iterator[Line]:
    """The ledger lines of segments, in order of writing."""
    for segment in segments:
        for row in pq.read_table(segment.file("ledger")).to_pylist():
            yield Line(**row)


def read_batch(segment: Segment) -> Batch:
    """The lines and records of a segment."""
    rows = pq.read_table(segment.file("records")).to_pylist()
    return Batch(list(read_lines([segment])), {r["key"]: r["record"] for r in rows})


def read_articles(
    segments: Iterable[Segment],
) -> Iterator[tuple[str, str | None, str | None, str | None, int | None]]:
    """Key, address, outlet, the source's own id and version of every article, in order of writing."""
    columns = ["key", "url", "outlet", "guid", "version"]
    for segment in segments:
        for row in pq.read_table(segment.file("articles"), columns=columns).to_pylist():
            yield row["key"], row["url"], row["outlet"], row["guid"], row["version"]


def read_records(segments: Sequence[Segment]) -> Iterator[tuple[str, str]]:
    """Key and record (JSON) of every article, its latest reading, one segment in memory at a time."""
    last: dict[str, int] = {}
    for n, segment in enumerate(segments):
        for key in pq.read_table(segment.file("records"), columns=["key"]).column("key").to_pylist():
            last[key] = n
    for n, segment in enumerate(segments):
        for row in pq.read_table(segment.file("records")).to_pylist():
            if last[row["key"]] == n:
                yield row["key"], row["record"]
