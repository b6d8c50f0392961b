"""Declares the area to Django."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """Composed bilans and their sign-off; reads through selectors and figures."""

    name = "essaim.front.reporting"
    label = "reporting"
    verbose_name = "Bilans"
