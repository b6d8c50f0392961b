"""Encounters between classes and ESS actors, and events: met by several areas, counted once, here."""

from essaim.commons.encounters.models.encounter import Encounter
from essaim.commons.encounters.models.event import Event, Invitation, ProgrammeItem
from essaim.commons.encounters.models.receipt import Receipt

__all__ = ["Encounter", "Event", "Invitation", "ProgrammeItem", "Receipt"]
