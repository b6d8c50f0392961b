"""How many organisations, and how much of the country is covered, for the figures Essaim publishes."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce

from essaim.commons.directory.enums import Ending
from essaim.commons.directory.models import Organisation, Seat, Tenure
from essaim.commons.territory.models import Academie
from essaim.foundation.figures.domain.scope import FRANCE_KIND, Period, Scope
from essaim.foundation.kernel.actor import Role


def placed() -> QuerySet[Organisation]:
    """Organisations with the codes of the territories they are in: that of their commune, else the one they serve."""
    commune, own = "commune__departement", "departement"
    return Organisation.objects.exclude(ending=Ending.DUPLICATE).annotate(
        in_departement=Coalesce(f"{commune}_id", own),
        in_academie=Coalesce(f"{commune}__academie", f"{own}__academie", "academie"),
        in_region=Coalesce(f"{commune}__region", f"{own}__region", "academie__region", "region"),
    )


def organisations(kind: str, codes: Collection[str], period: Period) -> Mapping[str, int]:
    """Organisations of the directory on the first day of the period, by territory, in one query."""
    found = _on(period)
    if kind == FRANCE_KIND:
        return {"": found.count()}
    return _counted(found.filter(**{f"in_{kind}__in": list(codes)}), f"in_{kind}")


def organisations_rows(scope: Scope, period: Period) -> QuerySet[Organisation]:
    """The organisations a value counts."""
    found = _on(period)
    if scope.kind != FRANCE_KIND:
        found = found.filter(**{f"in_{scope.kind}": scope.code})
    return found.order_by("sort_key", "pk")


def academies_covered(kind: str, codes: Collection[str], period: Period) -> Mapping[str, int]:
    """Académies whose correspondent's seat is held on the first day of the period, by région."""
    found = _covered(period)
    if kind == FRANCE_KIND:
        return {"": found.count()}
    return _counted(found.filter(region__in=list(codes)), "region")


def academies_covered_rows(scope: Scope, period: Period) -> QuerySet[Academie]:
    """Those académies."""
    found = _covered(period)
    if scope.kind != FRANCE_KIND:
        found = found.filter(region=scope.code)
    return found.order_by("sort_key")


def seats_of_academies(keys: Collection[int | str], since: int) -> Mapping[int | str, Collection[str]]:  # noqa: ARG001 (a trace)
    """The seats of correspondent of these académies and the accounts that held them: what gestures on them explain."""
    found: dict[int | str, set[str]] = defaultdict(set)
    seats = Seat.objects.filter(role=Role.CORRESPONDENT, academie__in=list(keys)).order_by("pk")
    for academie, seat, user in seats.values_list("academie", "pk", "tenures__user"):
        found[academie] |= {f"directory.seat:{seat}", *([f"accounts.user:{user}"] if user else [])}
    return found


def _on(period: Period) -> QuerySet[Organisation]:
    return placed().filter(Organisation.objects.all().at(period.start))


def _covered(period: Period) -> QuerySet[Academie]:
    day = period.start
    held = Tenure.objects.on(day).filter(Q(seat__role=Role.CORRESPONDENT, user__is_active=True))
    return Academie.objects.on(day).filter(pk__in=held.values("seat__academie"))


def _counted(found: QuerySet, path: str) -> Mapping[str, int]:
    return dict(found.order_by().values(place=F(path)).annotate(n=Count("pk")).values_list("place", "n"))
