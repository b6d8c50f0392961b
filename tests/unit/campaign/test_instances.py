from hypothesis import given
from hypothesis import strategies as st

from essaim.areas.campaign.domain import instances
from essaim.areas.campaign.domain.holes import Waiting, holes
from essaim.areas.campaign.domain.instances import Decided, HeldRow, OfferRow, Place, RequestRow
from essaim.areas.campaign.domain.matching import reading, solution
from essaim.areas.campaign.enums import Band

BEAUNE = Place(47.02, 4.84, "21")
MONDAY, TUESDAY = "2027-03-22-am", "2027-03-23-am"


def ask(name="E1", **fields):
    usual = {
        "place": BEAUNE,
        "bands": [Band.COLLEGE],
        "pupils": 24,
        "action_types": ["rencontre en classe"],
        "modes": ["school"],
        "slots": [MONDAY, TUESDAY],
    }
    return RequestRow(id=name, **usual | fields)


def give(name="A1", **fields):
    usual = {
        "place": BEAUNE,
        "bands": ["college"],
        "action_types": ["rencontre en classe"],
        "modes": ["school"],
        "slots": [MONDAY, TUESDAY],
        "range_km": 30,
    }
    return OfferRow(id=name, **usual | fields)


def solved(asked, offered, decided=None):
    return solution.solve(reading.read(instances.build(asked, offered, decided or Decided())))


def test_a_class_and_an_actor_of_the_same_place_are_brought_together():
    (pair,) = solved([ask()], [give()]).pairs
    assert (pair.triple.request, pair.triple.offer) == ("E1", "A1")


def test_rows_in_any_order_give_the_same_instance():
    asked, offered = [ask("E1"), ask("E2")], [give("A1"), give("A2")]
    assert instances.build(asked, offered, Decided()) == instances.build(asked[::-1], offered[::-1], Decided())


def test_a_promise_is_locked_and_a_proposal_without_answer_is_only_preferred():
    decided = Decided(held=[HeldRow("E1", "A1", MONDAY, is_promised=True), HeldRow("E2", "A1", TUESDAY)])
    made = instances.build([ask("E1"), ask("E2")], [give(capacity=2)], decided)
    assert made["locked"] == [{"request": "E1", "offer": "A1", "slot": MONDAY}]
    assert made["previous"] == [{"request": "E2", "offer": "A1", "slot": TUESDAY}]


def test_a_proposal_without_answer_moves_only_to_serve_one_class_more():
    held = Decided(held=[HeldRow("E1", "A1", MONDAY)])
    both = [give("A1", slots=[MONDAY]), give("A2", place=Place(47.1, 4.9, "21"))]
    found = solved([ask("E1")], both, held)
    assert [pair.triple.offer for pair in found.pairs] == ["A1"]
    found = solved([ask("E1"), ask("E2", slots=[MONDAY], themes=["x"])], [both[0], give("A2", themes=["y"])], held)
    assert {pair.triple.request: pair.triple.offer for pair in found.pairs} == {"E1": "A2", "E2": "A1"}


def test_places_held_by_requests_elsewhere_are_taken_off_the_offers():
    made = instances.build([ask("E1")], [give(capacity=2)], Decided(held=[HeldRow("E9", "A1", MONDAY)]))
    (offer,) = made["offers"]
    assert (offer["capacity"], offer["slots"]) == (1, [TUESDAY])


def test_a_class_met_by_an_offer_that_left_is_not_matched_again():
    made = instances.build([ask("E1")], [give("A2")], Decided(held=[HeldRow("E1", "A1", MONDAY, is_promised=True)]))
    assert made["requests"] == []


def test_a_pair_decided_again_is_no_longer_forbidden():
    decided = Decided(held=[HeldRow("E1", "A1", MONDAY, is_promised=True)], forbidden=[("E1", "A1", "")])
    made = instances.build([ask()], [give()], decided)
    assert made["forbidden"] == []
    assert reading.read(made).locked


def test_a_pair_declined_is_never_proposed_again():
    assert solved([ask()], [give()], Decided(forbidden=[("E1", "A1", "")])).pairs == ()
    (pair,) = solved([ask()], [give()], Decided(forbidden=[("E1", "A1", MONDAY)])).pairs
    assert pair.triple.slot == TUESDAY


def test_without_a_point_only_meetings_on_line_are_left():
    made = instances.build([ask(place=Place(departement="21"), modes=["school", "remote"])], [give()], Decided())
    assert made["requests"][0]["modes"] == ["remote"]


def test_an_actor_without_range_nor_territory_serves_its_own_departement():
    made = instances.build([ask()], [give(range_km=None)], Decided())
    assert made["offers"][0]["territory"] == ["21"]


@given(
    st.lists(
        st.builds(HeldRow, st.sampled_from(["E1", "E2", "E9"]), st.sampled_from(["A1", "A9"]),
                  st.sampled_from([MONDAY, TUESDAY]), st.booleans()),
        unique_by=(lambda row: row.request, lambda row: (row.offer, row.slot)),
    ),
    st.integers(1, 3),
)  # fmt: skip
def test_whatever_was_decided_the_instance_can_be_read(held, capacity):
    made = instances.build([ask("E1"), ask("E2")], [give(capacity=capacity)], Decided(held=held))
    reading.read(made)


def test_a_hole_of_the_map_says_how_many_wait_and_for_what():
    waiting = [Waiting("Nièvre", ["alimentation"]), Waiting("Nièvre", ["textile", "alimentation"]), Waiting("Jura", [])]
    nievre, jura = holes(waiting)
    assert (
        nievre.sentence == "2\u00a0classes attendent (alimentation ou textile)\u00a0: un acteur de plus en servirait."
    )
    assert jura.sentence == "1\u00a0classe attend\u00a0: un acteur de plus la servirait."
