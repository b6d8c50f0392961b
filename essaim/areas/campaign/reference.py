"""Make sure the Semaine is there before somebody needs it: the site, the demo, a test. It is never opened here."""

from essaim.areas.campaign.models import Campaign
from essaim.areas.campaign.services import editions
from essaim.commons.protocol import selectors as protocol
from essaim.foundation.kernel.actor import Actor, SystemActor


def ensure_loaded(by: Actor | None = None) -> bool:
    """Load the campaign and its next edition, in preparation, if the base has no campaign; says whether it had to.

    The protocol must be there, since an edition names the commitment it serves: without it nothing is loaded.
    """
    if Campaign.objects.exists() or protocol.current() is None:
        return False
    editions.load_reference(by=by or SystemActor("campaign"))
    return True
