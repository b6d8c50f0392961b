"""Which addresses may be called: whatever is ours, however it is written, is closed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.foundation.fetching import targets
from essaim.foundation.kernel.errors import Refused

OURS = [
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",  # noqa: S104 (never bound: asked whether it is public)
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "192.0.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:a9fe:a9fe",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "fe80::1",
    "fec0::1",
    "fc00::1",
    "fd00:ec2::254",
    "ff02::1",
    "2001:db8::1",
]
EVERYBODYS = ["1.1.1.1", "8.8.8.8", "93.184.216.34", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]


@pytest.mark.parametrize("ip", OURS)
def test_what_is_ours_is_never_public(ip):
    assert targets.is_public(ip) is False


@pytest.mark.parametrize("ip", EVERYBODYS)
def test_what_everybody_reaches_is_public(ip):
    assert targets.is_public(ip) is True


@given(st.ip_addresses(v=4))
def test_hiding_an_address_in_another_changes_nothing(ip):
    assert targets.is_public(f"::ffff:{ip}") is targets.is_public(ip)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/agenda.ics",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::ffff:169.254.169.254]/",
        "http://localhost/",
        "http://localhost./",
        "http://metadata/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.0.0.1/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://exemple.0x7f/",
        "http://exemple.127/",
        "http://１２７.0.0.1/",
        "http://127。0。0。1/",
    ],
)
def test_an_address_that_hides_a_number_is_closed(url):
    with pytest.raises(Refused):
        targets.read(url)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://exemple.fr/agenda.ics",
        "gopher://exemple.fr/",
        "javascript:alert(1)",
        "//exemple.fr/agenda.ics",
        "exemple.fr/agenda.ics",
        "",
        "http://",
        "http:///agenda",
        "https://moi:secret@exemple.fr/",
        "https://exemple.fr@127.0.0.1/",
        "https://exemple.fr:22/",
        "https://exemple.fr:6379/",
        "https://exemple.fr:99999/",
        "https://exem ple.fr/",
        "https://exemple.fr/a\r\nHost: interne",
        "https://[fe80::1%25eth0]/",
        "https://[::1/",
        "https://-exemple.fr/",
        "https://" + "a" * 70 + ".fr/",
        "https://exemple.fr/" + "a" * 2_000,
    ],
)
def test_what_is_no_address_of_the_web_is_refused(url):
    with pytest.raises(Refused):
        targets.read(url)


def test_an_address_is_written_one_way():
    read = targets.read("  HTTPS://Agenda.Exemple.FR:443/Événements?q=été#haut ")
    assert read.url == "https://agenda.exemple.fr/%C3%89v%C3%A9nements?q=%C3%A9t%C3%A9"
    assert targets.read("https://école.fr").url == "https://xn--cole-9oa.fr/"
    assert targets.read("http://8.8.8.8/").origin == "8.8.8.8"
