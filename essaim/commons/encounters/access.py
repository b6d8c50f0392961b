"""Signed links of this area, to follow an encounter or answer an invitation: opening one changes nothing."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from essaim.commons.encounters.enums import Side
from essaim.commons.encounters.models import Encounter, Invitation
from essaim.foundation.accounts import links
from essaim.foundation.audit import trail

ENCOUNTER = "encounters.encounter"
INVITATION = "encounters.invitation"
AFTER = dt.timedelta(days=60)
"""How long after the day itself one may still say how it went."""


def encounter_address(encounter: Encounter, side: Side) -> str:
    """The path of the page where one side follows an encounter without an account."""
    return reverse("encounters:encounter-link", args=[encounter_token(encounter, side)])


def encounter_token(encounter: Encounter, side: Side) -> str:
    """A token for one side of one encounter, good until two months after its day."""
    return links.sign(ENCOUNTER, trail.urn(encounter), expires=_until(encounter.planned_on), side=side.value)


def invitation_address(invitation: Invitation) -> str:
    """The path of the page where somebody invited answers without an account; expects ``event`` joined."""
    until = max(invitation.event.ends_at, timezone.now() + dt.timedelta(days=7))
    token = links.sign(INVITATION, trail.urn(invitation), expires=until)
    return reverse("encounters:invitation-link", args=[token])


def _until(day: dt.date | None) -> dt.datetime:
    soonest = timezone.now() + links.DEFAULT_LIFE
    if day is None:
        return soonest
    after = dt.datetime.combine(day, dt.time(23, 59), dt.UTC) + AFTER
    return max(after, soonest)
