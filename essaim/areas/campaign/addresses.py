"""The address of a page of a campaign, for letters and lists as for views."""

from typing import Any

from django.urls import reverse

from essaim.areas.campaign.models import Campaign


def address(name: str, campaign: Campaign, **more: Any) -> str:
    """The address of a page of this campaign: ``address("public-map", campaign)``."""
    return reverse(f"campaign:{name}", kwargs={"campaign": campaign.slug, **more})
