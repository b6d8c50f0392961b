"""What became of pupils' actions: told once by its author or the network, counted once, taken back while it may be."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from essaim.areas.campaign import keys
from essaim.areas.campaign.enums import Channel, Outcome, RegistrationState
from essaim.areas.campaign.models import Showcase
from essaim.areas.campaign.registration_moves import AlreadyMoved
from essaim.areas.campaign.services import moderation, registrations, showcases
from essaim.commons.directory.models import School
from essaim.commons.encounters.domain.report import Report
from essaim.commons.encounters.enums import EncounterKind, EncounterState
from essaim.commons.encounters.models import Encounter
from essaim.commons.encounters.services import encounters
from essaim.foundation.audit import presenters
from essaim.foundation.audit.models import Entry
from essaim.foundation.audit.trail import urn
from essaim.foundation.figures import indicators
from essaim.foundation.figures import selectors as figures
from essaim.foundation.figures.domain.scope import FRANCE, Period, Scope
from essaim.foundation.kernel.actor import LinkActor, SystemActor
from essaim.foundation.kernel.errors import Forbidden, Refused
from essaim.foundation.outbox.models import Letter
from essaim.front.reporting import composing, selectors, services
from essaim.front.reporting.composing import Spec
from essaim.front.reporting.enums import BilanKind, BilanState
from tests.factories.campaign import make_showcase
from tests.world import Persona

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
BY = SystemActor("tests")
DAY = dt.date(2025, 3, 24)
GIVEN = {"held_on": "2025-03-24", "pupils": "26", "adults": "40", "minutes": "120", "words": "Grande affluence."}


def author(showcase):
    return LinkActor(urn(showcase))


def report(**more):
    return Report(**{"held_on": DAY, "pupils": 26, "adults": 40, "minutes": 120, "words": "Affluence."} | more)


def held(showcase, by=None, **more):
    return showcases.tell_held(by=by or author(showcase), showcase=showcase, report=report(), **more)


def counted(showcase):
    """What the figures say of the edition of this action."""
    period = Period(showcase.edition.opens_on, showcase.edition.ends_on + dt.timedelta(days=1))
    codes = ("campaign.held", "campaign.held_pupils", "campaign.held_adults", "campaign.held_hours")
    return [figures.value(indicators.registered()[code], FRANCE, period) for code in codes]


def test_an_action_told_by_its_author_is_one_encounter_of_its_class_school_and_commitment(world):
    showcase = world.past_showcase
    encounter = held(showcase)
    assert (encounter.origin, encounter.kind, encounter.state) == (urn(showcase), "showcase", "held")
    assert encounter.school_id == showcase.school_id
    assert encounter.school_class_id == showcase.school_class_id
    assert encounter.commitment_id == showcase.edition.commitment_id
    assert (encounter.starts_at, encounter.departement_id) == (showcase.starts_at, "21")
    assert counted(showcase) == [1, 26, 40, 2]
    showcase.refresh_from_db()
    assert (showcase.outcome, showcase.outcome_channel) == (Outcome.HELD, Channel.LINK)


def test_an_action_is_told_once_however_often_one_clicks(world):
    held(world.past_showcase)
    with pytest.raises(AlreadyMoved):
        held(world.past_showcase)
    with pytest.raises(AlreadyMoved):
        showcases.tell_not_held(by=author(world.past_showcase), showcase=world.past_showcase, reason="Pluie")
    assert Encounter.objects.filter(origin=urn(world.past_showcase)).count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Encounter.objects.filter(pk=world.encounter.pk).update(origin=urn(world.past_showcase))


def test_an_action_that_did_not_take_place_says_why_and_counts_nothing(world):
    showcase = world.past_showcase
    told = showcases.tell_not_held(by=author(showcase), showcase=showcase, reason="  Grève des   cars. ")
    assert (told.outcome, told.outcome_reason) == (Outcome.NOT_HELD, "Grève des cars.")
    assert not Encounter.objects.filter(origin=urn(showcase)).exists()
    other = undated(world)
    with pytest.raises(Refused, match="pourquoi"):
        showcases.tell_not_held(by=author(other), showcase=other, reason=" ")


def undated(world):
    """An accepted action of the edition that is over, without a date."""
    given = {"title": "Collecte", "starts_at": None, "ends_at": None, "state": RegistrationState.ACCEPTED}
    school = School.objects.placed().get(pk=world.school.pk)
    return make_showcase(world.past_showcase.edition, school, **given, moderated_at=timezone.now())


def test_an_action_without_a_date_is_told_from_the_first_day_of_its_edition(world):
    encounter = held(undated(world))
    assert (encounter.planned_on, encounter.starts_at, encounter.when) == (DAY, None, "")


def test_nothing_is_told_before_the_day(world):
    with pytest.raises(Refused, match="pas encore venu"):
        held(world.showcase)


def test_the_network_notes_it_for_somebody_on_the_telephone_and_the_author_reads_it(world):
    showcase = world.past_showcase
    encounter = held(showcase, by=world.users[Persona.CORRESPONDENT], channel=Channel.TELEPHONE)
    showcase.refresh_from_db()
    assert showcase.outcome_channel == encounter.channel == Channel.TELEPHONE
    entry = Entry.objects.get(action="campaign.showcase.held")
    assert "au téléphone" in presenters.present([entry])[0].sentence
    letter = Letter.objects.get(purpose="showcase_told")
    assert (letter.to, letter.about) == (showcase.contact_email, urn(showcase))


@pytest.mark.parametrize(
    ("persona", "channel"), [(Persona.ESS_ACTOR, None), (Persona.SIGNATORY, None), (Persona.TEAM, Channel.TELEPHONE)]
)
def test_others_tell_nothing_and_only_the_network_by_telephone(world, persona, channel):
    with pytest.raises(Forbidden):
        held(world.past_showcase, by=world.users[persona], channel=channel)
    assert not Encounter.objects.filter(origin=urn(world.past_showcase)).exists()


def test_the_link_of_another_registration_tells_nothing(world):
    with pytest.raises(Forbidden):
        held(world.past_showcase, by=LinkActor(urn(world.class_request)))


def test_what_was_told_is_taken_back_and_told_again_once(world):
    showcase = world.past_showcase
    held(showcase)
    showcases.take_back(by=author(showcase), showcase=showcase)
    assert counted(showcase) == [0, 0, 0, 0]
    held(showcase)
    assert counted(showcase) == [1, 26, 40, 2]
    states = Encounter.objects.filter(origin=urn(showcase)).order_by("pk").values_list("state", flat=True)
    assert list(states) == [EncounterState.CANCELLED, EncounterState.HELD]


def test_what_did_not_take_place_is_taken_back_too(world):
    showcases.take_back(by=author(world.told_showcase), showcase=world.told_showcase)
    world.told_showcase.refresh_from_db()
    assert (world.told_showcase.outcome, world.told_showcase.outcome_reason) == (Outcome.UNTOLD, "")
    with pytest.raises(AlreadyMoved):
        showcases.take_back(by=author(world.told_showcase), showcase=world.told_showcase)


def test_what_a_frozen_bilan_counts_is_no_longer_taken_back(world):
    showcase = world.past_showcase
    held(showcase)
    period = Period(showcase.edition.opens_on, showcase.edition.ends_on + dt.timedelta(days=1))
    spec = Spec(BilanKind.EDITION, f"edition:{showcase.edition.slug}", Scope("region", "27"), period)
    bilan = services.begin(by=BY, spec=spec)
    services.freeze(by=BY, bilan=bilan)
    with pytest.raises(Refused, match="bilan arrêté"):
        showcases.take_back(by=author(showcase), showcase=showcase)
    services.take_back(by=BY, bilan=bilan, reason="À revoir")
    showcases.take_back(by=author(showcase), showcase=showcase)
    assert selectors.read(bilan).state is BilanState.OPEN
    assert next(f.value for f in composing.compose(spec).figures if f.code == "campaign.held") == 0


def test_an_encounter_cancelled_on_its_own_page_did_not_take_place(world):
    showcase = world.past_showcase
    encounter = held(showcase)
    encounters.cancel(by=world.users[Persona.CORRESPONDENT], encounter=encounter, reason="Confondue avec une autre")
    showcase.refresh_from_db()
    assert (showcase.outcome, showcase.outcome_reason) == (Outcome.NOT_HELD, "Confondue avec une autre")


def test_an_action_that_took_place_is_neither_withdrawn_nor_reread(world):
    showcase = world.past_showcase
    held(showcase)
    showcase.refresh_from_db()
    with pytest.raises(Refused):
        registrations.withdraw(by=author(showcase), registration=showcase)
    with pytest.raises(Refused):
        moderation.undo(by=world.users[Persona.CORRESPONDENT], registration=showcase)


def test_the_whole_gesture_by_the_link_of_a_letter_without_account(world, client):
    showcase = world.past_showcase
    shown = client.get(keys.path(showcase), follow=True).content.decode()
    assert "Comment ça s’est passé" in shown
    address = reverse("campaign:showcase-held", args=[showcase.reference])
    form = client.get(address).content.decode()
    assert 'value="24"' in form
    assert "au téléphone" not in form
    wrong = client.post(address, GIVEN | {"pupils": "0", "adults": "0"})
    assert "Personne n'était là" in wrong.content.decode().replace("’", "'").replace("&#x27;", "'")
    shown = client.post(address, GIVEN, follow=True).content.decode()
    assert "comptée, une fois" in shown
    assert "Grande affluence." in shown
    assert client.post(address, GIVEN).status_code == 302
    assert counted(showcase) == [1, 26, 40, 2]
    back = reverse("campaign:showcase-take-back", args=[showcase.reference])
    assert "Comment ça s’est passé" in client.post(back, follow=True).content.decode()
    other = reverse("campaign:showcase-not-held", args=[showcase.reference])
    assert "Écrivez une phrase" in client.post(other, {"reason": ""}).content.decode()
    assert (
        "La salle était prise" in client.post(other, {"reason": "La salle était prise"}, follow=True).content.decode()
    )
    assert Encounter.objects.get(origin=urn(showcase)).kind == EncounterKind.SHOWCASE


def test_the_public_reads_what_became_of_an_action(world, client):
    page = reverse("campaign:public-action", args=[world.past_showcase.reference])
    assert "Annoncée" in client.get(page).content.decode()
    held(world.past_showcase)
    assert "Tenue" in client.get(page).content.decode()
    page = reverse("campaign:public-action", args=[world.told_showcase.reference])
    shown = client.get(page).content.decode()
    assert "Cette action n’a pas eu lieu." in shown
    assert world.told_showcase.outcome_reason not in shown


def test_only_actions_have_an_outcome(world, client):
    client.force_login(world.users[Persona.CORRESPONDENT])
    assert client.get(reverse("campaign:showcase-held", args=[world.class_request.reference])).status_code == 404


def test_the_board_shows_whom_to_call_about_actions_nobody_told_of(world, client):
    Showcase.objects.filter(pk=world.past_showcase.pk).update(edition=world.edition)
    client.force_login(world.users[Persona.CORRESPONDENT])
    shown = client.get(reverse("campaign:board")).content.decode()
    assert "Actions d’élèves à noter" in shown
    assert world.past_showcase.title in shown
