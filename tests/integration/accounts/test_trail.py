import pytest
from allauth.usersessions.models import UserSession

from essaim.foundation.accounts import sentences, services
from essaim.foundation.accounts.models import User
from essaim.foundation.audit import presenters
from essaim.foundation.audit.models import Entry
from essaim.foundation.kernel.actor import SystemActor
from tests.factories.accounts import make_user
from tests.integration.accounts.conftest import sign_in


def told() -> list[str]:
    return [line.sentence.replace("\xa0", " ") for line in presenters.present(Entry.objects.order_by("pk"))]


def test_every_code_written_by_a_gesture_has_its_sentence():
    import inspect
    import re

    written = set(re.findall(r'"(accounts\.\w+\.\w+)"', inspect.getsource(services)))
    assert written == set(sentences.SENTENCES)
    assert written <= presenters.registered_codes()


def test_gestures_are_told_in_french(person, browser):
    browser.post("/compte/lien/", {"email": person.email})
    services.rename(by=person, user=person, name="Camille")
    sign_in(browser)
    services.end_session(by=person, session=UserSession.objects.get())
    services.end_other_sessions(by=person, current_key=None)
    services.purge_expired(by=SystemActor("ménage"))
    assert told() == [
        "Un lien de connexion a été demandé",
        "Camille a changé de nom",
        "Camille a déconnecté un appareil (Camille)",
        "Camille n’avait aucun autre appareil à déconnecter",
        "Essaim (ménage) a effacé 0 comptes et 0 liens de connexion hors délai",
    ]


def test_an_erased_person_reads_so_everywhere_without_a_row_being_touched(person):
    services.rename(by=person, user=person, name="Camille")
    before = list(Entry.objects.values())
    services.erase(by=person, user=person)
    assert list(Entry.objects.values())[: len(before)] == before
    assert told() == [
        "une personne effacée a changé de nom",
        "une personne effacée a fermé et effacé un compte",
    ]


def test_a_person_is_found_by_name_or_address_until_erased(person):
    make_user("voisine@essaim.test", "Voisine")
    for text in ("claude", "CLAUDE@essaim"):
        assert presenters.find_actors(text) == {f"user:{person.pk}"}
    services.erase(by=person, user=User.objects.get(pk=person.pk))
    assert presenters.find_actors("claude") == set()


@pytest.mark.django_db
def test_naming_many_persons_costs_one_query(django_assert_num_queries):
    people = [make_user(f"p{n}@essaim.test", f"Personne {n}", password=None) for n in range(5)]
    with django_assert_num_queries(1):
        labels = sentences.user_labels([str(p.pk) for p in people] + ["999999", "x"])
    assert len(labels) == 5
