import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.foundation.accounts.domain.addresses import coarse_ip, masked


@pytest.mark.parametrize(
    ("email", "shown"),
    [("claude@ac-lyon.fr", "c…e@ac-lyon.fr"), ("ab@x.fr", "a…@x.fr"), ("a@x.fr", "a…@x.fr"), ("abc@x.fr", "a…c@x.fr")],
)
def test_an_address_is_shown_by_its_ends(email, shown):
    assert masked(email) == shown


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_keeps_its_network_only(address):
    kept = ipaddress.ip_address(coarse_ip(str(address)))
    assert int(kept) == int(address) & 0xFFFFFF00


@given(st.ip_addresses(v=6).filter(lambda address: address.ipv4_mapped is None))
def test_an_ipv6_address_keeps_its_site_only(address):
    assert int(ipaddress.ip_address(coarse_ip(str(address)))) == int(address) >> 80 << 80


def test_a_mapped_address_counts_as_ipv4():
    assert coarse_ip("::ffff:192.0.2.17") == "192.0.2.0"


@pytest.mark.parametrize("text", ["", "unknown", "300.1.1.1"])
def test_what_is_no_address_is_kept_as_unknown(text):
    assert coarse_ip(text) == "0.0.0.0"  # noqa: S104 (a value)
