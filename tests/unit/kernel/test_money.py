import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.foundation.kernel import money
from essaim.foundation.kernel.errors import Refused


@given(st.integers(-(10**15), 10**15))
def test_what_is_displayed_is_read_back(cents):
    assert money.parse(money.display(cents)) == cents


@pytest.mark.parametrize(
    ("cents", "shown"),
    [
        (123450, "1\u202f234,50\u00a0€"),
        (0, "0,00\u00a0€"),
        (-5, "−0,05\u00a0€"),
        (100000000, "1\u202f000\u202f000,00\u00a0€"),
    ],
)
def test_an_amount_is_shown_in_french(cents, shown):
    assert money.display(cents) == shown


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("12", 1200),
        ("12,5", 1250),
        ("12.50", 1250),
        ("1 234,50 €", 123450),
        ("1.234,50", 123450),
        ("-3,20", -320),
        ("+4", 400),
        ("7 euros", 700),
        ("0,05EUR", 5),
    ],
)
def test_amounts_as_people_type_them(typed, cents):
    assert money.parse(typed) == cents


@pytest.mark.parametrize("typed", ["", "€", "douze", "1.234", "12,345", "1,2,3", "--1", "1e3", "١٢"])
def test_what_is_ambiguous_or_not_an_amount_is_refused(typed):
    with pytest.raises(Refused, match="écrivez par exemple 1234,50"):
        money.parse(typed)
