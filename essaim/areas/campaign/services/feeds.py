"""Follow somebody's agenda: ask for it, receive what it says, note what goes wrong, stop."""

import datetime as dt
import tempfile
from pathlib import Path
from typing import Final

from django.utils import timezone

from essaim.areas.campaign.enums import FeedState
from essaim.areas.campaign.event_importer import PUBLISH, REREAD, FeedImporter
from essaim.areas.campaign.models import Edition, Feed
from essaim.areas.campaign.policies import imports as policies
from essaim.foundation.audit.trail import gesture, record
from essaim.foundation.fetching import targets
from essaim.foundation.fetching.client import Found
from essaim.foundation.fetching.sniffing import Nature
from essaim.foundation.intake import selectors as intake
from essaim.foundation.intake import services as imports
from essaim.foundation.kernel import digest
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused

EVERY: Final = dt.timedelta(hours=3)
SLOWEST: Final = dt.timedelta(days=1)
LOST_HEART: Final = 30
"""Failures in a row after which an agenda is no longer read by itself: about a month."""

NAMES: Final = {Nature.CALENDAR: "agenda.ics", Nature.JSON: "agenda.json", Nature.TABLE: "agenda.csv"}


@gesture
def follow(*, by: Actor, edition: Edition, title: str, url: str, is_trusted: bool = False) -> Feed:
    """Read this agenda by itself from now on. Publishing it without rereading is the national coordination's choice."""
    policies.ensure_can_follow(by)
    if is_trusted:
        policies.ensure_can_publish(by)
    address = targets.read(url).url
    if edition.feeds.filter(url=address).exists():
        raise Refused("Cet agenda est déjà suivi pour cette édition.")
    feed = Feed.objects.create(edition=edition, title=title.strip(), url=address, is_trusted=is_trusted)
    record(by, "campaign.feed.followed", feed, edition=edition.pk)
    return feed


@gesture
def stop(*, by: Actor, feed: Feed) -> Feed:
    """Read it no more; its events stay, and are changed by hand."""
    policies.ensure_can_follow(by)
    feed.state = FeedState.STOPPED
    feed.save(update_fields=["state", "updated_at"])
    record(by, "campaign.feed.stopped", feed)
    return feed


@gesture
def hasten(*, by: Actor, feed: Feed) -> Feed:
    """Read it at the next round, whatever it said last."""
    policies.ensure_can_follow(by)
    feed.next_at = timezone.now()
    feed.etag = feed.last_modified = feed.content_digest = ""
    if feed.state == FeedState.STOPPED:
        feed.state = FeedState.NEVER
    feed.save()
    record(by, "campaign.feed.hastened", feed)
    return feed


@gesture
def receive(*, by: Actor, feed: Feed, found: Found) -> Feed:
    """What the agenda says now. Nothing changed: only the hour is noted. Else an import, undone like any other."""
    policies.ensure_can_follow(by)
    now = timezone.now()
    content = digest.of_bytes(found.content) if not found.is_unchanged else feed.content_digest
    batch = None
    if content != feed.content_digest:
        batch = _import(by, feed, found)
        feed.etag, feed.last_modified, feed.content_digest = found.etag, found.last_modified, content
    if batch is not None:
        feed.batch_id, feed.changed_at = batch, now
    feed.state, feed.failures, feed.trouble = FeedState.READ, 0, ""
    feed.read_at, feed.next_at = now, now + EVERY
    feed.save()
    record(by, "campaign.feed.read", feed, batch=batch or 0)
    return feed


@gesture
def note_trouble(*, by: Actor, feed: Feed, trouble: str) -> Feed:
    """It could not be read: say why, and try again, less and less often."""
    policies.ensure_can_follow(by)
    feed.failures += 1
    feed.trouble = trouble[:500]
    feed.state = FeedState.STOPPED if feed.failures >= LOST_HEART else FeedState.FAILING
    feed.next_at = timezone.now() + min(EVERY * 2 ** min(feed.failures - 1, 5), SLOWEST)
    feed.save()
    record(by, "campaign.feed.failed", feed, failures=feed.failures)
    return feed


def _import(by: Actor, feed: Feed, found: Found) -> int | None:
    """The number of the import, or None when every line was already here."""
    name = NAMES.get(found.nature)
    if name is None:
        raise Refused(
            "Cette adresse donne une page, pas un agenda : prenez celle du flux iCalendar (.ics) ou de l'export."
        )
    options = {
        "edition": feed.edition.slug,
        "relecture": PUBLISH if feed.is_trusted else REREAD,
        "feed": str(feed.pk),
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(found.content)
        summary = intake.dry_run(FeedImporter.kind, [path], options=options)
        if not (summary.new or summary.changed or summary.closed):
            return None
        done = imports.import_files(by=by, kind=FeedImporter.kind, paths=[path], options=options)
    return int(done.pk)
