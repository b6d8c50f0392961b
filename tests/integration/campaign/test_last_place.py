"""Two people answer the last place at the same second: one holds it, the other is told kindly and keeps waiting."""

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[3]
RACE = Path(__file__).with_name("race.py")


@pytest.fixture
def environment(transactional_db, tmp_path):
    """The test database of PostgreSQL, or a SQLite file: the test's own is in memory."""
    known = {**os.environ, "PYTHONPATH": str(ROOT), "DATABASE_URL": "", "ESSAIM_DATA": str(tmp_path)}
    if connection.vendor == "postgresql":
        s = connection.settings_dict
        known["DATABASE_URL"] = (
            f"postgres://{s['USER']}:{quote(s['PASSWORD'], safe='')}@{s['HOST']}:{s['PORT'] or 5432}/{s['NAME']}"
        )
    return known


def race(environment, rounds):
    done = subprocess.run(
        [sys.executable, RACE, str(rounds)], env=environment, cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def expected(rounds):
    """One holds, one waits, one letter leaves: every time."""
    return {
        "held and told kindly": rounds,
        "places held": rounds,
        "still waiting": rounds,
        "letters": rounds,
    }


def test_the_last_place_goes_to_one_of_two_who_ask_at_the_same_second(environment):
    assert race(environment, 20) == expected(20)


@pytest.mark.deep
def test_two_thousand_times(environment):
    assert race(environment, 2000) == expected(2000)
