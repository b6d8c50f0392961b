"""The events of the demonstration: reviews of 22 March, days of restitution in the régions, a training that is full.

All of them are invented, and say so in their presentation. The one of 22 March 2027 is where the bilan may be signed.
"""

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils import timezone

from essaim.commons.directory.models import Organisation
from essaim.commons.encounters.domain import programme
from essaim.commons.encounters.enums import Answer, Channel
from essaim.commons.encounters.models import Event, Invitation
from essaim.commons.encounters.services import events, invitations
from essaim.commons.encounters.services.events import EventPlan
from essaim.commons.protocol import selectors as protocol
from essaim.commons.territory.models import Academie, Region
from essaim.foundation.accounts.domain import demonstration
from essaim.foundation.accounts.models import User
from essaim.foundation.audit import trail
from essaim.foundation.kernel.actor import LinkActor, Role, SystemActor

BY = SystemActor("demo")
SIGNATURE = "bilan-des-six-mois-22-mars-2027"
INVENTED = "Évènement inventé, pour la démonstration."
NETWORK = (Role.CORRESPONDENT, Role.CRESS, Role.NATIONAL, Role.SIGNATORY, Role.INSTITUTION)
REVIEW = """9 h 30 Accueil
10 h 00 Ouverture | par les deux présidences
10 h 20 Six mois de Mon ESS à l'école en chiffres
11 h 15 Deux classes racontent leur entreprise
14 h 00 Ateliers par région | correspondances et CRESS, deux par deux
16 h 00 Validation du bilan par les deux partenaires
16 h 30 Fin"""
RESTITUTION = """10 h 00 Accueil des classes
10 h 30 Les projets sur scène | cinq minutes chacun
12 h 00 Repas partagé
13 h 30 Stands et vote du public
15 h 00 Fin"""
TRAINING = """9 h 30 Ce qu'est l'ESS, en jouant
11 h 00 Une séance de découverte, minute par minute
14 h 00 Essaim en main : inscrire, relire, rapprocher
16 h 00 Fin"""
HOME_REGION, HOME_ACADEMIE = "27", "07"
COMING, NOT_COMING = Answer.COMING, Answer.NOT_COMING
ANSWERS = (COMING, COMING, NOT_COMING, None, COMING, None, COMING)
PERSONA_LEFT_TO_ANSWER = frozenset(
    demonstration.address(role) for role in (Role.CORRESPONDENT, Role.CRESS, Role.INSTITUTION)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """An event as it is told to ``load``; ``ended`` is the reason of one that will not be."""

    slug: str
    title: str
    commitment: str
    host: str
    day: dt.date
    hours: tuple[int, int] = (10, 16)
    region: str = ""
    academie: str = ""
    place: str = ""
    programme: str = RESTITUTION
    capacity: int | None = None
    roles: Sequence[Role] = NETWORK
    addresses: Sequence[str] = field(default_factory=tuple)
    others: int = 0
    ended: str = ""


EVENTS = (
    Planned(
        slug="bilan-des-six-mois-20-mars-2026",
        title="Bilan des six mois de Mon ESS à l'école 2025-2026",
        commitment="1.1",
        host="lesper",
        day=dt.date(2026, 3, 20),
        place="Maison des coopératives, Paris",
        programme=REVIEW,
        others=7,
    ),
    Planned(
        slug=SIGNATURE,
        title="Bilan des six mois de Mon ESS à l'école 2026-2027",
        commitment="1.1",
        host="lesper",
        day=dt.date(2027, 3, 22),
        hours=(9, 17),
        place="Maison des coopératives, Paris",
        programme=REVIEW,
        capacity=90,
        addresses=("mission.ess@ministere-demo.example", "elus.jeunesse@region-demo.example"),
    ),
    Planned(
        slug="restitution-2026-bourgogne-franche-comte",
        title="Mon ESS à l'école, journée de restitution en Bourgogne-Franche-Comté",
        commitment="1.1",
        host="cress-bourgogne-franche-comte",
        day=dt.date(2026, 5, 19),
        region=HOME_REGION,
        place="Salle des fêtes, Beaune",
        roles=(Role.CORRESPONDENT, Role.OCCE, Role.CRESS),
        addresses=tuple(f"classe{n}@restitution-demo.example" for n in range(1, 9)),
        others=64,
    ),
    Planned(
        slug="restitution-2027-bourgogne-franche-comte",
        title="Mon ESS à l'école, journée de restitution en Bourgogne-Franche-Comté",
        commitment="1.1",
        host="cress-bourgogne-franche-comte",
        day=dt.date(2027, 5, 18),
        region=HOME_REGION,
        place="Salle des fêtes, Beaune",
        roles=(Role.CRESS,),
    ),
    Planned(
        slug="formation-correspondances-janvier-2027",
        title="Formation des correspondances et des CRESS à la Semaine",
        commitment="4.1",
        host="lesper",
        day=dt.date(2027, 2, 2),
        place="En ligne",
        programme=TRAINING,
        capacity=12,
        roles=(Role.CORRESPONDENT, Role.CRESS),
    ),
    Planned(
        slug="rencontre-rectorat-dijon-2025",
        title="Décliner l'accord-cadre dans l'académie de Dijon",
        commitment="3.2",
        host="cress-bourgogne-franche-comte",
        day=dt.date(2025, 11, 18),
        hours=(14, 17),
        academie=HOME_ACADEMIE,
        place="Dijon",
        programme="14 h 00 Tour de table\n14 h 30 Une convention à trois\n16 h 30 Suites",
        roles=(Role.INSTITUTION, Role.CRESS, Role.NATIONAL),
        others=2,
    ),
    Planned(
        slug="webinaire-observatoire-2027",
        title="Lire les chiffres de l'ESS avec une classe",
        commitment="5.1",
        host="ess-france",
        day=dt.date(2027, 1, 26),
        hours=(17, 18),
        place="En ligne",
        programme="17 h 00 Trois graphiques, trois questions\n17 h 40 Échanges",
        roles=(Role.CRESS,),
        ended="L'intervenante est indisponible. Une autre date sera proposée au printemps.",
    ),
)


def load(*, seed: int) -> int:
    """Write every event; as many at every scale, since the networks are the same."""
    draw = random.Random(f"{seed}-events")  # noqa: S311 (a season, not a secret)
    for planned in EVENTS:
        plan = _plan(planned)
        if plan is None:
            continue
        event = events.create(by=BY, plan=plan, programme=programme.parse(planned.programme), slug=planned.slug)
        if event.ends_at > timezone.now():
            _invite(draw, event, planned)
        else:
            _remember(draw, event, planned)
        if planned.ended:
            events.cancel(by=BY, event=event, reason=planned.ended)
    return Event.objects.count()


def _plan(planned: Planned) -> EventPlan | None:
    """What the service asks; nothing where the host is not in the directory."""
    host = Organisation.objects.filter(slug=planned.host).first()
    if host is None:
        return None
    zone = ZoneInfo("Europe/Paris")
    begins, ends = planned.hours
    return EventPlan(
        title=planned.title,
        commitment=protocol.commitment(planned.commitment),
        host=host,
        starts_at=dt.datetime.combine(planned.day, dt.time(begins), zone),
        ends_at=dt.datetime.combine(planned.day, dt.time(ends), zone),
        region=Region.objects.filter(pk=planned.region).first(),
        academie=Academie.objects.filter(pk=planned.academie).first(),
        summary=INVENTED,
        place=planned.place,
        is_public=True,
        capacity=planned.capacity,
    )


def _people(event: Event, planned: Planned) -> list[User]:
    """Those who hold such seats today, in the territory of the event."""
    seats = User.objects.filter(is_active=True, tenures__valid_until=None, tenures__seat__role__in=planned.roles)
    people = seats.distinct().order_by("pk")
    region = event.region_id or (event.academie.region_id if event.academie else None)
    if region:
        near = Q(tenures__seat__academie__region=region) | Q(tenures__seat__region=region)
        people = people.filter(near | Q(tenures__seat__role__in=[Role.NATIONAL, Role.INSTITUTION]))
    return list(people.distinct().order_by("pk"))


def _invite(draw: random.Random, event: Event, planned: Planned) -> None:
    """Invite and let people answer, by account, by link or on the telephone."""
    invitations.invite(by=BY, event=event, users=_people(event, planned), addresses=planned.addresses)
    rows = Invitation.objects.filter(event=event).select_related("user", "event__host").order_by("pk")
    for rank, invitation in enumerate(rows):
        said = ANSWERS[rank] if rank < len(ANSWERS) else draw.choice(ANSWERS)
        if said is None or (invitation.user and invitation.user.email in PERSONA_LEFT_TO_ANSWER):
            continue
        if rank % 9 == 4:  # noqa: PLR2004 (now and then)
            invitations.answer(by=BY, invitation=invitation, answer=said, channel=Channel.TELEPHONE)
        else:
            who = invitation.user or LinkActor(trail.urn(invitation))
            invitations.answer(by=who, invitation=invitation, answer=said)


def _remember(draw: random.Random, event: Event, planned: Planned) -> None:
    """An event of the past: its invitations as rows, since nobody is written to any more, and who came."""
    answered = event.starts_at - dt.timedelta(days=14)
    rows = [Invitation(event=event, user=user) for user in _people(event, planned)]
    rows += [Invitation(event=event, email=email) for email in planned.addresses]
    for invitation in rows:
        said = draw.choice(ANSWERS)
        if said is not None:
            invitation.answer, invitation.answered_at, invitation.channel = said, answered, Channel.LINK
    rows = Invitation.objects.bulk_create(rows)
    came = [row.pk for row in rows if row.answer == Answer.COMING and draw.random() < 0.9]  # noqa: PLR2004
    if not planned.ended:
        events.hold(by=BY, event=event, came=came, others=planned.others)
