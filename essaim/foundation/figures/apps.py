"""Declares the area to Django."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    """Named indicators: definition, period type, scope, source; frozen values."""

    name = "essaim.foundation.figures"
    label = "figures"
    verbose_name = "Chiffres"
