import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.foundation.kernel import text


@given(st.text())
def test_folding_twice_changes_nothing(value):
    assert text.fold(text.fold(value)) == text.fold(value)


@given(st.text())
def test_a_search_key_is_its_own_key_of_plain_words(value):
    assert all(word.isascii() and word.isalnum() for word in text.tokens(value))


@given(st.text(alphabet="àâäçéèêëîïôöùûüÿœæ' -abcdefghijklmnopqrstuvwxyz"))
def test_capitals_search_alike(value):
    assert text.search_key(value.upper()) == text.search_key(value)


@given(st.text(), st.integers(5, 60))
def test_a_slug_fits_an_address(value, length):
    slug = text.slug(value, length=length)
    assert len(slug) <= length
    assert slug == "" or (slug.replace("-", "").isalnum() and slug.isascii() and not slug.endswith("-"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("École élémentaire L'Arbre enchanté", "ECOLE ELEMENTAIRE L ARBRE ENCHANTE"),
        ("École d'application", "ECOLE D APPLICATION"),
        ("Collège Saint-Joseph", "COLLEGE ST JOSEPH"),
        ("Sainte-Anne", "STE ANNE"),
        ("Sacré-Cœur", "SACRE COEUR"),
        ("Lycée qu’on aime", "LYCEE ON AIME"),
    ],
)
def test_two_spellings_have_one_key(one, other):
    assert text.search_key(one) == text.search_key(other)


def test_a_letter_that_names_a_school_is_kept():
    assert text.tokens("École Jean Rostand D") == ("ecole", "jean", "rostand", "d")
    assert text.tokens("École D Bis") == ("ecole", "d", "bis")


def test_numbers_sort_in_their_own_order():
    names = ["École 10", "Ecole 2", "École 1"]
    assert sorted(names, key=text.sort_key) == ["École 1", "Ecole 2", "École 10"]


def test_a_slug_is_cut_between_words():
    assert text.slug("Collège Édouard-Herriot") == "college-edouard-herriot"
    assert text.slug("Lycée professionnel Camille Claudel", length=25) == "lycee-professionnel"
    assert text.slug("Anticonstitutionnellement", length=10) == "anticonsti"


def test_spaces_are_squeezed():
    assert text.squeeze("  a \u00a0 b\n") == "a b"


@pytest.mark.parametrize(("value", "expected"), [("ÉCOLE 2", True), ("École", False), ("12", False)])
def test_capitals_are_recognised(value, expected):
    assert text.is_capitals(value) is expected


@pytest.mark.parametrize("cell", ["=1+1", "+33", "-2", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_cell_is_never_a_formula(cell):
    assert text.inert_cell(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "École", "1 = 1"])
def test_a_plain_cell_is_left_as_it_is(cell):
    assert text.inert_cell(cell) == cell
