"""An open edition of the Semaine, and registrations in several states, around Beaune.

Rows are written as they stand, without letter nor trail: what the gestures do is tested with the gestures.
"""

import datetime as dt

from django.utils import timezone

from essaim.areas.campaign.data import loading
from essaim.areas.campaign.domain import slots, words
from essaim.areas.campaign.enums import EditionState, RegistrationState
from essaim.areas.campaign.models import Campaign, ClassRequest, Edition, KitSheet, Offer, Registration, Showcase, Term
from essaim.commons.directory.domain import class_labels
from essaim.commons.directory.enums import Level
from essaim.commons.directory.models import Organisation, School
from essaim.commons.directory.scoping import area_of_departement, area_of_school
from essaim.commons.protocol import selectors as protocol
from essaim.commons.territory.models import Commune
from essaim.foundation.kernel.school_year import SchoolYear
from tests.world import World

SEMAINE = dt.date(2027, 3, 22)
"""The Monday of edition 11."""


def first_monday() -> dt.date:
    """The Monday of the edition of the tests: the real one, or eight weeks from now when that is over."""
    ahead = timezone.localdate() + dt.timedelta(weeks=8)
    return max(SEMAINE, ahead - dt.timedelta(days=ahead.weekday()))


def make_edition(number: int = 11, state: EditionState = EditionState.OPEN, starts_on: dt.date | None = None, **fields):
    """An edition with its words; its commitment is 1.2."""
    campaign, _ = Campaign.objects.get_or_create(slug=loading.SLUG, defaults=loading.wording())
    monday = starts_on or first_monday()
    given = {
        "slug": f"semaine-{number}",
        "title": f"Semaine de l'ESS à l'école, édition {number}",
        "school_year": SchoolYear.of(monday).starts,
        "commitment": protocol.commitment("1.2"),
        "opens_on": monday - dt.timedelta(days=115),
        "closes_on": monday - dt.timedelta(days=10),
        "starts_on": monday,
        "ends_on": monday + dt.timedelta(days=5),
        "needs_attestation": False,
    }
    edition = Edition.objects.create(campaign=campaign, number=number, state=state, **given | fields)
    Term.objects.bulk_create(
        Term(edition=edition, kind=kind, code=code, label=label, order=order)
        for kind, code, label, order in loading.terms()
    )
    KitSheet.objects.bulk_create(
        KitSheet(edition=edition, side=side, title=title, body=body) for side, title, body in loading.kit()
    )
    return edition


def week(edition: Edition) -> str:
    """Every half-day of an edition, as kept."""
    return words.write(str(slot) for slot in slots.half_days(edition.starts_on, edition.ends_on))


def make_request(edition: Edition, school: School, levels=(Level.SIXTH,), mark: str = "", **fields) -> ClassRequest:
    """A team of this school asks for an encounter in class."""
    given = {
        "levels": class_labels.write(levels),
        "mark": mark,
        "pupils": 24,
        "action_types": " rencontre ",
        "themes": " alimentation ",
        "modes": " remote school visit ",
        "slots": week(edition),
    }
    return _create(ClassRequest(edition=edition, school=school), given | _area(area_of_school(school)) | fields)


def make_offer(edition: Edition, organisation: Organisation | None, commune: Commune, **fields) -> Offer:
    """An ESS actor of this commune offers an encounter in class."""
    given = {
        "title": "Découvrir le réemploi",
        "levels": " college elementaire ",
        "action_types": " rencontre visite ",
        "themes": " reemploi ",
        "modes": " school visit ",
        "slots": week(edition),
        "range_km": 30,
        "capacity": 2,
    }
    place = _area(area_of_departement(commune.departement))
    return _create(Offer(edition=edition, organisation=organisation, commune=commune), given | place | fields)


def make_showcase(edition: Edition, school: School, levels=(Level.SIXTH,), **fields) -> Showcase:
    """Pupils of this school show an action."""
    starts_at = dt.datetime.combine(edition.starts_on, dt.time(13), tzinfo=dt.UTC)
    given = {
        "title": "Trocante de printemps",
        "story": "Les élèves échangent livres et jeux au lieu de les jeter.",
        "levels": class_labels.write(levels),
        "pupils": 24,
        "themes": " reemploi ",
        "action_types": " trocante ",
        "starts_at": starts_at,
        "ends_at": starts_at + dt.timedelta(hours=2),
        "place": "Salle polyvalente",
        "is_open": True,
    }
    return _create(Showcase(edition=edition, school=school), given | _area(area_of_school(school)) | fields)


def populate(world: World) -> None:
    """``world.edition`` (open), ``world.class_request``, ``world.offer``, ``world.showcase`` (accepted)…

    … ``world.pending_request``, ``world.pending_offer`` (typed by hand), ``world.returned_showcase``,
    ``world.draft_request``, and ``world.draft_edition``, in preparation.
    """
    edition = make_edition()
    school = School.objects.placed().get(pk=world.school.pk)
    primary = School.objects.placed().get(pk=world.primary_school.pk)
    beaune = Commune.objects.select_related("departement__academie").get(pk="21054")
    accepted = {"state": RegistrationState.ACCEPTED, "moderated_at": timezone.now()}
    rereader = {"routed_role": "occe", "routed_code": "21"}
    world.things |= {
        "edition": edition,
        "draft_edition": make_edition(12, EditionState.DRAFT, edition.starts_on + dt.timedelta(weeks=52)),
        "class_request": make_request(edition, school, mark="B", school_class=world.school_class, **accepted),
        "pending_request": make_request(edition, primary, (Level.CM1, Level.CM2), pupils=22, **rereader),
        "draft_request": make_request(edition, school, (Level.THIRD,), state=RegistrationState.DRAFT, pupils=None),
        "offer": make_offer(edition, world.organisation, beaune, **accepted),
        "pending_offer": make_offer(edition, None, beaune, organisation_name="Recyclerie du Moulin", title="Visite"),
        "showcase": make_showcase(edition, school, mark="B", school_class=world.school_class, **accepted),
        "returned_showcase": make_showcase(
            edition,
            primary,
            (Level.CM2,),
            title="Collecte de jouets",
            state=RegistrationState.RETURNED,
            reason="Dites à quelle heure elle commence.",
        ),
    }


def _create(registration: Registration, fields: dict) -> Registration:
    given = {
        "state": RegistrationState.SUBMITTED,
        "contact_name": "Camille Exemple",
        "contact_email": f"{registration.reference.lower()}@exemple.fr",
        "contact_phone": "+33380000000",
    }
    for name, value in (given | fields).items():
        setattr(registration, name, value)
    if registration.state != RegistrationState.DRAFT:
        registration.submitted_at = timezone.now() - dt.timedelta(days=2)
    registration.save()
    return registration


def _area(area) -> dict[str, str | None]:
    return {f"{name}_id": getattr(area, name) or None for name in ("departement", "academie", "region")}
