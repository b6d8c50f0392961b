"""Forget what letters said once nobody needs it; keep the row, which says that one wrote, when and about what."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from essaim.foundation.outbox.models import Enclosure, Letter

KEPT_FOR = dt.timedelta(days=90)
BATCH = 1000


def purge() -> int:
    """Blank the address, subject and text of letters finished for 90 days. The number of letters purged."""
    now = timezone.now()
    purged = 0
    while pks := list(Letter.objects.to_purge(now - KEPT_FOR).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            Enclosure.objects.filter(letter__in=pks).delete()
            purged += Letter.objects.filter(pk__in=pks).update(
                to="", subject="", text="", html="", unsubscribe="", purged_at=now
            )
    return purged


def forget(recipient: str) -> int:
    """Cut the tie between an erased person and the letters written to them; their text goes at once."""
    now = timezone.now()
    theirs = Letter.objects.filter(recipient=recipient)
    with transaction.atomic():
        Enclosure.objects.filter(letter__in=theirs).delete()
        theirs.cancel_unsent(now)
        return theirs.update(to="", subject="", text="", html="", unsubscribe="", purged_at=now, recipient="")
