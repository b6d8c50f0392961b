import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.commons.territory.domain.names import place_key


@pytest.mark.parametrize(
    ("typed", "official"),
    [
        ("ST ETIENNE DU ROUVRAY CEDEX 2", "Saint-Étienne-du-Rouvray"),
        ("ste marie", "Sainte-Marie"),
        ("l hay les roses", "L'Haÿ-les-Roses"),
        ("L’HAŸ-LES-ROSES", "L'Haÿ-les-Roses"),
        ("chalon s/ saone", "Chalon-sur-Saône"),
        ("oeting", "Œting"),
        ("  LE   MANS ", "Le Mans"),
        ("Limoges Cédex", "Limoges"),
    ],
)
def test_two_ways_to_write_a_place_have_one_key(typed, official):
    assert place_key(typed) == place_key(official)


@pytest.mark.parametrize(("one", "other"), [("Le Mans", "Mans"), ("Sainte-Marie", "Saint-Mary"), ("Ay", "Haÿ")])
def test_different_places_keep_different_keys(one, other):
    assert place_key(one) != place_key(other)


@given(st.text(max_size=60))
def test_a_key_is_its_own_key(text):
    assert place_key(place_key(text)) == place_key(text)
