"""A small network to test pages on: one user per persona, a territory, a few schools and organisations.

Each area adds its part in ``tests/factories/<area>.py``; pages are listed in ``tests/pages/<area>.py``.
"""

import pkgutil
from dataclasses import dataclass, field
from enum import StrEnum
from importlib import import_module
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


FIRST = ("territory", "directory", "directory_people", "protocol")
"""Areas that others point at; their objects come first, the others follow in the order of the alphabet."""


def factories() -> list[str]:
    """The areas that add objects to the world, in the order in which they do."""
    from tests import factories

    found = {module.name for module in pkgutil.iter_modules(factories.__path__)}
    return [*(area for area in FIRST if area in found), *sorted(found.difference(FIRST))]


def build_world() -> World:
    """Create the network: the people first, then what each area adds with ``populate(world)``."""
    world = World()
    for persona in Persona:
        if persona is not Persona.VISITOR:
            world.users[persona] = User.objects.create_user(f"{persona.name.lower()}@essaim.test", name=persona.value)
    for area in factories():
        import_module(f"tests.factories.{area}").populate(world)
    return world
