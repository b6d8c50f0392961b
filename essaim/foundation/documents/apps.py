"""Declares the area to Django."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Typst PDF, ODT and ODS, charts as SVG."""

    name = "essaim.foundation.documents"
    label = "documents"
    verbose_name = "Documents"
