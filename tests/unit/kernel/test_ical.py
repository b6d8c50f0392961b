import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.foundation.kernel.ical import Event, calendar

PARIS = ZoneInfo("Europe/Paris")
MEETING = Event(
    uid="encounter-12@essaim.example",
    summary="Visite de la coopérative, « Les Ruches » ; atelier",
    start=dt.datetime(2027, 3, 22, 10, 30, tzinfo=PARIS),
    end=dt.datetime(2027, 3, 22, 12, 0, tzinfo=PARIS),
    stamp=dt.datetime(2027, 1, 12, 9, 0, tzinfo=dt.UTC),
    description="Une longue description " * 10,
    location="Guéret",
    url="https://essaim.example/rencontres/12",
    categories=("rencontre", "Semaine de l'ESS"),
)
WEEK = Event(
    uid="week-2027@essaim.example",
    summary="Semaine de l'ESS à l'école",
    start=dt.date(2027, 3, 22),
    end=dt.date(2027, 3, 28),
    stamp=dt.datetime(2027, 1, 12, 9, 0, tzinfo=dt.UTC),
    is_cancelled=True,
    sequence=2,
)


def read(data):
    return {str(event["uid"]): event for event in icalendar.Calendar.from_ical(data).walk("VEVENT")}


def test_another_program_reads_the_same_dates():
    events = read(calendar("Agenda", [MEETING, WEEK]))
    meeting = events[MEETING.uid]
    assert meeting.decoded("dtstart") == MEETING.start
    assert meeting["summary"] == MEETING.summary
    assert meeting["description"] == MEETING.description
    assert [str(category) for category in meeting["categories"].cats] == list(MEETING.categories)
    assert events[WEEK.uid].decoded("dtend") == WEEK.end


WRITTEN = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), min_size=1, max_size=200)


@given(summary=WRITTEN, description=WRITTEN, location=WRITTEN, categories=st.lists(WRITTEN, min_size=1, max_size=3))
def test_whatever_is_written_is_read_back_by_another_program(summary, description, location, categories):
    event = replace(MEETING, summary=summary, description=description, location=location, categories=tuple(categories))
    found = read(calendar("Agenda", [event, WEEK]))
    assert set(found) == {MEETING.uid, WEEK.uid}
    said = found[MEETING.uid]
    assert (said["summary"], said["description"], said["location"]) == (summary, description, location)
    assert [str(category) for category in said["categories"].cats] == categories


def test_a_control_sign_does_not_start_a_line_of_its_own():
    sly = replace(WEEK, summary="a\rATTENDEE:b\x00", url="https://essaim.example/\r\nATTENDEE:c")
    lines = calendar("Agenda", [sly]).decode().split("\r\n")
    assert not [line for line in lines if line.startswith("ATTENDEE")]


def test_a_cancelled_event_stays_and_says_so():
    event = read(calendar("Agenda", [WEEK]))[WEEK.uid]
    assert (event["status"], event["sequence"]) == ("CANCELLED", 2)


def test_the_time_zone_comes_with_the_event():
    assert b"TZID:Europe/Paris" in calendar("Agenda", [MEETING])
    assert b"VTIMEZONE" not in calendar("Agenda", [WEEK])


def test_a_fixed_offset_is_written_in_universal_time():
    offset = dt.timezone(dt.timedelta(hours=11))
    event = replace(MEETING, start=MEETING.start.astimezone(offset), end=MEETING.end.astimezone(offset))
    assert b"DTSTART:20270322T093000Z" in calendar("Agenda", [event])


def test_lines_are_folded_and_the_same_events_give_the_same_bytes():
    data = calendar("Agenda", [MEETING, WEEK])
    assert max(map(len, data.split(b"\r\n"))) <= 75
    assert data == calendar("Agenda", [WEEK, MEETING])


def test_what_was_not_said_is_not_written():
    assert "location" not in read(calendar("Agenda", [WEEK]))[WEEK.uid]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"end": dt.date(2027, 3, 23)}, "both"),
        ({"start": dt.datetime(2027, 3, 22, 10, 30)}, "time zone"),  # noqa: DTZ001 (the fault under test)
        ({"end": MEETING.start}, "ends after"),
    ],
)
def test_an_impossible_event_is_a_fault(change, reason):
    with pytest.raises(ValueError, match=reason):
        replace(MEETING, **change)
