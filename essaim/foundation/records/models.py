"""Model bases shared by every area: timestamps, and dated validity with successors.

Institutions change name, merge and leave: CNCRESS signed the protocol, ESS France carries it. A record is therefore
never edited into its successor: it is closed, and points to the record that follows (reseau.md 0.1, A1).
"""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q


class Timestamped(models.Model):
    """When a row was written and last changed."""

    created_at = models.DateTimeField(auto_now_add=True, editable=False)
    updated_at = models.DateTimeField(auto_now=True, editable=False)

    class Meta:
        abstract = True


class DatedQuerySet(models.QuerySet):
    """Rows that are true for a period, half-open: ``valid_from`` included, ``valid_until`` excluded."""

    def on(self, date: dt.date) -> Self:
        """The rows that are true on this date."""
        return self.filter(self.at(date))

    def during(self, start: dt.date, end: dt.date) -> Self:
        """The rows true on at least one day of [start, end)."""
        after_start = Q(valid_until__isnull=True) | Q(valid_until__gt=start)
        before_end = Q(valid_from__isnull=True) | Q(valid_from__lt=end)
        return self.filter(after_start & before_end)

    @staticmethod
    def at(date: dt.date, prefix: str = "") -> Q:
        """The condition itself, to filter through a relation: ``DatedQuerySet.at(today, "seats__")``."""
        begun = Q(**{f"{prefix}valid_from__isnull": True}) | Q(**{f"{prefix}valid_from__lte": date})
        not_over = Q(**{f"{prefix}valid_until__isnull": True}) | Q(**{f"{prefix}valid_until__gt": date})
        return begun & not_over


class Dated(models.Model):
    """A row with a legal life: it begins, it may end, it is never deleted."""

    valid_from = models.DateField("valable depuis", null=True, blank=True)
    valid_until = models.DateField("valable jusqu'au (exclu)", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="%(app_label)s_%(class)s_period",
                violation_error_message="La date de fin doit suivre la date de début.",
            ),
        ]

    def is_valid_on(self, date: dt.date) -> bool:
        """Whether the row is true on this date."""
        return (self.valid_from is None or self.valid_from <= date) and (
            self.valid_until is None or date < self.valid_until
        )


class Succeeding(Dated):
    """A dated row that another one may follow."""

    successor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name="successeur",
    )

    class Meta(Dated.Meta):
        abstract = True

    def on(self, date: dt.date) -> Self:
        """Who stands for this record on this date: itself, one of its successors, or one it succeeded.

        ``cncress.on(2024)`` is ESS France and ``ess_france.on(2018)`` is CNCRESS. When nothing in the line is valid
        that day, the nearest record is returned: history has gaps, readers still need a name.
        """
        record = self
        seen = {record.pk}
        while record.valid_until and date >= record.valid_until and record.successor:
            if record.successor.pk in seen:
                break
            record = record.successor
            seen.add(record.pk)
        while record.valid_from and date < record.valid_from:
            earlier = record.predecessors.exclude(pk__in=seen).order_by("-valid_until", "pk").first()
            if earlier is None:
                break
            record = earlier
            seen.add(record.pk)
        return record
