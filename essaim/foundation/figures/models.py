"""Frozen values: what a figure was, when a document quoted it."""

from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from essaim.foundation.figures import manifests
from essaim.foundation.figures.domain.scope import Period, Scope
from essaim.foundation.figures.tracing import Counted
from essaim.foundation.kernel import french
from essaim.foundation.records.privacy import Basis, Erasure, Personal, Privacy


class FrozenValue(models.Model):
    """One indicator, one scope, one period, as computed on a day; never changed afterwards."""

    indicator = models.CharField("indicateur", max_length=80)
    version = models.PositiveSmallIntegerField("version de la définition")
    definition = models.TextField("définition")
    scope = models.CharField("périmètre", max_length=60)
    about = models.CharField("objet", max_length=80, blank=True, help_text="edition:SLUG, quand un seul objet compte")
    period_start = models.DateField("du")
    period_end = models.DateField("au (exclu)")
    value = models.DecimalField("valeur", max_digits=18, decimal_places=4)
    rows = models.PositiveIntegerField("fiches comptées", null=True)
    manifest = models.BinaryField("fiches comptées, une à une", null=True)
    inputs_digest = models.CharField("empreinte des données", max_length=64)
    frozen_at = models.DateTimeField("gelé le", auto_now_add=True)
    frozen_by = models.CharField("gelé par", max_length=80)

    privacy: ClassVar[Privacy] = {
        "frozen_by": Personal(
            purpose="Savoir qui a arrêté un chiffre cité dans un document signé.",
            basis=Basis.PUBLIC_INTEREST,
            retention="Aussi longtemps que le chiffre ; le numéro ne mène plus à personne quand le compte est effacé.",
            erasure=Erasure.UNLINK,
        ),
    }
    not_personal: ClassVar[frozenset[str]] = frozenset({"definition"})

    class Meta:
        verbose_name = "chiffre arrêté"
        verbose_name_plural = "chiffres arrêtés"
        indexes = [models.Index(fields=["indicator", "scope", "-id"], name="figures_value_latest")]
        constraints = [
            models.CheckConstraint(condition=Q(period_end__gt=F("period_start")), name="figures_value_period"),
            models.UniqueConstraint(
                fields=["indicator", "version", "scope", "about", "period_start", "period_end", "inputs_digest"],
                name="figures_value_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.scope} {self.period_start:%Y-%m-%d}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it once: a document that quotes this value must find it again."""
        if self.pk is not None:
            raise TypeError("a frozen value does not change: freeze another")
        super().save(*args, **kwargs)

    @property
    def exact(self) -> int | Decimal:
        """The value without the zeros the column adds."""
        value = Decimal(self.value).normalize()
        return int(value) if value == value.to_integral_value() else value

    @property
    def counted(self) -> Counted | None:
        """The rows it counted, as they were kept."""
        return None if self.manifest is None else manifests.unpack(bytes(self.manifest))

    @property
    def is_intact(self) -> bool:
        """Whether its value and its rows are still those of its digest."""
        made = manifests.digest_of(
            code=self.indicator,
            version=self.version,
            scope=self.parsed_scope,
            period=self.period,
            about=self.about,
            value=self.value,
            rows=self.counted,
        )
        return made == self.inputs_digest

    @property
    def period(self) -> Period:
        """What it was measured over."""
        return Period(self.period_start, self.period_end)

    @property
    def parsed_scope(self) -> Scope:
        """Where it was measured."""
        return Scope.parse(self.scope)

    @property
    def words(self) -> str:
        """``45 213 le 12 janvier 2027``."""
        return f"{french.number(self.exact)} {self.period.words}"
