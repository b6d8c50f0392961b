"""How many meetings an organisation still has room for this school year, all programmes together.

Its ceiling (``directory.Organisation.ceiling``) counts the places it holds in every edition of the year, proposed ones
included, and its encounters of other programmes that are not cancelled. An encounter born of a match is that match.
"""

from collections import Counter, defaultdict
from collections.abc import Collection

from django.db.models import Count, F, Q

from essaim.areas.campaign.domain.instances import CeilingRow
from essaim.areas.campaign.enums import RegistrationState
from essaim.areas.campaign.models import Edition, Match, Offer
from essaim.commons.directory.models import Organisation
from essaim.commons.encounters.enums import EncounterState
from essaim.commons.encounters.models import Encounter
from essaim.foundation.kernel.school_year import SchoolYear

OURS = "campaign.match:"


def rows(edition: Edition) -> list[CeilingRow]:
    """The ceilings of the organisations that offer something in an edition, and what is left under each."""
    bounded = Offer.objects.filter(
        edition=edition, state=RegistrationState.ACCEPTED, organisation__ceiling__isnull=False
    ).order_by("reference")
    offers: dict[int, set[str]] = defaultdict(set)
    ceiling: dict[int, int] = {}
    for reference, organisation, most in bounded.values_list("reference", "organisation_id", "organisation__ceiling"):
        if most is not None:
            offers[organisation].add(reference)
            ceiling[organisation] = most
    taken = used(offers, edition.school_year) if offers else Counter()
    return [CeilingRow(frozenset(found), ceiling[pk] - taken[pk]) for pk, found in sorted(offers.items())]


def used(organisations: Collection[int], school_year: int) -> Counter[int]:
    """The places these organisations hold in a school year, in two queries."""
    year = SchoolYear(school_year)
    held = Match.objects.active().filter(offer__organisation__in=organisations, offer__edition__school_year=school_year)
    during = Q(planned_on__gte=year.first_day, planned_on__lt=year.end)
    others = Encounter.objects.filter(during, organisation__in=organisations).exclude(
        Q(state=EncounterState.CANCELLED) | Q(origin__startswith=OURS)
    )
    taken: Counter[int] = Counter()
    for found, path in ((held, "offer__organisation"), (others, "organisation")):
        counted = found.order_by().values(who=F(path)).annotate(n=Count("pk"))
        taken.update(dict(counted.values_list("who", "n")))
    return taken


def left(organisation: Organisation, school_year: int) -> int | None:
    """How many more meetings this organisation has room for; None without a ceiling."""
    if organisation.ceiling is None:
        return None
    return organisation.ceiling - used([organisation.pk], school_year)[organisation.pk]
