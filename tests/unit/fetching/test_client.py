"""One reading: it goes where the check looked and nowhere else, and costs no more than was said."""

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from essaim.foundation.fetching.client import Bounds, Known, Network, fetch
from essaim.foundation.fetching.sniffing import Nature, nature_of
from essaim.foundation.kernel.errors import Refused

PUBLIC, OTHER, INSIDE = "93.184.216.34", "1.1.1.1", "169.254.169.254"
CALENDAR = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


def answer(body: bytes = CALENDAR, *headers: str, status: str = "200 OK") -> bytes:
    """What a server writes."""
    lines = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "", ""]
    return "\r\n".join(lines).encode() + body


class Web:
    """A web of our own: names resolve as told, every IP is one small server, and calls are remembered."""

    def __init__(self, *answers: bytes, names: dict[str, list[list[str]]] | None = None) -> None:
        self.answers = list(answers)
        self.names = names or {}
        self.called: list[tuple[str, int]] = []
        self.asked: list[bytes] = []

    def resolve(self, host: str, port: int) -> list[str]:
        rounds = self.names.get(host, [[PUBLIC]])
        return rounds.pop(0) if len(rounds) > 1 else rounds[0]

    def connect(self, ip: str, port: int, seconds: float) -> socket.socket:
        self.called.append((ip, port))
        ours, theirs = socket.socketpair()
        ours.settimeout(seconds)
        threading.Thread(target=self._serve, args=[theirs, self.answers.pop(0)], daemon=True).start()
        return ours

    def _serve(self, theirs: socket.socket, written: bytes) -> None:
        with theirs:
            self.asked.append(theirs.recv(65_536))
            theirs.sendall(written)

    @property
    def network(self) -> Network:
        return Network(self.resolve, self.connect)


def test_a_calendar_is_read_with_what_makes_the_next_reading_cheap():
    web = Web(answer(CALENDAR, 'ETag: "v1"', "Last-Modified: Mon, 02 Nov 2026 10:00:00 GMT", "Content-Type: text/html"))
    found = fetch("http://agenda.exemple.fr/a.ics", network=web.network)
    assert (found.content, found.nature, found.etag) == (CALENDAR, Nature.CALENDAR, '"v1"')
    assert web.called == [(PUBLIC, 80)]
    assert b"Host: agenda.exemple.fr\r\n" in web.asked[0]


def test_nothing_is_read_again_when_nothing_changed():
    web = Web(answer(b"", status="304 Not Modified"))
    found = fetch("http://exemple.fr/", known=Known('"v1"', "hier"), network=web.network)
    assert found.is_unchanged
    assert b'If-None-Match: "v1"\r\n' in web.asked[0]
    assert b"If-Modified-Since: hier\r\n" in web.asked[0]


@pytest.mark.parametrize("ips", [[INSIDE], ["127.0.0.1"], ["::ffff:10.0.0.1"], [PUBLIC, INSIDE], ["fe80::1%eth0"], []])
def test_a_name_that_leads_inside_is_never_called(ips):
    web = Web(answer(), names={"piege.exemple.fr": [ips]})
    with pytest.raises(Refused, match="site public"):
        fetch("http://piege.exemple.fr/", network=web.network)
    assert web.called == []


def test_a_name_that_changes_its_mind_changes_nothing():
    web = Web(answer(), names={"rebond.exemple.fr": [[PUBLIC], [INSIDE]]})
    fetch("http://rebond.exemple.fr/", network=web.network)
    assert web.called == [(PUBLIC, 80)]


@pytest.mark.parametrize(
    "location",
    [
        "http://169.254.169.254/latest/",
        "http://localhost/",
        "http://2130706433/",
        "//127.0.0.1/",
        "file:///etc/passwd",
        "http://interne.exemple.fr/",
        "http://exemple.fr:6379/",
    ],
)
def test_a_redirection_is_checked_like_a_first_address(location):
    web = Web(answer(b"", f"Location: {location}", status="302 Found"), names={"interne.exemple.fr": [["10.0.0.8"]]})
    with pytest.raises(Refused):
        fetch("http://exemple.fr/", network=web.network)
    assert web.called == [(PUBLIC, 80)]


def test_a_redirection_to_a_public_place_is_followed_from_its_own_resolution():
    web = Web(
        answer(b"", "Location: http://ailleurs.exemple.fr/b?x=1", status="301 Moved Permanently"),
        answer(),
        names={"ailleurs.exemple.fr": [[OTHER]]},
    )
    found = fetch("http://exemple.fr/a", network=web.network)
    assert found.url == "http://ailleurs.exemple.fr/b?x=1"
    assert web.called == [(PUBLIC, 80), (OTHER, 80)]


def test_redirections_have_an_end():
    web = Web(*[answer(b"", "Location: /encore", status="302 Found")] * 9)
    with pytest.raises(Refused, match="sans fin"):
        fetch("http://exemple.fr/", bounds=Bounds(redirects=2), network=web.network)
    assert len(web.called) == 3


@pytest.mark.parametrize("status", ["404 Not Found", "500 Oops", "204 No Content"])
def test_an_error_is_told_with_its_number(status):
    with pytest.raises(Refused, match=status[:3]):
        fetch("http://exemple.fr/", network=Web(answer(status=status)).network)


def test_what_weighs_too_much_is_dropped_on_the_way():
    with pytest.raises(Refused, match="pèse"):
        fetch("http://exemple.fr/", bounds=Bounds(bytes=1_000), network=Web(answer(b"x" * 5_000)).network)


def test_a_bomb_is_not_unfolded():
    bomb = gzip.compress(b"0" * 5_000_000)
    web = Web(answer(bomb, "Content-Encoding: gzip"))
    with pytest.raises(Refused, match="pèse"):
        fetch("http://exemple.fr/", bounds=Bounds(bytes=100_000), network=web.network)


def test_a_compressed_answer_is_unfolded():
    web = Web(answer(gzip.compress(CALENDAR), "Content-Encoding: gzip"))
    assert fetch("http://exemple.fr/", network=web.network).content == CALENDAR


@pytest.mark.parametrize("coding", ["br", "deflate", "gzip, gzip"])
def test_another_compression_is_refused(coding):
    with pytest.raises(Refused, match="compressé"):
        fetch("http://exemple.fr/", network=Web(answer(CALENDAR, f"Content-Encoding: {coding}")).network)


@contextmanager
def dripping() -> Iterator[Network]:
    """A server that writes one letter from time to time, for ever."""
    over = threading.Event()

    def connect(ip: str, port: int, seconds: float) -> socket.socket:
        ours, theirs = socket.socketpair()
        ours.settimeout(seconds)
        threading.Thread(target=drip, args=[theirs], daemon=True).start()
        return ours

    def drip(theirs: socket.socket) -> None:
        with theirs:
            theirs.sendall(b"HTTP/1.1 200 OK\r\nX-Lent: ")
            while not over.wait(0.02):
                try:
                    theirs.sendall(b"a")
                except OSError:
                    return

    yield Network(lambda host, port: [PUBLIC], connect)
    over.set()


def test_a_server_that_drips_is_left():
    begun = time.monotonic()
    with dripping() as network, pytest.raises(Refused, match="trop de temps"):
        fetch("http://exemple.fr/", bounds=Bounds(seconds=0.3), network=network)
    assert time.monotonic() - begun < 3


def test_a_server_that_says_nothing_http_is_told():
    with pytest.raises(Refused, match="ne répond pas comme prévu"):
        fetch("http://exemple.fr/", network=Web(b"bonjour\r\n\r\n").network)


def test_a_name_nobody_knows_is_told():
    def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror

    with pytest.raises(Refused, match="introuvable"):
        fetch("https://exemple.fr/", network=Network(unknown, Web().connect))


@pytest.mark.parametrize(
    ("content", "nature"),
    [
        (CALENDAR, Nature.CALENDAR),
        (b"\xef\xbb\xbf\r\nbegin:vcalendar", Nature.CALENDAR),
        (b' {"events": []}', Nature.JSON),
        (b"[]", Nature.JSON),
        (b"<!doctype html>", Nature.MARKUP),
        (b"titre;date\na;b", Nature.TABLE),
        (b"", Nature.OTHER),
        (b"\x7fELF\0\0,", Nature.OTHER),
        (b"bonjour", Nature.OTHER),
    ],
)
def test_a_content_is_known_by_its_first_letters(content, nature):
    assert nature_of(content) is nature
