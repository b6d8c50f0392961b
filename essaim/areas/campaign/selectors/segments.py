"""The addresses of a segment: whom, in which territory, of which edition; those who refused are left out."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import Q, QuerySet
from django.utils import timezone

from essaim.areas.campaign.domain import lifecycle
from essaim.areas.campaign.enums import Audience, RegistrationState
from essaim.areas.campaign.models import ClassRequest, Edition, LetterRefusal, Offer, SegmentLetter
from essaim.areas.campaign.selectors.instances import inside
from essaim.commons.directory.models import School, Tenure
from essaim.foundation.figures.domain.scope import FRANCE_KIND, Scope
from essaim.foundation.kernel import digest
from essaim.foundation.kernel.actor import Role

NETWORK: Final = (Role.CORRESPONDENT, Role.OCCE, Role.CRESS, Role.NATIONAL)

BASIS: Final = {
    Audience.SCHOOLS: "Adresses institutionnelles de l’annuaire des établissements : mission d’intérêt public.",
    Audience.TEAMS: "Contacts donnés à l’inscription : intérêt légitime, même campagne. Un clic suffit à refuser.",
    Audience.ACTORS: "Contacts donnés à l’inscription : intérêt légitime, même campagne. Un clic suffit à refuser.",
    Audience.NETWORK: "Personnes qui tiennent un siège du réseau : intérêt légitime. Un clic suffit à refuser.",
}
"""Why the network may write to them, shown to whoever writes."""

WRITTEN_TO = frozenset({*lifecycle.LIVE}) - {RegistrationState.DRAFT}


@dataclass(frozen=True, slots=True)
class Segment:
    """The addresses, each once, in order; and how many were left out because they refused."""

    addresses: tuple[str, ...]
    refused: int


def segment(edition: Edition, audience: Audience, scope: Scope) -> Segment:
    """Whom this letter would be sent to today."""
    wanted = sorted({address.strip().lower() for address in _addresses(edition, audience, scope) if address.strip()})
    if audience is Audience.SCHOOLS:  # institutional: nobody refuses for a school
        return Segment(tuple(wanted), 0)
    refusals = set(LetterRefusal.objects.values_list("address_digest", flat=True))
    kept = tuple(address for address in wanted if digest_of(address) not in refusals)
    return Segment(kept, len(wanted) - len(kept))


DIGEST_LENGTH: Final = 40
"""160 bits: enough to tell addresses apart, short enough to name who acts by the link in the trail."""


def digest_of(address: str) -> str:
    """What is kept of an address that refuses."""
    return digest.of_text(address.strip().lower())[:DIGEST_LENGTH]


def letters_in(*scopes: Scope) -> QuerySet[SegmentLetter]:
    """The letters already written in these territories, the latest first."""
    found = SegmentLetter.objects.select_related("edition").order_by("-pk")
    if any(scope.kind == FRANCE_KIND for scope in scopes):
        return found
    return found.filter(scope__in=[str(scope) for scope in scopes])


def _addresses(edition: Edition, audience: Audience, scope: Scope) -> Iterable[str]:
    match audience:
        case Audience.SCHOOLS:
            schools = School.objects.active().teaching().filter(_placed(scope)).exclude(email="")
            return schools.values_list("email", flat=True)
        case Audience.NETWORK:
            held = Tenure.objects.on(timezone.localdate()).filter(seat__role__in=NETWORK, user__is_active=True)
            return held.filter(inside([scope], "seat__")).values_list("user__email", flat=True)
    model = ClassRequest if audience is Audience.TEAMS else Offer
    sent = model._base_manager.filter(edition=edition, state__in=WRITTEN_TO).filter(inside([scope]))
    return sent.exclude(contact_email="").values_list("contact_email", flat=True)


def _placed(scope: Scope) -> Q:
    """Schools carry their académie; a région is that of the académie."""
    if scope.kind == FRANCE_KIND:
        return Q()
    return Q(academie__region=scope.code) if scope.kind == "region" else Q(**{f"{scope.kind}_id": scope.code})
