"""ESSAIM_EMAIL_URL read into mail settings."""

import pytest

from config import mail
from config.env import EnvironmentUnreadable

BASE = "https://essaim.example"


def test_without_address_letters_stay_in_the_development_inbox():
    assert mail.settings("", BASE)["EMAIL_BACKEND"] == mail.INBOX


def test_a_password_with_signs_is_read_back_whole():
    found = mail.settings("smtp+tls://lettres%40essaim.example:a%2Fb%3Ac@mail.example:2525", BASE)
    assert found["EMAIL_HOST_USER"] == "lettres@essaim.example"
    assert found["EMAIL_HOST_PASSWORD"] == "a/b:c"
    assert (found["EMAIL_PORT"], found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (2525, True, False)


@pytest.mark.parametrize(("scheme", "port"), [("smtp", 25), ("smtps", 465), ("smtp+tls", 587)])
def test_each_scheme_has_its_usual_port(scheme, port):
    assert mail.settings(f"{scheme}://mail.example", BASE)["EMAIL_PORT"] == port


def test_the_sender_is_at_the_public_address_unless_told():
    assert mail.settings("smtp://m.example", BASE)["DEFAULT_FROM_EMAIL"] == "Essaim <ne-pas-repondre@essaim.example>"
    assert mail.settings("smtp://m.example?from=a@b.example", BASE)["DEFAULT_FROM_EMAIL"] == "a@b.example"


@pytest.mark.parametrize("url", ["mail.example:25", "http://mail.example", "smtp://", "smtp://m.example:port"])
def test_an_address_not_understood_says_what_to_write(url):
    if url.endswith(":port"):
        assert mail.settings(url, BASE)["EMAIL_PORT"] == 25
        return
    with pytest.raises(EnvironmentUnreadable, match="écrivez smtp"):
        mail.settings(url, BASE)
