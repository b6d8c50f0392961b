"""The ministry's real files, when they are at hand: every shape, in one run, then again."""

import os
from pathlib import Path

import pytest

from essaim.commons.directory.models import School
from essaim.commons.directory.selectors import schools as selectors
from essaim.commons.territory.services import loading
from essaim.foundation.intake import selectors as intake
from essaim.foundation.intake import services
from essaim.foundation.kernel.actor import SystemActor

BY = SystemActor("tests")
SHARED = Path(os.environ.get("ESSAIM_SHARED_DATA") or Path(__file__).parents[4] / "shared/data")
FILES = sorted((SHARED / "schools").glob("*.csv.gz"))
pytestmark = [
    pytest.mark.deep,
    pytest.mark.django_db,
    pytest.mark.skipif(not FILES, reason="the ministry's files are not at hand (ESSAIM_SHARED_DATA)"),
]


def test_every_shape_is_read_and_a_second_run_changes_nothing():
    loading.load_reference(by=BY)
    first = intake.summary_of(services.import_files(by=BY, kind="schools", paths=FILES))
    assert first.new == School.objects.count() > 45_000
    assert first.refused < 20
    assert not School.objects.filter(departement=None, is_abroad=False).exists()
    batch = services.import_files(by=BY, kind="schools", paths=FILES)
    again = intake.summary_of(batch)
    assert (again.new, again.changed, again.closed, batch.rows.count()) == (0, 0, 0, 0)
    found = selectors.search("colege jean jores castres").schools
    assert [(school.uai, school.locality) for school in found] == [("0810960D", "Castres")]
