"""Hold a place: the one door to it.

A place is a row of ``Match`` in an active state, with its ``seat`` of the offer and its ``slot_seat`` of the half-day.
The free numbers are read, the row is written in a savepoint, and the partial unique constraints have the last word: of
two writers of the last place one is told ``PlaceTaken``, on both engines. A number lost to somebody while another is
free is tried again.
"""

from django.db import IntegrityError, transaction

from essaim.areas.campaign.domain.instances import SLOT_CAPACITY
from essaim.areas.campaign.models import Match
from essaim.areas.campaign.models.match import MatchQuerySet
from essaim.foundation.kernel.errors import Refused

LAST_TAKEN = "La dernière place vient d’être prise par une autre classe."
SLOT_TAKEN = "Cette demi-journée vient d’être prise chez cet acteur : choisissez-en une autre."
ALREADY_MET = "Cette demande a déjà une proposition en cours : répondez-y d’abord."


class PlaceTaken(Refused):
    """Somebody else holds the place: the request stays on the waiting list, and is told so kindly."""


def hold(match: Match) -> Match:
    """Write this match, new or moved, on a free place of its offer at its half-day; ``PlaceTaken`` if none is left."""
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
