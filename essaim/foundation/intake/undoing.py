"""Bring the database back to what it was before a batch, except what lives on its own since."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice
from typing import Any

from django.apps import apps
from django.db.models import ManyToOneRel, Model

from essaim.foundation.intake import images
from essaim.foundation.intake.enums import Verdict
from essaim.foundation.intake.models import Batch, BatchRow
from essaim.foundation.intake.writes import CHUNK, upsert

LISTED = 200
SINCE = "modifié depuis l'import"
USED = "utilisé ailleurs"

Holder = Callable[[type[Model], Collection[Any]], Collection[Any]]
"""Given a model and keys, the keys that something tied by name rather than by relation still points to."""

_holders: list[Holder] = []


def register_holder(holder: Holder) -> None:
    """Declare ties that the database does not know (``links`` by URN): what they point to is kept by an undo."""
    _holders.append(holder)


@dataclass(slots=True)
class UndoReport:
    """What an undo gave back, and what it left with the reason why."""

    restored: int = 0
    removed: int = 0
    kept: int = 0
    listed: list[dict[str, str]] = field(default_factory=list)

    def keep(self, row: Model, reason: str) -> None:
        """One row stays as it is now."""
        self.kept += 1
        if len(self.listed) < LISTED:
            self.listed.append({"target": f"{row._meta.label_lower}:{row.pk}", "label": str(row), "reason": reason})

    def as_json(self) -> dict[str, Any]:
        """The report, to be stored."""
        return {"restored": self.restored, "removed": self.removed, "kept": self.kept, "listed": self.listed}


def undo(batch: Batch, derived: Collection[str]) -> UndoReport:
    """Walk the batch backwards: the last written goes first, so that nothing points to what is about to go."""
    report = UndoReport()
    rows = batch.rows.order_by("-id").iterator(chunk_size=CHUNK)
    for (label, verdict), group in groupby(rows, key=lambda row: (row.model, row.verdict)):
        model = apps.get_model(label)
        while chunk := list(islice(group, CHUNK)):
            if verdict == Verdict.CHANGED:
                _restore(model, chunk, report)
            else:
                _remove(model, chunk, derived, report)
    return report


def _untouched(model: type[Model], chunk: Sequence[BatchRow], report: UndoReport) -> Iterator[tuple[Model, BatchRow]]:
    """The rows still as the batch left them; those that are gone are nobody's business any more."""
    present = {str(row.pk): row for row in model._base_manager.filter(pk__in=[kept.object_id for kept in chunk])}
    for kept in chunk:
        row = present.get(kept.object_id)
        if row is None:
            continue
        fields = images.written_fields(model)
        if kept.before:
            names = images.restore(model(), kept.before)
            fields = images.written_fields(model, names)
        if images.fingerprint(images.of_row(row, fields)) == kept.after_digest:
            yield row, kept
        else:
            report.keep(row, SINCE)


def _restore(model: type[Model], chunk: Sequence[BatchRow], report: UndoReport) -> None:
    by_fields: dict[tuple[str, ...], list[Model]] = {}
    for row, kept in _untouched(model, chunk, report):
        by_fields.setdefault(tuple(images.restore(row, kept.before)), []).append(row)
    for names, rows in by_fields.items():
        upsert(model, rows, [*names, *images.automatic_dates(model)])
        report.restored += len(rows)


def _remove(model: type[Model], chunk: Sequence[BatchRow], derived: Collection[str], report: UndoReport) -> None:
    rows = {row.pk: row for row, _ in _untouched(model, chunk, report)}
    held = _held(model, list(rows), derived)
    for pk in held:
        report.keep(rows.pop(pk), USED)
    model._base_manager.filter(pk__in=list(rows)).delete()
    report.removed += len(rows)


def _held(model: type[Model], keys: list[Any], derived: Collection[str]) -> list[Any]:
    """The keys that rows of other models, or of this one outside the list, point to."""
    held: set[Any] = set()
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ManyToOneRel) or relation.related_model._meta.label_lower in derived:
            continue
        other, link = relation.related_model, relation.field
        pointing = other._base_manager.filter(**{f"{link.name}__in": keys})
        if other is model:
            pointing = pointing.exclude(pk__in=keys)
        held.update(pointing.values_list(link.attname, flat=True).distinct())
    for holder in _holders:
        held.update(holder(model, keys))
    return [key for key in keys if key in held]
