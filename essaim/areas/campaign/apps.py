"""Declares the area to Django."""

from django.apps import AppConfig


class CampaignConfig(AppConfig):
    """Campaigns: a yearly week where classes ask, ESS actors offer, and both are brought together."""

    name = "essaim.areas.campaign"
    label = "campaign"
    verbose_name = "Semaine"
