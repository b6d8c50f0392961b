"""What comes with a confirmed encounter: a sheet to prepare it, one for each side, written for an edition."""

from typing import ClassVar

from django.db import models

from essaim.areas.campaign.enums import Party
from essaim.areas.campaign.models.edition import Edition
from essaim.foundation.records.privacy import NOTHING_PERSONAL, Privacy

MOST_WORDS = 12_000


class KitSheet(models.Model):
    """A preparation for the actor, or a ready session for the teacher: words of an edition, like its others."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="kit")
    side = models.CharField("pour qui", max_length=10, choices=[(one.value, one.label) for one in Party][:2])
    title = models.CharField("titre", max_length=150)
    body = models.TextField("texte", max_length=MOST_WORDS)

    privacy: ClassVar[Privacy] = NOTHING_PERSONAL
    not_personal: ClassVar[frozenset[str]] = frozenset({"title", "body"})

    class Meta:
        verbose_name = "dossier de préparation"
        verbose_name_plural = "dossiers de préparation"
        constraints = [models.UniqueConstraint(fields=["edition", "side"], name="campaign_kit_once")]

    def __str__(self) -> str:
        return self.title
