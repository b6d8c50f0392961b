"""A batch of files on its way to the database, and what is needed to bring it back."""

from typing import ClassVar

from django.db import models

from essaim.foundation.intake.enums import BatchState, Origin, Verdict
from essaim.foundation.records.models import Timestamped
from essaim.foundation.records.privacy import NOTHING_PERSONAL, Basis, Erasure, Personal, Privacy

_KEPT = "30 jours après l'import, puis effacé avec les fichiers"


class Batch(Timestamped):
    """Files of one kind, planned then applied together, undone together."""

    kind = models.CharField("type de fichier", max_length=40)
    state = models.CharField(
        "état", max_length=10, choices=[(s.value, s.label) for s in BatchState], default=BatchState.UPLOADED
    )
    origin = models.CharField("provenance", max_length=10, choices=[(o.value, o.value) for o in Origin])
    by = models.CharField("auteur", max_length=80, help_text="kind:id, jamais un nom")
    options = models.TextField(default="{}", help_text="JSON canonique : ce qui a été déclaré")
    summary = models.TextField(default="", blank=True, help_text="JSON : les comptes et les refus listés")
    samples = models.TextField(default="{}", blank=True, help_text="JSON : premières lignes de chaque verdict")
    plan_digest = models.CharField(max_length=64, blank=True, default="")
    message = models.TextField("ce qu'il faut savoir", blank=True, default="")
    rows_read = models.PositiveIntegerField(default=0)
    heartbeat_at = models.DateTimeField(null=True, blank=True, help_text="dernier signe de vie du travail en cours")
    planned_at = models.DateTimeField(null=True, blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undo_report = models.TextField(default="", blank=True, help_text="JSON : ce que l'annulation a rendu, et gardé")

    privacy: ClassVar[Privacy] = {
        "by": Personal(
            "savoir qui a importé, pour pouvoir lui demander", Basis.PUBLIC_INTEREST, "5 ans", Erasure.UNLINK
        ),
        "samples": Personal("relire l'essai avant de l'appliquer", Basis.LEGITIMATE_INTEREST, _KEPT, Erasure.BLANK),
        "undo_report": Personal("savoir ce que l'annulation a gardé", Basis.LEGITIMATE_INTEREST, _KEPT, Erasure.BLANK),
        "summary": Personal(
            "relire les lignes refusées pour les corriger", Basis.LEGITIMATE_INTEREST, _KEPT, Erasure.BLANK
        ),
    }
    not_personal: ClassVar[frozenset[str]] = frozenset({"options", "message"})

    class Meta:
        verbose_name = "import"
        verbose_name_plural = "imports"
        indexes = [
            models.Index(fields=["kind", "-id"], name="intake_batch_kind"),
            models.Index(fields=["state", "created_at"], name="intake_batch_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state=BatchState.APPLIED.value) | models.Q(applied_at__isnull=False),
                name="intake_batch_applied_at",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=BatchState.UNDONE.value)
                | models.Q(applied_at__isnull=False, undone_at__isnull=False),
                name="intake_batch_undone_at",
            ),
        ]

    def __str__(self) -> str:
        return f"Import {self.pk} ({self.kind})"


class BatchFile(models.Model):
    """One file of a batch: kept by its digest, with the columns found and what they stand for."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="files")
    position = models.PositiveSmallIntegerField()
    name = models.CharField("nom du fichier", max_length=200)
    digest = models.CharField(max_length=64, db_index=True, help_text="SHA-256 du contenu")
    size = models.PositiveBigIntegerField()
    format = models.CharField(max_length=10)
    encoding = models.CharField(max_length=20, blank=True, default="")
    header = models.TextField(help_text="JSON : les colonnes, dans l'ordre")
    mapping = models.TextField(default="{}", help_text="JSON canonique : colonne par champ")

    privacy: ClassVar[Privacy] = {
        "name": Personal("reconnaître le fichier déposé", Basis.LEGITIMATE_INTEREST, _KEPT, Erasure.BLANK),
    }
    not_personal: ClassVar[frozenset[str]] = frozenset({"header", "mapping"})

    class Meta:
        verbose_name = "fichier importé"
        verbose_name_plural = "fichiers importés"
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["batch", "position"], name="intake_batchfile_position")]

    def __str__(self) -> str:
        return self.name


class BatchRow(models.Model):
    """A row of the database that a batch created or changed: enough to put it back as it was."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="rows")
    verdict = models.CharField(max_length=10, choices=[(v.value, v.value) for v in (Verdict.NEW, Verdict.CHANGED)])
    model = models.CharField(max_length=80, help_text="area.model")
    object_id = models.CharField(max_length=40)
    before = models.TextField(blank=True, default="", help_text="JSON canonique : anciennes valeurs des champs écrits")
    after_digest = models.CharField(max_length=64, help_text="empreinte des champs écrits, pour voir s'ils ont changé")

    privacy: ClassVar[Privacy] = {
        "before": Personal("annuler l'import", Basis.LEGITIMATE_INTEREST, _KEPT, Erasure.DELETE_ROW),
    }

    class Meta:
        verbose_name = "ligne importée"
        verbose_name_plural = "lignes importées"
        indexes = [models.Index(fields=["batch", "model", "id"], name="intake_batchrow_batch")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verdict=Verdict.NEW.value, before="")
                | (models.Q(verdict=Verdict.CHANGED.value) & ~models.Q(before="")),
                name="intake_batchrow_before",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.model}:{self.object_id}"


class SavedMapping(Timestamped):
    """The columns somebody chose for files of this shape, proposed again next time."""

    kind = models.CharField(max_length=40)
    fingerprint = models.CharField(max_length=64, help_text="empreinte des titres de colonnes")
    mapping = models.TextField(help_text="JSON canonique : colonne par champ")

    privacy: ClassVar[Privacy] = NOTHING_PERSONAL
    not_personal: ClassVar[frozenset[str]] = frozenset({"mapping"})

    class Meta:
        verbose_name = "correspondance retenue"
        verbose_name_plural = "correspondances retenues"
        constraints = [models.UniqueConstraint(fields=["kind", "fingerprint"], name="intake_savedmapping_shape")]

    def __str__(self) -> str:
        return f"{self.kind} {self.fingerprint[:8]}"
