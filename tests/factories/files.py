"""A file of the test network."""

from django.core.files.base import ContentFile

from essaim.foundation.files import purposes, services
from essaim.foundation.files.domain import kinds
from essaim.foundation.files.purposes import Purpose
from essaim.foundation.kernel.actor import Role, SystemActor
from tests.world import World

CONVENTION = Purpose(
    "files.test",
    "convention de démonstration",
    kinds.TEXTS,
    may_store=lambda actor: actor.holds(Role.ADMIN),
    may_read=lambda actor, file: actor is not None and actor.holds(Role.ADMIN),
)


def populate(world: World) -> None:
    """An agreement that the administration alone may read."""
    purposes.register(CONVENTION)
    content = ContentFile(b"%PDF-1.7\n%%EOF\n", "Convention.pdf")
    world.things["file"] = services.store(by=SystemActor("test"), purpose=CONVENTION.code, upload=content)
