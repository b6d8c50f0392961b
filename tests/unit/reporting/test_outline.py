"""What each kind of bilan tells, and what it says it does not tell."""

import pytest

from essaim.front.reporting.domain.outline import ENCOUNTERS, NETWORK, SECTIONS, leading, outline
from essaim.front.reporting.enums import BilanKind

EVERY = {wanted.code for listed in SECTIONS.values() for _, wanteds in listed for wanted in wanteds}


@pytest.mark.parametrize("kind", list(BilanKind))
def test_a_code_is_told_or_missing_never_both_never_twice(kind):
    known = {"encounters.held", "directory.academies_covered", "encounters.held.axis1"}
    planned, missing = outline(kind, known)
    told = [code for section in planned for code in section.codes]
    assert len(told) == len(set(told))
    assert set(told) <= known
    assert not set(told) & {wanted.code for wanted in missing}


def test_nothing_is_missing_when_everything_is_registered():
    for kind in BilanKind:
        planned, missing = outline(kind, EVERY)
        assert missing == []
        assert all(section.title for section in planned if not section.axis)


def test_what_nobody_registers_is_told_in_words():
    _, missing = outline(BilanKind.SIX_MONTHS, EVERY - {"encounters.pupils"})
    assert [wanted.label for wanted in missing] == ["élèves présents aux rencontres"]


def test_the_partnership_is_told_axis_by_axis_even_where_nothing_is_counted():
    planned, _ = outline(BilanKind.PARTNERSHIP, {"b.x.axis2", "a.x.axis2", "c.y.axis12", "directory.organisations"})
    assert [section.axis for section in planned] == [1, 2, 3, 4, 5, 0]
    assert planned[1].codes == ("a.x.axis2", "b.x.axis2")
    assert planned[0].codes == ()
    assert planned[-1].codes == ("directory.organisations",)


def test_the_figures_of_an_axis_come_in_the_order_of_the_other_bilans():
    planned, _ = outline(BilanKind.PARTNERSHIP, {f"{code}.axis1" for code in ("encounters.adults", "a.b", *EVERY)})
    assert planned[0].codes[:3] == ("encounters.held.axis1", "encounters.pupils.axis1", "encounters.adults.axis1")


def test_a_new_room_enters_the_axes_by_itself():
    planned, _ = outline(BilanKind.PARTNERSHIP, {"positions.validated.axis2"})
    assert planned[1].codes == ("positions.validated.axis2",)


def test_the_cover_tells_what_happened_first():
    codes = [NETWORK[0].code, "campaign.confirmed", *(wanted.code for wanted in ENCOUNTERS)]
    assert leading(codes) == ["encounters.held", "encounters.pupils", "encounters.adults"]
    assert leading(["directory.schools_open", "encounters.held.axis1"]) == [
        "directory.schools_open",
        "encounters.held.axis1",
    ]
    assert leading([]) == []
