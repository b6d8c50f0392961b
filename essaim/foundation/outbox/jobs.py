"""Background jobs of django-tasks, run between two rounds of letters.

A job whose worker is killed would stay RUNNING for ever. Jobs of Essaim are idempotent by rule (identifiers as
arguments, the service looks at the state before it acts), so an hour later it is simply put back.
"""

import datetime as dt

from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

STUCK_AFTER = dt.timedelta(hours=1)
MAX_JOBS = 20


def run_batch(worker: str) -> None:
    """Run the jobs that are ready, a few at a time so that letters get their turn."""
    if not DBTaskResult.objects.ready().exists():
        return
    Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=MAX_JOBS,
        worker_id=worker[:64],
        excluded_queue_names=[],
    ).run()


def requeue_stuck() -> int:
    """Put back the jobs that a killed worker left RUNNING. The number put back."""
    stuck = DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - STUCK_AFTER)
    return stuck.update(status=TaskResultStatus.READY, started_at=None)
