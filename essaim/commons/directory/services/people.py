"""Say who holds which seat, from when and until when."""

import datetime as dt

from essaim.commons.directory.models import Seat, Tenure
from essaim.commons.directory.policies import people as policies
from essaim.foundation.accounts.models import User
from essaim.foundation.audit.trail import gesture, record
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused


@gesture
def appoint(*, by: Actor, seat: Seat, user: User, on: dt.date, is_delegate: bool = False) -> Tenure:
    """Somebody takes a seat from this date."""
    policies.ensure_can_appoint(by, seat)
    if Tenure.objects.on(on).filter(seat=seat, user=user).exists():
        raise Refused("Cette personne tient déjà ce siège à cette date.")
    tenure = Tenure.objects.create(seat=seat, user=user, valid_from=on, is_delegate=is_delegate)
    record(by, "directory.seat.taken", seat, user=user.pk, role=seat.role, scope=seat.scope_urn, on=on)
    return tenure


@gesture
def vacate(*, by: Actor, tenure: Tenure, on: dt.date) -> Tenure:
    """Somebody leaves a seat; ``on`` is their first day out. The seat stays, vacant when nobody else holds it."""
    policies.ensure_can_appoint(by, tenure.seat)
    if tenure.valid_from and on <= tenure.valid_from:
        raise Refused(
            f"Le mandat a commencé le {tenure.valid_from:%d/%m/%Y} : choisissez une date de fin plus tardive."
        )
    tenure.valid_until = on
    tenure.save(update_fields=["valid_until", "updated_at"])
    record(by, "directory.seat.left", tenure.seat, user=tenure.user_id, scope=tenure.seat.scope_urn, on=on)
    return tenure
