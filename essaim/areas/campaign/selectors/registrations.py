"""Find a registration, and what stands beside it: twins, organisations that may be the same, classes already there."""

from collections.abc import Collection, Sequence
from typing import Any, TypeVar, cast

from django.db.models import Q, QuerySet

from essaim.areas.campaign.domain import lifecycle
from essaim.areas.campaign.enums import Kind, Outcome, RegistrationState
from essaim.areas.campaign.models import (
    ACTIVE,
    MODELS,
    ClassRequest,
    Edition,
    Match,
    Offer,
    OpenEvent,
    Registration,
    Showcase,
)
from essaim.areas.campaign.models.registration import OfClass
from essaim.commons.directory.domain import numbers
from essaim.commons.directory.domain.scopes import Scope
from essaim.commons.directory.enums import Degree
from essaim.commons.directory.models import Organisation
from essaim.commons.directory.selectors import organisations
from essaim.commons.directory.selectors.organisations import Lookalike
from essaim.foundation.accounts.models import User
from essaim.foundation.kernel import text

R = TypeVar("R", bound=Registration)

PLACE = ("departement", "academie", "region")
JOINED: dict[Kind, tuple[str, ...]] = {
    Kind.TEAM: ("edition__campaign", "school__academie", "school__departement", "school_class", *PLACE),
    Kind.ACTOR: ("edition__campaign", "organisation__commune", "commune__departement__academie", *PLACE),
    Kind.SHOWCASE: ("edition__campaign", "school__academie", "school__departement", "school_class", *PLACE),
    Kind.EVENT: ("edition__campaign", "organisation__commune", "commune__departement__academie", *PLACE),
}
KIND_OF = {"E": Kind.TEAM, "A": Kind.ACTOR, "V": Kind.SHOWCASE, "O": Kind.EVENT}
"""The first letter of a reference says which registration it is."""


def of_kind(kind: Kind) -> QuerySet[Any]:
    """The registrations of one kind, with what a page or a list reads of them."""
    return MODELS[kind]._base_manager.select_related(*JOINED[kind])


def by_reference(reference: str) -> QuerySet[Any]:
    """One registration, whatever its kind."""
    kind = KIND_OF.get(reference[:1])
    return of_kind(kind).filter(reference=reference) if kind else ClassRequest.objects.none()


def requests(edition: Edition) -> QuerySet[ClassRequest]:
    """The requests of an edition, drafts left out."""
    return _sent(Kind.TEAM, edition)


def offers(edition: Edition) -> QuerySet[Offer]:
    """The offers of an edition, drafts left out, with the départements they serve."""
    return _sent(Kind.ACTOR, edition).prefetch_related("territory")


def showcases(edition: Edition) -> QuerySet[Showcase]:
    """The pupils' actions of an edition, drafts left out."""
    return _sent(Kind.SHOWCASE, edition)


def accepted(found: QuerySet[R]) -> QuerySet[R]:
    """Those that count as registered."""
    return found.filter(state=RegistrationState.ACCEPTED)


def events(edition: Edition) -> QuerySet[OpenEvent]:
    """The open events of an edition, drafts left out."""
    return _sent(Kind.EVENT, edition)


def visible(found: QuerySet[R], scope: Scope) -> QuerySet[R]:
    """Those in the territories somebody answers for."""
    if scope.is_national:
        return found
    return found.filter(
        Q(region__in=scope.regions) | Q(academie__in=scope.academies) | Q(departement__in=scope.departements)
    )


def moderated_by(found: QuerySet[R], scope: Scope) -> QuerySet[R]:
    """Those somebody answers: OCCE's départements open the first degree only."""
    if scope.is_national:
        return found
    places = Q(region__in=scope.regions) | Q(academie__in=scope.academies)
    if issubclass(found.model, OfClass):
        places |= Q(departement__in=scope.departements, school__degree=Degree.FIRST)
    return found.filter(places)


def of_person(user: User, edition: Edition) -> list[Registration]:
    """What somebody has begun or sent with their account in this edition, the latest first."""
    mine = [row for kind in Kind for row in of_kind(kind).filter(author=user, edition=edition).order_by("-pk")]
    return sorted(mine, key=lambda row: row.created_at, reverse=True)


def twins(registration: Registration) -> list[Registration]:
    """Live registrations of the same class, or of the same organisation under the same title, in the same edition."""
    live: QuerySet[Any] = (
        type(registration)
        ._base_manager.filter(edition=registration.edition_id, state__in=lifecycle.LIVE)
        .exclude(pk=registration.pk)
        .order_by("pk")
    )
    if isinstance(registration, OfClass):
        found = live.filter(school=registration.school_id, levels=registration.levels, mark=registration.mark)
        if isinstance(registration, Showcase):
            return [row for row in found if _same(cast("Showcase", row).title, registration.title)]
        return list(found)
    if isinstance(registration, OpenEvent):
        return [row for row in live.filter(starts_at=registration.starts_at) if _same(row.title, registration.title)]
    offer = cast("Offer", registration)
    if offer.organisation_id:
        found = live.filter(organisation=offer.organisation_id)
    else:
        found = live.filter(organisation=None, commune=offer.commune_id)
    return [
        row
        for row in cast("Sequence[Offer]", found)
        if _same(row.title, offer.title) and _same(row.organisation_name, offer.organisation_name)
    ]


def is_engaged(registration: Registration) -> bool:
    """Whether a match proposed, confirmed or held rests on it, or an action that took place."""
    if isinstance(registration, ClassRequest | Offer):
        return registration.matches.filter(state__in=ACTIVE).exists()
    return took_place(registration)


def took_place(registration: Registration) -> bool:
    """Whether it is pupils' action that was told held: it is counted, and stays."""
    return isinstance(registration, Showcase) and registration.outcome == Outcome.HELD


def engagements(registration: Registration) -> list[Match]:
    """The matches proposed, confirmed or held that rest on it, with what ending them says."""
    if not isinstance(registration, ClassRequest | Offer):
        return []
    told = registration.matches.filter(state__in=ACTIVE).select_related(
        "encounter", "request__school", "offer__organisation"
    )
    return list(told.order_by("pk"))


def lookalikes(offer: Offer) -> Sequence[Lookalike]:
    """Organisations of the directory that a name typed by hand may mean."""
    if offer.organisation_id or not offer.organisation_name:
        return []
    number = numbers.columns(offer.organisation_number)
    return organisations.lookalikes(Organisation(name=offer.organisation_name, commune=offer.commune, **number))


def named(references: Collection[str]) -> list[Registration]:
    """Several registrations of any kind, in the order asked, one query a kind."""
    found: dict[str, Registration] = {}
    for initial, kind in KIND_OF.items():
        wanted = [reference for reference in references if reference.startswith(initial)]
        if wanted:
            found |= {row.reference: row for row in of_kind(kind).filter(reference__in=wanted).order_by("pk")}
    return [found[reference] for reference in references if reference in found]


def _sent(kind: Kind, edition: Edition) -> QuerySet[Any]:
    return of_kind(kind).filter(edition=edition).exclude(state=RegistrationState.DRAFT).order_by("submitted_at", "pk")


def _same(one: str, other: str) -> bool:
    return text.search_key(one) == text.search_key(other)
