"""What became of pupils' actions: the encounter each one made, what may be done now, and those nobody has told of."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from essaim.areas.campaign.enums import Outcome, RegistrationState
from essaim.areas.campaign.models import Edition, Registration, Showcase
from essaim.areas.campaign.policies import showcases as policies
from essaim.areas.campaign.selectors.registrations import visible
from essaim.commons.directory.domain.scopes import Scope
from essaim.commons.encounters import access
from essaim.commons.encounters.enums import Side
from essaim.commons.encounters.models import Encounter
from essaim.commons.encounters.policies import encounters
from essaim.commons.encounters.selectors.encounters import of_origin
from essaim.foundation.audit import trail
from essaim.foundation.figures import selectors as figures
from essaim.foundation.kernel.actor import Actor, LinkActor

JOINED = ("edition__commitment", "edition__campaign", "school__academie", "school__departement", "school_class")
PLACE = ("departement", "academie", "region")
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Telling:
    """What a page says of the outcome of an action, for one reader."""

    showcase: Showcase
    encounter: Encounter | None
    can_tell: bool
    can_take_back: bool
    report_url: str

    take_back_path: ClassVar[str] = "reprendre-la-suite/"
    """From the page of the registration, whichever campaign's address it has."""

    @property
    def is_untold(self) -> bool:
        """Whether nobody has said anything yet."""
        return self.showcase.outcome == Outcome.UNTOLD


def with_all() -> QuerySet[Showcase]:
    """Actions with what the gestures on them need."""
    return Showcase.objects.select_related(*JOINED, *PLACE)


def encounter_of(showcase: Showcase) -> Encounter | None:
    """The encounter that counts for this action, if it took place."""
    return of_origin(trail.urn(showcase))


def is_quoted(encounter: Encounter) -> bool:
    """Whether a bilan that is frozen today counts this encounter."""
    return figures.is_quoted(encounter)


def telling(registration: Registration, by: Actor) -> Telling | None:
    """What may be said of this registration; nothing unless it is an accepted action whose day has come."""
    if not isinstance(registration, Showcase) or not policies.can_tell(by, registration):
        return None
    if registration.outcome == Outcome.UNTOLD:
        return Telling(registration, None, policies.is_due(registration), can_take_back=False, report_url="")
    encounter = encounter_of(registration)
    return Telling(
        registration,
        encounter,
        can_tell=False,
        can_take_back=encounter is None or not is_quoted(encounter),
        report_url=_report_url(encounter, by) if encounter else "",
    )


def untold(edition: Edition, scope: Scope) -> Sequence[Showcase]:
    """Accepted actions of one's territories whose day has passed and nobody told of, the oldest first."""
    now = timezone.now()
    past = Q(starts_at__lt=now) | Q(starts_at=None, edition__starts_on__lt=timezone.localdate(now))
    found = with_all().filter(past, edition=edition, state=RegistrationState.ACCEPTED, outcome=Outcome.UNTOLD)
    return list(visible(found, scope).order_by("starts_at", "pk")[:SHOWN])


def _report_url(encounter: Encounter, by: Actor) -> str:
    """Where this reader reads the report and corrects it."""
    if isinstance(by, LinkActor):
        return access.encounter_address(encounter, Side.TEAM)
    if not encounters.can_see(by, encounter):
        return ""
    return reverse("encounters:encounter-detail", args=[encounter.pk])
