"""Declares the area to Django."""

from django.apps import AppConfig


class EncountersConfig(AppConfig):
    """Rencontres planned, held, counted once; évènements with programme, invitations, attendance."""

    name = "essaim.commons.encounters"
    label = "encounters"
    verbose_name = "Rencontres"

    def ready(self) -> None:
        """Declare what the area offers to the floors below."""
        from essaim.commons.encounters import hooks

        hooks.register()
