"""What a few days without an answer look like: reminders sent, a digest, people who chose their own rhythm."""

import datetime as dt

from django.utils import timezone

from essaim.areas.campaign.demo_registrations import Drawing
from essaim.areas.campaign.domain import rhythm
from essaim.areas.campaign.enums import Party, Reply, Rhythm
from essaim.areas.campaign.models import Match
from essaim.areas.campaign.selectors import digests
from essaim.areas.campaign.selectors import reminders as waiting
from essaim.areas.campaign.services import letter_choices, reminders
from essaim.foundation.accounts.domain import demonstration
from essaim.foundation.accounts.models import User
from essaim.foundation.kernel.actor import Role, SystemActor
from essaim.foundation.kernel.errors import Refused

BY = SystemActor("relances")
ASKED_DAYS_AGO = (5, 6, 9, 1, 2)
"""How long ago unanswered proposals were sent, in turn: some have had a reminder, one kind two, others none yet."""

READERS = ((Role.CRESS, Rhythm.DAILY), (Role.OCCE, Rhythm.WEEKLY))


def write(drawing: Drawing) -> None:
    """Reminders of the proposals nobody answered, then the digest of one who reads them daily."""
    _wait(drawing)
    day = _last_open_day()
    for due in waiting.due_sides(day):
        reminders.remind_side(by=BY, match=due.match, party=due.party, rank=due.rank)
    for role, chosen in READERS:
        person = User.objects.get(email=demonstration.address(role))
        choice = letter_choices.choose(by=person, user=person, rhythm=chosen)
        if chosen is Rhythm.DAILY:
            try:
                letter_choices.send_digest(by=BY, choice=choice)
            except Refused:
                continue


def _wait(drawing: Drawing) -> None:
    """Those nobody has answered were asked some days ago; the others took a few hours, or a few days."""
    rows = Match.objects.filter(request__edition=drawing.edition).order_by("pk")
    moved = []
    for rank, match in enumerate(rows):
        ago = dt.timedelta(days=ASKED_DAYS_AGO[rank % len(ASKED_DAYS_AGO)])
        for party in (Party.TEAM, Party.ACTOR):
            thought = (
                ago if match.reply_of(party) is Reply.PENDING else dt.timedelta(hours=drawing.draw.randrange(2, 90))
            )
            setattr(match, f"{party}_asked_at", timezone.now() - thought)
        match.created_at = min(match.team_asked_at, match.actor_asked_at)
        moved.append(match)
    Match.objects.bulk_update(moved, ["team_asked_at", "actor_asked_at", "created_at"], batch_size=200)


def _last_open_day() -> dt.date:
    """Today, or the last day somebody worked: the demonstration is also looked at on Sundays."""
    days = (timezone.localdate() - dt.timedelta(days=ago) for ago in range(10))
    return next(day for day in days if not rhythm.is_closed(day, digests.is_off))
