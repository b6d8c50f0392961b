"""The link by which a school's teams follow its dates in their own calendar.

Which school a class is of is not public, so this calendar has no address one could guess: the link is given on the page
of a registration, to whoever made it, and lasts a school year.
"""

import datetime as dt

from django.conf import settings

from essaim.areas.campaign.addresses import address
from essaim.areas.campaign.enums import RegistrationState
from essaim.areas.campaign.models import Campaign, Registration
from essaim.commons.directory.models import School
from essaim.foundation.accounts import links
from essaim.foundation.audit import trail
from essaim.foundation.kernel.errors import Refused

PURPOSE = "campaign.school_feed"
LIFE = dt.timedelta(days=400)


def make(school: School, campaign: Campaign) -> str:
    """The whole address of the calendar of a school."""
    token = links.sign(PURPOSE, trail.urn(school), expires=LIFE)
    return settings.BASE_URL + address("school-feed", campaign, token=token)


def of(registration: Registration) -> str:
    """The same for the school of a registration that was accepted, else nothing: its page is read by its own side."""
    school = getattr(registration, "school", None)
    if school is None or registration.state != RegistrationState.ACCEPTED:
        return ""
    return make(school, registration.edition.campaign)


def read(token: str) -> School:
    """The school of a link; ``Refused`` when it is over or not ours."""
    link = links.read(token, PURPOSE)
    found = School.objects.filter(pk=link.urn.partition(":")[2]).first()
    if found is None:
        raise Refused("Cet établissement n’est plus dans l’annuaire.")
    return found
