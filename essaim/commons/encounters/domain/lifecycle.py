"""Where an encounter or an event may go from where it stands: the pages, the services and the docs read these tables.

A held encounter may only be corrected (its numbers, with their trail), or cancelled by the network when it was noted
by mistake. A cancelled one stays cancelled: meeting all the same is another encounter.
"""

from collections.abc import Mapping

from essaim.commons.encounters.enums import EncounterState, EventState
from essaim.foundation.kernel.errors import Refused

MOVES: Mapping[EncounterState, frozenset[EncounterState]] = {
    EncounterState.PLANNED: frozenset({EncounterState.POSTPONED, EncounterState.HELD, EncounterState.CANCELLED}),
    EncounterState.POSTPONED: frozenset({EncounterState.PLANNED, EncounterState.HELD, EncounterState.CANCELLED}),
    EncounterState.HELD: frozenset({EncounterState.CANCELLED}),
    EncounterState.CANCELLED: frozenset(),
}

EVENT_MOVES: Mapping[EventState, frozenset[EventState]] = {
    EventState.PLANNED: frozenset({EventState.HELD, EventState.CANCELLED}),
    EventState.HELD: frozenset(),
    EventState.CANCELLED: frozenset(),
}


def advance(state: str, to: EncounterState) -> EncounterState:
    """The next state of an encounter, or a refusal that says where it stands."""
    if to not in MOVES[EncounterState(state)]:
        raise Refused(f"Cette rencontre est {EncounterState(state).label} : ce geste n'est plus possible.")
    return to


def advance_event(state: str, to: EventState) -> EventState:
    """The next state of an event, or a refusal that says where it stands."""
    if to not in EVENT_MOVES[EventState(state)]:
        raise Refused(f"Cet évènement est {EventState(state).label} : ce geste n'est plus possible.")
    return to
