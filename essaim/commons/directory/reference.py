"""Make sure the two networks are there before somebody needs them: the site, the demo, a test."""

from essaim.commons.directory.models import Seat
from essaim.commons.directory.services import reference
from essaim.foundation.kernel.actor import Actor, SystemActor


def ensure_loaded(by: Actor | None = None) -> bool:
    """Load CRESS, national heads and vacant seats if the base has no seat; says whether it had to."""
    if Seat.objects.exists():
        return False
    reference.load(by=by or SystemActor("directory"))
    return True
