"""Invite people to an event, and take their answers: each place is held by one person, the others wait."""

from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from essaim.commons.directory.models import Organisation
from essaim.commons.encounters import letters, seating
from essaim.commons.encounters.enums import Answer, Channel, EventState
from essaim.commons.encounters.models import Event, Invitation
from essaim.commons.encounters.policies import events as policies
from essaim.foundation.accounts.models import User
from essaim.foundation.audit import trail
from essaim.foundation.kernel.actor import Actor, LinkActor
from essaim.foundation.kernel.errors import Refused

MAX_AT_ONCE = 300


@trail.gesture
def invite(
    *,
    by: Actor,
    event: Event,
    users: Iterable[User] = (),
    addresses: Iterable[str] = (),
    organisation: Organisation | None = None,
) -> list[Invitation]:
    """Invite people by account or by address, once each; each gets a letter. Those already invited are left alone."""
    event = seating.locked(event)
    policies.ensure_can_edit(by, event)
    _ensure_open(event)
    wanted = {_clean(address) for address in addresses}
    if len(wanted) > MAX_AT_ONCE:
        raise Refused(f"Invitez {MAX_AT_ONCE} adresses à la fois au plus.")
    known = {user.pk: user for user in users} | {
        user.pk: user for user in User.objects.filter(email__in=wanted, is_active=True).order_by("pk")
    }
    there = set(Invitation.objects.filter(event=event).values_list("user", "email"))
    there_users, there_emails = {user for user, _ in there}, {email for _, email in there}
    wanted -= {user.email for user in known.values()} | there_emails
    added = [Invitation(event=event, user=known[pk]) for pk in sorted(known) if pk not in there_users]
    added += [Invitation(event=event, email=email) for email in sorted(wanted)]
    for invitation in added:
        invitation.organisation = organisation
        invitation.save()
        letters.invite(invitation)
    trail.record(by, "encounters.event.invited", event, people=len(added))
    return added


@trail.gesture
def answer(*, by: Actor, invitation: Invitation, answer: Answer, channel: Channel | None = None) -> Invitation:
    """Come or not. When every place is held, whoever comes waits; a place given back goes to the first who waits."""
    event = seating.locked(invitation.event)
    invitation = _current(invitation, event)
    how = Channel(channel) if channel else Channel.LINK if isinstance(by, LinkActor) else Channel.ACCOUNT
    policies.ensure_can_answer(by, invitation, how)
    _ensure_open(event)
    if answer not in {Answer.COMING, Answer.NOT_COMING}:
        raise Refused("Répondez que vous venez, ou que vous ne venez pas.")
    if not _stands(invitation, answer):
        invitation.answered_at, invitation.channel = timezone.now(), how
        if answer is Answer.COMING:
            seating.take(event, invitation)
        else:
            invitation.answer, invitation.seat = Answer.NOT_COMING, None
        invitation.save()
    promoted = seating.reseat(event)
    for row in promoted:
        row.event = event
        letters.place_found(row)
    trail.record(
        by,
        "encounters.invitation.answered",
        invitation,
        answer=invitation.answer,
        channel=how,
        event=event.pk,
        promoted=[row.pk for row in promoted],
    )
    return invitation


@trail.gesture
def send_again(*, by: Actor, invitation: Invitation) -> Invitation:
    """Write again to somebody invited, with a fresh link: theirs expired, or the letter was lost."""
    if not policies.is_invited(by, invitation):
        policies.ensure_can_edit(by, invitation.event)
    if not letters.address_of(invitation):
        raise Refused("Cette invitation n'a plus d'adresse.")
    letters.invite(invitation)
    trail.record(by, "encounters.invitation.sent_again", invitation, event=invitation.event_id)
    return invitation


def _current(invitation: Invitation, event: Event) -> Invitation:
    found = Invitation.objects.select_related("user").get(pk=invitation.pk)
    found.event = event
    return found


def _stands(invitation: Invitation, answer: Answer) -> bool:
    """Whether this is what they already said: nothing happens twice."""
    said: Sequence[str] = (Answer.COMING, Answer.WAITING) if answer is Answer.COMING else (Answer.NOT_COMING,)
    return invitation.answer in said


def _ensure_open(event: Event) -> None:
    if event.state != EventState.PLANNED:
        raise Refused(f"Cet évènement est {EventState(event.state).label} : on ne répond plus.")
    if event.ends_at <= timezone.now():
        raise Refused("Cet évènement est passé : on ne répond plus.")


def _clean(address: str) -> str:
    email = address.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise Refused(f"« {address.strip()} » n'est pas une adresse : écrivez prenom.nom@exemple.fr.") from None
    return email
