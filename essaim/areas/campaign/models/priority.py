"""What the coordination lets come first in an edition, by how much, and on whose word."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from essaim.areas.campaign.domain.weights import LISTED, MAX_WEIGHT
from essaim.areas.campaign.enums import Criterion
from essaim.areas.campaign.models.edition import Edition
from essaim.foundation.records.models import Timestamped
from essaim.foundation.records.privacy import NOTHING_PERSONAL, Privacy


class Priority(Timestamped):
    """One criterion of an edition: what it adds to a weight of 1, and for the lists, where the list comes from.

    The two criteria that nobody can guess (priority education, rural) rest on a list of UAI or of communes that the
    coordination brings, with its source.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="priorities")
    criterion = models.CharField("critère", max_length=20, choices=Criterion.choices())
    bonus = models.PositiveSmallIntegerField(
        "ajouté au poids", default=1, validators=[MinValueValidator(1), MaxValueValidator(MAX_WEIGHT - 1)]
    )
    source = models.CharField("source de la liste", max_length=300, blank=True)
    codes = models.TextField("UAI ou codes de communes", blank=True, help_text="entre espaces")

    privacy: ClassVar[Privacy] = NOTHING_PERSONAL
    not_personal: ClassVar[frozenset[str]] = frozenset({"source", "codes"})

    class Meta:
        verbose_name = "priorité d'une édition"
        verbose_name_plural = "priorités d'une édition"
        constraints = [
            models.UniqueConstraint(fields=["edition", "criterion"], name="campaign_priority_once"),
            models.CheckConstraint(
                condition=Q(bonus__gte=1, bonus__lte=MAX_WEIGHT - 1), name="campaign_priority_bonus"
            ),
            models.CheckConstraint(
                condition=~Q(criterion__in=sorted(LISTED)) | (~Q(source="") & ~Q(codes="")),
                name="campaign_priority_sourced",
                violation_error_message="Une liste donne ses codes et dit d'où elle vient.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_criterion_display()} +{self.bonus}"
