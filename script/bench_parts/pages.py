"""A list page beside an empty page of the same server, in the same run."""

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from measure import ROOT, Line, Place, percentile

REQUESTS = 150
SECONDS_TO_START = 30
EMPTY, PAGES = "/healthz", {"liste d'établissements": "/etablissements/", "accueil": "/"}


def measure(place: Place) -> list[Line]:
    """p50 and p95 of each page by one reader, and how many empty pages the list costs."""
    with served(place) as port:
        return _lines(port)


@contextmanager
def served(place: Place) -> Iterator[int]:
    """The site over the data of a place, as production serves it with one thread; its port."""
    subprocess.run(
        [sys.executable, ROOT / "manage.py", "collectstatic", "--noinput", "-v0"], env=place.environment, check=True
    )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = "--interface wsgi --no-ws --host 127.0.0.1 --workers 1 --blocking-threads 1 --backpressure 32"
    command = [sys.executable, "-m", "granian", *options.split(), "--port", str(port), "config.wsgi:application"]
    with (place.folder / "server.log").open("w") as log:
        server = subprocess.Popen(command, env=place.environment, cwd=ROOT, stdout=log, stderr=log)
    try:
        _wait(port, server)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=10)


def _lines(port: int) -> list[Line]:
    empty = times(port, EMPTY)
    lines = [Line("page vide, p50", percentile(empty, 0.5), "ms")]
    for name, address in PAGES.items():
        found = times(port, address)
        lines += [
            Line(f"{name}, p50", percentile(found, 0.5), "ms"),
            Line(f"{name}, p95", percentile(found, 0.95), "ms", 100),
            Line(f"{name}, en pages vides", percentile(found, 0.5) / percentile(empty, 0.5), "fois"),
        ]
    return lines


@dataclass(frozen=True)
class Read:
    """An answer of the server."""

    body: bytes
    headers: Mapping[str, str]


def read(port: int, address: str) -> Read:
    """One page, whole."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", address)
    response = connection.getresponse()
    body = response.read()
    if response.status != http.HTTPStatus.OK:
        sys.exit(f"{address} answers {response.status}")
    connection.close()
    return Read(body, {name.lower(): value for name, value in response.headers.items()})


def times(
    port: int, *addresses: str, headers: Mapping[str, str] | None = None, status: int = 200, many: int = REQUESTS
) -> list[float]:
    """How long each of ``many`` readings took, in milliseconds, the addresses in turn; a few first warm the caches."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    found = []
    warming = min(10, many // 2)
    for rank in range(many + warming):
        start = time.perf_counter()
        connection.request("GET", addresses[rank % len(addresses)], headers=dict(headers or {}))
        response = connection.getresponse()
        response.read()
        if response.status != status:
            sys.exit(f"{addresses[rank % len(addresses)]} answers {response.status}")
        if rank >= warming:
            found.append((time.perf_counter() - start) * 1000)
    connection.close()
    return found


def _wait(port: int, server: subprocess.Popen) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    sys.exit("the server did not start")
