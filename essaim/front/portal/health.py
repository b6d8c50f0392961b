"""Whether this process can serve, for whoever watches it: no page, one line, no person in it."""

from collections.abc import Callable, Mapping

from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from essaim.foundation.audit import guards


def database() -> str:
    """The database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return ""


def migrations() -> str:
    """Every table is at the version of the code."""
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(missing)} migrations à appliquer" if missing else ""


def audit_guards() -> str:
    """The trail refuses changes."""
    return "" if guards.are_present() else "le journal n'est pas protégé : relancez migrate"


def cache_table() -> str:
    """The table that counts sign-in attempts is there."""
    cache.get("readyz")
    return ""


CHECKS: Mapping[str, Callable[[], str]] = {
    "database": database,
    "migrations": migrations,
    "audit": audit_guards,
    "cache": cache_table,
}


def problems() -> dict[str, str]:
    """What prevents serving, by check; nothing when ready. A check that fails says its kind of error, no more."""
    found = {}
    for name, check in CHECKS.items():
        try:
            problem = check()
        except Exception as error:  # noqa: BLE001 (whatever breaks, the answer is "not ready")
            problem = type(error).__name__
        if problem:
            found[name] = problem
    return found
