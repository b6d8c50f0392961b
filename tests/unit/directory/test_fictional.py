"""Numbers of the demonstration: right in form, impossible in fact."""

from essaim.commons.directory.domain.fictional import siret
from essaim.foundation.kernel.siren import parse_siren, parse_siret


def test_fictional_numbers_have_right_keys_and_a_prefix_nobody_has():
    numbers = {siret(rank) for rank in range(500)}
    assert len(numbers) == 500
    for number in numbers:
        assert parse_siret(number).startswith("000")
        assert parse_siren(number[:9])
