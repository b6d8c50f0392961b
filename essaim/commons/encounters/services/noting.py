"""Note once held what was never planned here, and take such a report back."""

from django.db import IntegrityError, transaction

from essaim.commons.encounters import writing
from essaim.commons.encounters.domain.lifecycle import advance
from essaim.commons.encounters.domain.report import Report
from essaim.commons.encounters.enums import Channel, EncounterState
from essaim.commons.encounters.models import Encounter
from essaim.commons.encounters.policies import encounters as policies
from essaim.foundation.audit import trail
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused

NOTED_BY_MISTAKE = "Compte rendu repris : noté par erreur."


@trail.gesture
def note_held(*, by: Actor, encounter: Encounter, report: Report, channel: Channel | None = None) -> Encounter:
    """Write an encounter that was held, with its numbers; its origin gives one, once, whoever notes it first.

    ``encounter`` is a new row that says what it is: kind, origin, commitment, title, school joined.
    """
    how = writing.channel_of(by, channel)
    policies.ensure_can_plan(by, encounter.school, encounter.organisation, encounter.origin, how)
    encounter.departement, encounter.timezone = encounter.school.departement, writing.zone_of(encounter.school)
    encounter.state, encounter.channel = EncounterState.HELD, how
    writing.write(encounter, report)
    try:
        with transaction.atomic():
            encounter.save()
    except IntegrityError as error:
        raise Refused(writing.TWICE) from error
    trail.record(
        by,
        "encounters.encounter.held",
        encounter,
        channel=how,
        origin=encounter.origin,
        commitment=encounter.commitment_id,
        on=report.held_on,
        pupils=report.pupils,
        adults=report.adults,
        minutes=report.minutes,
    )
    return writing.told(by, encounter, "held")


@trail.gesture
def take_back(*, by: Actor, encounter: Encounter, channel: Channel | None = None) -> Encounter:
    """Say that a report was a mistake: its numbers go, it counts no more, and its origin may be told again."""
    encounter, how = writing.taken(encounter), writing.channel_of(by, channel)
    policies.ensure_can_report(by, encounter, how)
    if encounter.state != EncounterState.HELD:
        raise Refused("Il n'y a pas de compte rendu à reprendre : rechargez la page.")
    was = {"pupils": encounter.pupils, "adults": encounter.adults, "minutes": encounter.minutes}
    encounter.state, encounter.ended_reason = advance(encounter.state, EncounterState.CANCELLED), NOTED_BY_MISTAKE
    encounter.held_on = encounter.pupils = encounter.adults = encounter.minutes = None
    encounter.words, encounter.channel = "", how
    encounter.save()
    trail.record(by, "encounters.encounter.taken_back", encounter, channel=how, **was)
    return writing.told(by, encounter, "taken_back")
