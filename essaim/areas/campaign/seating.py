"""Hold a place: the one door to it.

A place is a row of ``Match`` in an active state, with its ``seat`` of the offer and its ``slot_seat`` of the half-day.
The free numbers are read, the row is written in a savepoint, and the partial unique constraints have the last word: of
two writers of the last place one is told ``PlaceTaken``, on both engines. A number lost to somebody while another is
free is tried again.
"""

from django.db import IntegrityError, transaction

from essaim.areas.campaign.domain.instances import SLOT_CAPACITY
from essaim.areas.campaign.models import Edition, Match, Offer
from essaim.areas.campaign.models.match import MatchQuerySet
from essaim.areas.campaign.selectors import ceilings
from essaim.commons.directory.models import Organisation
from essaim.foundation.kernel import french
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.kernel.school_year import SchoolYear

LAST_TAKEN = "La dernière place vient d’être prise par une autre classe."
SLOT_TAKEN = "Cette demi-journée vient d’être prise chez cet acteur : choisissez-en une autre."
ALREADY_MET = "Cette demande a déjà une proposition en cours : répondez-y d’abord."


class PlaceTaken(Refused):
    """Somebody else holds the place: the request stays on the waiting list, and is told so kindly."""


class CeilingReached(Refused):
    """The organisation takes no more meetings this school year, all programmes together."""


def ensure_under_ceiling(offer: Offer) -> None:
    """Raise when the organisation of an offer has no meeting left this school year; holds its row meanwhile."""
    bounded = Organisation.objects.filter(offers=offer, ceiling__isnull=False)
    organisation = bounded.select_for_update(of=("self",)).first()
    if organisation is None:
        return
    year = Edition.objects.values_list("school_year", flat=True).get(pk=offer.edition_id)
    left = ceilings.left(organisation, year)
    if left is not None and left <= 0:
        most = french.plural(organisation.ceiling or 0, "rencontre")
        raise CeilingReached(
            f"{organisation.label} a atteint son plafond{french.NBSP}: {most} pour l’année scolaire "
            f"{SchoolYear(year).label}, tous programmes confondus. Choisissez un autre acteur."
        )


def hold(match: Match) -> Match:
    """Write this match, new or moved, on a free place of its offer at its half-day; ``PlaceTaken`` if none is left.

    A new one is refused (``CeilingReached``) when its organisation has no meeting left this year.
    """
    if match.pk is None:
        ensure_under_ceiling(match.offer)
    for _ in range(match.offer.capacity + SLOT_CAPACITY + 1):
        _take_free(match)
        try:
            with transaction.atomic():
                match.save()
        except IntegrityError:
            _ensure_alone(match)
        else:
            return match
    raise PlaceTaken(LAST_TAKEN)


def _take_free(match: Match) -> None:
    taken = list(_others(match).order_by("seat").values_list("seat", "slot", "slot_seat"))
    seats = {seat for seat, _, _ in taken}
    at_slot = {slot_seat for _, slot, slot_seat in taken if slot == match.slot}
    seat = _lowest(seats, match.offer.capacity, kept=match.seat if match.pk else None)
    if seat is None:
        raise PlaceTaken(LAST_TAKEN)
    slot_seat = _lowest(at_slot, SLOT_CAPACITY)
    if slot_seat is None:
        raise PlaceTaken(SLOT_TAKEN)
    match.seat, match.slot_seat = seat, slot_seat


def _others(match: Match) -> MatchQuerySet:
    return Match.objects.active().filter(offer=match.offer_id).exclude(pk=match.pk)


def _lowest(taken: set[int], capacity: int, kept: int | None = None) -> int | None:
    if kept is not None and kept not in taken:
        return kept
    return next((number for number in range(1, capacity + 1) if number not in taken), None)


def _ensure_alone(match: Match) -> None:
    if Match.objects.active().filter(request=match.request_id).exclude(pk=match.pk).exists():
        raise Refused(ALREADY_MET)
