"""Questions about schools: find one, list some, who accompanies what is elsewhere."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from django.db.models import Case, IntegerField, QuerySet, Value, When

from essaim.commons.directory import search as index
from essaim.commons.directory.domain import facts
from essaim.commons.directory.domain.facts import Origin
from essaim.commons.directory.enums import Degree, SchoolKind
from essaim.commons.directory.models import School, SchoolClass, SchoolQuerySet
from essaim.commons.directory.search import Filters


@dataclass(frozen=True, slots=True)
class FoundSchools:
    """Schools, best answer first, and what to say of the search."""

    schools: list[School] = field(default_factory=list)
    total: int = 0
    is_cut: bool = False
    is_approximate: bool = False


@dataclass(frozen=True, slots=True)
class FoundIds:
    """The numbers of the schools that answer, best first, to be paginated."""

    ids: Sequence[int]
    is_cut: bool
    is_approximate: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Facts that come from the same source on the same date."""

    origin: Origin
    labels: Sequence[str]


def search(text: str, *, limit: int = 20, filters: Filters | None = None) -> FoundSchools:
    """Schools by UAI, name, city or postcode, badly typed or not."""
    found = index.find(text, kinds=["school"], filters=filters, limit=limit)
    stored = School.objects.placed().in_bulk([hit.target_id for hit in found.hits])
    schools = [stored[hit.target_id] for hit in found.hits if hit.target_id in stored]
    return FoundSchools(schools, found.total, found.is_cut, found.is_approximate)


def search_ids(text: str, filters: Filters) -> FoundIds:
    """All the answers, as numbers."""
    found = index.find(text, kinds=["school"], filters=filters, limit=index.MOST)
    return FoundIds([hit.target_id for hit in found.hits], found.is_cut, found.is_approximate)


def listed(filters: Filters) -> SchoolQuerySet:
    """Schools in alphabetical order, narrowed; what a list without words shows."""
    schools = School.objects.placed().teaching()
    if filters.categories:
        schools = schools.filter(kind__in=filters.categories)
    if filters.departement:
        schools = schools.filter(departement=filters.departement)
    if filters.academie:
        schools = schools.filter(academie=filters.academie)
    if filters.open_only:
        schools = schools.active()
    return schools.order_by("sort_key", "pk")


def ranked(ids: Collection[int]) -> SchoolQuerySet:
    """These schools in this order, as a queryset to paginate."""
    if not ids:
        return School.objects.placed().none()
    order = Case(*(When(pk=pk, then=Value(rank)) for rank, pk in enumerate(ids)), output_field=IntegerField())
    return School.objects.placed().filter(pk__in=ids).order_by(order)


def by_ref(ref: str) -> QuerySet[School]:
    """The school of an address: its UAI, or its number when it has none."""
    schools = School.objects.select_related("commune", "departement", "academie__region", "merged_into")
    if ref.isdigit():
        return schools.filter(pk=int(ref[:18]))
    return schools.filter(uai=ref.upper())


def mother_of(school: School) -> School | None:
    """The school it is an annexe or a section of, if it is known."""
    return School.objects.filter(uai=school.mother_uai).first() if school.mother_uai else None


def parts_of(school: School) -> QuerySet[School]:
    """Its annexes and sections."""
    return School.objects.filter(mother_uai=school.uai or "-").order_by("sort_key", "pk")


def sources_of(school: School) -> list[Group]:
    """Where each fact comes from and when it was true, newest first."""
    groups: dict[Origin, list[str]] = {}
    for name, origin in facts.read_origins(school.facts).items():
        groups.setdefault(origin, []).append(facts.LABELS[name])
    return [Group(origin, groups[origin]) for origin in sorted(groups, reverse=True)]


def classes_of(school: School, school_year: int) -> QuerySet[SchoolClass]:
    """Its classes of a school year, from the youngest pupils."""
    return SchoolClass.objects.filter(school=school, school_year=school_year).order_by("levels", "mark", "pk")


def open_count() -> int:
    """How many schools receive pupils today, services and information centres apart."""
    return School.objects.active().exclude(degree=Degree.NONE).count()


def kinds_in_use() -> list[SchoolKind]:
    """The kinds a list can be narrowed by, in the order of schooling."""
    used = set(School.objects.order_by("kind").values_list("kind", flat=True).distinct())
    return [kind for kind in SchoolKind if kind in used]
