"""Background work: ids only, harmless when run twice."""

from dataclasses import dataclass

from django.db import transaction
from django_tasks import task

from essaim.foundation.intake import work
from essaim.foundation.intake.enums import BatchState
from essaim.foundation.kernel.actor import Role
from essaim.foundation.kernel.errors import Refused


@dataclass(frozen=True, slots=True)
class OnBehalf:
    """Whoever asked for the work: allowed when they asked, known by reference when it is done."""

    actor_ref: str

    def holds(self, *roles: Role) -> bool:  # noqa: ARG002 (the protocol's signature)
        """What was asked was allowed then; nothing more is."""
        return False


@task()
def plan_batch(batch_id: int) -> None:
    """The dry run of a batch."""
    batch = work.claim(batch_id, BatchState.PLANNING)
    if batch is not None:
        work.plan(batch)


@task()
def apply_batch(batch_id: int) -> None:
    """Apply a batch, or show the new plan when the data changed since the dry run."""
    batch = work.claim(batch_id, BatchState.APPLYING)
    if batch is None:
        return
    try:
        work.apply(batch, by=OnBehalf(batch.by))
    except Refused as refusal:
        work.refuse(batch, str(refusal))
    except Exception:
        with transaction.atomic():
            work.refuse(batch, UNEXPECTED)
        raise


UNEXPECTED = (
    "L'application s'est arrêtée sur une erreur du programme. Rien n'a été modifié. Prévenez l'administration avec le "
    "numéro de cet import."
)
