"""One web address, fetched because the user named it: http and https only, public hosts only, within size, time and redirects.

Every host is looked up once, every one of its addresses must be public, and the connection goes to the address that was
checked, so that neither a redirect nor a name that changes in between leads into a private network. Certificates are verified.
Proxies of the environment are not used.
"""

from __future__ import annotations

import http.client
import io
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO
from urllib.parse import SplitResult, urljoin, urlsplit

from .. import __version__
from ..errors import BadInput, TooBig
from .answers import charset_of, unpack_body
from .guard import CONNECT_SECONDS, MAX_FETCH_SECONDS, MAX_PAGE_BYTES, MAX_REDIRECTS, check_page
from .source import PIECE_BYTES

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
PORTS = {"http": 80, "https": 443}
MAX_SHOWN = 200  # characters of an address that a message repeats
NAT64 = ipaddress.ip_network("64:ff9b::/96")  # IPv6 addresses that carry one of IPv4 (RFC 6052)


@dataclass(frozen=True, slots=True)
class Answer:
    """A fetched page: its bytes, its last address, the encoding that the server names, why it is not whole."""

    body: IO[bytes]
    url: str
    charset: str | None = None
    partly: str | None = None


def is_address(given: str) -> bool:
    """Whether an argument is a web address and no file."""
    return given.lower().startswith(("http://", "https://"))


def is_public(address: IpAddress) -> bool:
    """Whether an address belongs to the public network, also when it is one of IPv4 inside one of IPv6."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if address in NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not (address.is_multicast or address.is_reserved)


def fetch(
    url: str,
    *,
    allowed: Callable[[IpAddress], bool] = is_public,
    seconds: float = MAX_FETCH_SECONDS,
    context: ssl.SSLContext | None = None,
) -> Answer:
    """What stands at an address; BadInput says why it was not fetched. `allowed` judges the addresses of hosts."""
    deadline = time.monotonic() + seconds
    for _ in range(MAX_REDIRECTS + 1):
        parts = _checked(url)
        answer, moved = _fetch_once(parts, url, allowed, deadline, context)
        if answer is not None:
            return answer
        url = urljoin(url, moved)
    raise TooBig(f"The address leads on more than {MAX_REDIRECTS} times (redirects).")


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise BadInput(f"{url[:MAX_SHOWN]!r} is no web address.") from None
    if parts.scheme not in PORTS:
        raise BadInput(f"Only http and https addresses are fetched, not {parts.scheme[:20] or 'a path'!r}.")
    if not host or port == 0 or any(c.isspace() or not c.isprintable() for c in url):
        raise BadInput(f"{url[:MAX_SHOWN]!r} is no web address.")
    if parts.username is not None or parts.password is not None:
        raise BadInput("The address holds a user name; addresses with names and passwords are not fetched.")
    return parts


def _fetch_once(
    parts: SplitResult,
    url: str,
    allowed: Callable[[IpAddress], bool],
    deadline: float,
    context: ssl.SSLContext | None,
) -> tuple[Answer | None, str]:
    """The answer of one server, or the address that it sends to."""
    host = parts.hostname or ""
    try:
        with _connect(parts, allowed, deadline, context) as connection:
            connection.sendall(_request(parts))
            response = http.client.HTTPResponse(_Timed(connection, deadline), method="GET")  # type: ignore[arg-type]
            response.begin()
            if response.status in (301, 302, 303, 307, 308):
                if moved := response.headers.get("Location"):
                    return None, moved
            if response.status != 200:
                raise BadInput(f"The server answered with HTTP {response.status} {response.reason[:60]}.")
            return _answer(response, url), ""
    except TimeoutError:
        raise TooBig(f"{host} took longer than {MAX_FETCH_SECONDS:g} seconds.") from None
    except ssl.SSLCertVerificationError as error:
        raise BadInput(
            f"The certificate of {host} is not valid ({error.verify_message}). Nothing was fetched."
        ) from None
    except (OSError, http.client.HTTPException) as error:
        raise BadInput(f"{host} could not be read: {str(error) or type(error).__name__}.") from None


def _connect(
    parts: SplitResult,
    allowed: Callable[[IpAddress], bool],
    deadline: float,
    context: ssl.SSLContext | None,
) -> socket.socket:
    """A connection to a host that is allowed, to the very address that was judged."""
    host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
    addresses = _addresses(host, port)
    for address in addresses:
        if not allowed(address):
            raise BadInput(f"{host} is at {address}, which is no public address. Nothing was connected to.")
    problem: OSError = OSError("it has no address")
    for address in addresses:
        try:
            connection = socket.create_connection((str(address), port), _left(deadline, CONNECT_SECONDS))
        except OSError as error:
            problem = error
            continue
        connection.settimeout(_left(deadline))
        if parts.scheme == "https":
            secure = context or ssl.create_default_context()
            try:
                return secure.wrap_socket(connection, server_hostname=host)
            except BaseException:
                connection.close()
                raise
        return connection
    raise problem


def _addresses(host: str, port: int) -> list[IpAddress]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise BadInput(f"There is no host {host[:MAX_SHOWN]!r}, or the network cannot be reached.") from None
    return list(dict.fromkeys(ipaddress.ip_address(str(info[4][0]).partition("%")[0]) for info in found))


def _request(parts: SplitResult) -> bytes:
    host = (parts.hostname or "").encode("idna").decode("ascii")
    host = f"[{host}]" if ":" in host else host
    port = f":{parts.port}" if parts.port and parts.port != PORTS[parts.scheme] else ""
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    path = "".join(
        c if c.isascii() else "".join(f"%{b:02X}" for b in c.encode("utf-8", "replace")) for c in path
    )
    return (
        f"GET {path} HTTP/1.1\r\nHost: {host}{port}\r\nUser-Agent: greffier/{__version__}\r\nAccept: */*\r\n"
        "Accept-Encoding: gzip\r\nConnection: close\r\n\r\n"
    ).encode("ascii")


def _answer(response: http.client.HTTPResponse, url: str) -> Answer:
    body, partly = bytearray(), None
    try:
        while piece := response.read(PIECE_BYTES):
            body += piece
            check_page(len(body))
    except http.client.IncompleteRead as error:
        body += error.partial
        partly = f"{len(body):,} bytes: the connection ended too early"
    if response.length:  # what is still to come, by the server's word
        partly = f"{len(body):,} of {len(body) + response.length:,} bytes: the connection ended too early"
    head = {"content-encoding": response.headers.get("Content-Encoding", "")}
    data = unpack_body(bytes(body[:MAX_PAGE_BYTES]), head, check_page)
    return Answer(io.BytesIO(data), url, charset_of(response.headers.get("Content-Type")), partly)


def _left(deadline: float, most: float = MAX_FETCH_SECONDS) -> float:
    """Seconds until the deadline; TimeoutError when there are none."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return min(left, most)


class _Timed(io.RawIOBase):
    """A connection that is read against one deadline, however slowly its bytes drop in."""

    def __init__(self, connection: socket.socket, deadline: float) -> None:
        self.connection, self.deadline = connection, deadline

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(self, PIECE_BYTES)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        self.connection.settimeout(_left(self.deadline))
        return self.connection.recv_into(buffer)
