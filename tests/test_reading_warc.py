"""Web archives: every page is read, damage costs one record and is named, a cut page is marked, nothing is silent."""

from __future__ import annotations

import gzip
import io
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import pytest

warcwriter = pytest.importorskip("warcio.warcwriter")  # writes the archives; only the tests need it
zstandard = pytest.importorskip("zstandard")

from warcio.statusandheaders import StatusAndHeaders  # noqa: E402

from greffier.model.article import Article  # noqa: E402
from greffier.reading.files import Refusal, read_file  # noqa: E402

PAGES = 20
# warcio leaves its temporary files to the collector.
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)


def page(n: int) -> bytes:
    """A page of its own for every number, long enough that its packing has many bytes to damage."""
    prose = "".join(
        f"<p>Le conseil de la ville numéro {n} a voté mardi la mesure {k}, référence {int(sha256(b'%d %d' % (n, k)).hexdigest(), 16)},"
        f" a annoncé le maire devant {k * 11 + n} élus.</p>"
        for k in range(30)
    )
    return f"<html lang=fr><head><title>Ville {n}</title></head><body><article>{prose}</article></body></html>".encode()


@lru_cache
def archive(*, packed: bool = True, pages: int = PAGES) -> tuple[bytes, list[int]]:
    """A web archive of so many pages, each with its request, and where the records of the pages begin."""
    out = io.BytesIO()
    writer = warcwriter.WARCWriter(out, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "test"}))
    begins = []
    for n in range(pages):
        url = f"https://ville.example/{n}"
        head = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
        begins.append(out.tell())
        writer.write_record(
            writer.create_warc_record(url, "response", payload=io.BytesIO(page(n)), http_headers=head)
        )
        head = StatusAndHeaders("GET / HTTP/1.1", [("Host", "ville.example")])
        writer.write_record(
            writer.create_warc_record(url, "request", payload=io.BytesIO(b""), http_headers=head)
        )
    return out.getvalue(), begins


def read(data: bytes, tmp_path: Path) -> tuple[list[Article], list[Refusal]]:
    path = tmp_path / "a.warc"
    path.write_bytes(data)
    items = list(read_file(path))
    return [i for i in items if isinstance(i, Article)], [i for i in items if isinstance(i, Refusal)]


# fmt: off
FORMS = {
    "plain":                lambda: archive(packed=False)[0],
    "gzip by record":       lambda: archive()[0],
    "gzip of the whole":    lambda: gzip.compress(archive(packed=False)[0]),
    "zstd of the whole":    lambda: zstandard.compress(archive(packed=False)[0]),
    "gzip, padded":         lambda: archive()[0] + bytes(1000),
}
# fmt: on


@pytest.mark.parametrize("form", FORMS)
def test_all_pages_are_read_in_every_form(form: str, tmp_path: Path) -> None:
    articles, refusals = read(FORMS[form](), tmp_path)
    assert refusals == []
    assert [a.url for a in articles] == [f"https://ville.example/{n}" for n in range(PAGES)]
    assert all(a.partly is None and not a.repairs and a.title == f"Ville {n}" for n, a in enumerate(articles))
    assert len({a.id for a in articles}) == PAGES
    assert articles[0].where.endswith("a.warc#2")


@pytest.mark.parametrize("at", [0, 1, 4, 12, 100, 700, -300, -6, -3])
@pytest.mark.parametrize("victim", [0, 7, PAGES - 1])
def test_a_damaged_record_costs_itself_and_is_named(at: int, victim: int, tmp_path: Path) -> None:
    data, begins = archive()
    begin = begins[victim]
    end = data.index(b"\x1f\x8b\x08", begin + 3)
    damaged = bytearray(data)
    place = begin + at if at >= 0 else end + at
    damaged[place] ^= 0xFF
    articles, refusals = read(bytes(damaged), tmp_path)
    if at == 4:  # the time in the head of gzip: nothing is lost
        assert (len(articles), refusals) == (PAGES, [])
        return
    assert [a.url for a in articles] == [f"https://ville.example/{n}" for n in range(PAGES) if n != victim]
    (refusal,) = refusals
    assert refusal.where.endswith(f"a.warc#{2 + 2 * victim}")
    assert "damaged" in refusal.reason or "checksum" in refusal.reason
    if at in (-300, -6, -3, 700):
        assert f"https://ville.example/{victim}" in refusal.reason


def test_a_cut_archive_gives_the_page_as_far_as_it_goes(tmp_path: Path) -> None:
    data, begins = archive()
    articles, refusals = read(data[: begins[12] + 700], tmp_path)
    assert len(articles) == 13
    assert [a.partly for a in articles[:12]] == [None] * 12
    assert articles[12].partly is not None
    assert "bytes: the archive is cut" in articles[12].partly
    assert page(12).decode().count("</p>") > articles[12].text.count("\n") > 1
    assert refusals == []


def test_an_unpacked_archive_that_is_cut(tmp_path: Path) -> None:
    data, begins = archive(packed=False)
    articles, _ = read(data[: begins[5] + 2500], tmp_path)
    assert [a.partly is None for a in articles] == [True] * 5 + [False]


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("change", ["9", "too short", "no number"])
def test_a_wrong_length_costs_its_own_record_at_most(packed: bool, change: str, tmp_path: Path) -> None:
    data, begins = archive(packed=False)
    begin = begins[7]
    at = data.index(b"Content-Length: ", begin) + 16
    end = data.index(b"\r\n", at)
    length = {"9": b"9" + data[at:end], "too short": b"1500", "no number": b"many"}[change]
    damaged = data[:at] + length + data[end:]
    articles, refusals = read(gzip.compress(damaged) if packed else damaged, tmp_path)
    urls = [a.url for a in articles]
    if change == "9":  # it reaches beyond the end: nothing shows where it ends but the next record in it
        assert articles[7].partly is not None
    assert [u for u in urls if u != "https://ville.example/7"] == [
        f"https://ville.example/{n}" for n in range(PAGES) if n != 7
    ]
    if change == "no number":
        assert "does not say how long it is" in refusals[0].reason
    else:
        assert "length that the archive gives is wrong" in str(articles[7].partly)


def test_a_changed_byte_in_an_unpacked_archive_is_told(tmp_path: Path) -> None:
    data, begins = archive(packed=False)
    at = data.index(b"mesure", begins[3] + 1000)
    articles, refusals = read(data[:at] + b"X" + data[at + 1 :], tmp_path)
    assert (len(articles), refusals) == (PAGES, [])
    assert [n for n, a in enumerate(articles) if a.repairs] == [3]
    assert "does not match its digest" in articles[3].repairs[0]


def test_garbage_between_records_is_passed_over(tmp_path: Path) -> None:
    data, begins = archive()
    articles, refusals = read(data[: begins[4]] + b"GARBAGE" * 50 + data[begins[4] :], tmp_path)
    assert len(articles) == PAGES
    assert len(refusals) == 1


def record(kind: str, content: bytes, **head: str) -> bytes:
    lines = {
        "WARC-Type": kind,
        "WARC-Target-URI": "https://ville.example/x",
        "Content-Length": str(len(content)),
    }
    lines |= {name.replace("_", "-"): value for name, value in head.items()}
    text = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return b"WARC/1.0\r\n" + text.encode() + b"\r\n" + content + b"\r\n\r\n"


def answer(body: bytes, status: str = "200 OK", **head: str) -> bytes:
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in head.items())
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body


CHUNKED = b"".join(b"%x\r\n%s\r\n" % (len(page(1)[k : k + 900]), page(1)[k : k + 900]) for k in range(0, len(page(1)), 900)) + b"0\r\n\r\n"  # fmt: skip

# fmt: off
RECORDS = [
    ("WET",               record("conversion", "Le maire a parlé.\nPuis il part.".encode(), Content_Type="text/plain"), "Le maire a parlé.\nPuis il part."),
    ("resource",          record("resource", page(1), Content_Type="text/html"),             "Ville 1"),
    ("packed page",       record("response", answer(gzip.compress(page(1)), Content_Encoding="gzip")), "Ville 1"),
    ("unpacked before",   record("response", answer(page(1), Content_Encoding="gzip")),      "Ville 1"),
    ("chunked",           record("response", answer(CHUNKED, Transfer_Encoding="chunked")),  "Ville 1"),
    ("not there",         record("response", answer(b"", "404 Not Found")),                  "! The page was not there when it was archived (HTTP 404)."),
    ("a picture",         record("response", answer(b"\x89PNG\r\n\x1a\n")),                  "! This is a PNG image, not text."),
    ("a PDF called HTML", record("response", answer(b"%PDF-1.4", Content_Type="text/html")), "! This is a PDF, not text."),
    ("segments",          record("continuation", b"a"),                                      "! The record continues another one"),
    ("unknown type",      record("novel", b"a"),                                             "! The record is of an unknown type ('novel')."),
    ("giant",             record("resource", b"", Content_Length="30000000"),                "! The record is cut, or its length is wrong (30,000,000 bytes)."),
]
# fmt: on


@pytest.mark.parametrize(("name", "data", "expected"), RECORDS, ids=[row[0] for row in RECORDS])
def test_records_of_every_type(name: str, data: bytes, expected: str, tmp_path: Path) -> None:
    articles, refusals = read(record("warcinfo", b"a: b\r\n") + data, tmp_path)
    (item,) = articles + refusals
    told = f"! {item.reason}" if isinstance(item, Refusal) else item.text
    assert told.startswith(expected)
    assert "https://ville.example/x" in (item.reason if isinstance(item, Refusal) else str(item.url))


def test_a_page_that_the_crawler_cut(tmp_path: Path) -> None:
    data = record("response", answer(page(1)), WARC_Truncated="length")
    ((article,), _) = read(data, tmp_path)
    assert article.partly == "the crawler cut the page (length)"


def test_zstd_with_a_dictionary(tmp_path: Path) -> None:
    data, _ = archive(packed=False, pages=40)
    samples = [page(n) for n in range(200)]
    dictionary = zstandard.train_dictionary(4096, samples)
    pack = zstandard.ZstdCompressor(dict_data=dictionary).compress
    raw = dictionary.as_bytes()
    frame = b"\x5d\x2a\x4d\x18" + len(raw).to_bytes(4, "little") + raw
    articles, refusals = read(frame + pack(data), tmp_path)
    assert (len(articles), refusals) == (40, [])
