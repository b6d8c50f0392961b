"""The trail: one row a gesture, written in the same transaction, that nothing can change afterwards."""

from typing import ClassVar

from django.db import models

from essaim.foundation.records.privacy import Basis, Erasure, Personal, Privacy


class Entry(models.Model):
    """Somebody made a gesture on something. Ids only: erasing a person cuts the link, never the row."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    actor = models.CharField(max_length=80, help_text="kind:id, jamais un nom")
    action = models.CharField(max_length=80)
    area = models.CharField(max_length=30)
    target = models.CharField(max_length=120, help_text="area.model:id")
    context = models.TextField(default="{}", help_text="JSON canonique : ids, codes, dates, nombres")

    privacy: ClassVar[Privacy] = {
        "actor": Personal(
            purpose="Prouver quel geste a été fait et par qui, et réparer une erreur.",
            basis=Basis.LEGITIMATE_INTEREST,
            retention="Toute la vie de la plateforme : la ligne reste, le numéro ne mène plus à personne.",
            erasure=Erasure.UNLINK,
        ),
    }
    not_personal: ClassVar[frozenset[str]] = frozenset({"context"})

    class Meta:
        indexes = [
            models.Index(fields=["actor", "-id"], name="audit_entry_actor"),
            models.Index(fields=["target", "-id"], name="audit_entry_target"),
            models.Index(fields=["area", "-id"], name="audit_entry_area"),
            models.Index(fields=["area", "at"], name="audit_entry_area_days"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.target} #{self.pk}"
