import pytest

from essaim.foundation.accounts.domain import demonstration
from essaim.foundation.kernel.actor import Role


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.0.0.1:8000", "[::1]", "[::1]:8000", "LOCALHOST:80"])
def test_this_machine_has_a_few_names(host):
    assert demonstration.is_local_name(host)


@pytest.mark.parametrize(
    "host", ["essaim.example", "localhost.x.example", "127.0.0.1.nip.example", "", "*", ".fr", "[::"]
)
def test_any_other_name_is_public(host):
    assert not demonstration.is_local_name(host)


def test_personas_have_addresses_nobody_can_be_written_to():
    addresses = {demonstration.address(role) for role in Role}
    assert len(addresses) == len(Role)
    assert all(demonstration.is_invented(a) and demonstration.is_persona(a) for a in addresses)


def test_a_real_address_is_not_invented():
    assert not demonstration.is_invented("claude@ac-lyon.fr")
    assert not demonstration.is_persona("x@demo.essaim.example.fr")
