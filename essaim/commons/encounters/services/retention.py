"""Forget what was only kept for a time: the words of reports, and who was invited."""

import datetime as dt

from django.db.models import Q
from django.utils import timezone

from essaim.commons.encounters.models import Encounter, Invitation
from essaim.commons.encounters.policies import encounters as policies
from essaim.foundation.audit import trail
from essaim.foundation.kernel.actor import Actor

WORDS_KEPT = dt.timedelta(days=3 * 365)
INVITATIONS_KEPT = dt.timedelta(days=365)


@trail.gesture
def purge(*, by: Actor) -> dict[str, int]:
    """Blank the words of encounters held three years ago, and who was invited a year ago; the numbers stay."""
    policies.ensure_can_purge(by)
    today = timezone.localdate()
    told = Encounter.objects.exclude(words="").filter(held_on__lt=today - WORDS_KEPT)
    known = Invitation.objects.filter(Q(user__isnull=False) | ~Q(email=""))
    old = known.filter(event__ends_at__lt=timezone.now() - INVITATIONS_KEPT)
    counts = {"words": told.update(words=""), "invitations": old.update(user=None, email="")}
    trail.record(by, "encounters.register.purged", "encounters:all", **counts)
    return counts
