"""Model bases shared by every area: timestamps, and dated validity with successors.

Institutions change name, merge and leave: CNCRESS signed the protocol, ESS France carries it. A record is therefore
never edited into its successor: it is closed, and points to the record that follows (reseau.md 0.1, A1).
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Self, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from essaim.foundation.kernel import french
from essaim.foundation.kernel.errors import Refused

S = TypeVar("S", bound="Succeeding")

END_BEFORE_START = "La date de fin doit suivre la date de début."


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
                violation_error_message=END_BEFORE_START,
            ),
        ]

    def clean(self) -> None:
        """Say it beside the field: a form that keeps this model's period needs no rule of its own."""
        super().clean()
        if self.valid_from and self.valid_until and self.valid_until <= self.valid_from:
            raise ValidationError({"valid_until": END_BEFORE_START})

    def is_valid_on(self, date: dt.date) -> bool:
        """Whether the row is true on this date."""
        return not self.begins_after(date) and not self.is_over_on(date)

    def is_over_on(self, date: dt.date) -> bool:
        """Whether the row had ended by this date."""
        return self.valid_until is not None and date >= self.valid_until

    def begins_after(self, date: dt.date) -> bool:
        """Whether the row had not begun on this date."""
        return self.valid_from is not None and date < self.valid_from


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
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | ~Q(successor=F("pk")),
                name="%(app_label)s_%(class)s_successor",
                violation_error_message="Une fiche ne peut pas se succéder à elle-même.",
            ),
        ]

    def clean(self) -> None:
        """Refuse a line that comes back to its beginning."""
        super().clean()
        if self.successor is not None and self._is_followed_by_itself(self.successor):
            raise ValidationError({"successor": str(self._circle(self.successor))})

    def succeeded_by(self, successor: Self, on: dt.date) -> Self:
        """Close this record on a date and point to the one that follows (unsaved: the service saves and records)."""
        if self.begins_after(on) or self.valid_from == on:
            raise Refused(f"« {self} » commence le {french.date(self.valid_from or on)} : sa fin doit venir après.")
        if self._is_followed_by_itself(successor):
            raise self._circle(successor)
        self.valid_until, self.successor = on, successor
        return self

    def on(self, date: dt.date) -> Self:
        """Who stands for this record on this date: itself, one of its successors, or one it succeeded.

        ``cncress.on(2024)`` is ESS France and ``ess_france.on(2018)`` is CNCRESS. When nothing in the line is valid
        that day, the nearest record is returned: history has gaps, readers still need a name.
        """
        return resolve([self], date)[self.pk]

    def _circle(self, successor: "Succeeding") -> Refused:
        return Refused(f"« {successor} » est déjà suivi par « {self} » : choisissez un autre successeur.")

    def _is_followed_by_itself(self, successor: "Succeeding | None") -> bool:
        seen: set[Any] = set()
        while successor is not None and successor.pk not in seen:
            if successor is self or (self.pk is not None and successor.pk == self.pk):
                return True
            seen.add(successor.pk)
            successor = successor.successor
        return False


def resolve(records: Iterable[S], date: dt.date) -> dict[Any, S]:
    """For each record, by its key: who stands for it on this date (see ``Succeeding.on``).

    One query a step of the longest line, whatever the number of records: lists of eighteen CRESS or 45,000 schools
    cost the same.
    """
    return _climb(_descend({record.pk: record for record in records}, date), date)


def _descend(standing: dict[Any, S], date: dt.date) -> dict[Any, S]:
    """Towards successors, as long as the record is over that day and has one."""
    seen = {key: {record.pk} for key, record in standing.items()}
    while True:
        moving = {
            key: record.successor_id  # type: ignore[attr-defined]
            for key, record in standing.items()
            if record.is_over_on(date) and record.successor_id not in {None, *seen[key]}  # type: ignore[attr-defined]
        }
        if not moving:
            return standing
        model = type(next(iter(standing.values())))
        found = model._base_manager.in_bulk(set(moving.values()))
        for key, pk in moving.items():
            standing[key] = found[pk]
            seen[key].add(pk)


def _climb(standing: dict[Any, S], date: dt.date) -> dict[Any, S]:
    """Towards predecessors, the last to end first, as long as the record had not begun that day."""
    seen = {key: {record.pk} for key, record in standing.items()}
    pending = {key for key, record in standing.items() if record.begins_after(date)}
    while pending:
        model = type(next(iter(standing.values())))
        earlier: dict[Any, list[S]] = {}
        rows = model._base_manager.filter(successor__in={standing[key].pk for key in pending})
        for row in rows.order_by(F("valid_until").desc(nulls_last=True), "pk"):
            earlier.setdefault(row.successor_id, []).append(row)  # type: ignore[attr-defined]
        for key in list(pending):
            before = next((row for row in earlier.get(standing[key].pk, []) if row.pk not in seen[key]), None)
            if before is not None:
                standing[key] = before
                seen[key].add(before.pk)
            if before is None or not before.begins_after(date):
                pending.discard(key)
    return standing
