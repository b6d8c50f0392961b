"""Who may bring, read and remove a file: the purpose decides, and it is declared by the area that keeps the file."""

from essaim.foundation.files import purposes
from essaim.foundation.files.models import StoredFile
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Forbidden


def can_read(actor: Actor | None, file: StoredFile) -> bool:
    """Whoever the purpose lets read; nobody when the purpose no longer exists."""
    try:
        return purposes.get(file.purpose).may_read(actor, file)
    except KeyError:
        return False


def can_remove(actor: Actor, file: StoredFile) -> bool:
    """Whoever the purpose lets remove."""
    return purposes.get(file.purpose).may_remove(actor, file)


def ensure_can_store(actor: Actor, purpose: purposes.Purpose) -> None:
    """Refuse whoever the purpose does not let store."""
    if not purpose.may_store(actor):
        raise Forbidden("Vous ne pouvez pas déposer de fichier ici.")


def ensure_can_remove(actor: Actor, file: StoredFile) -> None:
    """Refuse whoever may not remove this file."""
    if not can_remove(actor, file):
        raise Forbidden("Vous ne pouvez pas retirer ce fichier : seule la personne qui l’a déposé le peut.")
