"""The public week at ten thousand actions: pages beside an empty one, what is sent again or not, a robot let loose."""

import gzip
import itertools
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pages
from measure import Line, Place, percentile

ACTIONS = 10_000
EMPTY, EMPTY_PAGE = "/healthz", "/mentions-legales/"
PAGES: Mapping[str, str] = {
    "la Semaine": "/semaine/",
    "carte": "/semaine/carte",
    "carte d'une région": "/semaine/carte?region=84",
    "agenda": "/semaine/agenda",
    "agenda par lieu": "/semaine/agenda?vue=lieu",
    "abonnements": "/semaine/abonnement",
    "cadre": "/semaine/cadre",
}
UNUSUAL: Mapping[str, str] = {
    "près d'une commune": "/semaine/pres-de-chez-moi?commune=gueret&n={}",
    "carte, filtres croisés": "/semaine/carte?region=84&theme=theme-1&niveau=college&n={}",
}
FEEDS: Mapping[str, str] = {
    "agenda.ics": "/semaine/agenda.ics",
    "agenda.rss": "/semaine/agenda.rss",
    "actions.geojson": "/semaine/actions.geojson",
    "programme PDF": "/semaine/programme/auvergne-rhone-alpes.pdf",
}
TIMES_EMPTY = 3
TIMES_UNUSUAL = 15
"""What nobody else asked is made now: a search of communes, a combination of filters."""

KILOBYTES = 120
ROBOT_SECONDS = 8


def measure(place: Place) -> list[Line]:
    """What readers of an edition of ten thousand actions wait for, and a robot's weight on them."""
    rows = Path(__file__).with_name("week_rows.py")
    subprocess.run([sys.executable, rows, str(ACTIONS)], env=place.environment, check=True, stdout=subprocess.DEVNULL)
    with pages.served(place) as port:
        return [*_sizes(port), *_pages(port), *_feeds(port), *_unchanged(port), *_robot(port)]


def _sizes(port: int) -> list[Line]:
    start = time.perf_counter()
    first = pages.read(port, "/semaine/carte")
    seconds = time.perf_counter() - start
    weight = len(gzip.compress(first.body, 6)) / 1024
    return [
        Line(f"première lecture de {ACTIONS} actions", seconds, "s"),
        Line(f"carte de {ACTIONS} points, compressée", weight, "Ko", KILOBYTES),
    ]


def _pages(port: int) -> list[Line]:
    empty = pages.times(port, EMPTY)
    framed = pages.times(port, EMPTY_PAGE)
    lines = [
        Line("page vide, p95", percentile(empty, 0.95), "ms"),
        Line("page du site sans contenu, p95", percentile(framed, 0.95), "ms"),
    ]
    for name, address in PAGES.items():
        lines.append(_beside(name, pages.times(port, address), empty, "pages vides"))
    for name, address in UNUSUAL.items():
        times = pages.times(port, *(address.format(rank) for rank in range(pages.REQUESTS)))
        lines.append(_beside(f"{name}, jamais deux fois la même", times, framed, "pages sans contenu", TIMES_UNUSUAL))
    return lines


def _beside(name: str, times: list[float], empty: list[float], what: str, most: float = TIMES_EMPTY) -> Line:
    """So many times an empty page of the same server, in the same run."""
    found = percentile(times, 0.95)
    return Line(f"{name}, p95 ({found:.1f} ms), en {what}", found / percentile(empty, 0.95), "fois", most)


def _feeds(port: int) -> list[Line]:
    lines = []
    for name, address in FEEDS.items():
        start = time.perf_counter()
        pages.read(port, address)
        lines.append(Line(f"{name}, première fois", (time.perf_counter() - start) * 1000, "ms"))
        lines.append(Line(f"{name}, ensuite, p95", percentile(pages.times(port, address), 0.95), "ms"))
    return lines


def _unchanged(port: int) -> list[Line]:
    """What a reader already has: answered from the version, before any query."""
    lines = []
    for address in ("/semaine/carte", "/semaine/agenda.ics"):
        tag = pages.read(port, address).headers["etag"]
        again = pages.times(port, address, headers={"If-None-Match": tag}, status=304)
        lines.append(Line(f"{address} inchangé, p95", percentile(again, 0.95), "ms"))
    return lines


def combinations(port: int) -> Iterator[str]:
    """Every combination of filters a page offers: what a robot that follows each box would ask."""
    text = pages.read(port, "/semaine/carte").body.decode()
    boxes = re.findall(r'name="(quoi|type|theme|niveau|jour)" value="([^"]+)"', text)
    regions = re.findall(r'<option value="(\w+)"', text)
    for size in itertools.count(1):
        for chosen in itertools.combinations(sorted(set(boxes)), size):
            for region in ("", *regions):
                yield "/semaine/carte?" + "&".join([*(f"{k}={v}" for k, v in chosen), f"region={region}"])


def _robot(port: int) -> list[Line]:
    """A reader's pages while a robot asks every combination, one after the other, without rest."""
    asked, stop = [0], threading.Event()

    def crawl() -> None:
        for address in combinations(port):
            if stop.is_set():
                return
            pages.read(port, address)
            asked[0] += 1

    robot = threading.Thread(target=crawl, daemon=True)
    robot.start()
    start, empty, found = time.perf_counter(), [], []
    while time.perf_counter() - start < ROBOT_SECONDS:
        empty += pages.times(port, EMPTY_PAGE, many=5)
        found += pages.times(port, "/semaine/carte", many=5)
    stop.set()
    robot.join(timeout=30)
    return [
        Line("combinaisons lues par un robot", asked[0] / ROBOT_SECONDS, "/s"),
        _beside("carte pendant ce temps", found, empty, "pages sans contenu"),
        Line("attente d'un lecteur pendant ce temps, p95", percentile(found, 0.95), "ms", 250),
    ]
