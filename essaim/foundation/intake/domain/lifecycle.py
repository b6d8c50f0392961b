"""From a file to the database and back: the moves of a batch, as a table.

The rule: nothing is written before somebody has seen the dry run (or asked for both at once, from the command line),
and what was written can be undone in one gesture. A plan that changed between the two is shown again. Source: issue 3,
"intake". Limits: undo is offered while the files and the former values are kept (``RETENTION_DAYS``).
"""

from collections.abc import Mapping

from essaim.foundation.intake.enums import BatchState
from essaim.foundation.kernel.errors import Refused

RETENTION_DAYS = 30
"""How long the files and the former values of a batch are kept: undo is possible that long, then they go."""

STALLED_SECONDS = 90
"""Without a sign of life from the worker for so long, a person may start the work again."""

MOVES: Mapping[BatchState, frozenset[BatchState]] = {
    BatchState.UPLOADED: frozenset({BatchState.MAPPED, BatchState.REFUSED, BatchState.EXPIRED}),
    BatchState.MAPPED: frozenset({BatchState.MAPPED, BatchState.PLANNING, BatchState.APPLIED, BatchState.EXPIRED}),
    BatchState.PLANNING: frozenset({BatchState.PLANNING, BatchState.PLANNED, BatchState.REFUSED, BatchState.EXPIRED}),
    BatchState.PLANNED: frozenset({BatchState.MAPPED, BatchState.APPLYING, BatchState.EXPIRED}),
    BatchState.APPLYING: frozenset({BatchState.APPLYING, BatchState.APPLIED, BatchState.PLANNED, BatchState.REFUSED}),
    BatchState.APPLIED: frozenset({BatchState.UNDONE}),
    BatchState.UNDONE: frozenset(),
    BatchState.REFUSED: frozenset({BatchState.MAPPED, BatchState.EXPIRED}),
    BatchState.EXPIRED: frozenset(),
}

WORKING = frozenset({BatchState.PLANNING, BatchState.APPLYING})
"""States in which the worker has something to do."""


def advance(current: BatchState, target: BatchState) -> BatchState:
    """The new state, or a refusal when the move is not allowed."""
    if target in MOVES[current]:
        return target
    raise Refused(f"Cet import est « {current.label} » : il ne peut pas devenir « {target.label} ».")
