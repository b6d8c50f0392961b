"""The letter to the head of a school, and the word to the team once the school has answered."""

from essaim.areas.campaign import attestation_links, registration_letters
from essaim.areas.campaign.models.registration import OfClass
from essaim.foundation.audit import trail
from essaim.foundation.outbox import letters

AREA = "campaign"


def ask(registration: OfClass) -> None:
    """To the institutional address the directory knows: what would be public, and a button."""
    school = registration.school
    if school is None or not school.email:
        return
    known = {
        "registration": registration,
        "school": school,
        "edition": registration.edition,
        "path": attestation_links.path(registration),
    }
    letters.post(
        to=school.email,
        text=letters.compose("campaign/attestation_asked", known),
        area=AREA,
        purpose="attestation_asked",
        about=trail.urn(registration),
    )


def to_author(registration: OfClass) -> None:
    """What the school answered, to whoever registered the class."""
    registration_letters.to_author(registration, "attestation_answered")
