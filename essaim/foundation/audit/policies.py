"""Who may read the trail: those who keep the platform running, and the two national coordinations."""

from essaim.foundation.kernel.actor import Actor, Role
from essaim.foundation.kernel.errors import Forbidden

READERS = (Role.ADMIN, Role.NATIONAL)


def can_read_trail(user: object) -> bool:
    """Whether this person may read who did what."""
    return isinstance(user, Actor) and user.holds(*READERS)


def ensure_can_read_trail(user: object) -> None:
    """Raise when the trail is closed to this person."""
    if not can_read_trail(user):
        raise Forbidden("Le journal est ouvert à l'administration et aux coordinations nationales.")
