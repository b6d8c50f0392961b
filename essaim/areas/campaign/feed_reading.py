"""Read the agendas whose hour has come. The web is asked outside any transaction: nobody waits behind a slow site."""

from django.utils import timezone

from essaim.areas.campaign.enums import FeedState
from essaim.areas.campaign.models import Feed
from essaim.areas.campaign.services import feeds
from essaim.foundation.fetching import client
from essaim.foundation.fetching.client import WEB, Known, Network
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused

AT_ONCE = 5
"""Agendas read in one round of the worker."""


def read_due(by: Actor, network: Network = WEB) -> int:
    """Read those that are due, the longest waiting first; how many."""
    due = Feed.objects.filter(next_at__lte=timezone.now()).exclude(state=FeedState.STOPPED)
    chosen = list(due.select_related("edition__campaign").order_by("next_at", "pk")[:AT_ONCE])
    for feed in chosen:
        read(by, feed, network)
    return len(chosen)


def read(by: Actor, feed: Feed, network: Network = WEB) -> Feed:
    """Read one agenda: what it says is received, what goes wrong is noted."""
    try:
        found = client.fetch(feed.url, known=Known(feed.etag, feed.last_modified), network=network)
        return feeds.receive(by=by, feed=feed, found=found)
    except Refused as refused:
        feed.refresh_from_db()
        return feeds.note_trouble(by=by, feed=feed, trouble=str(refused))
