"""What the worker does for imports from time to time."""

from essaim.foundation.intake import selectors, services
from essaim.foundation.kernel.actor import SystemActor


def purge_old() -> int:
    """Forget the files and former values whose time is over; nothing is written when there are none."""
    return services.purge(by=SystemActor("worker")) if selectors.old_batches().exists() else 0
