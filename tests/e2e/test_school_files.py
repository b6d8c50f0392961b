"""Acceptance: a national coordination brings the ministry's files in by the screens; a telephone finds a school."""

import re
import time

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.hashers import ScryptPasswordHasher

from essaim.commons.territory import dataset
from essaim.commons.territory.models import Academie, Commune, Departement, Postcode
from essaim.commons.territory.services import loading
from essaim.foundation.kernel.actor import SystemActor
from essaim.foundation.kernel.text import fold
from tests import school_files
from tests.factories.accounts import PASSWORD, TOTP_SECRET
from tests.world import Persona

SCRYPT = ScryptPasswordHasher()
LONG_WORD = 6
LONGEST_WORK = 300_000  # ms, on a machine shared by several people


@pytest.fixture
def coordination(site, sign_in):
    """The browser of a national coordination, signed in as people do: password, then code."""
    with site.blocker.unblock():
        user = site.world.users[Persona.NATIONAL]
        user.password = SCRYPT.encode(PASSWORD, SCRYPT.salt())  # the server's hasher, not the quick one of the tests
        user.save()
    tab = sign_in()
    tab.goto(site.url("account_login"))
    tab.get_by_label("Adresse électronique").fill(user.email)
    tab.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    tab.locator("main").get_by_role("button", name="Se connecter").click()
    tab.locator("main input[name=code]").fill(_code())
    tab.get_by_role("button", name="Continuer").click()
    tab.locator("header").get_by_role("link", name="Mon compte").wait_for()
    return tab


@pytest.fixture
def val_de_marne(site):
    """The territory of the smallest real file."""
    with site.blocker.unblock():
        assert Academie.objects.filter(pk="24").exists()
        kept = [row for row in dataset.departements() if row.pk == "94"]
        Departement.objects.bulk_create(kept, ignore_conflicts=True)
        communes = [(row, codes) for row, codes in dataset.communes() if row.departement_id == "94"]
        Commune.objects.bulk_create([row for row, _ in communes], ignore_conflicts=True)
        postcodes = [postcode for row, codes in communes for postcode in dataset.postcodes(row.pk, codes)]
        Postcode.objects.bulk_create(postcodes, ignore_conflicts=True)


def test_the_613_schools_of_val_de_marne_come_in_by_the_screens(
    site, sign_in, coordination, val_de_marne, tmp_path_factory
):
    file = school_files.primary_schools(tmp_path_factory.mktemp("files"))
    tab = coordination
    _give(site, tab, [file])
    assert "613 lignes lues" in _text(tab)
    assert "Rien n’a été modifié." in _text(tab)
    _apply(site, tab, "613 fiches")
    assert "613 nouvelles fiches" in _text(tab)
    assert "0 lignes refusées" in _text(tab)

    _give(site, tab, [file])
    assert "Cet import ne changerait rien." in _text(tab)

    wanted = school_files.rows(file)[0]
    phone = sign_in(width=360, height=740)
    _find(
        site, phone, f"{wanted['Nom_etablissement']} {wanted['Nom_commune']}", wanted["Identifiant_de_l_etablissement"]
    )
    assert wanted["Nom_commune"] in _text(phone)


@pytest.mark.deep
@pytest.mark.skipif(not school_files.REAL, reason="the ministry's files are not at hand (ESSAIM_SHARED_DATA)")
def test_every_real_file_comes_in_by_the_screens(site, sign_in, coordination):
    with site.blocker.unblock():
        loading.load_reference(by=SystemActor("tests"))
    started = time.monotonic()
    _give(site, coordination, school_files.REAL)
    text = _text(coordination)
    assert int(re.search(r"([\d ]+) lignes lues", text)[1].replace(" ", "")) > 60_000
    _apply(site, coordination, "fiches")
    print(f"five real files through the screens: {time.monotonic() - started:.0f} s")  # noqa: T201
    phone = sign_in(width=360, height=740)
    _find(site, phone, "colege jean jores castres", "0810960D", badly=lambda name: name)
    assert "Castres" in _text(phone)


def _code() -> str:
    return totp.format_hotp_value(totp.hotp_value(TOTP_SECRET, next(iter(totp.yield_hotp_counters_from_time()))))


def _give(site, tab, files) -> None:
    """From the list of imports to the trial."""
    tab.locator("header").get_by_role("link", name="Mon compte").click()
    tab.get_by_role("link", name="Importer des fichiers").click()
    tab.locator("main").get_by_role("link", name="Importer un fichier").first.click()
    tab.locator("main").get_by_role("link", name=re.compile("tablissements")).first.click()
    tab.get_by_label("Fichiers").set_input_files(files)
    tab.get_by_role("button", name="Essayer l’import").click(timeout=LONGEST_WORK)
    _until(site, tab, "**/essai/", "en cours")


def _apply(site, tab, said: str) -> None:
    button = tab.get_by_role("button", name=re.compile("^Appliquer à"))
    assert said in button.inner_text().replace("\u00a0", " ")
    button.click()
    _until(site, tab, re.compile(r"/imports/\d+/"), "application en cours")


def _until(site, tab, address, waiting: str) -> None:
    """Let the worker work if the page says it is waited for; the page then comes back by itself."""
    tab.wait_for_url(address)
    heading = tab.locator("h1")
    if waiting in heading.inner_text():
        site.work()
        tab.wait_for_function("words => !document.querySelector('h1').textContent.includes(words)", arg=waiting)


def _find(site, phone, words: str, uai: str, badly=None) -> None:
    """Type the words badly in the page of schools, and open the school."""
    phone.goto(site.url("directory:school-list"))
    phone.locator("main input[name=q]").fill((badly or _badly)(words))
    phone.keyboard.press("Enter")
    phone.locator(f"main a[href$='/etablissements/{uai}/']").first.click()
    phone.wait_for_url(f"**/etablissements/{uai}/")
    assert phone.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def _badly(name: str) -> str:
    """In small letters, without accents, a letter lost in each long word."""
    return " ".join(word[:2] + word[3:] if len(word) > LONG_WORD else word for word in fold(name).split())


def _text(tab) -> str:
    return " ".join(tab.locator("main").inner_text().replace("\u202f", " ").replace("\u00a0", " ").split())
