"""The letters of encounters and events, posted in the transaction of the change they tell."""

from collections.abc import Iterable

from django.conf import settings

from essaim.commons.encounters import access, calendars, origins
from essaim.commons.encounters.enums import Answer, Side
from essaim.commons.encounters.models import Encounter, Event, Invitation
from essaim.foundation.audit import trail
from essaim.foundation.outbox.letters import Attachment, compose, post

CALENDAR = "text/calendar; charset=utf-8; method=PUBLISH"
AREA = "encounters"


def changed(encounter: Encounter, what: str) -> None:
    """Tell both sides that the date moved, is to be found again, or that the encounter will not be."""
    for side, to in origins.addresses(encounter.origin).items():
        url = settings.BASE_URL + access.encounter_address(encounter, side)
        post(
            to=to,
            text=compose("encounters/encounter_changed", {"encounter": encounter, "what": what, "url": url}),
            area=AREA,
            purpose=what,
            about=trail.urn(encounter),
            dedup_key=f"encounter-{encounter.pk}-{encounter.sequence}-{side.value}",
            attachments=_dates("rencontre.ics", calendars.encounter_ics(encounter), known=bool(encounter.planned_on)),
        )


def follow(encounter: Encounter, side: Side, to: str) -> None:
    """Send one side the link where it follows the encounter."""
    url = settings.BASE_URL + access.encounter_address(encounter, side)
    post(
        to=to,
        text=compose("encounters/encounter_follow", {"encounter": encounter, "url": url}),
        area=AREA,
        purpose="follow",
        about=trail.urn(encounter),
    )


def invite(invitation: Invitation) -> None:
    """Invite somebody; expects ``event__host`` and ``user`` joined."""
    _event_letter(invitation, "invitation")


def event_changed(event: Event, invitations: Iterable[Invitation]) -> None:
    """Tell those invited who did not say no that the date, the hour or the place changed."""
    _tell_all(event, invitations, "event_changed")


def event_cancelled(event: Event, invitations: Iterable[Invitation]) -> None:
    """Tell those invited who did not say no that the event will not be."""
    _tell_all(event, invitations, "event_cancelled")


def place_found(invitation: Invitation) -> None:
    """Tell somebody who was waiting that a place is theirs."""
    _event_letter(invitation, "place_found")


def address_of(invitation: Invitation) -> str:
    """Where letters for somebody invited go, or nowhere once they are forgotten."""
    return invitation.user.email if invitation.user and invitation.user.is_active else invitation.email


def _tell_all(event: Event, invitations: Iterable[Invitation], name: str) -> None:
    for invitation in invitations:
        if invitation.answer != Answer.NOT_COMING:
            invitation.event = event
            _event_letter(invitation, name)


def _event_letter(invitation: Invitation, name: str) -> None:
    to, event = address_of(invitation), invitation.event
    if not to:
        return
    url = settings.BASE_URL + access.invitation_address(invitation)
    post(
        to=to,
        text=compose(f"encounters/{name}", {"event": event, "invitation": invitation, "url": url}),
        area=AREA,
        purpose=name,
        about=trail.urn(event),
        recipient=invitation.user.actor_ref if invitation.user else "",
        attachments=_dates("evenement.ics", calendars.event_ics(event), known=True),
    )


def _dates(name: str, content: bytes, *, known: bool) -> tuple[Attachment, ...]:
    return (Attachment(name, CALENDAR, content),) if known else ()
