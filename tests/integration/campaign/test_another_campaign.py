"""The Mois de l'ESS, configured through the screens alone and fed from other people's agendas; no line of code."""

import datetime as dt
import os
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from essaim.areas.campaign.enums import EditionState, Kind, RegistrationState
from essaim.areas.campaign.event_importer import EventImporter
from essaim.areas.campaign.forms.campaigns import carriers
from essaim.areas.campaign.models import ClassRequest, Edition, OpenEvent, Term
from essaim.areas.campaign.selectors import public_editions, wording
from essaim.areas.campaign.services import editions as services
from essaim.areas.campaign.services import wording as writing
from essaim.commons.territory import dataset
from essaim.commons.territory.models import Commune, Departement, Postcode
from essaim.foundation.intake import selectors as intake
from essaim.foundation.intake import services as imports
from essaim.foundation.intake.models import Batch
from essaim.foundation.kernel.actor import SystemActor
from essaim.foundation.kernel.errors import Refused
from tests.factories.campaign_intake import make_event
from tests.world import Persona

SHARED = Path(os.environ.get("ESSAIM_SHARED_DATA") or Path(__file__).parents[4] / "shared/data") / "events"
SHAPES = (
    "openagenda-paris-2026-05-21.json.gz",
    "evenements-a-paris-2018.json.gz",
    "openagenda-bordeaux-2026-01.json.gz",
)
PUBLISHED = "evenements-ess-publies-2017-2026.csv"
pytestmark = pytest.mark.django_db
BY = SystemActor("essai")
NOVEMBER = {"opens_on": "2026-09-07", "closes_on": "2026-11-20", "starts_on": "2026-11-02", "ends_on": "2026-11-30"}


@pytest.fixture
def browser(world, time_machine) -> Client:
    """The national coordination, signed in, in the middle of October."""
    time_machine.move_to(dt.datetime(2026, 10, 15, 9, tzinfo=dt.UTC))
    made = Client()
    made.force_login(world.users[Persona.NATIONAL])
    return made


@pytest.fixture
def month(browser, world) -> Edition:
    """The Mois de l'ESS 2026, as the screens make it."""
    browser.post(
        reverse("campaign:campaign-new"),
        {
            "name": "Mois de l'économie sociale et solidaire",
            "short_name": "Mois de l'ESS",
            "article": "le",
            "period": "novembre",
            "tagline": "Un mois pour rencontrer l'économie sociale et solidaire près de chez soi.",
        },
    )
    browser.post(reverse("campaign:edition-new", args=["mois-de-l-ess"]), edition_of(world))
    return Edition.objects.get(campaign__slug="mois-de-l-ess")


def edition_of(world, **changes) -> dict:
    """The form of the edition."""
    return {
        "title": "Mois de l'ESS 2026",
        "number": 19,
        "school_year": 2026,
        "commitment": world.edition.commitment_id,
        "introduction": "Partout en France, en novembre.",
        "kinds": ["acteur", "evenement"],
        "holidays_reason": "Le Mois de l'ESS est en novembre partout, reprise des cours comprise.",
        **NOVEMBER,
        **changes,
    }


def test_a_campaign_has_its_public_face_at_its_own_address(month, browser, world):
    visitor = Client()
    here = reverse("campaign:public-edition", kwargs={"campaign": "mois-de-l-ess"})
    assert here == "/campagnes/mois-de-l-ess/"
    assert "Pas encore d’édition annoncée" in visitor.get(here).content.decode()
    browser.post(reverse("campaign:edition-move", args=[month.slug, "annoncer"]))
    told = visitor.get(here).content.decode()
    assert "Mois de l&#x27;ESS 2026" in told
    assert "Les inscriptions ouvrent le" in told
    browser.post(reverse("campaign:edition-move", args=[month.slug, "ouvrir"]))
    month.refresh_from_db()
    assert month.state == EditionState.OPEN
    world.edition.refresh_from_db()
    assert world.edition.state == EditionState.OPEN


def test_its_words_questions_and_counts_are_its_own(month, browser):
    words = reverse("campaign:edition-words", args=[month.slug])
    given = {
        kind.value: "\n".join(label for _, label in month.terms.filter(kind=kind).values_list("code", "label"))
        for kind in Term.Kind
    }
    browser.post(words, {**given, "event": "portes ouvertes\nciné-débat\nmarché solidaire"})
    browser.post(
        reverse("campaign:edition-questions", args=[month.slug]),
        {"kind": "evenement", "label": "Est-ce gratuit ?", "form": "yes_no", "hint": "", "choices": ""},
    )
    browser.post(
        reverse("campaign:edition-counts", args=[month.slug]),
        {"indicators": ["campaign.offers_registered", "campaign.events_registered"]},
    )
    assert [label for _, label in month.terms.filter(kind="event").order_by("order").values_list("code", "label")][
        1
    ] == "ciné-débat"
    assert [asked.label for asked in month.questions.all()] == ["Est-ce gratuit ?"]
    assert [count.indicator for count in wording.counts(month)] == [
        "campaign.offers_registered",
        "campaign.events_registered",
    ]
    shown = browser.get(reverse("campaign:edition-detail", args=[month.slug])).content.decode()
    assert "Est-ce gratuit ?" in shown
    semaine = Edition.objects.get(slug="semaine-11")
    assert not semaine.terms.filter(label="ciné-débat").exists()


def test_next_year_takes_everything_but_the_dates_and_says_so(month, browser, world):
    writing.add_question(by=BY, edition=month, kind=Kind.EVENT, fields={"label": "Gratuit ?", "form": "yes_no"})
    page = browser.get(reverse("campaign:edition-new", args=["mois-de-l-ess"])).content.decode()
    assert 'value="20"' in page
    assert "Mois de l&#x27;ESS 2027" in page
    assert NOVEMBER["starts_on"] not in page
    dates = {name: day.replace("2026", "2027") for name, day in NOVEMBER.items()}
    answer = browser.post(
        reverse("campaign:edition-new", args=["mois-de-l-ess"]),
        edition_of(world, number=20, title="Mois de l'ESS 2027", school_year=2027, **dates),
        follow=True,
    )
    told = answer.content.decode()
    assert "Repris de « Mois de l&#x27;ESS 2026 »" in told
    assert "1\N{NO-BREAK SPACE}question" in told
    following = Edition.objects.get(number=20, campaign=month.campaign)
    assert following.questions.count() == 1
    assert following.terms.count() == month.terms.count()


def test_dates_in_the_holidays_name_the_academies_and_need_a_reason(world, month):
    fields = {"starts_on": dt.date(2026, 10, 26), "ends_on": dt.date(2026, 10, 31), "holidays_reason": ""}
    with pytest.raises(Refused, match="vacances de la toussaint"):
        services.edit(by=BY, edition=month, fields=fields)
    month.refresh_from_db()
    winter = {"starts_on": dt.date(2027, 2, 8), "ends_on": dt.date(2027, 2, 12), "closes_on": dt.date(2027, 1, 15)}
    with pytest.raises(Refused) as told:
        services.edit(by=BY, edition=month, fields={**winter, "holidays_reason": ""})
    assert "Dates de l'édition" in str(told.value)
    month.refresh_from_db()
    services.edit(by=BY, edition=month, fields={**winter, "holidays_reason": "Décidé avec les CRESS."})
    month.refresh_from_db()
    assert "Dates de l'édition : vacances d'hiver, Créteil, Montpellier, Paris" in month.holidays_met
    clear = {"starts_on": dt.date(2027, 3, 22), "ends_on": dt.date(2027, 3, 26), "closes_on": dt.date(2027, 3, 12)}
    services.edit(by=BY, edition=month, fields={**clear, "opens_on": dt.date(2026, 11, 16)})
    month.refresh_from_db()
    assert (month.holidays_met, month.holidays_reason) == ("", "")


def test_only_the_registrations_it_offers_are_open(month, browser):
    browser.post(reverse("campaign:edition-move", args=[month.slug, "ouvrir"]))
    visitor = Client()
    doors = visitor.get(reverse("campaign:registration-choose", kwargs={"campaign": "mois-de-l-ess"})).content.decode()
    assert "/campagnes/mois-de-l-ess/inscription/evenement/" in doors
    assert "/inscription/equipe/" not in doors
    closed = visitor.get(reverse("campaign:registration-begin-equipe", kwargs={"campaign": "mois-de-l-ess"}))
    assert closed.status_code == 302
    assert not ClassRequest.objects.filter(edition=month).exists()


def test_an_event_registered_there_stays_there(month, browser, world):
    browser.post(reverse("campaign:edition-move", args=[month.slug, "ouvrir"]))
    visitor = Client()
    begin = reverse("campaign:registration-begin-evenement", kwargs={"campaign": "mois-de-l-ess"})
    answer = visitor.post(begin, {"organisation_name": "Café des lilas", "place": "Beaune"})
    assert answer["Location"].startswith("/campagnes/mois-de-l-ess/inscription/O")
    event = OpenEvent.objects.get()
    assert (event.edition, event.commune_id) == (month, "21054")
    assert visitor.get(answer["Location"]).status_code == 200


def test_two_campaigns_never_mix_on_the_map(month, browser, world):
    browser.post(reverse("campaign:edition-move", args=[month.slug, "ouvrir"]))
    event = make_event(month, world.commune, "Marché solidaire")
    visitor = Client()
    there = visitor.get(reverse("campaign:public-map", kwargs={"campaign": "mois-de-l-ess"})).content.decode()
    assert "Marché solidaire" in there
    assert "Marché solidaire" not in visitor.get(reverse("campaign:public-map")).content.decode()
    agenda = visitor.get(reverse("campaign:public-feed", kwargs={"campaign": "mois-de-l-ess"})).content.decode()
    assert event.reference in agenda
    assert visitor.get(reverse("campaign:public-action", args=[event.reference])).status_code == 404


def test_an_unknown_campaign_has_no_page_and_the_semaine_has_one():
    assert Client().get("/campagnes/inconnue/").status_code == 404
    assert Client().get("/campagnes/semaine/inscription/")["Location"] == "/semaine/"


def test_copilots_are_dated(month, browser, world):
    slug = month.campaign.slug
    organisation = carriers().first()
    page = reverse("campaign:campaign-copilot", args=[slug])
    browser.post(page, {"organisation": organisation.pk, "since": "2020-06-25"})
    copilot = month.campaign.copilots.get()
    refused = browser.post(page, {"organisation": organisation.pk, "since": "2021-01-01"}).content.decode()
    assert "copilote déjà" in refused
    browser.post(reverse("campaign:campaign-copilot-end", args=[slug, copilot.pk]), {"on": "2025-07-01"})
    copilot.refresh_from_db()
    assert (copilot.valid_from, copilot.valid_until) == (dt.date(2020, 6, 25), dt.date(2025, 7, 1))


def test_a_programme_is_imported_through_the_screens(month, browser, world):
    browser.post(reverse("campaign:edition-move", args=[month.slug, "ouvrir"]))
    file = SimpleUploadedFile("programme.csv", b"titre;date;heure;lieu;commune\nForum;12/11/2026;9h-18h;Halle;Beaune\n")
    answer = browser.post(
        reverse("intake:batch-new", args=[EventImporter.kind]),
        {"uploads": file, "option_edition": month.slug, "option_relecture": "publier", "option_dates": "edition"},
        follow=True,
    )
    assert "Forum" in answer.content.decode()
    batch = Batch.objects.latest("pk")
    browser.post(reverse("intake:batch-apply", args=[batch.pk]))
    event = OpenEvent.objects.get()
    assert (event.edition, event.state) == (month, RegistrationState.ACCEPTED)
    assert (
        "Forum"
        in Client().get(reverse("campaign:public-agenda", kwargs={"campaign": "mois-de-l-ess"})).content.decode()
    )
    browser.post(reverse("intake:batch-undo", args=[batch.pk]))
    assert not OpenEvent.objects.exists()


@pytest.mark.skipif(not SHARED.is_dir(), reason="the agendas of ../shared/data/events are not at hand")
def test_real_agendas_of_three_shapes_feed_it(month, browser, world):
    _every_place_of("31", "33", "34", "75")
    browser.post(reverse("campaign:edition-move", args=[month.slug, "ouvrir"]))
    counted = {}
    for name in SHAPES:
        options = {"edition": month.slug, "dates": "tout", "relecture": "publier", "commune": "33063"}
        batch = imports.import_files(by=BY, kind=EventImporter.kind, paths=[SHARED / name], options=options)
        summary = intake.summary_of(batch)
        counted[name] = (summary.read, summary.new)
        again = intake.dry_run(EventImporter.kind, [SHARED / name], options=options)
        assert (again.new, again.changed) == (0, 0)
    assert [read for read, _ in counted.values()] == [100, 100, 200]
    assert all(new >= 0.8 * read for read, new in counted.values()), counted
    shown = Client().get(reverse("campaign:public-map", kwargs={"campaign": "mois-de-l-ess"}))
    assert shown.status_code == 200
    assert not OpenEvent.objects.filter(story__regex=r"[a-z]@[a-z]").exists()


@pytest.mark.skipif(not SHARED.is_dir(), reason="the agendas of ../shared/data/events are not at hand")
def test_the_published_events_of_the_ess_are_read_as_a_spreadsheet(month, world):
    _every_place_of("31", "34", "56", "93", "62")
    path = SHARED / PUBLISHED
    options = {"edition": month.slug, "dates": "tout", "commune": "Beaune"}
    summary = intake.dry_run(EventImporter.kind, [path], options=options)
    assert summary.read == 17
    assert summary.new >= 13


def _every_place_of(*departements: str) -> None:
    """The communes of these départements, from the reference data."""
    here = set(Departement.objects.values_list("pk", flat=True))
    Departement.objects.bulk_create(
        row for row in dataset.departements() if row.pk in departements and row.pk not in here
    )
    known = set(Commune.objects.values_list("pk", flat=True))
    found = [
        (row, codes) for row, codes in dataset.communes() if row.departement_id in departements and row.pk not in known
    ]
    Commune.objects.bulk_create([row for row, _ in found if row.parent_id is None])
    Commune.objects.bulk_create([row for row, _ in found if row.parent_id is not None])
    Postcode.objects.bulk_create(postcode for row, codes in found for postcode in dataset.postcodes(row.pk, codes))


def test_a_count_keeps_the_definition_it_had_when_it_was_chosen(month, browser, world):
    browser.post(reverse("campaign:edition-move", args=[month.slug, "ouvrir"]))
    make_event(month, world.commune)
    month.counts.filter(indicator="campaign.events_registered").update(definition="Comme en 2026.")
    (counted,) = public_editions.figures(month)
    assert (counted.value, counted.definition) == ("1", "Comme en 2026.")
    writing.set_counts(by=BY, edition=month, indicators=["campaign.events_registered"])
    assert public_editions.figures(month)[0].definition == "Comme en 2026."
    writing.set_counts(by=BY, edition=month, indicators=["campaign.events_registered"], refresh=True)
    assert public_editions.figures(month)[0].definition != "Comme en 2026."
