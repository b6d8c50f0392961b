"""The board of an edition for somebody's territories: what came in, what waits, what has no class yet."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from essaim.areas.campaign.enums import Kind, RegistrationState
from essaim.areas.campaign.models import MODELS, Edition, Registration
from essaim.areas.campaign.selectors.registrations import of_kind, visible
from essaim.commons.directory.domain.scopes import Scope

SHOWN = 5
"""Rows of a list on the board: the rest is one page away."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many registrations of one kind stand where."""

    kind: Kind
    waiting: int
    returned: int
    accepted: int
    refused: int
    withdrawn: int


def tallies(edition: Edition, scope: Scope) -> list[Tally]:
    """A line a kind, in one query each."""
    return [_tally(kind, edition, scope) for kind in Kind]


def returned(edition: Edition, scope: Scope) -> Sequence[Registration]:
    """Given back and not answered, the oldest first: whom to call."""
    rows: list[Registration] = []
    for kind in Kind:
        found = visible(of_kind(kind).filter(edition=edition, state=RegistrationState.RETURNED), scope)
        rows += found.order_by("moderated_at", "pk")[:SHOWN]
    return sorted(rows, key=lambda row: (row.moderated_at or row.created_at, row.reference))[:SHOWN]


def _tally(kind: Kind, edition: Edition, scope: Scope) -> Tally:
    sent = visible(MODELS[kind]._base_manager.filter(edition=edition), scope)
    states = {
        "waiting": RegistrationState.SUBMITTED,
        "returned": RegistrationState.RETURNED,
        "accepted": RegistrationState.ACCEPTED,
        "refused": RegistrationState.REFUSED,
        "withdrawn": RegistrationState.WITHDRAWN,
    }
    counted = sent.aggregate(**{name: Count("pk", filter=Q(state=state)) for name, state in states.items()})
    return Tally(kind, **counted)
