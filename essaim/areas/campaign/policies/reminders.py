"""Reminders, digests and what follows silence are written by the program itself, never by a person."""

from essaim.foundation.kernel.actor import Actor, Role, SystemActor
from essaim.foundation.kernel.errors import Forbidden


def ensure_program(by: Actor) -> None:
    """Raise unless the worker, or a command, acts."""
    if not (isinstance(by, SystemActor) and by.holds(Role.ADMIN)):
        raise Forbidden("Les relances partent toutes seules : personne ne les envoie à la main.")
