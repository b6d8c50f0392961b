"""What the coordination adds to an edition: a question, a followed agenda, an organisation that carries it all."""

import datetime as dt

from django.utils import timezone

from essaim.areas.campaign.domain.timings import Timing
from essaim.areas.campaign.enums import FeedState, Kind, QuestionForm, RegistrationState
from essaim.areas.campaign.models import CoPilot, Edition, Feed, OpenEvent, Question
from essaim.commons.directory.scoping import area_of_departement
from essaim.commons.territory.models import Commune
from tests.world import World


def make_event(edition: Edition, commune: Commune | None, title: str = "Portes ouvertes", **fields) -> OpenEvent:
    """An accepted event of the second day, from two to five in the afternoon."""
    event = OpenEvent(edition=edition, title=title, commune=commune, place="Recyclerie", source_uid=f"{title}@exemple")
    day = edition.starts_on + dt.timedelta(days=1)
    begins = dt.datetime.combine(day, dt.time(14), tzinfo=event.zone)
    event.set_moments([Timing(begins.astimezone(dt.UTC), (begins + dt.timedelta(hours=3)).astimezone(dt.UTC))])
    if commune is not None:
        area = area_of_departement(commune.departement)
        event.departement_id, event.academie_id, event.region_id = area.departement, area.academie, area.region
    given = {"state": RegistrationState.ACCEPTED, "submitted_at": begins, "moderated_at": begins}
    for name, value in (given | fields).items():
        setattr(event, name, value)
    event.save()
    return event


def populate(world: World) -> None:
    """``world.question``, ``world.feed`` and ``world.copilot``: one of each."""
    edition = world.draft_edition
    world.things |= {
        "question": Question.objects.create(
            edition=edition,
            kind=Kind.TEAM,
            code="deja-venue",
            label="Avez-vous déjà reçu un acteur de l'ESS ?",
            form=QuestionForm.YES_NO,
            order=1,
        ),
        "feed": Feed.objects.create(
            edition=edition,
            title="Agenda suivi",
            url="https://agenda.exemple.fr/a.ics",
            state=FeedState.NEVER,
            next_at=timezone.now() + dt.timedelta(days=30),
        ),
        "copilot": CoPilot.objects.create(
            campaign=edition.campaign, organisation=world.organisation, valid_from=dt.date(2020, 9, 1)
        ),
    }
