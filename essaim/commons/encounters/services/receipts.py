"""Receive the report of an encounter from a device that may send it again: it is counted once."""

import datetime as dt
from uuid import UUID

from essaim.commons.encounters import writing
from essaim.commons.encounters.enums import EncounterState
from essaim.commons.encounters.models import Encounter, Receipt
from essaim.commons.encounters.policies import encounters as policies
from essaim.commons.encounters.services import encounters
from essaim.foundation.audit import trail
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused

ALREADY = "Cette rencontre est déjà notée tenue : rien n’a été changé. Vous pouvez corriger son compte rendu."


@trail.gesture
def receive(  # noqa: PLR0913 (what a report says; all by name)
    *,
    by: Actor,
    encounter: Encounter,
    key: UUID,
    held_on: dt.date,
    pupils: int,
    adults: int,
    minutes: int,
) -> Encounter:
    """Note the encounter held, the first time this key comes; later, only say that it came again.

    The network often fails after the server has answered: the device then sends what it kept, under the same key.
    """
    encounter = writing.taken(encounter)
    policies.ensure_can_report(by, encounter, writing.channel_of(by, None))
    known = Receipt.objects.filter(key=key).first()
    if known is not None and known.encounter_id != encounter.pk:
        raise Refused("Ce compte rendu est celui d’une autre rencontre : rouvrez la page et recommencez.")
    if known is None:
        if encounter.state == EncounterState.HELD:
            raise Refused(ALREADY)
        encounter = encounters.hold(
            by=by, encounter=encounter, held_on=held_on, pupils=pupils, adults=adults, minutes=minutes
        )
        Receipt.objects.create(key=key, encounter=encounter)
    trail.record(by, "encounters.report.received", encounter, key=str(key), again=known is not None)
    return encounter
