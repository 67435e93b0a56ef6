"""`greffier export`: choices, names of persons, whole files or none, the card, the command line."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

from exports import TEXT, find, record, store_of
from greffier.cli import main
from greffier.cli_export import SHAPES
from greffier.errors import BadInput
from greffier.export import exporting, spreadsheet
from greffier.export.card import write_card
from greffier.export.formats import FORMATS
from greffier.export.protection import BLACK, protect
from greffier.export.selection import Selection, Tally, choose
from greffier.export.shape import Item, Options
from greffier.model.interchange import load_schema
from greffier.store.folder import Store

NAME = "Roldán"  # a suspect whom the knowledge base does not know


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return store_of(
        tmp_path / "st", [("k1", record()), ("k2", record(id="essai-2", published=None))], {"k2": "k3"}
    )


def run(store: Store, *args: str) -> Result:
    return CliRunner().invoke(main, ["export", "--store", str(store.folder), *args])


def test_names_of_the_shapes() -> None:
    assert tuple(FORMATS) == SHAPES


# fmt: off
CHOICES = (
    (Selection(), ["e1", "e2", "e3", "e4", "e5"]),
    (exporting.facts(Selection()), ["e1", "e2", "e5"]),
    (exporting.facts(Selection(coded=True)), ["e1", "e2"]),
    (exporting.facts(Selection(statuses=frozenset(["planned"]))), ["e3"]),
    (Selection(types=frozenset(["AID", "COERCE"])), ["e2", "e3"]),
    (Selection(until=date(2024, 5, 6)), ["e1"]),
    (Selection(since=date(2024, 5, 7)), ["e2", "e3", "e4", "e5"]),
    (Selection(since=date(2024, 5, 6), until=date(2024, 5, 7), hedged=False), ["e1", "e2", "e3", "e5"]),
)
# fmt: on


@pytest.mark.parametrize(("chosen", "ids"), CHOICES)
def test_choices(chosen: Selection, ids: list[str]) -> None:
    tally = Tally()
    item = choose("k1", record(), chosen, tally)
    assert item is not None and [e["id"] for e in item.events] == ids
    assert sum(tally.left.values()) == 5 - len(ids) and tally.events == len(ids)


def test_an_article_without_chosen_events_is_left_out() -> None:
    assert choose("k1", record(), Selection(types=frozenset(["RETREAT"])), Tally()) is None
    quiet = {**record(), "events": []}
    assert choose("k1", quiet, exporting.facts(Selection()), Tally()) is not None, (
        "statements are exported too"
    )


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        (Selection(types=frozenset(["MEETING"])), "no type 'MEETING'"),
        (Selection(statuses=frozenset(["maybe"])), "no status 'maybe'"),
        (Selection(since=date(2024, 2, 1), until=date(2024, 1, 1)), "no day lies between"),
    ],
)
def test_mistaken_choices(store: Store, chosen: Selection, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        exporting.count(store, chosen)


def test_replaced_articles_are_left_out_unless_asked_for(store: Store, tmp_path: Path) -> None:
    assert len(run(store, "--format", "jsonl").stdout.splitlines()) == 1
    result = run(store, "--format", "csv", "--superseded", "--out", str(tmp_path / "rows.csv"))
    assert result.exit_code == 0, result.output
    rows = list(spreadsheet.read(tmp_path / "rows.csv"))
    assert [r["superseded"] for r in rows] == [False] * 5 + [True] * 5


# ------------------------------------------------------------------------------------------------ persons


def test_private_persons_are_called_by_their_role() -> None:
    safe, withheld = protect(record())
    assert withheld == 1 and NAME not in json.dumps(safe, ensure_ascii=False)
    assert safe["actors"][3]["name"] == "un suspect"
    assert [a["name"] for a in safe["actors"][:3]] == ["Rosa Quispe", "Diego Fuentes", "la police"]
    text = safe["document"]["text"]
    assert len(text) == len(TEXT) and text.count(BLACK) == 2 * len("TomásRoldán")
    start, end = find("arrêté")
    assert text[start:end] == "arrêté", "offsets keep their meaning"
    jsonschema.validate(safe, load_schema())
    jsonschema.validate(record(), load_schema())


# fmt: off
PERSONS = (
    ("son épouse, Lila Haro,", "Lila Haro", "CVL", "son épouse"),
    ("Mme Lila Haro", "Lila Haro", "CVL", "[CVL]"),
    ("Lila Haro, directrice d'une école", "Lila Haro", "EDU", "directrice d'une école"),
    ("Lila H.", "Lila H.", None, "[person]"),
)
# fmt: on


@pytest.mark.parametrize(("words", "name", "role", "called"), PERSONS)
def test_what_a_private_person_is_called(words: str, name: str, role: str | None, called: str) -> None:
    text = f"Selon le juge, {words} a parlé. LILA est partie. La mère de Lila aussi. Le palais de Lila-Nord reste."
    made = record(text=text)
    start = text.index(words)
    public = made["actors"][0]
    made |= {"places": [], "times": [], "statements": [], "events": []}
    made["actors"] = [
        {**made["actors"][3], "name": name, "role": role, "mentions": [[start, start + len(words)]]},
        {**public, "kind": "group", "role": "CVL", "name": "La mère de Lila", "mentions": [[text.index("La mère"), text.index("La mère") + 15]]},
    ]  # fmt: skip
    safe, _ = protect(made)
    assert safe["actors"][0]["name"] == called
    left = safe["document"]["text"]
    assert "Lila " not in left and "LILA" not in left and "Lila-Nord" in left
    assert safe["actors"][1]["name"] == "La mère de ████"


def test_words_that_mean_something_else_stay() -> None:
    """A minister of the same family name, a town, a day of the week."""
    text = "Rosa Lima a parlé lundi à Lima. Le ministre Juan Lima écoute. Lima dort."
    made = record(text=text)
    made |= {"statements": [], "events": [], "notes": []}
    made["actors"] = [
        {**made["actors"][3], "name": "Rosa Lima", "role": None, "mentions": [[0, 9]]},
        {**made["actors"][0], "name": "Juan Lima", "mentions": [find("Juan Lima", 0, text)]},
    ]
    made["places"] = [{**made["places"][0], "mentions": [find("Lima", 1, text), find("Lima", 3, text)]}]
    made["times"] = [{**made["times"][0], "start": text.index("lundi"), "end": text.index("lundi") + 5}]
    safe, _ = protect(made)
    assert (
        safe["document"]["text"] == "████ ████ a parlé lundi à Lima. Le ministre Juan Lima écoute. Lima dort."
    )
    assert safe["times"][0]["text"] == "lundi"


@pytest.mark.parametrize("name", [n for n in SHAPES if n != "jsonl"])
def test_by_default_no_private_name_leaves(store: Store, name: str, tmp_path: Path) -> None:
    result = run(
        store, "--format", name, "--all", "--out", str(tmp_path / "out"), "--card", str(tmp_path / "card.md")
    )
    assert result.exit_code == 0, result.output
    out = tmp_path / "out"
    paths = list(out.iterdir()) if out.is_dir() else [out]
    rows = str(list(FORMATS[name].read(out)))
    assert NAME not in rows and all(NAME.encode() not in p.read_bytes() for p in paths)
    assert "1 times a person" in (tmp_path / "card.md").read_text(encoding="utf-8")


def test_names_are_kept_when_asked_for_and_the_card_says_so(store: Store, tmp_path: Path) -> None:
    result = run(store, "--format", "csv", "--names", "all", "--card", str(tmp_path / "card.md"))
    assert NAME in result.stdout and "All names are in it" in result.stderr
    assert "`--names all`" in (tmp_path / "card.md").read_text(encoding="utf-8")
    assert NAME in run(store, "--format", "jsonl").stdout
    assert NAME not in run(store, "--format", "jsonl", "--names", "public").stdout


# ------------------------------------------------------------------------------------------------ whole files


class Broken(Exception):
    """Stands for a kill in the middle."""


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("before", [None, b"what was there"])
def test_no_half_file(
    store: Store, name: str, before: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, shape = tmp_path / "out", FORMATS[name]
    paths = [out / f for f in shape.files] if len(shape.files) > 1 else [out]
    if before:
        paths[0].parent.mkdir(exist_ok=True)
        for path in paths:
            path.write_bytes(before)

    def broken(*_: Any) -> Iterator[Item]:
        yield Item("k1", record(), tuple(record()["events"]))
        raise Broken

    monkeypatch.setattr(exporting, "select", broken)
    with pytest.raises(Broken):
        exporting.export(store, shape, out, Selection())
    assert [p.read_bytes() if p.exists() else None for p in paths] == [before] * len(paths)
    assert {p.name for p in tmp_path.iterdir()} == {"st", *(["out"] if before else [])}


def test_kill_9_leaves_no_half_file(tmp_path: Path) -> None:
    """Killed when the first article is written; what stood under the name still stands there, and the next export is whole."""
    store = store_of(tmp_path / "st", [("k1", record())])
    out = tmp_path / "out.jsonl"
    out.write_bytes(b"before")
    script = f"""
import os, signal, sys
from pathlib import Path
from greffier.export import exporting
from greffier.export.formats import FORMATS
from greffier.export.selection import Selection
from greffier.store.folder import open_store
real = exporting.select
def select(*args):
    yield from real(*args)
    os.kill(os.getpid(), signal.SIGKILL)
exporting.select = select
exporting.export(open_store(Path({str(store.folder)!r})), FORMATS["jsonl"], Path({str(out)!r}), Selection())
"""
    assert subprocess.run([sys.executable, "-c", script]).returncode == -signal.SIGKILL
    assert out.read_bytes() == b"before"
    assert run(store, "--format", "jsonl", "--out", str(out)).exit_code == 0
    assert list(FORMATS["jsonl"].read(out)) == [record()]


@pytest.mark.parametrize("title", ["../../x", "/etc/passwd", "t" * 300, "😀", "CON", "a\nb"])
def test_no_file_is_named_after_a_title(title: str, tmp_path: Path) -> None:
    store = store_of(tmp_path / "st", [("k1", record(title=title, id=title, outlet=title))])
    for name, shape in FORMATS.items():
        out = tmp_path / "out" / name
        out.mkdir(parents=True)
        assert run(store, "--format", name, "--out", str(out)).exit_code == 0
        assert len(list(out.iterdir())) == len(shape.files)
        assert all(p.name.startswith("greffier.") or p.name in shape.files for p in out.iterdir())
    assert {p.name for p in tmp_path.iterdir()} == {"st", "out"}


def test_a_folder_that_is_there_keeps_its_other_files(store: Store, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "notes.txt").write_text("mine")
    for name in ("gdelt", "csv"):
        assert run(store, "--format", name, "--out", str(out)).exit_code == 0
    assert {p.name for p in out.iterdir()} == {"notes.txt", "greffier.csv", *FORMATS["gdelt"].files}
    assert run(store, "--format", "gdelt", "--out", str(out / "notes.txt")).exit_code == 3


def test_memory_does_not_grow_with_the_store(tmp_path: Path) -> None:
    def stream(n: int) -> Iterator[Item]:
        for i in range(n):
            made = record()
            yield Item(f"k{i}", made, tuple(made["events"]))

    def peak(n: int) -> int:
        tracemalloc.start()
        with (tmp_path / "out").open("wb") as sink:
            spreadsheet.write(stream(n), {spreadsheet.FILE: sink}, Options())
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(5)
    assert peak(600) < peak(60) + 100_000


# ------------------------------------------------------------------------------------------------ card and command


def test_card_says_what_is_in_and_what_is_not(store: Store, tmp_path: Path) -> None:
    result = run(
        store, "--format", "gdelt", "--out", str(tmp_path / "out"), "--card", str(tmp_path / "card.md")
    )
    assert result.exit_code == 0, result.output
    card = (tmp_path / "card.md").read_text(encoding="utf-8")
    for words in (
        "- articles: 1, published 2024-05-07 to 2024-05-07", "- events: 2, of which 1 are somebody's words",
        "- 1 articles that were replaced", "- 1 events: hedged", "- 1 events: status planned", "- 1 events: without a CAMEO code",
        "| Le Condor | 1 |", "| COERCE | 1 |", "greffier 0.1.0", "Known error rates", "CC BY-SA 4.0",
        "no place for the status",
    ):  # fmt: skip
        assert words in card, words
    again = run(
        store, "--format", "gdelt", "--out", str(tmp_path / "out"), "--card", str(tmp_path / "two.md")
    )
    assert again.exit_code == 0 and (tmp_path / "two.md").read_text(encoding="utf-8") == card
    forced = run(
        store,
        "--format",
        "gdelt",
        "--out",
        str(tmp_path / "out"),
        "--all",
        "--card",
        str(tmp_path / "all.md"),
    )
    assert forced.exit_code == 0 and "acts that are no facts are in it" in (tmp_path / "all.md").read_text(
        encoding="utf-8"
    )


def test_card_alone(store: Store, tmp_path: Path) -> None:
    result = run(store, "--card", str(tmp_path / "card.md"))
    assert result.exit_code == 0 and "5 events of 1 articles" in result.stderr
    assert "- events: 5" in (tmp_path / "card.md").read_text(encoding="utf-8")
    assert run(store).exit_code == 2


def test_card_of_an_empty_store() -> None:
    assert "no article says its day" in write_card(Tally(), Selection(), None)


@pytest.mark.parametrize("name", ["gdelt", "parquet"])
def test_standard_output_is_for_text_of_one_file(store: Store, name: str) -> None:
    result = run(store, "--format", name)
    assert result.exit_code == 3 and "Give --out" in result.stderr


def test_a_damaged_segment_is_told(store: Store, tmp_path: Path) -> None:
    broken = sorted(store.segments.iterdir())[0] / "records.parquet"
    broken.write_bytes(broken.read_bytes()[:-1])
    result = run(store, "--format", "csv", "--superseded", "--card", str(tmp_path / "card.md"))
    assert result.exit_code == 3 and "damaged" in result.stderr
    assert "is damaged" in (tmp_path / "card.md").read_text(encoding="utf-8")


def test_no_store(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["export", "--store", str(tmp_path), "--format", "csv"])
    assert result.exit_code == 3 and "holds no store" in result.stderr
