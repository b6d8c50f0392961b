"""The link of the handshake: one side of one match, without an account.

Opening it shows the proposal and changes nothing, since mail filters open links; its buttons act. It names a match and
a side, never a date: whatever was sent before, it shows how things stand.
"""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from essaim.areas.campaign.enums import Party
from essaim.areas.campaign.models import Match
from essaim.foundation.accounts import links
from essaim.foundation.accounts.links import SignedLink
from essaim.foundation.audit import trail
from essaim.foundation.kernel.actor import LinkActor

PURPOSE = "campaign.match"
LIFE = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Way:
    """What a link that was read gives: a match, a side, and who acts."""

    match_pk: int
    party: Party
    actor: LinkActor


def make(match: Match, party: Party) -> str:
    """A fresh token for one side."""
    return links.sign(PURPOSE, trail.urn(match), expires=LIFE, side=party.value)


def path(match: Match, party: Party) -> str:
    """The page of one side, on this site."""
    return reverse("campaign:match-answer", args=[make(match, party)])


def address(match: Match, party: Party) -> str:
    """The same, as a letter carries it."""
    return f"{settings.BASE_URL}{path(match, party)}"


def read(token: str) -> Way:
    """Where this token leads; ``LinkExpired`` when its time is over, ``Refused`` when it is not ours."""
    return way(links.read(token, PURPOSE))


def way(link: SignedLink) -> Way:
    """Where this link leads, even once expired."""
    return Way(int(link.urn.partition(":")[2]), Party(link.ids["side"]), link.actor)
