from hypothesis import given
from hypothesis import strategies as st

from essaim.foundation.web.maps import Datum, Frame, MapLayer, MapView, Outline, Style, quintiles

LAYER = MapLayer(
    "regions",
    Frame([Outline("53", "Bretagne", "M0 0h9", 4.5, 120), Outline("76", "Occitanie", "M9 9h9", 1, 2)]),
    [Frame([Outline("04", "La Réunion", "M1 1h9", 3, 3)], 80, 80, "La Réunion")],
    "Contours : IGN",
)


def view(**changes) -> MapView:
    data = {"53": Datum(52), "04": Datum(7)}
    return MapView(**{"title": "t", "layer": LAYER, "data": data, "what": "actions", **changes})


def test_overseas_stands_in_the_list_like_the_rest():
    assert [mark.name for mark in view().rows] == ["Bretagne", "La Réunion", "Occitanie"]


def test_a_territory_without_a_number_says_so_and_comes_last():
    last = view().rows[-1]
    assert (last.name, last.written, last.rank) == ("Occitanie", "sans donnée", 0)


def test_equal_numbers_are_listed_by_name():
    data = {code: Datum(1) for code in ("76", "04", "53")}
    assert [mark.name for mark in view(data=data).rows] == ["Bretagne", "La Réunion", "Occitanie"]


def test_zero_is_a_number_not_an_absence():
    assert view(data={"53": Datum(0)}).rows[0].written == "0"


def test_a_bound_belongs_to_the_class_below_it():
    rates = view(style=Style.CLASSES, data={"53": Datum(10), "76": Datum(10.1)}, bounds=(5, 10, 15, 20))
    assert {mark.name: mark.rank for mark in rates.rows} == {"Bretagne": 2, "Occitanie": 3, "La Réunion": 0}


def test_labels_turn_light_on_the_two_deepest_classes():
    rates = view(style=Style.CLASSES, data={"53": Datum(16), "76": Datum(1)}, bounds=(5, 10, 15, 20))
    assert {mark.name: mark.on_deep for mark in rates.mainland.marks} == {"Bretagne": True, "Occitanie": False}


def test_coordinates_use_points_whatever_the_language():
    mark = view().mainland.marks[0]
    assert (mark.x, mark.y) == ("4.5", "120")
    assert mark.transform.startswith("translate(4.5 120)")


def test_long_numbers_are_left_to_the_list():
    assert view().numbers_inside
    assert not view(data={"53": Datum(12345)}).numbers_inside


def test_the_largest_cell_is_the_largest_number():
    scales = {mark.name: mark.scale for mark in view().rows}
    assert scales["Bretagne"] > scales["La Réunion"] > scales["Occitanie"]


@given(st.lists(st.floats(0, 1e6), min_size=5, max_size=40))
def test_quintiles_are_ordered_and_found_among_the_values(values):
    bounds = quintiles(values)
    assert list(bounds) == sorted(bounds)
    assert set(bounds) <= set(values)
    assert len(bounds) == 4


def test_quintiles_of_nothing_are_nothing():
    assert quintiles([]) == ()
