"""Which imports wrote a row: what the trail of an import explains, row by row."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from essaim.foundation.audit.models import Entry
from essaim.foundation.intake.models import Batch, BatchRow

APPLIED, UNDONE = "intake.batch.applied", "intake.batch.undone"
GESTURES: Mapping[str, tuple[str, str]] = {
    APPLIED: ("import appliqué", "imports appliqués"),
    UNDONE: ("import annulé", "imports annulés"),
}
"""How the gestures of an import are said, for ``figures.tracing``."""


def imports_of(model: str, keys: Collection[int | str], since: int) -> Mapping[int | str, Collection[str]]:
    """The URNs of the imports applied or undone after an entry of the trail that wrote these rows, in two queries."""
    name = Batch._meta.label_lower
    done = Entry.objects.filter(pk__gt=since, action__in=[APPLIED, UNDONE], target__startswith=f"{name}:")
    batches = sorted({int(target.partition(":")[2]) for target in done.values_list("target", flat=True)})
    if not batches:
        return {}
    wanted = {str(key): key for key in keys}
    found: dict[int | str, set[str]] = defaultdict(set)
    written = BatchRow.objects.filter(batch__in=batches, model=model).order_by("pk")
    for object_id, batch in written.values_list("object_id", "batch_id"):
        if object_id in wanted:
            found[wanted[object_id]].add(f"{name}:{batch}")
    return found
