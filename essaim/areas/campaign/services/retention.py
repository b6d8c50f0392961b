"""Forget what is out of date: drafts left for sixty days, contacts a year after their edition."""

import datetime as dt

from django.db.models import Q
from django.utils import timezone

from essaim.areas.campaign.enums import RegistrationState
from essaim.areas.campaign.leaving import NO_CONTACT
from essaim.areas.campaign.models import MODELS
from essaim.foundation.audit.trail import gesture, record
from essaim.foundation.kernel.actor import Actor, Role
from essaim.foundation.kernel.errors import Forbidden

DRAFT_LIFE = dt.timedelta(days=60)
CONTACT_LIFE = dt.timedelta(days=365)


@gesture
def forget(*, by: Actor) -> dict[str, int]:
    """How many drafts went, and how many contacts were blanked."""
    if not by.holds(Role.ADMIN):
        raise Forbidden("L'effacement de ce qui est hors délai revient à l'administration.")
    done = {"drafts": 0, "contacts": 0}
    for model in MODELS.values():
        rows = model._base_manager
        left = rows.filter(state=RegistrationState.DRAFT, updated_at__lt=timezone.now() - DRAFT_LIFE)
        done["drafts"] += left.count()
        left.delete()
        old = rows.filter(edition__ends_on__lt=timezone.localdate() - CONTACT_LIFE)
        named = old.exclude(
            Q(contact_name="") & Q(contact_email="") & Q(contact_phone="") & Q(message="") & Q(extra="")
        )
        done["contacts"] += named.update(**NO_CONTACT, author=None, assigned_to=None)
    record(by, "campaign.registration.forgotten", "campaign.registration:old", **done)
    return done
