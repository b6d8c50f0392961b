"""The worker: takes letters under a lease, sends them, comes back after failures, then lets queued jobs run.

Promise: no letter is lost; when a worker is killed between the server's answer and our own note of it, that one
letter leaves twice, under the same Message-ID. A worker holds one letter at a time, so a crash touches one at most.
"""

import datetime as dt
import logging
import os
import signal
import socket
import threading
import uuid
from collections.abc import Callable, Sequence
from types import FrameType

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import OperationalError, close_old_connections, transaction
from django.db.models import F
from django.utils import timezone

from essaim.foundation.outbox import jobs
from essaim.foundation.outbox.delivery import Failure, deliver
from essaim.foundation.outbox.enums import State
from essaim.foundation.outbox.models import Letter
from essaim.foundation.outbox.retention import purge

logger = logging.getLogger("essaim.worker")

LEASE = dt.timedelta(minutes=5)
"""Longer than the slowest delivery (EMAIL_TIMEOUT bounds each exchange with the server)."""
MAX_ATTEMPTS = 12
FIRST_DELAY = dt.timedelta(seconds=30)
LONGEST_DELAY = dt.timedelta(hours=6)
PAUSE_SECONDS = 1.0
CHORES_EVERY = dt.timedelta(hours=1)

Chore = Callable[[], object]


def delay_after(attempts: int) -> dt.timedelta:
    """How long to wait after this many attempts: 30 s, 1 min, 2 min… then every six hours, about a day in all."""
    doublings = min(max(attempts - 1, 0), 16)  # beyond, the longest delay is reached long ago
    return min(FIRST_DELAY * 2**doublings, LONGEST_DELAY)


def worker_name() -> str:
    """A name no other worker has, even on the same machine after a restart."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{uuid.uuid4().hex[:12]}"


def claim(worker: str) -> Letter | None:
    """Take the next letter under a lease, or None. Two workers never hold the same one.

    The UPDATE repeats the condition: on SQLite writers follow one another, on PostgreSQL the row is locked and the
    others skip it, so whichever comes second changes no row.
    """
    now = timezone.now()
    due = Letter.objects.due(now)
    if not due.exists():
        return None
    with transaction.atomic():
        ordered = due.order_by("next_try_at", "pk").select_for_update(skip_locked=True)
        pk = ordered.values_list("pk", flat=True).first()
        lease = {"state": State.LEASED, "leased_by": worker, "lease_until": now + LEASE, "attempts": F("attempts") + 1}
        if pk is None or not due.filter(pk=pk).update(**lease, updated_at=now):
            return None
        return Letter.objects.get(pk=pk)


def settle(letter: Letter, failure: Failure | None) -> bool:
    """Write what happened, if the lease is still ours; False when another worker has taken over since."""
    now = timezone.now()
    outcome: dict[str, object] = {"lease_until": None, "leased_by": "", "updated_at": now}
    if failure is None:
        outcome |= {"state": State.SENT, "sent_at": now, "last_error": ""}
    elif failure.is_final or letter.attempts >= MAX_ATTEMPTS:
        outcome |= {"state": State.FAILED, "last_error": failure.code}
    else:
        outcome |= {
            "state": State.QUEUED,
            "last_error": failure.code,
            "next_try_at": now + delay_after(letter.attempts),
        }
    ours = Letter.objects.filter(pk=letter.pk, state=State.LEASED, leased_by=letter.leased_by)
    return bool(ours.update(**outcome))


def recover() -> int:
    """Put back the letters of workers that died; give up on those that kill every worker that takes them."""
    now = timezone.now()
    freed = {"lease_until": None, "leased_by": "", "last_error": "lease_expired", "updated_at": now}
    abandoned = Letter.objects.abandoned(now)
    if not abandoned.exists():
        return 0
    with transaction.atomic():
        lost = abandoned.filter(attempts__gte=MAX_ATTEMPTS).update(state=State.FAILED, **freed)
        return lost + abandoned.update(state=State.QUEUED, next_try_at=now, **freed)


def send_due(worker: str, stop: threading.Event, *, limit: int = 200) -> int:
    """Send what is due, at most ``limit`` letters; stop early when the mail server does not answer."""
    sent = 0
    connection: BaseEmailBackend | None = None
    try:
        for _ in range(limit):
            letter = None if stop.is_set() else claim(worker)
            if letter is None:
                break
            connection = connection or get_connection()
            failure = deliver(letter, connection)
            _note(letter, failure, kept=settle(letter, failure))
            sent += failure is None
            if failure and failure.is_server_down:
                break
    finally:
        if connection is not None:
            connection.close()
    return sent


def run_once(worker: str = "", stop: threading.Event | None = None) -> int:
    """One round: recover, send, run queued jobs. The number of letters sent."""
    stop = stop or threading.Event()
    worker = worker or worker_name()
    recover()
    sent = send_due(worker, stop)
    if not stop.is_set():
        jobs.run_batch(worker)
    return sent


def do_chores(chores: Sequence[Chore]) -> None:
    """What is done every hour: forget old letters, take up stuck jobs, and what the assembly adds."""
    for chore in (purge, jobs.requeue_stuck, *chores):
        try:
            chore()
        except Exception:  # one chore that fails must not keep letters from leaving
            logger.exception("chore failed")


def run(stop: threading.Event, *, chores: Sequence[Chore] = (), pause: float = PAUSE_SECONDS) -> None:
    """Rounds until ``stop`` is set. The database may be restarted underneath: the next round tries again."""
    worker = worker_name()
    chores_at = timezone.now()
    while not stop.is_set():
        close_old_connections()
        try:
            run_once(worker, stop)
            if timezone.now() >= chores_at:
                do_chores(chores)
                chores_at = timezone.now() + CHORES_EVERY
        except OperationalError:
            logger.exception("database unavailable")
        stop.wait(pause)


def run_forever(chores: Sequence[Chore] = (), pause: float = PAUSE_SECONDS) -> None:
    """The process behind ``essaim worker``: stops after the letter in hand on SIGTERM or Ctrl-C."""
    stop = threading.Event()

    def finish(signum: int, frame: FrameType | None) -> None:  # noqa: ARG001 (the signature of signal handlers)
        stop.set()

    signal.signal(signal.SIGTERM, finish)
    signal.signal(signal.SIGINT, finish)
    run(stop, chores=chores, pause=pause)


def _note(letter: Letter, failure: Failure | None, *, kept: bool) -> None:
    if not kept:
        logger.warning("letter %s settled after its lease", letter.pk, extra={"area": letter.area})
    elif failure:
        logger.warning("letter %s not sent: %s", letter.pk, failure.code, extra={"area": letter.area})
