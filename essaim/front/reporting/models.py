"""A bilan: what it is about, where, and over which period. Its text, once frozen, stands in its seal."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from essaim.foundation.figures.domain.scope import Period, Scope
from essaim.foundation.records.privacy import Basis, Erasure, Personal, Privacy
from essaim.front.reporting.enums import BilanKind


class Bilan(models.Model):
    """Figures of an edition, of six months or of the partnership, for a territory; computed until it is frozen."""

    kind = models.CharField("nature", max_length=12, choices=BilanKind.choices())
    about = models.CharField("objet", max_length=80, help_text="edition:SLUG ou partnership:SLUG")
    title = models.CharField("titre", max_length=200)
    scope = models.CharField("périmètre", max_length=60)
    period_start = models.DateField("du")
    period_end = models.DateField("au (exclu)")
    created_at = models.DateTimeField(auto_now_add=True, editable=False)
    created_by = models.CharField("commencé par", max_length=80, editable=False)

    privacy: ClassVar[Privacy] = {
        "created_by": Personal(
            purpose="Savoir qui a commencé un bilan.",
            basis=Basis.PUBLIC_INTEREST,
            retention="Aussi longtemps que le bilan ; le numéro ne mène plus à personne quand le compte est effacé.",
            erasure=Erasure.UNLINK,
        ),
    }
    not_personal: ClassVar[frozenset[str]] = frozenset({"title"})

    class Meta:
        verbose_name = "bilan"
        verbose_name_plural = "bilans"
        indexes = [models.Index(fields=["-period_end", "scope"], name="reporting_bilan_latest")]
        constraints = [
            models.CheckConstraint(condition=Q(period_end__gt=F("period_start")), name="reporting_bilan_period"),
            models.UniqueConstraint(
                fields=["kind", "about", "scope", "period_start", "period_end"],
                name="reporting_bilan_once",
                violation_error_message="Ce bilan existe déjà : ouvrez-le dans la liste.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("reporting:bilan-detail", args=[self.pk])

    @property
    def period(self) -> Period:
        """What it is measured over."""
        return Period(self.period_start, self.period_end)

    @property
    def parsed_scope(self) -> Scope:
        """Where it is measured."""
        return Scope.parse(self.scope)
