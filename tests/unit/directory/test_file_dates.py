"""When a file was true."""

import datetime as dt

import pytest

from essaim.commons.directory.domain.file_dates import Evidence, date_of_file

TODAY = dt.date(2027, 1, 12)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("annuaire-education-lycees-2024-03-19.csv.gz", dt.date(2024, 3, 19)),
        ("annuaire_20240319.csv", dt.date(2024, 3, 19)),
        ("liste-colleges-lycees-2025-09.csv.gz", dt.date(2025, 9, 1)),
        ("ips-ecoles-2021-2022.csv.gz", dt.date(2021, 9, 1)),
        ("geolocalisation-colleges-2024.csv.gz", dt.date(2024, 1, 1)),
        ("annuaire-2024-02-31.csv", dt.date(2024, 2, 1)),
    ],
)
def test_a_name_that_says_a_date_is_believed(name, expected):
    assert date_of_file(name, None, [], TODAY).date == expected


def test_a_year_alone_is_made_precise_by_the_openings_of_that_year():
    openings = [dt.date(2024, 10, 16), dt.date(2023, 9, 1)]
    assert date_of_file("colleges-2024.csv", None, openings, TODAY).date == dt.date(2024, 10, 16)


def test_what_is_declared_wins():
    found = date_of_file("annuaire-2024-03-19.csv", dt.date(2026, 1, 1), [], TODAY)
    assert (found.date, found.evidence) == (dt.date(2026, 1, 1), Evidence.DECLARED)


def test_without_a_name_the_latest_past_opening_dates_the_file():
    openings = [dt.date(2024, 9, 1), dt.date(2027, 9, 1)]
    assert date_of_file("export.csv", None, openings, TODAY).date == dt.date(2024, 9, 1)


def test_a_name_in_the_future_is_not_believed():
    assert date_of_file("annuaire-2099-01-01.csv", None, [], TODAY).date == TODAY


def test_nothing_known_is_today_and_uncertain():
    found = date_of_file("export.csv", None, [], TODAY)
    assert (found.date, found.is_certain) == (TODAY, False)
