"""zip, tar and packed files: members are read in order, what is wrong with one costs one, nothing is written."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from pathlib import Path

import pytest

from greffier.model.article import Article
from greffier.reading.archives import safe_name
from greffier.reading.files import Refusal, read_file, read_stream
from greffier.reading.guard import MAX_DEPTH

TEXT = "Il a plu à Brest.".encode()


def make_zip(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def make_tar(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def read(data: bytes) -> list[Article | Refusal]:
    return list(read_stream(io.BytesIO(data), "a", "a"))


def gist(items: list[Article | Refusal]) -> list[tuple[str, str]]:
    return [(i.where, i.text if isinstance(i, Article) else i.reason) for i in items]


LINES = b"\n".join(json.dumps({"text": f"Il pleut le {n}."}).encode() for n in range(3))
MEMBERS = (("b/un.txt", TEXT), ("a.jsonl", LINES), ("image.html", b"\x89PNG\r\n\x1a\n"), ("__MACOSX/x", b"x"), (".ds", b"x"))  # fmt: skip


@pytest.mark.parametrize("make", [make_zip, make_tar])
def test_members_are_read_by_what_they_are(make) -> None:  # type: ignore[no-untyped-def]
    items = read(make(*MEMBERS))
    assert gist(items)[:-2] == [
        ("a!b/un.txt", "Il a plu à Brest."),
        ("a!a.jsonl:1", "Il pleut le 0."),
        ("a!a.jsonl:2", "Il pleut le 1."),
        ("a!a.jsonl:3", "Il pleut le 2."),
    ]
    assert "PNG" in gist(items)[-2][1]
    assert items[-1] == Refusal(
        "a", "2 hidden files were not read (a name that begins with a dot).", skipped=True
    )
    assert [i.id for i in items if isinstance(i, Article)] == ["b/un", "a-1", "a-2", "a-3"]


def test_packed_archives_and_pages_within() -> None:
    zstandard = pytest.importorskip("zstandard")
    for pack in (gzip.compress, zstandard.compress):
        assert gist(read(pack(make_tar(("un.txt.gz", gzip.compress(TEXT)))))) == [
            ("a!un.txt.gz", "Il a plu à Brest.")
        ]
    assert gist(read(make_zip(("in.zip", make_zip(("un.txt", TEXT)))))) == [
        ("a!in.zip!un.txt", "Il a plu à Brest.")
    ]


def test_brotli_is_seen_from_its_content() -> None:
    brotli = pytest.importorskip("brotli")
    text = "\n".join(f"Il a plu {n} fois à Brest, a dit le maire devant {n * 7} élus." for n in range(500))
    assert gist(read(brotli.compress(text.encode()))) == [("a", text)]


def test_a_cut_packed_file_is_partly_read() -> None:
    data = gzip.compress("\n".join(f"Il a plu {n * n} fois à Brest." for n in range(20_000)).encode())
    (item,) = read(data[: len(data) // 2])
    assert isinstance(item, Article)
    assert "it ends in the middle" in str(item.partly)
    assert item.text.startswith("Il a plu 0 fois")


def test_lines_before_the_damage_are_read_and_the_rest_is_told() -> None:
    lines = b"\n".join(json.dumps({"text": f"Il pleut {n * n} fois."}).encode() for n in range(50_000))
    data = bytearray(gzip.compress(lines))
    data[len(data) // 2] ^= 0xFF
    items = read(bytes(data))
    assert len(items) > 10_000
    assert isinstance(items[-1], Refusal)
    assert "The gzip data is damaged near byte" in items[-1].reason


def test_a_damaged_member_of_a_zip_costs_itself() -> None:
    data = make_zip(
        ("un.txt", TEXT), ("deux.txt", b"Il neige " + bytes(range(97, 123)) * 20), ("trois.txt", TEXT)
    )
    at = data.index(b"deux.txt") + 8
    items = read(data[: at + 4] + b"\xff\xff" + data[at + 6 :])
    assert [type(i).__name__ for i in items] == ["Article", "Refusal", "Article"]
    assert "damaged after" in gist(items)[1][1]


def test_a_cut_tar_gives_what_is_there() -> None:
    items = read(make_tar(("un.txt", TEXT), ("deux.txt", TEXT * 100))[:1700])
    assert gist(items)[0] == ("a!un.txt", "Il a plu à Brest.")
    assert isinstance(items[-1], Refusal)


def test_office_documents_are_named() -> None:
    assert "an office document" in gist(read(make_zip(("[Content_Types].xml", b"<a/>"))))[0][1]


def test_too_deep() -> None:
    data = make_zip(("un.txt", TEXT))
    for _ in range(MAX_DEPTH):
        data = make_zip(("in.zip", data))
    assert f"more than {MAX_DEPTH} deep" in gist(read(data))[0][1]


# The guide's row B5: names that lead elsewhere, links, devices.
# fmt: off
NAMES = [
    ("../../etc/x.txt", "etc/x.txt"), ("/etc/passwd", "etc/passwd"), ("C:\\temp\\a.txt", "temp/a.txt"), ("a\nb.txt", "a_b.txt"),
    ("\x1b[31m.txt", "_[31m.txt"), ("..", "_"), ("CON", "CON"), ("é.txt", "é.txt"),
]
# fmt: on


@pytest.mark.parametrize(("name", "safe"), NAMES)
def test_names_of_members_are_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_nothing_is_written_and_links_are_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, kind in (
            ("l", tarfile.SYMTYPE),
            ("h", tarfile.LNKTYPE),
            ("d", tarfile.CHRTYPE),
            ("p", tarfile.FIFOTYPE),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        for name in ("../../../oben.txt", "/abs.txt", "same.txt", "same.txt"):
            info = tarfile.TarInfo(name)
            info.size = len(TEXT)
            archive.addfile(info, io.BytesIO(TEXT))
    items = read(out.getvalue())
    assert [i.reason for i in items if isinstance(i, Refusal)] == [
        "The member is a symbolic link and is not read.", "The member is a link to another member and is not read.",
        "The member is a device and is not read.", "The member is a pipe and is not read.",
    ]  # fmt: skip
    assert [i.where for i in items if isinstance(i, Article)] == [
        "a!oben.txt", "a!abs.txt", "a!same.txt", "a!same.txt~2",
    ]  # fmt: skip
    assert list(tmp_path.iterdir()) == []


def test_a_locked_member_is_named() -> None:
    data = bytearray(make_zip(("un.txt", TEXT)))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        data[data.index(mark) + (6 if mark[2] == 3 else 8)] |= 1
    assert gist(read(bytes(data))) == [("a!un.txt", "The member is locked with a password and is not read.")]


def test_a_folder_is_read_in_the_order_of_its_names(tmp_path: Path) -> None:
    folder = tmp_path / "f"
    (folder / "b").mkdir(parents=True)
    (folder / ".git").mkdir()
    (folder / ".git" / "x.txt").write_bytes(TEXT)
    for name in ("z.txt", "a.txt", "b/c.txt", ".hidden.txt"):
        (folder / name).write_bytes(TEXT)
    (tmp_path / "out.txt").write_bytes(TEXT)
    (folder / "m.txt").symlink_to(tmp_path / "out.txt")
    (folder / "n.txt").symlink_to(folder / "a.txt")
    (folder / "o.txt").symlink_to(folder / "gone")
    items = list(read_file(folder))
    names = [Path(i.where).name for i in items]
    assert names == ["a.txt", "c.txt", "m.txt", "n.txt", "o.txt", "z.txt", "f"]
    assert [i.id for i in items if isinstance(i, Article)] == ["a", "b/c", "z"]
    assert "leads out of the folder" in gist(items)[2][1]
    assert "is read in its own place" in gist(items)[3][1]
    assert "leads nowhere" in gist(items)[4][1]
    assert items[-1] == Refusal(str(folder), "2 hidden files were not read (a name that begins with a dot).", skipped=True)  # fmt: skip


def test_a_pipe_in_a_folder_is_not_opened(tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "p")
    assert gist(list(read_file(tmp_path)))[0][1] == "This is a pipe, a device or a socket and is not opened."
