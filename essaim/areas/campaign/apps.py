"""Declares the area to Django."""

from django.apps import AppConfig


class CampaignConfig(AppConfig):
    """Campaigns: a yearly week where classes ask, ESS actors offer, and both are brought together."""

    name = "essaim.areas.campaign"
    label = "campaign"
    verbose_name = "Semaine"

    def ready(self) -> None:
        """Declare what the area offers to the floors below."""
        from essaim.areas.campaign import hooks

        hooks.register()
