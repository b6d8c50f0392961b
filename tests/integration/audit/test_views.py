import pytest
from bs4 import BeautifulSoup

from essaim.foundation.accounts.models import User
from essaim.foundation.audit import selectors, trail
from essaim.foundation.kernel.actor import Role, SystemActor
from tests.factories.accounts import with_second_factor

pytestmark = pytest.mark.django_db
LIST = "/journal/"
EXPORT = "/journal/journal.csv"


@pytest.fixture
def reader(client, monkeypatch):
    monkeypatch.setattr(User, "role_provider", staticmethod(lambda user, date: frozenset({Role.NATIONAL})))
    user = with_second_factor(User.objects.create_user("national@essaim.test", name="Coordination"))
    client.force_login(user)
    return user


def record(number=1, actor="worker", **context):
    return [
        trail.record(SystemActor(actor), "tests.school.closed", f"tests.school:{rank}", **context)
        for rank in range(number)
    ]


def page(client, query="", **headers):
    response = client.get(LIST + query, **headers)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_a_visitor_is_sent_to_sign_in_and_others_are_told_why(client, monkeypatch):
    assert client.get(LIST).status_code == 302
    monkeypatch.setattr(User, "role_provider", staticmethod(lambda user, date: frozenset({Role.CRESS})))
    client.force_login(with_second_factor(User.objects.create_user("cress@essaim.test")))
    for address in (LIST, EXPORT):
        response = client.get(address)
        assert response.status_code == 403
        assert "coordinations nationales" in response.content.decode()


def test_an_empty_trail_says_so(client, reader):
    assert "Le premier geste" in page(client).find(class_="empty").text


def test_gestures_are_listed_with_links_to_their_person_and_object(client, reader):
    record()
    row = page(client).find("tbody").find("tr")
    assert "tests.school.closed" in row.text
    assert [link["href"] for link in row.find_all("a")] == [
        f"{LIST}?qui=system%3Aworker",
        f"{LIST}?quoi=tests.school%3A0",
    ]


def test_a_filter_is_told_in_words_and_keeps_what_was_typed(client, reader):
    record(actor="worker")
    record(actor="other")
    soup = page(client, "?qui=system:other")
    assert len(soup.find("tbody").find_all("tr")) == 1
    assert "Gestes qui concernent Essaim (other)" in soup.text
    assert soup.find("input", {"name": "qui"})["value"] == "system:other"
    assert "Aucun geste ne répond" in page(client, "?domaine=&quoi=tests.school:99").text


def test_a_period_upside_down_is_refused_beside_its_field(client, reader):
    record()
    soup = page(client, "?du=2027-02-01&au=2027-01-01")
    assert "inversez les deux dates" in soup.text
    assert soup.title.text.startswith("Erreur")
    alone = client.get(LIST + "?du=2027-02-01&au=2027-01-01", headers={"HX-Request": "true"})
    assert "inversez les deux dates" in alone.content.decode()


@pytest.mark.parametrize(
    "query",
    ["?avant=x", "?avant=٣", "?avant=99999999999999999999999", "?du=hier", "?domaine=nulle-part", "?qui=" + "a" * 500],
)
def test_nonsense_in_the_address_is_no_fault(client, reader, query):
    record()
    page(client, query)


def test_pages_are_linked_by_number_and_keep_the_search(client, reader, monkeypatch):
    entries = record(3)
    monkeypatch.setattr(selectors.window, "__kwdefaults__", {"before": None, "size": 2})
    links = page(client, "?qui=system:worker").find_all("a")
    older = next(link for link in links if "plus anciens" in link.text)
    assert older["href"] == f"?qui=system%3Aworker&avant={entries[1].pk}"
    second = page(client, older["href"])
    assert len(second.find("tbody").find_all("tr")) == 1
    assert "plus récents" in second.text


def test_htmx_receives_the_list_alone_and_it_is_the_page_s_own(client, reader):
    record()
    alone = client.get(LIST, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in alone
    assert BeautifulSoup(alone, "html.parser").find("table") == page(client).find("table")


def test_names_typed_by_others_stay_text(client, reader):
    trail.record(SystemActor("<script>"), "tests.school.closed", "tests.school:1")
    assert "<script>)" not in client.get(LIST).content.decode()


def test_the_export_holds_the_same_search_and_no_formula(client, reader):
    record(2)
    trail.record(SystemActor("other"), "tests.school.closed", "=cmd:1")
    response = client.get(EXPORT + "?quoi=%3Dcmd:1")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    lines = text.splitlines()
    assert lines[0] == "Numéro;Date;Personne;Geste;Code;Objet;Détail"
    assert len(lines) == 2
    assert ";'=cmd;" in lines[1]
    assert response["Content-Disposition"].startswith('attachment; filename="journal-')
