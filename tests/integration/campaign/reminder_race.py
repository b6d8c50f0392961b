"""Two workers that remind at the same second, and one that is killed between the row and the letter.

Run by ``test_two_workers.py`` as a program, on a database of its own: in the memory of one test nobody races anybody.
"""

import datetime as dt
import json
import os
import signal
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django

django.setup()

import time_machine  # noqa: E402 (after setup)
from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402

from essaim.areas.campaign import chores, reminder_letters  # noqa: E402
from essaim.areas.campaign.enums import ReminderKind  # noqa: E402
from essaim.areas.campaign.models import Match, Reminder  # noqa: E402
from essaim.foundation.outbox.models import Letter  # noqa: E402

SIDES = (ReminderKind.TEAM, ReminderKind.ACTOR)
WORKERS = 2
ASKED = dt.datetime(2027, 1, 11, 9, tzinfo=dt.UTC)
TODAY = dt.datetime(2027, 1, 15, 10, tzinfo=dt.UTC)


def prepare() -> None:
    """One proposal that nobody has answered for four days."""
    if connection.vendor == "sqlite":
        call_command("migrate", verbosity=0, skip_checks=True)
    from tests.world import build_world

    build_world()
    Match.objects.update(team_asked_at=ASKED, actor_asked_at=ASKED)


def counts() -> dict[str, int]:
    """The reminders of the proposal, and the letters that carry them."""
    return {
        "reminders": Reminder.objects.filter(kind__in=SIDES).count(),
        "letters": Letter.objects.filter(purpose="reminder_answer").count(),
    }


def be_killed() -> None:
    """Die as a machine does, after the row and before the letter."""
    reminder_letters.of_side = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
    chores.remind()


def race(rounds: int) -> dict[str, int]:
    """What two workers did together, all rounds added up."""
    start, seen = Barrier(WORKERS), Counter()

    def work(_: int) -> int:
        start.wait()
        return chores.remind()

    with ThreadPoolExecutor(WORKERS, initializer=connection.ensure_connection) as pool:
        for _ in range(rounds):
            Reminder.objects.all().delete()
            Letter.objects.all().delete()
            list(pool.map(work, range(WORKERS)))
            seen.update(counts())
        list(pool.map(lambda _: connections.close_all(), range(2 * WORKERS)))
    return dict(seen)


if __name__ == "__main__":
    with time_machine.travel(TODAY, tick=False):
        match sys.argv[1:]:
            case ["prepare"]:
                prepare()
            case ["killed"]:
                be_killed()
            case ["race", rounds]:
                json.dump(race(int(rounds)), sys.stdout)
    if sys.argv[1] != "race":
        json.dump(counts(), sys.stdout)
