"""A chain of records read on any date, on a model of the tests' own, outside every area."""

import datetime as dt
from typing import ClassVar

import pytest
from django.apps.registry import Apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.forms import modelform_factory
from django.test.utils import CaptureQueriesContext

from essaim.foundation.kernel.errors import Refused
from essaim.foundation.records.models import Succeeding, resolve
from essaim.foundation.records.privacy import NOTHING_PERSONAL, Privacy

pytestmark = pytest.mark.django_db


class Body(Succeeding):
    """An institution that changes name: CNCRESS, then ESS France."""

    name = models.CharField(max_length=40)
    privacy: ClassVar[Privacy] = NOTHING_PERSONAL

    class Meta(Succeeding.Meta):
        app_label = "tests_records"
        apps = Apps()

    def __str__(self):
        return self.name


@pytest.fixture(autouse=True, scope="module")
def _table(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        with connection.schema_editor() as editor:
            editor.create_model(Body)
        yield
        with connection.schema_editor() as editor:
            editor.delete_model(Body)


@pytest.fixture
def network():
    ess_france = Body.objects.create(name="ESS France", valid_from=dt.date(2020, 6, 25))
    cncress = Body.objects.create(
        name="CNCRESS", valid_from=dt.date(2004, 1, 1), valid_until=dt.date(2020, 6, 25), successor=ess_france
    )
    return cncress, ess_france


@pytest.mark.parametrize(
    ("date", "name"),
    [
        (dt.date(2017, 3, 22), "CNCRESS"),
        (dt.date(2020, 6, 24), "CNCRESS"),
        (dt.date(2020, 6, 25), "ESS France"),
        (dt.date(2027, 1, 12), "ESS France"),
    ],
)
def test_either_name_reads_right_on_any_date(network, date, name):
    for record in network:
        assert record.on(date).name == name


def test_before_the_first_and_after_the_last_the_nearest_is_named(network):
    cncress, ess_france = network
    assert ess_france.on(dt.date(1990, 1, 1)) == cncress
    ess_france.valid_until = dt.date(2040, 1, 1)
    ess_france.save()
    assert cncress.on(dt.date(2050, 1, 1)) == ess_france


def test_a_gap_in_history_keeps_a_name(network):
    cncress, ess_france = network
    ess_france.valid_from = dt.date(2021, 1, 1)
    ess_france.save()
    assert cncress.on(dt.date(2020, 9, 1)) == cncress
    assert ess_france.on(dt.date(2020, 9, 1)) == cncress


def test_a_chain_of_three_is_walked_both_ways(network):
    cncress, _ = network
    first = Body.objects.create(name="CNCC", valid_until=dt.date(2004, 1, 1), successor=cncress)
    assert first.on(dt.date(2027, 1, 1)).name == "ESS France"
    assert cncress.successor.on(dt.date(1999, 1, 1)) == first


def test_a_merger_is_read_from_each_of_its_parts():
    merged = Body.objects.create(name="Occitanie", valid_from=dt.date(2016, 1, 1))
    parts = [
        Body.objects.create(name=name, valid_until=dt.date(2016, 1, 1), successor=merged)
        for name in ("Languedoc-Roussillon", "Midi-Pyrénées")
    ]
    assert {part.on(dt.date(2020, 1, 1)) for part in parts} == {merged}
    assert {part.on(dt.date(2010, 1, 1)) for part in parts} == set(parts)


def test_many_records_cost_what_the_longest_line_costs(network):
    cncress, ess_france = network
    first = Body.objects.create(name="CNCC", valid_until=dt.date(2004, 1, 1), successor=cncress)
    others = [
        Body.objects.create(name=f"{rank}", valid_until=dt.date(2004, 1, 1), successor=cncress) for rank in range(20)
    ]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = resolve([first, *others, ess_france], dt.date(2027, 1, 1))
    assert set(found.values()) == {ess_france}
    assert set(found) == {first.pk, ess_france.pk, *(other.pk for other in others)}
    assert len(queries) == 2


def test_nothing_is_asked_when_all_are_valid(network, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert resolve([network[1]], dt.date(2027, 1, 1)) == {network[1].pk: network[1]}
        assert resolve([], dt.date(2027, 1, 1)) == {}


def test_a_line_that_turns_in_a_circle_is_still_read(network):
    cncress, ess_france = network
    Body.objects.filter(pk=ess_france.pk).update(successor=cncress, valid_until=dt.date(2022, 1, 1))
    assert cncress.on(dt.date(2030, 1, 1)).name == "ESS France"
    assert cncress.on(dt.date(1990, 1, 1)) in network


def test_a_cycle_is_refused_by_validation_and_by_the_gesture(network):
    cncress, ess_france = network
    ess_france.successor = cncress
    with pytest.raises(ValidationError, match="déjà suivi"):
        ess_france.full_clean()
    with pytest.raises(Refused, match="déjà suivi"):
        ess_france.succeeded_by(cncress, dt.date(2030, 1, 1))


def test_the_database_refuses_a_record_that_succeeds_itself(network):
    with pytest.raises(IntegrityError), transaction.atomic():
        Body.objects.filter(pk=network[0].pk).update(successor=models.F("pk"))


def test_succession_closes_the_one_and_points_to_the_other(network):
    _, ess_france = network
    next_one = Body(name="Suite", valid_from=dt.date(2030, 1, 1))
    assert ess_france.succeeded_by(next_one, dt.date(2030, 1, 1)) is ess_france
    assert (ess_france.valid_until, ess_france.successor) == (dt.date(2030, 1, 1), next_one)


def test_a_record_does_not_end_before_it_began(network):
    with pytest.raises(Refused, match="commence le 25 juin 2020"):
        network[1].succeeded_by(network[0], dt.date(2020, 6, 25))


def test_a_form_says_beside_the_end_that_it_comes_too_early():
    form = modelform_factory(Body, fields=["name", "valid_from", "valid_until"])
    bound = form({"name": "A", "valid_from": "2027-01-02", "valid_until": "2027-01-02"})
    assert bound.errors == {"valid_until": ["La date de fin doit suivre la date de début."]}
    assert form({"name": "A", "valid_from": "", "valid_until": "2027-01-02"}).is_valid()


def test_the_database_refuses_a_period_upside_down():
    with pytest.raises(IntegrityError), transaction.atomic():
        Body.objects.create(name="A", valid_from=dt.date(2027, 1, 2), valid_until=dt.date(2027, 1, 1))


def test_periods_are_half_open(network):
    cncress, ess_france = network
    day = dt.date(2020, 6, 25)
    assert list(Body.objects.on(day)) == [ess_france]
    assert [body.is_valid_on(day) for body in network] == [False, True]
    assert set(Body.objects.during(dt.date(2020, 6, 24), dt.date(2020, 6, 26))) == {cncress, ess_france}
    assert list(Body.objects.during(dt.date(2020, 6, 1), dt.date(2020, 6, 25))) == [cncress]
