"""Lines of real agendas, in the shapes they come in."""

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.areas.campaign.domain import event_rows
from essaim.areas.campaign.domain.event_rows import moment, plain, read, scrubbed
from essaim.areas.campaign.domain.timings import Timing
from essaim.foundation.kernel.errors import Refused

PARIS = dt.timezone(dt.timedelta(hours=1))


def at(day: int, hour: int, minute: int = 0, zone: dt.tzinfo | None = None) -> dt.datetime:
    return dt.datetime(2026, 11, day, hour, minute, tzinfo=zone)


def spans(**values: str) -> tuple:
    row = read({"title": "Débat", **values})
    assert not row.wrong
    return row.spans


def test_openagenda_writes_its_dates_in_json():
    timings = json.dumps([{"begin": "2026-11-12T14:00:00+01:00", "end": "2026-11-12T16:30:00+01:00"}])
    assert spans(timings=timings) == ((at(12, 14, zone=PARIS), at(12, 16, 30, PARIS)),)


def test_a_calendar_says_days_alone_and_excludes_the_last():
    one = json.dumps([{"begin": "2026-11-12", "end": "2026-11-13"}])
    three = json.dumps([{"begin": "2026-11-12", "end": "2026-11-15"}])
    assert spans(timings=one) == ((dt.date(2026, 11, 12), None),)
    assert spans(timings=three) == ((dt.date(2026, 11, 12), dt.date(2026, 11, 14)),)


def test_an_older_export_writes_a_timetable_on_the_clock_of_the_place():
    found = spans(timetable="2026-11-12T22:00:00 2026-11-12T05:30:00;2026-11-13T10:00:00 2026-11-13T11:00:00")
    assert found == ((at(12, 22), at(13, 5, 30)), (at(13, 10), at(13, 11)))


def test_a_spreadsheet_has_days_and_hours_apart():
    assert spans(begin="12/11/2026", end="", hours="9h30 - 18h") == ((at(12, 9, 30), at(12, 18)),)
    assert spans(begin="2026-11-12", end="2026-11-14") == ((dt.date(2026, 11, 12), dt.date(2026, 11, 14)),)
    assert spans(begin="12/11/2026 14:00") == ((at(12, 14), None),)


@pytest.mark.parametrize("written", ["demain", "2026-13-40", "12/11", "12/11/2026 25:00", "2026-11-12T99:00"])
def test_what_is_no_date_is_told(written):
    with pytest.raises(Refused, match="n'est pas une date"):
        moment(written)


def test_a_line_without_title_nor_date_says_both():
    assert set(read({}).wrong) == {"title", "timings"}


def test_opening_times_are_no_event():
    days = [{"begin": (dt.date(2026, 1, 1) + dt.timedelta(days=n)).isoformat(), "end": ""} for n in range(121)]
    assert "horaire" in read({"title": "Musée", "timings": json.dumps(days)}).wrong["timings"]


@pytest.mark.parametrize("timings", ["[", "{}", '[{"debut": 1}]', "[1]", '[{"begin": null}]', "null"])
def test_dates_that_cannot_be_read_are_told(timings):
    assert "timings" in read({"title": "Débat", "timings": timings}).wrong


@pytest.mark.parametrize(
    ("status", "is_off"),
    [
        ("", False),
        ("CONFIRMED", False),
        ("CANCELLED", True),
        ("Annulé", True),
        ("6", True),
        ('{"id": 6, "label": {"fr": "Annulé"}}', True),
        ('{"id": 5, "label": {"fr": "Complet"}}', False),
        ('{"id": 1}', False),
    ],
)
def test_what_is_called_off_is_known_in_every_shape(status, is_off):
    assert read({"title": "Débat", "begin": "2026-11-12", "status": status}).is_off is is_off


def test_contacts_in_a_text_are_taken_off():
    row = read(
        {"title": "Débat", "begin": "2026-11-12", "description": "Inscription : a.b@exemple.fr ou 03 80 00 00 00."}
    )
    assert row.story == "Inscription : (contact retiré) ou (contact retiré)."
    assert row.was_scrubbed
    assert scrubbed("+33 6 00 00 00 00") == "(contact retiré)"
    assert scrubbed("Du 12 au 14 11 2026, salle 101, 21200 Beaune") == "Du 12 au 14 11 2026, salle 101, 21200 Beaune"


def test_html_becomes_words():
    told = "<p>Un <b>débat</b>&nbsp;: l&#39;ESS</p>\n<p></p><ul><li>un</li><li>deux</li></ul><script>x()</script>"
    assert plain(told) == "Un débat : l'ESS\n\nun\ndeux"
    assert plain("3 < 4 et sans balise") == "3 < 4 et sans balise"


def test_a_place_is_written_once():
    row = read(
        {"title": "Débat", "begin": "2026-11-12", "place": "Salle", "address": "Salle, 1 rue du Pont 21200 Beaune"}
    )
    assert (row.place, row.postcode) == ("Salle, 1 rue du Pont 21200 Beaune", "21200")
    assert read({"title": "D", "begin": "2026-11-12", "place": "En ligne"}).is_remote


@pytest.mark.parametrize("website", ["javascript:alert(1)", "exemple.fr", 'https://a.fr/"><b>', ""])
def test_what_is_no_page_is_left_out(website):
    assert read({"title": "D", "begin": "2026-11-12", "website": website}).website == ""


@given(
    st.dictionaries(st.sampled_from(["title", "timings", "timetable", "begin", "end", "hours", "status"]), st.text())
)
def test_no_line_breaks_the_reading(values):
    row = read(values)
    assert row.wrong or row.spans


@given(
    st.datetimes(dt.datetime(2000, 1, 1), dt.datetime(2100, 1, 1)),  # noqa: DTZ001 (hypothesis wants naive bounds)
    st.timedeltas(dt.timedelta(0), dt.timedelta(days=40)),
    st.booleans(),
)
def test_a_date_is_kept_as_a_word_to_the_minute(start, length, whole):
    start = start.replace(second=0, microsecond=0, tzinfo=dt.UTC)
    end = (start + length).replace(second=0, microsecond=0)
    timing = Timing.days(start.date(), end.date()) if whole else Timing(start, end)
    assert Timing.parse(str(timing)) == timing
    assert " " not in str(timing)
    assert timing.dates(dt.UTC)[0] == start.date()


def test_dates_follow_the_clock_of_the_place():
    reunion = dt.timezone(dt.timedelta(hours=4))
    late = Timing(dt.datetime(2026, 11, 12, 21, tzinfo=dt.UTC), dt.datetime(2026, 11, 12, 23, tzinfo=dt.UTC))
    assert late.dates(reunion) == [dt.date(2026, 11, 13)]
    assert Timing.days(dt.date(2026, 11, 12), dt.date(2026, 11, 13)).dates(reunion) == [
        dt.date(2026, 11, 12),
        dt.date(2026, 11, 13),
    ]


def test_the_longest_story_fits_its_column():
    row = read({"title": "D" * 500, "begin": "2026-11-12", "description": "a" * 9_000})
    assert (len(row.title), len(row.story)) == (event_rows.TITLE_LENGTH, event_rows.STORY_LENGTH)
