"""The catalogue of bits says what the plain rule says; cells hold every point."""

import math

from hypothesis import given
from hypothesis import strategies as st

from essaim.areas.campaign import zones
from essaim.areas.campaign.domain import honeycomb, publication
from essaim.areas.campaign.domain.catalogue import Catalogue
from essaim.areas.campaign.domain.publication import Criteria, Facet
from essaim.areas.campaign.zones import Scale
from tests.unit.campaign.test_publication import actions, choices


@given(st.lists(actions, max_size=20), choices)
def test_bits_keep_what_the_rule_keeps(rows, chosen):
    catalogue, criteria = Catalogue(rows), Criteria(chosen)
    found = [catalogue.actions[rank] for rank in catalogue.ranks(catalogue.kept(criteria))]
    assert found == publication.narrowed(rows, criteria)


@given(st.lists(actions, max_size=20), choices)
def test_bits_count_what_the_rule_counts(rows, chosen):
    catalogue, criteria = Catalogue(rows), Criteria(chosen)
    for facet in Facet:
        counted = {value: count for value, count in catalogue.counts(criteria, facet).items() if count}
        assert counted == dict(publication.counts(rows, criteria, facet))


@given(st.lists(actions, max_size=20))
def test_the_order_by_place_is_the_rules(rows):
    catalogue = Catalogue(rows)
    found = [catalogue.actions[rank] for rank in catalogue.ranks(catalogue.every, by_place=True)]
    assert [row.place_order for row in found] == [row.place_order for row in publication.by_place(rows)]


points = st.floats(-700, 700, allow_nan=False)


@given(points, points, st.sampled_from([6.5, 26.0]))
def test_a_point_is_in_the_cell_whose_centre_is_nearest(x, y, radius):
    q, r = honeycomb.cell_of(x, y, radius)
    mine = math.dist((x, y), honeycomb.centre_of(q, r, radius))
    around = [(q + 1, r), (q - 1, r), (q, r + 1), (q, r - 1), (q + 1, r - 1), (q - 1, r + 1)]
    assert mine <= radius + 1e-6
    assert all(mine <= math.dist((x, y), honeycomb.centre_of(*cell, radius)) + 1e-6 for cell in around)


@given(st.floats(42, 51), st.floats(-4.5, 8))
def test_a_point_of_the_mainland_has_a_cell_at_each_scale(latitude, longitude):
    found = zones.of((latitude, longitude))
    place = zones.place((latitude, longitude))
    if place is None:
        assert found == frozenset()
        return
    assert {next(scale for scale in Scale if zones.is_of(scale, code)) for code in found} == set(Scale)
    assert all(zones.centre(code).frame == place.frame for code in found)


def test_every_region_can_be_drawn_large():
    assert zones.window("99") is None
    for code in ("11", "27", "84", "94", "01", "02", "03", "04", "06"):
        window = zones.window(code)
        assert window.frame.outlines
        for outline in window.frame.outlines:
            assert 0 <= outline.cx <= window.frame.width
            assert 0 <= outline.cy <= window.frame.height
