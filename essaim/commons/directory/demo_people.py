"""The two networks of the demonstration: fictional organisations in real communes, seats held and seats vacant.

Everything is visibly fictional: organisations carry a tag and a SIREN that INSEE never gives (it begins with 000),
people are called by their function. Holes are there on purpose: académies without correspondence, départements without
OCCE animation, a correspondent who covers two académies, a past holder who left.
"""

import datetime as dt
import random
from collections.abc import Iterator

from django.conf import settings
from django.utils import timezone

from essaim.commons.directory import organisation_index
from essaim.commons.directory.domain.fictional import actor_name, siret
from essaim.commons.directory.enums import EssFamily, MemberKind, OrganisationKind, SchoolKind, SchoolSource
from essaim.commons.directory.models import Contact, Membership, Organisation, School, Seat, Tenure
from essaim.commons.directory.selectors.organisations import free_slug
from essaim.commons.territory.models import Academie, Commune, Departement, Region
from essaim.foundation.accounts import demo as accounts
from essaim.foundation.accounts.domain import demonstration
from essaim.foundation.accounts.models import User
from essaim.foundation.kernel.actor import Role
from essaim.foundation.kernel.text import sort_key

ACTORS_PER_REGION = 6
MEMBERS = 8
VACANT_ACADEMIES = frozenset({"06", "17", "31"})
"""Three académies where nobody answers, so that routes are seen to climb."""
DOUBLE = ("03", "07")
"""One correspondent covers both académies of Bourgogne-Franche-Comté."""
OCCE_SHARE = 0.6
CRESS_SHARE = 0.8
HOME_REGION, HOME_ACADEMIE, HOME_DEPARTEMENT = "27", "07", "21"
"""Where the accounts of the demonstration stand."""


def load(*, seed: int, scale: float) -> dict[str, int]:
    """Actors, memberships and seats; run again, it adds nothing."""
    if Organisation.objects.filter(is_demo=True).exists():
        return {"organisations fictives": 0, "sièges pourvus": 0}
    draw = random.Random(f"{seed}-people")  # noqa: S311 (a season, not a secret)
    actors = list(_actors(draw, max(1, round(ACTORS_PER_REGION * scale))))
    organisation_index.refresh_all(actor.pk for actor in actors)
    _memberships(draw, actors)
    held = _territorial(draw) + _personas(actors)
    return {"organisations fictives": len(actors), "sièges pourvus": held}


def _actors(draw: random.Random, per_region: int) -> Iterator[Organisation]:
    families = [*[EssFamily.ASSOCIATION] * 6, *[EssFamily.COOPERATIVE] * 3, EssFamily.MUTUELLE, EssFamily.FONDATION]
    rank = 0
    for region in Region.objects.order_by("code"):
        communes = list(
            Commune.objects.filter(departement__region=region, kind="current", population__gt=2000)
            .exclude(latitude=None)
            .select_related("departement")
            .order_by("code")
        )
        home = [c for c in communes if c.departement_id == HOME_DEPARTEMENT]
        for number in range(per_region):
            rank += 1
            commune = draw.choice(home if home and number == 0 else communes)
            yield _actor(draw, rank, commune, draw.choice(families))


def _actor(draw: random.Random, rank: int, commune: Commune, family: EssFamily) -> Organisation:
    name = actor_name(draw, family, commune.name)
    number = siret(rank)
    organisation = Organisation(
        kind=OrganisationKind.ESS_ACTOR,
        name=name,
        slug=free_slug(name),
        sort_key=sort_key(name)[:220],
        family=family,
        siren=number[:9],
        siret=number,
        is_esus=draw.random() < 0.15,  # noqa: PLR2004 (a share of the season)
        description="Organisation fictive, pour la démonstration.",
        commune=commune,
        latitude=commune.latitude,
        longitude=commune.longitude,
        range_km=draw.choice([15, 30, 30, 50, 80]),
        ceiling=draw.choice([None, 4, 8, 12]),
        is_demo=True,
    )
    organisation.save()
    Contact.objects.create(
        organisation=organisation, name="Accueil (fictif)", capacity="accueil", email=f"accueil{rank}@demo.example"
    )
    return organisation


def _memberships(draw: random.Random, actors: list[Organisation]) -> None:
    """A few fictional members of L'ESPER of the four kinds, one of which has left."""
    esper = Organisation.objects.get(slug="lesper")
    kinds = list(MemberKind)
    for rank, organisation in enumerate(draw.sample(actors, min(MEMBERS, len(actors)))):
        Membership.objects.create(
            organisation=organisation,
            network=esper,
            member_kind=kinds[rank % len(kinds)],
            valid_from=dt.date(2011 + rank, 1, 1),
            valid_until=dt.date(2024, 7, 1) if rank == MEMBERS - 1 else None,
        )


def _territorial(draw: random.Random) -> int:
    """Correspondents, OCCE animators and CRESS officers, with holes."""
    held = 0
    for academie in Academie.objects.filter(valid_until=None, region__isnull=False).order_by("code"):
        if academie.code in VACANT_ACADEMIES:
            _hold("correspondance-ancienne", "Ancienne correspondance", Role.CORRESPONDENT, academie, ended=True)
        elif academie.code not in DOUBLE:
            held += _hold(
                f"correspondance-{academie.slug}", f"Correspondance, {academie}", Role.CORRESPONDENT, academie
            )
    for departement in Departement.objects.filter(region__isnull=False).order_by("code"):
        if departement.code != HOME_DEPARTEMENT and draw.random() < OCCE_SHARE:
            held += _hold(f"occe-{departement.slug}", f"Animation OCCE, {departement}", Role.OCCE, departement)
    for region in Region.objects.order_by("code"):
        if region.code != HOME_REGION and draw.random() < CRESS_SHARE:
            held += _hold(f"cress-{region.slug}", f"CRESS, {region}", Role.CRESS, region)
    return held


def _personas(actors: list[Organisation]) -> int:
    """The accounts one signs in with, seated around Dijon."""
    home = next(a for a in actors if a.commune and a.commune.departement_id == HOME_DEPARTEMENT)
    rectorat = _institution()
    esper = Organisation.objects.get(slug="lesper")
    scopes: list[tuple[Role, object]] = [
        (Role.TEAM, _home_school()),
        (Role.ESS_ACTOR, home),
        *((Role.CORRESPONDENT, Academie.objects.get(pk=code)) for code in DOUBLE),
        (Role.OCCE, Departement.objects.get(pk=HOME_DEPARTEMENT)),
        (Role.CRESS, Region.objects.get(pk=HOME_REGION)),
        (Role.NATIONAL, esper),
        (Role.INSTITUTION, rectorat),
        (Role.SIGNATORY, esper),
        (Role.ADMIN, None),
    ]
    for role, scope in scopes:
        _seat(User.objects.get(email=demonstration.address(role)), role, scope)
    other_head = Organisation.objects.get(slug="ess-france")
    for role in (Role.NATIONAL, Role.SIGNATORY):
        _hold(f"{role}-ess-france", f"Démonstration, {role} ESS France", role, other_head)
    return len(scopes) + 2


def _home_school() -> School:
    """The school of the team one signs in with."""
    schools = list(School.objects.filter(source=SchoolSource.DEMO, closed_on=None).order_by("pk"))
    near = [school for school in schools if school.departement_id == HOME_DEPARTEMENT] or schools
    return next((school for school in near if school.kind == SchoolKind.COLLEGE), near[0])


def _institution() -> Organisation:
    academie = Academie.objects.get(pk=HOME_ACADEMIE)
    name = "Rectorat de démonstration"
    return Organisation.objects.create(
        kind=OrganisationKind.INSTITUTION,
        name=name,
        slug=free_slug(name),
        academie=academie,
        description="Institution fictive, pour la démonstration.",
        is_demo=True,
    )


def _password() -> str | None:
    return accounts.password() if settings.DEMO else None


def _hold(account: str, name: str, role: Role, scope: object, *, ended: bool = False) -> int:
    """Somebody called by their function holds a seat."""
    user = accounts.ensure_user(f"{account}@demo.example", name, _password())
    _seat(user, role, scope, ended=ended)
    return 0 if ended else 1


def _seat(user: User, role: Role, scope: object, *, ended: bool = False) -> None:
    today = timezone.localdate()
    Tenure.objects.get_or_create(
        seat=Seat.objects.of(role, scope),  # type: ignore[arg-type]
        user=user,
        defaults={
            "valid_from": today.replace(month=1, day=1) - dt.timedelta(days=400),
            "valid_until": today - dt.timedelta(days=90) if ended else None,
        },
    )
