import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.foundation.kernel import cog
from essaim.foundation.kernel.errors import Refused

codes = st.sampled_from(sorted(cog.DEPARTEMENTS))


@given(codes)
def test_the_school_form_and_back(code):
    school = cog.education_departement(code)
    assert len(school) == 3
    assert cog.departement(school) == code
    assert cog.departement(f" {code.lower()} ") == code


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("1", "01"),
        ("001", "01"),
        ("094", "94"),
        ("02A", "2A"),
        ("2b", "2B"),
        ("620", "2A"),
        ("720", "2B"),
        ("099", "99"),
    ],
)
def test_every_way_to_write_a_departement(written, code):
    assert cog.departement(written) == code


@pytest.mark.parametrize("written", ["", "0", "20", "96", "970", "1234", "2C", "Ain"])
def test_an_unknown_departement_is_refused(written):
    with pytest.raises(Refused, match="par exemple 94, 2A ou 974"):
        cog.departement(written)


def test_there_are_101_departements_and_the_territories():
    assert len(cog.DEPARTEMENTS - cog.OVERSEAS - {cog.ABROAD}) == 96
    assert len(cog.OVERSEAS) == 13


@pytest.mark.parametrize(
    ("written", "code", "departement"),
    [
        ("94034", "94034", "94"),
        ("1004", "01004", "01"),
        ("2a004", "2A004", "2A"),
        ("97411", "97411", "974"),
        ("98818", "98818", "988"),
        ("99109", "99109", "99"),
    ],
)
def test_a_commune_and_its_departement(written, code, departement):
    assert cog.commune(written) == code
    assert cog.departement_of_commune(code) == departement


@pytest.mark.parametrize("written", ["", "9403", "940345", "2C004", "20004", "97999", "Fresn"])
def test_what_is_not_a_commune_is_refused(written):
    if written == "9403":  # a lost zero is given back: 09403 is in Ariège
        assert cog.commune(written) == "09403"
        return
    with pytest.raises(Refused, match="cinq caractères du code INSEE"):
        cog.commune(written)


def test_a_postcode_keeps_its_zero():
    assert cog.postcode(" 1 000 ".strip()) == "01000"
    assert cog.postcode("94260") == "94260"
    with pytest.raises(Refused, match="cinq chiffres, par exemple 94260"):
        cog.postcode("9426O")
