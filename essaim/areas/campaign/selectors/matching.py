"""Who waits, and where each match stands."""

from django.db.models import QuerySet
from django.utils import timezone

from essaim.areas.campaign.domain import slots, words
from essaim.areas.campaign.enums import MatchState
from essaim.areas.campaign.models import ClassRequest, Edition, Match, Offer
from essaim.areas.campaign.models.match import MatchQuerySet
from essaim.areas.campaign.selectors import instances
from essaim.foundation.figures.domain.scope import FRANCE_KIND, Scope


def free_slots(match: Match) -> list[tuple[str, str]]:
    """The half-days both sides gave, where the actor is still free: what « une autre date » chooses among."""
    taken = set(Match.objects.active().filter(offer=match.offer_id).exclude(pk=match.pk).values_list("slot", flat=True))
    common = set(words.read(match.request.slots)) & set(words.read(match.offer.slots))
    today = timezone.localdate().isoformat()
    return [(code, slots.label(code)) for code in sorted(common - taken - {match.slot}) if code[:10] >= today]


def of_request(request: ClassRequest) -> Match | None:
    """The match a request has today, if any: else it is on the waiting list once accepted."""
    return Match.objects.active().told().filter(request=request).first()


def history_of(registration: ClassRequest | Offer) -> MatchQuerySet:
    """Every match of a registration, the latest first."""
    side = "request" if isinstance(registration, ClassRequest) else "offer"
    return Match.objects.told().filter(**{side: registration}).order_by("-created_at", "-pk")


def is_waiting(request: ClassRequest) -> bool:
    """Whether the request is on the waiting list."""
    return instances.waiting_in(request.edition, Scope(FRANCE_KIND)).filter(pk=request.pk).exists()


def proposals_in(edition: Edition, *scopes: Scope) -> MatchQuerySet:
    """The proposals somebody has not answered yet, the oldest first; those of territories, seen from either side."""
    matches = Match.objects.told().filter(request__edition=edition, state=MatchState.PROPOSED)
    here = instances.inside(scopes, "request__") | instances.inside(scopes, "offer__")
    return matches.filter(here).order_by("created_at", "pk")


def matches_in(edition: Edition, *scopes: Scope) -> MatchQuerySet:
    """Every match of these territories, seen from either side, whatever became of it, the oldest first."""
    here = instances.inside(scopes, "request__") | instances.inside(scopes, "offer__")
    return Match.objects.told().filter(here, request__edition=edition).order_by("created_at", "pk")


def by_id(pk: int) -> QuerySet[Match]:
    """One match, ready for its page and its letters."""
    return Match.objects.told().filter(pk=pk)
