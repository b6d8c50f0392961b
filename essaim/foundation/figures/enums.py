"""Words of the figures."""

from django.db import models


class PeriodType(models.TextChoices):
    """What a figure is measured over."""

    DAY = "day", "un jour donné"
    SCHOOL_YEAR = "school_year", "une année scolaire"
    YEAR = "year", "une année civile"
    FREE = "free", "une période au choix"
