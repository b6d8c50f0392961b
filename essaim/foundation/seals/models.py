"""A text frozen by its digest, the parties expected to validate it, and their validations.

Nothing is rewritten: a text that changes voids its seal, which stays with the validations it had; a new seal begins.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from essaim.foundation.records.privacy import Basis, Erasure, Personal, Privacy

SIGNATURE = "Prouver qui a validé un texte commun, et en quelle qualité."
LEGAL_LIFE = "Aussi longtemps que le texte validé : c'est une signature."


class Seal(models.Model):
    """One state of a text, as its parties are asked to validate it."""

    target = models.CharField("objet", max_length=120, help_text="area.model:id")
    title = models.CharField("titre", max_length=200)
    text = models.TextField("texte")
    digest = models.CharField("empreinte", max_length=64)
    frozen_at = models.DateTimeField("gelé le")
    frozen_by = models.CharField("gelé par", max_length=80)
    voided_at = models.DateTimeField("annulé le", null=True, blank=True)
    voided_by = models.CharField("annulé par", max_length=80, blank=True)
    void_reason = models.CharField("motif", max_length=200, blank=True)

    privacy: ClassVar[Privacy] = {
        "text": Personal(
            purpose="Garder le texte que les parties ont validé, tel qu'il était.",
            basis=Basis.PUBLIC_INTEREST,
            retention=LEGAL_LIFE,
            erasure=Erasure.KEEP,
        ),
        "frozen_by": Personal(
            purpose=SIGNATURE, basis=Basis.PUBLIC_INTEREST, retention=LEGAL_LIFE, erasure=Erasure.UNLINK
        ),
        "voided_by": Personal(
            purpose=SIGNATURE, basis=Basis.PUBLIC_INTEREST, retention=LEGAL_LIFE, erasure=Erasure.UNLINK
        ),
    }
    not_personal: ClassVar[frozenset[str]] = frozenset({"title", "void_reason"})

    class Meta:
        verbose_name = "sceau"
        verbose_name_plural = "sceaux"
        indexes = [models.Index(fields=["target", "-id"], name="seals_seal_target")]
        constraints = [
            models.UniqueConstraint(
                fields=["target"],
                condition=Q(voided_at__isnull=True),
                name="seals_seal_one_open",
                violation_error_message="Ce texte est déjà soumis à validation.",
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, voided_by="", void_reason="")
                | (Q(voided_at__isnull=False) & ~Q(voided_by="") & ~Q(void_reason="")),
                name="seals_seal_voided_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_voided(self) -> bool:
        """Whether the text has changed since."""
        return self.voided_at is not None


class Validation(models.Model):
    """A party expected to validate a text; once it has, in which capacity, by whom and on which digest."""

    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="validations")
    party = models.CharField("partie", max_length=120, help_text="area.model:id")
    party_label = models.CharField("nom de la partie, ce jour-là", max_length=200)
    rank = models.PositiveSmallIntegerField("ordre")
    capacity = models.CharField("en qualité de", max_length=150, blank=True)
    digest = models.CharField("empreinte validée", max_length=64, blank=True)
    given_at = models.DateTimeField("validé le", null=True, blank=True)
    given_by = models.CharField("validé par", max_length=80, blank=True)

    privacy: ClassVar[Privacy] = {
        "capacity": Personal(
            purpose=SIGNATURE, basis=Basis.PUBLIC_INTEREST, retention=LEGAL_LIFE, erasure=Erasure.KEEP
        ),
        "given_by": Personal(
            purpose=SIGNATURE, basis=Basis.PUBLIC_INTEREST, retention=LEGAL_LIFE, erasure=Erasure.UNLINK
        ),
    }
    not_personal: ClassVar[frozenset[str]] = frozenset({"party_label"})

    class Meta:
        verbose_name = "validation"
        verbose_name_plural = "validations"
        ordering = ["seal", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["seal", "party"], name="seals_validation_once"),
            models.UniqueConstraint(fields=["seal", "rank"], name="seals_validation_rank"),
            models.CheckConstraint(
                condition=Q(given_at__isnull=True, given_by="", capacity="", digest="")
                | (Q(given_at__isnull=False) & ~Q(given_by="") & ~Q(capacity="") & ~Q(digest="")),
                name="seals_validation_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.party_label

    @property
    def is_given(self) -> bool:
        """Whether the party has validated."""
        return self.given_at is not None
