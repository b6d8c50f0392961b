"""The newest fact stands, whatever the order files came in."""

import datetime as dt
import itertools

from hypothesis import given
from hypothesis import strategies as st

from essaim.commons.directory.domain import facts
from essaim.commons.directory.domain.facts import Origin
from essaim.commons.directory.enums import SchoolSource

NAMES = ("phone", "email", "postcode", "pupils")
DATES = [dt.date(year, 9, 1) for year in range(2020, 2027)]
TOLD = st.dictionaries(st.sampled_from(NAMES), st.integers(1, 5).map(lambda n: (n,)), min_size=1)


@st.composite
def files(draw):
    """A few files, each with its own date: two sources of the same day and kind do not exist."""
    dates = draw(st.lists(st.sampled_from(DATES), min_size=2, max_size=4, unique=True))
    return [(draw(TOLD), Origin.of(date, draw(st.sampled_from(SchoolSource)))) for date in dates]


def after(sequence):
    known = facts.unknown({"kind": ("primaire",)})
    for told, origin in sequence:
        known = facts.merge(known, told, origin)
    return known


@given(files())
def test_files_in_any_order_give_the_same_school(some_files):
    assert len({str(sorted_values(after(order))) for order in itertools.permutations(some_files)}) == 1


def sorted_values(known):
    return sorted(known.values.items()), sorted(known.origins.items())


@given(files())
def test_reading_again_changes_nothing(some_files):
    once = after(some_files)
    assert facts.changed(once, after([*some_files, *some_files])) == []


@given(files())
def test_origins_are_read_as_they_were_written(some_files):
    origins = after(some_files).origins
    assert dict(facts.read_origins(facts.write_origins(origins))) == dict(origins)


def test_a_partial_file_blanks_nothing():
    full = facts.merge(
        facts.unknown({}), {"phone": ("1",), "email": ("a@b.fr",)}, Origin.of(DATES[0], SchoolSource.IPS)
    )
    partial = facts.merge(full, {"phone": ("2",)}, Origin.of(DATES[1], SchoolSource.LISTING))
    assert (partial.values["phone"], partial.values["email"]) == (("2",), ("a@b.fr",))


def test_on_the_same_day_the_better_source_stands():
    day = DATES[0]
    known = facts.merge(facts.unknown({}), {"phone": ("1",)}, Origin.of(day, SchoolSource.DIRECTORY))
    assert facts.merge(known, {"phone": ("2",)}, Origin.of(day, SchoolSource.IPS)).values["phone"] == ("1",)
    assert facts.merge(known, {"phone": ("3",)}, Origin.of(day, SchoolSource.HAND)).values["phone"] == ("3",)


def test_the_same_name_in_capitals_does_not_replace_a_readable_one():
    known = facts.merge(
        facts.unknown({}), {"name": ("École Sainte-Anne",)}, Origin.of(DATES[0], SchoolSource.DIRECTORY)
    )
    newer = facts.merge(known, {"name": ("ECOLE STE ANNE",)}, Origin.of(DATES[1], SchoolSource.LISTING))
    assert newer.values["name"] == ("École Sainte-Anne",)
    assert newer.origins["name"].date == DATES[1]


def test_capitals_become_a_name_people_read():
    told = {"name": ("ECOLE PRIMAIRE PRIVEE STE ANNE",)}
    known = facts.merge(facts.unknown({}), told, Origin.of(DATES[0], SchoolSource.IPS))
    assert known.values["name"] == ("École primaire privée Sainte-Anne",)
    assert facts.changed(known, facts.merge(known, told, Origin.of(DATES[0], SchoolSource.IPS))) == []


def test_a_school_is_by_hand_only_while_no_file_tells_of_it():
    hand = Origin.of(DATES[1], SchoolSource.HAND)
    assert facts.main_source({"name": hand}) is SchoolSource.HAND
    listed = Origin.of(DATES[0], SchoolSource.LISTING)
    assert facts.main_source({"name": hand, "state": listed}) is SchoolSource.LISTING
