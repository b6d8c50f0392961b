"""Make sure the protocol is there before something is said to serve it: the site, the demo, a test."""

from essaim.commons.protocol import services
from essaim.commons.protocol.models import Agreement
from essaim.foundation.kernel.actor import Actor, SystemActor


def ensure_loaded(by: Actor | None = None) -> bool:
    """Load the protocol, its parties, axes and commitments if the base has no agreement; says whether it had to.

    The organisations of the directory must be there: the parties are some of them.
    """
    if Agreement.objects.exists():
        return False
    services.load_reference(by=by or SystemActor("protocol"))
    return True
