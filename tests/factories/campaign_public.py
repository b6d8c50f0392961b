"""Encounters of an edition that both sides agreed on, and an edition of the year before, for what the public sees."""

import datetime as dt

from django.utils import timezone

from essaim.areas.campaign.domain import words
from essaim.areas.campaign.enums import Channel, EditionState, MatchState, Mode, RegistrationState, Reply
from essaim.areas.campaign.models import ClassRequest, Edition, Match, Offer
from essaim.commons.directory.enums import Level
from essaim.commons.directory.models import Organisation, School
from essaim.commons.encounters.enums import EncounterKind
from essaim.commons.territory.models import Commune
from tests.factories.campaign import make_edition, make_offer, make_request
from tests.factories.encounters import make_encounter
from tests.world import World


def accepted() -> dict:
    """What makes a registration public."""
    return {"state": RegistrationState.ACCEPTED, "moderated_at": timezone.now()}


def make_agreed(request: ClassRequest, offer: Offer, slot: str = "", **fields) -> Match:
    """Both said yes: the encounter is planned."""
    agreed_slot = slot or words.read(request.slots)[0]
    encounter = make_encounter(
        request.school,
        request.edition.commitment,
        offer.organisation,
        kind=EncounterKind.SCHOOL,
        slot=agreed_slot,
        title=f"Rencontre au {request.school.name}",
    )
    now = timezone.now()
    yes = {
        f"{side}_{name}": value
        for side in ("team", "actor")
        for name, value in (("reply", Reply.YES), ("channel", Channel.LINK), ("replied_at", now))
    }
    given = {"state": MatchState.CONFIRMED, "mode": Mode.SCHOOL, "confirmed_at": now, "slot": agreed_slot}
    return Match.objects.create(request=request, offer=offer, encounter=encounter, **given | yes | fields)


def agreed_in(edition: Edition, school: School, organisation: Organisation, **fields) -> Match:
    """A class of this school and this actor, in agreement."""
    beaune = Commune.objects.select_related("departement__academie").get(pk="21054")
    asked = make_request(edition, school, (Level.FIFTH,), mark="D", **accepted())
    offered = make_offer(edition, organisation, beaune, title="Visiter la recyclerie", **accepted())
    return make_agreed(asked, offered, **fields)


def populate(world: World) -> None:
    """``world.past_edition``, and ``world.agreed``: an encounter of it that both sides agreed on."""
    school = School.objects.placed().get(pk=world.school.pk)
    monday = world.edition.starts_on - dt.timedelta(weeks=52)
    past = make_edition(10, EditionState.ARCHIVED, monday)
    world.things |= {"past_edition": past, "agreed": agreed_in(past, school, world.organisation)}
