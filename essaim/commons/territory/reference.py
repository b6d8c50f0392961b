"""Make sure the territory is there before somebody needs it: the demo, an import, a test."""

from essaim.commons.territory.models import Commune
from essaim.commons.territory.services import loading
from essaim.foundation.kernel.actor import Actor, SystemActor


def is_loaded() -> bool:
    """Whether communes are known at all."""
    return Commune.objects.exists()


def ensure_loaded(by: Actor | None = None) -> bool:
    """Load the reference if the base has none, and say whether it had to; newer data need ``essaim territory load``."""
    if is_loaded():
        return False
    loading.load_reference(by=by or SystemActor("territory"))
    return True
