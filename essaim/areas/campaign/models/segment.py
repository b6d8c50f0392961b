"""Letters the network writes to a whole segment, and the addresses that asked not to receive them."""

from typing import ClassVar

from django.db import models

from essaim.areas.campaign.enums import Audience
from essaim.areas.campaign.models.edition import Edition
from essaim.foundation.records.models import Timestamped
from essaim.foundation.records.privacy import Basis, Erasure, Personal, Privacy


class SegmentLetter(Timestamped):
    """One letter, as it was written, and to how many addresses: the letters themselves are in the outbox."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="segment_letters")
    audience = models.CharField("à qui", max_length=10, choices=Audience.choices())
    scope = models.CharField("périmètre", max_length=30)
    subject = models.CharField("sujet", max_length=150)
    body = models.TextField("message", max_length=4000)
    by = models.CharField("écrite par", max_length=80, help_text="kind:id")
    addresses = models.PositiveIntegerField("adresses", default=0)

    privacy: ClassVar[Privacy] = {
        "by": Personal(
            purpose="savoir qui a écrit au nom du réseau",
            basis=Basis.LEGITIMATE_INTEREST,
            retention="cinq ans, puis le numéro ne mène plus à personne",
        ),
    }
    not_personal: ClassVar[frozenset[str]] = frozenset({"subject", "body"})

    class Meta:
        verbose_name = "lettre à un segment"
        verbose_name_plural = "lettres à un segment"
        indexes = [models.Index(fields=["scope", "-id"], name="campaign_segment_scope")]

    def __str__(self) -> str:
        return f"lettre à un segment {self.pk}"


class LetterRefusal(Timestamped):
    """An address that is no longer written to; only its digest is kept, enough to recognise it."""

    address_digest = models.CharField("empreinte de l'adresse", max_length=64, unique=True)

    privacy: ClassVar[Privacy] = {
        "address_digest": Personal(
            purpose="ne plus écrire à qui l'a demandé",
            basis=Basis.LEGAL_DUTY,
            retention="tant qu'Essaim écrit des lettres",
            erasure=Erasure.KEEP,
        ),
    }

    class Meta:
        verbose_name = "refus de lettres"
        verbose_name_plural = "refus de lettres"

    def __str__(self) -> str:
        return f"refus {self.pk}"
