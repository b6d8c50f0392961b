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
from essaim.areas.campaign.models import Campaign, Count, Edition
from essaim.areas.campaign.selectors import editions, wording
from essaim.commons.territory.models import Region
from essaim.foundation.figures import indicators
from essaim.foundation.figures import selectors as figures_selectors
from essaim.foundation.figures.domain.scope import FRANCE, Period
from essaim.foundation.figures.indicators import Indicator
from essaim.foundation.kernel import french

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
    """What the edition counts, over its dates, in the words it kept; what counts nothing yet is not shown."""
    period = Period(edition.starts_on, edition.ends_on + dt.timedelta(days=1))
    known, kept = indicators.registered(), {count.indicator: count for count in wording.counts(edition)}
    measured = [known[code] for code in (kept or wording.USUAL) if code in known]
    values = ((indicator, figures_selectors.value(indicator, FRANCE, period)) for indicator in measured)
    return [_counted(indicator, kept.get(indicator.code), value, period) for indicator, value in values if value]


def past(shown: Edition | None, campaign: Campaign) -> Sequence[Edition]:
    """The other editions of a campaign that took place, the latest first."""
    listed = editions.public(campaign.slug).filter(ends_on__lt=timezone.localdate())
    return list((listed.exclude(pk=shown.pk) if shown else listed)[:MOST_PAST])


def regions() -> Mapping[str, str]:
    """The régions by code, mainland first, each by name."""
    return dict(Region.objects.order_by("is_overseas", "sort_key").values_list("pk", "name"))


def _counted(indicator: Indicator, kept: Count | None, value: figures_selectors.Number, period: Period) -> Counted:
    query = urlencode({"du": period.start.isoformat(), "au": period.end.isoformat()})
    return Counted(
        value=french.number(value),
        what=kept.label if kept else indicator.label,
        definition=kept.definition if kept else indicator.definition,
        source=f"Essaim, {french.period(period.start, period.last_day)}",
        href=f"{reverse('figures:indicator-detail', args=[indicator.code])}?{query}",
    )
