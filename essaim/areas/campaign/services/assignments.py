"""Say which colleague follows a registration: one person to call, until somebody else takes it over."""

from essaim.areas.campaign.models import Registration
from essaim.areas.campaign.policies import registrations as policies
from essaim.areas.campaign.policies.matching import ensure_covers
from essaim.foundation.accounts.models import User
from essaim.foundation.audit import trail
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused


@trail.gesture
def assign(*, by: Actor, registration: Registration, to: User | None) -> Registration:
    """Give a registration to a colleague who answers for its place, or to nobody."""
    ensure_covers(by, registration)
    if to is not None and not policies.covers(to, registration):
        raise Refused("Cette personne ne répond pas de ce territoire : choisissez un autre collègue.")
    registration.assigned_to = to
    registration.save(update_fields=["assigned_to", "updated_at"])
    trail.record(by, "campaign.registration.assigned", registration, to=to.actor_ref if to else "")
    return registration
