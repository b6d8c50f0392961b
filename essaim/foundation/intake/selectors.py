"""Questions on imports: what there is, what a file holds, what it would do."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from essaim.foundation.intake import registry, runs, store
from essaim.foundation.intake.domain.lifecycle import RETENTION_DAYS, STALLED_SECONDS, WORKING
from essaim.foundation.intake.enums import BatchState, Origin
from essaim.foundation.intake.importer import Field, Importer, Options
from essaim.foundation.intake.models import Batch, BatchFile, SavedMapping
from essaim.foundation.intake.readers import COMMAND_LINE, SCREEN, Bounds, header, open_table
from essaim.foundation.intake.summary import Summary
from essaim.foundation.kernel import digest
from essaim.foundation.kernel.actor import Actor

BOUNDS = {Origin.SCREEN: SCREEN, Origin.COMMAND: COMMAND_LINE}


@dataclass(frozen=True, slots=True)
class FileShape:
    """What a file looks like, and which of its columns were recognised."""

    format: str
    encoding: str
    header: tuple[str, ...]
    mapping: dict[str, str]


@dataclass(frozen=True, slots=True)
class Choice:
    """One field of the mapping page: what it is, which column it takes now, what that column holds."""

    field: Field
    column: str
    example: str


def batches_of(by: Actor) -> QuerySet[Batch]:
    """The imports this person may see, the latest first."""
    kinds = [importer.kind for importer in registry.open_to(by)]
    return Batch.objects.filter(kind__in=kinds).prefetch_related("files").order_by("-id")


def importer_of(batch: Batch) -> Importer:
    """The importer of this batch."""
    return registry.get(batch.kind)


def bounds_of(batch: Batch) -> Bounds:
    """The limits its files must keep."""
    return BOUNDS[Origin(batch.origin)]


def options_of(batch: Batch) -> dict[str, str]:
    """What was declared with the files."""
    return dict(json.loads(batch.options))


def summary_of(batch: Batch) -> Summary | None:
    """The counts of the last dry run or of the import."""
    return Summary.from_json(json.loads(batch.summary)) if batch.summary else None


def sources_of(batch: Batch) -> list[runs.Source]:
    """The files to read, in order; raises ``Refused`` when one is no longer kept."""
    return [
        runs.Source(store.present(file.digest, file.name), file.name, json.loads(file.mapping))
        for file in batch.files.all()
    ]


def shape_of(path: Path, name: str, importer: Importer, bounds: Bounds) -> FileShape:
    """Open a file to see its columns; those of a shape met before are matched as they were then."""
    with open_table(path, name, bounds) as table:
        saved = SavedMapping.objects.filter(kind=importer.kind, fingerprint=shape_digest(table.header)).first()
        known = json.loads(saved.mapping) if saved else {}
        guessed = {
            name: column
            for name, column in known.items()
            if column in table.header and any(field.name == name for field in importer.fields)
        }
        mapping = guessed if saved else header.guess(table.header, importer.fields)
        return FileShape(table.format, table.encoding, table.header, mapping)


def shape_digest(columns: Sequence[str]) -> str:
    """What a remembered mapping is found by."""
    return digest.of_text(header.fingerprint(columns))


def choices_of(file: BatchFile, importer: Importer) -> list[Choice]:
    """The fields to match with the columns of a file, with an example of what each column holds."""
    columns, mapping = json.loads(file.header), json.loads(file.mapping)
    examples: dict[str, str] = {}
    with open_table(store.present(file.digest, file.name), file.name, bounds_of(file.batch)) as table:
        for count, record in enumerate(table):
            if count >= _LOOKED_AT or len(examples) == len(columns):
                break
            for column, cell in zip(columns, getattr(record, "cells", ()), strict=False):
                if cell:
                    examples.setdefault(column, cell[:80])
    return [Choice(field, column := mapping.get(field.name, ""), examples.get(column, "")) for field in importer.fields]


_LOOKED_AT = 50


def dry_run(
    kind: str,
    paths: Sequence[Path],
    *,
    options: Options | None = None,
    mapping: Mapping[str, str] | None = None,
    watch: runs.Watch = iter,
) -> Summary:
    """What these files would do, from the command line; nothing is written, not even the batch."""
    importer = registry.get(kind)
    cleaned = clean(importer, options or {})
    sources = [source(path, importer, mapping or {}) for path in paths]
    return runs.make_plan(importer, sources, cleaned, COMMAND_LINE, watch).summary


def source(path: Path, importer: Importer, mapping: Mapping[str, str]) -> runs.Source:
    """A file of the disk with its columns: those given, the rest recognised."""
    with open_table(path, path.name, COMMAND_LINE) as table:
        chosen = set(mapping.values())
        found = header.guess(table.header, importer.fields)
        guessed = {name: column for name, column in found.items() if column not in chosen}
        mapped = guessed | dict(mapping)
        header.check(mapped, table.header, importer.fields, path.name)
    return runs.Source(path, path.name, mapped)


def clean(importer: Importer, options: Options) -> Options:
    """Every declared option has a value, checked by the importer."""
    given = {option.name: str(options.get(option.name) or option.default).strip() for option in importer.options}
    return importer.clean_options(given)


def samples_of(batch: Batch) -> dict[str, list[dict[str, Any]]]:
    """The first outcomes of each verdict."""
    return dict(json.loads(batch.samples or "{}"))


def is_stalled(batch: Batch) -> bool:
    """Whether work is expected and the worker gave no sign of life for too long."""
    last = batch.heartbeat_at or batch.updated_at
    return batch.state in WORKING and timezone.now() - last > dt.timedelta(seconds=STALLED_SECONDS)


def is_undoable(batch: Batch) -> bool:
    """Whether the former values are still kept."""
    if batch.state != BatchState.APPLIED or batch.applied_at is None:
        return False
    return timezone.now() - batch.applied_at < dt.timedelta(days=RETENTION_DAYS)


def undo_report_of(batch: Batch) -> dict[str, Any] | None:
    """What the undo gave back, and what it kept."""
    return dict(json.loads(batch.undo_report)) if batch.undo_report else None


def old_batches() -> QuerySet[Batch]:
    """The imports whose files and former values have been kept long enough."""
    limit = timezone.now() - dt.timedelta(days=RETENTION_DAYS)
    return Batch.objects.filter(updated_at__lt=limit, files__isnull=False).distinct()
