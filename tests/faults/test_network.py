"""The guide's rows N1 to N4: only public hosts, on every hop; size, time and redirects are limited; no network otherwise.

Only servers on the loopback of this machine are spoken to, and to them only because the tests allow their address.
"""

from __future__ import annotations

import gzip
import ipaddress
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from greffier.errors import BadInput, TooBig
from greffier.model.article import Article
from greffier.reading import fetching, guard
from greffier.reading.fetching import Answer, fetch, is_public
from greffier.reading.files import Refusal, read_address, read_any, read_file

BODY = "Le maire de Brest a parlé.".encode()


def loopback(address: fetching.IpAddress) -> bool:
    return address.is_loopback


@contextmanager
def server(*answers: bytes | Callable[[socket.socket], None]) -> Iterator[str]:
    """A server on the loopback that gives these answers, one a connection; its address."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:

        def serve() -> None:
            for answer in answers:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                with connection:
                    try:
                        connection.recv(4096)
                        answer(connection) if callable(answer) else connection.sendall(answer)
                    except OSError:
                        pass  # the reader went away, which is what most of these tests want

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/a"
        listener.close()


def ok(body: bytes, *head: str) -> bytes:
    lines = "".join(f"{line}\r\n" for line in (*head, f"Content-Length: {len(body)}"))
    return f"HTTP/1.1 200 OK\r\n{lines}\r\n".encode() + body


def moved(to: str) -> bytes:
    return f"HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n".encode()


def fetched(url: str, **options: Any) -> bytes:
    return fetch(url, allowed=loopback, **options).body.read()


def test_a_page_is_fetched_and_its_encoding_told() -> None:
    with server(ok("é".encode("latin-1"), "Content-Type: text/plain; charset=iso-8859-1")) as url:
        answer = fetch(url, allowed=loopback)
    assert (answer.body.read(), answer.charset, answer.partly, answer.url) == (
        b"\xe9",
        "iso-8859-1",
        None,
        url,
    )


def test_a_packed_and_a_chunked_answer() -> None:
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nLe \r\n5\r\nmaire\r\n0\r\n\r\n"
    with server(ok(gzip.compress(BODY), "Content-Encoding: gzip"), chunked) as url:
        assert fetched(url) == BODY
        assert fetched(url) == b"Le maire"


# fmt: off
NOT_PUBLIC = [
    "127.0.0.1", "127.9.9.9", "::1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "::",
    "224.0.0.1", "255.255.255.255", "240.0.0.1", "192.0.2.1", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    "64:ff9b::7f00:1", "2002:7f00:1::", "ff02::1",
]
# fmt: on


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_n1_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["9.9.9.9", "2620:fe::fe", "::ffff:9.9.9.9"])
def test_n1_addresses_that_are(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.fixture
def no_connection(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every attempt to connect, which fails."""
    tried: list[object] = []

    def refuse(self: socket.socket, address: object) -> None:
        tried.append(address)
        raise OSError("no connection in this test")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    return tried


# fmt: off
REFUSED = [
    ("http://127.0.0.1/",                    "which is no public address"),
    ("http://[::1]/",                        "which is no public address"),
    ("http://10.1.2.3/",                     "which is no public address"),
    ("http://169.254.169.254/latest/",       "which is no public address"),
    ("http://100.64.0.1/",                   "which is no public address"),
    ("http://[::ffff:127.0.0.1]/",           "which is no public address"),
    ("http://2130706433/",                   "which is no public address"),
    ("http://0x7f.1/",                       "which is no public address"),
    ("http://localhost/",                    "which is no public address"),
    ("https://localhost:8443/",              "which is no public address"),
    ("file:///etc/passwd",                   "Only http and https addresses are fetched, not 'file'."),
    ("ftp://9.9.9.9/a",                      "Only http and https addresses are fetched, not 'ftp'."),
    ("data:text/html,a",                     "Only http and https addresses are fetched, not 'data'."),
    ("http://user:secret@9.9.9.9/",          "addresses with names and passwords are not fetched"),
    ("http://9.9.9.9:0/",                    "is no web address"),
    ("http://9.9.9.9/a b",                   "is no web address"),
    ("http:///a",                            "is no web address"),
    ("http://9.9.9.9:http/",                 "is no web address"),
]
# fmt: on


@pytest.mark.parametrize(("url", "reason"), REFUSED, ids=[row[0] for row in REFUSED])
def test_n1_refused_before_connecting(url: str, reason: str, no_connection: list[object]) -> None:
    with pytest.raises(BadInput) as caught:
        fetch(url)
    assert reason in str(caught.value)
    assert no_connection == []


@pytest.mark.parametrize(
    "to", ["http://10.0.0.1/", "http://169.254.169.254/", "file:///etc/passwd", "//192.168.0.1/x"]
)
def test_n2_a_redirect_into_a_private_network_is_refused(to: str) -> None:
    with server(moved(to)) as url, pytest.raises(BadInput, match=r"no public address|Only http and https"):
        fetched(url)


def test_n2_the_address_that_was_judged_is_the_one_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that changes between the check and the connection: it is looked up once, and connected to by number."""
    looked_up: list[str] = []
    connected: list[tuple[str, int]] = []

    def lookup(host: str, port: int, **_: object) -> list[Any]:
        looked_up.append(host)
        address = "9.9.9.9" if len(looked_up) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    def connect(address: tuple[str, int], timeout: float) -> socket.socket:
        connected.append(address)
        raise OSError("no connection in this test")

    monkeypatch.setattr(fetching.socket, "getaddrinfo", lookup)
    monkeypatch.setattr(fetching.socket, "create_connection", connect)
    with pytest.raises(BadInput):
        fetch("http://rebinding.example/")
    assert (looked_up, connected) == (["rebinding.example"], [("9.9.9.9", 80)])


def test_n2_one_private_address_among_others_is_enough(
    monkeypatch: pytest.MonkeyPatch, no_connection: list[object]
) -> None:
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, 80)) for a in ("9.9.9.9", "10.0.0.1")]
    monkeypatch.setattr(fetching.socket, "getaddrinfo", lambda *a, **k: both)
    with pytest.raises(BadInput, match=r"10\.0\.0\.1, which is no public address"):
        fetch("http://both.example/")
    assert no_connection == []


def test_n3_redirects_are_limited() -> None:
    with server(*[moved("/again")] * 100) as url, pytest.raises(TooBig, match="more than 5 times"):
        fetched(url)
    with server(moved("/b"), moved("/c"), ok(BODY)) as url:
        assert fetched(url) == BODY


def test_n3_an_endless_body_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            connection.sendall(b"a" * 65_536)

    monkeypatch.setattr(guard, "MAX_PAGE_BYTES", 1_000_000)
    with server(endless) as url, pytest.raises(TooBig, match="larger than 1,000,000 bytes"):
        fetched(url)


@pytest.mark.parametrize("part", ["head", "body"])
def test_n3_one_byte_at_a_time_meets_the_time_limit(part: str) -> None:
    def slow(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n" + (b"\r\n" if part == "body" else b"X: "))
        while True:
            connection.sendall(b"a")
            threading.Event().wait(0.05)

    with server(slow) as url, pytest.raises(TooBig, match="took longer than"):
        fetched(url, seconds=0.5)


def test_n3_a_wrong_length_is_partly_read() -> None:
    with server(ok(BODY).replace(b"Content-Length: 27", b"Content-Length: 99")) as url:
        answer = fetch(url, allowed=loopback)
    assert answer.body.read() == BODY
    assert answer.partly == "27 of 99 bytes: the connection ended too early"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "HTTP 404 Not Found"),
        (b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n", "HTTP 302"),
        (b"SSH-2.0-OpenSSH\r\n", "could not be read"),
        (b"", "could not be read"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: " + b"a" * 100_000 + b"\r\n\r\n", "could not be read"),
        (ok(b"\x1f\x8b\x08torn", "Content-Encoding: gzip"), "damaged"),
    ],
)
def test_n3_answers_that_are_none(answer: bytes, reason: str) -> None:
    with server(answer) as url, pytest.raises(BadInput, match=reason):
        fetched(url)


def test_n3_a_bad_certificate_is_refused(tmp_path: Path) -> None:
    """A server whose certificate nobody vouches for."""
    import shutil
    import ssl
    import subprocess

    if not shutil.which("openssl"):
        pytest.skip("openssl makes the certificate")
    key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, "-days", "2", "-subj", "/CN=127.0.0.1"],
        check=True, capture_output=True,
    )  # fmt: skip
    secure = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    secure.load_cert_chain(cert, key)

    with closing(socket.create_server(("127.0.0.1", 0))) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            with connection, suppress(OSError):
                secure.wrap_socket(connection, server_side=True).close()

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        with pytest.raises(BadInput, match=r"The certificate of 127\.0\.0\.1 is not valid"):
            fetched(f"https://127.0.0.1:{listener.getsockname()[1]}/")
        thread.join(5)


def test_n4_no_file_leads_to_a_connection(no_connection: list[object], tmp_path: Path) -> None:
    """Every kind of file that names addresses is read without going there."""
    from test_reading_agencies import G2, NITF
    from test_reading_feeds import RSS

    page = (
        "<html><head><link rel=stylesheet href='http://127.0.0.1:9/a.css'><base href='http://127.0.0.1:9/'></head><body>"
        "<img src='http://127.0.0.1:9/a.png'><p>Le maire de Brest a parlé mardi devant les élus réunis.</p></body></html>"
    )
    for n, text in enumerate((G2, NITF, RSS, page, "http://127.0.0.1:9/")):
        (tmp_path / f"{n}.xml").write_text(text, encoding="utf-8")
    assert any(isinstance(i, Article) for i in read_file(tmp_path))
    assert isinstance(next(read_any(str(tmp_path / "none"))), Refusal)
    assert no_connection == []


def test_only_an_address_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    from greffier.reading import files

    asked: list[str] = []

    def answer(url: str) -> Answer:
        asked.append(url)
        return Answer(io.BytesIO(BODY), url, "utf-8", "7 of 9 bytes: the connection ended too early")

    monkeypatch.setattr(files, "fetch", answer)
    (item,) = read_any("https://lequai.example/a")
    assert isinstance(item, Article)
    assert (item.url, item.where) == ("https://lequai.example/a", "https://lequai.example/a")
    assert item.partly == "7 of 9 bytes: the connection ended too early"
    assert asked == ["https://lequai.example/a"]
    (item,) = read_any("ftp://lequai.example/a")
    assert item == Refusal("ftp:/lequai.example/a", "There is no such file.")


def test_what_cannot_be_fetched_is_a_refusal() -> None:
    (item,) = read_address("http://127.0.0.1:9/")
    assert isinstance(item, Refusal)
    assert "no public address" in item.reason
