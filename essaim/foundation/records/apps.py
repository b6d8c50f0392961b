"""Declares the area to Django."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Model bases: dated validity with successors, timestamps."""

    name = "essaim.foundation.records"
    label = "records"
    verbose_name = "Registres"
