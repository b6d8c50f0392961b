"""Who may import: each importer says so of its own kind of file."""

from essaim.foundation.intake import registry
from essaim.foundation.kernel.actor import Actor, Role
from essaim.foundation.kernel.errors import Forbidden


def can_import(by: Actor, kind: str) -> bool:
    """Whether this person may import files of this kind, see these imports and undo them."""
    return kind in registry.kinds() and registry.get(kind).may_import(by)


def can_import_something(by: Actor) -> bool:
    """Whether the page of imports has anything for this person."""
    return bool(registry.open_to(by))


def ensure_can_import_something(by: Actor) -> None:
    """Raise ``Forbidden`` otherwise."""
    if not can_import_something(by):
        raise Forbidden("Votre rôle ne permet pas d'importer des fichiers. Demandez à l'administration.")


def ensure_can_import(by: Actor, kind: str) -> None:
    """Raise ``Forbidden`` otherwise."""
    if not can_import(by, kind):
        raise Forbidden("Votre rôle ne permet pas d'importer ce type de fichier. Demandez à l'administration.")


def ensure_can_purge(by: Actor) -> None:
    """Keeping the platform is the administration's work."""
    if not by.holds(Role.ADMIN):
        raise Forbidden("L'administration seule purge les anciens imports.")
