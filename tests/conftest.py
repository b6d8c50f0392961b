"""Guards of every test: no network (pyproject.toml), no order that was not asked for, no N+1, no undefined variable."""

import datetime as dt
import itertools
import os

import hypothesis
import pytest
import zeal
from django.db.models.sql.compiler import SQLCompiler
from django.test import TransactionTestCase

from essaim.foundation.audit import guards
from tests.world import World, build_world

FROZEN = dt.datetime(2027, 1, 12, 9, 0, tzinfo=dt.UTC)
"""A Tuesday of school year 2026-2027, outside every holiday: the date of the tests that ask for ``clock``."""

# How many examples each property is tried on. No deadline: a machine shared by several people is slow now and then,
# and that is no fault of the code under test.
for profile, examples in {"dev": 50, "ci": 100, "deep": 1000}.items():
    hypothesis.settings.register_profile(profile, max_examples=examples, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev"))


def pytest_addoption(parser):
    """``--screenshots FOLDER``: the browser tests also keep a picture of each page there, at 360 and 1280 px."""
    parser.addoption("--screenshots", default="", metavar="FOLDER")


@pytest.fixture(autouse=True, scope="session")
def _unordered_queries_are_shuffled():
    """A queryset without order_by() answers in random order, so that nobody relies on luck."""
    original = SQLCompiler.get_order_by

    def shuffled(self):
        found = original(self)
        query = self.query
        plain = not (found or query.distinct or query.combinator or query.is_sliced or query.group_by or query.subquery)
        if plain and query.default_cols and self.connection.vendor == "sqlite":
            query.add_ordering("?")
            found = original(self)
            query.clear_ordering(force=True)
        return found

    SQLCompiler.get_order_by = shuffled
    yield
    SQLCompiler.get_order_by = original


@pytest.fixture(autouse=True, scope="session")
def _the_trail_may_be_emptied_between_tests():
    """A transactional test ends with a flush, which the append-only trail rightly refuses: its guards step aside.

    Only here: nothing in ``essaim`` lifts them. The flush itself sends ``post_migrate``, which puts them back.
    """
    original = TransactionTestCase._fixture_teardown

    def teardown(self):
        guards.remove()
        original(self)
        guards.install()

    TransactionTestCase._fixture_teardown = teardown
    yield
    TransactionTestCase._fixture_teardown = original


@pytest.fixture(autouse=True)
def _no_n_plus_one(request):
    """A query repeated for each row of a list fails the test."""
    if request.node.get_closest_marker("django_db") is None:
        yield
        return
    with zeal.zeal_context():
        yield


@pytest.fixture
def clock(time_machine):
    """The frozen date of the tests."""
    time_machine.move_to(FROZEN, tick=False)
    return FROZEN


@pytest.fixture
def world(db) -> World:
    """A small network: one of each persona, a few schools and organisations (tests/world.py)."""
    return build_world()


@pytest.fixture
def counter():
    """Successive integers, for factories."""
    return itertools.count(1)
