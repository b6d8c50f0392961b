"""Choose how often one is written to, stop in one click, and send the digests."""

from django.db.models import F, Q
from django.utils import timezone

from essaim.areas.campaign import digest_letters
from essaim.areas.campaign.enums import Rhythm
from essaim.areas.campaign.models import LetterChoice
from essaim.areas.campaign.policies import letter_choices as policies
from essaim.areas.campaign.policies import reminders
from essaim.areas.campaign.selectors import digests
from essaim.foundation.accounts.models import User
from essaim.foundation.audit import trail
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused


class NothingToSay(Refused):
    """Nothing waits for this person, or the digest of the day has left: no letter."""


@trail.gesture
def choose(*, by: Actor, user: User, rhythm: Rhythm) -> LetterChoice:
    """A letter for each thing, a digest a day or a week, or none."""
    policies.ensure_can_choose(by, user)
    made, _ = LetterChoice.objects.update_or_create(user=user, defaults={"rhythm": rhythm})
    trail.record(by, "campaign.letters.chosen", made, rhythm=rhythm)
    return made


@trail.gesture
def stop(*, by: Actor, user: User) -> LetterChoice:
    """No more letters about what waits; the board still says it. Done twice, it stays done."""
    policies.ensure_can_stop(by, user)
    made, _ = LetterChoice.objects.update_or_create(user=user, defaults={"rhythm": Rhythm.NEVER})
    trail.record(by, "campaign.letters.stopped", made)
    return made


@trail.gesture
def send_digest(*, by: Actor, choice: LetterChoice) -> LetterChoice:
    """Write today's digest to one person, if something waits for them; of two workers one writes it."""
    reminders.ensure_program(by)
    said = digests.of(choice.user)
    today = timezone.localdate()
    untold = Q(digest_on=None) | Q(digest_on__lt=today)
    still = LetterChoice.objects.filter(untold, pk=choice.pk, rhythm=choice.rhythm)
    if said.is_empty or not still.update(digest_on=today, updated_at=F("updated_at")):
        raise NothingToSay("Rien n’attend aujourd’hui.")
    digest_letters.send(choice, said)
    trail.record(by, "campaign.digest.sent", choice, rhythm=choice.rhythm, things=said.things)
    return choice
