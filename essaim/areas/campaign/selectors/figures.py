"""How many registrations count, for the figures Essaim publishes: those accepted, by territory.

An edition belongs to a period when its first day does. Pupils are those of classes, each class once whatever it sent.
"""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from essaim.areas.campaign.enums import Kind, RegistrationState
from essaim.areas.campaign.models import MODELS
from essaim.areas.campaign.selectors.registrations import JOINED
from essaim.commons.directory.models import SchoolClass
from essaim.foundation.figures.domain.scope import FRANCE_KIND, Period, Scope

PATHS: Mapping[str, str] = {"region": "region_id", "academie": "academie_id", "departement": "departement_id"}
CLASS_PATHS: Mapping[str, str] = {
    "region": "school__academie__region_id",
    "academie": "school__academie_id",
    "departement": "school__departement_id",
}


def registered(kind: Kind, scope_kind: str, codes: Collection[str], period: Period) -> Mapping[str, int]:
    """Accepted registrations of one kind, by territory, in one query."""
    found = _accepted(kind, period)
    if scope_kind == FRANCE_KIND:
        return {"": found.count()}
    path = PATHS[scope_kind]
    return _by(found.filter(**{f"{path}__in": list(codes)}), path, Count("pk"))


def registered_rows(kind: Kind, scope: Scope, period: Period) -> QuerySet[Any]:
    """The registrations a value counts."""
    found = _accepted(kind, period).select_related(*JOINED[kind])
    if scope.kind != FRANCE_KIND:
        found = found.filter(**{PATHS[scope.kind]: scope.code})
    return found.order_by("submitted_at", "pk")


def pupils_registered(scope_kind: str, codes: Collection[str], period: Period) -> Mapping[str, int]:
    """Pupils of the classes registered, by territory."""
    found = _classes(period)
    if scope_kind == FRANCE_KIND:
        return {"": found.aggregate(n=Sum("pupils"))["n"] or 0}
    path = CLASS_PATHS[scope_kind]
    return _by(found.filter(**{f"{path}__in": list(codes)}), path, Sum("pupils"))


def pupils_registered_rows(scope: Scope, period: Period) -> QuerySet[SchoolClass]:
    """The classes whose pupils are summed."""
    found = _classes(period).select_related("school")
    if scope.kind != FRANCE_KIND:
        found = found.filter(**{CLASS_PATHS[scope.kind]: scope.code})
    return found.order_by("school__sort_key", "pk")


def _accepted(kind: Kind, period: Period) -> QuerySet[Any]:
    return MODELS[kind]._base_manager.filter(
        state=RegistrationState.ACCEPTED,
        edition__starts_on__gte=period.start,
        edition__starts_on__lt=period.end,
    )


def _classes(period: Period) -> QuerySet[SchoolClass]:
    sent = [_accepted(kind, period).values("school_class") for kind in (Kind.TEAM, Kind.SHOWCASE)]
    return SchoolClass.objects.filter(Q(pk__in=sent[0]) | Q(pk__in=sent[1]))


def _by(found: QuerySet[Any], path: str, measure: Count | Sum) -> Mapping[str, int]:
    return dict(found.order_by().values(code=F(path)).annotate(n=measure).values_list("code", "n"))
