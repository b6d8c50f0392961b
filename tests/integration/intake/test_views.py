"""Imports on screen, as somebody who keeps the network goes through them."""

import json
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from essaim.commons.territory.models import Region
from essaim.foundation.intake import services, tasks
from essaim.foundation.intake.enums import BatchState
from essaim.foundation.intake.models import Batch
from essaim.foundation.kernel.actor import Role
from tests.factories import intake as toys
from tests.world import Persona

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, world):
    """The administration's browser."""
    assert world.users[Persona.ADMIN].holds(Role.ADMIN)
    client.force_login(world.users[Persona.ADMIN])
    return client


def give(desk, *contents, **options):
    files = [SimpleUploadedFile(f"regions-{i}.csv", text.encode()) for i, text in enumerate(contents)]
    address = reverse("intake:batch-new", args=[toys.KIND])
    return desk.post(address, {"uploads": files, **{f"option_{k}": v for k, v in options.items()}}, follow=True)


def page(response):
    return BeautifulSoup(response.content, "html.parser")


def text(response):
    return " ".join(page(response).main.get_text(" ").split()).replace("\u202f", " ")


def latest():
    return Batch.objects.latest("id")


def test_a_recognised_file_is_tried_at_once_then_applied_then_undone(desk):
    tried = give(desk, "code;nom\nU1;Val\nU2;Haut\n")
    assert "2 lignes lues dans regions-0.csv. Rien n’a été modifié." in text(tried)
    assert "Appliquer à 2 fiches" in text(tried)
    applied = desk.post(reverse("intake:batch-apply", args=[latest().pk]), follow=True)
    assert "L’import est appliqué" in text(applied)
    assert Region.objects.filter(code__startswith="U").count() == 2
    asked = desk.get(reverse("intake:batch-undo", args=[latest().pk]))
    assert "Les fiches créées (2) sont retirées." in text(asked)
    undone = desk.post(reverse("intake:batch-undo", args=[latest().pk]), follow=True)
    assert "2 fiches retirées" in text(undone)
    assert not Region.objects.filter(code__startswith="U").exists()


def test_what_is_odd_is_confirmed_before_it_is_applied(desk, monkeypatch):
    usual = toys.RegionImporter.plan

    def odd(self, rows, options):
        for outcome in usual(self, rows, options):
            yield replace(outcome, caution="Lignes qui surprennent : {count}.")

    monkeypatch.setattr(toys.RegionImporter, "plan", odd)
    tried = give(desk, "code;nom\nU1;Val\nU2;Haut\n")
    assert "À vérifier avant d’appliquer. Lignes qui surprennent : 2." in text(tried).replace("\u00a0", " ")
    address = reverse("intake:batch-apply", args=[latest().pk])
    assert "Cochez la case qui confirme" in text(desk.post(address, follow=True))
    assert not Region.objects.filter(code__startswith="U").exists()
    assert "L’import est appliqué" in text(desk.post(address, {"confirme": "oui"}, follow=True))


def test_several_files_make_one_import(desk):
    tried = give(desk, "code;nom\nU1;Val\n", "Nom de la région,code_region\nHaut,U2\n")
    assert "2 lignes lues dans regions-0.csv, regions-1.csv" in text(tried)


def test_columns_that_nobody_knows_are_asked_for_with_examples(desk):
    asked = give(desk, "code;appellation\nU1;Val de Test\n")
    assert asked.redirect_chain[-1][0] == reverse("intake:batch-mapping", args=[latest().pk])
    assert "Par exemple « U1 »." in text(asked).replace("\u00a0", " ")
    wrong = desk.post(reverse("intake:batch-mapping", args=[latest().pk]), {"f0-code": "code", "f0-name": ""})
    assert wrong.status_code == 400
    assert page(wrong).title.string.startswith("Erreur")
    twice = desk.post(reverse("intake:batch-mapping", args=[latest().pk]), {"f0-code": "code", "f0-name": "code"})
    assert "une même colonne sert à plusieurs champs" in text(twice)
    assert "Rien n’a été modifié." in text(twice)
    chosen = {"f0-code": "code", "f0-name": "appellation"}
    tried = desk.post(reverse("intake:batch-mapping", args=[latest().pk]), chosen, follow=True)
    assert "1 nouvelles fiches" in text(tried)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "ce fichier est vide"),
        ("%PDF-1.7 rest", "c'est un document PDF"),
        ("<html><body>", "c'est une page web"),
        ('{"results": [', "s'arrête au milieu"),
    ],
)
def test_what_cannot_be_read_is_said_by_the_field_and_nothing_is_kept(desk, content, sentence):
    before = Batch.objects.count()
    response = give(desk, content)
    assert response.status_code == 400
    assert sentence in text(response)
    assert "Rien n’a été modifié." in text(response)
    assert Batch.objects.count() == before


def test_nothing_chosen_and_a_wrong_option_are_said(desk):
    assert "Choisissez au moins un fichier." in text(give(desk))
    assert "écrivez" in text(give(desk, "code;nom\nU1;Val\n", complete="peut-être"))


def test_html_in_cells_is_shown_as_text(desk):
    nasty = '<script>alert("x")</script><img src=x onerror=alert(1)>'
    response = give(desk, f"code;nom;<b>autre</b>\nU1;{nasty};1\n")
    assert nasty in text(response)
    main = page(response).main
    assert not main.find("script")
    assert not main.find("img")


def test_refused_lines_are_listed_and_downloaded_without_formulas(desk):
    response = give(desk, "code;nom\n=1+1X;Val\nU2;CAPITALES\nU3\n")
    assert "2 lignes refusées" in text(response)
    assert "Nom" in text(response)
    batch = latest()
    stored = json.loads(batch.summary)
    stored["refusals"][0]["field"] = "=cmd()"
    Batch.objects.filter(pk=batch.pk).update(summary=json.dumps(stored))
    download = desk.get(reverse("intake:batch-refusals", args=[batch.pk]))
    lines = download.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "fichier;ligne;champ;ce qui ne va pas, quoi faire"
    assert lines[1].startswith("regions-0.csv;3;'=cmd();")
    assert "attachment" in download["Content-Disposition"]


def test_a_whole_refusal_says_that_nothing_was_written_and_lets_choose_columns(desk):
    response = give(desk, 'code;nom\nU1;"Val\n')
    assert "n'est jamais refermé" in text(response)
    assert "Rien n’a été modifié." in text(response)


def test_large_work_shows_its_progress_with_and_without_script(desk, monkeypatch):
    monkeypatch.setattr(services, "IN_THE_REQUEST", 0)
    waiting = give(desk, "code;nom\nU1;Val\n")
    assert "essai en cours" in text(waiting)
    assert page(waiting).head.noscript.meta["content"] == "3"
    address = reverse("intake:batch-plan", args=[latest().pk])
    piece = desk.get(address, headers={"HX-Request": "true"})
    assert piece.content.lstrip().startswith(b'<div class="alert wait"')
    tasks.plan_batch.func(latest().pk)
    assert desk.get(address, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert "1 ligne lue" in text(desk.get(address))


def test_applying_twice_by_two_clicks_says_so(desk):
    give(desk, "code;nom\nU1;Val\n")
    address = reverse("intake:batch-apply", args=[latest().pk])
    desk.post(address)
    assert "Rien n’a été modifié." in text(desk.post(address, follow=True))
    assert latest().state == BatchState.APPLIED


def test_data_changed_since_the_trial_shows_the_new_trial(desk):
    give(desk, "code;nom\nT7;Autre nom\n")
    Region.objects.filter(code="T7").update(name="Changé entre-temps")
    response = desk.post(reverse("intake:batch-apply", args=[latest().pk]), follow=True)
    assert "Les données ont changé depuis cet essai." in text(response)
    assert Region.objects.get(code="T7").name == "Changé entre-temps"
