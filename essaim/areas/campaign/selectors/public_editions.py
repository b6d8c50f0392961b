"""An edition as its public page tells it: which moment it is, its figures, the editions before."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from essaim.areas.campaign.domain.moments import moment_of
from essaim.areas.campaign.enums import EditionState, Moment
from essaim.areas.campaign.models import Campaign, Edition
from essaim.areas.campaign.selectors import editions
from essaim.commons.territory.models import Region
from essaim.foundation.figures import indicators
from essaim.foundation.figures import selectors as figures_selectors
from essaim.foundation.figures.domain.scope import FRANCE, Period
from essaim.foundation.figures.indicators import Indicator
from essaim.foundation.kernel import french

TOLD: Final = (
    "campaign.requests_registered",
    "campaign.offers_registered",
    "campaign.showcases_registered",
    "campaign.confirmed",
    "campaign.held",
    "campaign.held_pupils",
    "campaign.held_adults",
)
"""What the page of an edition counts, in the order of its life: registered, confirmed, held; pupils, adults apart."""

MOST_PAST: Final = 6


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure of an edition: its value, what it counts, where its rows are."""

    value: str
    what: str
    definition: str
    source: str
    href: str


def moment(edition: Edition, today: dt.date) -> Moment:
    """Where the year of an edition stands on this day."""
    return moment_of(
        is_open=edition.is_open,
        is_announced=edition.state == EditionState.ANNOUNCED,
        starts_on=edition.starts_on,
        ends_on=edition.ends_on,
        today=today,
    )


def figures(edition: Edition) -> list[Counted]:
    """Registered, confirmed, held, over the dates of the edition; what counts nothing yet is not shown."""
    period = Period(edition.starts_on, edition.ends_on + dt.timedelta(days=1))
    known = indicators.registered()
    measured = ((known[code], period) for code in TOLD if code in known)
    values = ((indicator, figures_selectors.value(indicator, FRANCE, period)) for indicator, period in measured)
    return [_counted(indicator, value, period) for indicator, value in values if value]


def past(shown: Edition | None, campaign: Campaign) -> Sequence[Edition]:
    """The other editions of a campaign that took place, the latest first."""
    listed = editions.public(campaign.slug).filter(ends_on__lt=timezone.localdate())
    return list((listed.exclude(pk=shown.pk) if shown else listed)[:MOST_PAST])


def regions() -> Mapping[str, str]:
    """The régions by code, mainland first, each by name."""
    return dict(Region.objects.order_by("is_overseas", "sort_key").values_list("pk", "name"))


def _counted(indicator: Indicator, value: figures_selectors.Number, period: Period) -> Counted:
    query = urlencode({"du": period.start.isoformat(), "au": period.end.isoformat()})
    return Counted(
        value=french.number(value),
        what=indicator.label,
        definition=indicator.definition,
        source=f"Essaim, {french.period(period.start, period.last_day)}",
        href=f"{reverse('figures:indicator-detail', args=[indicator.code])}?{query}",
    )
