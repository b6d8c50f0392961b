"""A handful of places for most tests; the whole of France for those that ask for it."""

import pytest
from django.db import transaction

from essaim.commons.territory import reference
from tests.factories import territory
from tests.world import World


@pytest.fixture
def places(db) -> World:
    """The territory of ``tests/factories/territory.py`` alone."""
    world = World()
    territory.populate(world)
    return world


@pytest.fixture(scope="module")
def france(django_db_setup, django_db_blocker):
    """The whole reference, loaded once for the module and taken back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        reference.ensure_loaded()
        yield
        transaction.set_rollback(True)
