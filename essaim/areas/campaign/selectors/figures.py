"""How many registrations count, for the figures Essaim publishes: those accepted, by territory.

Editions are those of ``counted.editions``: one alone, or those that begin in a period. Pupils are those of classes,
each class once whatever it sent.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from essaim.areas.campaign.enums import Kind, RegistrationState
from essaim.areas.campaign.models import MODELS, ClassRequest, Showcase
from essaim.areas.campaign.selectors import counted
from essaim.areas.campaign.selectors.registrations import JOINED, visible
from essaim.commons.directory.models import SchoolClass
from essaim.commons.directory.scoping import scope_of
from essaim.foundation.figures.domain.scope import FRANCE_KIND, Period, Scope
from essaim.foundation.figures.tracing import Key
from essaim.foundation.kernel.actor import Actor

PATHS: Mapping[str, str] = {"region": "region_id", "academie": "academie_id", "departement": "departement_id"}
CLASS_PATHS: Mapping[str, str] = {
    "region": "school__academie__region_id",
    "academie": "school__academie_id",
    "departement": "school__departement_id",
}


def registered(
    kind: Kind, scope_kind: str, codes: Collection[str], period: Period, about: str = ""
) -> Mapping[str, int]:
    """Accepted registrations of one kind, by territory, in one query."""
    found = _accepted(kind, period, about)
    if scope_kind == FRANCE_KIND:
        return {"": found.count()}
    path = PATHS[scope_kind]
    return _by(found.filter(**{f"{path}__in": list(codes)}), path, Count("pk"))


def registered_rows(kind: Kind, scope: Scope, period: Period, about: str = "") -> QuerySet[Any]:
    """The registrations a value counts."""
    found = _accepted(kind, period, about).select_related(*JOINED[kind])
    if scope.kind != FRANCE_KIND:
        found = found.filter(**{PATHS[scope.kind]: scope.code})
    return found.order_by("submitted_at", "pk")


def pupils_registered(scope_kind: str, codes: Collection[str], period: Period, about: str = "") -> Mapping[str, int]:
    """Pupils of the classes registered, by territory."""
    found = _classes(period, about)
    if scope_kind == FRANCE_KIND:
        return {"": found.aggregate(n=Sum("pupils"))["n"] or 0}
    path = CLASS_PATHS[scope_kind]
    return _by(found.filter(**{f"{path}__in": list(codes)}), path, Sum("pupils"))


def pupils_registered_rows(scope: Scope, period: Period, about: str = "") -> QuerySet[SchoolClass]:
    """The classes whose pupils are summed."""
    found = _classes(period, about).select_related("school")
    if scope.kind != FRANCE_KIND:
        found = found.filter(**{CLASS_PATHS[scope.kind]: scope.code})
    return found.order_by("school__sort_key", "pk")


def seen_by(user: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Among registrations, those of the territories one answers for."""
    return visible(rows, scope_of(user))


def registrations_of_classes(keys: Collection[Key], since: int) -> Mapping[Key, Collection[str]]:  # noqa: ARG001 (a trace)
    """The requests and actions of these classes: gestures on them bring a class in, or out."""
    found: dict[Key, set[str]] = defaultdict(set)
    for model in (ClassRequest, Showcase):
        sent: QuerySet[Any] = model._base_manager.filter(school_class__in=list(keys)).order_by("pk")
        for pk, group in sent.values_list("pk", "school_class"):
            found[group].add(f"{model._meta.label_lower}:{pk}")
    return found


def _accepted(kind: Kind, period: Period, about: str) -> QuerySet[Any]:
    return MODELS[kind]._base_manager.filter(counted.editions(period, about), state=RegistrationState.ACCEPTED)


def _classes(period: Period, about: str) -> QuerySet[SchoolClass]:
    sent = [_accepted(kind, period, about).values("school_class") for kind in (Kind.TEAM, Kind.SHOWCASE)]
    return SchoolClass.objects.filter(Q(pk__in=sent[0]) | Q(pk__in=sent[1]))


def _by(found: QuerySet[Any], path: str, measure: Count | Sum) -> Mapping[str, int]:
    return dict(found.order_by().values(code=F(path)).annotate(n=measure).values_list("code", "n"))
