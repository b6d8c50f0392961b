"""Pupils' actions whose day has passed, in an edition that is over."""

import datetime as dt

from django.utils import timezone

from essaim.areas.campaign.enums import Channel, EditionState, Outcome, RegistrationState
from essaim.commons.directory.models import School
from tests.factories.campaign import make_edition, make_showcase
from tests.world import World


def populate(world: World) -> None:
    """``world.past_showcase``, that nobody told of, and ``world.told_showcase``, which did not take place."""
    monday = world.edition.starts_on - dt.timedelta(weeks=104)
    edition = make_edition(9, EditionState.ARCHIVED, monday)
    school = School.objects.placed().get(pk=world.school.pk)
    accepted = {"state": RegistrationState.ACCEPTED, "moderated_at": timezone.now()}
    shared = {"mark": "B", "school_class": world.school_class, **accepted}
    told = {"outcome": Outcome.NOT_HELD, "outcome_reason": "La salle a pris l’eau.", "told_at": timezone.now()}
    world.things |= {
        "past_showcase": make_showcase(edition, school, title="Troc de livres", **shared),
        "told_showcase": make_showcase(
            edition, school, title="Disco soupe", outcome_channel=Channel.ACCOUNT, **told, **shared
        ),
    }
