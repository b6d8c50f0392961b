"""Who opens, closes and writes an edition: the national coordinations, together."""

from essaim.foundation.kernel.actor import Actor, Role
from essaim.foundation.kernel.errors import Forbidden


def can_keep(by: Actor) -> bool:
    """The national coordinations, L'ESPER's and ESS France's, and the administration."""
    return by.holds(Role.NATIONAL, Role.ADMIN)


def ensure_can_keep(by: Actor) -> None:
    """Raise unless ``can_keep``."""
    if not can_keep(by):
        raise Forbidden("Les éditions sont tenues par la coordination nationale : écrivez-lui pour une correction.")
