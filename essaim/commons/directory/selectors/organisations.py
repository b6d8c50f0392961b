"""Questions about organisations: the public list, one page, members over time, duplicates to reunite."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from rapidfuzz import fuzz

from essaim.commons.directory import organisation_index, search
from essaim.commons.directory.domain import numbers
from essaim.commons.directory.enums import MemberKind, OrganisationKind
from essaim.commons.directory.models import Membership, Organisation, QuotedFigure
from essaim.foundation.kernel import text

LOOKALIKE = 90
"""How close two folded names of one commune must be to be shown as possible duplicates (0 to 100)."""

PLACE = ("commune__departement__academie", "departement__academie", "academie", "region")
"""What ``scoping.area_of_organisation`` reads."""


def organisations(date: dt.date | None = None) -> QuerySet[Organisation]:
    """The organisations of this date, in alphabetical order, with their place."""
    return Organisation.objects.on(date or timezone.localdate()).select_related(*PLACE).order_by("sort_key", "pk")


def organisation_by_slug(slug: str) -> QuerySet[Organisation]:
    """One organisation, closed ones included, ready for its page."""
    return Organisation.objects.filter(slug=slug).select_related(*PLACE, "successor").prefetch_related("served")


def filtered(kind: str = "", family: str = "", region: str = "", *, esus: bool = False) -> QuerySet[Organisation]:
    """The public list, narrowed by what the reader chose."""
    found = organisations()
    if kind:
        found = found.filter(kind=kind)
    if family:
        found = found.filter(family=family)
    if esus:
        found = found.filter(is_esus=True)
    if region:
        found = found.filter(Q(region_id=region) | Q(commune__departement__region_id=region))
    return found


def matching(query: str, limit: int = 500) -> list[int]:
    """The organisations these words mean, best first; typos and missing accents forgiven."""
    return [hit.target_id for hit in search.find(query, kinds=[organisation_index.KIND], limit=limit).hits]


def members(network: Organisation, date: dt.date | None = None) -> QuerySet[Membership]:
    """Who belongs to a network on this date."""
    current = Membership.objects.on(date or timezone.localdate()).filter(network=network)
    return current.select_related("organisation").order_by("member_kind", "organisation__sort_key")


def members_by_kind(network: Organisation, date: dt.date | None = None) -> dict[str, int]:
    """How many members of each kind on this date; the total is their sum."""
    counted = Membership.objects.on(date or timezone.localdate()).filter(network=network).order_by()
    found = dict(counted.values_list("member_kind").annotate(Count("pk")))
    return {kind.label: found.get(kind.value, 0) for kind in MemberKind}


def quoted_series(organisation: Organisation, code: str) -> QuerySet[QuotedFigure]:
    """What was published over time about an organisation, in order."""
    return organisation.quoted_figures.filter(code=code).order_by("order")


def esper() -> Organisation | None:
    """L'ESPER, where the reference has been loaded."""
    return Organisation.objects.filter(slug="lesper").first()


@dataclass(frozen=True, slots=True)
class Lookalike:
    """An organisation that may be the same as another, and why."""

    organisation: Organisation
    reason: str


def lookalikes(organisation: Organisation) -> Sequence[Lookalike]:
    """Entries that may be duplicates: same identifier first, then close names in the same commune."""
    others = organisations().exclude(pk=organisation.pk)
    found: dict[int, Lookalike] = {}
    if organisation.siren:
        for other in others.filter(siren=organisation.siren):
            found[other.pk] = Lookalike(other, f"même SIREN, {organisation.siren}")
    if organisation.commune_id:
        name = text.search_key(organisation.name)
        for other in others.filter(commune_id=organisation.commune_id)[:500]:
            if other.pk not in found and fuzz.token_set_ratio(name, text.search_key(other.name)) >= LOOKALIKE:
                found[other.pk] = Lookalike(other, f"nom proche, même commune ({organisation.commune})")
    return list(found.values())


def of_number(number: str) -> Organisation | None:
    """The one open organisation that has this SIREN, SIRET or RNA; none when several establishments share it."""
    wanted = numbers.columns(number)
    name = "siret" if "siret" in wanted else next(iter(wanted))
    found = list(organisations().filter(**{name: wanted[name]}).order_by("pk")[:2])
    return found[0] if len(found) == 1 else None


def free_slug(name: str) -> str:
    """An address for this name that nobody has yet."""
    base = text.slug(name)[:70] or "organisation"
    taken = set(Organisation.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    if base not in taken:
        return base
    return next(candidate for n in range(2, len(taken) + 3) if (candidate := f"{base}-{n}") not in taken)


def cress_list(date: dt.date | None = None) -> QuerySet[Organisation]:
    """The CRESS of this date, by région."""
    return organisations(date).filter(kind=OrganisationKind.CRESS).order_by("region__is_overseas", "region__sort_key")
