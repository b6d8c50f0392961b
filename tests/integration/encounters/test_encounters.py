"""Encounters are planned, moved, held once, corrected with their trail, by who may."""

import datetime as dt
import json

import pytest

from essaim.commons.encounters import access, calendars, origins
from essaim.commons.encounters.enums import Channel, EncounterKind, EncounterState, Side
from essaim.commons.encounters.models import Encounter
from essaim.commons.encounters.origins import Origin
from essaim.commons.encounters.selectors import encounters as selectors
from essaim.commons.encounters.services import encounters as services
from essaim.commons.encounters.services import retention
from essaim.commons.territory.models import Departement
from essaim.foundation.audit import trail
from essaim.foundation.audit.models import Entry
from essaim.foundation.kernel.actor import LinkActor, SystemActor, Visitor
from essaim.foundation.kernel.errors import Forbidden, Refused
from essaim.foundation.outbox.models import Letter
from tests.factories.directory import make_school, make_uai
from tests.factories.encounters import BY, make_encounter
from tests.world import Persona

pytestmark = pytest.mark.django_db

REPORT = {"pupils": 24, "adults": 2, "minutes": 55}
TODAY = dt.date(2027, 1, 12)
MATCH = "campaign.match:12"


@pytest.fixture
def changes(monkeypatch):
    """An origin whose people and addresses are known, and what it was told."""
    told = []
    monkeypatch.setattr(origins, "_origins", {})
    origins.register(
        Origin(
            model="campaign.match",
            holds_side=lambda by, urn: by.actor_ref == "user:author" and urn == MATCH,
            addresses=lambda urn: {Side.TEAM: "equipe@exemple.fr", Side.ACTOR: "acteur@exemple.fr"},
            changed=lambda change: told.append(change.what),
        )
    )
    return told


@pytest.fixture
def encounter(world, changes):
    return make_encounter(world.school, world.commitment, world.organisation, origin=MATCH)


def test_an_origin_gives_one_encounter(world, encounter):
    with pytest.raises(Refused, match="déjà notée"):
        make_encounter(world.school, world.commitment, origin=MATCH)
    services.cancel(by=BY, encounter=encounter, reason="Grève des transports.")
    again = make_encounter(world.school, world.commitment, origin=MATCH)
    assert selectors.of_origin(MATCH).pk == again.pk


def test_a_link_plans_only_what_it_was_signed_for(world, changes):
    given = {
        "school": world.school,
        "commitment": world.commitment,
        "kind": EncounterKind.SCHOOL,
        "slot": "2027-03-22-am",
        "origin": MATCH,
    }
    with pytest.raises(Forbidden):
        services.plan(by=LinkActor("campaign.match:13"), **given)
    with pytest.raises(Forbidden):
        services.plan(by=Visitor(), **given)
    found = services.plan(by=LinkActor(MATCH), **given)
    assert found.channel == Channel.LINK
    assert found.planned_on == dt.date(2027, 3, 22)


def test_a_class_of_another_school_is_refused(world):
    with pytest.raises(Refused, match="autre établissement"):
        make_encounter(world.school, world.commitment, school_class=world.other_class)


def test_hours_overseas_are_those_of_the_place(world):
    school = make_school("Collège du Volcan", uai=make_uai(9, "974"), commune="97411", postcode="97400")
    assert Departement.objects.get(pk="974").timezone == "Indian/Reunion"
    begins = dt.datetime(2027, 3, 22, 6, tzinfo=dt.UTC)
    found = make_encounter(school, world.commitment, starts_at=begins, ends_at=begins + dt.timedelta(hours=1))
    assert found.timezone == "Indian/Reunion"
    assert found.when.replace("\u00a0", " ").startswith("lundi 22 mars 2027, de 10 h à 11 h, heure locale (3 h de plus")


def test_a_held_encounter_has_its_numbers_and_is_held_once(encounter, changes, clock):
    found = services.hold(by=BY, encounter=encounter, held_on=TODAY, **REPORT, words=" Très bien. ")
    assert (found.state, found.pupils, found.adults, found.minutes) == ("held", 24, 2, 55)
    assert found.words == "Très bien."
    with pytest.raises(Refused, match="tenue"):
        services.hold(by=BY, encounter=encounter, held_on=TODAY, **REPORT)
    assert changes == ["held"]
    assert Encounter.objects.filter(state=EncounterState.HELD, origin=MATCH).count() == 1


def test_a_correction_keeps_the_numbers_it_had(encounter, clock):
    services.hold(by=BY, encounter=encounter, held_on=TODAY, **REPORT)
    services.correct(by=BY, encounter=encounter, held_on=TODAY, pupils=26, adults=2, minutes=60)
    entry = Entry.objects.get(action="encounters.encounter.corrected")
    told = json.loads(entry.context)
    assert (told["pupils_before"], told["pupils"], told["minutes_before"], told["minutes"]) == (24, 26, 55, 60)


def test_what_is_not_held_is_not_corrected(encounter, clock):
    with pytest.raises(Refused, match="pas notée comme tenue"):
        services.correct(by=BY, encounter=encounter, held_on=TODAY, **REPORT)


def test_a_report_of_tomorrow_writes_nothing(encounter, clock):
    with pytest.raises(Refused):
        services.hold(by=BY, encounter=encounter, held_on=TODAY + dt.timedelta(days=1), **REPORT)
    encounter.refresh_from_db()
    assert encounter.state == EncounterState.PLANNED
    assert not Entry.objects.filter(action="encounters.encounter.held", target=trail.urn(encounter)).exists()


def test_the_network_cancels_what_was_held_by_mistake_and_its_numbers_go(world, encounter, clock):
    services.hold(by=BY, encounter=encounter, held_on=TODAY, **REPORT)
    with pytest.raises(Forbidden):
        services.cancel(by=world.users[Persona.TEAM], encounter=encounter, reason="Erreur.")
    found = services.cancel(by=world.users[Persona.CORRESPONDENT], encounter=encounter, reason="Notée par erreur.")
    assert (found.state, found.pupils, found.held_on) == ("cancelled", None, None)
    assert json.loads(Entry.objects.get(action="encounters.encounter.cancelled").context)["pupils"] == 24


@pytest.mark.parametrize(
    "persona", [Persona.TEAM, Persona.ESS_ACTOR, Persona.CORRESPONDENT, Persona.OCCE, Persona.CRESS]
)
def test_both_sides_and_the_network_of_the_place_may_act(world, encounter, persona, clock):
    found = services.hold(by=world.users[persona], encounter=encounter, held_on=TODAY, **REPORT)
    assert found.channel == Channel.ACCOUNT


@pytest.mark.parametrize("persona", [Persona.INSTITUTION, Persona.SIGNATORY])
def test_others_may_not(world, encounter, persona, clock):
    with pytest.raises(Forbidden):
        services.hold(by=world.users[persona], encounter=encounter, held_on=TODAY, **REPORT)


def test_a_correspondent_of_another_academie_may_not(world, changes):
    far = make_school("Collège du Parc", uai=make_uai(7, "075"), commune="75056", postcode="75001")
    encounter = make_encounter(far, world.commitment)
    assert not selectors.visible_to(world.users[Persona.CORRESPONDENT]).filter(pk=encounter.pk).exists()
    with pytest.raises(Forbidden):
        services.postpone(by=world.users[Persona.CORRESPONDENT], encounter=encounter, reason="Pas la mienne.")


def test_a_link_acts_on_its_encounter_only(world, encounter, clock):
    other = LinkActor(trail.urn(world.encounter))
    with pytest.raises(Forbidden):
        services.hold(by=other, encounter=encounter, held_on=TODAY, **REPORT)
    found = services.hold(by=LinkActor(trail.urn(encounter)), encounter=encounter, held_on=TODAY, **REPORT)
    assert found.channel == Channel.LINK


def test_only_the_network_notes_what_was_said_on_the_telephone(world, encounter, clock):
    by_phone = {"encounter": encounter, "held_on": TODAY, **REPORT, "channel": Channel.TELEPHONE}
    with pytest.raises(Forbidden, match="téléphone"):
        services.hold(by=world.users[Persona.TEAM], **by_phone)
    services.hold(by=world.users[Persona.CORRESPONDENT], **by_phone)
    entry = Entry.objects.get(action="encounters.encounter.held", target=trail.urn(encounter))
    assert json.loads(entry.context)["channel"] == "telephone"
    assert Encounter.objects.get(pk=encounter.pk).channel == Channel.TELEPHONE


def test_a_change_of_date_writes_to_both_sides_and_moves_calendars(encounter, changes):
    before = calendars.of_encounter(encounter)
    postponed = services.postpone(by=BY, encounter=encounter, reason="  Salle   prise. ")
    assert postponed.ended_reason == "Salle prise."
    assert calendars.of_encounter(postponed).is_cancelled
    found = services.reschedule(by=BY, encounter=encounter, slot="2027-03-23-pm", place="Beaune")
    after = calendars.of_encounter(found)
    assert (before.uid, before.sequence) == (after.uid, 0)
    assert (after.sequence, after.is_cancelled, after.location) == (2, False, "Beaune")
    assert found.ended_reason == ""
    assert Letter.objects.filter(about=trail.urn(encounter)).count() == 4
    assert changes == ["postponed", "rescheduled"]
    with pytest.raises(Refused):
        services.reschedule(by=BY, encounter=encounter, slot="2027-02-30-pm")


def test_a_reason_is_asked_and_bounded(encounter):
    with pytest.raises(Refused, match="Dites pourquoi"):
        services.postpone(by=BY, encounter=encounter, reason="  ")
    with pytest.raises(Refused, match="200 signes"):
        services.cancel(by=BY, encounter=encounter, reason="a" * 201)


def test_a_cancelled_date_leaves_calendars(encounter):
    found = services.cancel(by=BY, encounter=encounter, reason="Plus de transport.")
    written = calendars.encounter_ics(found).decode()
    assert "STATUS:CANCELLED" in written
    assert "SEQUENCE:1" in written
    assert f"UID:encounter-{encounter.pk}@" in written


def test_a_fresh_link_goes_to_the_address_already_known(world, encounter):
    by = LinkActor(trail.urn(encounter))
    services.send_link(by=by, encounter=encounter, side=Side.ACTOR)
    assert Letter.objects.get(purpose="follow").to == "acteur@exemple.fr"
    with pytest.raises(Refused, match="pas d'adresse"):
        services.send_link(by=BY, encounter=world.encounter, side=Side.TEAM)


def test_the_author_known_by_the_room_sees_the_encounter(client, encounter, changes):
    token = access.encounter_token(encounter, Side.TEAM)
    assert client.get(f"/rencontres/suivi/{token}/").status_code == 200


def test_words_are_forgotten_after_three_years(world, clock):
    Encounter.objects.filter(pk=world.held_encounter.pk).update(held_on=dt.date(2024, 1, 1))
    with pytest.raises(Forbidden):
        retention.purge(by=world.users[Persona.NATIONAL])
    assert retention.purge(by=SystemActor("ménage")) == {"words": 1, "invitations": 0}
    kept = Encounter.objects.get(pk=world.held_encounter.pk)
    assert (kept.words, kept.pupils) == ("", 22)
