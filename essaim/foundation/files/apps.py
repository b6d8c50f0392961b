"""Declares the area to Django."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Uploads: sniffed, bounded, inert."""

    name = "essaim.foundation.files"
    label = "files"
    verbose_name = "Fichiers"
