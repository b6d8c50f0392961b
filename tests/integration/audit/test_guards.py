"""Nothing rewrites the trail, whoever asks; the refusals are the database's own."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from essaim.foundation.audit import guards, trail
from essaim.foundation.audit.apps import reinstall_guards
from essaim.foundation.audit.models import Entry
from essaim.foundation.kernel.actor import SystemActor

REFUSED = pytest.raises(DatabaseError, match="append-only")
SQLITE = connection.vendor == "sqlite"


@pytest.fixture
def entry(db):
    return trail.record(SystemActor("test"), "audit.entry.tried", "audit.entry:0", times=1)


def untouched(entry):
    return Entry.objects.get() == entry and Entry.objects.get().actor == "system:test"


def sql(statement, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_the_guards_are_there_after_migration(db):
    assert guards.are_present()


def test_saving_an_entry_again_is_refused(entry):
    entry.actor = "user:1"
    with REFUSED, transaction.atomic():
        entry.save()
    assert untouched(entry)


def test_updating_many_is_refused(entry):
    with REFUSED, transaction.atomic():
        Entry.objects.update(actor="user:1")
    assert untouched(entry)


def test_deleting_one_or_many_is_refused(entry):
    with REFUSED, transaction.atomic():
        entry.delete()
    entry.refresh_from_db()
    with REFUSED, transaction.atomic():
        Entry.objects.all().delete()
    assert untouched(entry)


def test_raw_sql_is_refused(entry):
    with REFUSED:
        sql("UPDATE audit_entry SET actor = 'user:1'")
    with REFUSED:
        sql("DELETE FROM audit_entry")
    assert untouched(entry)


def test_inserting_over_an_entry_is_refused(entry):
    columns = "(id, at, actor, action, area, target, context)"
    values = "(%s, '2027-01-12 09:00:00+00', 'user:1', 'a.b.c', 'a', 'a.b:1', '{}')"
    statement = (
        f"INSERT OR REPLACE INTO audit_entry {columns} VALUES {values}"  # noqa: S608 (constants of this test)
        if SQLITE
        else f"INSERT INTO audit_entry {columns} VALUES {values} ON CONFLICT (id) DO UPDATE SET actor = 'user:1'"  # noqa: S608
    )
    with REFUSED:
        sql(statement, entry.pk)
    assert untouched(entry)


def test_bulk_upsert_is_refused(entry):
    forged = Entry(pk=entry.pk, actor="user:1", action="a.b.c", area="a", target="a.b:1")
    with REFUSED, transaction.atomic():
        Entry.objects.bulk_create([forged], update_conflicts=True, unique_fields=["id"], update_fields=["actor"])
    assert untouched(entry)


@pytest.mark.skipif(SQLITE, reason="SQLite has no TRUNCATE")
def test_truncating_is_refused(entry):
    with REFUSED:
        sql("TRUNCATE audit_entry")
    assert untouched(entry)


def test_one_guard_missing_or_asleep_is_seen_and_mended(db):
    sql(
        "DROP TRIGGER audit_entry_no_replace"
        if SQLITE
        else "ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_no_truncate"
    )
    assert not guards.are_present()
    guards.install()
    assert guards.are_present()


def test_adding_is_still_possible(entry):
    Entry.objects.bulk_create([Entry(actor="system:test", action="a.b.c", area="a", target="a.b:1") for _ in range(3)])
    assert Entry.objects.count() == 4


@pytest.mark.django_db(transaction=True)
def test_emptying_the_database_by_command_is_refused():
    with transaction.atomic():
        trail.record(SystemActor("test"), "audit.entry.tried", "audit.entry:0")
    with pytest.raises(Exception, match=r"couldn't be flushed|append-only"):
        call_command("flush", interactive=False, verbosity=0)
    assert Entry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_guards_come_back_after_a_migration():
    guards.remove()
    assert not guards.are_present()
    reinstall_guards(using="default")
    assert guards.are_present()
    guards.install()
    assert guards.are_present()


@pytest.mark.django_db(transaction=True)
def test_a_table_rebuilt_by_the_schema_editor_is_guarded_again():
    with connection.schema_editor() as editor:
        if SQLITE:
            editor._remake_table(Entry)
    call_command("migrate", verbosity=0)
    assert guards.are_present()


@pytest.mark.django_db(transaction=True)
def test_the_migration_goes_back_and_forth():
    call_command("migrate", "audit", "0001", verbosity=0)
    # post_migrate guards the table as long as it exists, whatever the migration said
    assert guards.are_present()
    call_command("migrate", "audit", verbosity=0)
    assert guards.are_present()
