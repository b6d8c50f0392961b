"""One row of any year's file becomes facts about one school."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.commons.directory.domain import school_rows
from essaim.commons.directory.domain.places import CommunePoint, Places
from essaim.commons.directory.domain.school_rows import RowRefused
from essaim.commons.directory.enums import SchoolSource
from essaim.foundation.kernel import uai as uai_codes

TODAY = dt.date(2027, 1, 12)
PLACES = Places(
    communes={
        "94034": CommunePoint("94034", "Fresnes", "94", 48.755, 2.322),
        "75056": CommunePoint("75056", "Paris", "75", 48.857, 2.352),
        "2A004": CommunePoint("2A004", "Ajaccio", "2A", 41.919, 8.738),
    },
    academie_of={"94": "24", "75": "01", "2A": "27", "76": "70", "14": "70"},
    academies={"21": "70", "70": "70"},
    by_postcode=lambda postcode: ("94034",) if postcode == "94260" else (),
)
ROW = {
    "uai": "0940176F",
    "name": "Ecole élémentaire Robert Doisneau",
    "type": "Ecole",
    "has_maternelle": "0",
    "has_elementaire": "1",
    "sector": "Public",
    "address_1": "Allée du Puits",
    "postcode": "94260",
    "commune_code": "94034",
    "commune_name": "Fresnes",
    "departement_code": "094",
    "academie_code": "24",
    "latitude": "48.75113972238502",
    "longitude": "2.3235583553613646",
    "phone": "0172045505",
    "email": "ce.0940176F@ac-creteil.fr",
    "siret": "21940034800195",
    "nature_code": "151",
    "nature_label": "ECOLE DE NIVEAU ELEMENTAIRE",
    "opened_on": "1965-05-01",
    "updated_on": "2026-05-27",
    "state": "OUVERT",
    "ministry": "MINISTERE DE L'EDUCATION NATIONALE",
}


def read(**changes):
    return school_rows.read({**ROW, **changes}, PLACES, TODAY)


def refused(**changes):
    with pytest.raises(RowRefused) as caught:
        read(**changes)
    return {remark.field: remark.reason for remark in caught.value.reasons}


def test_a_current_row_of_the_directory_is_read_whole():
    row = read()
    assert row.uai == "0940176F"
    assert row.source is SchoolSource.DIRECTORY
    assert row.told_on == dt.date(2026, 5, 27)
    assert row.facts["kind"] == ("elementaire",)
    assert row.facts["place"] == ("Fresnes", "94034", "94", "24", False)
    assert row.facts["point"] == (48.75114, 2.323558)
    assert row.facts["phone"] == ("+33172045505",)
    assert row.facts["ministry"] == ("éducation nationale",)
    assert row.facts["state"] == ("open", None, "", None)
    assert row.remarks == []


def test_a_bare_list_tells_only_what_it_holds():
    row = school_rows.read({"uai": "0940176F", "name": "ECOLE DU PARC", "type": "Ecole"}, PLACES, TODAY)
    assert set(row.facts) == {"name", "state"}
    assert row.source is SchoolSource.LISTING
    assert row.guesses["kind"] == ("primaire",)
    assert row.guesses["place"] == ("", None, "94", "24", False)


def test_a_list_of_position_indices_dates_its_rows_by_their_school_year():
    row = read(ips="115.7", school_year="2021-2022", updated_on="")
    assert (row.source, row.told_on) == (SchoolSource.IPS, dt.date(2021, 9, 1))


def test_a_wrong_letter_is_refused_with_the_right_one():
    assert "la lettre serait F" in refused(uai="0940176K")["uai"]


def test_every_reason_is_given_at_once():
    assert set(refused(uai="94", name="", sector="Lycée?")) == {"uai", "name", "sector"}


def test_an_unknown_commune_is_refused():
    assert "94999" in refused(commune_code="94999", commune_name="Nulle-Part", postcode="94999")["commune_code"]


def test_a_commune_without_code_is_found_by_postcode_and_name():
    assert read(commune_code="", commune_name="FRESNES").facts["place"][1] == "94034"


def test_an_unknown_code_falls_back_on_postcode_and_name():
    assert read(commune_code="94998").facts["place"][1] == "94034"


@pytest.mark.parametrize(
    ("code", "departement", "expected"),
    [("2A004", "02A", "2A"), ("2A004", "2A", "2A"), ("", "620", "2A"), ("75100", "075", "75"), ("", "014", "14")],
)
def test_departements_come_in_three_characters(code, departement, expected):
    row = read(uai=with_letter("6200001"), commune_code=code, commune_name="", departement_code=departement)
    assert row.facts["place"][2] == expected


def test_a_former_academie_code_leads_to_the_one_of_today():
    row = read(commune_code="", commune_name="", departement_code="076", academie_code="21")
    assert row.facts["place"][3] == "70"


def test_a_school_abroad_has_no_territory_and_is_accepted():
    row = read(uai=with_letter("0990012"), commune_code="99109", commune_name="Berlin", departement_code="099")
    assert row.facts["place"] == ("Berlin", None, None, None, True)


def test_a_date_too_far_ahead_is_left_out_and_said():
    row = read(opened_on="2099-01-01")
    assert "opened" not in row.facts
    assert [(r.field, "2099-01-01" in r.reason) for r in row.remarks] == [("opened_on", True)]


def test_coordinates_far_from_the_commune_are_left_out_and_said():
    row = read(latitude="2.3235", longitude="48.7511")
    assert "point" not in row.facts
    assert row.remarks[0].field == "latitude"


@pytest.mark.parametrize(
    "position",
    [
        "48.75, 2.32",
        '{"lon": 2.32, "lat": 48.75}',
        "{'lat': 48.75, 'lon': 2.32}",
        "POINT (2.32 48.75)",
    ],
)
def test_a_position_is_read_however_it_is_written(position):
    assert read(latitude="", longitude="", position=position).facts["point"] == (48.75, 2.32)


def test_projected_coordinates_alone_leave_the_point_to_the_commune():
    assert "point" not in read(latitude="", longitude="", coordx="650267.1").facts


@pytest.mark.parametrize("text", ["2026-09-01", "01/09/2026", "20260901", "2026-09-01T00:00:00+02:00", "1/9/2026"])
def test_dates_are_read_however_they_are_written(text):
    assert school_rows.date_of(text, TODAY) == dt.date(2026, 9, 1)


def test_a_name_with_an_unquoted_comma_still_gives_uai_name_and_type():
    row = read(name="Lycée technologique", type="sanitaire et social", sector="Lycée", nature_code="0")
    assert row.facts["name"] == ("Lycée technologique, sanitaire et social",)
    assert "sector" not in row.facts
    assert row.remarks[0].field == "name"


def test_a_nature_code_under_its_label_is_put_back():
    row = read(
        type="Collège", nature_code="", nature_label="390", contract_code="SECTION ENSEIGNT GEN. ET PROF. ADAPTE"
    )
    assert row.facts["kind"] == ("segpa",)


def test_a_bare_family_never_says_the_kind():
    row = read(type="Lycée", nature_code="", has_elementaire="")
    assert "kind" not in row.facts


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ({"nature_code": "320", "type": "Lycée"}, "lycee_pro"),
        ({"nature_code": "", "type": "Lycée", "has_general": "1", "has_pro": "1"}, "lycee_polyvalent"),
        ({"nature_code": "320", "type": "Lycée", "is_agricole": "1"}, "lycee_agricole"),
        ({"nature_code": "151", "has_maternelle": "1"}, "primaire"),
        ({"nature_code": "101", "has_maternelle": "1", "has_elementaire": "0"}, "maternelle"),
        ({"nature_code": "", "type": "Médico-social"}, "medico_social"),
        ({"nature_code": "370", "type": "EREA"}, "erea"),
    ],
)
def test_kinds_come_from_the_nature_then_from_the_type_and_tracks(told, kind):
    assert read(**told).facts["kind"] == (kind,)


def test_a_past_closing_date_closes_and_a_future_one_announces():
    assert read(closed_on="2026-08-31").facts["state"][0] == "closed"
    assert read(closed_on="2027-08-31").facts["state"][0] == "to_close"


def test_html_in_a_cell_is_text_without_tags():
    assert read(name="<script>alert(1)</script>École du Parc").facts["name"] == ("alert(1) École du Parc",)


def with_letter(digits: str) -> str:
    return digits + uai_codes.control_letter(digits)


CELLS = st.dictionaries(st.sampled_from([*ROW, "position", "pupils", "closed_on", "school_year", "ips"]), st.text())


@given(cells=CELLS)
def test_no_row_however_damaged_does_anything_but_be_read_or_refused(cells):
    try:
        row = school_rows.read({**ROW, **cells}, PLACES, TODAY)
    except RowRefused as caught:
        reasons = caught.reasons
        row = None
    if row is None:
        assert all(remark.field and remark.reason for remark in reasons)
    else:
        assert uai_codes.is_valid(row.uai)
        assert 0 < len(row.facts["name"][0]) <= 200


@given(digits=st.from_regex(r"[0-9]{7}", fullmatch=True), letter=st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
def test_a_uai_is_kept_exactly_when_its_letter_is_right(digits, letter):
    try:
        kept = read(uai=digits + letter).uai
    except RowRefused:
        kept = None
    assert (kept == digits + letter) is (letter == uai_codes.control_letter(digits))
