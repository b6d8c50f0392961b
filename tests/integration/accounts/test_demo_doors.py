import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from essaim.foundation.accounts import demo, doors
from essaim.foundation.accounts.models import User
from essaim.foundation.kernel.actor import Role
from tests.integration.accounts.conftest import is_in, sign_in

DOORS = "/compte/demo/"


@pytest.fixture
def demonstration(db, settings, tmp_path):
    settings.DEMO = True
    settings.DATA_DIR = tmp_path
    settings.ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
    demo.load()


@pytest.fixture
def here() -> Client:
    return Client(SERVER_NAME="127.0.0.1")


def test_each_persona_has_a_button_that_signs_in(demonstration, here):
    html = here.get(DOORS).content.decode()
    assert html.count('name="role"') == len(Role)
    here.post(DOORS, {"role": "cress"})
    assert here.session["_auth_user_id"] == str(User.objects.get(email="cress@demo.essaim.example").pk)


def test_looking_at_the_doors_signs_nobody_in(demonstration, here):
    here.get(f"{DOORS}?role=admin")
    assert not is_in(here)


def test_sign_in_shows_the_way_to_the_doors(demonstration, here):
    assert DOORS in here.get("/compte/connexion/").content.decode()


def test_without_demonstration_there_is_nothing_here(db, here, settings):
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    demo.load()
    assert here.get(DOORS).status_code == here.post(DOORS, {"role": "admin"}).status_code == 404
    assert DOORS not in here.get("/compte/connexion/").content.decode()


@pytest.mark.parametrize(
    "remote",
    [
        {"REMOTE_ADDR": "198.51.100.7"},
        {"REMOTE_ADDR": "192.168.1.20"},
        {"REMOTE_ADDR": ""},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_FORWARDED": "for=127.0.0.1"},
        {"SERVER_NAME": "essaim.example"},
    ],
)
def test_a_visitor_from_elsewhere_finds_nothing(demonstration, settings, remote):
    settings.ALLOWED_HOSTS = ["127.0.0.1", "essaim.example"]
    stranger = Client(**{"SERVER_NAME": "127.0.0.1", **remote})
    assert stranger.get(DOORS).status_code == 404
    assert stranger.post(DOORS, {"role": "admin"}).status_code == 404
    assert not is_in(stranger)


def test_a_demonstration_refuses_to_start_under_a_public_name(settings):
    settings.DEMO = True
    settings.ALLOWED_HOSTS = ["127.0.0.1", "essaim.example"]
    with pytest.raises(ImproperlyConfigured, match=r"essaim\.example"):
        doors.ensure_private()
    settings.ALLOWED_HOSTS = ["*"]
    with pytest.raises(ImproperlyConfigured):
        doors.ensure_private()
    settings.DEMO = False
    doors.ensure_private()


@pytest.mark.parametrize("role", ["", "nobody", "ADMIN", "admin'--"])
def test_an_unknown_role_opens_nothing(demonstration, here, role):
    assert here.post(DOORS, {"role": role}).status_code == 404


def test_the_personas_share_one_password_kept_in_the_folder(demonstration, here, tmp_path):
    assert (tmp_path / "demo-password").stat().st_mode & 0o777 == 0o600
    sign_in(here, "team@demo.essaim.example", demo.password())
    assert is_in(here)


def test_loading_twice_changes_nothing(demonstration):
    before = list(User.objects.order_by("pk").values())
    assert demo.load() == {"comptes": len(Role)}
    assert list(User.objects.order_by("pk").values()) == before


def test_without_demonstration_the_personas_have_no_password(db):
    demo.load()
    assert not any(user.has_usable_password() for user in User.objects.all())


def test_a_persona_of_staff_is_not_held_up_by_the_second_factor_on_the_machine(demonstration, here, roles):
    roles(Role.ADMIN)
    here.post(DOORS, {"role": "admin"})
    assert here.get("/territoires/").status_code in {200, 404}


def test_a_real_person_of_staff_is_held_up_even_in_a_demonstration(demonstration, here, person, roles):
    roles(Role.ADMIN)
    sign_in(here)
    assert here.get("/territoires/").url == "/compte/second-facteur/ajouter/"


def test_a_demonstration_never_touches_a_real_address(db):
    with pytest.raises(ValueError, match="example"):
        demo.ensure_user("claude@ac-lyon.fr", "Claude")
