"""Kinds of territories, and how sure their points are."""

from django.db.models import TextChoices


class AcademieKind(TextChoices):
    """What the State calls the education authority of a territory."""

    ACADEMIE = "academie", "académie"
    VICE_RECTORAT = "vice_rectorat", "vice-rectorat"
    SERVICE = "service", "service de l'éducation nationale"


class CommuneKind(TextChoices):
    """What a commune code stands for today (Code officiel géographique)."""

    CURRENT = "current", "commune"
    DELEGATED = "delegated", "commune déléguée"
    ASSOCIATED = "associated", "commune associée"
    ARRONDISSEMENT = "arrondissement", "arrondissement municipal"


class PointKind(TextChoices):
    """What the point of a commune is the point of; empty when no open source gives one."""

    MAIRIE = "mairie", "mairie"
    CENTRE = "centre", "centre de la commune"
    PARENT = "parent", "point de la commune nouvelle"
    POSTCODE = "postcode", "centre des communes de même code postal"
    TOWN = "town", "chef-lieu"
