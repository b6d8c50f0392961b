"""An encounter to come, one held, and an event of the région with its invitations."""

import datetime as dt
from zoneinfo import ZoneInfo

from essaim.commons.directory.models import Organisation, School
from essaim.commons.encounters import access
from essaim.commons.encounters.domain.programme import Moment
from essaim.commons.encounters.enums import EncounterKind, Side
from essaim.commons.encounters.models import Encounter, Event
from essaim.commons.encounters.services import encounters, events, invitations
from essaim.commons.encounters.services.events import EventPlan
from essaim.commons.protocol.models import Commitment
from essaim.foundation.kernel.actor import SystemActor
from tests.world import Persona, World

BY = SystemActor("tests")
PARIS = ZoneInfo("Europe/Paris")
SLOT = "2027-03-22-am"


def make_encounter(
    school: School, commitment: Commitment, organisation: Organisation | None = None, **fields
) -> Encounter:
    """An encounter planned in the Semaine of 2027, unless told otherwise."""
    given = {"kind": EncounterKind.SCHOOL, "slot": SLOT, "planned_pupils": 24}
    if "starts_at" in fields:
        del given["slot"]
    return encounters.plan(by=BY, school=school, commitment=commitment, organisation=organisation, **given | fields)


def make_event(host: Organisation, commitment: Commitment, **fields) -> Event:
    """A review of the two networks, on 22 March 2027, unless told otherwise."""
    given = {
        "title": "Revue du 22 mars",
        "starts_at": dt.datetime(2027, 3, 22, 9, 30, tzinfo=PARIS),
        "ends_at": dt.datetime(2027, 3, 22, 12, 0, tzinfo=PARIS),
        "place": "Dijon",
    }
    programme = (Moment(dt.time(9, 30), "Accueil"), Moment(dt.time(10, 0), "Bilan des six mois", "les deux réseaux"))
    return events.create(by=BY, plan=EventPlan(host=host, commitment=commitment, **given | fields), programme=programme)


def populate(world: World) -> None:
    """``world.encounter`` (to come), ``world.held_encounter``, ``world.event`` (public), ``world.invitation``…"""
    actor, school = world.organisation, world.school
    encounter = make_encounter(school, world.commitment, actor, school_class=world.school_class)
    held = make_encounter(school, world.commitment, actor, slot="2026-03-23-pm", title="Visite de la recyclerie")
    held = encounters.hold(
        by=BY, encounter=held, held_on=dt.date(2026, 3, 23), pupils=22, adults=3, minutes=90, words="Très vivant."
    )
    region = world.school.departement.region
    event = make_event(world.cress, world.commitment, region=region, is_public=True, capacity=2)
    private = make_event(world.cress, world.commitment, region=region, title="Comité de suivi")
    made = invitations.invite(
        by=BY, event=event, users=[world.users[Persona.TEAM]], addresses=["accueil@mairie.exemple.fr"]
    )
    world.things |= {
        "encounter": encounter,
        "encounter_token": access.encounter_token(encounter, Side.TEAM),
        "held_encounter": held,
        "event": event,
        "private_event": private,
        "invitation": made[0],
        "address_invitation": made[1],
        "invitation_token": access.invitation_address(made[1]).rstrip("/").rpartition("/")[2],
    }
