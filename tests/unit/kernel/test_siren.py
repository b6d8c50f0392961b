import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.foundation.kernel import siren
from essaim.foundation.kernel.errors import Refused


def with_key(body: str) -> str:
    return next(body + key for key in "0123456789" if siren.luhn(body + key))


bodies = st.text(alphabet="0123456789", min_size=8, max_size=8)


@given(bodies)
def test_one_key_closes_a_siren(body):
    number = with_key(body)
    assert siren.parse_siren(f"{number[:3]} {number[3:6]}\u00a0{number[6:]}") == number
    assert sum(siren.luhn(body + key) for key in "0123456789") == 1


@given(bodies, st.integers(0, 8), st.integers(1, 9))
def test_one_mistyped_digit_is_always_seen(body, place, shift):
    number = with_key(body)
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    with pytest.raises(Refused, match="un chiffre est mal recopié"):
        siren.parse_siren(wrong)


@given(st.text(alphabet="0123456789", min_size=13, max_size=13).filter(lambda body: not body.startswith("356000000")))
def test_a_siret_is_closed_by_its_own_key(body):
    assert siren.parse_siret(with_key(body)) == with_key(body)


def test_the_head_office_of_la_poste_follows_the_common_key():
    assert siren.parse_siret("35600000000048") == "35600000000048"


def test_a_post_office_is_right_when_its_digits_sum_to_a_multiple_of_five():
    assert not siren.luhn("35600000009075")
    assert siren.parse_siret("356 000 000 09075") == "35600000009075"
    with pytest.raises(Refused, match="mal recopié"):
        siren.parse_siret("35600000009076")


def test_the_exception_is_for_la_poste_alone():
    assert sum(map(int, "44306184100001")) % 5 != 0 or not siren.luhn("44306184100001")
    with pytest.raises(Refused, match="443\u00a0061\u00a0841\u00a000004 n'existe pas"):
        siren.parse_siret("44306184100004")


def test_a_zero_lost_by_a_spreadsheet_is_named():
    with pytest.raises(Refused, match=r"n'a que 8 chiffres sur 9.*tableur"):
        siren.parse_siren("05480546")


@pytest.mark.parametrize("typed", ["", "ABC", "４４３０６１８４１", "44306184A"])
def test_letters_are_refused_with_an_example(typed):
    with pytest.raises(Refused, match="écrivez 9 chiffres, par exemple"):
        siren.parse_siren(typed)


def test_too_many_digits_are_counted():
    with pytest.raises(Refused, match="a 14 chiffres\u00a0: il en faut 9"):
        siren.parse_siren("44306184100047")


def test_the_examples_given_to_readers_are_right():
    assert siren.parse_siren("443 061 841")
    assert siren.parse_siret("443 061 841 00047")


def test_numbers_are_printed_in_groups_that_do_not_break():
    assert siren.display("443061841") == "443\u00a0061\u00a0841"
    assert siren.display("44306184100047") == "443\u00a0061\u00a0841\u00a000047"
