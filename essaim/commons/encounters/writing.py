"""What the gestures on an encounter share: how they came, the row held until they end, a report put on it."""

from zoneinfo import ZoneInfo

from django.utils import timezone as clock

from essaim.commons.directory.models import School
from essaim.commons.encounters import letters, origins
from essaim.commons.encounters.domain.report import Report
from essaim.commons.encounters.enums import Channel
from essaim.commons.encounters.models import Encounter
from essaim.commons.territory.domain import timezones
from essaim.foundation.kernel.actor import Actor, LinkActor

TWICE = "Cette rencontre est déjà notée : elle n'est comptée qu'une fois."


def taken(encounter: Encounter) -> Encounter:
    """The row as it is now, held until the end of the transaction: two reports at once make one."""
    rows = Encounter.objects.select_related("school__academie", "departement__academie", "organisation")
    return rows.select_for_update(of=("self",)).get(pk=encounter.pk)


def channel_of(by: Actor, channel: Channel | None) -> Channel:
    """The channel that was told; else however the actor came."""
    if channel is not None:
        return Channel(channel)
    return Channel.LINK if isinstance(by, LinkActor) else Channel.ACCOUNT


def zone_of(school: School) -> str:
    """The clock of a school; expects ``departement`` joined."""
    departement = school.departement
    return timezones.of_commune(school.commune_id or "", departement.timezone if departement else "Europe/Paris")


def write(encounter: Encounter, report: Report) -> None:
    """Put a report on the row, once checked against the day it is there."""
    report.check(clock.now().astimezone(ZoneInfo(encounter.timezone)).date())
    encounter.held_on, encounter.words = report.held_on, report.words
    encounter.pupils, encounter.adults, encounter.minutes = report.pupils, report.adults, report.minutes
    encounter.ended_reason = ""


def told(by: Actor, encounter: Encounter, what: str, *, moved: bool = False) -> Encounter:
    """Let the room know, and write to both sides when the date is concerned."""
    origins.tell(by, encounter, what)
    if moved:
        letters.changed(encounter, what)
    return encounter
