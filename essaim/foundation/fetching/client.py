"""One conditional GET, bounded in time and size, to an address checked at each step (see the package)."""

import http.client
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus
from typing import Final
from urllib.parse import urljoin

from essaim import __version__
from essaim.foundation.fetching import targets
from essaim.foundation.fetching.sniffing import Nature, nature_of
from essaim.foundation.fetching.targets import Target
from essaim.foundation.kernel.errors import Refused

MOVED: Final = frozenset({301, 302, 303, 307, 308})
CHUNK: Final = 1 << 16
AGENT: Final = f"Essaim/{__version__} (agenda)"
ACCEPT: Final = "text/calendar, application/json;q=0.9, text/csv;q=0.8, */*;q=0.1"

Resolve = Callable[[str, int], Sequence[str]]
"""Every IP a name resolves to."""

Connect = Callable[[str, int, float], socket.socket]
"""A connection to one IP and port, within a time."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a reading may cost."""

    seconds: float = 20.0
    bytes: int = 20_000_000
    redirects: int = 4


@dataclass(frozen=True, slots=True)
class Network:
    """How names are resolved and connections made: the real ones, unless a test says otherwise."""

    resolve: Resolve
    connect: Connect


@dataclass(frozen=True, slots=True)
class Found:
    """What an address gave. ``content`` is empty when nothing changed since (``is_unchanged``)."""

    url: str
    content: bytes = b""
    nature: Nature = Nature.OTHER
    etag: str = ""
    last_modified: str = ""
    is_unchanged: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What the server said last time, so that it may answer that nothing changed."""

    etag: str = ""
    last_modified: str = ""
    headers: dict[str, str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        if self.etag:
            self.headers["If-None-Match"] = self.etag
        if self.last_modified:
            self.headers["If-Modified-Since"] = self.last_modified


def resolve(host: str, port: int) -> list[str]:
    """What the system says of a name."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def connect(ip: str, port: int, seconds: float) -> socket.socket:
    """A connection to this IP and no other."""
    return socket.create_connection((ip, port), seconds)


WEB: Final = Network(resolve, connect)
FIRST: Final = Known()
USUAL: Final = Bounds()


def fetch(url: str, *, known: Known = FIRST, bounds: Bounds = USUAL, network: Network = WEB) -> Found:
    """What this address gives today. ``Refused`` in French when it may not be read, or does not answer in time."""
    deadline = time.monotonic() + bounds.seconds
    target = targets.read(url)
    for _ in range(bounds.redirects + 1):
        found = _ask(target, known, deadline, bounds, network)
        if isinstance(found, Found):
            return found
        target = _next(target, found)
    raise Refused("Cette adresse renvoie de page en page sans fin : donnez l'adresse finale.")


def public_ips(host: str, port: int, network: Network = WEB) -> Sequence[str]:
    """Every IP of a name, all public: one that is not closes them all, since who answers is not ours to choose."""
    try:
        found = list(dict.fromkeys(network.resolve(host, port)))
    except (OSError, UnicodeError):
        raise Refused("Ce site est introuvable : vérifiez l'adresse.") from None
    if not found or not all(targets.is_public(ip.partition("%")[0]) for ip in found):
        raise targets.closed()
    return found


def _next(target: Target, location: str) -> Target:
    """Where a redirection leads, checked as a first address; never from a closed lock to an open one."""
    onward = targets.read(urljoin(target.url, location))
    if target.scheme == "https" and onward.scheme == "http":
        raise Refused("Cette adresse renvoie vers une page sans protection : donnez l'adresse en https.")
    return onward


def _ask(target: Target, known: Known, deadline: float, bounds: Bounds, network: Network) -> Found | str:
    """The answer of one server, or where it sends us."""
    ips = public_ips(target.host, target.port, network)
    try:
        with _open(target, ips, deadline, network) as connection:
            headers = {"User-Agent": AGENT, "Accept": ACCEPT, "Accept-Encoding": "gzip", "Connection": "close"}
            connection.request("GET", target.path, headers={**headers, **known.headers})
            return _read(target, connection.getresponse(), deadline, bounds)
    except (OSError, http.client.HTTPException, ValueError) as error:
        if time.monotonic() >= deadline or isinstance(error, TimeoutError):
            raise Refused("Ce site met trop de temps à répondre : il sera lu de nouveau plus tard.") from None
        raise Refused("Ce site ne répond pas comme prévu : vérifiez l'adresse, ou réessayez plus tard.") from None


@contextmanager
def _open(
    target: Target, ips: Sequence[str], deadline: float, network: Network
) -> Iterator[http.client.HTTPConnection]:
    """A connection to one of the checked IPs, cut at the deadline whatever the server does."""
    raw = _first(ips, target.port, deadline, network)
    watch = threading.Timer(max(0.0, deadline - time.monotonic()), _cut, [raw])
    watch.daemon = True
    watch.start()
    connection = http.client.HTTPConnection(target.host, target.port)
    try:
        connection.sock = _context().wrap_socket(raw, server_hostname=target.host) if target.scheme == "https" else raw
        yield connection
    finally:
        watch.cancel()
        connection.close()
        raw.close()


def _first(ips: Sequence[str], port: int, deadline: float, network: Network) -> socket.socket:
    """The first IP that answers, among those that were checked."""
    for rank, ip in enumerate(ips):
        try:
            return network.connect(ip, port, max(0.1, deadline - time.monotonic()))
        except OSError:
            if rank == len(ips) - 1:
                raise
    raise OSError("no address")


def _cut(raw: socket.socket) -> None:
    try:
        raw.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


@cache
def _context() -> ssl.SSLContext:
    return ssl.create_default_context()


def _read(target: Target, answer: http.client.HTTPResponse, deadline: float, bounds: Bounds) -> Found | str:
    if answer.status == HTTPStatus.NOT_MODIFIED:
        return Found(target.url, is_unchanged=True)
    location = answer.getheader("Location", "")
    if answer.status in MOVED and location:
        return location
    if answer.status != HTTPStatus.OK:
        raise Refused(f"Ce site répond par l'erreur {answer.status} : vérifiez l'adresse, ou réessayez plus tard.")
    content = _body(answer, deadline, bounds)
    return Found(
        target.url,
        content,
        nature_of(content),
        etag=(answer.getheader("ETag") or "")[:300],
        last_modified=(answer.getheader("Last-Modified") or "")[:80],
    )


def _body(answer: http.client.HTTPResponse, deadline: float, bounds: Bounds) -> bytes:
    """The content, unfolded, never longer than the bound."""
    coding = (answer.getheader("Content-Encoding") or "identity").strip().lower()
    if coding not in {"identity", "gzip", "x-gzip"}:
        raise Refused("Ce site répond dans un format compressé que l'on ne lit pas.")
    unfold = zlib.decompressobj(16 + zlib.MAX_WBITS) if "gzip" in coding else None
    kept = bytearray()
    while chunk := answer.read(CHUNK):
        if time.monotonic() >= deadline:
            raise TimeoutError
        kept += unfold.decompress(chunk, bounds.bytes + 1 - len(kept)) if unfold else chunk
        if len(kept) > bounds.bytes:
            raise Refused(f"Cet agenda pèse plus de {bounds.bytes // 1_000_000} Mo : demandez un export plus court.")
    if time.monotonic() >= deadline:
        raise TimeoutError
    if unfold and not unfold.eof:
        raise Refused("L'agenda reçu est incomplet : il sera lu de nouveau plus tard.")
    return bytes(kept)
