"""The figures of the handshake count what they say, and their rows are what they count."""

import datetime as dt
from decimal import Decimal

import pytest

from essaim.areas.campaign.enums import Motive, Party
from essaim.areas.campaign.selectors import match_figures
from essaim.areas.campaign.services import handshake
from essaim.commons.directory.enums import Level
from essaim.foundation.audit import trail
from essaim.foundation.figures import indicators, selectors
from essaim.foundation.figures.domain.scope import FRANCE, Period, Scope
from essaim.foundation.kernel.actor import LinkActor
from tests.factories.campaign_matching import accepted_offer, accepted_request, make_match

BOURGOGNE = Scope("region", "27")


@pytest.fixture
def season(world, time_machine):
    """Three proposals, no place left: one confirmed (answered in two and six hours), one declined in ten, one waits."""
    asked = dt.datetime.now(dt.UTC)
    confirmed = world.match
    declined = make_match(accepted_request(world, (Level.THIRD,)), world.matched_offer, seat=2,
                          slot=confirmed.slot[:-2] + "pm")  # fmt: skip
    make_match(accepted_request(world, (Level.FOURTH,)), accepted_offer(world, "Les Ruches", capacity=1))
    for hours, match, gesture, said in (
        (2, confirmed, handshake.accept, {"party": Party.TEAM, "slot": confirmed.slot}),
        (6, confirmed, handshake.accept, {"party": Party.ACTOR, "slot": confirmed.slot}),
        (10, declined, handshake.decline, {"party": Party.ACTOR, "motive": Motive.TIME}),
    ):
        time_machine.move_to(asked + dt.timedelta(hours=hours))
        gesture(by=LinkActor(trail.urn(match)), match=match, **said)
    return Period(world.edition.starts_on - dt.timedelta(days=30), world.edition.ends_on)


@pytest.mark.parametrize("scope", [FRANCE, BOURGOGNE, Scope("academie", "07")])
def test_each_figure_counts_what_its_definition_says(world, season, scope):
    values = {
        code: selectors.value(indicators.registered()[code], scope, season)
        for code in ("campaign.matched", "campaign.confirmed", "campaign.answer_rate", "campaign.answer_hours")
    }
    assert values["campaign.matched"] == 3
    assert values["campaign.confirmed"] == 1
    assert values["campaign.answer_rate"] == Decimal("50.0")
    assert values["campaign.answer_hours"] == pytest.approx(Decimal("6.0"), abs=Decimal("0.1"))


def test_the_rows_behind_a_figure_are_those_it_counts(world, season):
    assert match_figures.proposed_rows(BOURGOGNE, season).count() == 3
    assert [match.pk for match in match_figures.confirmed_rows(BOURGOGNE, season)] == [world.match.pk]


def test_elsewhere_and_at_another_time_nothing_is_counted(world, season):
    before = Period(dt.date(2020, 1, 1), dt.date(2021, 1, 1))
    assert match_figures.proposed("region", ["11"], season) == {}
    assert match_figures.confirmed("france", [""], before) == {"": 0}
    assert match_figures.answer_rate("france", [""], before) == {}
