"""A small network to test pages on: one user per persona, a territory, a few schools and organisations.

Each area adds its part in ``tests/factories/<area>.py``; pages are listed in ``tests/pages/<area>.py``.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from essaim.foundation.accounts.models import User


class Persona(StrEnum):
    """Who looks at a page. The value is the French name used in the generated reference."""

    VISITOR = "visiteur"
    TEAM = "équipe éducative"
    ESS_ACTOR = "acteur de l'ESS"
    CORRESPONDENT = "correspondance L'ESPER"
    OCCE = "animation OCCE"
    CRESS = "CRESS"
    NATIONAL = "coordination nationale"
    INSTITUTION = "partenaire institutionnel"
    SIGNATORY = "signataire"
    ADMIN = "administration"


@dataclass
class World:
    """What the pages under test are about."""

    users: dict[Persona, User] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        """``world.school`` is ``world.things["school"]``."""
        try:
            return self.__dict__["things"][name]
        except KeyError:
            raise AttributeError(name) from None


def build_world() -> World:
    """Create the network."""
    world = World()
    for persona in Persona:
        if persona is not Persona.VISITOR:
            world.users[persona] = User.objects.create_user(f"{persona.name.lower()}@essaim.test", name=persona.value)
    return world
