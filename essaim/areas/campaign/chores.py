"""What the worker does for campaigns, once a day."""

import datetime as dt

from django.utils import timezone

from essaim.areas.campaign.services import retention
from essaim.foundation.audit.models import Entry
from essaim.foundation.kernel.actor import SystemActor

BY = SystemActor("ménage")
EVERY = dt.timedelta(days=1)


def forget_old() -> int:
    """Forget drafts and contacts that are out of date, unless it was done within the day; how many."""
    done = Entry.objects.filter(action="campaign.registration.forgotten", at__gt=timezone.now() - EVERY)
    return 0 if done.exists() else sum(retention.forget(by=BY).values())
