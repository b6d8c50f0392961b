"""Errors are pages in French that say what happened, what to do, and what to quote."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from django.urls import path

from config import urls
from essaim.foundation.kernel.errors import Forbidden, Refused
from essaim.foundation.web import errors


def _raise(error):
    def view(request):
        raise error

    return view


urlpatterns = [
    *urls.urlpatterns,
    path("essai/panne/", _raise(RuntimeError("secret detail"))),
    path("essai/refus/", _raise(Refused("Le code UAI 0231234Z a une lettre fausse : vérifiez-la."))),
    path("essai/interdit/", _raise(PermissionDenied)),
    path("essai/politique/", _raise(Forbidden("Seule la CRESS de cette région valide ce texte."))),
]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def site() -> Client:
    return Client(raise_request_exception=False)


def shown(response) -> str:
    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.html["lang"] == "fr"
    assert len(soup.find_all("h1")) == 1
    assert "Revenir à l’accueil" in soup.text
    return soup.text


def test_nothing_at_this_address(site):
    response = site.get("/rien-ici/")
    assert response.status_code == 404
    assert "Il n’y a rien à cette adresse" in shown(response)


def test_a_breakdown_is_ours_and_gives_its_reference_without_any_detail(site):
    response = site.get("/essai/panne/", headers={"X-Request-Id": "essai-12345678"})
    assert response.status_code == 500
    text = shown(response)
    assert "La faute est de notre côté" in text
    assert "essai-12345678" in text
    assert "secret detail" not in text


def test_a_breakdown_of_the_page_itself_still_answers(monkeypatch):
    real = errors.render
    monkeypatch.setattr(errors, "render", lambda *args, **kwargs: real(None, "web/nothing.html"))
    response = errors.broken(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "La page n’a pas pu s’afficher" in response.content.decode()


def test_a_refused_input_says_its_reason(site):
    response = site.get("/essai/refus/")
    assert response.status_code == 400
    assert "a une lettre fausse" in shown(response)


def test_a_visitor_is_invited_to_sign_in(site):
    response = site.get("/essai/interdit/")
    assert response.status_code == 403
    assert "Connectez-vous" in shown(response)
    assert site.get("/essai/politique/").status_code == 302


def test_a_policys_reason_reaches_the_reader(site, world):
    site.force_login(next(iter(world.users.values())))
    response = site.get("/essai/politique/")
    assert response.status_code == 403
    assert "Seule la CRESS de cette région valide ce texte." in shown(response)


def test_a_form_from_elsewhere_is_refused_and_explained():
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/compte/connexion/", {"login": "a"})
    assert response.status_code == 403
    assert "Rien n’a été enregistré" in shown(response)
