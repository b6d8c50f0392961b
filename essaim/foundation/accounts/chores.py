"""What the worker does for accounts, once a day."""

import datetime as dt

from django.utils import timezone

from essaim.foundation.accounts import services
from essaim.foundation.audit.models import Entry
from essaim.foundation.kernel.actor import SystemActor

BY = SystemActor("ménage")
EVERY = dt.timedelta(days=1)


def purge_expired() -> int:
    """Forget accounts, links and sessions that are out of date, unless it was done within the day; how many."""
    done = Entry.objects.filter(action="accounts.register.purged", at__gt=timezone.now() - EVERY)
    return 0 if done.exists() else sum(services.purge_expired(by=BY).values())
