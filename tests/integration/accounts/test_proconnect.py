"""The whole conversation with a local identity provider that signs its userinfo, as ProConnect does."""

import time
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client

from essaim.foundation.accounts.models import User
from tests.factories.accounts import PASSWORD, make_user, with_second_factor
from tests.integration.accounts.conftest import code, is_in, letters, link_in, sign_in
from tests.integration.accounts.identity_provider import CLIENT_ID, SECRET, other_key, running

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.allow_hosts(["127.0.0.1", "localhost", "::1"]),
    pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning"),  # inside the provider
]

DOOR = "/compte/proconnect/"
CLAUDE = {
    "email": "claude@essaim.test",
    "email_verified": True,
    "given_name": "Claude",
    "usual_name": "Martin",
    "siret": "13002526500013",
    "acr": "eidas1",
}


@pytest.fixture(scope="module")
def server():
    with running() as provider:
        yield provider


@pytest.fixture
def provider(server, settings):
    server.lies.clear()
    server.seen.clear()
    settings.SOCIALACCOUNT_PROVIDERS = {
        "proconnect": {
            "APPS": [
                {
                    "provider_id": "proconnect",
                    "name": "ProConnect",
                    "client_id": CLIENT_ID,
                    "secret": SECRET,
                    "settings": {"server_url": server.url},
                }
            ]
        }
    }
    server.knows("claude", **CLAUDE)
    return server


def leave(browser, query="") -> str:
    answer = browser.post(DOOR + query)
    assert answer.status_code == 302, answer.content
    return answer.url


def come(browser, provider, sub="claude", query=""):
    return browser.get(provider.consent(leave(browser, query), sub))


def test_sign_in_offers_proconnect_by_a_button_only(provider, browser):
    assert "ProConnect" in browser.get("/compte/connexion/").content.decode()
    page = browser.get(DOOR)
    assert page.status_code == 200
    assert "Continuer vers ProConnect" in page.content.decode()
    assert not provider.seen[1:]


def test_a_first_visit_opens_an_account_with_a_name_and_a_confirmed_address(provider, browser):
    come(browser, provider)
    assert is_in(browser)
    user = User.objects.get()
    assert (user.name, user.email) == ("Claude Martin", "claude@essaim.test")
    assert not user.has_usable_password()
    assert EmailAddress.objects.get().verified


def test_nothing_more_than_needed_is_asked_or_kept(provider, browser):
    come(browser, provider)
    assert SocialAccount.objects.get().extra_data == {}
    assert not SocialToken.objects.exists()
    asked = next(seen for seen in provider.seen if seen["path"] == "/oauth2/authorize")
    assert set(asked["scope"].split()) == {"openid", "given_name", "usual_name", "email"}


def test_state_nonce_and_pkce_are_all_there_and_never_twice_the_same(provider, browser):
    queries = [parse_qs(urlsplit(leave(browser)).query) for _ in range(2)]
    for name in ("state", "nonce", "code_challenge"):
        values = [query[name][0] for query in queries]
        assert len(set(values)) == 2
        assert min(map(len, values)) >= 16
    assert queries[0]["code_challenge_method"] == ["S256"]
    assert queries[0]["redirect_uri"] == ["http://127.0.0.1:8000/compte/proconnect/retour/"]


def test_the_address_bar_cannot_change_what_is_asked(provider, browser):
    query = parse_qs(urlsplit(leave(browser, "?scope=siret,phone&auth_params=nonce%3Dmine")).query)
    assert "siret" not in query["scope"][0]
    assert query["nonce"] != ["mine"]


def test_a_later_visit_opens_the_same_account_even_under_another_address(provider, browser):
    come(browser, provider)
    provider.knows("claude", **CLAUDE | {"email": "nouvelle@essaim.test"})
    later = Client()
    come(later, provider)
    assert is_in(later)
    assert User.objects.count() == 1


def test_an_open_account_is_met_by_its_confirmed_address(provider, browser):
    user = make_user()
    come(browser, provider)
    assert browser.session["_auth_user_id"] == str(user.pk)
    assert SocialAccount.objects.get().user == user
    assert letters()[-1].purpose == "account_connected"


def test_an_address_the_provider_did_not_confirm_opens_nobodys_account(provider, browser):
    make_user()
    provider.knows("claude", **CLAUDE | {"email_verified": False})
    come(browser, provider)
    assert not is_in(browser)
    assert not SocialAccount.objects.exists()
    assert letters()[-1].purpose == "account_already_exists"


def test_an_address_the_person_did_not_confirm_is_not_taken_for_theirs(provider, browser):
    user = User.objects.create_user("claude@essaim.test", "somebody in wait")
    EmailAddress.objects.create(user=user, email=user.email, verified=False, primary=True)
    come(browser, provider)
    assert not is_in(browser)
    assert not SocialAccount.objects.exists()


def test_without_word_of_confirmation_a_letter_confirms_a_new_account(provider, browser):
    provider.knows("claude", **{k: v for k, v in CLAUDE.items() if k != "email_verified"})
    come(browser, provider)
    assert not is_in(browser)
    browser.post(link_in(letters()[-1]))
    assert EmailAddress.objects.get().verified
    come(browser, provider)
    assert is_in(browser)


def test_the_second_factor_is_asked_after_proconnect_too(provider, browser):
    with_second_factor(make_user())
    answer = come(browser, provider)
    assert answer.url.startswith("/compte/second-facteur/code/")
    assert not is_in(browser)
    browser.post(answer.url, {"code": code()})
    assert is_in(browser)


def test_a_closed_account_stays_closed(provider, browser):
    come(browser, provider)
    User.objects.update(is_active=False)
    later = Client()
    assert come(later, provider).url == "/compte/inactif/"
    assert not is_in(later)


def test_one_connects_proconnect_to_an_open_account(provider, browser):
    user = make_user("autre@essaim.test")
    sign_in(browser, user.email)
    again = come(browser, provider, query="?process=connect")
    assert again.url.startswith("/compte/verifier/")
    browser.post(again.url, {"password": PASSWORD}, follow=True)
    assert SocialAccount.objects.get().user == user
    assert "reliée le" in browser.get("/compte/identites/").content.decode()


def test_signing_out_closes_the_session_there_too(provider, browser):
    come(browser, provider)
    answer = browser.post("/compte/deconnexion/")
    end = urlsplit(answer.url)
    query = parse_qs(end.query)
    assert answer.url.startswith(f"{provider.url}/oauth2/end_session?")
    assert query["post_logout_redirect_uri"] == ["http://127.0.0.1:8000/"]
    assert query["id_token_hint"][0].count(".") == 2
    assert not is_in(browser)


def test_who_came_by_password_signs_out_here_only(provider, browser):
    make_user()
    sign_in(browser)
    assert browser.post("/compte/deconnexion/").url == "/"


def test_giving_up_at_the_provider_comes_back_kindly(provider, browser):
    answer = browser.get(provider.refuse(leave(browser)), follow=True)
    assert "abandonné la connexion" in answer.content.decode()
    assert not is_in(browser)


LIES = {
    "unsigned": {"unsigned": True},
    "InvalidSignatureError": {"key": other_key()},
    "algorithm": {"key": "secret of the client, shared", "algorithm": "HS256"},
    "InvalidIssuerError": {"claims": {"iss": "https://ailleurs.example"}},
    "InvalidAudienceError": {"claims": {"aud": "another client"}},
    "subject": {"claims": {"sub": "dominique"}},
    "ExpiredSignatureError": {"claims": {"exp": int(time.time()) - 3600}},
}


@pytest.mark.parametrize(("reason", "lie"), LIES.items(), ids=LIES)
@pytest.mark.filterwarnings("ignore::jwt.warnings.InsecureKeyLengthWarning")
def test_a_userinfo_that_cannot_be_trusted_opens_nothing(provider, browser, caplog, reason, lie):
    provider.lies.update(lie)
    answer = come(browser, provider)
    assert answer.status_code == 401
    assert "n’a pas abouti" in answer.content.decode()
    assert f"identity provider: unknown, {reason}" in caplog.text
    assert not is_in(browser)
    assert not User.objects.exists()


def identity(provider, **claims):
    now = int(time.time())
    return provider.signed(
        {"sub": "claude", "iss": provider.url, "aud": CLIENT_ID, "iat": now, "exp": now + 60, **claims}
    )


def test_an_identity_token_of_another_sign_in_is_refused(provider, browser, caplog):
    """Replayed: well signed, for us, in time, but its nonce is not the one this browser left with."""
    provider.lies["id_token"] = identity(provider, nonce="of another sign-in")
    assert come(browser, provider).status_code == 401
    assert "nonce" in caplog.text
    assert not is_in(browser)


@pytest.mark.parametrize("token", [None, "", "a.b.c"], ids=["none", "empty", "noise"])
def test_without_a_readable_identity_token_nobody_comes_in(provider, browser, token):
    provider.lies["id_token"] = token
    assert come(browser, provider).status_code == 401
    assert not is_in(browser)


def test_an_answer_that_this_browser_did_not_ask_for_is_refused(provider, browser):
    """Somebody sends the victim the end of their own sign-in."""
    back = provider.consent(leave(Client()), "claude")
    assert browser.get(back).status_code == 401
    assert not is_in(browser)


def test_an_answer_serves_once(provider, browser):
    back = provider.consent(leave(browser), "claude")
    browser.get(back)
    browser.post("/compte/deconnexion/")
    assert browser.get(back).status_code == 401
    assert not is_in(browser)


def test_a_provider_that_is_down_is_told_kindly(provider, browser, settings):
    app = settings.SOCIALACCOUNT_PROVIDERS["proconnect"]["APPS"][0]
    app["settings"]["server_url"] = "http://localhost:9"
    answer = browser.post(DOOR)
    assert answer.status_code == 401
    assert "Recommencez dans un instant" in answer.content.decode()


def test_without_configuration_there_is_no_proconnect(browser):
    assert browser.get(DOOR).status_code == 404
    assert browser.get(f"{DOOR}retour/?code=x&state=y").status_code == 404
    assert "ProConnect" not in browser.get("/compte/connexion/").content.decode()
