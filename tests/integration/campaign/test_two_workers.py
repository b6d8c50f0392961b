"""Reminders survive two workers at the same second and a worker killed halfway: each leaves once, none is lost."""

import json
import signal
import subprocess
import sys
from pathlib import Path

from tests.integration.campaign.test_last_place import ROOT, environment  # noqa: F401 (a fixture)

PROGRAM = Path(__file__).with_name("reminder_race.py")


def run(known, *words):
    return subprocess.run(
        [sys.executable, PROGRAM, *words], env=known, cwd=ROOT, check=False, capture_output=True, text=True
    )


def told(known, *words):
    done = run(known, *words)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def test_a_killed_worker_loses_no_reminder_and_two_workers_send_none_twice(environment):  # noqa: F811
    assert told(environment, "prepare") == {"reminders": 0, "letters": 0}
    killed = run(environment, "killed")
    assert killed.returncode == -signal.SIGKILL
    assert told(environment, "race", "10") == {"reminders": 20, "letters": 20}
