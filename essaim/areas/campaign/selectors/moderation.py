"""What waits to be reread in a territory, the oldest first, with the minutes it takes."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from essaim.areas.campaign.enums import Kind, RegistrationState
from essaim.areas.campaign.models import MODELS, Offer, Registration
from essaim.areas.campaign.selectors.registrations import moderated_by
from essaim.commons.directory.domain.scopes import Scope

MINUTES = {Kind.TEAM: 2, Kind.ACTOR: 3, Kind.SHOWCASE: 2, Kind.EVENT: 1}
TO_ATTACH = 3
"""More minutes when the organisation is not in the directory yet."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """References in the order of their arrival, and how many of each kind; the rows: ``registrations.named``."""

    references: Sequence[str]
    counts: Mapping[Kind, int]

    @property
    def total(self) -> int:
        """Everything that waits, whatever is shown."""
        return sum(self.counts.values())

    @property
    def minutes(self) -> int:
        """How long it takes, about."""
        return sum(MINUTES[kind] * count for kind, count in self.counts.items())


def waiting(scope: Scope, kind: str = "") -> Waiting:
    """What this person may answer today; three queries."""
    found: dict[Kind, list[tuple[str, dt.datetime]]] = {}
    for each, model in MODELS.items():
        sent = moderated_by(model._base_manager.filter(state=RegistrationState.SUBMITTED), scope)
        rows = sent.order_by("submitted_at").values_list("reference", "submitted_at")
        found[each] = [(reference, at) for reference, at in rows if at]
    listed = [row for each, kept in found.items() if not kind or each == kind for row in kept]
    ordered = sorted(listed, key=lambda row: (row[1], row[0]))
    return Waiting([reference for reference, _ in ordered], {each: len(kept) for each, kept in found.items()})


def minutes(registration: Registration) -> int:
    """About how long one takes to reread."""
    is_new = isinstance(registration, Offer) and registration.organisation_id is None
    return MINUTES[registration.kind] + (TO_ATTACH if is_new else 0)
