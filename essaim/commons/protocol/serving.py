"""What serves a commitment through a link of the kind ``serves``: classes and organisations, counted once each.

Encounters, events and editions name their commitment themselves; classes and organisations are tied to it when they
register, for as long as it is true.
"""

from collections.abc import Collection, Mapping

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Value
from django.db.models.fields import CharField
from django.db.models.functions import Cast, Concat

from essaim.commons.directory.models import Organisation, SchoolClass
from essaim.commons.directory.selectors import organisation_figures, school_figures
from essaim.commons.protocol.models import Commitment
from essaim.foundation.figures.domain.scope import FRANCE_KIND, Period, Scope
from essaim.foundation.links.models import Link

SERVES = "serves"
"""The kind of link between what serves and the commitment."""

CLASS, ORGANISATION, COMMITMENT = "directory.schoolclass", "directory.organisation", "protocol.commitment"
SOURCES = frozenset({CLASS, ORGANISATION, "directory.school"})


def classes(axis: int, kind: str, codes: Collection[str], period: Period) -> Mapping[str, int]:
    """Classes that served the axis at some time of the period, by territory of their school."""
    found = _serving(SchoolClass.objects.all(), CLASS, axis, period)
    if kind == FRANCE_KIND:
        return {"": found.count()}
    path = f"school__{school_figures.PATHS[kind]}"
    return _counted(found.filter(**{f"{path}__in": list(codes)}), path)


def classes_rows(axis: int, scope: Scope, period: Period) -> QuerySet[SchoolClass]:
    """Those classes."""
    found = _serving(SchoolClass.objects.select_related("school"), CLASS, axis, period)
    if scope.kind != FRANCE_KIND:
        found = found.filter(**{f"school__{school_figures.PATHS[scope.kind]}": scope.code})
    return found.order_by("school__sort_key", "pk")


def classes_seen_by(user: object, rows: QuerySet) -> QuerySet:
    """The classes of one's own schools and territories: a class is known inside the network of its place."""
    return school_figures.classes_seen_by(user, rows)


def organisations(axis: int, kind: str, codes: Collection[str], period: Period) -> Mapping[str, int]:
    """Organisations that served the axis at some time of the period, by the territory they are in."""
    found = _serving(organisation_figures.placed(), ORGANISATION, axis, period)
    if kind == FRANCE_KIND:
        return {"": found.count()}
    return _counted(found.filter(**{f"in_{kind}__in": list(codes)}), f"in_{kind}")


def organisations_rows(axis: int, scope: Scope, period: Period) -> QuerySet[Organisation]:
    """Those organisations."""
    found = _serving(organisation_figures.placed(), ORGANISATION, axis, period)
    if scope.kind != FRANCE_KIND:
        found = found.filter(**{f"in_{scope.kind}": scope.code})
    return found.order_by("sort_key", "pk")


def _counted(found: QuerySet, path: str) -> Mapping[str, int]:
    return dict(found.order_by().values(place=F(path)).annotate(n=Count("pk")).values_list("place", "n"))


def _serving(found: QuerySet, model: str, axis: int, period: Period) -> QuerySet:
    wanted = Commitment.objects.filter(axis__agreement__slug="protocole", axis__number=axis)
    named = wanted.annotate(urn=_urn(COMMITMENT)).values("urn")
    links = Link.objects.during(period.start, period.end).filter(kind=SERVES, target__in=named)
    return found.annotate(urn=_urn(model)).filter(Exists(links.filter(source=OuterRef("urn"))))


def _urn(model: str) -> Concat:
    return Concat(Value(f"{model}:"), Cast("pk", CharField()), output_field=CharField())
