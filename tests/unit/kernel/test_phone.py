import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.foundation.kernel import phone
from essaim.foundation.kernel.errors import Refused


@pytest.mark.parametrize(
    ("typed", "stored", "shown"),
    [
        ("01 49 71 70 00", "+33149717000", "01 49 71 70 00"),
        ("0149717000", "+33149717000", "01 49 71 70 00"),
        ("01.49.71.70.00", "+33149717000", "01 49 71 70 00"),
        ("+33 (0)1 49 71 70 00", "+33149717000", "01 49 71 70 00"),
        ("0033 1 49 71 70 00", "+33149717000", "01 49 71 70 00"),
        ("02 62 24 79 50", "+262262247950", "0262 24 79 50"),
        ("+262 262 24 79 50", "+262262247950", "0262 24 79 50"),
        ("+33 262 24 79 50", "+262262247950", "0262 24 79 50"),
        ("0590 12 34 56", "+590590123456", "0590 12 34 56"),
        ("+687 24 56 78", "+687245678", "+687 24 56 78"),
        ("+689 40 50 60 70", "+68940506070", "+689 40 50 60 70"),
        ("+34 913 19 78 00", "+34913197800", "+34913197800"),
    ],
)
def test_a_number_has_one_stored_form_and_one_printed_form(typed, stored, shown):
    assert phone.parse(typed) == stored
    assert phone.display(stored) == shown.replace(" ", "\u00a0")


@given(st.text(alphabet="0123456789", min_size=8, max_size=8), st.sampled_from("123456789"))
def test_what_is_printed_is_read_back(rest, head):
    stored = phone.parse(f"0{head}{rest}")
    assert phone.parse(phone.display(stored)) == stored


@pytest.mark.parametrize(
    "typed", ["", "24 56 78", "00 12 34 56", "+33 12", "01 49 71 70 00 / 01 49", "appelez", "+687 12"]
)
def test_what_is_not_a_number_is_refused(typed):
    with pytest.raises(Refused, match="écrivez dix chiffres"):
        phone.parse(typed)
