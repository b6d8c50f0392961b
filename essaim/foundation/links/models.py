"""A tie: this thing is linked to that one, in a named way, for a time."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from essaim.foundation.records.models import Dated
from essaim.foundation.records.privacy import Basis, Erasure, Personal, Privacy


class Link(Dated):
    """One thing tied to another, whatever their areas. Both are named by URN: ``directory.school:12``.

    There is no foreign key: a thing may leave its table, what was true of it stays readable.
    """

    kind = models.CharField("nature", max_length=60)
    source = models.CharField("de", max_length=120)
    target = models.CharField("à", max_length=120)
    created_at = models.DateTimeField(auto_now_add=True, editable=False)
    created_by = models.CharField(max_length=80, editable=False)

    privacy: ClassVar[Privacy] = {
        "created_by": Personal(
            purpose="Savoir à qui demander pourquoi deux fiches sont liées.",
            basis=Basis.LEGITIMATE_INTEREST,
            retention="Tant que le lien existe ; le numéro ne mène plus à personne quand le compte est effacé.",
            erasure=Erasure.UNLINK,
        ),
    }
    not_personal: ClassVar[frozenset[str]] = frozenset({"kind", "source", "target"})

    class Meta(Dated.Meta):
        verbose_name = "lien"
        verbose_name_plural = "liens"
        indexes = [
            models.Index(fields=["source", "kind"], name="links_link_source"),
            models.Index(fields=["target", "kind"], name="links_link_target"),
        ]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(source=F("target")),
                name="links_link_two_ends",
                violation_error_message="Une fiche ne peut pas être liée à elle-même.",
            ),
            models.UniqueConstraint(
                fields=["kind", "source", "target"],
                condition=Q(valid_until__isnull=True),
                name="links_link_one_open",
                violation_error_message="Ces deux fiches sont déjà liées ainsi.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.kind} {self.target}"

    def other_end(self, urn: str) -> str:
        """The end that is not this one."""
        return self.target if urn == self.source else self.source
