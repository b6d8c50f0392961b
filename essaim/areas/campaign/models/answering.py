"""What keeps answers coming: reminders sent, each once, and how often people of the network want to be written to."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from essaim.areas.campaign.enums import ReminderKind, Rhythm
from essaim.foundation.records.models import Timestamped
from essaim.foundation.records.privacy import NOTHING_PERSONAL, Basis, Erasure, Personal, Privacy


class Reminder(models.Model):
    """One reminder sent: about one thing, of one kind, the first or the second since the question was asked.

    The row and the letter are written together, and the constraint lets the pair exist once: two workers at the same
    second, or one killed halfway, never write twice.
    """

    about = models.CharField("à propos de", max_length=120, help_text="area.model:id")
    kind = models.CharField("nature", max_length=12, choices=ReminderKind.choices())
    since = models.DateTimeField("question posée le")
    rank = models.PositiveSmallIntegerField("rang")
    sent_on = models.DateField("partie le")

    privacy: ClassVar[Privacy] = NOTHING_PERSONAL
    not_personal: ClassVar[frozenset[str]] = frozenset({"about"})

    class Meta:
        verbose_name = "relance"
        verbose_name_plural = "relances"
        indexes = [models.Index(fields=["kind", "sent_on"], name="campaign_reminder_sent")]
        constraints = [
            models.UniqueConstraint(fields=["about", "kind", "since", "rank"], name="campaign_reminder_once"),
            models.CheckConstraint(condition=Q(rank__gte=1), name="campaign_reminder_ranked"),
        ]

    def __str__(self) -> str:
        return f"relance {self.rank}, {self.about}"


class LetterChoice(Timestamped):
    """How often one person of the network wants to be written to; without a row, each time something comes in."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="letter_choice")
    rhythm = models.CharField("rythme", max_length=10, choices=Rhythm.choices(), default=Rhythm.IMMEDIATE)
    digest_on = models.DateField("dernier résumé", null=True, blank=True)

    privacy: ClassVar[Privacy] = {
        name: Personal(
            purpose="écrire à chacun au rythme choisi",
            basis=Basis.LEGITIMATE_INTEREST,
            retention="durée du compte",
            erasure=Erasure.DELETE_ROW,
        )
        for name in ("user", "rhythm")
    }

    class Meta:
        verbose_name = "rythme des lettres"
        verbose_name_plural = "rythmes des lettres"
        indexes = [models.Index(fields=["rhythm", "digest_on"], name="campaign_letters_rhythm")]

    def __str__(self) -> str:
        return f"{self.user_id} : {self.rhythm}"
