"""Seats, their holders over time, and where a request goes."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from essaim.commons.directory import scoping
from essaim.commons.directory.domain.routing import Post
from essaim.commons.directory.models import Organisation, Seat
from essaim.commons.directory.selectors import people as selectors
from essaim.commons.directory.services import people as services
from essaim.commons.directory.services import reference
from essaim.commons.territory.models import Academie
from essaim.foundation.accounts.models import User
from essaim.foundation.kernel.actor import Role, SystemActor
from essaim.foundation.kernel.errors import Forbidden, Refused
from tests.factories.accounts import make_user
from tests.factories.directory_people import hold
from tests.factories.territory import create_areas
from tests.world import Persona

pytestmark = pytest.mark.django_db
TODAY = dt.date(2027, 1, 12)
DIJON = Post(Role.CORRESPONDENT, "07")


def test_roles_begin_and_end_with_the_tenure(world, clock):
    user = make_user()
    hold(user, Role.CORRESPONDENT, Academie.objects.get(pk="03"), dt.date(2025, 9, 1), dt.date(2026, 9, 1))
    assert scoping.roles_on(user, dt.date(2026, 8, 31)) == {Role.CORRESPONDENT}
    assert scoping.roles_on(user, dt.date(2026, 9, 1)) == frozenset()
    assert not user.holds(Role.CORRESPONDENT)


def test_one_person_may_cover_two_academies(world):
    user = world.users[Persona.CORRESPONDENT]
    hold(user, Role.CORRESPONDENT, Academie.objects.get(pk="03"))
    assert scoping.scope_of(User.objects.get(pk=user.pk)).academies == {"03", "07"}


def test_a_closed_account_opens_nothing(world):
    user = world.users[Persona.ADMIN]
    user.is_active = False
    user.save()
    assert scoping.scope_of(User.objects.get(pk=user.pk)).roles == frozenset()
    assert DIJON in selectors.held_posts()


def test_a_departure_makes_the_seat_vacant_and_the_level_above_answers(world):
    services.vacate(by=world.users[Persona.NATIONAL], tenure=world.tenure, on=dt.date(2026, 1, 1))
    assert DIJON not in selectors.held_posts(dt.date(2026, 1, 1))
    answer = selectors.answer(selectors.route_for_organisation(world.organisation, dt.date(2026, 1, 1)))
    assert answer.name == "CRESS, Bourgogne-Franche-Comté"
    page = selectors.coverage(dt.date(2026, 1, 1))
    dijon = next(a for region in page for a in region.academies if a.academie.code == "07")
    assert not dijon.is_held
    assert dijon.answers.vacant


def test_a_tenure_cannot_end_before_it_began(world):
    with pytest.raises(Refused, match="plus tardive"):
        services.vacate(by=world.users[Persona.ADMIN], tenure=world.tenure, on=dt.date(2020, 9, 1))


def test_a_correspondent_appoints_teams_and_occe_at_home_but_not_a_cress(world):
    correspondent, user = world.users[Persona.CORRESPONDENT], make_user()
    services.appoint(by=correspondent, seat=Seat.objects.of(Role.OCCE, world.departement), user=user, on=TODAY)
    with pytest.raises(Forbidden):
        services.appoint(by=correspondent, seat=Seat.objects.of(Role.CRESS, world.region), user=user, on=TODAY)


def test_only_an_administrator_appoints_an_administrator(world):
    with pytest.raises(Forbidden):
        services.appoint(by=world.users[Persona.NATIONAL], seat=Seat.objects.of(Role.ADMIN), user=make_user(), on=TODAY)


def test_nobody_takes_the_same_seat_twice(world):
    with pytest.raises(Refused, match="tient déjà"):
        services.appoint(
            by=world.users[Persona.ADMIN], seat=world.seat, user=world.users[Persona.CORRESPONDENT], on=TODAY
        )


def test_a_seat_has_the_scope_of_its_role_and_no_other(world):
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.create(role=Role.CORRESPONDENT, region=world.region)
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.create(role=Role.ADMIN, region=world.region)


def test_the_public_page_tells_vacancies_and_names_nobody(client, world):
    page = client.get("/qui-couvre-quoi/").text
    assert "Correspondance vacante" in page
    assert world.users[Persona.CORRESPONDENT].name not in page


def test_the_reference_opens_every_seat_once(db):
    create_areas()
    first = reference.load(by=SystemActor("tests"))
    second = reference.load(by=SystemActor("tests"))
    assert first == second
    assert Organisation.objects.filter(kind="cress").count() == 18
    assert Seat.objects.filter(role=Role.CRESS).count() == 18
    assert Seat.objects.filter(role=Role.CORRESPONDENT).count() == 30
    assert Organisation.objects.get(slug="cncress").on(dt.date(2024, 1, 1)).slug == "ess-france"
    quoted = [f.value for f in Organisation.objects.get(slug="lesper").quoted_figures.order_by("order")]
    assert quoted == [40, 45, 46, 43, 41]


def test_every_reference_organisation_says_where_it_was_read(db):
    create_areas()
    reference.load(by=SystemActor("tests"))
    loaded = Organisation.objects.exclude(checked_on=None)
    assert loaded.count() == 22
    assert not loaded.filter(source_url="").exists()


def test_the_public_page_answers_for_a_departement(client, world):
    page = client.get("/qui-couvre-quoi/?departement=21").text
    assert "Correspondance L’ESPER, académie de Dijon" in page
    assert "Animation OCCE, Côte-d" in page
    assert client.get("/qui-couvre-quoi/?departement=zz").status_code == 200
