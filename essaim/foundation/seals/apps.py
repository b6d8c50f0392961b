"""Declares the area to Django."""

from django.apps import AppConfig


class SealsConfig(AppConfig):
    """A text frozen by its digest, validated by parties in a declared capacity."""

    name = "essaim.foundation.seals"
    label = "seals"
    verbose_name = "Sceaux"
