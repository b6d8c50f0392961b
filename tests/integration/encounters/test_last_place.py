"""Two people answer the last place at the same second, from two processes: one holds it, the other waits."""

import contextlib
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

DRIVER = Path(__file__).with_name("answer_racer.py")
ROOT = Path(__file__).resolve().parents[3]
ROUNDS = int(os.environ.get("ESSAIM_RACES", "100"))


class Race:
    """An Essaim of its own, and the processes that use it."""

    def __init__(self, environment):
        self.environment = {**os.environ, "PYTHONPATH": str(ROOT), **environment}

    def run(self, *command):
        return subprocess.run(
            [sys.executable, DRIVER, *command],
            env=self.environment, cwd=ROOT, check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip

    @contextlib.contextmanager
    def racer(self, number):
        process = subprocess.Popen(
            [sys.executable, DRIVER, "race", number],
            env=self.environment, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        with process:
            assert process.stdout.readline() == "ready\n"
            yield process
            process.stdin.close()


@pytest.fixture
def race(transactional_db, tmp_path):
    """On the engine under test: the test database of PostgreSQL, or a SQLite file (the test's own is in memory)."""
    if connection.vendor == "postgresql":
        s = connection.settings_dict
        address = f"{s['USER']}:{quote(s['PASSWORD'], safe='')}@{s['HOST']}:{s['PORT'] or 5432}/{s['NAME']}"
        return Race({"ESSAIM_DATA": str(tmp_path), "DATABASE_URL": f"postgres://{address}"})
    found = Race({"ESSAIM_DATA": str(tmp_path), "DATABASE_URL": ""})
    found.run("migrate")
    return found


def test_the_last_place_is_never_held_twice(race):
    race.run("prepare", str(ROUNDS))
    with race.racer("0") as one, race.racer("1") as other:
        for number in range(ROUNDS):
            for racer in (one, other):
                racer.stdin.write(f"{number}\n")
                racer.stdin.flush()
            assert sorted(racer.stdout.readline() for racer in (one, other)) == ["coming\n", "waiting\n"]
    held = Counter((answer, seat) for _event, answer, seat in json.loads(race.run("report")))
    assert held == {("coming", 1): ROUNDS, ("waiting", None): ROUNDS}
