"""What the worker does for encounters, once a day."""

import datetime as dt

from django.utils import timezone

from essaim.commons.encounters.services import retention
from essaim.foundation.audit.models import Entry
from essaim.foundation.kernel.actor import SystemActor

BY = SystemActor("ménage")
EVERY = dt.timedelta(days=1)


def purge_old() -> int:
    """Forget words and invitations that are out of date, unless it was done within the day; how many."""
    done = Entry.objects.filter(action="encounters.register.purged", at__gt=timezone.now() - EVERY)
    return 0 if done.exists() else sum(retention.purge(by=BY).values())
