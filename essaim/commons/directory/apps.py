"""Declares the area to Django."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """Schools, classes, ESS organisations, members, correspondents: who is who, and on which date."""

    name = "essaim.commons.directory"
    label = "directory"
    verbose_name = "Annuaire"
