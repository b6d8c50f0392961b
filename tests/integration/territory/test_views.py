import pytest
from bs4 import BeautifulSoup

pytestmark = pytest.mark.django_db


def page(client, address, **headers):
    response = client.get(address, headers=headers)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_the_map_and_its_list_say_the_same_regions(places, client):
    soup = page(client, "/territoires/")
    listed = soup.select(".map-list li")
    assert len(listed) == 18
    assert len(soup.select(".map svg .map-land path")) == 13
    assert len(soup.select(".map-insets li")) == 5
    assert "IGN" in soup.select_one(".map-figure .source").text


def test_from_the_region_one_goes_down_to_the_commune(places, client):
    soup = page(client, "/territoires/regions/bourgogne-franche-comte/")
    link = soup.find("a", string="Côte-d'Or")
    soup = page(client, link["href"])
    assert "Beaune" in soup.text
    assert "même heure qu’à Paris" in soup.text


def test_an_academie_shows_the_holidays_of_the_year_asked_for(places, client, clock):
    soup = page(client, "/territoires/academies/dijon/")
    assert "Vacances scolaires 2026-2027" in soup.text
    assert "samedi 13 février" in soup.text
    soup = page(client, "/territoires/academies/dijon/?annee=2025")
    assert "Vacances scolaires 2025-2026" in soup.text
    for wrong in ("abc", "1900", "²", "99999999999999999999"):
        assert "2026-2027" in page(client, f"/territoires/academies/dijon/?annee={wrong}").text


def test_an_academie_without_a_known_calendar_says_so(places, client, clock):
    assert "Dates inconnues" in page(client, "/territoires/academies/corse/").text
    assert "Calendrier incomplet" in page(client, "/territoires/academies/la-reunion/").text


def test_a_former_academie_leads_to_its_successor(places, client):
    soup = page(client, "/territoires/academies/caen/")
    assert "n’existe plus depuis le 1er janvier 2020" in soup.text
    assert soup.find("a", string="académie de Normandie")["href"] == "/territoires/academies/normandie/"
    assert "Vacances scolaires" not in soup.text


@pytest.mark.parametrize("typed", ["beaume", "BEAUNE", "21200", "21054"])
def test_a_commune_is_found_without_javascript(places, client, typed):
    soup = page(client, f"/territoires/communes/?q={typed}")
    assert "Beaune" in soup.select_one("table").text
    assert soup.select_one("input[name=q]")["value"] == typed


def test_htmx_receives_the_results_alone(places, client):
    response = client.get("/territoires/communes/?q=beaune", headers={"HX-Request": "true"})
    assert b"<html" not in response.content
    assert b"Beaune" in response.content


def test_html_in_the_question_is_only_text(places, client):
    response = client.get("/territoires/communes/?q=<script>alert(1)</script>")
    assert b"<script>alert" not in response.content


def test_suggestions_are_few_and_kept_by_the_browser(places, client):
    response = client.get("/territoires/communes.json?q=beaume&departement=21")
    assert response.json() == {
        "results": [
            {
                "code": "21054",
                "name": "Beaune",
                "departement": "21",
                "postcodes": ["21200"],
                "latitude": places.commune.latitude,
                "longitude": places.commune.longitude,
            }
        ]
    }
    assert "max-age=86400" in response["Cache-Control"]


@pytest.mark.parametrize(
    "address", ["regions/nulle-part/", "academies/nulle-part/", "departements/x/", "academies/dijon/vacances/1999/"]
)
def test_an_unknown_territory_is_not_found(places, client, address):
    assert client.get(f"/territoires/{address}").status_code == 404
