"""What is published of an edition, read in a fixed number of queries, and a cheap sign that it has changed.

``actions`` gives the map and the agenda; ``action`` one page, cancelled ones included, so that a link that was shared
keeps telling what became of it; ``dated`` the calendar others subscribe to, where a cancelled date stays as such.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeVar

from django.conf import settings
from django.db.models import Count, F, Max, Model, Prefetch, Q, QuerySet, Sum
from django.utils import timezone

from essaim import __version__
from essaim.areas.campaign import publishing
from essaim.areas.campaign.domain.publication import Action
from essaim.areas.campaign.enums import AttestationState, RegistrationState
from essaim.areas.campaign.models import ACTIVE, Edition, Match, Offer, OpenEvent, Showcase
from essaim.areas.campaign.models.match import AGREED
from essaim.commons.directory.models import School
from essaim.commons.territory.models import Departement
from essaim.foundation.kernel import digest

R = TypeVar("R", bound=Model)


def actions(edition: Edition) -> list[Action]:
    """Everything on the map and in the agenda, in no order: confirmed encounters, pupils' actions, offers."""
    every = [
        *_encounters(edition),
        *_showcases(edition),
        *_offers(edition),
        *map(publishing.of_event, _events(edition)),
    ]
    return [action for action in every if action.is_shown]


def dated(edition: Edition) -> list[Action]:
    """What has a day, cancelled and withdrawn ones included, for calendars."""
    withdrawn = map(publishing.withdrawn, _withdrawn_showcases(edition))
    events = [date for event in _events(edition) for date in publishing.dates_of_event(event)]
    every = [*_encounters(edition), *_showcases(edition), *withdrawn, *events]
    return [action for action in every if action.when]


def action(reference: str) -> tuple[Edition, Action] | None:
    """One published action and its edition, or None; the live encounter of a class rather than a cancelled one."""
    accepted = _showcase_rows().filter(reference=reference, state=RegistrationState.ACCEPTED)
    showcase = accepted.filter(attested()).first()
    if showcase is not None:
        return showcase.edition, publishing.of_showcase(showcase)
    event = _event_rows().filter(reference=reference, state=RegistrationState.ACCEPTED).first()
    if event is not None:
        return event.edition, publishing.of_event(event)
    offer = _offer_rows().filter(reference=reference, state=RegistrationState.ACCEPTED).first()
    if offer is not None:
        return offer.edition, publishing.of_offer(offer)
    matches = _match_rows().filter(attested("request__"), request__reference=reference)
    match = matches.order_by(F("ended_at").desc(nulls_first=True)).first()
    return (match.request.edition, publishing.of_match(match)) if match is not None else None


def of_school(school: School, edition: Edition) -> list[Action]:
    """Every date of a school in an edition, called off ones included: for its own calendar, not for the public."""
    matches = _match_rows().filter(request__school=school, request__edition=edition).order_by("pk")
    accepted = _showcase_rows().filter(school=school, edition=edition, state=RegistrationState.ACCEPTED)
    every = [*map(publishing.of_match, matches), *map(publishing.of_showcase, accepted.order_by("pk"))]
    return [action for action in every if action.when]


def version(edition: Edition) -> str:
    """A few counts and dates that change whenever something published does: the calendar's ETag."""
    told = [
        _state(_match_rows().filter(request__edition=edition), "encounter", "request", "request__school", "offer"),
        _state(Showcase.objects.filter(edition=edition), "school"),
        _state(OpenEvent.objects.filter(edition=edition)),
        edition.updated_at,
        __version__,
        settings.BASE_URL,
    ]
    return digest.of({"told": [str(part) for part in told]})[:24]


def attested(path: str = "") -> Q:
    """The classes one may speak of in public: attested by their school, or of an edition that asks for no attestation.

    Everything the public reads of a class passes here; the school's own calendar, behind its link, does not.
    """
    unasked = Q(**{f"{path}edition__needs_attestation": False})
    return unasked | Q(**{f"{path}attestation": AttestationState.GIVEN})


def _encounters(edition: Edition) -> Iterable[Action]:
    agreed = _match_rows().filter(attested("request__"), request__edition=edition)
    return map(publishing.of_match, agreed.order_by("pk"))


def _showcases(edition: Edition) -> Iterable[Action]:
    accepted = _showcase_rows().filter(attested(), edition=edition, state=RegistrationState.ACCEPTED)
    return map(publishing.of_showcase, accepted.order_by("pk"))


def _offers(edition: Edition) -> Iterable[Action]:
    """Once the edition is over, an offer is no longer one."""
    if edition.ends_on < timezone.localdate():
        return ()
    accepted = _offer_rows().filter(edition=edition, state=RegistrationState.ACCEPTED)
    return map(publishing.of_offer, accepted.order_by("pk"))


def _events(edition: Edition) -> QuerySet[OpenEvent]:
    return _event_rows().filter(edition=edition, state=RegistrationState.ACCEPTED).order_by("pk")


def _withdrawn_showcases(edition: Edition) -> QuerySet[Showcase]:
    """Those that were accepted: the last answer came after the last sending, and gave no reason."""
    return (
        _showcase_rows()
        .filter(
            attested(),
            edition=edition,
            state=RegistrationState.WITHDRAWN,
            moderated_at__gte=F("submitted_at"),
            reason="",
            starts_at__isnull=False,
        )
        .order_by("pk")
    )


def _match_rows() -> QuerySet[Match]:
    """Matches that had their second yes: only these have an encounter."""
    agreed = Q(state__in=AGREED) | Q(confirmed_at__isnull=False)
    found = Match.objects.filter(agreed, encounter__isnull=False)
    return _read(found, "state", "slot", "mode", "updated_at", **_OF_MATCH, **_school("request__"))


def _showcase_rows() -> QuerySet[Showcase]:
    return _read(Showcase.objects.all(), *_OF_SHOWCASE, **_school(""))


def _event_rows() -> QuerySet[OpenEvent]:
    return _read(OpenEvent.objects.all(), *_OF_EVENT, **_OFFER_JOINED)


def _offer_rows() -> QuerySet[Offer]:
    territory = Prefetch("territory", Departement.objects.select_related("region").order_by("sort_key"))
    found = Offer.objects.prefetch_related(territory)
    taken = Count("matches", filter=Q(matches__state__in=ACTIVE))
    return _read(found, *_OF_OFFER, **_OFFER_JOINED).annotate(taken=taken)


_OF_MATCH: Final[Mapping[str, Sequence[str]]] = {
    "encounter": ("state", "starts_at", "timezone", "slot", "sequence", "updated_at"),
    "offer": ("title", "themes", "action_types", "organisation_name"),
    "offer__organisation": ("name",),
    "request": ("reference", "levels", "themes", "action_types", "edition"),
}
_OF_SHOWCASE: Final = (
    *("reference", "title", "story", "levels", "themes", "action_types", "place", "is_open", "starts_at", "ends_at"),
    *("outcome", "created_at", "updated_at", "edition"),
)
_OF_OFFER: Final = (
    *("reference", "title", "organisation_name", "range_km", "levels", "themes", "action_types", "modes", "slots"),
    *("capacity", "updated_at", "edition"),
)
_OF_EVENT: Final = (
    *("reference", "title", "story", "organisation_name", "place", "is_remote", "website", "themes", "action_types"),
    *("timings", "cancelled_at", "created_at", "updated_at", "edition"),
)
_OFFER_JOINED: Final[Mapping[str, Sequence[str]]] = {
    "organisation": ("name",),
    "commune": ("name", "latitude", "longitude"),
    "commune__departement": ("name", "timezone", "academie"),
    "commune__departement__region": ("name",),
}


def _school(prefix: str) -> Mapping[str, Sequence[str]]:
    """Where a class is and what kind of school it is in: not the school's name."""
    return {
        f"{prefix}school": ("kind", "locality"),
        f"{prefix}school__commune": ("name", "latitude", "longitude"),
        f"{prefix}school__departement": ("name", "timezone", "academie"),
        f"{prefix}school__departement__region": ("name",),
    }


def _read(rows: QuerySet[R], *own: str, **joined: Sequence[str]) -> QuerySet[R]:
    """Only the columns the public sees, and their joins: a thousand actions are read in one breath."""
    columns = [f"{path}__{name}" for path, names in joined.items() for name in names]
    return rows.select_related(*joined).only(*own, *columns)


def _state(rows: QuerySet[Model], *joined: str) -> list[tuple]:
    """How many rows stand in each state, which, and when they or what they show last changed."""
    changed = {f"m{rank}": Max(f"{name}__updated_at") for rank, name in enumerate(joined)}
    grouped = rows.select_related(None).order_by().values("state")
    return sorted(
        tuple(row.values())
        for row in grouped.annotate(count=Count("pk"), which=Sum("pk"), last=Max("updated_at"), **changed).order_by(
            "state"
        )
    )
