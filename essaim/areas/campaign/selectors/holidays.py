"""The school holidays of every académie around the dates of an edition."""

import datetime as dt
from collections.abc import Mapping

from essaim.areas.campaign.domain import holidays
from essaim.areas.campaign.domain.holidays import Check
from essaim.commons.territory.models import Academie
from essaim.commons.territory.selectors import calendars
from essaim.foundation.kernel.school_year import SchoolYear

DATES = ("opens_on", "closes_on", "starts_on", "ends_on")


def check(dates: Mapping[str, dt.date]) -> Check:
    """What the calendars of the académies say of these four dates, in four queries."""
    kept = {name: dates[name] for name in DATES}
    academies = list(Academie.objects.order_by("name"))
    years = [SchoolYear.of(day).starts for day in kept.values()]
    known = calendars.calendars(academies, min(years), max(years))
    return holidays.check({academie.name: known[academie.pk] for academie in academies}, **kept)
