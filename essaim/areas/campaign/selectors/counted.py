"""Which editions a figure counts: one alone, those of a campaign in a period, or every one in a period."""

from typing import Any

from django.db.models import Q

from essaim.foundation.figures.domain.scope import Period

EDITION, CAMPAIGN = "edition", "campaign"


def editions(period: Period, about: str = "", path: str = "edition") -> Q:
    """The condition on what stands at ``path`` of an edition; an edition named alone counts whatever its dates."""
    nature, _, slug = about.partition(":")
    if nature == EDITION:
        return Q(**{f"{path}__slug": slug})
    found: dict[str, Any] = {f"{path}__starts_on__gte": period.start, f"{path}__starts_on__lt": period.end}
    if nature == CAMPAIGN:
        found[f"{path}__campaign__slug"] = slug
    return Q(**found)
