import datetime as dt
import json
from types import MappingProxyType

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from essaim.foundation.audit import policies, selectors, trail
from essaim.foundation.audit.models import Entry
from essaim.foundation.audit.selectors import Criteria
from essaim.foundation.kernel.actor import LinkActor, SystemActor

BY = SystemActor("test")


@trail.gesture
def close(*, by, times=1, fail=False):
    for _ in range(times):
        trail.record(
            by,
            "tests.school.closed",
            "tests.school:7",
            on=dt.date(2027, 1, 12),
            codes={"b", "a"},
            counts=MappingProxyType({"new": 2}),
        )
    if fail:
        raise RuntimeError("after the entry")
    return "closed"


@trail.gesture
def close_twice(*, by):
    close(by=by)
    close(by=by)
    trail.record(by, "tests.area.closed", "tests.area:1")


@pytest.mark.django_db
def test_a_gesture_leaves_one_entry_with_ids_only():
    assert close(by=BY) == "closed"
    entry = Entry.objects.get()
    assert (entry.actor, entry.area, entry.target) == ("system:test", "tests", "tests.school:7")
    assert json.loads(entry.context) == {"on": "2027-01-12", "codes": ["a", "b"], "counts": {"new": 2}}
    assert str(entry) == f"tests.school.closed tests.school:7 #{entry.pk}"


@pytest.mark.django_db
@pytest.mark.parametrize("times", [0, 2])
def test_no_entry_or_several_is_a_fault_and_leaves_nothing(times):
    with pytest.raises(trail.NotOneEntry, match="close"):
        close(by=BY, times=times)
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_a_gesture_that_fails_leaves_no_entry():
    with pytest.raises(RuntimeError):
        close(by=BY, fail=True)
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_inner_gestures_answer_for_themselves():
    close_twice(by=BY)
    assert Entry.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_an_entry_outside_a_transaction_is_a_fault():
    with pytest.raises(trail.NotOneEntry, match="transaction"):
        trail.record(BY, "tests.school.closed", "tests.school:7")


@pytest.mark.django_db
def test_only_plain_values_are_kept():
    entry = trail.record(BY, "tests.a.b", "tests.a:1", when=dt.datetime(2027, 1, 1, tzinfo=dt.UTC))
    assert json.loads(trail.record(BY, "tests.a.b", entry, about=entry).context) == {"about": f"audit.entry:{entry.pk}"}
    with pytest.raises(TypeError, match="not object"):
        trail.record(BY, "tests.a.b", "tests.a:1", secret=object())


@pytest.fixture
def entries(db, time_machine):
    for day in (10, 11, 12):
        time_machine.move_to(
            dt.datetime(2027, 1, day, 23, 30, tzinfo=dt.UTC), tick=False
        )  # half past midnight in Paris
        with transaction.atomic():
            trail.record(SystemActor(f"day-{day}"), "tests.a.b", f"tests.a:{day}")
    return list(Entry.objects.order_by("id"))


def actors(**criteria):
    return [entry.actor for entry in selectors.entries(Criteria(**criteria))]


def test_the_trail_is_read_latest_first(entries):
    assert actors() == ["system:day-12", "system:day-11", "system:day-10"]


def test_days_are_those_of_the_reader(entries):
    assert actors(first=dt.date(2027, 1, 12), last=dt.date(2027, 1, 12)) == ["system:day-11"]


def test_filters_add_up(entries):
    assert actors(actors=frozenset({"system:day-11", "system:day-12"}), targets=frozenset({"tests.a:11"})) == [
        "system:day-11"
    ]
    assert actors(actors=frozenset()) == []
    assert actors(area="other") == []


def test_pages_follow_one_another_without_gap_or_repeat(entries):
    first = selectors.window(selectors.entries(Criteria()), size=2)
    second = selectors.window(selectors.entries(Criteria()), before=first.next_before, size=2)
    assert [line.entry for line in [*first.lines, *second.lines]] == entries[::-1]
    assert second.next_before is None


def test_an_export_reads_everything_in_batches(entries, monkeypatch):
    monkeypatch.setattr(selectors, "PER_BATCH", 2)
    assert [line.entry for line in selectors.every_line(selectors.entries(Criteria()))] == entries[::-1]


def test_the_history_of_one_thing(entries):
    assert [line.entry.actor for line in selectors.history("tests.a:11")] == ["system:day-11"]


def test_who_may_read():
    assert policies.can_read_trail(BY)
    assert not policies.can_read_trail(LinkActor("1"))
    assert not policies.can_read_trail(AnonymousUser())
