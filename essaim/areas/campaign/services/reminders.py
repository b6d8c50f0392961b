"""Remind, once: each gesture locks what it reminds of, checks that it still waits, writes the row and the letter.

Two workers at the same second meet on the unique row: one writes, the other is told ``AlreadyReminded``. A worker
killed halfway leaves neither the row nor the letter: the next one starts again.
"""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import timezone

from essaim.areas.campaign import reminder_letters as letters
from essaim.areas.campaign.enums import MatchState, Party, RegistrationState, ReminderKind
from essaim.areas.campaign.models import Match, Registration, Reminder
from essaim.areas.campaign.policies import reminders as policies
from essaim.areas.campaign.selectors import registrations
from essaim.areas.campaign.selectors import reminders as selectors
from essaim.commons.encounters.enums import EncounterState
from essaim.foundation.audit import trail
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused


class AlreadyReminded(Refused):
    """Another worker has just sent it."""


class NothingAwaited(Refused):
    """The answer came in between."""


@trail.gesture
def remind_side(*, by: Actor, match: Match, party: Party, rank: int) -> Reminder:
    """Ask one side of a proposal again, with a fresh link; the network calls whoever has no address."""
    policies.ensure_program(by)
    match = Match.objects.told().select_for_update(of=("self",)).get(pk=match.pk)
    if not match.awaits(party):
        raise NothingAwaited("La réponse est arrivée.")
    made = _note(match, ReminderKind.of(party), selectors.asked_at(match, party), rank)
    letters.of_side(match, party, rank)
    trail.record(by, "campaign.reminder.sent", match, kind=made.kind, rank=rank)
    return made


@trail.gesture
def remind_reader(*, by: Actor, registration: Registration, rank: int) -> Reminder:
    """Say to whoever rereads that a registration waits; the second time, to the level above as well."""
    policies.ensure_program(by)
    registration = _locked(registration, RegistrationState.SUBMITTED)
    made = _note(registration, ReminderKind.MODERATION, selectors.question_since(registration), rank)
    letters.of_moderation(registration, rank)
    trail.record(by, "campaign.reminder.sent", registration, kind=made.kind, rank=rank)
    return made


@trail.gesture
def remind_author(*, by: Actor, registration: Registration, rank: int) -> Reminder:
    """Send the link of a draft again to whoever left it."""
    policies.ensure_program(by)
    registration = _locked(registration, RegistrationState.DRAFT)
    made = _note(registration, ReminderKind.DRAFT, selectors.question_since(registration), rank)
    letters.of_draft(registration)
    trail.record(by, "campaign.reminder.sent", registration, kind=made.kind, rank=rank)
    return made


@trail.gesture
def remind_report(*, by: Actor, match: Match, rank: int) -> Reminder:
    """Ask both sides how the meeting went, with a fresh link each."""
    policies.ensure_program(by)
    match = Match.objects.told().select_for_update(of=("self",)).get(pk=match.pk)
    if (
        match.state != MatchState.CONFIRMED
        or match.encounter is None
        or (match.encounter.state != EncounterState.PLANNED)
    ):
        raise NothingAwaited("Le compte rendu est arrivé.")
    made = _note(match, ReminderKind.REPORT, selectors.report_since(match), rank)
    for party in selectors.SIDES:
        letters.of_report(match, party)
    trail.record(by, "campaign.reminder.sent", match, kind=made.kind, rank=rank)
    return made


def _note(row: Match | Registration, kind: ReminderKind, since: dt.datetime, rank: int) -> Reminder:
    """The row that makes it once; the constraint has the last word."""
    made = Reminder(about=trail.urn(row), kind=kind, since=since, rank=rank, sent_on=timezone.localdate())
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        raise AlreadyReminded("Cette relance est déjà partie.") from None
    return made


def _locked(registration: Registration, state: RegistrationState) -> Registration:
    """The row as it is now, held until the end of the transaction, if it still waits."""
    rows = registrations.of_kind(registration.kind).select_for_update(of=("self",))
    now = rows.filter(pk=registration.pk, state=state).first()
    if now is None:
        raise NothingAwaited("Cette inscription n’attend plus.")
    return now
