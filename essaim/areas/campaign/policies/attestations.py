"""Who attests for a school: whoever holds the link sent to its institutional address, and nobody else."""

from essaim.areas.campaign.models.registration import OfClass
from essaim.areas.campaign.policies import registrations
from essaim.foundation.audit import trail
from essaim.foundation.kernel.actor import Actor, LinkActor, Role
from essaim.foundation.kernel.errors import Forbidden


def can_ask(by: Actor, registration: OfClass) -> bool:
    """Those who reread it, its author who wants it to go on, and the program."""
    moderates = registrations.can_moderate(by, registration) or by.holds(Role.ADMIN)
    return moderates or registrations.is_author(by, registration)


def ensure_can_ask(by: Actor, registration: OfClass) -> None:
    """Raise unless ``can_ask``."""
    if not can_ask(by, registration):
        raise Forbidden("La lettre à l’établissement est demandée par l’équipe, ou par la personne qui relit.")


def ensure_can_attest(by: Actor, registration: OfClass) -> None:
    """Raise unless the link was sent to this school."""
    if not (isinstance(by, LinkActor) and registration.school and by.ref == trail.urn(registration.school)):
        raise Forbidden("Seule la direction de l’établissement atteste, par le lien reçu à son adresse.")
