"""Who covers what: seats, their holders, and the route a request takes."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from essaim.commons.directory.domain.routing import ACTOR_LADDER, LADDER, Area, Post, Route, route
from essaim.commons.directory.enums import Degree, OrganisationKind
from essaim.commons.directory.models import SCOPE_OF_ROLE, Organisation, School, Seat, Tenure
from essaim.commons.directory.naming import Answer, post_names
from essaim.commons.directory.scoping import area_of_departement, area_of_organisation, area_of_school
from essaim.commons.territory.models import Academie, Departement, Region
from essaim.foundation.accounts.models import User
from essaim.foundation.kernel.actor import Role

TERRITORIAL = (Role.OCCE, Role.CORRESPONDENT, Role.CRESS, Role.NATIONAL)


def held_posts(date: dt.date | None = None) -> frozenset[Post]:
    """The territorial seats that at least one active person holds on this date."""
    tenures = Tenure.objects.on(date or timezone.localdate()).filter(seat__role__in=TERRITORIAL, user__is_active=True)
    rows = tenures.values_list("seat__role", "seat__departement", "seat__academie", "seat__region").distinct()
    return frozenset(Post(Role(role), dep or academie or region or "") for role, dep, academie, region in rows)


def route_for_school(school: School, date: dt.date | None = None) -> Route:
    """Who answers for this school, climbing over vacant seats."""
    return route(area_of_school(school), held_posts(date), LADDER[Degree(school.degree)])


def route_for_organisation(organisation: Organisation, date: dt.date | None = None) -> Route:
    """Who answers for this ESS actor."""
    return route(area_of_organisation(organisation), held_posts(date), ACTOR_LADDER)


def answer(found: Route) -> Answer:
    """A route with the names of its posts, in at most one query a level."""
    posts = [*found.vacant, *([found.post] if found.post else [])]
    codes = {role: [post.code for post in posts if post.role is role] for role in TERRITORIAL}
    regions = Region.objects.filter(pk__in=codes[Role.CRESS]).order_by("pk") if codes[Role.CRESS] else ()
    academies = (
        Academie.objects.filter(pk__in=codes[Role.CORRESPONDENT]).order_by("pk") if codes[Role.CORRESPONDENT] else ()
    )
    departements = Departement.objects.filter(pk__in=codes[Role.OCCE]).order_by("pk") if codes[Role.OCCE] else ()
    return Answer(found, post_names(regions, academies, departements))


ASKERS = (
    ("École maternelle ou élémentaire", LADDER[Degree.FIRST]),
    ("Collège, lycée, MFR, CFA", LADDER[Degree.SECOND]),
    ("Enseignement supérieur", LADDER[Degree.HIGHER]),
    ("Acteur de l’ESS", ACTOR_LADDER),
)
"""Those who may ask, and in which order the seats are tried for them."""


@dataclass(frozen=True, slots=True)
class LocalAnswers:
    """Who answers in a département, for each of those who may ask."""

    departement: Departement
    answers: tuple[tuple[str, Answer], ...]


def answers_in(departement: Departement, date: dt.date | None = None) -> LocalAnswers:
    """Who answers here: a primary school, a secondary school, a university, an ESS actor."""
    return _local(departement, held_posts(date))


def answers_everywhere(date: dt.date | None = None) -> list[LocalAnswers]:
    """Who answers in each département, in two queries: the whole of the public page, as a table."""
    held = held_posts(date)
    return [_local(departement, held) for departement in departements()]


def _local(departement: Departement, held: frozenset[Post]) -> LocalAnswers:
    area = area_of_departement(departement)
    regions = [departement.region] if departement.region else []
    names = post_names(regions, [departement.academie], [departement])
    return LocalAnswers(departement, tuple((who, Answer(route(area, held, ladder), names)) for who, ladder in ASKERS))


def departements() -> QuerySet[Departement]:
    """Every département and territory with schools, with what an answer needs."""
    return Departement.objects.select_related("region", "academie").order_by("code")


def holders(post: Post, date: dt.date | None = None) -> QuerySet[User]:
    """The people behind a post on this date, in the order of their arrival."""
    date = date or timezone.localdate()
    scope = SCOPE_OF_ROLE[post.role]
    seats = Seat.objects.filter(role=post.role)
    if post.role is not Role.NATIONAL:
        seats = seats.filter(**{f"{scope}_id": post.code})
    tenures = Tenure.objects.on(date).filter(seat__in=seats)
    return User.objects.filter(is_active=True, tenures__in=tenures).distinct().order_by("pk")


@dataclass(frozen=True, slots=True)
class AcademieCoverage:
    """An académie on the public page: its correspondence and the OCCE animation of its départements."""

    academie: Academie
    is_held: bool
    answers: Answer
    departements: tuple[tuple[Departement, bool], ...]

    @property
    def occe_held(self) -> int:
        """How many départements have an OCCE animator known to Essaim."""
        return sum(held for _, held in self.departements)


@dataclass(frozen=True, slots=True)
class RegionCoverage:
    """A région on the public page: its CRESS and its académies."""

    region: Region
    cress: Organisation | None
    is_held: bool
    academies: tuple[AcademieCoverage, ...]


def coverage(date: dt.date | None = None) -> Sequence[RegionCoverage]:
    """Who covers what, région by région: a constant number of queries."""
    date = date or timezone.localdate()
    held = held_posts(date)
    cress = {o.region_id: o for o in Organisation.objects.on(date).filter(kind=OrganisationKind.CRESS).order_by("pk")}
    departements = Departement.objects.order_by("code")
    academies = (
        Academie.objects.on(date).order_by("sort_key").prefetch_related(Prefetch("departements", queryset=departements))
    )
    regions = Region.objects.order_by("is_overseas", "sort_key").prefetch_related(
        Prefetch("academies", queryset=academies)
    )
    return [
        RegionCoverage(
            region=region,
            cress=cress.get(region.code),
            is_held=Post(Role.CRESS, region.code) in held,
            academies=tuple(_academie(a, region, held) for a in region.academies.all()),
        )
        for region in regions
    ]


def _academie(academie: Academie, region: Region, held: frozenset[Post]) -> AcademieCoverage:
    area = Area(academie=academie.code, region=region.code)
    names = post_names([region], [academie])
    return AcademieCoverage(
        academie=academie,
        is_held=Post(Role.CORRESPONDENT, academie.code) in held,
        answers=Answer(route(area, held, LADDER[Degree.SECOND]), names),
        departements=tuple((d, Post(Role.OCCE, d.code) in held) for d in academie.departements.all()),
    )


def seats_with_holders(date: dt.date | None = None) -> QuerySet[Seat]:
    """Territorial, national and administrator seats with today's tenures, for those who keep them."""
    current = Tenure.objects.on(date or timezone.localdate()).select_related("user").order_by("valid_from", "pk")
    return (
        Seat.objects.filter(role__in=[*TERRITORIAL, Role.ADMIN, Role.SIGNATORY, Role.INSTITUTION])
        .select_related("academie", "departement", "region", "organisation")
        .prefetch_related(Prefetch("tenures", queryset=current))
        .order_by("role", "region__sort_key", "academie__sort_key", "departement__code", "organisation__sort_key")
    )


def tenures_of(seat: Seat) -> QuerySet[Tenure]:
    """Everyone who held this seat, the latest first."""
    return seat.tenures.select_related("user").order_by("-valid_from", "-pk")
