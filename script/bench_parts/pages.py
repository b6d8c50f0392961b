"""A list page beside an empty page of the same server, in the same run."""

import http.client
import socket
import subprocess
import sys
import time

from measure import ROOT, Line, Place, percentile

REQUESTS = 150
SECONDS_TO_START = 30
EMPTY, PAGES = "/healthz", {"liste d'établissements": "/etablissements/", "accueil": "/"}


def measure(place: Place) -> list[Line]:
    """p50 and p95 of each page by one reader, and how many empty pages the list costs."""
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
        return _lines(port)
    finally:
        server.terminate()
        server.wait(timeout=10)


def _lines(port: int) -> list[Line]:
    empty = _times(port, EMPTY)
    lines = [Line("page vide, p50", percentile(empty, 0.5), "ms")]
    for name, address in PAGES.items():
        times = _times(port, address)
        lines += [
            Line(f"{name}, p50", percentile(times, 0.5), "ms"),
            Line(f"{name}, p95", percentile(times, 0.95), "ms", 100),
            Line(f"{name}, en pages vides", percentile(times, 0.5) / percentile(empty, 0.5), "fois"),
        ]
    return lines


def _times(port: int, address: str) -> list[float]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    found = []
    for rank in range(REQUESTS + 10):
        start = time.perf_counter()
        connection.request("GET", address)
        response = connection.getresponse()
        response.read()
        if response.status != http.HTTPStatus.OK:
            sys.exit(f"{address} answers {response.status}")
        if rank >= 10:  # noqa: PLR2004 (the first ones warm the caches)
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
