"""Who chooses how often somebody is written to: that person, or whoever holds the link of their letters, to stop."""

from essaim.areas.campaign.policies.registrations import NETWORK
from essaim.foundation.accounts.models import User
from essaim.foundation.audit import trail
from essaim.foundation.kernel.actor import Actor, LinkActor
from essaim.foundation.kernel.errors import Forbidden


def can_choose(by: Actor) -> bool:
    """The people of the network: only they receive letters about what waits for others."""
    return by.holds(*NETWORK)


def ensure_can_choose(by: Actor, user: User | None = None) -> None:
    """Raise unless the person chooses for themselves."""
    if not can_choose(by) or (user is not None and by.actor_ref != user.actor_ref):
        raise Forbidden("Ce choix est pour les personnes qui animent un territoire.")


def ensure_can_stop(by: Actor, user: User) -> None:
    """Raise unless it is the person, or the link of their own letters."""
    if not (isinstance(by, LinkActor) and by.ref == trail.urn(user)):
        ensure_can_choose(by, user)
