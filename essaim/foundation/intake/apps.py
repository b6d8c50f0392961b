"""Declares the area to Django."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Files in: mapping, dry run, duplicates, apply, undo."""

    name = "essaim.foundation.intake"
    label = "intake"
    verbose_name = "Imports"
