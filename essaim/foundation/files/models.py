"""Files as rows: what they are, whose gesture brought them, how long they are kept. Content lies in ``storage``."""

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from essaim.foundation.files.domain import kinds
from essaim.foundation.files.enums import Kind
from essaim.foundation.records.models import Timestamped
from essaim.foundation.records.privacy import Basis, Erasure, Personal, Privacy


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    """Files by what is to be done with them."""

    def expired(self, today: dt.date) -> Self:
        """Kept long enough."""
        return self.filter(keep_until__lte=today)


class StoredFile(Timestamped):
    """A file somebody brought, for a purpose. Two rows with the same content share its octets."""

    name = models.CharField("nom", max_length=120)
    kind = models.CharField("type", max_length=8, choices=[(kind.value, kind.label) for kind in Kind])
    size = models.PositiveBigIntegerField("taille en octets")
    sha256 = models.CharField("empreinte", max_length=64)
    has_active_content = models.BooleanField("contient des macros ou des actions", default=False)
    purpose = models.CharField("finalité", max_length=60)
    about = models.CharField("à propos de", max_length=120, blank=True, help_text="area.model:id")
    uploaded_by = models.CharField("déposé par", max_length=80, help_text="kind:id, jamais un nom")
    keep_until = models.DateField("à garder jusqu’au (exclu)", null=True, blank=True)

    objects = StoredFileQuerySet.as_manager()

    privacy: ClassVar[Privacy] = {
        "name": Personal(
            "reconnaître le fichier", Basis.PUBLIC_INTEREST, "durée de la finalité qui l’a reçu", Erasure.DELETE_ROW
        ),
        "sha256": Personal(
            "ne garder qu’une fois un même contenu", Basis.PUBLIC_INTEREST, "avec le fichier", Erasure.DELETE_ROW
        ),
        "uploaded_by": Personal(
            "savoir qui a déposé le fichier", Basis.PUBLIC_INTEREST, "durée du compte", Erasure.UNLINK
        ),
    }
    not_personal: ClassVar[frozenset[str]] = frozenset({"about", "purpose"})

    class Meta:
        verbose_name = "fichier"
        indexes = [
            models.Index(fields=["sha256"], name="files_storedfile_sha256"),
            models.Index(fields=["about", "purpose"], name="files_storedfile_about"),
            models.Index(fields=["keep_until"], name="files_storedfile_keep", condition=Q(keep_until__isnull=False)),
            models.Index(fields=["uploaded_by"], name="files_storedfile_by"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="files_storedfile_not_empty"),
            models.CheckConstraint(condition=Q(kind__in=list(Kind)), name="files_storedfile_kind_known"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Where it is downloaded, for whoever may read it."""
        return reverse("files:download", args=[self.pk])

    @property
    def description(self) -> str:
        """« PDF, 1,2 Mo »: written beside each link to a file."""
        return f"{Kind(self.kind).label}, {kinds.size(self.size)}"
