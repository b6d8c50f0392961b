"""kill -9 at random moments: no letter lost, at most one duplicate a kill, under the same Message-ID."""

import contextlib
import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

from tests.integration.outbox import smtp_server

DRIVER = Path(__file__).with_name("crash_worker.py")
ROOT = Path(__file__).resolve().parents[3]
PATIENCE_SECONDS = 90


class Site:
    """An Essaim of its own: a database, a mail server, and workers to kill."""

    def __init__(self, environment):
        self.environment = {**os.environ, "PYTHONPATH": str(ROOT), **environment}

    def run(self, *command):
        done = subprocess.run(
            [sys.executable, DRIVER, *command],
            env=self.environment,
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout

    @contextlib.contextmanager
    def worker(self):
        process = subprocess.Popen(
            [sys.executable, DRIVER, "work"],
            env=self.environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        try:
            assert process.stdout.readline() == "ready\n"
            yield process
        finally:
            process.kill()
            process.wait()
            process.stdout.close()

    def states(self):
        return Counter(row["state"] for row in json.loads(self.run("report")))

    def message_ids(self):
        return {row["message_id"] for row in json.loads(self.run("report"))}


@pytest.fixture
def mailbox(socket_enabled):
    with smtp_server.running() as (room, port):
        room.delay = 0.005
        yield room, port


@pytest.fixture
def site(transactional_db, mailbox, tmp_path):
    """On the engine under test: the test database of PostgreSQL, or a SQLite file (the test's own is in memory)."""
    environment = {"ESSAIM_DATA": str(tmp_path), "ESSAIM_EMAIL_URL": f"smtp://127.0.0.1:{mailbox[1]}"}
    if connection.vendor == "postgresql":
        s = connection.settings_dict
        address = f"{s['USER']}:{quote(s['PASSWORD'], safe='')}@{s['HOST']}:{s['PORT'] or 5432}/{s['NAME']}"
        return Site({**environment, "DATABASE_URL": f"postgres://{address}"})
    site = Site({**environment, "DATABASE_URL": ""})
    site.run("migrate")
    return site


def wait_until_accepted(room, count):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while len(room.accepted) < count:
        assert time.monotonic() < deadline, f"{len(room.accepted)} of {count} accepted"
        time.sleep(0.002)


def wait_until_sent(site, room, count):
    """Until every letter was accepted, then until the leases of the dead have been taken up."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if len(set(room.accepted)) == count and site.states() == {"sent": count}:
            return
        time.sleep(0.3)
    raise AssertionError(f"{len(set(room.accepted))} of {count} accepted, {site.states()}")


def crash(site, room, *, letters, kills, seed):
    chance = random.Random(seed)  # noqa: S311 (reproducible, not secret)
    site.run("post", str(letters))
    for _ in range(kills):
        target = len(room.accepted) + chance.randint(1, letters // kills - 3)
        with site.worker() as process:
            wait_until_accepted(room, target)
            time.sleep(chance.uniform(0, 0.02))  # anywhere between two letters, or in the middle of one
            process.kill()
    assert len(set(room.accepted)) < letters, "the workers were killed too late to prove anything"
    with site.worker():
        wait_until_sent(site, room, letters)


def assert_nothing_lost(site, room, *, letters, kills):
    assert set(room.accepted) == site.message_ids()
    copies = Counter(room.accepted)
    assert len(copies) == letters
    assert len(room.accepted) - letters <= kills, f"{len(room.accepted) - letters} duplicates for {kills} kills"


def test_killed_workers_lose_no_letter(site, mailbox):
    room, _ = mailbox
    crash(site, room, letters=60, kills=4, seed=3)
    assert_nothing_lost(site, room, letters=60, kills=4)


def test_workers_side_by_side_send_each_letter_once(site, mailbox):
    room, _ = mailbox
    site.run("post", "60")
    with site.worker(), site.worker():
        wait_until_sent(site, room, 60)
    assert sorted(room.accepted) == sorted(site.message_ids())


@pytest.mark.deep
@pytest.mark.parametrize("seed", range(3))
def test_many_killed_workers_lose_no_letter(site, mailbox, seed):
    room, _ = mailbox
    crash(site, room, letters=600, kills=25, seed=seed)
    assert_nothing_lost(site, room, letters=600, kills=25)
