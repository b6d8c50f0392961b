"""What an importer writes with: bulk on both engines, and the former values kept beside."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, TypeVar

from django.db.models import Model

from essaim.foundation.intake import images
from essaim.foundation.intake.enums import Verdict
from essaim.foundation.intake.models import BatchRow

M = TypeVar("M", bound=Model)
CHUNK = 500  # rows a statement: SQLite's 32,766 variables are enough for 60 columns


class Recorder:
    """The ``Writes`` of a batch."""

    def __init__(self, batch_id: int) -> None:
        self.batch_id = batch_id

    def create(self, rows: Sequence[M]) -> list[M]:
        """``bulk_create`` the rows; they come back with their pk."""
        created: list[M] = []
        for model, group in _by_model(rows):
            fields = images.written_fields(model)
            for chunk in _chunks(group):
                written = model._base_manager.bulk_create(chunk)
                self._keep(
                    BatchRow(
                        verdict=Verdict.NEW,
                        model=model._meta.label_lower,
                        object_id=str(row.pk),
                        after_digest=images.fingerprint(images.of_row(row, fields)),
                    )
                    for row in written
                )
                created += written
        return created

    def update(self, rows: Sequence[M], fields: Sequence[str]) -> int:
        """Write these fields of whole, already loaded rows; former values are read and kept first.

        One upsert a chunk: ten times faster than the ``CASE WHEN`` of ``bulk_update`` on wide tables.
        """
        count = 0
        for model, group in _by_model(rows):
            columns = images.written_fields(model, fields)
            refreshed = [*dict.fromkeys([*fields, *images.automatic_dates(model)])]
            for chunk in _chunks(group):
                former = _former(model, chunk, columns)
                known = [row for row in chunk if row.pk in former]
                self._keep(
                    BatchRow(
                        verdict=Verdict.CHANGED,
                        model=model._meta.label_lower,
                        object_id=str(row.pk),
                        before=images.canonical(former[row.pk]),
                        after_digest=images.fingerprint(images.of_row(row, columns)),
                    )
                    for row in known
                )
                upsert(model, known, refreshed)
                count += len(known)
        return count

    def _keep(self, kept: Iterator[BatchRow]) -> None:
        rows = list(kept)
        for row in rows:
            row.batch_id = self.batch_id
        BatchRow.objects.bulk_create(rows)


def upsert(model: type[M], rows: Sequence[M], fields: Sequence[str]) -> None:
    """Write these fields of rows that exist, in one statement."""
    if rows:
        key = model._meta.pk.name
        model._base_manager.bulk_create(rows, update_conflicts=True, unique_fields=[key], update_fields=list(fields))


def _former(model: type[M], rows: Sequence[M], fields: Sequence[Any]) -> dict[Any, dict[str, Any]]:
    names = [field.attname for field in fields]
    found = model._base_manager.filter(pk__in=[row.pk for row in rows]).values_list("pk", *names)
    return {pk: images.image(values, fields) for pk, *values in found}


def _by_model(rows: Sequence[M]) -> Iterator[tuple[type[M], list[M]]]:
    for model, group in groupby(rows, key=type):
        yield model, list(group)


def _chunks(rows: list[M]) -> Iterator[list[M]]:
    for start in range(0, len(rows), CHUNK):
        end = start + CHUNK
        yield rows[start:end]
