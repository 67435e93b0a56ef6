"""The store: what is given stands in the ledger once, segments are whole or not there, later readings win, questions are answered."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from greffier import ingesting
from greffier.cli import main
from greffier.errors import BadInput, BadStore, StoreBusy
from greffier.model.article import Article
from greffier.reading.files import Refusal
from greffier.store.folder import FORMAT, make_store, open_store, writing
from greffier.store.forgetting import forget_article, forget_person
from greffier.store.index import ask_sql, build_index, connect, find_index
from greffier.store.ledger import Line, key_of
from greffier.store.overview import list_sources, look_over
from greffier.store.questions import Question, ask
from greffier.store.segments import FILES, find_segments, read_records
from greffier.store.tables import COLUMNS, SCHEMAS
from stores import MADE, PlainPool, article, fill


@pytest.fixture(autouse=True)
def small_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingesting, "SEGMENT_LINES", 5)


def statuses(folder: Path) -> dict[str, int]:
    return {k: v for k, v in look_over(open_store(folder)).lines.items() if v}


# ------------------------------------------------------------------------------------------------ the ledger


def test_everything_given_stands_in_the_ledger_once(tmp_path: Path) -> None:
    items = [article(n) for n in range(12)]
    items[3] = article(3, partly="4 of 9 bytes")
    items[4] = article(4, "illisible")
    given = [*items, Refusal("x.pdf", "this is a PDF"), article(0)]
    summary = fill(tmp_path, given)
    assert summary.counts == Counter({"read": 10, "refused": 2, "partly read": 1}) and summary.known == 1
    again = fill(tmp_path, given)
    assert (again.counts, again.known) == (Counter(), 14)
    over = look_over(open_store(tmp_path))
    assert (over.given, over.articles, over.events, over.adds_up) == (13, 11, 11, True)


def test_the_same_article_under_another_name_is_a_copy(tmp_path: Path) -> None:
    from dataclasses import replace

    fill(tmp_path, [article(1), replace(article(1), where="other.txt", id="other")])
    assert statuses(tmp_path) == {"read": 1, "copy": 1}
    assert look_over(open_store(tmp_path)).adds_up


def test_segments_are_read_by_any_parquet_reader(tmp_path: Path) -> None:
    fill(tmp_path, [article(n) for n in range(7)])
    segments, damaged = find_segments(open_store(tmp_path))
    assert [len(segments), damaged] == [2, []]
    for table, schema in FILES.items():
        assert pq.read_schema(segments[0].file(table)).equals(schema), table


def test_every_column_is_documented() -> None:
    text = (Path(__file__).parents[1] / "docs" / "store.md").read_text(encoding="utf-8")
    assert [
        f"{t}.{c}"
        for t, columns in COLUMNS.items()
        for c, _, m in columns
        if f"| `{c}` |" not in text or not m
    ] == []
    assert set(SCHEMAS) == set(COLUMNS)


def test_the_same_input_gives_the_same_rows(tmp_path: Path) -> None:
    items = [article(n) for n in range(9)]
    for name in ("one", "two"):
        fill(tmp_path / name, items)
    one, two = ([sorted(read_records(find_segments(open_store(tmp_path / n))[0]))] for n in ("one", "two"))
    assert one == two


# ------------------------------------------------------------------------------------------------ later readings


def test_again_reads_what_another_version_made(tmp_path: Path) -> None:
    fill(tmp_path, [article(n) for n in range(4)])
    pool = PlainPool({**MADE, "lexicon": "new"})
    summary = fill(tmp_path, [], again=True, pool=pool)
    assert (summary.again, len(pool.read)) == (4, 4)
    assert fill(tmp_path, [], again=True, pool=pool).again == 0
    store = open_store(tmp_path)
    over = look_over(store)
    assert (over.articles, over.events, over.adds_up) == (4, 4, True)
    assert ask_sql(store, "SELECT DISTINCT lexicon FROM articles").rows == [("new",)]
    build_index(store)
    assert look_over(store).events == 4


def test_again_gives_a_refused_article_another_try(tmp_path: Path) -> None:
    fill(tmp_path, [article(1, "illisible")])
    assert fill(tmp_path, [article(1, "illisible")]).known == 1
    assert fill(tmp_path, [article(1, "illisible")], again=True).counts == Counter({"refused": 1})
    assert statuses(tmp_path) == {"refused": 1}


def test_a_copy_of_a_refused_article_is_refused_too(tmp_path: Path) -> None:
    """Also while the first is still being read, as it is with processes that read batches ahead."""
    from collections.abc import Iterable, Iterator
    from dataclasses import replace

    from greffier.pool import Done

    class Ahead(PlainPool):
        def run(self, articles: Iterable[tuple[Line, Article]]) -> Iterator[Done]:
            return super().run(list(articles))

    bad, good = article(1, "illisible"), article(2)
    given = [bad, good, *(replace(a, where=f"other.jsonl:{n}") for n in (1, 2) for a in (bad, good))]
    for pool in (PlainPool(), Ahead()):
        folder = tmp_path / type(pool).__name__
        assert fill(folder, [*given, given[-1]], pool=pool).known == 1
        assert statuses(folder) == {"refused": 3, "read": 1, "copy": 2}
        assert fill(folder, given, pool=pool).known == 6


def test_a_record_read_again_is_no_later_version(tmp_path: Path) -> None:
    old, new, newest = (
        article(n, f"La France a condamné le Mali, {n}.", url="https://example.org/a") for n in (1, 2, 3)
    )
    fill(tmp_path, [old])
    fill(tmp_path, [new], pool=PlainPool({**MADE, "lexicon": "new"}))
    fill(tmp_path, [], again=True, pool=PlainPool({**MADE, "lexicon": "new"}))
    fill(tmp_path, [newest])
    fill(tmp_path, [article(4, "La France a condamné le Mali, 4.", url="https://example.org/a")])
    store = open_store(tmp_path)
    assert look_over(store).superseded == 3 and len(ask(store, Question()).rows) == 1


def test_again_keeps_why_an_article_was_read_in_part(tmp_path: Path) -> None:
    fill(tmp_path, [article(1, partly="4 of 9 bytes")])
    fill(tmp_path, [], again=True, pool=PlainPool({**MADE, "lexicon": "new"}))
    store = open_store(tmp_path)
    assert ask_sql(store, "SELECT partly, lexicon FROM articles").rows == [("4 of 9 bytes", "new")]
    assert statuses(tmp_path) == {"partly read": 1}


@pytest.mark.parametrize("gathered", [False, True])
def test_a_later_version_supersedes(gathered: bool, tmp_path: Path) -> None:
    old = article(1, "La France a condamné le Mali.", url="https://example.org/a")
    new = article(2, "La France a condamné le Mali, corrigé.", url="https://example.org/a")
    wire = [
        article(n, f"La France a condamné le Mali, version {n}.", guid="urn:x", version=n, outlet="AFP")
        for n in (4, 3)
    ]
    fill(tmp_path, [old, new, *wire])
    store = open_store(tmp_path)
    if gathered:
        build_index(store)
    assert sorted(connect(store).execute("SELECT key, later FROM superseded").fetchall()) == sorted(
        [(key_of(old), key_of(new)), (key_of(wire[1]), key_of(wire[0]))]
    )
    assert [len(ask(store, Question(superseded=s)).rows) for s in (False, True)] == [2, 4]
    assert look_over(store).superseded == 2


# ------------------------------------------------------------------------------------------------ index and questions


def test_questions(tmp_path: Path) -> None:
    fill(tmp_path, [article(n) for n in range(24)])
    store = open_store(tmp_path)
    for _ in range(2):  # from the segments, then from the index
        assert len(ask(store, Question(dyad=("FRA", "MLI"))).rows) == 24
        assert len(ask(store, Question(dyad=("MLI", "FRA"), directed=True)).rows) == 0
        assert len(ask(store, Question(dyad=("france", "mali"))).rows) == 24
        months = ask(store, Question(dyad=("FRA", "MLI")), by="month")
        assert (
            months.columns == ("month", "events")
            and months.rows[0] == ("2024-01", 2)
            and len(months.rows) == 12
        )
        assert (
            len(ask(store, Question(claimant="MLI", type="accuse", status="occurred", place="MLI")).rows)
            == 24
        )
        assert len(ask(store, Question(since=date(2024, 2, 1), until=date(2024, 2, 29))).rows) == 2
        first = ask(store, Question(actor="FRA"), rows=1)
        row = dict(zip(first.columns, first.rows[0], strict=True))
        assert (row["actors"], row["recipients"], row["claimants"], first.cut) == (
            "France",
            "Mali",
            "Mali",
            True,
        )
        build_index(store)
    with pytest.raises(BadInput, match="Choose one of"):
        ask(store, Question(), by="colour")


def test_an_empty_store_answers(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    assert ask(store, Question()).rows == [] and list_sources(store) == [] and look_over(store).adds_up


def test_the_index_can_be_thrown_away(tmp_path: Path) -> None:
    import shutil

    fill(tmp_path, [article(n) for n in range(6)])
    store = open_store(tmp_path)
    for _ in range(4):
        built = build_index(store)
    assert find_index(store, find_segments(store)[0]) == built and len(list(store.index.iterdir())) == 2
    (built.path / "events.parquet").write_bytes(b"broken")
    assert len(ask(store, Question()).rows) == 6  # the index before it
    shutil.rmtree(store.index)
    assert len(ask(store, Question()).rows) == 6


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 1; SELECT 2", "DROP VIEW events", "COPY events TO 'x.csv'", "ATTACH 'x.db'", "SET threads = 1",
        "SELECT * FROM read_text('/etc/hostname')", "SELECT * FROM '/etc/passwd'", "SELECT * FROM read_csv('https://example.org/a')",
        "INSTALL httpfs", "PRAGMA database_list", "SELECT nothing FROM events", "SELEC", "",
    ],
)  # fmt: skip
def test_sql_is_locked_down(sql: str, tmp_path: Path) -> None:
    fill(tmp_path, [article(1)])
    with pytest.raises(BadInput):
        ask_sql(open_store(tmp_path), sql)


def test_sql_reaches_no_file_beside_the_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither what is kept out nor the folder that DuckDB spills into, which it would read freely."""
    fill(tmp_path / "s", [article(1)])
    store = open_store(tmp_path / "s")
    forget_person(store, "Jean Zorglub")
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".tmp").mkdir()
    (tmp_path / ".tmp" / "a.txt").write_text("a")
    for path in (
        store.forgotten,
        store.segments / ".." / "forgotten.json",
        tmp_path / ".tmp" / "a.txt",
        Path(".tmp/a.txt"),
    ):
        with pytest.raises(BadInput):
            ask_sql(store, f"SELECT * FROM read_text('{path}')")


def test_sql_has_limits(tmp_path: Path) -> None:
    fill(tmp_path, [article(n) for n in range(3)])
    store = open_store(tmp_path)
    answer = ask_sql(store, "SELECT id FROM articles ORDER BY id", rows=2)
    assert (answer.rows, answer.cut) == ([("id0",), ("id1",)], True)
    with pytest.raises(BadInput, match=r"more than 0\.2 seconds"):
        ask_sql(store, "SELECT count(*) FROM range(100000000000) a, range(1000000) b", seconds=0.2)


def test_readers_meet_no_lock(tmp_path: Path) -> None:
    fill(tmp_path, [article(1)])
    store = open_store(tmp_path)
    with writing(store):
        assert len(ask(store, Question()).rows) == 1
        with pytest.raises(StoreBusy, match=f"process {os.getpid()}"):
            script = (
                "from pathlib import Path; from greffier.store.folder import open_store, writing\n"
                f"with writing(open_store(Path({str(tmp_path)!r}))): pass"
            )
            done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
            assert done.returncode == 1
            raise StoreBusy(done.stderr)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (None, "holds no store"),
        ('{"format": 99}', "later greffier"),
        ("{", "cannot be read"),
        ("[]", "cannot be read"),
    ],
)
def test_a_folder_that_is_no_store(content: str | None, problem: str, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "store.json").write_text(content)
    with pytest.raises(BadStore, match=problem):
        open_store(tmp_path)
    assert FORMAT == 1


# ------------------------------------------------------------------------------------------------ forgetting


def bytes_of(folder: Path) -> bytes:
    """Everything in a store, Parquet unpacked, so that compression hides nothing."""
    plain = [p.read_bytes() + str(p).encode() for p in folder.rglob("*") if p.is_file()]
    tables = [
        json.dumps(pq.read_table(p).to_pylist(), default=str, ensure_ascii=False).encode()
        for p in folder.rglob("*.parquet")
    ]
    return b"\n".join([*plain, *tables])


def test_an_article_is_forgotten_and_stays_out(tmp_path: Path) -> None:
    secret = article(
        99,
        "La France a condamné le Mali, selon Zorglub.",
        title="Zorglub parle",
        url="https://example.org/zorglub",
    )
    items = [*(article(n) for n in range(8)), secret]
    fill(tmp_path, items)
    store = open_store(tmp_path)
    build_index(store)
    receipt = forget_article(store, "https://example.org/zorglub")
    assert (receipt.kind, receipt.articles) == ("article", 1)
    assert b"orglub" not in bytes_of(tmp_path) and secret.id.encode() not in bytes_of(tmp_path)
    assert statuses(tmp_path) == {"read": 8, "kept out": 1} and look_over(store).adds_up
    assert fill(tmp_path, items).known == 9
    from dataclasses import replace

    assert fill(tmp_path, [replace(secret, where="elsewhere")]).counts == Counter({"kept out": 1})
    assert b"orglub" not in bytes_of(tmp_path)
    with pytest.raises(BadInput, match="no article"):
        forget_article(store, "nothing")


def test_a_person_is_masked_everywhere(tmp_path: Path) -> None:
    named = article(
        50,
        "La France a condamné le Mali. Jean Zorglub, ou JEAN ZORGLUB, a protesté : Zorglub nie.",
        title="M. Zorglub",
    )
    fill(tmp_path, [*(article(n) for n in range(6)), named])
    store = open_store(tmp_path)
    assert forget_person(store, "Jean Zorglub").articles == 1
    assert b"orglub" not in bytes_of(tmp_path).lower()
    (text,) = ask_sql(store, "SELECT characters FROM articles WHERE id = 'id50'").rows
    assert text == (len(named.text),)
    later = article(51, "La France a condamné le Mali ; jean zorglub, encore.")
    fill(tmp_path, [later, named])
    assert b"orglub" not in bytes_of(tmp_path).lower() and look_over(store).articles == 8
    for name in ("Zorglub", "", "un deux trois quatre cinq six sept"):
        with pytest.raises(BadInput, match="no full name"):
            forget_person(store, name)


def test_a_plan_half_carried_out_is_seen_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from greffier.store import forgetting

    fill(tmp_path, [article(n, f"La France a condamné le Mali. Jean Zorglub {n}.") for n in range(12)])
    store = open_store(tmp_path)

    def stop(store: object) -> None:
        raise KeyboardInterrupt

    real = forgetting.carry_out
    calls = []
    monkeypatch.setattr(
        forgetting, "carry_out", lambda s: calls.append(s) or (stop(s) if len(calls) > 1 else real(s))
    )
    with pytest.raises(KeyboardInterrupt):
        forget_person(store, "Jean Zorglub")
    assert all("orglub" not in text for _, text in read_records(find_segments(store)[0]))
    assert look_over(store).articles == 12
    monkeypatch.undo()
    fill(tmp_path, [])
    assert b"orglub" not in bytes_of(tmp_path) and look_over(store).articles == 12


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("Jean Zorglub", {"text": "La France a condamné le Mali, dit l'avocat d'Jean Zorglub ; l'ex-Zorglub nie."}),
        ("Alain Zorglub", {"text": "La France a condamné le Mali. L’adresse d’Alain Zorglub : alain.zorglub@example.org."}),
        ("Jean Zorglub", {"url": "https://example.org/2024/jean-zorglub-contre-le-mali"}),
        ("Jean Zorglub", {"outlet": "Blog de Jean Zorglub"}),
        ("Jean-Luc Zorglub-Orglube", {"text": "La France a condamné Jean Luc Zorglub-Orglube, ou Zorglub-Orglube."}),
        ("Jean d'Zorglub", {"guid": "urn:jean_d_zorglub"}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("before", [False, True])
def test_a_name_is_masked_in_every_spelling_and_field(
    name: str, more: dict[str, str], before: bool, tmp_path: Path
) -> None:
    text = more.get("text", "La France a condamné le Mali mardi.")
    named = article(50, text, **{k: v for k, v in more.items() if k != "text"})
    refused = Refusal(f"{name.replace(' ', '_')}.pdf", "this is a PDF")
    fill(tmp_path, [article(1), *([] if before else [named, refused])])
    store = open_store(tmp_path)
    forget_person(store, name)
    fill(tmp_path, [named, refused])
    assert b"orglub" not in bytes_of(tmp_path).lower()
    over = look_over(store)
    assert (over.articles, over.given, over.adds_up) == (2, 3, True)


def test_a_surname_that_is_a_word_of_the_record_breaks_nothing(tmp_path: Path) -> None:
    fill(tmp_path, [article(1, "La France a condamné le Mali ; Jean Body et Jean State le disent.")])
    store = open_store(tmp_path)
    for name in ("Jean Body", "Jean State"):
        assert forget_person(store, name).articles == 1
    (record,) = [json.loads(r) for _, r in read_records(find_segments(store)[0])]
    assert record["document"]["parts"][0]["kind"] == "body" and record["actors"][0]["kind"] == "state"
    assert "████ ████ et ████ █████ le" in record["document"]["text"]


@pytest.mark.parametrize("at", ["before the plan goes", "before the renaming"])
def test_an_interrupted_plan_loses_no_segment_and_leaves_no_name(
    at: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the place of finding has the name, so that the records of the new segment are those of the old one."""
    from dataclasses import replace

    from greffier.store import plan

    fill(tmp_path, [replace(article(1), where="x/Jean Zorglub/a.txt"), article(2)])
    store = open_store(tmp_path)
    build_index(store)
    (store.damaged / "1-a").mkdir(parents=True)
    (store.damaged / "1-a" / "records.parquet").write_bytes(b"PAR1 Zorglub")

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        if at == "before the renaming":
            patch.setattr(Path, "rename", stop)
        else:
            patch.setattr(plan, "sync_folder", lambda folder: stop() if folder == store.segments else None)
        with pytest.raises(KeyboardInterrupt):
            forget_person(store, "Jean Zorglub")
    assert look_over(store).articles == 2
    fill(tmp_path, [])
    assert look_over(store).articles == 2 and look_over(store).adds_up
    assert not store.damaged.exists() and b"orglub" not in bytes_of(tmp_path)


def test_what_cannot_be_removed_is_told_and_not_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from greffier.store import plan

    fill(tmp_path, [article(1, "La France a condamné le Mali. Jean Zorglub.")])
    store = open_store(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(plan.shutil, "rmtree", lambda *a, **k: None)
        with pytest.raises(BadStore, match="cannot be removed"):
            forget_person(store, "Jean Zorglub")
    assert all("orglub" not in text for _, text in read_records(find_segments(store)[0]))
    assert look_over(store).articles == 1
    fill(tmp_path, [])
    assert b"orglub" not in bytes_of(tmp_path) and look_over(store).articles == 1


def test_a_damaged_segment_goes_when_something_is_forgotten(tmp_path: Path) -> None:
    fill(tmp_path, [article(n, f"La France a condamné le Mali. Jean Zorglub {n}.") for n in range(10)])
    store = open_store(tmp_path)
    victim = find_segments(store)[0][0].path / "events.parquet"
    victim.write_bytes(victim.read_bytes()[:-9])
    forget_person(store, "Jean Zorglub")
    assert b"orglub" not in bytes_of(tmp_path) and look_over(store).articles == 5


@pytest.mark.parametrize("versions", [(1, 2, 3), (1, 3, 2), (2, 1, 3), (3, 2, 1), (None, None, None)])
@pytest.mark.parametrize("gone", range(3))
def test_a_forgotten_version_brings_no_older_one_back(
    versions: tuple[int | None, ...], gone: int, tmp_path: Path
) -> None:
    chain = [
        article(n, f"La France a condamné le Mali, version {n}.", guid="urn:x", version=v, outlet="AFP")
        for n, v in enumerate(versions, 1)
    ]
    fill(tmp_path, chain)
    store = open_store(tmp_path)
    forget_article(store, chain[gone].id)
    left = [a for n, a in enumerate(chain) if n != gone]
    last = max(left, key=lambda a: (a.version or 0, a.id))
    assert [row[0] for row in ask(store, Question()).rows] == [key_of(last)]


# ------------------------------------------------------------------------------------------------ commands


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, [str(a) for a in arguments])
    return result.exit_code, result.stdout, result.stderr


def test_the_commands_of_a_store(tmp_path: Path) -> None:
    fill(tmp_path, [*(article(n) for n in range(6)), Refusal("x.pdf", "this is a PDF")])
    at = ("--store", tmp_path)
    assert "6 read" in run("status", *at)[1] and "1 refused" in run("status", *at, "--check")[1]
    assert "Journal 0" in run("sources", *at)[1]
    assert (
        run("query", "dyad", "FRA", "MLI", *at, "--by", "year", "--format", "csv")[1]
        == "year,events\n2024,6\n"
    )
    assert (
        json.loads(run("query", "type", "ACCUSE", *at, "--format", "jsonl", "--rows", 1)[1])["recipients"]
        == "Mali"
    )
    assert run("query", *at, "--sql", "SELECT count(*) AS n FROM events", "--format", "csv")[1] == "n\n6\n"
    assert "segments gathered" in run("index", *at)[1]
    status, out, _ = run("forget", *at, "--article", "id1")
    assert status == 0 and "receipt" in out
    for wrong in (("query", *at), ("query", "dyad", "FRA", *at), ("forget", *at), ("ingest", *at)):
        assert run(*wrong)[0] == 2, wrong
    status, _, err = run("status", "--store", tmp_path / "nowhere")
    assert status == 3 and "holds no store" in err


def test_duckdb_is_of_a_version_that_we_know() -> None:
    assert (1, 4) <= tuple(int(n) for n in duckdb.__version__.split(".")[:2]) < (3, 0)
