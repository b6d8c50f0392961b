"""Declares the area to Django."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Home, search over all areas, legal pages, health, the demo season's loader."""

    name = "essaim.front.portal"
    label = "portal"
    verbose_name = "Accueil"
