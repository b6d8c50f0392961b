"""Bilans: composed from figures, frozen, sealed by both partners on one digest, and caught when data change."""

import datetime as dt
import hashlib
import json
from dataclasses import replace

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from essaim.areas.campaign.enums import EditionState, RegistrationState
from essaim.areas.campaign.models import Campaign, Edition
from essaim.commons.directory.enums import ClosingReason
from essaim.commons.directory.models import School
from essaim.commons.directory.services import schools
from essaim.commons.encounters.models import Encounter
from essaim.commons.encounters.services import encounters
from essaim.commons.protocol import selectors as protocol
from essaim.commons.protocol.services import succeed_party
from essaim.commons.territory.models import Departement
from essaim.foundation.audit import presenters
from essaim.foundation.audit.models import Entry
from essaim.foundation.audit.trail import urn
from essaim.foundation.figures import indicators, manifests
from essaim.foundation.figures import selectors as values
from essaim.foundation.figures.domain.scope import FRANCE, Period, Scope
from essaim.foundation.figures.models import FrozenValue
from essaim.foundation.kernel.errors import Forbidden, Refused
from essaim.foundation.seals.models import Seal, Validation
from essaim.front.reporting import composing, selectors, services, showing
from essaim.front.reporting.composing import Spec
from essaim.front.reporting.enums import BilanKind, BilanState
from tests.factories.campaign import make_edition, make_showcase
from tests.factories.encounters import make_encounter
from tests.factories.reporting import BY, YEAR, make_bilan, sign
from tests.world import Persona

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def bilan(world):
    return make_bilan(BilanKind.SIX_MONTHS, Scope("academie", "07"))


def value(document, code):
    return next(figure.value for figure in document.figures if figure.code == code)


def page(client, bilan, user=None):
    if user:
        client.force_login(user)
    return client.get(reverse("reporting:bilan-detail", args=[bilan.pk])).content.decode()


def tamper(world, **changes):
    """Somebody rewrites a row in the database, past every gesture."""
    Encounter.objects.filter(pk=world.held_encounter.pk).update(**changes)


def test_both_partners_seal_the_same_digest(world, bilan):
    document = services.freeze(by=BY, bilan=bilan)
    assert selectors.read(bilan).state is BilanState.FROZEN
    sign(world, bilan)
    reading = selectors.read(bilan)
    assert reading.state is BilanState.SEALED
    assert {one.digest for one in reading.verdict.validations} == {document.digest} == {reading.digest}
    assert [one.capacity for one in reading.verdict.validations] == [
        "présidence de L'ESPER",
        "présidence d'ESS France, qui réunit les CRESS",
    ]
    assert hashlib.sha256(reading.seal.text.encode()).hexdigest() == document.digest


def test_one_validation_is_not_enough(world, bilan):
    services.freeze(by=BY, bilan=bilan)
    party = protocol.parties(world.protocol)[0]
    services.sign(by=world.users[Persona.SIGNATORY], bilan=bilan, party=urn(party), capacity="présidence")
    assert selectors.read(bilan).state is BilanState.FROZEN
    assert not selectors.is_public(bilan)


@pytest.mark.parametrize("changes", [{"pupils": 200}, {"held_on": dt.date(2027, 1, 5)}, {"departement": "23"}])
def test_a_row_changed_after_freezing_breaks_the_seal_in_plain_sight(world, bilan, client, changes):
    services.freeze(by=BY, bilan=bilan)
    sign(world, bilan)
    assert "Ce bilan a été altéré" not in page(client, bilan)
    tamper(world, **changes)
    reading = selectors.read(bilan)
    assert reading.state is BilanState.BROKEN
    assert not any(difference.is_explained for difference in reading.differences)
    shown = page(client, bilan)
    assert "Altéré depuis qu’il a été arrêté" in shown
    assert "1\u00a0fiche changée sans aucun geste au journal" in shown
    assert reading.differences[0].before in shown
    tamper(world, pupils=22, held_on=dt.date(2026, 3, 23), departement=world.departement)
    assert selectors.read(bilan).state is BilanState.SEALED


def test_another_row_of_the_same_value_is_seen(world, bilan):
    twin = make_encounter(world.school, world.commitment, world.organisation, slot="2026-03-24-am")
    services.freeze(by=BY, bilan=bilan)
    held = Encounter.objects.filter(pk=world.held_encounter.pk).values().get()
    numbers = {name: held[name] for name in ("state", "held_on", "pupils", "adults", "minutes")}
    Encounter.objects.filter(pk=twin.pk).update(**numbers)
    tamper(world, held_on=dt.date(2024, 3, 23))
    reading = selectors.read(bilan)
    assert reading.state is BilanState.BROKEN
    assert "d'autres fiches" in reading.differences[0].now


def test_a_text_rewritten_with_its_digest_is_denied_by_the_trail(world, bilan):
    services.freeze(by=BY, bilan=bilan)
    sign(world, bilan)
    seal = selectors.read(bilan).seal
    text = seal.text.replace('"value":22', '"value":99')
    assert text != seal.text
    digest = hashlib.sha256(text.encode()).hexdigest()
    Seal.objects.filter(pk=seal.pk).update(text=text, digest=digest)
    Validation.objects.filter(seal=seal).update(digest=digest)
    tamper(world, pupils=99)
    reading = selectors.read(bilan)
    assert reading.state is BilanState.BROKEN
    assert any("journal" in fault for fault in reading.verdict.faults)


def test_what_has_changed_cannot_be_validated(world, bilan):
    services.freeze(by=BY, bilan=bilan)
    tamper(world, pupils=200)
    party = protocol.parties(world.protocol)[0]
    with pytest.raises(Refused, match="ne peut pas être validé"):
        services.sign(by=world.users[Persona.SIGNATORY], bilan=bilan, party=urn(party), capacity="présidence")


def correct(world, **changes):
    """A report is corrected by a gesture, as its author may."""
    given = {"held_on": dt.date(2026, 3, 23), "pupils": 20, "adults": 3, "minutes": 90}
    return encounters.correct(by=BY, encounter=world.held_encounter, **given | changes)


def test_a_gesture_moves_the_data_and_leaves_the_seal_whole(world, bilan, client):
    document = services.freeze(by=BY, bilan=bilan)
    sign(world, bilan)
    correct(world)
    reading = selectors.read(bilan)
    assert (reading.state, reading.digest, reading.is_moved) == (BilanState.SEALED, document.digest, True)
    assert value(reading.document, "encounters.pupils") == 22
    moved = reading.differences[0]
    told = (moved.before, moved.now, moved.by, moved.because)
    assert told == ("22\u00a0élèves", "20\u00a0élèves", "−\u00a02", "1\u00a0compte rendu corrigé")
    assert reading.moved_on == dt.date(2027, 1, 12)
    shown = page(client, bilan)
    assert "Les données ont changé depuis le gel" in shown
    assert "Validé par toutes les parties" in shown
    assert "1\u00a0compte rendu corrigé" in shown
    assert showing.warning(reading) == ""


def test_a_new_report_moves_every_figure_it_enters(world, bilan):
    services.freeze(by=BY, bilan=bilan)
    given = {"held_on": dt.date(2026, 3, 24), "pupils": 18, "adults": 2, "minutes": 60}
    encounter = make_encounter(world.school, world.commitment, world.organisation, slot="2026-03-24-am")
    encounters.hold(by=BY, encounter=encounter, **given)
    reading = selectors.read(bilan)
    assert reading.state is BilanState.FROZEN
    assert [one.by for one in reading.differences] == ["+\u00a01", "+\u00a018", "+\u00a02", "+\u00a01"]
    assert {one.because for one in reading.differences} == {"1\u00a0compte rendu noté"}


def test_a_row_changed_behind_the_back_of_a_gesture_still_breaks_the_seal(world, bilan):
    services.freeze(by=BY, bilan=bilan)
    correct(world)
    tamper(world, pupils=300)
    reading = selectors.read(bilan)
    assert reading.state is BilanState.BROKEN
    assert any("Élèves" in fault for fault in reading.faults)


def test_a_row_changed_in_the_database_is_not_excused_by_a_gesture_on_another(world, bilan):
    other = make_encounter(world.school, world.commitment, world.organisation, slot="2026-03-24-am")
    given = {"held_on": dt.date(2026, 3, 24), "pupils": 18, "adults": 2, "minutes": 60}
    other = encounters.hold(by=BY, encounter=other, **given)
    services.freeze(by=BY, bilan=bilan)
    encounters.correct(by=BY, encounter=other, **given | {"pupils": 19})
    tamper(world, pupils=200)
    reading = selectors.read(bilan)
    assert reading.state is BilanState.BROKEN
    assert [one.lost for one in reading.differences] == [1]
    assert reading.differences[0].because == "1\u00a0compte rendu corrigé"


def test_schools_imported_after_a_freeze_move_the_figure_without_a_broken_seal(world, bilan):
    services.freeze(by=BY, bilan=bilan)
    schools.close(by=BY, school=world.primary_school, on=dt.date(2025, 1, 1), reason=ClosingReason.ENDED)
    reading = selectors.read(bilan)
    assert reading.state is BilanState.FROZEN
    assert "1\u00a0établissement fermé" in {one.because for one in reading.differences}


@pytest.mark.parametrize("field", ["value", "manifest"])
def test_a_frozen_value_rewritten_breaks_every_bilan_that_quotes_it(world, bilan, field):
    services.freeze(by=BY, bilan=bilan)
    kept = FrozenValue.objects.get(indicator="encounters.pupils", scope="academie:07", period_start=bilan.period_start)
    changes = {"value": 99} if field == "value" else {"manifest": manifests.pack({1: (99,)})}
    FrozenValue.objects.filter(pk=kept.pk).update(**changes)
    reading = selectors.read(bilan)
    assert reading.state is BilanState.BROKEN
    assert reading.faults == (
        "Le chiffre arrêté « Élèves présents aux rencontres » n'est plus celui de son empreinte.",
    )


def test_who_signs_moved_figures_says_they_know(world, bilan, client):
    services.freeze(by=BY, bilan=bilan)
    correct(world)
    party = protocol.parties(world.protocol)[0]
    given = {"by": world.users[Persona.SIGNATORY], "bilan": bilan, "party": urn(party), "capacity": "présidence"}
    with pytest.raises(Refused, match="1\u00a0chiffre a changé"):
        services.sign(**given)
    shown = page(client, bilan, world.users[Persona.SIGNATORY])
    assert "j’ai lu ceux qui ont changé depuis" in shown
    address = reverse("reporting:bilan-sign", args=[bilan.pk])
    assert client.post(address, {"party": urn(party), "capacity": "présidence"}).status_code == 200
    assert client.post(address, {"party": urn(party), "capacity": "présidence", "knows": "on"}).status_code == 302
    entry = Entry.objects.get(action="reporting.bilan.signed", target=urn(bilan))
    assert json.loads(entry.context)["moved"] == 1


def test_an_edition_counts_itself_alone_when_another_campaign_overlaps(world):
    about = f"edition:{world.edition.slug}"
    period = Period(world.edition.opens_on, world.edition.ends_on + dt.timedelta(days=1))
    spec = Spec(BilanKind.EDITION, about, FRANCE, period)
    before = {figure.code: figure.value for figure in composing.compose(spec).figures}
    campaign = Campaign.objects.create(slug="mois", name="Mois de l'ESS")
    other = make_edition(41, EditionState.CLOSED, world.edition.starts_on - dt.timedelta(weeks=3))
    Edition.objects.filter(pk=other.pk).update(campaign=campaign)
    accepted = {"state": RegistrationState.ACCEPTED, "moderated_at": timezone.now()}
    make_showcase(other, School.objects.placed().get(pk=world.school.pk), **accepted)
    after = composing.compose(spec).figures
    assert {figure.code: figure.value for figure in after} == before
    assert {figure.about for figure in after if figure.code.startswith("campaign.")} == {about}
    whole = indicators.registered()["campaign.showcases_registered"]
    assert values.value(whole, FRANCE, period) == before["campaign.showcases_registered"] + 1
    assert values.value(indicators.narrowed(whole, "campaign:mois"), FRANCE, period) == 1
    assert "Toutes les campagnes réunies" in whole.definition
    assert "Une édition à la fois" in after[0].definition


def test_a_period_tells_its_campaigns_one_by_one(world):
    edition = make_edition(42, EditionState.CLOSED, dt.date(2026, 11, 2))
    campaign = Campaign.objects.create(slug="mois", name="Mois de l'ESS")
    Edition.objects.filter(pk=edition.pk).update(campaign=campaign)
    accepted = {"state": RegistrationState.ACCEPTED, "moderated_at": timezone.now()}
    make_showcase(edition, School.objects.placed().get(pk=world.school.pk), **accepted)
    period = Period(dt.date(2026, 9, 1), dt.date(2027, 3, 1))
    document = composing.compose(Spec(BilanKind.SIX_MONTHS, "partnership:protocole", FRANCE, period))
    section = document.sections[-1]
    assert section.title == "Mois de l'ESS"
    told = {figure.code: figure.value for figure in section.figures}
    assert (told["campaign.showcases_registered"], told["campaign.requests_registered"]) == (1, 0)
    assert {figure.about for figure in section.figures} == {"campaign:mois"}
    assert "Une campagne à la fois" in section.figures[0].definition
    assert composing.recount(document) == document


def test_titles_are_read_in_ones_own_territory_only_and_numbers_by_all(world, client):
    page = "/chiffres/encounters.held/?du=2025-09-01&au=2026-09-01"
    client.force_login(world.users[Persona.CRESS])
    assert world.held_encounter.title in client.get(page).content.decode()
    away = Departement.objects.exclude(region="27").filter(region__isnull=False).order_by("code")[0]
    tamper(world, departement=away)
    shown = client.get(page).content.decode()
    assert world.held_encounter.title not in shown
    assert "1\u00a0fiche comptée. Chacune se lit avec un compte qui voit son territoire." in shown
    client.force_login(world.users[Persona.NATIONAL])
    assert world.held_encounter.title in client.get(page).content.decode()


def test_a_signatory_commits_only_its_own_organisation(world, bilan):
    services.freeze(by=BY, bilan=bilan)
    esper, ess_france = protocol.parties(world.protocol)
    for by, party in ((world.users[Persona.SIGNATORY], ess_france), (world.other_signatory, esper)):
        with pytest.raises(Forbidden):
            services.sign(by=by, bilan=bilan, party=urn(party), capacity="présidence")
    for persona in (Persona.ADMIN, Persona.NATIONAL, Persona.CRESS):
        with pytest.raises(Forbidden):
            services.sign(by=world.users[persona], bilan=bilan, party=urn(esper), capacity="présidence")


def test_the_parties_are_those_of_the_day_it_was_frozen(world, bilan):
    services.freeze(by=BY, bilan=bilan)
    held = protocol.parties(world.protocol)[1]
    given = {"organisation": world.cress, "on": dt.date(2027, 1, 12), "capacity": "présidence", "act": "Délibération"}
    succeed_party(by=BY, party=held, **given)
    assert [one.name for one in selectors.read(bilan).document.signatories] == ["L'ESPER", "ESS France"]
    assert [one.name for one in composing.signatories()] == ["L'ESPER", world.cress.label]
    assert selectors.read(bilan).state is BilanState.FROZEN


def test_a_bilan_taken_back_computes_again_and_keeps_its_history(world, bilan):
    services.freeze(by=BY, bilan=bilan)
    with pytest.raises(Refused, match="déjà soumis"):
        services.freeze(by=BY, bilan=bilan)
    tamper(world, pupils=25)
    services.take_back(by=BY, bilan=bilan, reason="Une rencontre corrigée")
    reading = selectors.read(bilan)
    assert (reading.state, value(reading.document, "encounters.pupils")) == (BilanState.OPEN, 25)
    again = services.freeze(by=BY, bilan=bilan)
    assert again.digest != Seal.objects.filter(target=urn(bilan)).order_by("pk").first().digest
    assert Seal.objects.filter(target=urn(bilan)).count() == 2


def test_each_figure_is_frozen_once_whatever_the_bilans_that_quote_it(world, bilan):
    before = FrozenValue.objects.count()
    document = services.freeze(by=BY, bilan=bilan)
    frozen = FrozenValue.objects.count()
    assert frozen - before == len(document.figures)
    services.freeze(by=BY, bilan=make_bilan(BilanKind.PARTNERSHIP, Scope("academie", "07")))
    quoted = FrozenValue.objects.filter(indicator="directory.organisations", scope="academie:07")
    assert quoted.count() == 1


def test_figures_are_recounted_in_sql(world):
    """Numbers written again from the tables, without the code that counts them."""
    document = composing.compose(Spec(BilanKind.SIX_MONTHS, "partnership:protocole", Scope("region", "27"), YEAR))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COUNT(*), SUM(e.pupils), SUM(e.adults), SUM(e.minutes) FROM encounters_encounter e"
            " JOIN territory_departement d ON d.code = e.departement_id"
            " WHERE e.state = 'held' AND e.held_on >= %s AND e.held_on < %s AND d.region_id = '27'",
            [YEAR.start, YEAR.end],
        )
        held, pupils, adults, minutes = cursor.fetchone()
    assert (held, pupils, adults, minutes) == (1, 22, 3, 90)
    assert value(document, "encounters.held") == held
    assert value(document, "encounters.pupils") == pupils
    assert value(document, "encounters.adults") == adults
    assert value(document, "encounters.hours") * 60 == minutes


def test_a_partnership_is_counted_axis_by_axis(world):
    document = composing.compose(Spec(BilanKind.PARTNERSHIP, "partnership:protocole", FRANCE, YEAR))
    assert [section.title[:5] for section in document.sections[:5]] == [f"Axe {axis}" for axis in range(1, 6)]
    assert document.sections[0].wording.startswith("Accompagner la mise en œuvre")
    assert value(document, "encounters.held.axis1") == 1
    assert value(document, "encounters.held.axis2") == 0


def test_an_edition_is_counted_over_its_dates(world):
    about = f"edition:{world.edition.slug}"
    period = Period(world.edition.opens_on, world.edition.ends_on + dt.timedelta(days=1))
    document = composing.compose(Spec(BilanKind.EDITION, about, FRANCE, period))
    assert world.edition.title in document.title
    with connection.cursor() as cursor:
        for table, code in (("classrequest", "requests"), ("offer", "offers"), ("showcase", "showcases")):
            cursor.execute(
                f"SELECT COUNT(*) FROM campaign_{table} WHERE edition_id = %s AND state = 'accepted'",  # noqa: S608
                [world.edition.pk],
            )
            (registered,) = cursor.fetchone()
            assert registered > 0
            assert value(document, f"campaign.{code}_registered") == registered


def test_an_edition_counts_its_own_encounters_only(world):
    showcase, elsewhere = world.showcase, world.held_encounter
    Encounter.objects.filter(pk=world.encounter.pk).update(
        origin=urn(showcase), state="held", held_on=dt.date(2027, 3, 23), pupils=24, adults=2, minutes=60
    )
    period = Period(world.edition.opens_on, world.edition.ends_on + dt.timedelta(days=1))
    Encounter.objects.filter(pk=elsewhere.pk).update(held_on=world.edition.starts_on)
    spec = Spec(BilanKind.EDITION, f"edition:{world.edition.slug}", Scope("region", "27"), period)
    document = composing.compose(spec)
    told = [value(document, f"campaign.{code}") for code in ("held", "held_pupils", "held_adults", "held_hours")]
    assert told == [1, 24, 2, 1]
    assert document.cells_label == "Rencontres de l'édition tenues par département"
    assert value(composing.compose(replace(spec, scope=Scope("region", "11"))), "campaign.held") == 0


def test_what_is_not_measured_there_is_said(world):
    document = composing.compose(Spec(BilanKind.SIX_MONTHS, "partnership:protocole", Scope("academie", "07"), YEAR))
    assert "Académies couvertes" in document.missing
    assert "directory.academies_covered" not in [figure.code for figure in document.figures]


@pytest.mark.parametrize(
    ("scope", "words"),
    [(Scope("region", "99"), "pas un territoire connu"), (Scope("departement", "21"), "couvre la France, une région")],
)
def test_a_territory_nobody_knows_is_refused(world, scope, words):
    with pytest.raises(Refused, match=words):
        make_bilan(scope=scope)


def test_who_composes_for_which_territory(world):
    cress, correspondent = world.users[Persona.CRESS], world.users[Persona.CORRESPONDENT]
    six = BilanKind.SIX_MONTHS, "partnership:protocole"
    other = Period(dt.date(2024, 9, 1), dt.date(2025, 3, 1))
    assert services.begin(by=cress, spec=Spec(*six, Scope("region", "27"), other))
    assert services.begin(by=cress, spec=Spec(*six, Scope("academie", "07"), other))
    for by, scope in (
        (cress, FRANCE),
        (cress, Scope("region", "11")),
        (correspondent, Scope("region", "27")),
        (correspondent, Scope("academie", "03")),
        (world.users[Persona.SIGNATORY], FRANCE),
        (world.users[Persona.TEAM], Scope("academie", "07")),
    ):
        with pytest.raises(Forbidden):
            services.begin(by=by, spec=Spec(*six, scope, other))
    with pytest.raises(Refused, match="existe déjà"):
        services.begin(by=cress, spec=Spec(*six, Scope("region", "27"), other))


def test_a_correspondent_freezes_the_bilan_of_their_academie_only(world, bilan):
    with pytest.raises(Forbidden):
        services.freeze(by=world.users[Persona.CORRESPONDENT], bilan=world.bilan)
    assert services.freeze(by=world.users[Persona.CORRESPONDENT], bilan=bilan).figures


def test_the_public_reads_only_what_both_validated(world, client):
    listed = client.get(reverse("reporting:bilan-list")).content.decode()
    assert listed.count("Validé par toutes les parties") == 1
    assert "En préparation" not in listed
    client.force_login(world.users[Persona.CRESS])
    assert "En préparation" in client.get(reverse("reporting:bilan-list")).content.decode()


def test_every_figure_of_the_page_leads_to_its_rows(world, client):
    client.force_login(world.users[Persona.NATIONAL])
    shown = page(client, world.frozen_bilan)
    link = "/chiffres/encounters.held/?perimetre=region%3A27&amp;du=2025-09-01&amp;au=2026-09-01"
    assert link in shown
    rows = client.get(link.replace("&amp;", "&")).content.decode()
    assert world.held_encounter.title in rows


def test_a_bilan_is_begun_frozen_and_signed_through_the_pages(world, client):
    client.force_login(world.users[Persona.NATIONAL])
    asked = {"objet": "six-months", "perimetre": "france", "du": "", "au": ""}
    address = client.post(reverse("reporting:bilan-new"), asked).url
    pk = int(address.rstrip("/").rpartition("/")[2])
    client.post(reverse("reporting:bilan-freeze", args=[pk]))
    for user, party in zip(
        (world.users[Persona.SIGNATORY], world.other_signatory), protocol.parties(world.protocol), strict=True
    ):
        client.force_login(user)
        shown = client.get(address).content.decode()
        assert shown.count("Valider ce texte") == 1
        answer = client.post(
            reverse("reporting:bilan-sign", args=[pk]), {"party": urn(party), "capacity": party.capacity}
        )
        assert answer.status_code == 302
    client.logout()
    shown = client.get(address).content.decode()
    assert shown.count("Signé") == 2
    assert "septembre 2026 au 28 février 2027" in shown


def test_a_validation_without_capacity_says_so_and_keeps_the_page(world, client):
    client.force_login(world.users[Persona.SIGNATORY])
    party = protocol.parties(world.protocol)[0]
    answer = client.post(
        reverse("reporting:bilan-sign", args=[world.frozen_bilan.pk]), {"party": urn(party), "capacity": ""}
    )
    assert answer.status_code == 200
    assert "Erreur" in answer.content.decode()


@pytest.mark.parametrize(
    ("du", "au", "words"),
    [("2026-09-01", "", "les deux dates"), ("2027-02-01", "2026-09-01", "inversez"), ("", "2027-01-01", "les deux")],
)
def test_a_period_upside_down_or_half_given_is_refused(world, client, du, au, words):
    client.force_login(world.users[Persona.NATIONAL])
    asked = {"objet": "partnership:protocole", "perimetre": "france", "du": du, "au": au}
    answer = client.post(reverse("reporting:bilan-new"), asked)
    assert words in answer.content.decode()


def test_the_trail_tells_each_gesture(world, bilan):
    services.freeze(by=BY, bilan=bilan)
    sign(world, bilan)
    services.take_back(by=BY, bilan=bilan, reason="Correction")
    entries = Entry.objects.filter(target=urn(bilan)).order_by("pk")
    assert [entry.action.rpartition(".")[2] for entry in entries] == ["begun", "frozen", "signed", "signed", "reopened"]
    assert all("Bilan des six mois" in line.sentence for line in presenters.present(entries))


def test_the_text_is_given_as_it_was_digested(world, client):
    text = client.get(reverse("reporting:bilan-text", args=[world.sealed_bilan.pk]))
    assert hashlib.sha256(text.content).hexdigest() == selectors.read(world.sealed_bilan).digest
    assert json.loads(text.content)["kind"] == "six_months"


def test_the_signature_can_take_place_on_an_event(world, client):
    client.force_login(world.users[Persona.NATIONAL])
    address = reverse("reporting:bilan-event", args=[world.frozen_bilan.pk])
    for event in (world.private_event, world.event):
        assert client.post(address, {"event": urn(event)}).status_code == 302
    client.logout()
    client.force_login(world.users[Persona.SIGNATORY])
    shown = page(client, world.frozen_bilan)
    assert "Ce bilan se signe pendant" in shown
    assert world.event.get_absolute_url() in shown
    assert world.private_event.title not in shown
    with pytest.raises(Forbidden):
        services.sign_at(
            by=world.users[Persona.SIGNATORY], bilan=world.frozen_bilan, event=urn(world.event), on=YEAR.start
        )
