"""What the directory hands out as files says what its pages say, and opens in the tools people have."""

import csv
import datetime as dt
import io
import zipfile

import pikepdf
import pytest
from django.urls import reverse

from essaim.commons.directory import papers
from essaim.commons.directory.enums import ClosingReason, SchoolState
from essaim.commons.territory.models import Departement
from essaim.foundation.accounts.models import User
from tests.pdf_checks import problems
from tests.world import Persona

pytestmark = pytest.mark.django_db
ON = dt.date(2027, 1, 12)


@pytest.fixture
def visitor(client, world, clock):
    return client


def coverage_file(visitor, extension):
    response = visitor.get(reverse("directory:coverage-file", args=[extension]))
    assert response.status_code == 200
    assert f"qui-couvre-quoi-2027-01-12.{extension}" in response.headers["Content-Disposition"]
    return b"".join(response) if response.streaming else response.content


def test_the_csv_has_a_line_for_each_departement_and_says_vacancies(visitor):
    text = coverage_file(visitor, "csv").decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert [line["Code"] for line in lines] == list(Departement.objects.order_by("code").values_list("code", flat=True))
    assert all(line["Acteur de l’ESS"] for line in lines)
    assert any("CRESS" in line["Acteur de l’ESS"] for line in lines)
    assert any(line["Sièges vacants"] for line in lines)


def test_the_spreadsheet_holds_the_same_lines(visitor):
    with zipfile.ZipFile(io.BytesIO(coverage_file(visitor, "ods"))) as archive:
        content = archive.read("content.xml").decode()
    assert all(name in content for name in Departement.objects.order_by("code").values_list("name", flat=True))


def test_the_paper_is_readable_by_everybody(visitor):
    assert problems(coverage_file(visitor, "pdf")) == []


@pytest.mark.parametrize("extension", ["xlsx", "exe"])
def test_a_format_that_is_not_offered_is_not_found(visitor, extension):
    assert visitor.get(reverse("directory:coverage-file", args=[extension])).status_code == 404


def test_no_name_of_a_person_is_handed_out(visitor, world):
    User.objects.update(name="Camille Personne")
    assert "Camille" not in coverage_file(visitor, "csv").decode()


def test_the_sheet_of_a_school_is_readable_by_everybody_and_shows_no_class(visitor, world):
    response = visitor.get(reverse("directory:school-sheet", args=[world.school.ref]))
    assert problems(response.content) == []
    with pikepdf.open(io.BytesIO(response.content)) as sheet, sheet.open_metadata() as metadata:
        assert metadata["dc:title"] == world.school.name
    other = papers.school_sheet(world.school, ON)
    world.school_class.pupils += 1
    world.school_class.save()
    assert papers.school_sheet(world.school, ON) == other


def test_a_hostile_school_is_printed_as_text(world):
    school = world.school
    school.name = '#panic("x") = *gras* $x$ <b>'
    school.address_1 = '@ref #include "/etc/passwd" \\ `code`'
    assert problems(papers.school_sheet(school, ON)) == []


def test_a_closed_school_has_a_sheet_that_says_so(world):
    school = world.school
    open_sheet = papers.school_sheet(school, ON)
    school.state, school.closed_on, school.closing_reason = SchoolState.CLOSED, ON, ClosingReason.ABSENT
    assert papers._state(school) == "Établissement fermé depuis le 12 janvier 2027."
    assert papers.school_sheet(school, ON) != open_sheet


def test_the_pages_lead_to_their_files(client, world):
    client.force_login(world.users[Persona.TEAM])
    assert reverse("directory:coverage-file", args=["ods"]) in client.get(reverse("directory:coverage")).text
    page = client.get(world.school.get_absolute_url()).text
    assert reverse("directory:school-sheet", args=[world.school.ref]) in page
