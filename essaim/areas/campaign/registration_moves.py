"""Move a registration from one state to another, once, whoever clicks at the same second.

Not a gesture: services call it inside one.
"""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from essaim.areas.campaign.domain import lifecycle
from essaim.areas.campaign.enums import RegistrationState
from essaim.areas.campaign.models import Registration
from essaim.foundation.kernel.errors import Refused

ALREADY = "Cette inscription vient de changer d'état : rechargez la page pour voir où elle en est."


class AlreadyMoved(Refused):
    """Somebody else, or the same person a second before, has just done it."""


def move(registration: Registration, wanted: RegistrationState, **fields: Any) -> None:
    """Write the new state and what goes with it if the row is still in a state it may leave for it."""
    sources = [now for now in RegistrationState if lifecycle.can_move(now, wanted)]
    rows = type(registration)._base_manager.filter(pk=registration.pk, state__in=sources)
    try:
        with transaction.atomic():
            moved = rows.update(state=wanted, updated_at=timezone.now(), **fields)
    except IntegrityError:
        raise Refused("Une inscription de la même classe, ou la même offre, est déjà là pour cette édition.") from None
    if not moved:
        raise AlreadyMoved(ALREADY)
    registration.state = wanted
    for name, value in fields.items():
        setattr(registration, name, value)
