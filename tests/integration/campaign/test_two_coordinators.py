"""Two people of the network act at the same second: nobody is proposed twice, no actor more than it offers."""

import json
import subprocess
import sys

import pytest

from tests.integration.campaign.test_last_place import ROOT, environment  # noqa: F401 (a fixture)

RACE = ROOT / "tests/integration/campaign/race_runs.py"


def race(known, rounds):
    done = subprocess.run(
        [sys.executable, RACE, str(rounds)], env=known, cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def held(seen, rounds):
    """No rule is broken, and each gesture either happens or is refused: no round is lost."""
    assert seen["faults"] == 0
    assert seen["done"] + seen["refused"] == 3 * rounds
    assert seen["done"] >= rounds
    return True


def test_two_coordinators_and_a_pair_by_hand_never_double_book(environment):  # noqa: F811
    assert held(race(environment, 15), 15)


@pytest.mark.deep
def test_three_hundred_times(environment):  # noqa: F811
    assert held(race(environment, 300), 300)
