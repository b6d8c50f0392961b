import datetime as dt

import pytest

from essaim.commons.territory import dataset
from essaim.commons.territory.domain import timezones

WINTER = dt.datetime(2027, 1, 12, 9, tzinfo=dt.UTC)
SUMMER = dt.datetime(2027, 7, 12, 9, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("timezone", "when", "told"),
    [
        ("Europe/Paris", WINTER, "même heure qu’à Paris"),
        ("Indian/Reunion", WINTER, "3\u00a0h de plus qu’à Paris"),
        ("Indian/Reunion", SUMMER, "2\u00a0h de plus qu’à Paris"),
        ("Pacific/Marquesas", WINTER, "10\u00a0h\u00a030 de moins qu’à Paris"),
        ("Pacific/Noumea", WINTER, "10\u00a0h de plus qu’à Paris"),
    ],
)
def test_a_clock_is_told_from_that_of_paris(timezone, when, told):
    assert timezones.told(timezone, when) == told


def test_every_departement_lives_by_a_known_clock():
    for departement in dataset.departements():
        assert timezones.from_paris(departement.timezone, WINTER) is not None


def test_polynesie_has_three_clocks():
    given = {timezones.of_commune(code, "Pacific/Tahiti") for code in ("98735", "98731", "98719")}
    assert given == {"Pacific/Tahiti", "Pacific/Marquesas", "Pacific/Gambier"}
