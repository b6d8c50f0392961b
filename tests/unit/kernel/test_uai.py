import csv
import gzip
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.foundation.kernel import uai
from essaim.foundation.kernel.errors import Refused

SCHOOLS = Path(__file__).resolve().parents[4] / "shared" / "data" / "schools"
UAI_COLUMNS = ("UAI", "numero_uai", "Identifiant_de_l_etablissement")
digits = st.integers(min_value=0, max_value=9_999_999).map(lambda number: f"{number:07d}")


@given(digits)
def test_every_number_has_one_letter(number):
    good = number + uai.control_letter(number)
    assert uai.parse(good) == good
    assert [letter for letter in uai.LETTERS if uai.is_valid(number + letter)] == [good[-1]]


@given(digits, st.integers(0, 6), st.integers(1, 9))
def test_one_mistyped_digit_is_always_seen(number, place, shift):
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    assert not uai.is_valid(wrong + uai.control_letter(number))


@given(digits, st.integers(0, 5))
def test_two_swapped_digits_are_always_seen(number, place):
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert swapped == number or not uai.is_valid(swapped + uai.control_letter(number))


@pytest.mark.parametrize("typed", ["0940176f", " 0940176F ", "094 0176 F", "094-0176-F", "094\u00a00176\u202fF"])
def test_case_and_spaces_do_not_matter(typed):
    assert uai.parse(typed) == "0940176F"


def test_a_wrong_letter_is_refused_with_the_right_one():
    with pytest.raises(Refused, match="après 0940176, la lettre serait F, non G"):
        uai.parse("0940176G")


@pytest.mark.parametrize("typed", ["", "0940176", "940176F", "09401760F", "école", "٠٩٤٠١٧٦F"])
def test_what_is_not_a_uai_is_refused_with_an_example(typed):
    with pytest.raises(Refused, match="sept chiffres et une lettre, par exemple 0750001U"):
        uai.parse(typed)


def test_the_example_given_to_readers_is_right_or_would_mislead_them():
    assert uai.control_letter("0750001") == uai.EXAMPLE[-1]


@pytest.mark.parametrize(
    ("prefix", "code"),
    [
        ("001", "01"),
        ("094", "94"),
        ("095", "95"),
        ("620", "2A"),
        ("720", "2B"),
        ("971", "971"),
        ("975", "975"),
        ("976", "976"),
        ("983", "988"),
        ("984", "987"),
        ("987", "986"),
        ("099", "99"),
        ("020", None),
        ("000", None),
        ("500", None),
        ("ABC", None),
    ],
)
def test_the_first_digits_say_the_departement(prefix, code):
    assert uai.departement(f"{prefix}0001A") == code


def _real_uais():
    for path in sorted(SCHOOLS.glob("*.csv.gz")):
        text = gzip.decompress(path.read_bytes()).decode("utf-8-sig")
        rows = csv.DictReader(io.StringIO(text), delimiter="," if path.name.startswith("liste") else ";")
        for row in rows:
            found = next((row[column] for column in UAI_COLUMNS if row.get(column)), "")
            if len(found) == 8 and found[:7].isdigit():
                yield found


@pytest.mark.skipif(not SCHOOLS.is_dir(), reason="the ministry's files are not at hand")
def test_every_school_of_the_ministry_has_a_right_letter_and_a_known_departement():
    found = set(_real_uais())
    assert len(found) > 45_000
    assert [number for number in found if not uai.is_valid(number)] == []
    assert {number[:3] for number in found if uai.departement(number) is None} == set()
