"""How many schools, for the figures Essaim publishes."""

from collections.abc import Collection, Mapping

from django.db.models import Count, Q, QuerySet

from essaim.commons.directory.enums import Degree, SchoolState
from essaim.commons.directory.models import School, SchoolQuerySet
from essaim.commons.directory.scoping import NOTHING, scope_of
from essaim.foundation.figures.domain.scope import FRANCE_KIND, Period, Scope
from essaim.foundation.kernel.actor import Actor

PATHS: Mapping[str, str] = {
    "region": "departement__region_id",
    "academie": "academie_id",
    "departement": "departement_id",
}
"""Where the code of a territory stands, seen from a school."""


def schools_open(kind: str, codes: Collection[str], period: Period) -> Mapping[str, int]:
    """Schools open on the first day of the period, by territory, in one query."""
    schools = _open_on(period)
    if kind == FRANCE_KIND:
        return {"": schools.count()}
    path = PATHS[kind]
    counted = schools.filter(**{f"{path}__in": list(codes)}).order_by(path).values(path).annotate(n=Count("pk"))
    return dict(counted.values_list(path, "n"))


def schools_open_rows(scope: Scope, period: Period) -> SchoolQuerySet:
    """The schools a value counts."""
    schools = _open_on(period).placed()
    if scope.kind != FRANCE_KIND:
        schools = schools.filter(**{PATHS[scope.kind]: scope.code})
    return schools.order_by("sort_key", "pk")


def classes_seen_by(user: object, rows: QuerySet) -> QuerySet:
    """Among classes, those of one's own schools and territories."""
    scope = scope_of(user) if isinstance(user, Actor) else NOTHING
    if scope.is_national:
        return rows
    mine = Q(school__in=scope.schools) | Q(school__departement__in=scope.departements)
    mine |= Q(school__academie__in=scope.academies) | Q(school__departement__region__in=scope.regions)
    return rows.filter(mine)


def _open_on(period: Period) -> SchoolQuerySet:
    day = period.start
    opened = Q(opened_on__isnull=True) & ~Q(state=SchoolState.TO_OPEN) | Q(opened_on__lte=day)
    not_closed = Q(closed_on__isnull=True) | Q(closed_on__gt=day)
    return School.objects.exclude(degree=Degree.NONE).filter(opened & not_closed)
