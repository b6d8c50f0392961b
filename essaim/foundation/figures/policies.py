"""Who may freeze a figure: those who answer for a bilan."""

from essaim.foundation.kernel.actor import Actor, Role
from essaim.foundation.kernel.errors import Forbidden

FREEZERS = (Role.ADMIN, Role.NATIONAL, Role.CRESS, Role.CORRESPONDENT)


def can_freeze(user: object) -> bool:
    """Whether this person may fix a figure for a document."""
    return isinstance(user, Actor) and user.holds(*FREEZERS)


def ensure_can_freeze(user: object) -> None:
    """Raise when this person may not."""
    if not can_freeze(user):
        raise Forbidden("Un chiffre est arrêté par une coordination : demandez-le à la vôtre.")
