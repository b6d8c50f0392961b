"""A class: school × school year × level × number of pupils. No name of a pupil can be written anywhere in it."""

from typing import ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q

from essaim.commons.directory.domain import class_labels
from essaim.commons.directory.enums import Degree, Level
from essaim.commons.directory.models.school import School
from essaim.foundation.records.models import Timestamped
from essaim.foundation.records.privacy import NOTHING_PERSONAL, Privacy


class SchoolClassQuerySet(models.QuerySet["SchoolClass"]):
    """Classes, by year and by level."""

    def of_year(self, school_year: int) -> Self:
        """The classes of one school year: 2026 for 2026-2027."""
        return self.filter(school_year=school_year)

    def taught(self, level: Level) -> Self:
        """The classes with pupils of this level, among others or alone."""
        return self.filter(levels__contains=f" {level} ")


class SchoolClass(Timestamped):
    """What programmes and encounters point at: a group of pupils known by its level and its size, never by names."""

    school = models.ForeignKey(School, models.PROTECT, related_name="classes", verbose_name="établissement")
    school_year = models.PositiveSmallIntegerField("année scolaire", help_text="2026 pour 2026-2027")
    levels = models.CharField("niveaux", max_length=80)
    degree = models.CharField("degré", max_length=8, choices=Degree.choices())
    mark = models.CharField(
        "repère",
        max_length=10,
        blank=True,
        help_text="Une lettre ou un numéro qui distingue la classe, par exemple B ou 2.",
        validators=[RegexValidator(class_labels.MARK)],
    )
    pupils = models.PositiveSmallIntegerField(
        "nombre d'élèves", validators=[MinValueValidator(1), MaxValueValidator(999)]
    )

    objects = SchoolClassQuerySet.as_manager()

    privacy: ClassVar[Privacy] = NOTHING_PERSONAL
    not_personal: ClassVar[frozenset[str]] = frozenset({"levels", "mark"})
    """Both are bounded by a pattern that no name fits."""

    class Meta:
        verbose_name = "classe"
        verbose_name_plural = "classes"
        indexes = [models.Index(fields=["school_year", "degree"], name="directory_class_year")]
        constraints = [
            models.CheckConstraint(
                condition=Q(pupils__gte=1, pupils__lte=999),
                name="directory_class_pupils",
                violation_error_message="Une classe compte de 1 à 999 élèves.",
            ),
            models.CheckConstraint(
                condition=Q(school_year__gte=2000, school_year__lte=2100),
                name="directory_class_year_plausible",
                violation_error_message="Écrivez l'année de la rentrée, par exemple 2026.",
            ),
            models.UniqueConstraint(
                fields=["school", "school_year", "levels", "mark"],
                name="directory_class_once",
                violation_error_message="Cette classe existe déjà cette année : ajoutez un repère pour la distinguer.",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def level_list(self) -> list[Level]:
        """Its levels, in the order of schooling."""
        return class_labels.read(self.levels)

    @property
    def label(self) -> str:
        """« 6e B, 24 élèves »: made of facts only."""
        return class_labels.label(self.level_list, self.mark, self.pupils)

    @property
    def label_without_size(self) -> str:
        """« 6e B »."""
        return class_labels.short_label(self.level_list, self.mark)
