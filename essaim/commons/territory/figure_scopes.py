"""The territories figures are told for: régions, académies and départements of today, by code."""

from collections.abc import Mapping

from essaim.commons.territory.models import Academie, Departement, Region
from essaim.foundation.figures import indicators
from essaim.foundation.figures.indicators import ScopeKind


def register() -> None:
    """Called once, when the area is ready."""
    indicators.register_scope(ScopeKind("region", "Par région", regions))
    indicators.register_scope(ScopeKind("academie", "Par académie", academies))
    indicators.register_scope(ScopeKind("departement", "Par département", departements))


def regions() -> Mapping[str, str]:
    """The 18 régions, by name."""
    return dict(Region.objects.order_by("sort_key").values_list("pk", "name"))


def academies() -> Mapping[str, str]:
    """The académies of today, by name, each with its full name: « académie de Dijon »."""
    return {row.pk: row.full_name for row in Academie.objects.filter(valid_until=None).order_by("sort_key")}


def departements() -> Mapping[str, str]:
    """The départements, by name."""
    return dict(Departement.objects.order_by("sort_key").values_list("pk", "name"))
