"""Who stops the letters to an address: whoever holds the link that was sent there."""

from essaim.areas.campaign.models import LetterRefusal
from essaim.foundation.kernel.actor import Actor, LinkActor
from essaim.foundation.kernel.errors import Forbidden


def can_stop(by: Actor, address_digest: str) -> bool:
    """The link names the address by its digest."""
    return isinstance(by, LinkActor) and by.ref == f"{LetterRefusal._meta.label_lower}:{address_digest}"


def ensure_can_stop(by: Actor, address_digest: str) -> None:
    """Raise unless ``can_stop``."""
    if not can_stop(by, address_digest):
        raise Forbidden("Ce lien n’arrête que les lettres de l’adresse qui l’a reçu.")
