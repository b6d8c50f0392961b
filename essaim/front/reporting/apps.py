"""Declares the area to Django."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """Composed bilans and their sign-off; reads through selectors and figures."""

    name = "essaim.front.reporting"
    label = "reporting"
    verbose_name = "Bilans"

    def ready(self) -> None:
        """Declare what the area offers to the floors below."""
        from essaim.front.reporting import hooks

        hooks.register()
