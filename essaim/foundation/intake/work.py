"""The long part of an import, the same in a request, in a command and in the worker: plan, apply."""

import datetime as dt
import json
import time
from collections.abc import Iterator

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from essaim.foundation.audit import trail
from essaim.foundation.intake import runs, selectors
from essaim.foundation.intake.domain.lifecycle import STALLED_SECONDS, advance
from essaim.foundation.intake.enums import BatchState
from essaim.foundation.intake.importer import Row
from essaim.foundation.intake.models import Batch
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused

CHANGED_SINCE = (
    "Les données ont changé depuis cet essai. Rien n'a été modifié. Voici ce que l'import ferait maintenant : "
    "relisez-le, puis appliquez."
)
BEAT_SECONDS = 1.0


def claim(batch_id: int, state: BatchState) -> Batch | None:
    """Take the work of a batch, unless another worker is alive on it; two claims never both succeed."""
    now = timezone.now()
    free = Q(heartbeat_at__isnull=True) | Q(heartbeat_at__lt=now - dt.timedelta(seconds=STALLED_SECONDS))
    taken = Batch.objects.filter(free, pk=batch_id, state=state).update(heartbeat_at=now, rows_read=0)
    return Batch.objects.get(pk=batch_id) if taken else None


def plan(batch: Batch) -> None:
    """The dry run of a batch in state ``PLANNING``; a file that cannot be read makes it ``REFUSED``."""
    try:
        done = _plan(batch, beating=True)
    except Refused as refusal:
        refuse(batch, str(refusal))
        return
    batch.state = advance(BatchState(batch.state), BatchState.PLANNED)
    batch.message = ""
    store_plan(batch, done)


def apply(batch: Batch, *, by: Actor) -> bool:
    """Apply a batch in state ``APPLYING``, in one transaction; False when the data changed and the new plan is shown.

    One audit entry is written, in the same transaction.
    """
    with transaction.atomic():
        locked = Batch.objects.select_for_update().get(pk=batch.pk)
        if locked.state != BatchState.APPLYING:
            return locked.state == BatchState.APPLIED
        done = _plan(locked, beating=False)
        if done.digest != locked.plan_digest:
            locked.state = advance(BatchState.APPLYING, BatchState.PLANNED)
            locked.message = CHANGED_SINCE
            trail.record(by, "intake.batch.replanned", locked, **counts(done))
        else:
            runs.apply_plan(selectors.importer_of(locked), done, by=by, batch_id=locked.pk)
            settle(locked, by, done)
        store_plan(locked, done)
    batch.refresh_from_db()
    return batch.state == BatchState.APPLIED


def settle(batch: Batch, by: Actor, done: runs.Plan) -> None:
    """The batch is applied: say so, in the trail too."""
    batch.state = advance(BatchState(batch.state), BatchState.APPLIED)
    batch.applied_at = timezone.now()
    batch.message = ""
    trail.record(by, "intake.batch.applied", batch, **counts(done))


def store_plan(batch: Batch, done: runs.Plan) -> None:
    """Keep the counts, the refusals listed and the first lines."""
    batch.summary = json.dumps(done.summary.as_json(), ensure_ascii=False)
    batch.samples = json.dumps(done.samples, ensure_ascii=False)
    batch.plan_digest = done.digest
    batch.rows_read = done.summary.read
    batch.planned_at = timezone.now()
    batch.heartbeat_at = None
    batch.save()


def refuse(batch: Batch, sentence: str) -> None:
    """The files cannot be used as they are: keep the sentence, write nothing else."""
    Batch.objects.filter(pk=batch.pk).update(state=BatchState.REFUSED, message=sentence, heartbeat_at=None)
    batch.refresh_from_db()


def counts(done: runs.Plan) -> dict[str, int]:
    """What the trail keeps."""
    return {name: value for name, value in done.summary.as_json().items() if isinstance(value, int)}


def _plan(batch: Batch, *, beating: bool) -> runs.Plan:
    importer = selectors.importer_of(batch)
    watch = _beats(batch.pk) if beating else iter
    return runs.make_plan(
        importer, selectors.sources_of(batch), selectors.options_of(batch), selectors.bounds_of(batch), watch
    )


def _beats(batch_id: int) -> runs.Watch:
    """Rows as they pass, telling every second how many were read and that the work is alive."""

    def watch(rows: Iterator[Row]) -> Iterator[Row]:
        told = time.monotonic()
        for count, row in enumerate(rows, start=1):
            if time.monotonic() - told >= BEAT_SECONDS:
                told = time.monotonic()
                Batch.objects.filter(pk=batch_id).update(rows_read=count, heartbeat_at=timezone.now())
            yield row

    return watch
