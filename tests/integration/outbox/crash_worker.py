"""A worker in its own process, so that a test can kill it: ``python crash_worker.py migrate | post N | work | report``.

Settings come from the environment (ESSAIM_DATA or DATABASE_URL, ESSAIM_EMAIL_URL). The lease is shortened: what is
tested is that nothing is lost when it expires, not how long one waits.
"""

import datetime as dt
import json
import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.dev"
django.setup()

from django.core.management import call_command  # noqa: E402 (after setup)
from django.db import transaction  # noqa: E402

from essaim.foundation.outbox import worker  # noqa: E402
from essaim.foundation.outbox.letters import Text, post  # noqa: E402
from essaim.foundation.outbox.models import Letter  # noqa: E402

worker.LEASE = dt.timedelta(seconds=3)


def migrate():
    for app in ("outbox", "django_tasks_database"):
        call_command("migrate", app, verbosity=0, skip_checks=True)


def post_letters(count):
    with transaction.atomic():
        for n in range(count):
            post(to=f"l{n}@essaim.test", text=Text(f"Lettre {n}", "…", ""), area="accounts", purpose="crash")


def report():
    rows = Letter.objects.filter(purpose="crash").order_by("pk").values("message_id", "state", "attempts")
    sys.stdout.write(json.dumps(list(rows)))


match sys.argv[1:]:
    case ["migrate"]:
        migrate()
    case ["post", count]:
        post_letters(int(count))
    case ["work"]:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        worker.run_forever(pause=0.05)
    case ["report"]:
        report()
