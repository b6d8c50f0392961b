"""The database itself refuses to change the trail, on both engines.

``Entry`` may only be inserted. UPDATE and DELETE raise; so do SQLite's ``INSERT OR REPLACE``, which would rewrite a row
under its own number, and PostgreSQL's TRUNCATE. SQLite drops the triggers of a table it rebuilds: they are put back
after every migration. In production the application's role is not the owner of the table, so that it can neither drop
nor disable them (PostgreSQL).

This file is the only place of the area that speaks SQL; each statement exists in both dialects.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

TABLE: Final = "audit_entry"
REFUSAL: Final = "audit_entry is append-only"

_SQLITE: Final[Mapping[str, str]] = {
    f"{TABLE}_no_update": f"BEFORE UPDATE ON {TABLE}",
    f"{TABLE}_no_delete": f"BEFORE DELETE ON {TABLE}",
    f"{TABLE}_no_replace": f"BEFORE INSERT ON {TABLE} WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id)",  # noqa: S608 (constants)
}
_POSTGRESQL: Final[Mapping[str, str]] = {
    f"{TABLE}_no_change": f"BEFORE UPDATE OR DELETE ON {TABLE} FOR EACH ROW",
    f"{TABLE}_no_truncate": f"BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT",
}
_TRIGGERS: Final = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}
_PRESENT: Final = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = to_regclass(%s) AND tgenabled = 'A'",
}


def install(database: BaseDatabaseWrapper = connection) -> None:
    """Put the triggers in place, where the table exists; harmless when they are there."""
    if TABLE in database.introspection.table_names():
        _execute(database, _creation(database.vendor))


def remove(database: BaseDatabaseWrapper = connection) -> None:
    """Take the triggers away: for the reverse of the migration, and between tests that empty the database."""
    if TABLE in database.introspection.table_names():
        on = f" ON {TABLE}" if database.vendor == "postgresql" else ""
        _execute(database, [f"DROP TRIGGER IF EXISTS {name}{on}" for name in _TRIGGERS[database.vendor]])


def are_present(database: BaseDatabaseWrapper = connection) -> bool:
    """Whether every trigger is in place and active: asked by ``/readyz`` and by a test."""
    with database.cursor() as cursor:
        cursor.execute(_PRESENT[database.vendor], [TABLE])
        return set(_TRIGGERS[database.vendor]) <= {name for (name,) in cursor.fetchall()}


def _creation(vendor: str) -> Sequence[str]:
    if vendor == "sqlite":
        body = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        return [f"CREATE TRIGGER IF NOT EXISTS {name} {when} {body}" for name, when in _SQLITE.items()]
    refuse = f"BEGIN RAISE EXCEPTION '{REFUSAL}'; END"
    statements = [f"CREATE OR REPLACE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS $${refuse}$$"]
    for name, when in _POSTGRESQL.items():
        statements += [
            f"CREATE OR REPLACE TRIGGER {name} {when} EXECUTE FUNCTION {TABLE}_refuse()",
            f"ALTER TABLE {TABLE} ENABLE ALWAYS TRIGGER {name}",  # replication roles included
        ]
    return statements


def _execute(database: BaseDatabaseWrapper, statements: Sequence[str]) -> None:
    with database.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
