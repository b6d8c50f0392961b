"""Where an edition and a registration may go from where they are: the tables that code, buttons and docs read.

Source: issue 4 (« draft kept », « moderation with reasons and return to author », « withdraw at any time »). No
moderation rule of the two networks was found published (programmes.md B.3); these are ours.
"""

from collections.abc import Mapping
from typing import Final

from essaim.areas.campaign.enums import EditionState, RegistrationState

EDITION_MOVES: Final[Mapping[EditionState, frozenset[EditionState]]] = {
    EditionState.DRAFT: frozenset({EditionState.ANNOUNCED, EditionState.OPEN}),
    EditionState.ANNOUNCED: frozenset({EditionState.OPEN, EditionState.DRAFT}),
    EditionState.OPEN: frozenset({EditionState.CLOSED}),
    EditionState.CLOSED: frozenset({EditionState.OPEN, EditionState.ARCHIVED}),
    EditionState.ARCHIVED: frozenset(),
}

REGISTRATION_MOVES: Final[Mapping[RegistrationState, frozenset[RegistrationState]]] = {
    RegistrationState.DRAFT: frozenset({RegistrationState.SUBMITTED}),
    RegistrationState.SUBMITTED: frozenset(
        {
            RegistrationState.ACCEPTED,
            RegistrationState.RETURNED,
            RegistrationState.REFUSED,
            RegistrationState.WITHDRAWN,
        }
    ),
    RegistrationState.RETURNED: frozenset({RegistrationState.SUBMITTED, RegistrationState.WITHDRAWN}),
    RegistrationState.ACCEPTED: frozenset({RegistrationState.SUBMITTED, RegistrationState.WITHDRAWN}),
    RegistrationState.REFUSED: frozenset({RegistrationState.SUBMITTED}),
    RegistrationState.WITHDRAWN: frozenset(),
}
"""From accepted or refused back to submitted: a moderator undoes an answer. A draft is not withdrawn: it goes."""

LIVE: Final = (RegistrationState.SUBMITTED, RegistrationState.RETURNED, RegistrationState.ACCEPTED)
"""The states that stand for a class or an offer in an edition: no second one like it."""

EDITABLE: Final = frozenset({RegistrationState.DRAFT, RegistrationState.SUBMITTED, RegistrationState.RETURNED})
"""The states in which its author may still change every answer."""


def can_move_edition(now: EditionState, wanted: EditionState) -> bool:
    """Whether an edition may go there."""
    return wanted in EDITION_MOVES[now]


def can_move(now: RegistrationState, wanted: RegistrationState) -> bool:
    """Whether a registration may go there."""
    return wanted in REGISTRATION_MOVES[now]
