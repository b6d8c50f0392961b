"""What the worker does for campaigns: remind every hour of what is due that day, end silences, forget once a day."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import TypeVar

from django.utils import timezone

from essaim.areas.campaign import feed_reading
from essaim.areas.campaign.models import Reminder
from essaim.areas.campaign.selectors import digests
from essaim.areas.campaign.selectors import reminders as waiting
from essaim.areas.campaign.selectors.reminders import DueRegistration, DueReport, DueSide
from essaim.areas.campaign.services import letter_choices, reminders, retention, silences
from essaim.foundation.audit.models import Entry
from essaim.foundation.kernel.actor import SystemActor
from essaim.foundation.kernel.errors import Refused

BY = SystemActor("ménage")
READER = SystemActor("agendas")
REMINDER = SystemActor("relances")
DIGEST = SystemActor("résumés")
EVERY = dt.timedelta(days=1)
FIRST_HOUR = 7
"""Letters that nobody asked for do not leave at night."""

T = TypeVar("T")


def forget_old() -> int:
    """Forget drafts and contacts that are out of date, unless it was done within the day; how many."""
    done = Entry.objects.filter(action="campaign.registration.forgotten", at__gt=timezone.now() - EVERY)
    return 0 if done.exists() else sum(retention.forget(by=BY).values())


def remind() -> int:
    """Send the reminders of the day, each once whoever else is sending; how many left."""
    if not _is_day():
        return 0
    today = timezone.localdate()
    return (
        _each(waiting.due_sides(today), _side)
        + _each(waiting.to_moderate(today), _reader)
        + _each(waiting.drafts(today), _author)
        + _each(waiting.reports(today), _report)
    )


def end_silences() -> int:
    """Free the places nobody answered for after the last reminder, and propose what comes next; how many."""
    if not _is_day():
        return 0
    return _each(waiting.lapsed(timezone.localdate()), lambda match: silences.lapse(by=REMINDER, match=match))


def send_digests() -> int:
    """Send the digests of the day to those whom something waits for; how many."""
    if not _is_day():
        return 0
    return _each(digests.due(timezone.localdate()), lambda one: letter_choices.send_digest(by=DIGEST, choice=one))


def _side(due: DueSide) -> Reminder:
    return reminders.remind_side(by=REMINDER, match=due.match, party=due.party, rank=due.rank)


def _reader(due: DueRegistration) -> Reminder:
    return reminders.remind_reader(by=REMINDER, registration=due.registration, rank=due.rank)


def _author(due: DueRegistration) -> Reminder:
    return reminders.remind_author(by=REMINDER, registration=due.registration, rank=due.rank)


def _report(due: DueReport) -> Reminder:
    return reminders.remind_report(by=REMINDER, match=due.match, rank=due.rank)


def _each(rows: Iterable[T], gesture: Callable[[T], object]) -> int:
    """One transaction each: what another worker did first, or what was answered in between, is left out."""
    done = 0
    for row in rows:
        try:
            gesture(row)
        except Refused:
            continue
        done += 1
    return done


def _is_day() -> bool:
    return timezone.localtime().hour >= FIRST_HOUR


def read_feeds() -> int:
    """Read again the agendas that are followed and whose hour has come; how many."""
    return feed_reading.read_due(READER)
