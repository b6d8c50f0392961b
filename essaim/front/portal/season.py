"""What the home says of this year: the edition of the Semaine, and the next dates anybody may come to."""

import datetime as dt
from dataclasses import dataclass
from itertools import islice
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone

from essaim.areas.campaign.enums import Kind, Moment
from essaim.areas.campaign.selectors import editions, public_editions
from essaim.commons.encounters.enums import EventState
from essaim.commons.encounters.selectors import events
from essaim.foundation.kernel import french
from essaim.foundation.kernel.actor import Visitor

MOST_DATES = 4


@dataclass(frozen=True, slots=True)
class EditionOfToday:
    """The edition one speaks of today: its dates in words, what one may do, and until when."""

    title: str
    dates: str
    moment: Moment
    closes_on: dt.date
    starts_on: dt.date
    url: str
    team_url: str

    @property
    def is_open(self) -> bool:
        """Whether a class may register today."""
        return self.moment is Moment.OPEN


@dataclass(frozen=True, slots=True)
class NextDate:
    """One line of « Prochaines dates »."""

    on: dt.date
    title: str
    url: str
    note: str = ""


def edition_of_today() -> EditionOfToday | None:
    """The edition of today, unless none was ever opened."""
    edition = editions.current()
    if edition is None:
        return None
    return EditionOfToday(
        title=edition.title,
        dates=edition.dates,
        moment=public_editions.moment(edition, timezone.localdate()),
        closes_on=edition.closes_on,
        starts_on=edition.starts_on,
        url=reverse("campaign:public-edition"),
        team_url=reverse(f"campaign:registration-begin-{Kind.TEAM.value}"),
    )


def next_dates(edition: EditionOfToday | None) -> list[NextDate]:
    """The milestones of the edition and the public events to come, the nearest first."""
    today = timezone.localdate()
    milestones = [] if edition is None else _milestones(edition)
    found = [*(date for date in milestones if date.on >= today), *_events()]
    return list(islice(sorted(found, key=lambda date: (date.on, date.title)), MOST_DATES))


def _milestones(edition: EditionOfToday) -> list[NextDate]:
    closing = NextDate(edition.closes_on, "Dernier jour pour s’inscrire à la Semaine", edition.url, edition.title)
    start = NextDate(
        edition.starts_on, "La Semaine commence", edition.url, french.typeset(f"{edition.title} : {edition.dates}")
    )
    return [closing, start] if edition.is_open else [start]


def _events() -> list[NextDate]:
    coming = events.upcoming(Visitor()).exclude(state=EventState.CANCELLED)[:MOST_DATES]
    return [
        NextDate(
            event.starts_at.astimezone(ZoneInfo(event.timezone)).date(),
            event.title,
            event.get_absolute_url(),
            ", ".join(filter(None, [event.place, event.host.label])),
        )
        for event in coming
    ]
