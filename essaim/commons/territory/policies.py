"""Who may load the reference data and correct a calendar."""

from essaim.foundation.kernel.actor import Actor, Role
from essaim.foundation.kernel.errors import Forbidden


def can_load_reference(by: Actor) -> bool:
    """Whoever keeps the platform running."""
    return by.holds(Role.ADMIN)


def ensure_can_load_reference(by: Actor) -> None:
    """Refuse anybody else."""
    if not can_load_reference(by):
        raise Forbidden("Le chargement des territoires est réservé à l'administration de la plateforme.")


def can_edit_calendar(by: Actor) -> bool:
    """National coordinations answer for the calendar of every académie."""
    return by.holds(Role.NATIONAL, Role.ADMIN)


def ensure_can_edit_calendar(by: Actor) -> None:
    """Refuse anybody else."""
    if not can_edit_calendar(by):
        raise Forbidden("Seules les coordinations nationales corrigent un calendrier scolaire. Signalez-leur l'erreur.")
