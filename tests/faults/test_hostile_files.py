"""The guide's rows B1 to B6: bombs, archives, pages and XML made to harm are refused in time and by name."""

from __future__ import annotations

import gzip
import io
import json
import resource
import socket
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from greffier.model.article import Article
from greffier.reading import guard
from greffier.reading.files import Refusal, read_stream

GOOD = "<p>Le maire de Brest a parlé mardi devant les élus de la ville et les habitants du port.</p>"
PAGE = "<html><head><title>Port</title></head><body>{}</body></html>"
MEGABYTE = 1_000_000


def read(data: bytes) -> list[Article | Refusal]:
    return list(read_stream(io.BytesIO(data), "a", "a"))


def zipped(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return out.getvalue()


def zeros_in_gzip(size: int) -> bytes:
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", mtime=0) as stream:
        for _ in range(size // MEGABYTE):
            stream.write(b" " * MEGABYTE)
    return out.getvalue()


def zstd_bomb() -> bytes:
    zstandard: Any = pytest.importorskip("zstandard")
    return bytes(zstandard.compress(b" " * (300 * MEGABYTE)))


def brotli_bomb() -> bytes:
    brotli: Any = pytest.importorskip("brotli")
    return bytes(brotli.compress("Il pleut à Brest.\n".encode() * 200 + b" " * (100 * MEGABYTE), quality=5))


def lines_bomb() -> bytes:
    line = json.dumps({"text": "Il pleut." + " " * 50_000}).encode() + b"\n"
    return gzip.compress(line * 6_000)


# fmt: off
BOMBS: dict[str, Callable[[], bytes]] = {
    "gzip, 300 MB of blanks": lambda: zeros_in_gzip(300 * MEGABYTE),
    "gzip in gzip":           lambda: gzip.compress(zeros_in_gzip(300 * MEGABYTE)),
    "zstd":                   zstd_bomb,
    "brotli":                 brotli_bomb,
    "zip":                    lambda: zipped("a.txt", b" " * (100 * MEGABYTE)),
    "zip in zip":             lambda: zipped("b.zip", zipped("a.txt", b" " * (100 * MEGABYTE))),
    "JSON Lines":             lines_bomb,
}
# fmt: on


@pytest.mark.parametrize("name", BOMBS)
def test_b1_a_bomb_is_refused_by_its_ratio(name: str) -> None:
    data = BOMBS[name]()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begin = time.perf_counter()
    last = read(data)[-1]
    assert isinstance(last, Refusal)
    assert f"more than {guard.MAX_RATIO} times its size" in last.reason
    assert time.perf_counter() - begin < 10
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000  # kilobytes


def test_b1_overlapping_members_are_counted_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "FREE_UNPACKED_BYTES", 100_000)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for n in range(40):
            archive.writestr(f"{n}.txt", b"Il pleut. " + b" " * 90_000)
    items = read(out.getvalue())
    assert isinstance(items[0], Article)
    assert isinstance(items[-1], Refusal)
    assert "decompression bomb" in items[-1].reason


def test_b1_ordinary_text_is_no_bomb() -> None:
    lines = "\n".join(f"Il a plu {n} fois à Brest." for n in range(200_000)).encode()
    (item,) = read(gzip.compress(lines))
    assert isinstance(item, Article)


# fmt: off
PAGES = [
    ("1,000,000 paragraphs",   PAGE.format("<p>x</p>" * MEGABYTE),                              "tags; at most"),
    ("200,000 nested tags",    PAGE.format("<div>" * 200_000),                                  "tags; at most"),
    ("20,000 nested tags",     PAGE.format("<div>" * 20_000 + GOOD),                            "deep in one another"),
    ("20 MB attribute",        PAGE.format(f'<p title="{"a" * 20 * MEGABYTE}">x</p>'),          "larger than 20,000,000 bytes"),
    ("30 MB line",             PAGE.format("x" * 30 * MEGABYTE),                                "larger than 20,000,000 bytes"),
    ("1 MB attribute",         PAGE.format(f'<p title="{"a" * MEGABYTE}">x</p>' + GOOD * 5),    ""),
    ("50,000-deep JSON-LD",    PAGE.format('<script type="application/ld+json">' + '{"a":[' * 50_000 + "</script>" + GOOD * 5), ""),
    ("1 MB title",             PAGE.replace("Port", "t" * MEGABYTE).format(GOOD * 5),           ""),
    ("500,000 comments",       PAGE.format("<!-- x -->" * 500_000 + GOOD * 5),                  ""),
    ("1,000,000 entities",     PAGE.format("<p>" + "&#233;" * MEGABYTE + "</p>" + GOOD * 5),    ""),
]
# fmt: on


@pytest.mark.parametrize(("name", "page", "reason"), PAGES, ids=[row[0] for row in PAGES])
def test_b3_a_hostile_page_is_read_in_time_or_refused(name: str, page: str, reason: str) -> None:
    begin = time.perf_counter()
    (item,) = read(page.encode())
    assert time.perf_counter() - begin < 10
    assert (item.reason if isinstance(item, Refusal) else "").find(reason) >= 0
    assert isinstance(item, Refusal if reason else Article)


def test_b3_a_page_has_a_time_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    from greffier.reading import html

    def endless(*_: object) -> None:
        while True:
            time.sleep(0.01)

    monkeypatch.setattr(html, "MAX_PAGE_SECONDS", 0.2)
    monkeypatch.setattr(html, "_main_text", endless)
    (item,) = read(PAGE.format(GOOD).encode())
    assert isinstance(item, Refusal)
    assert item.reason == "The page took longer than 0.2 seconds."


# fmt: off
NAMED_HTML = [
    ("a PDF",       b"%PDF-1.7\n%\xe2\xe3",                                    "This is a PDF"),
    ("a picture",   b"\xff\xd8\xff\xe0\x00\x10JFIF",                           "This is a JPEG image"),
    ("a program",   b"\x7fELF\x02\x01",                                        "This is a program"),
    ("a locked zip", zipped("a.html", GOOD.encode()).replace(b"\x14\x00\x00\x00\x08", b"\x14\x00\x01\x00\x08"), "locked with a password"),
]
# fmt: on


@pytest.mark.parametrize(("name", "data", "reason"), NAMED_HTML, ids=[row[0] for row in NAMED_HTML])
def test_b4_what_is_called_html_is_refused_by_what_it_is(name: str, data: bytes, reason: str) -> None:
    (item,) = read_stream(io.BytesIO(data), "page.html", "page")
    assert isinstance(item, Refusal)
    assert reason in item.reason


def test_b5_too_many_members(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "MAX_MEMBERS", 10)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for n in range(12):
            archive.writestr(f"{n}.txt", "Il pleut.")
    items = read(out.getvalue())
    assert [isinstance(i, Article) for i in items] == [True] * 10 + [False]
    assert isinstance(items[-1], Refusal)
    assert "more than 10 members" in items[-1].reason


def test_b5_a_giant_directory_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "MAX_DIRECTORY_BYTES", 100)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for n in range(12):
            archive.writestr(f"{n}.txt", "Il pleut.")
    (item,) = read(out.getvalue())
    assert isinstance(item, Refusal)
    assert "The archive's directory takes" in item.reason


G2 = '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="a"><contentSet><inlineData>{}</inlineData></contentSet></newsItem>'
LAUGHS = '<!DOCTYPE newsItem [<!ENTITY lol "lol">' + "".join(
    f'<!ENTITY lol{n} "{"&lol%s;" % (n - 1 or "") * 10}">' for n in range(1, 10)
) + "]>"  # fmt: skip

# fmt: off
XML = [
    ("billion laughs",     LAUGHS + G2.format("&lol9;"),                                              "the entity 'lol'"),
    ("quadratic",          f'<!DOCTYPE newsItem [<!ENTITY a "{"a" * 100_000}">]>' + G2.format("&a;" * 100_000), "the entity 'a'"),
    ("external entity",    '<!DOCTYPE newsItem [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + G2.format("&x;"), "the entity 'x', which would be read from elsewhere (file:///etc/passwd)"),
    ("public entity",      '<!DOCTYPE newsItem [<!ENTITY x PUBLIC "p" "http://127.0.0.1/x">]>' + G2.format("&x;"), "the entity 'x', which would be read from elsewhere"),
    ("parameter entity",   '<!DOCTYPE newsItem [<!ENTITY % p SYSTEM "http://127.0.0.1/d.dtd"> %p;]>' + G2.format("a"), "the parameter entity 'p'"),
    ("XInclude",           G2.format('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd" parse="text"/>'), "XInclude of '/etc/passwd'"),
    ("10,000 deep",        G2.format("<a>" * 10_000 + "</a>" * 10_000),                               "deep in one another"),
    ("in a feed",          LAUGHS.replace("newsItem", "rss") + '<rss version="2.0"><channel><item><title>&lol9;</title></item></channel></rss>', "the entity 'lol'"),
    ("a deep feed",        '<rss version="2.0"><channel><item><description>' + "<a>" * 10_000,        "deep in one another"),
    ("in NITF",            LAUGHS.replace("newsItem", "nitf") + "<nitf><body/></nitf>",               "the entity 'lol'"),
]
# fmt: on


@pytest.fixture
def nothing_opens(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Every attempt to open a file or a connection while a reader works."""
    import sys

    opened: list[str] = []
    watching = [True]

    def watch(event: str, args: tuple[Any, ...]) -> None:
        if watching[0] and event in ("open", "socket.connect", "socket.getaddrinfo"):
            if not str(args[0]).endswith((".py", ".pyc", ".so", ".txt", ".json", ".dat", ".gz", ".cfg")):
                opened.append(f"{event} {args[0]}")

    sys.addaudithook(watch)
    yield opened
    watching[0] = False


@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
@pytest.mark.parametrize(("name", "xml", "reason"), XML, ids=[row[0] for row in XML])
def test_b6_hostile_xml_is_refused_by_name(
    name: str, xml: str, reason: str, charset: str, nothing_opens: list[str]
) -> None:
    read(G2.format("Il pleut.").encode())  # what the libraries load at first use is not the file's doing
    nothing_opens.clear()
    begin = time.perf_counter()
    (item,) = read((f'<?xml version="1.0" encoding="{charset}"?>' + xml).encode(charset))
    assert time.perf_counter() - begin < 1
    assert isinstance(item, Refusal)
    assert reason in item.reason
    assert [o for o in nothing_opens if "passwd" in o or o.startswith("socket")] == []


def test_b6_a_document_type_is_not_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Agencies name their DTD by an address; the file is read without it."""
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.2)
    address = f"http://127.0.0.1:{server.getsockname()[1]}/nitf.dtd"
    xml = f'<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "{address}"><nitf><body><body.content><p>Il pleut.</p></body.content></body></nitf>'
    (item,) = read(xml.encode())
    assert isinstance(item, Article)
    with server, pytest.raises(TimeoutError):
        server.accept()


def test_a_missing_package_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "trafilatura", None)
    (item,) = read(PAGE.format(GOOD).encode())
    assert isinstance(item, Refusal)
    assert (
        item.reason
        == "A web page needs a package that is not installed (trafilatura): pip install 'greffier[html]'"
    )
