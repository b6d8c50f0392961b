import pytest

from essaim.foundation.web.charts import Bar, Bars


def test_the_longest_bar_leaves_room_for_its_value():
    drawn = Bars("t", "classes", [Bar("a", 10), Bar("b", 5)]).drawn
    assert [bar.width for bar in drawn] == ["82.0%", "41.0%"]


def test_bars_of_nothing_have_no_length_and_do_not_fail():
    assert [bar.width for bar in Bars("t", "classes", [Bar("a", 0)]).drawn] == ["0.0%"]
    assert Bars("t", "classes", []).height == 0


def test_coordinates_use_points_whatever_the_language():
    for bar in Bars("t", "classes", [Bar("a", 3), Bar("b", 7)]).drawn:
        assert "," not in bar.width + bar.value_x


def test_the_twin_says_the_same_numbers_in_the_same_order():
    chart = Bars("Titre", "classes", [Bar("a", 1234), Bar("b", 5, "5 %")])
    assert chart.table.rows == [("a", "1\u202f234"), ("b", "5 %")]
    assert chart.table.labelled[1] == ("b", [("classes", "5 %")])


def test_a_row_that_lacks_a_cell_is_refused():
    from essaim.foundation.web.charts import Table

    with pytest.raises(ValueError, match="shorter"):
        _ = Table("t", ["", "a", "b"], [("x", "1")]).labelled
