"""A person who closes their account leaves their seats: routing then climbs, as for any vacant seat."""

import datetime as dt

from django.db.models import Q
from django.utils import timezone

from essaim.commons.directory.models import Tenure
from essaim.commons.directory.services import people
from essaim.foundation.accounts.events import PersonErased
from essaim.foundation.kernel.actor import SystemActor

BY = SystemActor("fermeture de compte")


def vacate_seats(event: PersonErased) -> None:
    """End every mandate of this person today; one that begins later ends the day after it begins."""
    today = timezone.localdate()
    held = Tenure.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=today), user=event.user)
    for tenure in held.select_related("seat").order_by("pk"):
        after_start = tenure.valid_from + dt.timedelta(days=1) if tenure.valid_from else today
        people.vacate(by=BY, tenure=tenure, on=max(today, after_start))
