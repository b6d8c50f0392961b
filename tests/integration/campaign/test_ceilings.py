"""One ceiling per actor over all its offers, editions and programmes: the matching, by hand and by link respect it."""

import pytest

from essaim.areas.campaign import seating
from essaim.areas.campaign.models import Match
from essaim.areas.campaign.selectors import ceilings, matching, places, runs
from essaim.areas.campaign.services import handshake
from essaim.areas.campaign.services import matching as services
from essaim.areas.campaign.services import runs as run_services
from essaim.commons.directory.enums import Level
from essaim.commons.directory.models import School
from essaim.commons.encounters.enums import EncounterKind, EncounterState
from essaim.foundation.audit import trail
from essaim.foundation.figures.domain.scope import FRANCE
from essaim.foundation.kernel.actor import LinkActor
from tests.factories.campaign import make_edition, make_offer
from tests.factories.campaign_matching import accepted_offer, accepted_request, make_match
from tests.factories.campaign_public import accepted
from tests.factories.encounters import make_encounter
from tests.world import Persona


@pytest.fixture
def actor(world):
    """An actor that takes two meetings a year, with two offers; the first has a proposal already."""
    offer = accepted_offer(world, "Les Ruches", capacity=5)
    offer.organisation.ceiling = 2
    offer.organisation.save()
    beaune = offer.commune
    other = make_offer(world.edition, offer.organisation, beaune, title="Visiter les ruches", capacity=5, **accepted())
    other.themes = " alimentation "
    other.save()
    make_match(accepted_request(world, (Level.THIRD,), mark="R"), offer)
    return offer, other


def test_every_place_of_the_year_counts_once_whatever_the_programme(world, actor):
    organisation = actor[0].organisation
    assert ceilings.left(organisation, world.edition.school_year) == 1
    school = School.objects.get(pk=world.school.pk)
    day = world.edition.starts_on.isoformat()
    made = make_encounter(school, world.edition.commitment, organisation, kind=EncounterKind.SCHOOL, slot=f"{day}-am")
    assert ceilings.left(organisation, world.edition.school_year) == 0
    type(made).objects.filter(pk=made.pk).update(state=EncounterState.CANCELLED, ended_reason="Grippe.")
    assert ceilings.left(organisation, world.edition.school_year) == 1
    type(made).objects.filter(pk=made.pk).update(origin="campaign.match:1", state=EncounterState.PLANNED)
    assert ceilings.left(organisation, world.edition.school_year) == 1


def test_another_edition_of_the_year_counts_too(world, actor):
    organisation = actor[0].organisation
    mois = make_edition(14, slug="mois", state="closed", starts_on=world.edition.starts_on)
    asking, giving = accepted_request(world, (Level.THIRD,), mark="M"), actor[1]
    type(giving).objects.filter(pk=giving.pk).update(edition=mois)
    make_match(asking, giving)
    assert ceilings.left(organisation, world.edition.school_year) == 0


def test_a_run_gives_an_actor_no_more_classes_than_its_ceiling_over_its_two_offers(world, actor):
    for mark in "ABCDE":
        accepted_request(world, (Level.FOURTH,), mark=mark)
    draft = runs.draft(world.edition, FRANCE)
    ours = {offer.reference for offer in actor}
    assert sum(pair.triple.offer in ours for pair in draft.found.pairs) == 2
    assert all(level.primal == level.dual for level in draft.found.levels)
    run_services.run(by=world.users[Persona.ADMIN], edition=world.edition, scope=FRANCE, shown=draft.digest)
    assert Match.objects.active().filter(offer__organisation=actor[0].organisation).count() == 2


def test_by_hand_and_by_link_the_ceiling_is_said_in_a_sentence(world, actor):
    offer, other = actor
    make_match(accepted_request(world, (Level.FIFTH,), mark="S"), other)
    asking = accepted_request(world, (Level.FOURTH,))
    slot = next(iter(sorted(asking.slots.split())))
    for gesture in (
        lambda: services.pair(by=world.users[Persona.ADMIN], request=asking, offer=other, slot=slot, reason="Oui."),
        lambda: handshake.claim(by=LinkActor(trail.urn(asking)), request=asking, offer=other, slot=slot),
    ):
        with pytest.raises(seating.CeilingReached, match="plafond"):
            gesture()
    assert not {offer.pk, other.pk} & {place.offer.pk for place in places.all_places(asking)}


def test_a_meeting_that_only_moves_needs_no_room(world, actor):
    match = Match.objects.told().get(offer=actor[0])
    make_match(accepted_request(world, (Level.FIFTH,), mark="S"), actor[1])
    other = next(iter(dict(matching.free_slots(match))))
    moved = handshake.propose_date(by=LinkActor(trail.urn(match)), match=match, party=handshake.Party.TEAM, slot=other)
    assert moved.slot == other
