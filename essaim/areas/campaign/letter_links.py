"""The link at the foot of each digest: one click stops them, without signing in (RFC 8058)."""

import datetime as dt

from django.conf import settings
from django.urls import reverse

from essaim.foundation.accounts import links
from essaim.foundation.accounts.models import User
from essaim.foundation.audit import trail
from essaim.foundation.kernel.actor import LinkActor

PURPOSE = "campaign.letters"
LIFE = dt.timedelta(days=366)
"""A digest found a year later still stops the next one."""


def make(user: User) -> str:
    """A token that stops this person's digests and does nothing else."""
    return links.sign(PURPOSE, trail.urn(user), expires=LIFE)


def address(user: User) -> str:
    """The address a letter carries, and its header."""
    return f"{settings.BASE_URL}{reverse('campaign:letter-stop', args=[make(user)])}"


def read(token: str) -> tuple[int, LinkActor]:
    """Whose letters, and who acts; ``Refused`` when it is not ours or too old."""
    link = links.read(token, PURPOSE)
    return int(link.urn.partition(":")[2]), link.actor
