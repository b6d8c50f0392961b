"""A report sent from a device that was offline, received once, however many times it is sent."""

from typing import ClassVar

from django.db import models

from essaim.commons.encounters.models.encounter import Encounter
from essaim.foundation.records.privacy import NOTHING_PERSONAL, Privacy


class Receipt(models.Model):
    """The key a device gave to a report, kept with what it became: the same key never counts twice."""

    key = models.UUIDField("clé donnée par l'appareil", unique=True)
    encounter = models.ForeignKey(Encounter, models.CASCADE, related_name="receipts")
    received_at = models.DateTimeField("reçu le", auto_now_add=True)

    privacy: ClassVar[Privacy] = NOTHING_PERSONAL

    class Meta:
        verbose_name = "compte rendu reçu"
        verbose_name_plural = "comptes rendus reçus"

    def __str__(self) -> str:
        return str(self.key)
