"""Table C of the fault guide: kills, full disks, flipped bytes, two writers, signals, read-only folders."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from greffier import ingesting
from greffier.errors import BadStore, StoreBusy, StoreFull
from greffier.store.folder import open_store, writing
from greffier.store.forgetting import forget_person
from greffier.store.index import ask_sql, build_index
from greffier.store.overview import look_over
from greffier.store.questions import Question, ask
from greffier.store.segments import find_segments, read_lines, read_records, set_aside
from killing import HERE, killed_runs
from stores import article, fill

COUNT = 120
KILLS = 20  # bench/kills.py does 100, with the language model


def contents(folder: Path) -> tuple[list[object], list[tuple[str, str]]]:
    """Ledger lines and records, sorted."""
    segments, damaged = find_segments(open_store(folder))
    assert not damaged
    lines = sorted(read_lines(segments), key=lambda line: line.line)
    assert len({line.line for line in lines}) == len(lines), "a line is doubled"
    return [*lines], sorted(read_records(segments))


@pytest.fixture(autouse=True)
def small_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingesting, "SEGMENT_LINES", 4)


def test_c1_kill_9_loses_and_doubles_nothing(tmp_path: Path) -> None:
    whole, torn = tmp_path / "whole", tmp_path / "torn"
    command = [sys.executable, str(HERE / "killing.py")]
    subprocess.run([*command, str(whole), str(COUNT)], check=True, capture_output=True)
    acknowledged = 0
    for runs, lines in enumerate(killed_runs([*command, str(torn), str(COUNT)], KILLS, seed=7, longest=0.15)):
        acknowledged += lines * 4  # a full segment has four lines
        if (torn / "store.json").exists() and runs % 5 == 0:
            assert len(contents(torn)[0]) >= min(acknowledged, COUNT) - 4
    assert contents(torn) == contents(whole)
    assert look_over(open_store(torn)).adds_up
    assert list(torn.rglob(".part-*")) == []


def test_c2_a_killed_index_is_before_or_after(tmp_path: Path) -> None:
    fill(tmp_path, [article(n) for n in range(12)])
    store = open_store(tmp_path)
    build_index(store)
    aside = store.index / ".part-1-00000002"
    shutil.copytree(store.index / "00000001", aside)
    (aside / "events.parquet").unlink()
    assert len(ask(store, Question()).rows) == 12
    fill(tmp_path, [])
    assert not aside.exists()


STOPPED = """
import os, signal, sys; sys.path.insert(0, {here!r})
from pathlib import Path
left = {after}
def stopping(real):
    def move(*args):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args)
    return move
Path.rename, Path.replace = stopping(Path.rename), stopping(Path.replace)
from greffier.store.folder import open_store
from greffier.store.forgetting import forget_person
forget_person(open_store(Path({folder!r})), "Jean Zorglub")
"""


def test_c2_kill_9_while_forgetting_is_before_or_after(tmp_path: Path) -> None:
    """Killed before its first renaming of a file, its second and so on, until it comes through."""
    fill(tmp_path / "whole", [article(n, f"Le Mali a condamné Jean Zorglub {n}.") for n in range(8)])
    for after in range(30):
        folder = tmp_path / str(after)
        shutil.copytree(tmp_path / "whole", folder)
        script = STOPPED.format(here=str(HERE), after=after, folder=str(folder))
        status = subprocess.run([sys.executable, "-c", script]).returncode
        named = ["Zorglub" in text for _, text in read_records(find_segments(open_store(folder))[0])]
        assert named in ([True] * 8, [False] * 8), after
        if status == 0:
            break
        assert status == -signal.SIGKILL
        forget_person(open_store(folder), "Jean Zorglub")
        assert not any("Zorglub" in text for _, text in read_records(find_segments(open_store(folder))[0]))
        assert look_over(open_store(folder)).adds_up and not list(folder.rglob(".part-*"))
    assert (status, after > 2, any(named)) == (0, True, False)


def test_c3_a_full_disk_is_one_sentence_and_nothing_torn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path, [article(n) for n in range(4)])
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, hard))
    try:
        with pytest.raises(StoreFull, match=rf"No room left in {tmp_path} \([0-9,]+ bytes needed\)"):
            fill(tmp_path, [article(n) for n in range(8)])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    assert look_over(open_store(tmp_path)).articles == 4
    fill(tmp_path, [article(n) for n in range(8)])
    over = look_over(open_store(tmp_path))
    assert (over.articles, over.adds_up) == (8, True)
    assert list(tmp_path.rglob(".part-*")) == []


def damage(path: Path, how: str) -> None:
    data = bytearray(path.read_bytes())
    if how == "cut":
        data = data[: len(data) // 2]
    elif how == "flip":
        data[len(data) // 2] ^= 0xFF
    else:
        path.unlink()
        return
    path.write_bytes(data)


@pytest.mark.parametrize("how", ["cut", "flip", "gone"])
def test_c4_damage_is_named_and_the_rest_answers(how: str, tmp_path: Path) -> None:
    items = [article(n) for n in range(12)]
    fill(tmp_path / "whole", items)
    names = [p.name for p in sorted(find_segments(open_store(tmp_path / "whole"))[0][1].path.iterdir())]
    for name in names:
        folder = tmp_path / name.replace(".", "_")
        shutil.copytree(tmp_path / "whole", folder)
        segment = find_segments(open_store(folder))[0][1].path
        damage(segment / name, how)
        over = look_over(open_store(folder), check=True)
        assert (over.damaged, over.articles) == ((segment,), 8), name
        assert len(ask(open_store(folder), Question()).rows) == 8
        summary = fill(folder, items)
        assert [p.name for p in summary.damaged] == [segment.name] and summary.counts["read"] == 4
        assert contents(folder) == contents(tmp_path / "whole")


@pytest.mark.parametrize("how", ["cut", "flip", "gone"])
def test_c4_a_damaged_index_costs_nothing(how: str, tmp_path: Path) -> None:
    fill(tmp_path, [article(n) for n in range(12)])
    store = open_store(tmp_path)
    for name in ("events.parquet", "ledger.parquet", "index.json"):
        shutil.rmtree(store.index, ignore_errors=True)
        damage(build_index(store).path / name, how)
        assert len(ask(store, Question()).rows) == 12, name
        assert len(ask_sql(store, "SELECT * FROM ledger").rows) == 12, name


def test_c5_a_second_writer_is_refused_at_once(tmp_path: Path) -> None:
    fill(tmp_path, [article(1)])
    command = [sys.executable, str(HERE / "killing.py"), str(tmp_path), "5000"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        while not process.stdout.readline().startswith(b"ack"):
            pass
        began = time.monotonic()
        with pytest.raises(StoreBusy, match=f"process {process.pid}"):
            fill(tmp_path, [article(2)])
        assert time.monotonic() - began < 1
        assert (
            len(ask(open_store(tmp_path), Question(), rows=10_000).rows) > 1
        )  # C6: whoever asks meets no lock
    finally:
        process.kill()
        process.communicate()
    fill(tmp_path, [article(2)])


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_c7_a_signal_ends_in_order(number: int, status: int, tmp_path: Path) -> None:
    script = f"""
import sys; sys.path.insert(0, {str(HERE)!r})
from greffier import cli, cli_store, ingesting
from killing import slow_articles
from stores import PlainPool
ingesting.ReaderPool = lambda *a: PlainPool()
ingesting.SEGMENT_LINES = 3
cli_store.read_articles = lambda *a: slow_articles(3000)
cli.main(["ingest", "x", "--store", {str(tmp_path)!r}])
"""
    process = subprocess.Popen([sys.executable, "-c", script], stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    while "articles" not in process.stderr.readline():
        pass
    process.send_signal(number)
    _, err = process.communicate(timeout=60)
    assert process.returncode == status, err
    assert "give the same command again" in err
    assert look_over(open_store(tmp_path)).adds_up
    assert not list(tmp_path.rglob(".part-*"))


def test_c8_a_later_format_says_what_to_do(tmp_path: Path) -> None:
    fill(tmp_path, [article(1)])
    (tmp_path / "store.json").write_text(json.dumps({"format": 2}))
    with pytest.raises(BadStore, match="Update greffier"):
        fill(tmp_path, [article(2)])


def test_c9_a_store_that_may_only_be_read(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        user = ["setpriv", "--reuid=65534", "--clear-groups"] if shutil.which("setpriv") else None
        if user is None:
            pytest.skip("root may write everywhere, and there is no setpriv here")
        os.chmod(tmp_path.parent.parent, 0o755)
        os.chmod(tmp_path.parent, 0o755)
    else:
        user = []
    fill(tmp_path, [article(n) for n in range(5)])
    for path in (tmp_path, *tmp_path.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    script = (
        "from pathlib import Path\nfrom greffier.store.folder import open_store, writing\nfrom greffier.store.questions import Question, ask\n"
        f"store = open_store(Path({str(tmp_path)!r}))\nprint(len(ask(store, Question()).rows))\n"
        "try:\n    with writing(store): pass\nexcept Exception as e: print(type(e).__name__)"
    )
    done = subprocess.run(
        [*user, sys.executable, "-c", script],
        capture_output=True,
        text=True,
        env={**os.environ, "HOME": "/nonexistent"},
    )
    for path in (tmp_path, *tmp_path.rglob("*")):
        path.chmod(0o755)
    if "Permission denied" in done.stderr and "greffier" not in done.stdout:
        pytest.skip("another user cannot reach this Python")
    assert done.stdout.split() == ["5", "BadStore"], done.stderr


def test_a_damaged_segment_can_be_set_aside_twice(tmp_path: Path) -> None:
    fill(tmp_path, [article(1)])
    store = open_store(tmp_path)
    path = find_segments(store)[0][0].path
    first = set_aside(store, path)
    shutil.copytree(first, path)
    assert set_aside(store, path) != first


def test_the_lock_is_free_after_an_error(tmp_path: Path) -> None:
    fill(tmp_path, [article(1)])
    store = open_store(tmp_path)
    with pytest.raises(ZeroDivisionError), writing(store):
        raise ZeroDivisionError
    with writing(store):
        pass


def test_a_signal_between_renaming_and_acknowledgement_doubles_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from greffier.store import segments

    real, calls = segments.sync_folder, []

    def stop_once(folder: Path) -> None:
        real(folder)
        if folder.name == "segments" and not calls:
            calls.append(folder)
            raise KeyboardInterrupt

    monkeypatch.setattr(segments, "sync_folder", stop_once)
    with pytest.raises(KeyboardInterrupt):
        fill(tmp_path, [article(n) for n in range(4)])
    assert len(contents(tmp_path)[0]) == 4 and len(find_segments(open_store(tmp_path))[0]) == 1


def test_notes_about_checksums_that_are_no_table_are_made_anew(tmp_path: Path) -> None:
    fill(tmp_path, [article(1)])
    (tmp_path / ".checked.json").write_text("[]")
    assert look_over(open_store(tmp_path)).articles == 1
