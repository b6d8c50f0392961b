"""Who is written to one letter at a time, and who reads a digest instead."""

from collections.abc import Iterable

from essaim.areas.campaign.enums import Rhythm
from essaim.areas.campaign.models import LetterChoice
from essaim.foundation.accounts.models import User


def one_by_one(people: Iterable[User]) -> list[User]:
    """Those who chose nothing, or a letter each time; in one query."""
    found = list(people)
    others = LetterChoice.objects.filter(user__in=found).exclude(rhythm=Rhythm.IMMEDIATE)
    elsewhere = set(others.values_list("user_id", flat=True))
    return [person for person in found if person.pk not in elsewhere]
