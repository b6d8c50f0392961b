"""Actors' offers out of a table: what each line becomes, what doubles are, and taking the import back."""

from pathlib import Path

import pytest

from essaim.areas.campaign.domain import words
from essaim.areas.campaign.enums import Band, Mode, RegistrationState
from essaim.areas.campaign.models import Edition, Offer
from essaim.areas.campaign.offer_importer import OfferImporter
from essaim.areas.campaign.selectors import editions
from essaim.foundation.intake import selectors, services
from essaim.foundation.kernel.actor import SystemActor

pytestmark = pytest.mark.django_db
BY = SystemActor("essai")
HEAD = (
    "organisation;siret;titre;commune;niveaux;type;thèmes;modalités;dates;rayon;départements;rencontres;"
    "élèves max;email\n"
)


def table(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "offres.csv"
    path.write_text(HEAD + "\n".join(lines) + "\n")
    return path


def tried(path: Path, edition: Edition):
    return selectors.dry_run(OfferImporter.kind, [path], options={"edition": edition.slug})


def bring(path: Path, edition: Edition):
    return services.import_files(by=BY, kind=OfferImporter.kind, paths=[path], options={"edition": edition.slug})


def test_a_line_becomes_an_offer_to_reread(world, tmp_path):
    day = world.edition.starts_on
    line = (
        "Atelier vélo;;Réparer son vélo;Beaune;collège, lycée;atelier de découverte;réemploi et réparation;en classe;"
        f"{day:%d/%m} matin;45;;3;28;a@exemple.fr"
    )
    before = set(Offer.objects.values_list("pk", flat=True))
    bring(table(tmp_path, line), world.edition)
    offer = Offer.objects.exclude(pk__in=before).get()
    assert (offer.state, offer.who, offer.title) == (RegistrationState.SUBMITTED, "Atelier vélo", "Réparer son vélo")
    assert set(offer.bands) == {Band.COLLEGE, Band.LYCEE, Band.PRO}
    assert (offer.action_types, offer.themes, offer.modes) == (" atelier ", " reemploi ", f" {Mode.SCHOOL} ")
    assert words.read(offer.slots) == [f"{day.isoformat()}-am"]
    assert (offer.range_km, offer.capacity, offer.max_pupils) == (45, 3, 28)
    assert (offer.region_id, offer.routed_role, offer.contact_email) == ("27", "cress", "a@exemple.fr")


def test_an_empty_cell_takes_the_usual_answer(world, tmp_path):
    bring(table(tmp_path, "Café associatif;;;Dijon;collège;;;;;;;;;"), world.edition)
    offer = Offer.objects.get(organisation_name="Café associatif")
    assert len(words.read(offer.slots)) == len(editions.half_days(world.edition))
    assert (offer.range_km, offer.capacity, offer.title) == (30, 1, "Rencontre")
    assert set(words.read(offer.modes)) == {Mode.SCHOOL, Mode.VISIT}


def test_what_is_served_comes_and_goes_with_the_offer(world, tmp_path):
    batch = bring(table(tmp_path, "Café associatif;;Débat;Dijon;collège;;;;;;21, 23;;;"), world.edition)
    offer = Offer.objects.get(organisation_name="Café associatif")
    assert set(offer.territory.values_list("pk", flat=True)) == {"21", "23"}
    services.undo(by=BY, batch=batch)
    assert not Offer.objects.filter(organisation_name="Café associatif").exists()


def test_doubles_are_shown(world, tmp_path):
    line = "Café associatif;;Débat;Dijon;collège;;;;;;;;;"
    path = table(tmp_path, line, line.replace("Café", "CAFÉ"))
    assert (tried(path, world.edition).new, tried(path, world.edition).duplicates) == (1, 1)
    bring(path, world.edition)
    assert tried(path, world.edition).duplicates == 2


def test_each_line_set_aside_says_why(world, tmp_path):
    path = table(
        tmp_path,
        ";;Débat;Dijon;collège;;;;;;;;;",
        "A;;Débat;Dijon;;;;;;;;;;",
        "B;;Débat;Dijon;crèche;;;;;;;;;",
        "C;;Débat;Nulle part;collège;;;;;;;;;",
        "D;;Débat;Dijon;collège;magie;;;;;;;;",
        "E;;Débat;Dijon;collège;;;;1er avril;;;;;",
        "F;;Débat;Dijon;collège;;;;;loin;;;;",
        "G;;Débat;Dijon;collège;;;;;;99;;;",
        "H;123;Débat;Dijon;collège;;;;;;;;;",
    )
    summary = tried(path, world.edition)
    told = {refusal.line: refusal.field for refusal in summary.refusals}
    assert told == dict(
        enumerate(
            ["organisation", "levels", "levels", "city", "types", "dates", "range_km", "departements", "siret"], 2
        )
    )
    assert summary.refused == 9
