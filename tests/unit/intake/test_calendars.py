"""iCalendar files as tables: what a person sees in an agenda is what comes in, date by date."""

import json
from pathlib import Path

import pytest

from essaim.foundation.intake.readers import SCREEN, open_table
from essaim.foundation.kernel.errors import Refused

PARIS = (
    "BEGIN:VTIMEZONE\nTZID:Europe/Paris\nBEGIN:STANDARD\nDTSTART:20261025T030000\nTZOFFSETFROM:+0200\n"
    "TZOFFSETTO:+0100\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nEND:STANDARD\nBEGIN:DAYLIGHT\n"
    "DTSTART:20270328T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\n"
    "END:DAYLIGHT\nEND:VTIMEZONE\n"
)


def rows(tmp_path: Path, *events: str) -> list[dict[str, str]]:
    """The rows of a calendar made of these entries."""
    body = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\n{PARIS}{body}END:VCALENDAR\n".replace("\n", "\r\n")
    path = tmp_path / "agenda.ics"
    path.write_bytes(text.encode())
    with open_table(path, "agenda.ics", SCREEN) as table:
        assert table.format == "ICS"
        return [dict(zip(table.header, record.cells, strict=True)) for record in table]


def dates(row: dict[str, str]) -> list[tuple[str, str]]:
    """The dates of a row."""
    return [(timing["begin"], timing["end"]) for timing in json.loads(row["timings"] or "[]")]


def test_an_event_is_a_row_with_its_words_unfolded(tmp_path):
    (row,) = rows(
        tmp_path,
        "UID:un@exemple\nSUMMARY:Portes ouvertes\\, recyclerie\nLOCATION:3 rue du Pont\\, Beaune\nURL:https://exemple.fr/a\n"
        "DTSTART;TZID=Europe/Paris:20261112T140000\nDTEND;TZID=Europe/Paris:20261112T173000\n"
        "DESCRIPTION:Une ligne\\nUne autre\nCATEGORIES:ESS,Réemploi\nGEO:47.02;4.84\nSTATUS:confirmed\n"
        "ORGANIZER;CN=Une Personne:mailto:personne@exemple.fr",
    )
    assert (row["uid"], row["summary"], row["location"]) == (
        "un@exemple",
        "Portes ouvertes, recyclerie",
        "3 rue du Pont, Beaune",
    )
    assert dates(row) == [("2026-11-12T14:00:00+01:00", "2026-11-12T17:30:00+01:00")]
    assert (row["description"], row["categories"], row["status"]) == (
        "Une ligne\nUne autre",
        "ESS, Réemploi",
        "CONFIRMED",
    )
    assert row["geo"] == "47.02, 4.84"
    assert "personne@exemple.fr" not in str(row)


def test_days_without_hours_stay_days(tmp_path):
    one, two = rows(
        tmp_path,
        "UID:a\nSUMMARY:Un jour\nDTSTART;VALUE=DATE:20261112",
        "UID:b\nSUMMARY:Trois jours\nDTSTART;VALUE=DATE:20261112\nDTEND;VALUE=DATE:20261115",
    )
    assert dates(one) == [("2026-11-12", "2026-11-13")]
    assert dates(two) == [("2026-11-12", "2026-11-15")]


def test_what_repeats_is_written_out_on_the_clock_of_the_place(tmp_path):
    (row,) = rows(
        tmp_path,
        "UID:a\nSUMMARY:Atelier\nDTSTART;TZID=Europe/Paris:20261021T180000\nDURATION:PT2H\n"
        "RRULE:FREQ=WEEKLY;UNTIL=20261111T170000Z\nEXDATE;TZID=Europe/Paris:20261104T180000",
    )
    assert dates(row) == [
        ("2026-10-21T18:00:00+02:00", "2026-10-21T20:00:00+02:00"),
        ("2026-10-28T18:00:00+01:00", "2026-10-28T20:00:00+01:00"),
        ("2026-11-11T18:00:00+01:00", "2026-11-11T20:00:00+01:00"),
    ]


def test_a_date_changed_apart_replaces_the_one_foreseen(tmp_path):
    (row,) = rows(
        tmp_path,
        "UID:a\nSUMMARY:Atelier\nDTSTART:20261102T090000Z\nDTEND:20261102T100000Z\nRRULE:FREQ=DAILY;COUNT=3",
        "UID:a\nSUMMARY:Atelier\nRECURRENCE-ID:20261103T090000Z\nDTSTART:20261103T140000Z\nDTEND:20261103T150000Z",
        "UID:a\nSUMMARY:Atelier\nRECURRENCE-ID:20261104T090000Z\nDTSTART:20261104T090000Z\nSTATUS:CANCELLED",
    )
    assert [begin for begin, _ in dates(row)] == ["2026-11-02T09:00:00+00:00", "2026-11-03T14:00:00+00:00"]


def test_what_repeats_for_ever_stops(tmp_path):
    (row,) = rows(tmp_path, "UID:a\nSUMMARY:Marché\nDTSTART:20261102T090000Z\nRRULE:FREQ=HOURLY")
    assert len(dates(row)) == 500


def test_an_entry_without_date_nor_name_is_still_a_row(tmp_path):
    (row,) = rows(tmp_path, "SUMMARY:Sans date")
    assert (row["uid"], row["timings"]) == ("", "")


@pytest.mark.parametrize(
    "text", ["BEGIN:VCALENDAR\nEND:VCALENDAR\n", "BEGIN:VCALENDAR\nBEGIN:VEVENT\n", "BEGIN:VCALENDAR"]
)
def test_an_empty_or_cut_calendar_is_refused_with_a_sentence(tmp_path, text):
    path = tmp_path / "agenda.ics"
    path.write_text(text)
    with pytest.raises(Refused, match=r"agenda\.ics"), open_table(path, "agenda.ics", SCREEN) as table:
        list(table)
