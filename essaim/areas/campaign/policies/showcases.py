"""Who says what became of pupils' action: its author, or the network of its territory, once its day has come."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils import timezone

from essaim.areas.campaign.enums import Channel, RegistrationState
from essaim.areas.campaign.models import Showcase
from essaim.areas.campaign.policies import registrations
from essaim.foundation.kernel.actor import Actor, LinkActor
from essaim.foundation.kernel.errors import Forbidden, Refused


def day_of(showcase: Showcase) -> dt.date:
    """The day it is announced for, on the clock of its place; the first day of the edition when it has none."""
    if showcase.starts_at is None:
        return showcase.edition.starts_on
    return showcase.starts_at.astimezone(zone_of(showcase)).date()


def zone_of(showcase: Showcase) -> ZoneInfo:
    """The clock of its place; expects ``departement`` joined."""
    return ZoneInfo(showcase.departement.timezone if showcase.departement else "Europe/Paris")


def is_due(showcase: Showcase) -> bool:
    """Whether its day has come there."""
    return day_of(showcase) <= timezone.now().astimezone(zone_of(showcase)).date()


def can_tell(by: Actor, showcase: Showcase) -> bool:
    """Its author and the network that covers it, once accepted."""
    return showcase.state == RegistrationState.ACCEPTED and registrations.can_see(by, showcase)


def ensure_can_tell(by: Actor, showcase: Showcase, channel: Channel | None) -> Channel:
    """How the gesture comes; raises when it is not theirs, or too soon. By telephone, only the network."""
    if not can_tell(by, showcase):
        raise Forbidden("La suite d'une action est dite par qui l'a inscrite, ou par le réseau de son territoire.")
    if channel == Channel.TELEPHONE and not registrations.covers(by, showcase):
        raise Forbidden("Seule une personne du réseau note un geste fait au téléphone.")
    if not is_due(showcase):
        raise Refused("Le jour de cette action n'est pas encore venu : revenez ce jour-là, ou après.")
    return Channel(channel) if channel else Channel.LINK if isinstance(by, LinkActor) else Channel.ACCOUNT
