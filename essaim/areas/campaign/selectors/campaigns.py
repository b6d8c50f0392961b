"""Which campaigns there are, who carries each today."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from essaim.areas.campaign.data import loading
from essaim.areas.campaign.models import Campaign, CoPilot, Edition
from essaim.foundation.records.models import DatedQuerySet

SEMAINE = loading.SLUG
"""The campaign of the Semaine de l'ESS à l'école."""


def of_address(slug: str) -> Campaign | None:
    """The campaign of an address. The Semaine has its page even before anybody prepared it."""
    found = Campaign.objects.filter(slug=slug).first()
    if found is None and slug == SEMAINE:
        return Campaign(slug=SEMAINE, name=loading.name(), tagline=loading.tagline())
    return found


def campaigns() -> QuerySet[Campaign]:
    """Every campaign with its editions, the latest first, in two queries."""
    editions = Edition.objects.select_related("campaign").order_by("-starts_on", "-number")
    return Campaign.objects.prefetch_related(Prefetch("editions", editions)).order_by("pk")


def copilots(campaign: Campaign) -> DatedQuerySet:
    """Who carries it, and who did, the latest first."""
    rows: DatedQuerySet = CoPilot.objects.filter(campaign=campaign)
    return rows.select_related("organisation").order_by("-valid_from", "pk")


def copilots_on(campaign: Campaign, day: dt.date | None = None) -> Sequence[CoPilot]:
    """Who carries it on a day: today when none is given."""
    if campaign.pk is None:
        return []
    return list(copilots(campaign).on(day or timezone.localdate()))
