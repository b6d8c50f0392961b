"""The rows of an edition as an instance of the matching, read in a fixed number of queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q, QuerySet

from essaim.areas.campaign.domain import instances, levels, words
from essaim.areas.campaign.domain.instances import Decided, HeldRow, OfferRow, Place, RequestRow
from essaim.areas.campaign.enums import Disturbance, MatchState, RegistrationState, Reply
from essaim.areas.campaign.models import ClassRequest, Edition, ForbiddenPair, Match, Offer
from essaim.areas.campaign.selectors import ceilings, editions
from essaim.commons.directory.domain import class_labels
from essaim.commons.directory.enums import SchoolKind
from essaim.foundation.figures.domain.scope import FRANCE_KIND, Scope


def requests_in(edition: Edition, scope: Scope) -> QuerySet[ClassRequest]:
    """The accepted requests of a territory, with what matching and pages read of them."""
    requests = ClassRequest.objects.filter(edition=edition, state=RegistrationState.ACCEPTED)
    if scope.kind != FRANCE_KIND:
        requests = requests.filter(**{f"{scope.kind}_id": scope.code})
    return requests.select_related("school__commune", "school__academie", "departement").order_by(
        "submitted_at", "reference"
    )


def requests_of(request: ClassRequest) -> QuerySet[ClassRequest]:
    """One accepted request alone, as the matching reads many."""
    return requests_in(request.edition, Scope(FRANCE_KIND)).filter(pk=request.pk)


def waiting_in(edition: Edition, *scopes: Scope) -> QuerySet[ClassRequest]:
    """The waiting list of these territories together: accepted requests that hold no place, the first sent first."""
    held = Match.objects.active().filter(request__edition=edition).values("request")
    return requests_in(edition, Scope(FRANCE_KIND)).filter(inside(scopes)).exclude(pk__in=held)


def inside(scopes: Sequence[Scope], path: str = "") -> Q:
    """The rows of these territories together, read from the columns of a registration; none of none."""
    if any(scope.kind == FRANCE_KIND for scope in scopes):
        return Q()
    here = Q(pk__in=[])
    for scope in scopes:
        here |= Q(**{f"{path}{scope.kind}_id": scope.code})
    return here


def offers_of(edition: Edition) -> QuerySet[Offer]:
    """The accepted offers of an edition, wherever they are: a range does not stop at a border."""
    return (
        Offer.objects.filter(edition=edition, state=RegistrationState.ACCEPTED)
        .select_related("organisation", "commune__departement", "departement")
        .prefetch_related("territory")
        .order_by("reference")
    )


@dataclass(frozen=True, slots=True)
class Rows:
    """What an instance is made of, read once: several instances may be drawn from it."""

    asked: Sequence[RequestRow]
    offered: Sequence[OfferRow]
    decided: Decided
    offers: Mapping[str, Offer]  # by reference

    def instance(self, disturbance: Disturbance = Disturbance.LEAST) -> dict[str, Any]:
        """The instance, in the exchange format."""
        return instances.build(self.asked, self.offered, self.decided, disturbance)


def rows_of(edition: Edition, requests: Iterable[ClassRequest], weights: Mapping[str, int] | None = None) -> Rows:
    """These requests with every offer of their edition; ``weights`` by reference, where they are not their own."""
    told = editions.labels(edition)
    asked = [request_row(request, told) for request in requests]
    if weights:
        asked = [replace(row, weight=weights.get(row.id, row.weight)) for row in asked]
    offers = list(offers_of(edition))
    offered = [offer_row(offer, told) for offer in offers]
    return Rows(asked, offered, decided(edition), {offer.reference: offer for offer in offers})


def instance_of(edition: Edition, requests: Iterable[ClassRequest]) -> dict[str, Any]:
    """The instance of these requests with every offer of their edition."""
    return rows_of(edition, requests).instance()


def decided(edition: Edition) -> Decided:
    """The places taken and the pairs set aside in an edition."""
    taken = Match.objects.active().filter(request__edition=edition).order_by("pk")
    rows = taken.values_list(
        "request__reference", "offer__reference", "slot", "state", "is_locked", "team_reply", "actor_reply"
    )
    held = [
        HeldRow(request, offer, slot, is_promised=is_locked or state != MatchState.PROPOSED or _said_yes(*replies))
        for request, offer, slot, state, is_locked, *replies in rows
    ]
    pairs = ForbiddenPair.objects.filter(request__edition=edition).order_by("pk")
    return Decided(
        held=held,
        forbidden=list(pairs.values_list("request__reference", "offer__reference", "slot")),
        ceilings=ceilings.rows(edition),
    )


def request_row(request: ClassRequest, told: Mapping[str, str]) -> RequestRow:
    """A request as the matching reads it; its place is the school's, else the centre of its commune."""
    school = request.school
    kind = SchoolKind(school.kind) if school else SchoolKind.OTHER
    return RequestRow(
        id=request.reference,
        place=_place(school, school.commune if school else None, request.departement_id),
        bands=levels.bands(class_labels.read(request.levels), kind),
        pupils=request.pupils or 0,
        themes=_told(request.themes, told),
        action_types=_told(request.action_types, told),
        modes=words.read(request.modes),
        slots=words.read(request.slots),
        weight=request.weight,
    )


def offer_row(offer: Offer, told: Mapping[str, str]) -> OfferRow:
    """An offer as the matching reads it; its place is its commune's, else the organisation's."""
    return OfferRow(
        id=offer.reference,
        place=_place(offer.commune, offer.organisation, offer.departement_id),
        bands=words.read(offer.levels),
        themes=_told(offer.themes, told),
        action_types=_told(offer.action_types, told),
        modes=words.read(offer.modes),
        slots=words.read(offer.slots),
        territory=[departement.code for departement in offer.territory.all()],
        range_km=offer.range_km,
        capacity=offer.capacity,
        max_pupils=offer.max_pupils,
    )


def _told(stored: str, told: Mapping[str, str]) -> list[str]:
    """Codes as the words the public reads: reasons are made of them."""
    return [told.get(code, code) for code in words.read(stored)]


def _place(first: Any, second: Any, departement: str | None) -> Place:
    for where in (first, second):
        if where is not None and where.latitude is not None and where.longitude is not None:
            return Place(where.latitude, where.longitude, departement or "")
    return Place(departement=departement or "")


def _said_yes(*replies: str) -> bool:
    return any(reply in {Reply.YES, Reply.OTHER_DATE} for reply in replies)
