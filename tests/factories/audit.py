"""A few gestures in the trail of the test network."""

from django.db import transaction

from essaim.foundation.audit import trail
from tests.world import Persona, World


def populate(world: World) -> None:
    """Two people, one of whom made two gestures."""
    admin, national = world.users[Persona.ADMIN], world.users[Persona.NATIONAL]
    with transaction.atomic():
        trail.record(admin, "accounts.user.renamed", national)
        trail.record(national, "accounts.user.renamed", national)
        trail.record(admin, "accounts.user.renamed", admin)
