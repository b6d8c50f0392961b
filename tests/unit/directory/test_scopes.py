"""What the seats one holds let one see."""

from essaim.commons.directory.domain.routing import Area
from essaim.commons.directory.domain.scopes import Grant, Scope
from essaim.foundation.kernel.actor import Role

DIJON, BESANCON = Area("21", "07", "27"), Area("25", "03", "27")


def test_a_correspondent_sees_their_academie_and_not_the_next_one():
    scope = Scope.of([Grant(Role.CORRESPONDENT, "academie", "07")])
    assert scope.covers(DIJON)
    assert not scope.covers(BESANCON)
    assert scope.is_territorial


def test_a_cress_sees_every_academie_of_its_region():
    scope = Scope.of([Grant(Role.CRESS, "region", "27")])
    assert scope.covers(DIJON)
    assert scope.covers(BESANCON)


def test_two_seats_add_up():
    scope = Scope.of([Grant(Role.CORRESPONDENT, "academie", "07"), Grant(Role.OCCE, "departement", "25")])
    assert scope.covers(DIJON)
    assert scope.covers(BESANCON)
    assert scope.roles == {Role.CORRESPONDENT, Role.OCCE}


def test_an_empty_code_never_matches_an_empty_code():
    assert not Scope().covers(Area())
    assert not Scope.of([Grant(Role.TEAM, "school", "12")]).covers(Area())


def test_a_national_seat_covers_places_without_region():
    assert Scope.of([Grant(Role.NATIONAL, "organisation", "1")]).covers(Area("988", "40", ""))
    assert not Scope.of([Grant(Role.TEAM, "school", "12")]).is_territorial
