"""A person who closes their account leaves their seats."""

import datetime as dt

import pytest

from essaim.commons.directory.models import Tenure
from essaim.foundation.accounts import services
from essaim.foundation.accounts.models import User
from essaim.foundation.audit.models import Entry
from tests.world import Persona

pytestmark = pytest.mark.django_db


def test_closing_an_account_vacates_its_seats(world, clock):
    user = world.users[Persona.CORRESPONDENT]
    assert Tenure.objects.on(clock.date()).filter(user=user).exists()
    services.erase(by=user, user=user)
    assert not Tenure.objects.on(clock.date()).filter(user=user).exists()
    assert Tenure.objects.filter(user=user).exists()
    assert Entry.objects.filter(action="directory.seat.left").exists()


def test_a_mandate_that_begins_later_is_over_as_soon_as_it_begins(world, clock):
    user = world.users[Persona.CORRESPONDENT]
    later = clock.date() + dt.timedelta(days=10)
    Tenure.objects.filter(user=user).update(valid_from=later)
    services.erase(by=user, user=User.objects.get(pk=user.pk))
    assert set(Tenure.objects.filter(user=user).values_list("valid_until", flat=True)) == {later + dt.timedelta(days=1)}
