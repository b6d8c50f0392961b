"""Declares the area to Django."""

from django.apps import AppConfig


class LinksConfig(AppConfig):
    """Typed, dated ties between objects of any two areas, by URN."""

    name = "essaim.foundation.links"
    label = "links"
    verbose_name = "Liens"
