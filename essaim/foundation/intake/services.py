"""Gestures on imports: upload, match the columns, try, apply, undo; and all at once from the command line."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from essaim.foundation.audit import trail
from essaim.foundation.intake import policies, registry, runs, selectors, store, tasks, undoing, work
from essaim.foundation.intake.domain.lifecycle import RETENTION_DAYS, advance
from essaim.foundation.intake.enums import BatchState, Origin
from essaim.foundation.intake.importer import Options
from essaim.foundation.intake.models import Batch, BatchFile, BatchRow, SavedMapping
from essaim.foundation.intake.readers import COMMAND_LINE, SCREEN, header
from essaim.foundation.kernel import digest
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused

IN_THE_REQUEST = 400_000
"""Files under this total weight are read while the person waits, in a second or two; larger ones go to the worker."""

UNFOLDING = 8
"""A compressed file (gzip, XLSX, ODS) weighs about so many times its size."""

WAITING = (BatchState.UPLOADED, BatchState.MAPPED, BatchState.PLANNING, BatchState.PLANNED, BatchState.REFUSED)
"""States that lead nowhere once the files are gone."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it arrives: its name, its content in pieces."""

    name: str
    chunks: Iterable[bytes]


@trail.gesture
def upload(*, by: Actor, kind: str, files: Sequence[Upload], options: Options) -> Batch:
    """Keep files and recognise their columns. A file that is no table is refused whole, and not kept."""
    policies.ensure_can_import(by, kind)
    importer = registry.get(kind)
    if not files:
        raise Refused("Choisissez au moins un fichier.")
    cleaned = digest.canonical(dict(selectors.clean(importer, options)))
    batch = Batch.objects.create(kind=kind, by=by.actor_ref, origin=Origin.SCREEN, options=cleaned)
    for position, file in enumerate(files):
        _keep_file(batch, position, file)
    if _is_mapped(batch):
        batch.state = advance(BatchState(batch.state), BatchState.MAPPED)
        batch.save(update_fields=["state", "updated_at"])
    trail.record(by, "intake.batch.uploaded", batch, files=len(files), kind=kind)
    return batch


@trail.gesture
def map_columns(*, by: Actor, batch: Batch, mappings: Mapping[int, Mapping[str, str]]) -> Batch:
    """Say which column holds which field, file by file (by position); remembered for files of the same shape."""
    policies.ensure_can_import(by, batch.kind)
    batch = _locked(batch)
    importer = selectors.importer_of(batch)
    for file in batch.files.all():
        chosen = {name: column for name, column in mappings.get(file.position, {}).items() if column}
        columns = json.loads(file.header)
        header.check(chosen, columns, importer.fields, file.name)
        file.mapping = digest.canonical(chosen)
        file.save(update_fields=["mapping"])
        SavedMapping.objects.update_or_create(
            kind=batch.kind, fingerprint=selectors.shape_digest(columns), defaults={"mapping": file.mapping}
        )
    batch.state = advance(BatchState(batch.state), BatchState.MAPPED)
    batch.summary = batch.plan_digest = batch.message = ""
    batch.samples = "{}"
    batch.save()
    trail.record(by, "intake.batch.mapped", batch)
    return batch


@trail.gesture
def plan(*, by: Actor, batch: Batch) -> Batch:
    """Try the import: what would be new, changed, closed, refused. Nothing is written but the result of the trial."""
    policies.ensure_can_import(by, batch.kind)
    batch = _locked(batch)
    batch.state = advance(BatchState(batch.state), BatchState.PLANNING)
    batch.heartbeat_at = None
    batch.rows_read = 0
    batch.save(update_fields=["state", "heartbeat_at", "rows_read", "updated_at"])
    trail.record(by, "intake.batch.planned", batch)
    if _is_small(batch):
        work.plan(batch)
    else:
        transaction.on_commit(partial(tasks.plan_batch.enqueue, batch.pk))
    return batch


@trail.gesture
def apply(*, by: Actor, batch: Batch) -> Batch:
    """Write what the trial showed, all or nothing; if the data changed since, show the new trial instead.

    The trail gets ``intake.batch.applied`` here for small files, and ``intake.batch.apply_requested`` then
    ``intake.batch.applied`` by the worker for large ones.
    """
    policies.ensure_can_import(by, batch.kind)
    batch = _locked(batch)
    batch.state = advance(BatchState(batch.state), BatchState.APPLYING)
    batch.heartbeat_at = None
    batch.by = by.actor_ref
    batch.save(update_fields=["state", "heartbeat_at", "by", "updated_at"])
    if _is_small(batch):
        work.apply(batch, by=by)
    else:
        trail.record(by, "intake.batch.apply_requested", batch)
        transaction.on_commit(partial(tasks.apply_batch.enqueue, batch.pk))
    return batch


@trail.gesture
def resume(*, by: Actor, batch: Batch) -> Batch:
    """Ask the worker again when it gave no sign of life; two workers never do the same batch."""
    policies.ensure_can_import(by, batch.kind)
    state = BatchState(batch.state)
    if not selectors.is_stalled(batch):
        raise Refused("Ce travail avance ou est terminé : il n'y a rien à relancer.")
    trail.record(by, "intake.batch.resumed", batch)
    task = tasks.plan_batch if state is BatchState.PLANNING else tasks.apply_batch
    transaction.on_commit(partial(task.enqueue, batch.pk))
    return batch


@trail.gesture
def undo(*, by: Actor, batch: Batch) -> Batch:
    """Put everything back as it was before the import; what changed or was used since is named, and stays."""
    policies.ensure_can_import(by, batch.kind)
    batch = _locked(batch)
    importer = selectors.importer_of(batch)
    undone = advance(BatchState(batch.state), BatchState.UNDONE)
    if not selectors.is_undoable(batch):
        raise Refused(f"Cet import a plus de {RETENTION_DAYS} jours : il ne peut plus être annulé.")
    batch.state = undone
    report = undoing.undo(batch, importer.derived)
    batch.undone_at = timezone.now()
    batch.undo_report = json.dumps(report.as_json(), ensure_ascii=False)
    batch.save()
    importer.after_undo(batch.pk)
    figures = {"restored": report.restored, "removed": report.removed, "kept": report.kept}
    trail.record(by, "intake.batch.undone", batch, **figures)
    return batch


@trail.gesture
def import_files(
    *,
    by: Actor,
    kind: str,
    paths: Sequence[Path],
    options: Options | None = None,
    mapping: Mapping[str, str] | None = None,
    watch: runs.Watch = iter,
) -> Batch:
    """Plan and apply at once, as ``--apply`` asks on the command line; the batch can be undone like any other."""
    policies.ensure_can_import(by, kind)
    importer = registry.get(kind)
    cleaned = selectors.clean(importer, options or {})
    sources = [selectors.source(path, importer, mapping or {}) for path in paths]
    done = runs.make_plan(importer, sources, cleaned, COMMAND_LINE, watch)
    batch = Batch.objects.create(
        kind=kind,
        by=by.actor_ref,
        origin=Origin.COMMAND,
        options=digest.canonical(dict(cleaned)),
        state=BatchState.MAPPED,
    )
    for position, source in enumerate(sources):
        content, size = store.keep_path(source.path, COMMAND_LINE.file_bytes)
        shape = selectors.shape_of(source.path, source.name, importer, COMMAND_LINE)
        _remember(batch, position, (source.name, content, size), shape, source.mapping)
    runs.apply_plan(importer, done, by=by, batch_id=batch.pk)
    work.settle(batch, by, done)
    work.store_plan(batch, done)
    return batch


@trail.gesture
def purge(*, by: Actor) -> int:
    """Forget files and former values after their time; what was done stays, as counts. How many imports were purged."""
    policies.ensure_can_purge(by)
    old = list(selectors.old_batches())
    BatchRow.objects.filter(batch__in=old).delete()
    BatchFile.objects.filter(batch__in=old).delete()
    for batch in old:
        if batch.state in WAITING:
            batch.state = BatchState.EXPIRED
        summary = selectors.summary_of(batch)
        if summary:
            summary.refusals.clear()
            summary.remarks.clear()
            batch.summary = json.dumps(summary.as_json(), ensure_ascii=False)
        batch.samples = "{}"
        batch.undo_report = ""
        batch.save()
    transaction.on_commit(partial(store.sweep, set(BatchFile.objects.values_list("digest", flat=True)), RETENTION_DAYS))
    trail.record(by, "intake.batch.purged", "intake.batch", count=len(old))
    return len(old)


def _locked(batch: Batch) -> Batch:
    """The batch as it is now, for us alone until the end of the gesture."""
    return Batch.objects.select_for_update().get(pk=batch.pk)


def _keep_file(batch: Batch, position: int, file: Upload) -> None:
    content, size = store.keep(file.chunks, file.name, SCREEN.file_bytes)
    try:
        shape = selectors.shape_of(store.path_of(content), file.name, selectors.importer_of(batch), SCREEN)
    except Refused:
        if not BatchFile.objects.filter(digest=content).exists():
            store.forget(content)
        raise
    _remember(batch, position, (file.name, content, size), shape, shape.mapping)


def _remember(
    batch: Batch,
    position: int,
    file: tuple[str, str, int],
    shape: selectors.FileShape,
    mapping: Mapping[str, str],
) -> None:
    name, content, size = file
    batch.files.create(
        position=position,
        name=name[:200],
        digest=content,
        size=size,
        format=shape.format,
        encoding=shape.encoding,
        header=json.dumps(shape.header, ensure_ascii=False),
        mapping=digest.canonical(dict(mapping)),
    )


def _is_mapped(batch: Batch) -> bool:
    fields = selectors.importer_of(batch).fields
    return not any(header.missing(json.loads(file.mapping), fields) for file in batch.files.all())


def _is_small(batch: Batch) -> bool:
    return sum(map(_weight, batch.files.all())) <= IN_THE_REQUEST


def _weight(file: BatchFile) -> int:
    is_folded = file.name.endswith(".gz") or file.format in {"XLSX", "ODS"}
    return file.size * (UNFOLDING if is_folded else 1)
