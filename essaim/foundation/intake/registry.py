"""The importers the areas above declare, by kind."""

from essaim.foundation.intake.importer import Importer
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused

_importers: dict[str, Importer] = {}


def register(importer: Importer) -> None:
    """Make a kind of file importable; called in ``apps.py: ready()`` of the area that knows it."""
    known = _importers.get(importer.kind)
    if known is not None and type(known) is not type(importer):
        raise ValueError(f"two importers for {importer.kind}")
    _importers[importer.kind] = importer


def get(kind: str) -> Importer:
    """The importer of this kind."""
    if kind not in _importers:
        known = ", ".join(sorted(_importers))
        raise Refused(f"« {kind} » n'est pas un type de fichier connu. Choisissez parmi : {known}.")
    return _importers[kind]


def kinds() -> frozenset[str]:
    """The kinds of files known."""
    return frozenset(_importers)


def offered_to(by: Actor) -> list[Importer]:
    """The importers whose files this person may bring: those only a program feeds are left out."""
    return [importer for importer in open_to(by) if importer.is_offered]


def open_to(by: Actor) -> list[Importer]:
    """The importers this person may use, in the order of their titles."""
    return sorted((i for i in _importers.values() if i.may_import(by)), key=lambda i: i.title)
