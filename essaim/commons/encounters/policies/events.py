"""Who prepares an event, who sees it, who answers for whom."""

from essaim.commons.directory.domain.routing import Area
from essaim.commons.directory.scoping import scope_of
from essaim.commons.encounters.enums import Channel
from essaim.commons.encounters.models import Event, Invitation
from essaim.commons.territory.models import Academie, Region
from essaim.foundation.accounts.models import User
from essaim.foundation.audit import trail
from essaim.foundation.kernel.actor import Actor, LinkActor, Role
from essaim.foundation.kernel.errors import Forbidden

KEEPERS = (Role.CORRESPONDENT, Role.OCCE, Role.CRESS, Role.NATIONAL, Role.ADMIN)
NETWORK = (*KEEPERS, Role.SIGNATORY)


def can_create(by: Actor) -> bool:
    """Those who answer for a territory, and the national coordinations."""
    return by.holds(*KEEPERS)


def can_hold_in(by: Actor, region: Region | None, academie: Academie | None) -> bool:
    """An event of a territory is prepared by those who answer for it; a national one, by the coordinations."""
    scope = scope_of(by)
    if region is None and academie is None:
        return scope.is_national
    return by.holds(*KEEPERS) and scope.covers(_area(region, academie))


def can_edit(by: Actor, event: Event) -> bool:
    """Those who may hold an event there; expects ``region`` and ``academie`` joined."""
    return can_hold_in(by, event.region, event.academie)


def can_see(by: Actor, event: Event) -> bool:
    """Everybody when it is announced in public; else the network and those invited."""
    if event.is_public or by.holds(*NETWORK):
        return True
    return isinstance(by, User) and Invitation.objects.filter(event=event, user=by).exists()


def is_invited(by: Actor, invitation: Invitation) -> bool:
    """Whether this is one's own invitation, by account or by signed link."""
    if isinstance(by, LinkActor):
        return by.ref == trail.urn(invitation)
    return isinstance(by, User) and by.pk == invitation.user_id


def ensure_can_create(by: Actor) -> None:
    """Raise unless ``can_create``."""
    if not can_create(by):
        raise Forbidden("Un évènement est préparé par une personne qui anime un territoire ou le réseau.")


def ensure_can_hold_in(by: Actor, region: Region | None, academie: Academie | None) -> None:
    """Raise unless ``can_hold_in``."""
    if not can_hold_in(by, region, academie):
        raise Forbidden("Ce territoire n'est pas le vôtre : choisissez-en un que vous animez.")


def ensure_can_edit(by: Actor, event: Event) -> None:
    """Raise unless ``can_edit``."""
    if not can_edit(by, event):
        raise Forbidden("Cet évènement est préparé par les personnes qui animent son territoire.")


def ensure_can_see(by: Actor, event: Event) -> None:
    """Raise unless ``can_see``."""
    if not can_see(by, event):
        raise Forbidden("Cet évènement est réservé aux personnes invitées.")


def ensure_can_answer(by: Actor, invitation: Invitation, channel: Channel) -> None:
    """The person invited; or, by telephone, those who prepare the event."""
    if channel is Channel.TELEPHONE:
        ensure_can_edit(by, invitation.event)
    elif not is_invited(by, invitation):
        raise Forbidden("Cette invitation n'est pas la vôtre.")


def _area(region: Region | None, academie: Academie | None) -> Area:
    if academie is not None:
        return Area(academie=academie.code, region=academie.region_id or "")
    return Area(region=region.code if region else "")
