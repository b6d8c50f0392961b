"""Who of the network may follow a registration, and what somebody follows."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.utils import timezone

from essaim.areas.campaign.enums import Kind, RegistrationState
from essaim.areas.campaign.models import Edition, Registration
from essaim.areas.campaign.selectors.registrations import of_kind
from essaim.commons.directory.models import Tenure
from essaim.commons.directory.selectors.people import TERRITORIAL
from essaim.foundation.accounts.models import User
from essaim.foundation.kernel.actor import Role

FOLLOWED = (RegistrationState.SUBMITTED, RegistrationState.RETURNED, RegistrationState.ACCEPTED)


def colleagues(registration: Registration) -> QuerySet[User]:
    """The people whose seat covers the place of a registration today, in the order of their names."""
    area = registration.area
    here = Q(seat__role=Role.NATIONAL)
    for kind, code in (("region", area.region), ("academie", area.academie), ("departement", area.departement)):
        if code:
            here |= Q(**{f"seat__{kind}": code})
    held = Tenure.objects.on(timezone.localdate()).filter(here, seat__role__in=TERRITORIAL)
    return User.objects.filter(is_active=True, tenures__in=held).distinct().order_by("name", "pk")


def followed_by(user: User, edition: Edition) -> Sequence[Registration]:
    """What somebody follows and is not over, the oldest first."""
    rows: list[Registration] = []
    for kind in Kind:
        rows += of_kind(kind).filter(edition=edition, assigned_to=user, state__in=FOLLOWED).order_by("pk")
    return sorted(rows, key=lambda row: (row.submitted_at or row.created_at, row.reference))
