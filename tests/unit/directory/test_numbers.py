"""A number is read by its shape, and fills the columns it gives."""

import pytest

from essaim.commons.directory.domain import numbers
from essaim.foundation.kernel.errors import Refused


@pytest.mark.parametrize(
    ("typed", "number", "columns"),
    [
        ("443 061 841", "443061841", {"siren": "443061841"}),
        ("443 061 841 00047", "44306184100047", {"siret": "44306184100047", "siren": "443061841"}),
        ("w212 003 456", "W212003456", {"rna": "W212003456"}),
    ],
)
def test_a_number_is_told_by_its_shape(typed, number, columns):
    assert numbers.parse(typed) == number
    assert numbers.columns(number) == columns


@pytest.mark.parametrize("typed", ["443061842", "W12", "Recyclerie", "4430618410004"])
def test_what_is_not_a_number_is_refused(typed):
    with pytest.raises(Refused):
        numbers.parse(typed)


def test_nothing_fills_nothing():
    assert numbers.columns("") == {}
