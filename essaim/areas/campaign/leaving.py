"""A person who closes their account leaves no name behind: drafts go, contacts of what was sent are blanked."""

from essaim.areas.campaign.enums import RegistrationState
from essaim.areas.campaign.models import MODELS
from essaim.foundation.accounts.events import PersonErased

NO_CONTACT = {"contact_name": "", "contact_email": "", "contact_phone": "", "message": "", "extra": ""}


def forget_contacts(event: PersonErased) -> None:
    """Called in the transaction of the erasure; the link to the account itself is cut by ``accounts``."""
    for model in MODELS.values():
        theirs = model._base_manager.filter(author=event.user)
        theirs.filter(state=RegistrationState.DRAFT).delete()
        theirs.update(**NO_CONTACT)
