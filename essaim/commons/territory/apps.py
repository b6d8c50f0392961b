"""Declares the area to Django."""

from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    """Régions, académies, départements, communes, CRESS areas, holidays, outlines."""

    name = "essaim.commons.territory"
    label = "territory"
    verbose_name = "Territoires"
