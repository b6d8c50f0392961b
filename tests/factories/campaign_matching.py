"""A class and an actor of Beaune that suit each other, brought together and not answered yet."""

import datetime as dt

from django.utils import timezone

from essaim.areas.campaign.domain import words
from essaim.areas.campaign.enums import RegistrationState
from essaim.areas.campaign.models import ClassRequest, Match, MatchRun, Offer
from essaim.commons.directory.enums import Level
from essaim.commons.directory.models import School
from essaim.commons.territory.models import Commune
from tests.factories.campaign import make_offer, make_request
from tests.factories.directory_people import make_organisation
from tests.world import Persona, World

ACCEPTED = {"state": RegistrationState.ACCEPTED}


def accepted_request(world: World, levels=(Level.FIFTH,), **fields) -> ClassRequest:
    """A class of the collège of Beaune that waits for an encounter about food."""
    school = School.objects.placed().get(pk=world.school.pk)
    given = {**ACCEPTED, "moderated_at": timezone.now(), "themes": " alimentation "}
    return make_request(world.edition, school, levels, **given | fields)


def accepted_offer(world: World, name: str = "Épicerie du Coin", **fields) -> Offer:
    """An actor of Beaune that suits those classes, twice."""
    beaune = Commune.objects.select_related("departement__academie").get(pk="21054")
    given = {**ACCEPTED, "moderated_at": timezone.now(), "themes": " alimentation ", "title": "Cuisiner sans perte"}
    return make_offer(world.edition, make_organisation(name, commune=beaune), beaune, **given | fields)


def make_match(request: ClassRequest, offer: Offer, slot: str = "", **fields) -> Match:
    """A proposal nobody answered yet, at their first common half-day unless told otherwise."""
    common = sorted(set(words.read(request.slots)) & set(words.read(offer.slots)))
    given = {"slot": slot or common[0], "mode": "school", "tenths": 8, "why": "Disponibles tous deux."}
    return Match.objects.create(request=request, offer=offer, **given | fields)


def make_run(world: World) -> MatchRun:
    """A run of Bourgogne-Franche-Comté that proposed nothing, its letters not gone."""
    return MatchRun.objects.create(
        edition=world.edition,
        scope="region:27",
        by=world.users[Persona.CRESS].actor_ref,
        instance='{"requests":[]}',
        solution='{"proof":{"method":"network simplex"}}',
        digest="0" * 64,
        leaves_at=timezone.now() + dt.timedelta(minutes=10),
    )


def populate(world: World) -> None:
    """``world.matched_request``, ``world.matched_offer`` and the proposal between them, ``world.match``."""
    request, offer = accepted_request(world), accepted_offer(world)
    world.things |= {
        "matched_request": request,
        "matched_offer": offer,
        "match_run": make_run(world),
        "match": Match.objects.told().get(pk=make_match(request, offer).pk),
    }
